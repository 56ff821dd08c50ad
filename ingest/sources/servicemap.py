"""The Service Map of the Helsinki region: its sites, and who organises the services there.

The interface (version 2, `/unit/`) answers in pages `{"count": …, "next": …, "results": […]}` of units: schools,
libraries, health stations. A unit is a place, so it becomes a `Site`; the actor is its organiser, by name and Business
ID. One organiser has many units and one record, on the row of its first unit, with every name that units use of it.

What surprises: for health units in Espoo and Vantaa the organiser is a wellbeing services county, not the city. The
type of organiser comes as a number or in capitals, and so does the municipality as its Finnish name in lower case.
Names, streets and pages come in up to three languages or as one text; of streets and pages the first is kept. The
services of a unit are ids alone, which mean nothing without another table, so they are not read.

Private organisers may be natural persons in trade, so a unit whose organiser's name shows no legal form is set aside
unnamed, and one whose organiser is not told, and may be of such a type, is out of scope. Only the fields read are asked
for: units have telephone numbers. The layout follows the interface's published description; no saved answer was at
hand.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, TypeGuard

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Address, Names, Organisation, Origin, Point, Site
from ingest import fields, values
from ingest.fields import Object
from ingest.omissions import Omissions
from ingest.opening import opening
from ingest.readers import json_items
from ingest.row import BadField
from ingest.source import Drift, Files, Ingester, Outcome, OutOfScope, Pages, Source

READ = (
    "id",
    "name",
    "street_address",
    "address_zip",
    "municipality",
    "location",
    "www",
    "organizer_type",
    "organizer_name",
    "organizer_business_id",
)
IGNORED = frozenset(
    (
        "description short_description desc address_city geometry department root_department organization "
        "provider_type contract_type displayed_service_owner displayed_service_owner_type services service_nodes "
        "root_service_nodes service_details services_count connections keywords extra extensions phone "
        "call_charge_info email fax picture_url picture_caption picture_entrance_url streetview_entrance_url "
        "entrances identifiers data_source data_source_url created_time last_modified_time modified_time sources "
        "related_units public is_active accessibility_phone accessibility_email accessibility_www "
        "accessibility_viewpoints accessibility_properties accessibility_shortcoming_count accessibility "
        "object_type"
    ).split()
)

SOURCE = Source(
    name="servicemap",
    title="Service Map of the Helsinki region: sites and organisers of services",
    publisher="City of Helsinki",
    homepage="https://palvelukartta.hel.fi/",
    licence="CC-BY-4.0",
    register=True,
    downloads=(
        Pages(
            name="units",
            url="https://api.hel.fi/servicemap/v2/unit/",
            parameter="page",
            items="results",
            total="count",
            query={
                "municipality": "helsinki,espoo,vantaa,kauniainen",
                "page_size": "1000",
                "only": ",".join(READ),
            },
        ),
    ),
    at_least={"Organisation": 20, "Site": 1000},
)

TYPES = (
    "ASSOCIATION",
    "FOUNDATION",
    "GOVERNMENT",
    "GOVERNMENTAL_COMPANY",
    "JOINT_MUNICIPAL_AUTHORITY",
    "MUNICIPAL_ENTERPRISE_GROUP",
    "MUNICIPALITY",
    "MUNICIPALLY_OWNED_COMPANY",
    "ORGANIZATION",
    "OTHER_REGIONAL_COOPERATION_ORGANIZATION",
    "PRIVATE_ENTERPRISE",
    "UNKNOWN",
)
"""Types of organisers, by their numbers."""

KINDS = {
    "ASSOCIATION": "association",
    "FOUNDATION": "foundation",
    "GOVERNMENTAL_COMPANY": "company",
    "JOINT_MUNICIPAL_AUTHORITY": "joint-authority",
    "MUNICIPALLY_OWNED_COMPANY": "city-company",
    "PRIVATE_ENTERPRISE": "company",
}
"""Kinds of actors; the other types are too wide, a municipality being a city or not."""

MUNICIPALITIES = {"espoo": "049", "helsinki": "091", "kauniainen": "235", "vantaa": "092"}
"""Codes of the municipalities that are asked for; of another the name alone is known."""

LANGUAGES = ("fi", "sv", "en")
"""Languages of texts, the preferred one first."""

MAY_BE_PERSONS = frozenset({"ORGANIZATION", "PRIVATE_ENTERPRISE", "UNKNOWN", None})
FORMS = re.compile(
    r"\b(?:oy|oyj|ab|abp|ky|kb|ay|osk|anl|ry|r\.y\.|rf|sr|osakeyhtiö|aktiebolag|osuuskunta|andelslag|yhdistys|"
    r"förening|liitto|förbund|seura|seurakunta|församling|kirkko|opisto|korkeakoulu|yliopisto|kunta|kaupunki)\b"
    r"|säätiö|stiftelse|yhtymä|hyvinvointialue",
    re.IGNORECASE,
)
"""Words that no natural person trades under."""


@dataclass(slots=True, kw_only=True)
class Organiser:
    """An organiser, the row it is told on, and the names that units use of it."""

    number: str
    kind: str | None
    origin: Origin
    names: dict[str, None] = field(default_factory=dict)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each unit of each page, and then the organisers.

    Raises
    ------
    SourceChanged
        If a file is no page of units.
    """
    known: dict[str, Organiser] = {}
    omissions = Omissions()
    for table in sorted(given):
        new: set[str] = set()
        for line, unit in _units(table, given[table]):
            yield _site(Origin(table=table, line=line), unit, known, omissions)
            if not isinstance(unit, dict):
                continue
            yield from (_drift(table, name) for name in sorted(unit.keys() - IGNORED - set(READ) - new))
            new |= unit.keys()
    yield from map(_organisation, known.values())
    yield from omissions.told()


def _units(table: str, stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    if not opening(stream).startswith(b"{"):
        raise SourceChanged(SOURCE.name, table, "no page of units")
    for _, page in json_items(SOURCE.name, table, stream, ""):
        units = page.get("results")
        if not isinstance(units, list):
            raise SourceChanged(SOURCE.name, table, "a page without a list of units, perhaps an error message")
        yield from enumerate(units, start=1)


def _site(
    origin: Origin, told: object, known: dict[str, Organiser], omissions: Omissions
) -> Site | Rejected | OutOfScope:
    try:
        unit = fields.whole(told)
        kind = fields.text_as(unit, "organizer_type", organiser_type)
        name = fields.text(unit, "organizer_name")
        if name is None and kind in MAY_BE_PERSONS:
            reason = "its organiser is not told and may be a natural person"
            return OutOfScope(table=origin.table, line=origin.line, reason=reason)
        _refuse_persons(name, kind)
        number = fields.text_as(unit, "organizer_business_id", values.business_id)
        site = Site(
            key=fields.required(unit, "id"),
            origin=origin,
            names=_names(unit),
            organiser=None if name is None else number,
            organiser_kind=kind,
            address=_address(unit, origin, omissions),
            homepage=_homepage(unit, origin, omissions),
        )
    except BadField as bad:
        return Rejected(table=origin.table, line=origin.line, reason=bad.reason, field=bad.field, value=bad.value)
    if name is not None and number is not None:
        found = known.setdefault(number, Organiser(number=number, kind=KINDS.get(kind or ""), origin=origin))
        found.names[name] = None
    return site


def _refuse_persons(name: str | None, kind: str | None) -> None:
    if name is not None and kind in MAY_BE_PERSONS and not FORMS.search(name):
        raise BadField("may be a natural person: its name shows no legal form", field="organizer_name")


def _texts(unit: Object, name: str) -> dict[str | None, str]:
    """Return a text in each language it is in, the preferred one first; None is the language where none is told."""
    if not isinstance(unit.get(name), dict):
        found = {None: fields.text(unit, name)}
        return {language: text for language, text in found.items() if text is not None}
    translated = fields.inner(unit, name)
    return {language: text for language in LANGUAGES if (text := fields.text(translated, language)) is not None}


def _first(unit: Object, name: str) -> str | None:
    return next(iter(_texts(unit, name).values()), None)


def _names(unit: Object) -> Names:
    found = _texts(unit, "name")
    if not found:
        raise BadField("is missing or empty", field="name")
    return Names(fi=found.get("fi"), sv=found.get("sv"), en=found.get("en"), und=found.get(None))


def _address(unit: Object, origin: Origin, omissions: Omissions) -> Address:
    municipality = fields.text(unit, "municipality")
    return Address(
        country="FI",
        municipality=MUNICIPALITIES.get(municipality or ""),
        locality=municipality,
        postcode=fields.text(unit, "address_zip"),
        street=_first(unit, "street_address"),
        point=_point(unit, origin, omissions),
    )


def _point(unit: Object, origin: Origin, omissions: Omissions) -> Point | None:
    location = fields.inner(unit, "location")
    if not location:
        return None
    match location:
        case {"type": "Point", "coordinates": [lon, lat]} if _are_degrees(lon, 180) and _are_degrees(lat, 90):
            return Point(lat=Decimal(lat), lon=Decimal(lon))
    shown = json.dumps(location.get("coordinates"), default=float)
    omissions.add(origin, "location", shown, "is not a point in degrees, longitude first")
    return None


def _are_degrees(value: object, most: int) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and -most <= value <= most


def _homepage(unit: Object, origin: Origin, omissions: Omissions) -> str | None:
    page = _first(unit, "www")
    if page is not None and "@" in page:  # what is left out is shown, and an e-mail address must not be
        omissions.add(origin, "www", "not shown", "may hold an e-mail address")
        return None
    return omissions.value(origin, "www", page, values.address)


def _organisation(organiser: Organiser) -> Organisation:
    name, *others = organiser.names
    return Organisation(
        key=organiser.number,
        origin=organiser.origin,
        names=Names(und=name, other=tuple(others)),
        kind=organiser.kind,
        business_id=organiser.number,
    )


def _drift(table: str, name: str) -> Drift:
    return Drift(table=table, what=f"field {name!r} is new and not read: use it or ignore it by name")


def organiser_type(text: str) -> str:
    """Return the type of an organiser.

    >>> organiser_type("6"), organiser_type("MUNICIPALITY")
    ('MUNICIPALITY', 'MUNICIPALITY')
    """
    if text.isascii() and text.isdigit() and int(text) < len(TYPES):
        return TYPES[int(text)]
    if text not in TYPES:
        raise ValueError("is not a known type of organiser")
    return text


INGESTER = Ingester(SOURCE, parse)
