"""JSON schemas of answers, for the description of the interface: made from the same fields as the answers."""

from collections.abc import Mapping
from typing import Any

from api.geojson import FIELDS
from graph.listing.kinds import Field, Listing, Shape
from graph.text.language import LANGUAGES

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


def item_schema(one: Listing) -> Schema:
    """Return the schema of one thing of a list; with the parameter `fields` it has those fields only."""
    return closed({field.name: _field(field) for field in one.fields}, required=False)


def page_schema(one: Listing) -> Schema:
    """Return the schema of a page of a list."""
    return closed(
        {
            "release": TEXT,
            "issued": TEXT,
            "language": {"type": "string", "enum": list(LANGUAGES)},
            "sort": TEXT,
            "total": {"type": "integer", "minimum": 0},
            "count": {"type": "integer", "minimum": 0},
            "items": {"type": "array", "items": item_schema(one)},
            "cursor": {"type": ["string", "null"]},
            "next": {"type": ["string", "null"], "description": "where the next page is; null on the last one"},
        }
    )


def or_null(schema: Schema) -> Schema:
    """Return the schema of the same, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def listing(schema: Schema, **more: Any) -> Schema:
    """Return the schema of a list of such."""
    return {"type": "array", "items": schema, **more}


COUNT: Schema = {"type": "integer", "minimum": 0}
LANGUAGE: Schema = {"type": "string", "enum": list(LANGUAGES)}
NETWORK = closed(
    {
        "release": TEXT,
        "issued": TEXT,
        "language": {"type": "string", "enum": list(LANGUAGES)},
        "note": {"type": "string", "description": "what it was made of, and what was left out"},
        "actors": {**COUNT, "description": "how many actors fit"},
        "ties": {**COUNT, "description": "how many ties they have"},
        "truncated": {"type": "boolean", "description": "whether actors were left out because of `limit`"},
        "nodes": {
            "type": "array",
            "items": closed(
                {
                    "id": ADDRESS,
                    "label": TEXT,
                    "kind": or_null(TEXT),
                    "kind_label": or_null(TEXT),
                    "city": or_null(ADDRESS),
                    "city_label": or_null(TEXT),
                    "projects": {**COUNT, "description": "how many projects it takes part in that make ties"},
                    "partners": {**COUNT, "description": "how many of those that fit it shares a project with"},
                }
            ),
        },
        "edges": {
            "type": "array",
            "items": closed(
                {
                    "source": ADDRESS,
                    "target": ADDRESS,
                    "projects": {"type": "integer", "minimum": 1, "description": "how many projects they share"},
                    "newman": {"type": "number", "description": "the sum of 1 / (actors of a project - 1) over them"},
                }
            ),
        },
    }
)
"""The schema of a network."""


def _field(field: Field) -> Schema:
    shape = TEXT if field.name in ALWAYS else SHAPES[field.shape]
    return {**shape, "description": field.help}


FEATURES = closed(
    {
        "type": {"type": "string", "const": "FeatureCollection"},
        "release": TEXT,
        "features": {
            "type": "array",
            "items": closed(
                {
                    "type": {"type": "string", "const": "Feature"},
                    "id": TEXT,
                    "geometry": {
                        "anyOf": [
                            closed(
                                {
                                    "type": {"type": "string", "const": "Point"},
                                    "coordinates": {
                                        "type": "array",
                                        "description": "longitude and latitude, in degrees",
                                        "items": {"type": "number"},
                                        "minItems": 2,
                                        "maxItems": 2,
                                    },
                                }
                            ),
                            {"type": "null"},
                        ]
                    },
                    "properties": closed({one.name: _field(one) for one in FIELDS}),
                }
            ),
        },
    }
)
"""The schema of test beds as GeoJSON."""
