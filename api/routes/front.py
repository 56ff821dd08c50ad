"""The front page, and the style sheet of all pages."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.addresses import language_of
from api.delivery import STYLE, deliver, unchanging
from api.deps import ListerDep, WorkersDep
from api.front import front_body
from api.pages.render import HTML, STYLE_PATH, style
from api.routes.reading import CHANGED, UNSERVED, contents, readable
from api.service_description import describe

router = APIRouter(tags=["Service"])


@readable(
    router,
    "/",
    "/sv/",
    "/en/",
    summary="The page that says what is here",
    responses=contents((HTML,)) | CHANGED | UNSERVED,
)
async def front(request: Request, workers: WorkersDep, lister: ListerDep) -> Response:
    """Return the page that says what is here."""
    language = language_of(request.url.path)
    return await deliver(request, workers, HTML, lambda at: front_body(at, lister, language))


@router.api_route("/sv/sparql", methods=["GET", "HEAD"], include_in_schema=False)
@router.api_route("/en/sparql", methods=["GET", "HEAD"], include_in_schema=False)
async def sparql(request: Request, workers: WorkersDep) -> Response:
    """Return what the endpoint says of itself, with a form to ask with; the Finnish page is at the endpoint."""
    return await describe(request, workers)


@readable(router, STYLE_PATH, summary="The style sheet of all pages", responses=contents((STYLE,)) | CHANGED)
async def style_sheet(request: Request) -> Response:
    """Return the style sheet."""
    return unchanging(request, STYLE, style(), {"cache-control": "public, max-age=86400"})
