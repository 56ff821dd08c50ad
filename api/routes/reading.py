"""Addresses that are only read: GET and HEAD, and what the description of the interface says of their answers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from api.parameters import Parameter
from api.problems import MEDIA_TYPE
from graph.rdf.question import Format

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Responses = dict[int | str, dict[str, Any]]

PROBLEM: dict[str, Any] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
"""What every error is told as; the schema stands in `api.description`."""

CHANGED: Responses = {304: {"description": "The client has it already (`If-None-Match`)"}}
LEADS: Responses = {
    303: {
        "description": "Where to read of it",
        "headers": {"Location": {"description": "A path on this service", "schema": {"type": "string"}}},
    }
}
UNKNOWN: Responses = {404: {"description": "There is none of that name", "content": PROBLEM}}
MOVED: Responses = {
    300: {"description": "It was found to be several things, which `choices` names", "content": PROBLEM},
    301: {"description": "It was found to be the same as another, to which this leads", "content": PROBLEM},
    410: {"description": "It was withdrawn: no source speaks of it any more", "content": PROBLEM},
}
UNWANTED: Responses = {406: {"description": "It cannot be had in any format of `Accept`", "content": PROBLEM}}
UNFIT: Responses = {
    422: {"description": "A parameter is unknown or cannot be used; `field` names it", "content": PROBLEM}
}
GONE: Responses = {410: {"description": "The cursor is of a release that is no longer served", "content": PROBLEM}}
UNSERVED: Responses = {
    503: {"description": "No release is served, or too many ask at once; try again in a moment", "content": PROBLEM}
}
UNASKED: Responses = {400: {"description": "A parameter is missing, unknown or not a term", "content": PROBLEM}}


def contents(formats: Iterable[Format], schema: Mapping[str, Any] | None = None) -> Responses:
    """Return what is told of the answer itself: its formats, and the `schema` of the one that is JSON."""
    return answered({one.media_type: schema if one.name == "json" else None for one in formats})


def answered(media: Mapping[str, Mapping[str, Any] | None], *, pages: bool = False) -> Responses:
    """Return what is told of the answer itself: the schema of each media type, None where it is text.

    With `pages` it has headers that tell how many things there are, and where the next page is.
    """
    told = {
        name: {"schema": dict(schema) if schema is not None else {"type": "string"}} for name, schema in media.items()
    }
    found: dict[str, Any] = {"description": "In the format asked for", "content": told}
    if pages:
        found["headers"] = {
            "Link": {"description": "Where the next page is (`rel=next`)", "schema": {"type": "string"}},
            "Verkosto-Total": {"description": "How many there are in all", "schema": {"type": "integer"}},
        }
    return {200: found}


def readable(
    router: APIRouter,
    path: str,
    *also: str,
    summary: str,
    responses: Responses,
    status: int = 200,
    parameters: Iterable[Parameter] = (),
    name: str | None = None,
) -> Callable[[Endpoint], Endpoint]:
    """Return a decorator that answers GET and HEAD at `path` and `also`; only GET at `path` is described.

    `parameters` are those that the endpoint reads itself (`api.parameters.given`). `name` tells endpoints apart that
    are made by one function.
    """
    extra: dict[str, Any] = {"x-also-at": list(also)} if also else {}
    if described := [one.described() for one in parameters]:
        extra["parameters"] = described

    def add(endpoint: Endpoint) -> Endpoint:
        router.add_api_route(
            path,
            endpoint,
            methods=["GET"],
            summary=summary,
            responses=responses,
            status_code=status,
            response_class=Response,
            name=name,
            openapi_extra=extra,
        )
        router.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)
        for other in also:
            router.add_api_route(other, endpoint, methods=["GET", "HEAD"], include_in_schema=False)
        return endpoint

    return add
