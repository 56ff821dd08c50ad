"""EURA: Finnish projects paid from the EU's structural funds, as its three registers list them.

2007-2013 and 2014-2020 are lists of text that look like CSV and are not (`lists`); 2021-2027 is an Excel (`tables`).
Each row is a project with its beneficiary, the lead; partners are not listed. There are no Business IDs before 2021, so
one actor has as many records here as its name has spellings. The same project may come in two files: the workbook
counts before the lists, for it tells more, and what is told again is beyond scope.
"""

from collections.abc import Iterable, Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Organisation, Project
from ingest.opening import opening
from ingest.row import Row, outcomes
from ingest.source import Download, Drift, Files, Ingester, Outcome, OutOfScope, Source
from ingest.sources.eura.lists import decoded, list_rows, period_of
from ingest.sources.eura.projects import project
from ingest.sources.eura.tables import csv_rows, sheet_rows

SOURCE = Source(
    name="eura",
    title="EURA: projects of the EU's structural funds in Finland",
    publisher="Ministry of Economic Affairs and Employment of Finland",
    homepage="https://www.rakennerahastot.fi/rahoitetut-hankkeet",
    downloads=(
        Download(
            name="projektilista-2007-2013.csv",
            url="https://www.eura2007.fi/rrtiepa/projektilista.php?rahasto=ALL&type=csv",
            form="csv",
        ),
    ),
    at_least={"Project": 2_500, "Organisation": 800, "Participation": 2_500},
)

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How an Excel begins: as a zip, or as the older compound file."""

TABLES = (".csv", ".txt", ".tsv", ".xls", ".xlsx")
"""How the names of tables end; what else lies beside them is not read."""

Rows = Iterable[Row | Rejected | OutOfScope]


def parse(files: Files) -> Iterator[Outcome]:
    """Yield what becomes of each row of each table.

    Raises
    ------
    SourceChanged
        If a file is no list of projects, or lacks a column without which it cannot be read.
    """
    told = _Told()
    tables = [name for name in files if name.lower().endswith(TABLES)]
    if not tables:
        raise SourceChanged(SOURCE.name, ", ".join(files), f"no table; its files end in {', '.join(TABLES)}")
    for table in sorted(tables, key=lambda name: (not _is_workbook(files[name]), name)):
        period, rows = _rows(table, files[table])
        for row in rows:
            yield from told.read(row, period) if isinstance(row, Row) else (row,)


class _Told:
    """The projects and organisations told so far."""

    def __init__(self) -> None:
        self._projects: set[str] = set()
        self._organisations: set[str] = set()

    def read(self, row: Row, period: str | None) -> Iterator[Outcome]:
        found = outcomes(row, lambda row: project(row, period, self._organisations))
        key = next((one.key for one in found if isinstance(one, Project)), None)
        if key in self._projects:
            reason = f"project {key} is told in an earlier row or file"
            yield OutOfScope(table=row.table, line=row.line, reason=reason)
            yield from (one for one in found if isinstance(one, Drift))
            return
        if key is not None:
            self._projects.add(key)
        self._organisations.update(one.key for one in found if isinstance(one, Organisation))
        yield from found


def _rows(table: str, stream: IO[bytes]) -> tuple[str | None, Rows]:
    if _is_workbook(stream):
        stream.seek(0)
        return None, sheet_rows(SOURCE.name, table, stream)
    stream.seek(0)
    period = period_of(decoded(stream.readline().removeprefix(b"\xef\xbb\xbf").rstrip()))
    stream.seek(0)
    return period, list_rows(table, stream) if period else csv_rows(SOURCE.name, table, stream)


def _is_workbook(stream: IO[bytes]) -> bool:
    return opening(stream).startswith(WORKBOOKS)


INGESTER = Ingester(SOURCE, parse)
