"""`/queries`: the named queries, and their answers."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.addresses import language_of
from api.answer_schemas import QUERY_ANSWER, QUERY_LIST
from api.delivery import SUFFIXES, alternates, deliver, wanted
from api.deps import WorkersDep
from api.pages.render import HTML
from api.queries import ANSWERS, LISTS, list_body, parameters, path_of, query_body
from api.routes.reading import CHANGED, UNASKED, UNKNOWN, UNSERVED, UNWANTED, contents, readable
from graph.named import named_query

router = APIRouter(tags=["Named queries"])

Name = Annotated[
    str,
    Path(
        description="The name of a query, as `/queries` lists them; it may end in .json, .csv, .html or .rq",
        examples=["cq05-testbeds"],
    ),
]


@readable(
    router,
    "/queries",
    *(f"/queries{SUFFIXES[one.name]}" for one in LISTS if one != HTML),
    "/sv/queries",
    "/en/queries",
    summary="The named queries: what each answers, its parameters and columns; in RDF as SHACL SPARQL executables",
    responses=contents(LISTS, QUERY_LIST) | CHANGED | UNWANTED | UNSERVED,
)
async def queries(request: Request, workers: WorkersDep) -> Response:
    """Return the list of the named queries."""
    _, form = wanted(request.url.path, request, LISTS)
    language = language_of(request.url.path)
    base = str(request.base_url).rstrip("/")
    headers = alternates([(f"/queries{SUFFIXES[one.name]}", one) for one in LISTS if one != HTML], but=form)
    return await deliver(
        request, workers, form, lambda at: list_body(at, form, language, base), headers=headers, marks=(base,)
    )


@readable(
    router,
    "/queries/{name}",
    "/sv/queries/{name}",
    "/en/queries/{name}",
    summary="The answer to a named query; its parameters are those that `/queries` lists for it",
    responses=contents(ANSWERS, QUERY_ANSWER) | CHANGED | UNASKED | UNKNOWN | UNWANTED | UNSERVED,
)
async def query(request: Request, workers: WorkersDep, name: Name) -> Response:
    """Return the rows; what the data cannot tell stands in `notes`, and in the header `Verkosto-Note`."""
    stem, form = wanted(name, request, ANSWERS)
    asked, given, language = named_query(stem), parameters(request.query_params), language_of(request.url.path)
    links = [(path_of(stem, given, suffix=SUFFIXES[one.name]), one) for one in ANSWERS]
    headers = alternates(links, but=form)
    return await deliver(
        request, workers, form, lambda at: query_body(at, asked, given, form, language), headers=headers
    )
