"""The description of the interface, `/openapi.json`: what the framework gathers from the routes, made exact.

The framework knows nothing of the bare ASGI routes (`/sparql`, `/rdf-graph-store`, `/graph/…`), which are described
here by hand; it declares an answer (422, its own) that this service never gives; and it does not know which errors
every route shares. What is said of one route only stands beside that route.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.answer_schemas import analysis_schemas
from api.asking import DIRECT, FORM
from api.problems import MEDIA_TYPE
from api.schemas import TEXT, Schema, closed, listing
from graph.rdf.question import GRAPHS, RESULTS

OURS = "HTTPValidationError"
"""The schema of the answer that the framework declares, and we replace."""

ANNOTATIONS = frozenset(("title", "description", "default", "examples"))
"""What a schema says for people only."""

ABOUT = """An open knowledge graph of who innovates with whom in the Helsinki region.

- Every address that is read answers `HEAD` like `GET`.
- Formats are negotiated by `Accept`; most addresses take a suffix instead (`.json`, `.csv`, …), and pages in Swedish
  and English begin with `/sv` or `/en`: those are listed at `x-also-at`.
- An answer of the live release has an `ETag`; ask again with `If-None-Match`.
- Errors are `application/problem+json` (RFC 9457) with a `title` that says what to do, or a page for browsers.
"""

PROBLEM: Schema = {
    "type": "object",
    "description": "What is wrong, and what to do about it (RFC 9457)",
    "properties": {
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "field": {"type": "string", "description": "the parameter that is to be mended"},
        "line": {"type": "integer", "description": "of a query that cannot be read, from 1"},
        "column": {"type": "integer"},
        "available": {"type": "array", "items": TEXT, "description": "media types that can be had"},
    },
    "required": ["title", "status"],
}
IF_NONE_MATCH: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an answer that the client has",
    "schema": {"type": "string"},
}
RANGE: dict[str, Any] = {
    "name": "Range",
    "in": "header",
    "required": False,
    "description": "Which bytes are wanted",
    "schema": {"type": "string"},
    "example": "bytes=0-99",
}
RETRY_AFTER: dict[str, Any] = {
    "description": "Seconds until it may be worth asking again",
    "schema": {"type": "string"},
}
ETAG: dict[str, Any] = {"description": "Changes with the release", "schema": TEXT}
TOLD: dict[str, Any] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
PAGE: dict[str, Any] = {"text/html": {"schema": TEXT}}

TERM: Schema = {
    **closed(
        {
            "type": {"type": "string", "enum": ["uri", "bnode", "literal", "triple"]},
            "value": {"type": ["string", "object"], "description": "an object where it is a triple (SPARQL 1.2)"},
            "xml:lang": TEXT,
            "its:dir": TEXT,
            "datatype": TEXT,
        },
        required=False,
    ),
    "required": ["type", "value"],
}
QUERY = "SELECT ?t { ?t a <https://w3id.org/verkosto/def#TestBed> } LIMIT 5"
ASKED: Schema = {"type": "string", "format": "sparql-query"}
IRIS: Schema = {"type": "array", "items": TEXT, "description": "IRIs"}
DATASET: list[dict[str, Any]] = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"{what}; they replace those that the query names",
        "schema": IRIS,
        "style": "form",
        "explode": True,
    }
    for name, what in (
        ("default-graph-uri", "Graphs whose union is the default graph"),
        ("named-graph-uri", "Graphs that GRAPH can name"),
    )
]
SPARQL_PROBLEMS = {
    400: "There is no query, more than one, or it is not SPARQL; `line` and `column` tell where",
    403: "It asks for what this service refuses: an update, SERVICE, or more nesting or patterns than it allows",
    406: "It cannot be had in any format of `Accept`",
    413: "The query is longer than the service reads",
    503: "It took too long or too much memory, or too many ask at once",
}


def described(app: FastAPI) -> dict[str, Any]:
    """Return the description of the interface of `app`."""
    found = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    paths: dict[str, Any] = found["paths"]
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for operation in _operations(paths):
        _make_exact(operation)
    served = {getattr(route, "path", None) for route in app.router.routes}
    paths.update({path: by_hand for (path, route), by_hand in BARE.items() if route in served})
    for name in (OURS, "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    if "/api/analysis" in paths:
        schemas.update(analysis_schemas())
    return found


def _operations(paths: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for path in paths.values():
        yield from path.values()


def _make_exact(operation: dict[str, Any]) -> None:
    """Set right what the framework says of one operation."""
    responses: dict[str, Any] = operation["responses"]
    if OURS in str(responses.get("422")):
        del responses["422"]
        # a parameter of the wrong form; one that any text fits cannot have one
        if any(not _takes_any_text(one) for one in operation.get("parameters", ())):
            responses.setdefault("400", {"description": "A parameter is not of the form described", "content": TOLD})
    for status, response in responses.items():
        if MEDIA_TYPE in response.get("content", ()):
            response["content"] = {**TOLD, **PAGE}
        if status == "503":
            response["headers"] = {"Retry-After": RETRY_AFTER}
    if "304" in responses:
        operation.setdefault("parameters", []).append(IF_NONE_MATCH)
        if "206" in responses:
            operation["parameters"].append(RANGE)
        responses["200"].setdefault("headers", {})["ETag"] = ETAG
    unreadable = responses.setdefault("400", UNREADABLE)["content"]
    unreadable.setdefault(MEDIA_TYPE, TOLD[MEDIA_TYPE])
    operation["responses"] = dict(sorted(responses.items()))


def _takes_any_text(parameter: Mapping[str, Any]) -> bool:
    schema = {name: value for name, value in parameter["schema"].items() if name not in ANNOTATIONS}
    return parameter["in"] == "path" or (schema == TEXT and not parameter["required"])


UNREADABLE: dict[str, Any] = {
    "description": "The request is not HTTP/1.1, or its address or head is too long",
    "content": TOLD,
}


def _problems(told: Mapping[int, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        str(status): {"description": description, "content": TOLD} for status, description in told.items()
    }
    if "503" in found:
        found["503"]["headers"] = {"Retry-After": RETRY_AFTER}
    return found


def _results() -> dict[str, Any]:
    text = {one.media_type: {"schema": TEXT} for one in (*RESULTS, *GRAPHS)}
    solutions = closed(
        {
            "head": closed({"vars": listing(TEXT), "link": listing(TEXT)}, required=False),
            "results": closed({"bindings": listing({"type": "object", "additionalProperties": TERM})}),
            "boolean": {"type": "boolean"},
        },
        required=False,
    )
    text["application/sparql-results+json"] = {
        "schema": {**solutions, "required": ["head"], "additionalProperties": True}
    }
    text["application/ld+json"] = {"schema": {}}
    return {
        "description": "SELECT and ASK as results, CONSTRUCT and DESCRIBE as a graph, in the format asked for. An "
        "answer that was cut says so in the header `Verkosto-Truncated`, or, beyond the first MiB, at its end",
        "headers": {
            "ETag": ETAG,
            "Verkosto-Truncated": {"description": "Why the answer was cut: rows or bytes", "schema": TEXT},
        },
        "content": text,
    }


CHANGED: dict[str, Any] = {"304": {"description": "The client has it already (`If-None-Match`)"}}
SPARQL: dict[str, Any] = {
    "get": {
        "tags": ["SPARQL"],
        "summary": "Ask a SPARQL 1.1 query; without one, what this endpoint is",
        "operationId": "sparql_get",
        "x-also-at": ["/sv/sparql", "/en/sparql"],
        "parameters": [
            {
                "name": "query",
                "in": "query",
                "required": False,
                "description": "The query; without any parameter the service describes itself",
                "schema": ASKED,
                "example": QUERY,
            },
            *DATASET,
            IF_NONE_MATCH,
        ],
        "responses": {
            "200": {**_results(), "content": {**_results()["content"], "text/html": {"schema": TEXT}}},
            **CHANGED,
            **_problems(SPARQL_PROBLEMS),
        },
    },
    "post": {
        "tags": ["SPARQL"],
        "summary": "Ask a SPARQL 1.1 query in the body",
        "operationId": "sparql_post",
        "description": "The graphs of a query that is the body itself are named in the URL. A form names its own; "
        "beside it the URL is not read.",
        "parameters": DATASET,
        "requestBody": {
            "required": True,
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {"query": ASKED, "default-graph-uri": IRIS, "named-graph-uri": IRIS},
                        "required": ["query"],
                    },
                    "example": {"query": QUERY},
                },
                DIRECT: {"schema": ASKED, "example": QUERY},
            },
        },
        "responses": {
            "200": _results(),
            **_problems({**SPARQL_PROBLEMS, 415: "The body is neither a form nor a query by its Content-Type"}),
        },
    },
}
GRAPH_ANSWERS: dict[str, Any] = {
    "200": {
        "description": "All triples of the graph, in the format asked for",
        "headers": _results()["headers"],
        "content": {one.media_type: {"schema": {} if one.name == "jsonld" else TEXT} for one in GRAPHS},
    },
    **CHANGED,
}
GRAPH_PROBLEMS = {
    404: "There is no such graph",
    406: "It cannot be had in any format of `Accept`",
    503: "It took too long or too much memory, or too many ask at once",
}
BARE: Mapping[tuple[str, str], Any] = {
    ("/sparql", "/sparql"): SPARQL,
    ("/rdf-graph-store", "/rdf-graph-store"): {
        "get": {
            "tags": ["SPARQL"],
            "summary": "A whole graph (Graph Store Protocol, read side); writes answer 405",
            "operationId": "graph_store_get",
            "description": "Either `graph` or `default` is given.",
            "parameters": [
                {
                    "name": "graph",
                    "in": "query",
                    "required": False,
                    "description": "The IRI of the graph",
                    "schema": {"type": "string", "format": "iri"},
                    "example": "https://w3id.org/verkosto/graph/source/facts",
                },
                {
                    "name": "default",
                    "in": "query",
                    "required": False,
                    "description": "The default graph; its value is not read",
                    "schema": TEXT,
                    "allowEmptyValue": True,
                },
                IF_NONE_MATCH,
            ],
            "responses": {
                **GRAPH_ANSWERS,
                **_problems({400: "No graph is named, or more than one, or it is no IRI", **GRAPH_PROBLEMS}),
            },
        }
    },
    ("/graph/{name}", "/graph/{name:path}"): {
        "get": {
            "tags": ["SPARQL"],
            "summary": "A whole graph of ours by its own address (Graph Store Protocol, read side)",
            "operationId": "graph_get",
            "x-also-at": ["/sv/graph/{name}", "/en/graph/{name}"],
            "parameters": [
                {
                    "name": "name",
                    "in": "path",
                    "required": True,
                    "description": "Its address after `/graph/`; it may have slashes",
                    "schema": TEXT,
                    "example": "source/facts",
                },
                IF_NONE_MATCH,
            ],
            "responses": {
                **GRAPH_ANSWERS,
                "200": {**GRAPH_ANSWERS["200"], "content": {**GRAPH_ANSWERS["200"]["content"], **PAGE}},
                **_problems({400: "The address is no IRI", **GRAPH_PROBLEMS}),
            },
        }
    },
}
"""What is described of the routes that the framework does not know, by path here and there."""
