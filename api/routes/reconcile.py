"""`/reconcile`: matching a spreadsheet's names against the graph, as OpenRefine and its kin ask for it."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from api.delivery import OPEN, reply
from api.deps import WorkersDep
from api.pages.render import HTML, Frame, render
from api.problems import Problem
from api.reconcile import (
    LARGEST_BODY,
    PROPERTIES,
    TYPES,
    answers,
    asked,
    batch,
    described,
    extended,
    extension,
    manifest,
    offered,
    padded,
    suggested,
)
from api.reconcile_schemas import COLUMNS_FOUND, COLUMNS_OF_TYPE, RECONCILED, THINGS, TYPES_FOUND
from api.routes.reading import PROBLEM, UNKNOWN, UNSERVED, Responses, answered, contents
from api.sitting import current
from graph.errors import UnknownThing
from graph.name_index import FILE, NameIndex
from graph.rdf.workers import Workers
from ontology import terms

router = APIRouter(tags=["Reconciliation"])

UNREAD: Responses = {400: {"description": "A parameter is missing, or not what the API lays down", "content": PROBLEM}}
LARGE: Responses = {413: {"description": "The body is larger than a batch may be", "content": PROBLEM}}


def _json_or_call(schema: Mapping[str, Any]) -> Responses:
    """Return what is told of an answer with this schema, which an old client may have as the call of a function."""
    return answered({"application/json": schema, "application/javascript": None}) | UNREAD


HEADERS = {**OPEN, "cache-control": "no-cache"}
FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                }
            }
        }
    }
}

T = TypeVar("T")


@router.get(
    "/reconcile",
    summary="What this reconciliation service is; or the answers to a batch, in `queries`",
    responses=_json_or_call(RECONCILED) | UNSERVED,
    response_class=Response,
)
async def reconcile(
    request: Request,
    workers: WorkersDep,
    queries: str | None = None,
    extend: str | None = None,
    callback: str | None = None,
) -> Response:
    """Answer the manifest, a batch of queries, or further columns."""
    return _told(await _answer(request, workers, queries, extend), callback)


@router.post(
    "/reconcile",
    summary="The candidates for a batch of names, or further columns",
    responses=_json_or_call(RECONCILED) | LARGE | UNSERVED,
    openapi_extra=FORM,
    response_class=Response,
)
async def reconcile_batch(request: Request, workers: WorkersDep) -> Response:
    """Answer a batch of queries, or further columns, sent as a form."""
    form = asked(await _body(request))
    return _told(await _answer(request, workers, form.get("queries"), form.get("extend")), form.get("callback"))


@router.get(
    "/reconcile/suggest/entity",
    summary="Things that have a name beginning with a text",
    responses=_json_or_call(THINGS) | UNSERVED,
    response_class=Response,
)
async def suggest_entity(
    workers: WorkersDep, prefix: str, cursor: Annotated[int, Query(ge=0)] = 0, callback: str | None = None
) -> Response:
    """Return things for a search box."""
    found = await _from_index(workers, lambda index: index.beginning(prefix, limit=20))
    return _told(suggested(found[cursor:]), callback)


@router.get(
    "/reconcile/suggest/property",
    summary="Columns that can be sent along or asked for",
    responses=_json_or_call(COLUMNS_FOUND),
    response_class=Response,
)
async def suggest_property(prefix: str = "", callback: str | None = None) -> Response:
    """Return properties for a search box."""
    return _told(offered(PROPERTIES, prefix), callback)


@router.get(
    "/reconcile/suggest/type",
    summary="The types of things that names are matched to",
    responses=_json_or_call(TYPES_FOUND),
    response_class=Response,
)
async def suggest_type(prefix: str = "", callback: str | None = None) -> Response:
    """Return types for a search box."""
    return _told(offered(TYPES, prefix), callback)


@router.get(
    "/reconcile/properties",
    summary="Columns that can be asked of things of a type",
    responses=_json_or_call(COLUMNS_OF_TYPE),
    response_class=Response,
)
async def properties(type: str = "actor", callback: str | None = None) -> Response:  # noqa: A002 (the API's own word)
    """Return which columns can be asked for."""
    found = [{"id": one, "name": name} for one, name in PROPERTIES.items()]
    return _told({"type": type, "properties": found}, callback)


@router.get(
    "/reconcile/preview",
    summary="A thing in a few lines of HTML",
    responses=contents((HTML,)) | UNREAD | UNKNOWN | UNSERVED,
    response_class=Response,
)
async def preview(request: Request, workers: WorkersDep, id: str) -> Response:  # noqa: A002 (the API's own word)
    """Return a small page about a thing, to be shown in a frame of the client."""
    thing = await _from_index(workers, lambda index: index.thing(id))
    if thing is None:
        raise UnknownThing(terms.ID + id)
    page = render("preview", Frame(language="en", path=request.url.path), thing=thing, line=described(thing))
    response = reply(request, HTML, page, {})
    # a client shows it in a frame of its own page; it holds nothing that could be clicked by mistake
    policy = response.headers["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    response.headers["content-security-policy"] = policy
    return response


async def _answer(request: Request, workers: Workers, queries: str | None, extend: str | None) -> dict[str, Any]:
    if queries is not None:
        given = batch(queries)
        return await _from_index(workers, lambda index: answers(index, given))
    if extend is not None:
        wanted = extension(extend)
        return await _from_index(workers, lambda index: extended(index, wanted))
    return manifest(str(request.base_url).rstrip("/"))


async def _from_index(workers: Workers, find: Callable[[NameIndex], T]) -> T:
    path = current(workers).store.parent / FILE

    def found() -> T:
        with closing(NameIndex(path)) as index:
            return find(index)

    return await run_in_threadpool(found)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Problem(413, f"a batch is at most {LARGEST_BODY} bytes; send fewer names at a time")
    return bytes(body)


def _told(answer: dict[str, Any], callback: str | None) -> Response:
    if callback is None:
        return JSONResponse(answer, headers=HEADERS)
    return Response(padded(callback, answer), headers=HEADERS, media_type="application/javascript")
