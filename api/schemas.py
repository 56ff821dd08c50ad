"""JSON schemas of answers, for the description of the interface: made from the same fields as the answers."""

from collections.abc import Mapping
from typing import Any

from graph.listing.kinds import Field, Listing, Shape

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
ADDRESS: Schema = {"type": "string", "description": "after `/id/`", "examples": ["place/fi-049"]}
REF: Schema = {
    "type": "object",
    "properties": {"id": ADDRESS, "label": TEXT},
    "required": ["id", "label"],
    "additionalProperties": False,
}
IDENTIFIER: Schema = {
    "type": "object",
    "properties": {"scheme": TEXT, "value": TEXT},
    "required": ["scheme", "value"],
    "additionalProperties": False,
}
AMOUNT: Schema = {
    "type": "object",
    "properties": {
        "kind": {"type": ["string", "null"]},
        "value": {"type": "string", "description": "a decimal number, as exact as it is stated"},
        "currency": {"type": ["string", "null"]},
        "year": {"type": ["integer", "null"]},
        "funder": {"type": ["string", "null"]},
    },
    "required": ["kind", "value", "currency", "year", "funder"],
    "additionalProperties": False,
}
PARTIAL_DATE = r"^-?\d{4,}(-\d{2}(-\d{2})?)?$"

SHAPES: Mapping[Shape, Schema] = {
    "text": {"type": ["string", "null"]},
    "texts": {"type": "array", "items": TEXT},
    "localised": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "pattern": PARTIAL_DATE},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "url": {"type": ["string", "null"]},
    "urls": {"type": "array", "items": TEXT},
    "ref": {"anyOf": [REF, {"type": "null"}]},
    "refs": {"type": "array", "items": REF},
    "identifiers": {"type": "array", "items": IDENTIFIER},
    "money": {"type": "array", "items": AMOUNT},
}
ALWAYS = frozenset(("id", "iri", "href", "label"))
"""Fields that everything has."""


def closed(properties: Mapping[str, Schema], *, required: bool = True) -> Schema:
    """Return the schema of an object with these members and no others; all of them where they are `required`."""
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return {**schema, "required": list(properties)} if required else schema


def item_schema(listing: Listing) -> Schema:
    """Return the schema of one thing of a list; with the parameter `fields` it has those fields only."""
    return closed({one.name: _field(one) for one in listing.fields}, required=False)


def page_schema(listing: Listing) -> Schema:
    """Return the schema of a page of a list."""
    return closed(
        {
            "release": TEXT,
            "issued": TEXT,
            "language": {"type": "string", "enum": ["fi", "sv", "en"]},
            "sort": TEXT,
            "total": {"type": "integer", "minimum": 0},
            "count": {"type": "integer", "minimum": 0},
            "items": {"type": "array", "items": item_schema(listing)},
            "cursor": {"type": ["string", "null"]},
            "next": {"type": ["string", "null"], "description": "where the next page is; null on the last one"},
        }
    )


def _field(field: Field) -> Schema:
    shape = TEXT if field.name in ALWAYS else SHAPES[field.shape]
    return {**shape, "description": field.help}
