"""Cities: each row of `cities.csv` is a place, the organisation that runs it, and who organises its health services.

The Wikidata item is that of the place. The Business ID is that of a legal person, whose name stands in the notes. The
table says who organises health and social services today; that the wellbeing services counties took over from the
cities in 2023 is our curators' statement, and is marked so. Helsinki organises them itself.
"""

import re
from collections.abc import Iterator

from graph.records import Names, Organisation, Organiser, Origin, Place, Record
from ingest import values
from ingest.row import Row
from ingest.sources.facts.known import Known
from ingest.sources.facts.origins import FROM_MEMORY_OR_SEEN, doubted, origin

CITIES = (
    "id",
    "name_fi",
    "name_sv",
    "name_en",
    "municipality_code",
    "business_id",
    "wikidata_qid",
    "qid_confidence",
    "nuts3_code",
    "region_fi",
    "wellbeing_services_county_code",
    "wellbeing_services_county_fi",
    "party_to_agreement",
    "source_url",
    "second_source_url",
    "confidence",
    "notes",
)
TASK = "health-and-social-services"
CITY_ITSELF = "90"
"""The county code of Helsinki, which belongs to no county."""
TAKEN_OVER, LAST_BEFORE = "2023", "2022"


def city(row: Row, known: Known) -> Iterator[Record]:
    """Yield the place, the city organisation, its wellbeing services county and the organisers of one row."""
    key = known.new_key(row, "id", Place)
    known.refuse_known(row, "id", Organisation, key)
    names = Names(fi=row.take("name_fi"), sv=row.take_optional("name_sv"), en=row.take_optional("name_en"))
    where = origin(row, also="second_source_url")
    notes = row.take_optional("notes")
    row.ignore("region_fi", "party_to_agreement")  # NUTS 3 tells the region, the agreement's own source its parties
    yield Place(
        key=key,
        origin=where,
        names=names,
        municipality_code=row.take_as("municipality_code", values.municipality),
        nuts3=row.take_optional_as("nuts3_code", values.nuts_region),
        wikidata=wikidata(row),
        note=notes,
    )
    yield Organisation(
        key=key,
        origin=where,
        names=_legal_names(names, notes),
        kind="city",
        business_id=row.take_optional_as("business_id", values.business_id),
        city=key,
    )
    yield from _organisers(row, known, key, where)


def wikidata(row: Row) -> str | None:
    """Return the Wikidata item of the row, unless a curator only remembered it."""
    item = row.take_optional_as("wikidata_qid", values.wikidata_id)
    if item is None:
        row.ignore("qid_confidence")
        return None
    return None if row.take_from("qid_confidence", FROM_MEMORY_OR_SEEN) else item


def city_of(row: Row, known: Known, field: str = "city") -> str | None:
    """Return the key of the city that field `field` names, which must be one of `cities.csv`."""
    name = row.take_optional(field)
    return None if name is None else known_city(row, known, field, name)


def known_city(row: Row, known: Known, field: str, name: str) -> str:
    """Return the key of the city called `name`, read from field `field`."""
    key = known.place_named(name)
    if key is None:
        raise row.bad(field, "refers to nothing: no city of cities.csv has this name")
    return key


def seat(row: Row, known: Known, where: Origin) -> tuple[str | None, tuple[Place, ...]]:
    """Return the key of the city an actor sits in, and that place too where it is outside the region and new."""
    name = row.take_optional("city")
    if name is None or known.place_named(name):
        return known.place_named(name or ""), ()
    place = Place(key=name, origin=where, names=Names(fi=name))
    return name, (place,)


def _organisers(row: Row, known: Known, place: str, where: Origin) -> Iterator[Record]:
    code = row.take("wellbeing_services_county_code")
    name = row.take("wellbeing_services_county_fi")
    if code == CITY_ITSELF:
        yield Organiser(key=f"{place}-{TASK}-city", origin=where, task=TASK, place=place, organisation=place)
        return
    county = f"wellbeing-county-{code}"
    if known.get(Organisation, county) is None:
        yield Organisation(key=county, origin=where, names=Names(fi=name), kind="wellbeing-services-county")
    since = Organiser(
        key=f"{place}-{TASK}-county", origin=where, task=TASK, place=place, organisation=county, start=TAKEN_OVER
    )
    until = Organiser(
        key=f"{place}-{TASK}-city", origin=where, task=TASK, place=place, organisation=place, end=LAST_BEFORE
    )
    yield doubted(since, {"start": "from-memory"})
    yield doubted(until, {"organisation": "from-memory", "end": "from-memory"})


def _legal_names(names: Names, notes: str | None) -> Names:
    stated = re.search(r'Business ID belongs to (?:legal person )?"([^"]+)"', notes or "")
    if stated is None:
        return names
    return Names(fi=stated[1], sv=names.sv, en=names.en, other=(names.fi,) if names.fi else ())
