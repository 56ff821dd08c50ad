"""One record of the registry, in the layout of schema 2, as an organisation."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from stdnum import isni
from stdnum.exceptions import ValidationError

from graph.records import Address, Classification, Organisation, Origin, Point
from ingest import fields, values
from ingest.fields import Object
from ingest.omissions import Omissions
from ingest.row import BadField
from ingest.sources.ror.names import names
from ingest.sources.ror.relatives import Relatives

KINDS = {"company": "company"}
"""Type to kind of actor. The other types are too wide: `education` are universities and schools, `government` are
ministries, agencies and towns; all types are told as classifications."""

TYPES = "ror-type"
"""The scheme of the types."""

STATUSES = {"active": "active", "inactive": "ceased", "withdrawn": "withdrawn"}

IDENTIFIERS = ("grid", "isni", "fundref")
WIKIDATA = "wikidata"

EARLIEST = 800
"""Years before are no years in which an organisation of today was founded."""


def organisation(record: Object, key: str, origin: Origin, kin: Relatives, omissions: Omissions) -> Organisation:
    """Return the organisation that a record describes.

    Raises
    ------
    BadField
        If it has no name or no known status, or a field is not of its type.
    """
    types = _types(record)
    locations = [fields.inner(one, "geonames_details") for one in fields.objects(record, "locations")]
    countries = {country for one in locations if (country := fields.text(one, "country_name"))}
    return Organisation(
        key=key,
        origin=origin,
        names=names(record, countries if "company" in types else ()),
        kind=next((KINDS[one] for one in types if one in KINDS), None),
        ror=key,
        wikidata=_wikidata(record, origin, omissions),
        other_ids=tuple(_other_ids(record, origin, omissions)),
        address=_address(locations[0], origin, omissions) if locations else None,
        part_of=kin.parent,
        homepage=_homepage(record, origin, omissions),
        founded=omissions.value(origin, "established", fields.text(record, "established"), _founded),
        status=_status(record),
        classifications=tuple(Classification(scheme=TYPES, concept=one, by="publisher") for one in types),
        note=" ".join((*_elsewhere(locations), *kin.notes)) or None,
    )


def _types(record: Object) -> list[str]:
    types = record.get("types")
    if not isinstance(types, list) or not all(isinstance(one, str) and one for one in types):
        raise BadField("is not a list of types", field="types")
    return list(dict.fromkeys(types))


def _status(record: Object) -> str:
    status = fields.required(record, "status")
    if status not in STATUSES:
        raise BadField(f"is not one of {', '.join(STATUSES)}", field="status", value=status)
    return STATUSES[status]


def _wikidata(record: Object, origin: Origin, omissions: Omissions) -> str | None:
    found = list(_numbers(record, WIKIDATA))
    if len(found) > 1:
        omissions.add(origin, WIKIDATA, ", ".join(found), "are several items, none of them preferred")
        return None
    return omissions.value(origin, WIKIDATA, found[0], values.wikidata_id) if found else None


def _other_ids(record: Object, origin: Origin, omissions: Omissions) -> Iterator[tuple[str, str]]:
    checks: dict[str, Callable[[str], str]] = {"grid": _grid, "isni": _isni, "fundref": _fundref}
    for scheme in IDENTIFIERS:
        for number in _numbers(record, scheme):
            checked = omissions.value(origin, scheme, number, checks[scheme])
            if checked is not None:
                yield scheme, checked


def _numbers(record: Object, scheme: str) -> Iterator[str]:
    """Yield the number of a scheme that is preferred, or all of them where none is."""
    for one in fields.objects(record, "external_ids"):
        if fields.text(one, "type") != scheme:
            continue
        every = one.get("all") or []
        if not isinstance(every, list) or not all(isinstance(number, str) for number in every):
            raise BadField("is not a list of texts", field=f"external_ids ({scheme})")
        preferred = fields.text(one, "preferred")
        yield from dict.fromkeys([preferred] if preferred else every)


def _grid(text: str) -> str:
    if not re.fullmatch(r"grid\.\d+\.[0-9a-f]+", text, re.ASCII):
        raise ValueError("is not a GRID identifier")
    return text


def _isni(text: str) -> str:
    try:
        number: str = isni.validate(text)
    except ValidationError:
        raise ValueError("is not an ISNI: form or check digit is wrong") from None
    return number


def _fundref(text: str) -> str:
    if not re.fullmatch(r"\d{9,12}", text, re.ASCII):
        raise ValueError("is not a number of the Open Funder Registry")
    return text


def _homepage(record: Object, origin: Origin, omissions: Omissions) -> str | None:
    sites = [one for one in fields.objects(record, "links") if fields.text(one, "type") == "website"]
    return omissions.value(origin, "website", fields.text(sites[0], "value"), values.address) if sites else None


def _address(details: Object, origin: Origin, omissions: Omissions) -> Address:
    return Address(
        country=omissions.value(origin, "country_code", fields.text(details, "country_code"), _country),
        nuts=omissions.value(origin, "nuts_level3", fields.text(details, "nuts"), values.nuts_region),
        locality=fields.text(details, "name"),
        point=_point(details, origin, omissions),
    )


def _point(details: Object, origin: Origin, omissions: Omissions) -> Point | None:
    lat = omissions.value(origin, "lat", _number(details, "lat"), _latitude)
    lon = omissions.value(origin, "lng", _number(details, "lng"), values.degrees)
    return None if lat is None or lon is None else Point(lat=lat, lon=lon)


def _number(details: Object, name: str) -> str | None:
    number = details.get(name)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise BadField("is not a number", field=name)
    return f"{number:f}"


def _latitude(text: str) -> Decimal:
    found = values.degrees(text)
    if abs(found) > 90:
        raise ValueError("is not a latitude")
    return found


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError("is not a country (two letters of ISO 3166)")
    return text


def _founded(text: str) -> str:
    if not text.isdecimal() or not EARLIEST <= int(text) <= 2100:
        raise ValueError(f"is not of the years {EARLIEST} to 2100")
    return f"{int(text):04}"


def _elsewhere(locations: list[Object]) -> Iterator[str]:
    if len(locations) > 1:
        towns = ", ".join(fields.text(one, "name") or "an unnamed place" for one in locations[1:])
        yield f"The first of {len(locations)} locations is given; also in {towns}."
