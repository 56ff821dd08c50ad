"""Addresses that are only read: GET and HEAD, and what the description of the interface says of their answers."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from api.problems import MEDIA_TYPE
from graph.rdf.question import Format

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Responses = dict[int | str, dict[str, Any]]

PROBLEM: dict[str, Any] = {
    MEDIA_TYPE: {
        "schema": {
            "type": "object",
            "properties": {"title": {"type": "string"}, "status": {"type": "integer"}},
            "required": ["title", "status"],
        }
    }
}

CHANGED: Responses = {304: {"description": "The client has it already (`If-None-Match`)"}}
UNKNOWN: Responses = {404: {"description": "There is none of that name", "content": PROBLEM}}
UNWANTED: Responses = {406: {"description": "It cannot be had in any format of `Accept`", "content": PROBLEM}}
UNASKED: Responses = {400: {"description": "A parameter is missing, unknown or not a term", "content": PROBLEM}}


def contents(formats: Iterable[Format]) -> Responses:
    """Return what is told of the answer itself: its formats."""
    return {200: {"description": "In the format asked for", "content": {one.media_type: {} for one in formats}}}


def readable(
    router: APIRouter, path: str, *also: str, summary: str, responses: Responses, status: int = 200
) -> Callable[[Endpoint], Endpoint]:
    """Return a decorator that answers GET and HEAD at `path` and `also`; only GET at `path` is described."""

    def add(endpoint: Endpoint) -> Endpoint:
        router.add_api_route(
            path,
            endpoint,
            methods=["GET"],
            summary=summary,
            responses=responses,
            status_code=status,
            response_class=Response,
        )
        router.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)
        for other in also:
            router.add_api_route(other, endpoint, methods=["GET", "HEAD"], include_in_schema=False)
        return endpoint

    return add
