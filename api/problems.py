"""How what went wrong is told over HTTP: one table from our errors to a status, and `application/problem+json`."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from api.negotiation import choose
from api.pages.problem import problem_page
from api.pages.render import HTML, SAFE
from api.preflight import preflight
from graph.errors import (
    BadField,
    BadSyntax,
    NetworkError,
    NoRelease,
    Outdated,
    OutOfMemory,
    OutOfTime,
    Overloaded,
    QueryError,
    Refused,
    TooLarge,
    UnknownQuery,
    UnknownThing,
    VerkostoError,
)
from graph.rdf.question import Format

MEDIA_TYPE = "application/problem+json"
OFFERED = (Format(name="problem", media_type=MEDIA_TYPE, also=("application/json",)), HTML)
"""How a problem can be told; where a client takes neither, as the first."""

SHARED: Mapping[str, str] = {"cache-control": "no-store", "vary": "Accept", "access-control-allow-origin": "*"}
"""Anybody's page may read what is wrong, too."""

STATUS: Mapping[type[VerkostoError], int] = {
    QueryError: 400,
    NetworkError: 400,
    BadField: 422,
    Refused: 403,
    UnknownQuery: 404,
    UnknownThing: 404,
    Outdated: 410,
    TooLarge: 413,
    OutOfTime: 503,
    OutOfMemory: 503,
    Overloaded: 503,
    NoRelease: 503,
}
"""The status of each error; one that is not here is a fault of ours: 500.

An answer that would take too long or too much is a 503 too, as SPARQL services have it: nothing is wrong with the
question as such, and another hour, or a narrower question, may do.
"""

RETRY_AFTER: Mapping[type[VerkostoError], int] = {OutOfTime: 30, OutOfMemory: 30, Overloaded: 2, NoRelease: 5}
"""After how many seconds it may be worth asking again."""


class Problem(VerkostoError):
    """A request that HTTP itself has a word for: what is wrong, its status, headers and further members."""

    def __init__(
        self, status: int, title: str, *, headers: Mapping[str, str] | None = None, members: Mapping[str, object] = {}
    ) -> None:
        super().__init__(title)
        self.status, self.headers, self.members = status, dict(headers or {}), dict(members)


def response_to(error: VerkostoError) -> Response:
    """Return the response that tells `error`."""
    problem = error if isinstance(error, Problem) else _problem(error)
    return JSONResponse(
        {"title": str(problem), "status": problem.status, **problem.members},
        problem.status,
        headers={**SHARED, **problem.headers},
        media_type=MEDIA_TYPE,
    )


def _problem(error: VerkostoError) -> Problem:
    known = next((one for one in type(error).__mro__ if one in STATUS), None)
    seconds = next((RETRY_AFTER[one] for one in type(error).__mro__ if one in RETRY_AFTER), None)
    members: dict[str, object] = {}
    if isinstance(error, BadSyntax):
        members = {"line": error.line, "column": error.column}
    elif isinstance(error, BadField):
        members = {"field": error.field}
    return Problem(
        STATUS[known] if known else 500,
        str(error),
        headers={"retry-after": str(seconds)} if seconds else {},
        members={name: value for name, value in members.items() if value is not None},
    )


def _told(request: Request, error: VerkostoError) -> Response:
    """Return the response that tells `error`: to a browser, as a page."""
    response = response_to(error)
    if choose(request.headers.get("accept"), OFFERED) != HTML:
        return response
    content = problem_page(request.url.path, response.status_code, str(error))
    headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
    return Response(content, response.status_code, headers={**headers, **SAFE}, media_type="text/html; charset=utf-8")


async def tell(request: Request, error: Exception) -> Response:
    """Answer a request that ended in an error of ours."""
    assert isinstance(error, VerkostoError)
    return _told(request, error)


async def tell_http(request: Request, error: Exception) -> Response:
    """Answer a request that the framework refused: no such address, no such method; of methods `OPTIONS` tells."""
    assert isinstance(error, HTTPException)
    title = error.detail if error.detail != HTTPStatus(error.status_code).phrase else error.detail.lower()
    if error.status_code == HTTPStatus.NOT_FOUND and title == "not found":
        title = f"nothing is at {request.url.path}; / and /openapi.json say what there is"
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        methods = ", ".join(sorted({*allowed(request), "OPTIONS"}))
        if request.method == "OPTIONS":
            return preflight(methods)
        headers["allow"] = methods
    return _told(request, Problem(error.status_code, title, headers=headers))


def allowed(request: Request) -> set[str]:
    """Return the methods that an address answers: those of all its routes, where the framework tells the first's."""
    routers = (request.app.router, *request.app.state.routers)
    return {
        method
        for router in routers
        for route in router.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }


async def tell_invalid(request: Request, error: Exception) -> Response:
    """Answer a request whose parameters are not of the declared form."""
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors())
    return _told(request, Problem(400, said))
