"""`/def`: the vocabulary, `/def/…`: each of its terms, as RDF and on a page in three languages; `/shape`: the shapes.

They come with the program, not with a release.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.addresses import language_of
from api.definitions import refuse_undefined, shapes, term, vocabulary
from api.delivery import DOCUMENTS, OPEN, SUFFIXES, alternates, unchanging, wanted
from api.pages.render import HTML
from api.routes.reading import CHANGED, LEADS, UNKNOWN, UNWANTED, contents, readable
from ontology.page import PATHS

router = APIRouter(tags=["Linked data"])

LINKS = [(f"/def{SUFFIXES[one.name]}" if one != HTML else PATHS["fi"], one) for one in DOCUMENTS]
FILES = tuple(one for one in DOCUMENTS if one != HTML)

Name = Annotated[
    str,
    Path(description="The name of a class or property; it may end in .ttl, .nt or .jsonld", examples=["TestBed"]),
]


@readable(
    router,
    "/def",
    *("/def.ttl", "/def.nt", "/def.jsonld", *PATHS.values()),
    summary="The vocabulary, in Turtle, N-Triples or JSON-LD; for browsers, leads to its page",
    responses=contents(DOCUMENTS) | LEADS | CHANGED | UNWANTED,
)
async def definitions(request: Request) -> Response:
    """Return the classes, properties and their definitions."""
    path = request.url.path
    _, form = wanted(path, request, DOCUMENTS)
    if form == HTML and not path.endswith("/"):
        return RedirectResponse(PATHS["fi"], 303, headers=OPEN)
    content = await run_in_threadpool(vocabulary, form.name, language_of(path))
    return unchanging(request, form, content, alternates(LINKS, but=form))


@readable(
    router,
    "/def/{name}",
    "/sv/def/{name}",
    "/en/def/{name}",
    summary="One term of the vocabulary, in Turtle, N-Triples or JSON-LD; for browsers, leads to its place on the page",
    responses=contents(FILES) | LEADS | CHANGED | UNKNOWN | UNWANTED,
)
async def definition(request: Request, name: Name) -> Response:
    """Return what the vocabulary says of one class or property."""
    stem, form = wanted(name, request, DOCUMENTS)
    refuse_undefined(stem)
    if form == HTML:
        return RedirectResponse(f"{PATHS[language_of(request.url.path)]}#{stem}", 303, headers=OPEN)
    links = [(f"/def/{stem}{SUFFIXES[one.name]}", one) for one in DOCUMENTS]
    return unchanging(request, form, await run_in_threadpool(term, stem, form.name), alternates(links, but=form))


@readable(
    router,
    "/shape",
    *(f"/shape{SUFFIXES[one.name]}" for one in FILES),
    summary="The SHACL shapes that every release keeps, in Turtle, N-Triples or JSON-LD",
    responses=contents(FILES) | CHANGED | UNWANTED,
)
async def shape(request: Request) -> Response:
    """Return the shapes."""
    _, form = wanted(request.url.path, request, FILES)
    links = [(f"/shape{SUFFIXES[one.name]}", one) for one in FILES]
    return unchanging(request, form, await run_in_threadpool(shapes, form.name), alternates(links, but=form))
