"""The Reconciliation Service API 0.2: what OpenRefine and its kin ask, and what they are answered.

A client sends names out of a spreadsheet, in batches; it gets candidates with scores, then more columns for those it
chose, and little previews. https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from api.problems import Problem
from graph.name_index import NamedThing, NameIndex
from graph.reconcile import NUMBERS, Candidate, Wanted, candidates
from ontology import terms

LARGEST_BODY = 1 << 20
MOST_QUERIES = 200
MOST_EXTENDED = 1000

TYPES: Mapping[str, str] = {
    "actor": "Organisation",
    "project": "Project",
    "testbed": "Test bed",
    "service": "Service for companies",
}

PROPERTIES: Mapping[str, str] = {
    "business-id": "Business ID (Y-tunnus)",
    "ror": "ROR identifier",
    "wikidata": "Wikidata item",
    "pic": "Participant identification code (PIC)",
    "vat": "VAT number",
    "lei": "Legal entity identifier (LEI)",
    "eura": "EURA project code",
    "cordis": "CORDIS project number",
    "kohesio": "Kohesio identifier",
    "city": "City",
    "kind": "Kind of actor",
    "name": "Every name",
}
"""What can be sent along to tell candidates apart, or asked of those that were chosen."""


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, (str, Mapping)) else value


class Value(BaseModel):
    """A value given as an object: a reconciled cell has an `id`."""

    id: str | None = None
    name: str | None = None
    str_: str | None = Field(None, alias="str")


class Property(BaseModel):
    """A further column of the row."""

    pid: str
    v: Any = None


class Query(BaseModel):
    """One name of a batch."""

    query: Annotated[str, Field(max_length=1000)]
    type: Annotated[list[str | Mapping[str, Any]] | None, BeforeValidator(_one_or_more)] = None
    limit: Annotated[int, Field(ge=1, le=100)] | None = None
    properties: list[Property] = []


class Extended(BaseModel):
    """A column asked of things that were chosen."""

    id: str
    settings: Mapping[str, Any] = {}


class Extension(BaseModel):
    """Columns asked of things."""

    ids: Annotated[list[str], Field(max_length=MOST_EXTENDED)]
    properties: list[Extended]


BATCH: TypeAdapter[dict[str, Query]] = TypeAdapter(dict[str, Query])


def manifest(base: str) -> dict[str, Any]:
    """Return what a client reads first: what this service is, and where its parts are. `base` ends without a slash."""
    here = f"{base}/reconcile"
    return {
        "versions": ["0.1", "0.2"],
        "name": "Verkosto: actors, projects and test beds of the innovation ecosystem",
        "identifierSpace": terms.ID,
        "schemaSpace": terms.VK,
        "documentation": f"{base}/openapi.json",
        "defaultTypes": [_type(name) for name in TYPES],
        "view": {"url": f"{base}/doc/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 400, "height": 220},
        "batchSize": 50,
        "suggest": {
            kind: {"service_url": base, "service_path": f"/reconcile/suggest/{kind}"}
            for kind in ("entity", "property", "type")
        },
        "extend": {"propose_properties": {"service_url": base, "service_path": "/reconcile/properties"}},
    }


def asked(body: bytes) -> dict[str, str]:
    """Return the fields of a form, or of the query of an address: of each the first value.

    Raises
    ------
    Problem
        If it is too large or not UTF-8.
    """
    if len(body) > LARGEST_BODY:
        raise Problem(413, f"a batch is at most {LARGEST_BODY} bytes; send fewer names at a time")
    try:
        return {name: values[0] for name, values in parse_qs(body.decode(), errors="strict").items()}
    except UnicodeDecodeError as error:
        raise Problem(400, "the form is not UTF-8") from error


def batch(text: str) -> dict[str, Query]:
    """Return the queries of a batch.

    Raises
    ------
    Problem
        If they are not what the API lays down, or too many.
    """
    try:
        found = BATCH.validate_json(text)
    except ValidationError as error:
        raise Problem(400, f"queries: {_first(error)}") from error
    if len(found) > MOST_QUERIES:
        raise Problem(400, f"queries: {len(found)} in a batch, at most {MOST_QUERIES} are answered")
    return found


def answers(index: NameIndex, queries: Mapping[str, Query]) -> dict[str, Any]:
    """Return the candidates for each query of a batch."""
    return {
        name: {"result": [_result(one) for one in candidates(index, _wanted(query))]} for name, query in queries.items()
    }


def extension(text: str) -> Extension:
    """Return which columns of which things are asked.

    Raises
    ------
    Problem
        If that is not what the API lays down, or there is no such column.
    """
    try:
        found = Extension.model_validate_json(text)
    except ValidationError as error:
        raise Problem(400, f"extend: {_first(error)}") from error
    if unknown := [one.id for one in found.properties if one.id not in PROPERTIES]:
        raise Problem(400, f"extend: no property {unknown[0]!r}; there are {', '.join(PROPERTIES)}")
    return found


def extended(index: NameIndex, wanted: Extension) -> dict[str, Any]:
    """Return the cells of the columns that are asked; of an id that is not known any more, empty ones."""
    columns = [one.id for one in wanted.properties]
    things = {one: index.thing(one) for one in wanted.ids}
    return {
        "meta": [{"id": column, "name": PROPERTIES[column]} for column in columns],
        "rows": {one: {column: _cells(thing, column) for column in columns} for one, thing in things.items()},
    }


def suggested(found: Sequence[NamedThing]) -> dict[str, Any]:
    """Return things for a client's search box."""
    return {"result": [{**_named(one), "description": described(one)} for one in found]}


def offered(names: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """Return the types or properties whose id or name begins with `prefix`."""
    wanted = prefix.casefold()
    return {
        "result": [
            {"id": one, "name": name}
            for one, name in names.items()
            if one.startswith(wanted) or name.casefold().startswith(wanted)
        ]
    }


def described(thing: NamedThing) -> str:
    """Return a thing's kind, city and numbers in one line."""
    numbers = [f"{scheme} {number}" for scheme, number in thing.identifiers[:3]]
    return " · ".join(filter(None, (thing.kind or TYPES.get(thing.type), thing.city, *numbers)))


def padded(callback: str, answer: Mapping[str, Any]) -> str:
    """Return an answer as a call of `callback`, for clients of version 0.1 that know nothing else (JSONP).

    Raises
    ------
    Problem
        If that is not the name of a function.
    """
    if not callback.replace(".", "_").replace("$", "_").isidentifier() or not callback.isascii():
        raise Problem(400, "callback: not the name of a function")
    return f"/**/{callback}({json.dumps(answer)});"


def _wanted(query: Query) -> Wanted:
    types = tuple(_id(one) for one in query.type or ())
    given = tuple(
        (one.pid, text) for one in query.properties for value in _one_or_more_values(one.v) if (text := _text(value))
    )
    return Wanted(
        name=query.query,
        types=tuple(one for one in types if one in TYPES),
        properties=tuple((name, text) for name, text in given if name in NUMBERS or name == "city"),
        limit=query.limit or 5,
    )


def _one_or_more_values(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case {"id": str(found)} | {"str": str(found)}:
            return found.removeprefix("place/fi-")
        case _:
            return str(value)


def _id(given: str | Mapping[str, Any]) -> str:
    return given if isinstance(given, str) else str(given.get("id", ""))


def _result(one: Candidate) -> dict[str, Any]:
    features = [{"id": name, "value": value} for name, value in one.features]
    return {
        **_named(one.thing),
        "description": described(one.thing),
        "score": one.score,
        "match": one.match,
        "features": features,
    }


def _named(thing: NamedThing) -> dict[str, Any]:
    return {"id": thing.address, "name": thing.label, "type": [_type(thing.type)]}


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": TYPES[name]}


def _cells(thing: NamedThing | None, column: str) -> list[dict[str, str]]:
    if thing is None:
        return []
    if column == "name":
        return [{"str": name} for name in thing.names]
    if column in ("city", "kind"):
        value = thing.city if column == "city" else thing.kind
        return [{"str": value}] if value else []
    return [{"str": number} for scheme, number in thing.identifiers if scheme == column]


def _first(error: ValidationError) -> str:
    one = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, one['loc'])) or 'the whole'}: {one['msg']}"
