"""`/id/…` names a thing; `/doc/…` is the document about it, as RDF or as a page that tells who says what."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from api.addresses import document_path, language_of, thing_at, thing_path
from api.delivery import DOCUMENTS, OPEN, SUFFIXES, alternates, deliver, wanted
from api.deps import WorkersDep
from api.documents import document_body, refuse_unknown
from api.pages.render import HTML
from api.routes.reading import CHANGED, LEADS, MOVED, UNKNOWN, UNSERVED, UNWANTED, contents, readable
from api.sitting import of_one_release

router = APIRouter(tags=["Linked data"])

Kind = Annotated[str, Path(description="The kind of thing, e.g. `testbed`", examples=["testbed"])]
Key = Annotated[
    str,
    Path(
        description="Its key; for `/doc` it may end in .ttl, .nt, .jsonld or .html",
        examples=["facts-kyky"],
        json_schema_extra={"format": "address"},
    ),
]


@readable(
    router,
    "/id/{kind}/{key:path}",
    summary="A thing: leads to the document about it",
    status=303,
    responses=LEADS | MOVED | UNKNOWN | UNSERVED,
)
async def thing(workers: WorkersDep, kind: Kind, key: Key) -> Response:
    """Redirect from a thing, which no server can send, to the document about it."""
    iri = thing_at(kind, key)
    await of_one_release(workers, lambda sitting: refuse_unknown(sitting, iri, thing_path))
    return RedirectResponse(document_path(iri), 303, headers=OPEN)


@readable(
    router,
    "/doc/{kind}/{key:path}",
    "/sv/doc/{kind}/{key:path}",
    "/en/doc/{kind}/{key:path}",
    summary="The document about a thing, in Turtle, N-Triples, JSON-LD or HTML",
    responses=contents(DOCUMENTS) | CHANGED | MOVED | UNKNOWN | UNWANTED | UNSERVED,
)
async def document(request: Request, workers: WorkersDep, kind: Kind, key: Key) -> Response:
    """Return what the graph says of a thing: both directions, with names; the page also tells who says so."""
    stem, form = wanted(key, request, DOCUMENTS)
    iri, language = thing_at(kind, stem), language_of(request.url.path)
    links = [
        (document_path(iri, language if one == HTML else "fi", suffix=SUFFIXES[one.name]), one) for one in DOCUMENTS
    ]
    headers = alternates(links, but=form)
    suffix = key.removeprefix(stem)

    def leads(other: str) -> str:
        return document_path(other, language, suffix=suffix)

    return await deliver(
        request, workers, form, lambda at: document_body(at, iri, form, language, leads), headers=headers
    )
