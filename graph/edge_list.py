"""A list of edges as a network: anyone's own CSV of who takes part in what.

The first row names the columns. The first column is the actor, the second the project, whatever they are called.
Further columns are taken by name: `start` and `end` (or `year` for both) are years of the project, `lead` says whether
the actor leads (`true`, `yes`, `1`), and any other is a group of the actor. Commas, semicolons and tabs separate; the
text is UTF-8, with or without a byte order mark. A row that is there twice counts once.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from graph.analysis.network import TwoModeNetwork, network_of
from graph.errors import NetworkError

SEPARATORS = ",;\t"
YEARS = {"start": (0,), "end": (1,), "year": (0, 1)}
LEAD = "lead"
TRUE = frozenset({"true", "yes", "1"})
FIRST_YEAR, LAST_YEAR = 1000, 9999


def edge_network(stream: IO[bytes], where: str) -> TwoModeNetwork:
    r"""Return the network of a list of edges; `where` is what errors call it.

    Raises
    ------
    NetworkError
        If it is not CSV in UTF-8 with two columns, a row lacks its actor or project, a year is none, or an actor is
        put into two groups of one kind.

    Examples
    --------
    >>> network = edge_network(io.BytesIO(b"who;what;city\nvtt;p1;Espoo\naalto;p1;Espoo\n"), "edges.csv")
    >>> network.actors, network.projects, network.grouping("city").labels
    (('vtt', 'aalto'), ('p1',), ('Espoo',))
    """
    reader = _Reader(where)
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    try:
        reader.read(text)
    except UnicodeDecodeError as error:
        raise NetworkError(f"{where} is not text in UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise NetworkError(f"{where} is not CSV: {error}; save it as CSV in UTF-8") from error
    finally:
        text.detach()  # the stream is the caller's to close
    return network_of(
        reader.pairs,
        years={project: (found[0], found[1]) for project, found in reader.years.items()},
        groups=reader.groups,
        leads=reader.leads,
    )


class _Reader:
    """Reads the rows, and remembers what each actor and project was said to be."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.pairs: list[tuple[str, str]] = []
        self.leads: list[tuple[str, str]] = []
        self.years: dict[str, list[int | None]] = {}
        self.groups: dict[str, dict[str, str]] = {}

    def read(self, text: io.TextIOWrapper) -> None:
        """Read all rows."""
        head = text.readline()
        if not head.strip():
            raise NetworkError(f"{self.where} is empty; its first line names the columns, e.g. actor,project")
        separator = max(SEPARATORS, key=head.count)
        columns = [one.strip() for one in next(csv.reader([head], delimiter=separator))]
        if len(columns) < 2:
            raise NetworkError(f"{self.where}, line 1: one column, expected two: actor and project, e.g. actor,project")
        extra = self._extra(columns[2:])
        rows = csv.reader(text, delimiter=separator, strict=True)
        for row in rows:
            if any(cell.strip() for cell in row):
                self._take(f"{self.where}, line {rows.line_num + 1}", columns, row, extra)

    def _extra(self, columns: Sequence[str]) -> Sequence[tuple[int, str]]:
        doubled = {one for one in columns if columns.count(one) > 1}
        if doubled:
            raise NetworkError(f"{self.where}, line 1: two columns are called {min(doubled)!r}; rename one")
        found = [(place, name) for place, name in enumerate(columns, start=2) if name]
        self.groups = {name: {} for _, name in found if name.lower() not in {*YEARS, LEAD}}
        return found

    def _take(self, where: str, columns: Sequence[str], row: Sequence[str], extra: Iterable[tuple[int, str]]) -> None:
        if len(row) > len(columns):
            raise NetworkError(f"{where}: {len(row)} cells under {len(columns)} columns; quote a cell with a separator")
        actor, project = (_known(where, columns[place], row, place) for place in (0, 1))
        self.pairs.append((actor, project))
        for place, name in extra:
            value = row[place].strip() if place < len(row) else ""
            if value and not is_missing(value):
                self._note(where, actor, project, name, value)

    def _note(self, where: str, actor: str, project: str, name: str, value: str) -> None:
        if name.lower() == LEAD:
            if value.lower() in TRUE:
                self.leads.append((actor, project))
        elif name.lower() in YEARS:
            span = self.years.setdefault(project, [None, None])
            for side in YEARS[name.lower()]:
                year = _year(where, name, value)
                if span[side] not in (None, year):
                    raise NetworkError(f"{where}: {project!r} has the {name} {value!r}, and {span[side]} before")
                span[side] = year
        elif (before := self.groups[name].setdefault(actor, value)) != value:
            raise NetworkError(f"{where}: {actor!r} has the {name} {value!r}, and {before!r} before; give it one")


def is_missing(value: str) -> bool:
    """Whether a cell says that its value is missing: empty, or not a number as programs write it.

    >>> is_missing(" NaN"), is_missing("Nanso")
    (True, False)
    """
    return value.strip().lower() in ("", "nan")


def _known(where: str, column: str, row: Sequence[str], place: int) -> str:
    value = row[place].strip() if place < len(row) else ""
    if is_missing(value):
        raise NetworkError(
            f"{where}: {column or f'column {place + 1}'} is missing; each row needs an actor and a project"
        )
    return value


def _year(where: str, column: str, value: str) -> int:
    if not (value[:4].isascii() and value[:4].isdigit()) or not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        raise NetworkError(f"{where}: {column} is {value!r}, which does not begin with a year such as 2024")
    return int(value[:4])
