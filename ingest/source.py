"""What an ingester is: a declared source beside a function from its files to outcomes.

There is no base class and no plug-in mechanism. `parse` gets open binary streams by file name and yields what became
of every row: its records, or `Rejected`, or `OutOfScope`. It never raises for a bad row and never skips one; only a
lost column or table raises `SourceChanged`. No network, no clock, no RDF: the same bytes give the same outcomes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import IO

from graph.readings import Rejected, SourceInfo
from graph.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(SourceInfo):
    """A source, and how to tell a whole reading of it from a broken one.

    `at_least` is the least number of records of each kind; `max_quarantined` the largest share of its rows that may
    be set aside.
    """

    at_least: Mapping[str, int] = field(default_factory=dict)
    max_quarantined: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScope:
    """A row that is sound and left out on purpose."""

    table: str
    line: int | None
    reason: str


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
    """A source and how to read it. `default` gives the place of the data that ship with us, where there are any."""

    source: Source
    parse: Parse
    default: Callable[[], Traversable] | None = None
