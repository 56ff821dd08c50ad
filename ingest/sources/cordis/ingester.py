"""CORDIS: the bundles of FP7, Horizon 2020 and Horizon Europe, whole or in part.

Each bundle is a zip of tables: projects, the organisations in them, and side tables by project number. Any of them
reads alone. Tables are read in an order of their own, for projects are told with what their side tables say, and an
organisation only when all the rows that name it have been met.

Surprises: a decimal comma beside a decimal point in one row; quotes that never balance; Britain as UK and Greece as
EL; post codes that lost their zeros; one organisation twice in one project; natural persons among the participants.
The same project may come in two files: the first tells it, the second is beyond scope.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Project
from ingest.row import BadField, Row, outcomes
from ingest.source import Download, Drift, Files, Ingester, Outcome, OutOfScope, Source
from ingest.sources.cordis.participations import Participations
from ingest.sources.cordis.projects import number, project
from ingest.sources.cordis.sides import Sides
from ingest.sources.cordis.tables import Content, Table, rows_of, table_of

SOURCE = Source(
    name="cordis",
    title="CORDIS: EU research projects under FP7, Horizon 2020 and Horizon Europe",
    publisher="Publications Office of the European Union",
    homepage="https://cordis.europa.eu/projects",
    licence="CC-BY-4.0",
    downloads=tuple(
        Download(name=name, url=f"https://cordis.europa.eu/data/{name}", form="zip")
        for name in (
            "cordis-fp7projects-csv.zip",
            "cordis-h2020projects-csv.zip",
            "cordis-HORIZONprojects-csv.zip",
        )
    ),
    at_least={"Project": 10_000, "Organisation": 8_000, "Participation": 50_000},
)

SIDES: tuple[Content, ...] = ("topics", "legalBasis", "euroSciVoc")


def parse(files: Files) -> Iterator[Outcome]:
    """Yield what becomes of each row of each table.

    Raises
    ------
    SourceChanged
        If no file is a table of CORDIS, or one lacks a column without which it cannot be read.
    """
    tables = [table for name in files if (table := table_of(files, name)) is not None]
    if not tables:
        raise SourceChanged(SOURCE.name, ", ".join(files), "no table of CORDIS; give its zip files or their members")
    yield from _unknown(files, tables)
    told = _Told()
    sides = Sides(_numbers(files, tables))
    for table in _holding(tables, *SIDES):
        yield from _each(files, table, partial(sides.read, table.content))
    for table in _holding(tables, "project"):
        yield from _each(files, table, partial(told.read, sides))
    yield from sides.untold(told.projects)
    participations = Participations(told.projects)
    for table in _holding(tables, "organization"):
        yield from _each(files, table, participations.read)
    yield from participations.organisations()
    for table in _holding(tables, "aside"):
        yield from _each(files, table, _left_out)


class _Told:
    """The projects told so far, each in one file."""

    def __init__(self) -> None:
        self.projects: set[str] = set()

    def read(self, sides: Sides, row: Row) -> Iterator[Outcome]:
        found = outcomes(row, lambda row: project(row, sides.of))
        key = next((one.key for one in found if isinstance(one, Project)), None)
        if key in self.projects:
            reason = f"project {key} is told in an earlier row or file"
            yield OutOfScope(table=row.table, line=row.line, reason=reason)
            return
        if key is not None:
            self.projects.add(key)
        yield from found


def _each(files: Files, table: Table, read: Callable[[Row], Iterable[Outcome]]) -> Iterator[Outcome]:
    for row in rows_of(files, table):
        if isinstance(row, Rejected):
            yield row
        else:
            yield from read(row)


def _holding(tables: Iterable[Table], *contents: Content) -> list[Table]:
    return [table for content in contents for table in tables if table.content == content]


def _numbers(files: Files, tables: list[Table]) -> set[str]:
    if not _holding(tables, *SIDES):
        return set()
    found: set[str] = set()
    for table in _holding(tables, "project"):
        for row in rows_of(files, table):
            if isinstance(row, Row):
                found |= _number(row)
    return found


def _number(row: Row) -> set[str]:
    try:
        return {row.take_as("id", number)}
    except BadField:
        return set()


def _left_out(row: Row) -> Iterator[Outcome]:
    reason = "is of a table that is not used: web pages, pictures and reports of projects"
    yield OutOfScope(table=row.table, line=row.line, reason=reason)


def _unknown(files: Files, tables: list[Table]) -> Iterator[Outcome]:
    known = {table.name for table in tables}
    for name in files:
        if name not in known and name.lower().endswith((".csv", ".json", ".tsv", ".xls", ".xlsx")):
            yield Drift(table=name, what="is no table of CORDIS that we know, and is not read")


INGESTER = Ingester(SOURCE, parse)
