"""Actors: `institutions.csv`, `organisations.csv`, `companies.csv`; their keys are one namespace, with the cities'.

`city_confidence` tells a remembered city from a read one; companies say so in their notes. A Business ID that was read
in other people's public data is loaded and flagged.
"""

from collections.abc import Iterator

from graph.records import Confidence, Names, Organisation, Record
from ingest import values
from ingest.row import Row
from ingest.sources.facts.classes import focus_area
from ingest.sources.facts.known import Known
from ingest.sources.facts.origins import FROM_MEMORY_OR_SEEN, doubted, is_address, noted, origin
from ingest.sources.facts.places import seat, wikidata
from ontology.files import codes

INSTITUTIONS = (
    "id",
    "kind",
    "name_fi",
    "name_sv",
    "name_en",
    "city",
    "city_confidence",
    "business_id",
    "business_id_source",
    "org_code_okm_metax",
    "ror",
    "ror_source",
    "wikidata_qid",
    "qid_confidence",
    "source_url",
    "confidence",
    "notes",
)
ORGANISATIONS = ("id", "kind", "name_fi", "name_sv", "name_en", "business_id", "source_url", "confidence", "notes")
COMPANIES = ("id", "name", "business_id", "city", "agreement_focus_area", "source_url", "confidence", "notes")

PUBLIC_KINDS = frozenset(
    {
        "agency",
        "city",
        "city-enterprise",
        "joint-authority",
        "ministry",
        "municipal-alliance",
        "municipality",
        "regional-council",
        "university-hospital",
        "wellbeing-services-county",
    }
)
"""Kinds of actors that are public bodies whatever the actor; a research institute or a school may be one or not."""


def institution(row: Row, known: Known) -> Iterator[Record]:
    """Yield the university, institute, hospital or school of one row, and its city where that is new."""
    key = known.new_key(row, "id", Organisation)
    where = origin(row, also="business_id_source")
    number_source = row.taken("business_id_source")
    city, new_places = seat(row, known, where)
    notes = row.take_optional("notes")
    code = row.take_optional("org_code_okm_metax")
    yield from new_places
    found = Organisation(
        key=key,
        origin=where,
        names=_names(row),
        kind=row.take_code("kind", codes("actor-kind")),
        business_id=row.take_optional_as("business_id", values.business_id),
        ror=row.take_optional_as("ror", values.ror_id),
        wikidata=wikidata(row),
        other_ids=(("okm", code),) if code else (),
        city=city,
        note=notes,
    )
    doubts: dict[str, Confidence] = {
        **_sources_of_numbers(row, number_source),
        **noted(row, notes),
        **_remembered_city(row, city),
    }
    yield doubted(found, doubts)


def organisation(row: Row, known: Known) -> Iterator[Record]:
    """Yield the organisation of one row."""
    key = known.new_key(row, "id", Organisation)
    notes = row.take_optional("notes")
    found = Organisation(
        key=key,
        origin=origin(row),
        names=_names(row),
        kind=row.take_code("kind", codes("actor-kind")),
        business_id=row.take_optional_as("business_id", values.business_id),
        note=notes,
    )
    yield doubted(found, noted(row, notes))


def company(row: Row, known: Known) -> Iterator[Record]:
    """Yield the company of one row, and its city where that is new."""
    key = known.new_key(row, "id", Organisation)
    where = origin(row)
    city, new_places = seat(row, known, where)
    notes = row.take_optional("notes")
    yield from new_places
    found = Organisation(
        key=key,
        origin=where,
        names=Names(fi=row.take("name")),
        kind="company",
        business_id=row.take_optional_as("business_id", values.business_id),
        city=city,
        classifications=focus_area(row),
        note=notes,
    )
    yield doubted(found, noted(row, notes))


def is_public(known: Known, operator: str | None) -> bool | None:
    """Say whether the organisation `operator` is a public body by its kind; None where there is none."""
    found = known.get(Organisation, operator) if operator else None
    return found.kind in PUBLIC_KINDS if isinstance(found, Organisation) else None


def _names(row: Row) -> Names:
    return Names(fi=row.take("name_fi"), sv=row.take_optional("name_sv"), en=row.take_optional("name_en"))


def _sources_of_numbers(row: Row, number_source: str) -> dict[str, Confidence]:
    doubts: dict[str, Confidence] = {}
    if number_source and not is_address(number_source):
        doubts["business_id"] = "secondary"
    if not (row.take_optional("ror_source") or "ROR").startswith("ROR"):
        doubts["ror"] = "secondary"
    return doubts


def _remembered_city(row: Row, city: str | None) -> dict[str, Confidence]:
    if city is None:
        row.ignore("city_confidence")
        return {}
    return {"city": "from-memory"} if row.take_from("city_confidence", FROM_MEMORY_OR_SEEN) else {}
