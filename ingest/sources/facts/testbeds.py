"""Test beds: `testbeds.csv`, the table the whole project is about.

What can be tested is in our own words; focus area, themes, kind, access mode and user groups are our curators'
classification; the access terms are what the page says, and what they plainly say of cost, lead time and access types
stands in `told.csv`. `status` carries the years it speaks of (`active_2024`,
`funded_2023_2025`): the newest a source shows, not today's state. No source states TRL or coordinates so far.

`memory_or_inferred_cells` names cells that were not on the page, without telling which were remembered and which
deduced; the weaker of the two is assumed.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from graph.records import Confidence, Names, Organisation, Record, TestBed
from ingest import values
from ingest.row import Row
from ingest.sources.facts.classes import focus_area
from ingest.sources.facts.known import Known
from ingest.sources.facts.origins import doubted, origin
from ingest.sources.facts.places import city_of, known_city
from ingest.sources.facts.told import told
from ontology.files import codes

TESTBEDS = (
    "id",
    "name_fi",
    "name_sv",
    "name_en",
    "kind",
    "city",
    "district",
    "address",
    "lat",
    "lon",
    "operator_id",
    "operator_name",
    "agreement_focus_area",
    "themes",
    "what_can_be_tested_en",
    "what_can_be_tested_fi",
    "access_terms",
    "access_mode",
    "user_groups",
    "trl_min",
    "trl_max",
    "services",
    "contact_url",
    "languages",
    "status",
    "start",
    "end",
    "last_seen_in_source",
    "source_url",
    "source_url_2",
    "all_cities",
    "memory_or_inferred_cells",
    "confidence",
    "notes",
)
PARENT = "keto-1"
PARTS = {"otaniemi-keilaniemi", "kera", "kiviruukki"}
"""The three sites that the KETO project developed; the row of the project itself is kept as their parent."""

UNKNOWN = "unknown"
LANGUAGES = {"fi", "sv", "en"}
FIELDS: dict[str, tuple[str, ...]] = {
    "access_mode": ("access_mode",),
    "city": ("city",),
    "district": ("district",),
    "end": ("end",),
    "last_seen_in_source": ("last_seen",),
    "operator_id": ("operator",),
    "start": ("start",),
    "status": ("status", "status_years"),
    "themes": ("themes",),
}
"""Columns that may be doubted, and the fields of the record that they fill."""


def testbed(row: Row, known: Known) -> Iterator[Record]:
    """Yield the test bed of one row."""
    key = known.new_key(row, "id", TestBed)
    status, status_years = _status(row)
    trl_min, trl_max = _readiness(row)
    lat, lon = _position(row)
    start, end = row.take_period("start", "end")
    access_terms = row.take_optional("access_terms")
    said = told(row.table, key, access_terms)
    found = TestBed(
        key=key,
        origin=origin(row, also="source_url_2"),
        names=Names(fi=row.take("name_fi"), sv=row.take_optional("name_sv"), en=row.take_optional("name_en")),
        kind=row.take_code("kind", codes("testbed-kind")),
        city=city_of(row, known),
        cities=tuple(known_city(row, known, "all_cities", name) for name in row.take_list("all_cities")),
        district=row.take_optional("district"),
        address=row.take_optional("address"),
        operator=known.optional_reference(row, "operator_id", Organisation),
        operator_name=row.take_optional("operator_name"),
        parent=PARENT if key in PARTS and known.get(TestBed, PARENT) else None,
        classified_by="curator",
        classifications=focus_area(row),
        themes=row.take_list("themes"),
        can_be_tested_en=row.take_optional("what_can_be_tested_en"),
        can_be_tested_fi=row.take_optional("what_can_be_tested_fi"),
        access_terms=access_terms,
        access_mode=_access_mode(row),
        access_types=said.values("access_types"),
        user_groups=row.take_list("user_groups"),
        trl_min=trl_min,
        trl_max=trl_max,
        lat=lat,
        lon=lon,
        offered=row.take_list("services"),
        contact_page=row.take_optional_as("contact_url", values.address),
        languages=_languages(row),
        status=status,
        status_years=status_years,
        start=start,
        end=end,
        last_seen=row.take_optional_as("last_seen_in_source", values.partial_date),
        lead_time=said.texts("lead_time"),
        cost=said.texts("cost"),
        free=said.truth("free"),
        note=row.take_optional("notes"),
    )
    yield doubted(found, _doubts(row))


def _status(row: Row) -> tuple[str | None, tuple[int, ...]]:
    written = row.take_optional("status") or UNKNOWN
    if written == UNKNOWN:
        return None, ()
    parts = re.fullmatch(r"([a-z]+)((?:_\d{4})*)", written, re.ASCII)
    if parts is None or parts[1] not in codes("status"):
        raise row.bad("status", f"is not a known status ({', '.join(sorted(codes('status')))}, each with years)")
    try:
        return parts[1], tuple(values.year(year) for year in parts[2].split("_") if year)
    except ValueError as error:
        raise row.bad("status", f"tells a year that {error}") from error


def _position(row: Row) -> tuple[Decimal | None, Decimal | None]:
    lat = row.take_optional_as("lat", values.degrees)
    lon = row.take_optional_as("lon", values.degrees)
    if (lat is None) != (lon is None):
        raise row.bad("lat" if lon is None else "lon", "stands alone: latitude and longitude belong together")
    return lat, lon


def _readiness(row: Row) -> tuple[int | None, int | None]:
    least = row.take_optional_as("trl_min", values.readiness_level)
    most = row.take_optional_as("trl_max", values.readiness_level)
    if least and most and most < least:
        raise row.bad("trl_max", f"is below trl_min ({least})")
    return least, most


def _access_mode(row: Row) -> str | None:
    code = row.take_code("access_mode", codes("access-mode") | {UNKNOWN})
    return None if code == UNKNOWN else code


def _languages(row: Row) -> tuple[str, ...]:
    found = row.take_list("languages")
    if not LANGUAGES.issuperset(found):
        raise row.bad("languages", f"is not made of {', '.join(sorted(LANGUAGES))}")
    return found


def _doubts(row: Row) -> dict[str, Confidence]:
    cells = row.take_list("memory_or_inferred_cells")
    if not set(FIELDS).issuperset(cells):
        raise row.bad("memory_or_inferred_cells", f"names other columns than {', '.join(sorted(FIELDS))}")
    return {field: "from-memory" for cell in cells for field in FIELDS[cell]}
