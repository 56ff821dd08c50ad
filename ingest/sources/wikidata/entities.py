"""Items as Wikidata publishes each of them (`Special:EntityData/Q….json`), with all that is said of them.

A property has statements of three ranks: the preferred ones count, else the normal ones, the deprecated never. Of a
headquarters that has an end the organisation has moved out.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from graph.records import Origin, Point
from ingest import fields, values
from ingest.fields import Object
from ingest.omissions import Omissions
from ingest.row import BadField
from ingest.sources.wikidata.item import CITIES, Item
from ingest.sources.wikidata.moments import moment
from ingest.sources.wikidata.numbers import CHECKS

HUMAN = "Q5"
COUNTRIES = {"Q33": "FI"}
PROPERTIES = {"P6782": "ror", "P3608": "vat", "P1278": "lei", "P2427": "grid", "P213": "isni", "P856": "website"}
DATES = {"P571": "inception", "P576": "dissolved"}
POSTCODE, STREET, POINT, UNTIL = "P281", "P6375", "P625", "P582"
"""Qualifiers of a headquarters."""


def item_of(entity: Object, origin: Origin, omissions: Omissions) -> Item:
    """Return what is read of an entity.

    Raises
    ------
    BadField
        If it is no item, has been deleted, or is a natural person.
    """
    if "missing" in entity or fields.text(entity, "type") != "item":
        raise BadField("is no item, or one that has been deleted", field="id", value=fields.text(entity, "id"))
    claims = fields.inner(entity, "claims")
    if HUMAN in _items(claims, "P31"):
        raise BadField("is a natural person, who are not taken in", field="P31")
    key = fields.text_as(entity, "id", values.wikidata_id)
    if key is None:
        raise BadField("is missing or empty", field="id")
    item = Item(key=key, origin=origin)
    _add_names(item, entity)
    _add_values(item, claims, omissions)
    _add_seat(item, claims)
    return item


def _add_names(item: Item, entity: Object) -> None:
    for language in fields.inner(entity, "labels"):
        item.label(language, fields.required(fields.inner(entity["labels"], language), "value"))
    for language in fields.inner(entity, "aliases"):
        for one in fields.objects(entity["aliases"], language):
            item.alias(language, fields.required(one, "value"))


def _add_values(item: Item, claims: Object, omissions: Omissions) -> None:
    for code, name in PROPERTIES.items():
        for value in _values(claims, code):
            item.take(name, str(value), CHECKS[name], item.origin, omissions)
    for code, name in DATES.items():
        for value in _values(claims, code):
            if isinstance(value, dict):
                exact = value.get("precision")
                read = partial(moment, precision=exact if isinstance(exact, int) else None)
                item.take(name, fields.required(value, "time"), read, item.origin, omissions)
    for country in _items(claims, "P17"):
        if country in COUNTRIES:
            item.add("country", COUNTRIES[country])


def _add_seat(item: Item, claims: Object) -> None:
    seats = [one for one in _best(claims, "P159") if UNTIL not in fields.inner(one, "qualifiers")]
    for seat in _items({"P159": seats}, "P159"):
        if seat in CITIES:
            item.add("municipality", CITIES[seat])
    if len(seats) == 1:
        qualifiers = fields.inner(seats[0], "qualifiers")
        postcode = next((str(one) for one in _snak_values(fields.objects(qualifiers, POSTCODE))), None)
        item.postcode = postcode.removeprefix("FI-") if postcode else None
        item.street = next(_streets(qualifiers), None)
        item.point = next(_points(qualifiers), None)


def _streets(qualifiers: Object) -> Iterator[str]:
    told = [one for one in _snak_values(fields.objects(qualifiers, STREET)) if isinstance(one, dict)]
    for one in sorted(told, key=lambda one: one.get("language") != "fi"):
        yield fields.required(one, "text")


def _points(qualifiers: Object) -> Iterator[Point]:
    for one in _snak_values(fields.objects(qualifiers, POINT)):
        if isinstance(one, dict):
            lat, lon = one.get("latitude"), one.get("longitude")
            if isinstance(lat, int | Decimal) and isinstance(lon, int | Decimal):
                yield Point(lat=Decimal(lat), lon=Decimal(lon))


def _items(claims: Mapping[str, object], code: str) -> list[str]:
    return [str(one["id"]) for one in _values(claims, code) if isinstance(one, dict) and "id" in one]


def _values(claims: Mapping[str, object], code: str) -> list[object]:
    return list(_snak_values(fields.inner(one, "mainsnak") for one in _best(claims, code)))


def _snak_values(snaks: Iterable[Object]) -> Iterator[object]:
    """Yield the values of snaks that have one; others say that there is none, or that nobody knows it."""
    for snak in snaks:
        if snak.get("snaktype") == "value":
            yield fields.inner(snak, "datavalue").get("value")


def _best(claims: Mapping[str, object], code: str) -> list[Object]:
    statements = fields.objects(claims, code)
    preferred = [one for one in statements if one.get("rank") == "preferred"]
    return preferred or [one for one in statements if one.get("rank") == "normal"]
