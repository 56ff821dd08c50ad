"""Answers to the query: rows of SPARQL 1.1 JSON, of which many speak of one item."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from graph.records import Origin
from ingest import values
from ingest.fields import Object
from ingest.omissions import Omissions
from ingest.row import BadField
from ingest.sources.wikidata.item import CITIES, Item
from ingest.sources.wikidata.moments import moment
from ingest.sources.wikidata.numbers import CHECKS

ENTITY = "http://www.wikidata.org/entity/"

DATES = {"inception": "inceptionPrecision", "dissolved": "dissolvedPrecision"}
VARIABLES = frozenset({"item", "label", "alias", "seat", *CHECKS, *DATES, *DATES.values()})
"""The variables that are read."""


def item_of(row: Object) -> str:
    """Return the item that a row speaks of.

    Raises
    ------
    BadField
        If it speaks of none.
    """
    address = _texts(row).get("item")
    if address is None:
        raise BadField("is missing", field="item")
    try:
        return values.wikidata_id(address.removeprefix(ENTITY))
    except ValueError as error:
        raise BadField(str(error), field="item", value=address) from None


def add_row(item: Item, row: Object, origin: Origin, omissions: Omissions) -> None:
    """Add to `item` what a row says of it."""
    texts = _texts(row)
    for name, put in (("label", item.label), ("alias", item.alias)):
        if name in texts:
            put(str(row[name].get("xml:lang", "")), texts[name])
    for name in CHECKS.keys() & texts.keys():
        item.take(name, texts[name], CHECKS[name], origin, omissions)
    if "municipality" not in texts and (code := CITIES.get(texts.get("seat", "").removeprefix(ENTITY))):
        item.add("municipality", code)
    for name, precision in _dates(texts):
        item.take(name, texts[name], partial(moment, precision=precision), origin, omissions)


def _dates(texts: Mapping[str, str]) -> Iterator[tuple[str, int | None]]:
    for name in DATES.keys() & texts.keys():
        precision = texts.get(DATES[name], "")
        yield name, int(precision) if precision.isdecimal() else None


def _texts(row: Object) -> dict[str, str]:
    """Return the values of a row; one that Wikidata says exists but nobody knows is a blank node, and is not there."""
    return {name: value["value"] for name, value in row.items() if _is_known(value)}


def _is_known(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(text := value.get("value"), str):
        return False
    return value.get("type") != "bnode" and "/.well-known/genid/" not in text
