"""Services to companies: `services.csv`, incubators, advice, clusters, hubs; described in our own words."""

from collections.abc import Iterator

from graph.records import Names, Organisation, Record, Service
from ingest.row import Row
from ingest.sources.facts.actors import is_public
from ingest.sources.facts.classes import focus_area
from ingest.sources.facts.known import Known
from ingest.sources.facts.origins import doubted, noted, origin
from ingest.sources.facts.places import city_of
from ontology.files import codes

SERVICES = (
    "id",
    "name_fi",
    "name_en",
    "kind",
    "city",
    "operator_id",
    "agreement_focus_area",
    "description_en_own_words",
    "source_url",
    "confidence",
    "notes",
)


def service(row: Row, known: Known) -> Iterator[Record]:
    """Yield the service of one row."""
    key = known.new_key(row, "id", Service)
    operator = known.optional_reference(row, "operator_id", Organisation)
    notes = row.take_optional("notes")
    found = Service(
        key=key,
        origin=origin(row),
        names=Names(fi=row.take("name_fi"), en=row.take_optional("name_en")),
        kind=row.take_code("kind", codes("service-kind")),
        city=city_of(row, known),
        operator=operator,
        public=is_public(known, operator),
        description_en=row.take_optional("description_en_own_words"),
        classifications=focus_area(row),
        note=notes,
    )
    yield doubted(found, noted(row, notes))
