"""JSON schemas of what the reconciliation service answers, for the description of the interface."""

from api.reconcile import PROPERTIES, TYPES
from api.schemas import TEXT, Schema, closed, listing

TYPE = closed({"id": {"type": "string", "enum": list(TYPES)}, "name": TEXT})
COLUMN = closed({"id": {"type": "string", "enum": list(PROPERTIES)}, "name": TEXT})
NAMED = {"id": TEXT, "name": TEXT, "type": listing(TYPE), "description": TEXT}
CANDIDATE = closed(
    {
        **NAMED,
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean", "description": "whether it is certain enough to be taken unseen"},
        "features": listing(closed({"id": TEXT, "value": {"type": ["number", "boolean", "string"]}})),
    }
)
PART = closed({"service_url": TEXT, "service_path": TEXT})
MANIFEST = closed(
    {
        "versions": listing(TEXT),
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
        "documentation": TEXT,
        "defaultTypes": listing(TYPE),
        "view": closed({"url": TEXT}),
        "preview": closed({"url": TEXT, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "batchSize": {"type": "integer", "minimum": 1},
        "suggest": closed({"entity": PART, "property": PART, "type": PART}),
        "extend": closed({"propose_properties": PART}),
    }
)
CANDIDATES: Schema = {
    "type": "object",
    "description": "by the names that the batch gives its queries",
    "additionalProperties": closed({"result": listing(CANDIDATE)}),
}
CELLS: Schema = {"type": "object", "additionalProperties": listing(closed({"str": TEXT}))}
COLUMNS = closed({"meta": listing(COLUMN), "rows": {"type": "object", "additionalProperties": CELLS}})

RECONCILED: Schema = {
    "anyOf": [
        {**MANIFEST, "title": "what this service is, where nothing is asked"},
        {**COLUMNS, "title": "the columns of `extend`"},
        {**CANDIDATES, "title": "the candidates for `queries`"},
    ]
}
THINGS = closed({"result": listing(closed(NAMED))})
TYPES_FOUND = closed({"result": listing(TYPE)})
COLUMNS_FOUND = closed({"result": listing(COLUMN)})
COLUMNS_OF_TYPE = closed({"type": TEXT, "properties": listing(COLUMN)})
