"""`/api/search`: everything that has a name, by name, alias, number and text."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.answer_schemas import SEARCH
from api.delivery import Body, deliver, wanted
from api.deps import SearcherDep, WorkersDep
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, PROBLEM, UNASKED, UNSERVED, UNWANTED, Responses, contents, readable
from api.sitting import Sitting
from graph.errors import BadParameter
from graph.rdf.question import Format
from graph.search.documents import Kind
from graph.search.finding import MOST_SKIPPED, MOST_TOLD, Search
from graph.search.telling import answer_csv, answer_json, answer_notes
from graph.text.language import Language

router = APIRouter(tags=["Search"])

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))
UNSOUGHT: Responses = {
    422: {"description": "A part of the search cannot be used; `field` names it", "content": PROBLEM}
}
PARAMETERS = ("q", "kind", "city", "focus-area", "year", "source", "lang", "limit", "offset")


@readable(
    router,
    "/api/search",
    "/api/search.json",
    "/api/search.csv",
    summary="Actors, projects, test beds, services and themes by name, number and text, best first, with facets",
    responses=contents(FORMATS, SEARCH) | CHANGED | UNASKED | UNSOUGHT | UNWANTED | UNSERVED,
)
async def search(
    request: Request,
    workers: WorkersDep,
    searcher: SearcherDep,
    q: Annotated[str, Query(description="Words in Finnish, Swedish or English, a name or a number")] = "",
    kind: Annotated[list[Kind], Query(description="Only things of these kinds")] = [],  # noqa: B006
    city: Annotated[list[str], Query(description="Only in these cities, by address or name")] = [],  # noqa: B006
    focus_area: Annotated[
        list[str], Query(alias="focus-area", description="Only of these focus areas, by code (4.1), address or name")
    ] = [],  # noqa: B006
    year: Annotated[list[int], Query(description="Only what began in these years")] = [],  # noqa: B006
    source: Annotated[list[str], Query(description="Only what these sources tell of, e.g. cordis")] = [],  # noqa: B006
    lang: Annotated[
        Language | None, Query(description="The language of the answer; else that of `q`, or Finnish")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_TOLD, description="How many hits at the most")] = 20,
    offset: Annotated[int, Query(ge=0, le=MOST_SKIPPED, description="How many hits to leave out")] = 0,
) -> Response:
    """Return the hits, how many there are by facet, and what was set right in the spelling of `q`."""
    for name in request.query_params:
        if name not in PARAMETERS:
            raise BadParameter(f"search has no parameter {name!r}; it has {', '.join(PARAMETERS)}")
    _, form = wanted(request.url.path, request, FORMATS)
    asked = Search(
        text=q,
        chosen={"kind": kind, "city": city, "focus-area": focus_area, "year": [*map(str, year)], "source": source},
        language=lang,
        limit=limit,
        offset=offset,
    )

    async def make(sitting: Sitting) -> Body:
        found = await searcher.find(sitting.release.store.parent, asked)
        told = json.dumps(answer_json(found), ensure_ascii=False) if form.name == "json" else answer_csv(found)
        return Body(content=told.encode(), notes=notes_for_headers(answer_notes(found)))

    return await deliver(request, workers, form, make)
