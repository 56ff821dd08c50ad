"""The agreement: parties, the concepts it names, funding rules, governance bodies and duties, goals, dates.

The file is ours, written from the agreement in our own words; each block becomes one record, or, for concepts, one for
each. The licence of the agreement itself was not recorded.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.row import Row, outcomes
from ingest.source import Drift, Files, Ingester, Outcome, OutOfScope, Source
from ingest.sources.agreement.blocks import blocks
from ingest.sources.agreement.known import Known
from ingest.sources.agreement.parts import PARTS

SOURCE = Source(
    name="agreement",
    title="Innovation ecosystem agreement between the cities of Helsinki, Espoo and Vantaa and the State 2021-2027",
    publisher="Ministry of Economic Affairs and Employment; cities of Helsinki, Espoo and Vantaa",
    homepage="https://innokaupungit.fi/en/cities/helsinki-metropolitan-area/",
    compilation_licence="CC-BY-4.0",
    curated=True,
    at_least={"Agreement": 1, "Organisation": 6, "ConceptMention": 54, "GovernanceBody": 5, "Provision": 42},
    max_quarantined=0,
)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each block of the one file.

    Raises
    ------
    SourceChanged
        If there is not one TOML file, or a kind of block is missing in it.
    """
    table = _only_file(given)
    known = Known()
    for name, row in blocks(SOURCE.name, table, given[table], {name: fields for name, (_, fields) in PARTS.items()}):
        yield from _read(name, row, known)


def embedded() -> Traversable:
    """Return the file that ships with the program."""
    return files("ingest.sources.agreement") / "agreement.toml"


def _only_file(given: Files) -> str:
    found = [name for name in given if name.endswith(".toml")]
    if len(found) != 1:
        raise SourceChanged(SOURCE.name, ", ".join(given), f"one .toml file is read, and there are {len(found)}")
    return found[0]


def _read(name: str, row: Row | Rejected | Drift, known: Known) -> Iterator[Outcome]:
    if not isinstance(row, Row):
        yield row
        return
    read, _ = PARTS[name]
    for outcome in outcomes(row, lambda row: read(row, known)):
        if not isinstance(outcome, (Rejected, Drift, OutOfScope)):
            known.add(outcome)
        yield outcome


INGESTER = Ingester(SOURCE, parse, embedded)
