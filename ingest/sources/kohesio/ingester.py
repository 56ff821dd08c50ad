"""Kohesio: the operations of the EU's cohesion policy, as the Commission gathers them from the member states.

One CSV for each country and funding period; quotes only where needed, line breaks within them, several values in a cell
with `|` between them. What surprises: the column called latitude and longitude has them in the other order, or not; the
layouts differ in their columns and in the names of these; summaries carry HTML; and one beneficiary alone is told. The
upload of a member state has the same rows under other columns and is read too. A list of beneficiaries tells no
operations, and is beyond scope as a whole.
"""

from collections.abc import Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Organisation, Project
from ingest.readers import csv_rows
from ingest.row import Row, outcomes
from ingest.source import Download, Drift, Files, Ingester, Outcome, OutOfScope, Source
from ingest.sources.kohesio.columns import Cells, Columns, columns, header_of
from ingest.sources.kohesio.projects import Operations

API = "https://kohesio.ec.europa.eu/api/data/object?id=data"

SOURCE = Source(
    name="kohesio",
    title="Kohesio: projects of the EU's cohesion policy in Finland",
    publisher="European Commission, Directorate-General for Regional and Urban Policy",
    homepage="https://kohesio.ec.europa.eu/en/data",
    licence="CC-BY-4.0",
    downloads=(
        Download(
            name="FI-pp14-20-latest.csv", url=f"{API}/projects-2014-2020/latest/FI-pp14-20-latest.csv", form="csv"
        ),
        Download(
            name="FI-pp21-27-latest.csv", url=f"{API}/projects-2021-2027/latest/FI-pp21-27-latest.csv", form="csv"
        ),
    ),
    at_least={"Project": 2_000, "Organisation": 500},
)

OF_BENEFICIARIES = ({"Beneficiary Name", "Number of Projects"}, {"Beneficiary", "BeneficiaryLabel"})
"""Columns by which lists of beneficiaries are known."""

TABLES = (".csv", ".tsv", ".txt")
"""How the names of tables end; what else lies beside them is not read."""

UNDECIDED = "positions whose order cannot be told by their country are left out"


def parse(files: Files) -> Iterator[Outcome]:
    """Yield what becomes of each row of each table.

    Raises
    ------
    SourceChanged
        If a file is neither a table of operations nor one of beneficiaries.
    """
    told = _Told()
    tables = sorted(name for name in files if name.lower().endswith(TABLES))
    if not tables:
        raise SourceChanged(SOURCE.name, ", ".join(files), f"no table; its files end in {', '.join(TABLES)}")
    for table in tables:
        stream = files[table]
        delimiter, header = header_of(stream.readline())
        if any(names.issubset(header) for names in OF_BENEFICIARIES):
            yield from _beyond_scope(table, stream)
            continue
        at = columns(SOURCE.name, table, header)
        stream.seek(0)
        for row in csv_rows(SOURCE.name, table, stream, columns=(), delimiter=delimiter):
            yield from told.read(row, at) if isinstance(row, Row) else (row,)


class _Told:
    """The operations told so far."""

    def __init__(self) -> None:
        self._operations = Operations()
        self._projects: set[str] = set()

    def read(self, row: Row, at: Columns) -> Iterator[Outcome]:
        found = outcomes(row, lambda row: self._operations.read(Cells(row, at)))
        if isinstance(found[0], Rejected):
            yield from found
            return
        key = next(one.key for one in found if isinstance(one, Project))
        if key in self._projects:
            yield OutOfScope(table=row.table, line=row.line, reason=f"project {key} is told in an earlier row or file")
            return
        self._projects.add(key)
        self._operations.organisations.update(one.key for one in found if isinstance(one, Organisation))
        yield from found
        if self._operations.undecided:
            yield Drift(table=row.table, what=UNDECIDED)


def _beyond_scope(table: str, stream: IO[bytes]) -> Iterator[OutOfScope]:
    for line, text in enumerate(stream, start=2):
        if text.strip():
            yield OutOfScope(table=table, line=line, reason="lists a beneficiary and not an operation")


INGESTER = Ingester(SOURCE, parse)
