"""What an ingester is: a declared source beside a function from its files to outcomes.

There is no base class and no plug-in mechanism. `parse` gets open binary streams by file name and yields what became
of every row: its records, or `Rejected`, or `OutOfScope`. It never raises for a bad row and never skips one; only a
lost column or table raises `SourceChanged`. No network, no clock, no RDF: the same bytes give the same outcomes. Nor
does it know the region: what lies in it is decided once, when all sources are read (`graph.scope`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO, Literal

from graph.readings import Rejected, SourceInfo
from graph.records import Record

Form = Literal["csv", "json", "xlsx", "xml", "turtle", "zip"]
"""What a downloaded file is, by its first bytes and not by what the server calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file to fetch: from `url`, kept as `name`.

    `listing` is set where `url` is not the file but a page that says where the file is: it returns the file's address
    from the bytes of that page, and raises `ValueError` with the reason where it cannot.
    """

    name: str
    url: str
    form: Form
    listing: Callable[[bytes], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A JSON interface that answers in pages; each page is kept as it came, `{name}-{number}.json`.

    `parameter` takes the number of a page, from `first` on; `query` are further parameters. `items` is the field of
    the list, `total` the field that says how many items there are in all. Pages are fetched until that many are there,
    for some services answer a page past the end with the first one again. `each` names a parameter that is repeated
    in turn with each of its values, one run of pages for each.
    """

    name: str
    url: str
    parameter: str
    items: str
    total: str
    first: int = 1
    query: Mapping[str, str] = field(default_factory=dict)
    each: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A SPARQL SELECT, whose answer is kept as SPARQL JSON under `name`."""

    name: str
    url: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(SourceInfo):
    """A source, how it is fetched, and how to tell a whole reading of it from a broken one.

    `at_least` is the least number of records of each kind; `max_quarantined` the largest share of its rows that may
    be set aside; `max_lost` the largest share of its records by which it may shrink from one reading to the next.
    `pause` is the least number of seconds between two requests to it.
    """

    downloads: tuple[Download | Pages | Select, ...] = ()
    at_least: Mapping[str, int] = field(default_factory=dict)
    max_quarantined: float = 0.05
    max_lost: float = 0.2
    pause: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScope:
    """A row that is sound and left out on purpose; `rows` are further rows, as table and line, left out with it."""

    table: str
    line: int | None
    reason: str
    rows: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A change in the layout of a table that does no harm, such as a new column; said once, not for each row."""

    table: str
    what: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.table}: {self.what}"


Outcome = Record | Rejected | OutOfScope | Drift
Files = Mapping[str, IO[bytes]]
Parse = Callable[[Files], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Ingester:
    """A source and how to read it. `default` gives the place of the data that ship with us, where there are any.

    `configured` is set where the source is whatever its user's file says: it returns, for that file, the ingester
    and the place of the data that the file names.
    """

    source: Source
    parse: Parse
    default: Callable[[], Traversable] | None = None
    configured: "Callable[[Path], tuple[Ingester, Path]] | None" = None
