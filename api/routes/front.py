"""The front page, and the style sheet of all pages."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.addresses import language_of
from api.delivery import STYLE, deliver, unchanging
from api.deps import WorkersDep
from api.front import front_body
from api.pages.render import HTML, STYLE_PATH, style
from api.service_description import describe

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
@router.api_route("/sv/", methods=["GET", "HEAD"])
@router.api_route("/en/", methods=["GET", "HEAD"])
async def front(request: Request, workers: WorkersDep) -> Response:
    """Return the page that says what is here."""
    language = language_of(request.url.path)
    return await deliver(request, workers, HTML, lambda at: front_body(at, language))


@router.api_route("/sv/sparql", methods=["GET", "HEAD"])
@router.api_route("/en/sparql", methods=["GET", "HEAD"])
async def sparql(request: Request, workers: WorkersDep) -> Response:
    """Return what the endpoint says of itself, with a form to ask with; the Finnish page is at the endpoint."""
    return await describe(request, workers)


@router.api_route(STYLE_PATH, methods=["GET", "HEAD"])
async def style_sheet(request: Request) -> Response:
    """Return the style sheet."""
    return unchanging(request, STYLE, style(), {"cache-control": "public, max-age=86400"})
