"""EuroSciVoc, the European Science Vocabulary: fields of science, which CORDIS puts its projects under.

Published as SKOS-XL in RDF/XML, with labels in German, English, Spanish, French, Italian and Polish: none in Finnish
or Swedish. Copies go about in Turtle with IRIs of their own, which keep the official one in `rdfs:isDefinedBy`, and
may lack what is broader. What surprises: a concept has two notations, a UUID and a number; the number is the code, for
it is the last part of the codes of CORDIS ("/29/97/543"). An unlabelled concept is set aside, and so is not above any.
"""

from collections.abc import Iterator

from ingest.row import BadField
from ingest.skos import Described, Vocabulary
from ingest.source import Download, Files, Ingester, Outcome, Source

OFFICIAL = "http://data.europa.eu/8mn/euroscivoc/"

SOURCE = Source(
    name="euroscivoc",
    title="European Science Vocabulary (EuroSciVoc)",
    publisher="Publications Office of the European Union",
    homepage="https://op.europa.eu/en/web/eu-vocabularies/euroscivoc",
    licence="CC-BY-4.0",
    register=True,
    downloads=(
        Download(
            name="EuroSciVoc.rdf",
            url="https://publications.europa.eu/resource/distribution/euroscivoc/20250924-0/rdf/skos_xl/EuroSciVoc.rdf",
            form="xml",
        ),
    ),
    at_least={"Concept": 1000},
)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each concept.

    Raises
    ------
    SourceChanged
        If a file is no RDF, or has no concept.
    """
    vocabulary = Vocabulary(SOURCE.name)
    for table in sorted(given):
        vocabulary.read(table, given[table])
    yield from vocabulary.outcomes("euroscivoc", _code, OFFICIAL)


def _code(_: str, described: Described) -> str:
    numbers = [one for one in described.notations if one.isascii() and one.isdigit()]
    if len(numbers) != 1:
        raise BadField(f"has {len(numbers)} numbers, not one", field="notation", value=" ".join(described.notations))
    return numbers[0]


INGESTER = Ingester(SOURCE, parse)
