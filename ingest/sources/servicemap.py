"""The Service Map of the Helsinki region: who organises the services at its sites.

The interface (version 2, `/unit/`) answers in pages `{"count": …, "next": …, "results": […]}` of units: schools,
libraries, health stations. A unit is a place, not an actor; the actor is its organiser, by name and Business ID, and
that is what is read. One organiser has many units and one record, on the row of its first unit; a further unit adds
the name it uses, where that is another, and is out of scope itself, as is a unit whose organiser has no Business ID.

What surprises: for health units in Espoo and Vantaa the organiser is a wellbeing services county, not the city. The
type of organiser comes as a number or in capitals. Private organisers may be natural persons in trade, so one whose
name shows no legal form is set aside unnamed. Only the fields read are asked for: units have telephone numbers.
The layout follows the interface's published description; no saved answer was at hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Names, Organisation, Origin
from ingest import fields, values
from ingest.fields import Object
from ingest.opening import opening
from ingest.readers import json_items
from ingest.row import BadField
from ingest.source import Drift, Files, Ingester, Outcome, OutOfScope, Pages, Source

READ = ("organizer_type", "organizer_name", "organizer_business_id")
IGNORED = frozenset(
    (
        "id name description short_description desc street_address address_zip address_city municipality location "
        "geometry department root_department organization provider_type contract_type displayed_service_owner "
        "displayed_service_owner_type services service_nodes root_service_nodes service_details services_count "
        "connections keywords extra extensions www phone call_charge_info email fax picture_url picture_caption "
        "picture_entrance_url streetview_entrance_url entrances identifiers data_source data_source_url "
        "created_time last_modified_time modified_time sources related_units public is_active "
        "accessibility_phone accessibility_email accessibility_www accessibility_viewpoints "
        "accessibility_properties accessibility_shortcoming_count accessibility object_type"
    ).split()
)

SOURCE = Source(
    name="servicemap",
    title="Service Map of the Helsinki region: organisers of services",
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
                "only": ",".join(("name", "municipality", *READ)),
            },
        ),
    ),
    at_least={"Organisation": 20},
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
    table: str
    line: int
    names: dict[str, None] = field(default_factory=dict)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each unit of each page.

    Raises
    ------
    SourceChanged
        If a file is no page of units.
    """
    known: dict[str, Organiser] = {}
    rows: list[Outcome | tuple[str, int, Organiser]] = []
    for table in sorted(given):
        new: set[str] = set()
        for line, unit in _units(table, given[table]):
            rows.append(_row(table, line, unit, known))
            rows += [_drift(table, name) for name in sorted(unit.keys() - IGNORED - set(READ) - new)]
            new |= unit.keys()
    yield from (_told(*row) if isinstance(row, tuple) else row for row in rows)


def _units(table: str, stream: IO[bytes]) -> Iterator[tuple[int, Object]]:
    if not opening(stream).startswith(b"{"):
        raise SourceChanged(SOURCE.name, table, "no page of units")
    for _, page in json_items(SOURCE.name, table, stream, ""):
        units = page.get("results")
        if not isinstance(units, list) or not all(isinstance(one, dict) for one in units):
            raise SourceChanged(SOURCE.name, table, "a page without a list of units, perhaps an error message")
        yield from enumerate(units, start=1)


def _row(
    table: str, line: int, unit: Object, known: dict[str, Organiser]
) -> Rejected | OutOfScope | tuple[str, int, Organiser]:
    try:
        name = fields.text(unit, "organizer_name")
        number = fields.text_as(unit, "organizer_business_id", values.business_id)
        kind = fields.text_as(unit, "organizer_type", organiser_type)
        if name is None or number is None:
            return OutOfScope(table=table, line=line, reason="its organiser has no name or no Business ID")
        _refuse_persons(name, kind)
    except BadField as bad:
        return Rejected(table=table, line=line, reason=bad.reason, field=bad.field, value=bad.value)
    found = known.setdefault(number, Organiser(number=number, kind=KINDS.get(kind or ""), table=table, line=line))
    found.names[name] = None
    return table, line, found


def _refuse_persons(name: str, kind: str | None) -> None:
    if kind in MAY_BE_PERSONS and not FORMS.search(name):
        raise BadField("may be a natural person: its name shows no legal form", field="organizer_name")


def _told(table: str, line: int, organiser: Organiser) -> Outcome:
    if (organiser.table, organiser.line) != (table, line):
        return OutOfScope(
            table=table, line=line, reason=f"its organiser is told with {organiser.table}, line {organiser.line}"
        )
    name, *others = organiser.names
    return Organisation(
        key=organiser.number,
        origin=Origin(table=table, line=line),
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
