"""`/def`: the vocabulary, as RDF and as a page in three languages. It comes with the program, not with a release."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.addresses import language_of
from api.definitions import vocabulary
from api.delivery import DOCUMENTS, OPEN, SUFFIXES, alternates, unchanging, wanted
from api.pages.render import HTML
from api.routes.reading import CHANGED, UNWANTED, contents, readable
from ontology.page import PATHS

router = APIRouter(tags=["Linked data"])

LINKS = [(f"/def{SUFFIXES[one.name]}" if one != HTML else PATHS["fi"], one) for one in DOCUMENTS]


@readable(
    router,
    "/def",
    *("/def.ttl", "/def.nt", "/def.jsonld", *PATHS.values()),
    summary="The vocabulary, in Turtle, N-Triples or JSON-LD; for browsers, leads to its page",
    responses=contents(DOCUMENTS) | CHANGED | UNWANTED,
)
async def definitions(request: Request) -> Response:
    """Return the classes, properties and their definitions."""
    path = request.url.path
    _, form = wanted(path, request, DOCUMENTS)
    if form == HTML and not path.endswith("/"):
        return RedirectResponse(PATHS["fi"], 303, headers=OPEN)
    content = await run_in_threadpool(vocabulary, form.name, language_of(path))
    return unchanging(request, form, content, alternates(LINKS, but=form))
