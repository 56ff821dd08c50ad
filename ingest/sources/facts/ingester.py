"""The ten tables of curated facts, read in the order in which they refer to one another.

Every row names the page it rests on; that page's licence was not recorded, and the licence of our compilation says
nothing about it. A row that refers to a row in quarantine goes there too: the graph holds no loose ends.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Organisation, Participation, Place, Project, Record, Service, TestBed, Trial
from ingest.readers import csv_rows
from ingest.row import Row, outcomes
from ingest.source import Drift, Files, Ingester, Outcome, OutOfScope, Source
from ingest.sources.facts.actors import COMPANIES, INSTITUTIONS, ORGANISATIONS, company, institution, organisation
from ingest.sources.facts.known import Kind, Known
from ingest.sources.facts.leads import LEADS, lead_only
from ingest.sources.facts.participations import PARTICIPATIONS, participation
from ingest.sources.facts.pilots import PILOTS, pilot
from ingest.sources.facts.places import CITIES, city
from ingest.sources.facts.projects import PROJECTS, project
from ingest.sources.facts.services import SERVICES, service
from ingest.sources.facts.testbeds import TESTBEDS, testbed

SOURCE = Source(
    name="facts",
    title="Curated facts about the innovation ecosystem of the Helsinki metropolitan area",
    publisher="Verkosto contributors",
    homepage="https://w3id.org/verkosto/id/source/facts",
    compilation_licence="CC-BY-4.0",
    curated=True,
    at_least={
        "Place": 4,
        "Organisation": 250,
        "TestBed": 80,
        "Service": 35,
        "Project": 220,
        "Participation": 550,
        "Trial": 75,
        "Organiser": 7,
    },
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, the kinds of record a row defines and the column of their key, and how a row is read."""

    name: str
    columns: tuple[str, ...]
    defines: tuple[Kind, ...]
    key: str
    read: Callable[[Row, Known], Iterable[Record]]


TABLES = (
    Table("cities.csv", CITIES, (Place, Organisation), "id", city),
    Table("institutions.csv", INSTITUTIONS, (Organisation,), "id", institution),
    Table("organisations.csv", ORGANISATIONS, (Organisation,), "id", organisation),
    Table("companies.csv", COMPANIES, (Organisation,), "id", company),
    Table("testbeds.csv", TESTBEDS, (TestBed,), "id", testbed),
    Table("services.csv", SERVICES, (Service,), "id", service),
    Table("projects.csv", PROJECTS, (Project,), "id", project),
    Table("participations.csv", PARTICIPATIONS, (Participation,), "project_id", participation),
    Table("pilots.csv", PILOTS, (Trial,), "id", pilot),
    Table("eura_lead_only.csv", LEADS, (Project,), "code", lead_only),
)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each row of the ten tables.

    Raises
    ------
    SourceChanged
        If a table or a column is missing.
    """
    known = Known()
    for table in TABLES:
        if table.name not in given:
            raise SourceChanged(SOURCE.name, table.name, "the table is missing")
    for table in TABLES:
        for row in csv_rows(SOURCE.name, table.name, given[table.name], columns=table.columns):
            yield from _read(table, row, known)


def embedded() -> Traversable:
    """Return the folder of the tables that ship with the program."""
    return files("ingest.sources.facts") / "data"


def _read(table: Table, row: Row | Rejected, known: Known) -> Iterator[Outcome]:
    if isinstance(row, Rejected):
        yield row
        return
    for outcome in outcomes(row, lambda row: table.read(row, known)):
        match outcome:
            case Rejected():
                known.fail(table.defines, row.taken(table.key))
            case Drift() | OutOfScope():
                pass
            case _:
                known.add(outcome)
        yield outcome


INGESTER = Ingester(SOURCE, parse, embedded)
