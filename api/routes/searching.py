"""`/api/search`: everything that has a name, by name, alias, number and text."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.answer_schemas import SEARCH
from api.delivery import Body, deliver, wanted
from api.deps import SearcherDep, WorkersDep
from api.listing import FIRST_YEAR, LAST_YEAR
from api.parameters import Parameter, given
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, UNFIT, UNSERVED, UNWANTED, contents, readable
from api.sitting import Sitting
from graph.rdf.question import Format
from graph.search.documents import KINDS
from graph.search.finding import MOST_SKIPPED, MOST_TOLD, Search
from graph.search.question import LONGEST
from graph.search.telling import answer_csv, answer_json, answer_notes
from graph.text.language import LANGUAGES

router = APIRouter(tags=["Search"])

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))
PARAMETERS = (
    Parameter(
        name="q",
        help="Words in Finnish, Swedish or English, a name or a number",
        longest=LONGEST,
        required=True,
        example="vesi",
    ),
    Parameter(name="kind", help="Only things of these kinds", choices=KINDS, several=True),
    Parameter(name="city", help="Only in these cities, by address or name", several=True),
    Parameter(name="focus-area", help="Only of these focus areas, by code (4.1), address or name", several=True),
    Parameter(
        name="year", help="Only what began in these years", kind="whole", least=FIRST_YEAR, most=LAST_YEAR, several=True
    ),
    Parameter(name="source", help="Only what these sources tell of, e.g. cordis", several=True),
    Parameter(name="lang", help="The language of the answer; else that of `q`, or Finnish", choices=LANGUAGES),
    Parameter(name="limit", help="How many hits at the most", kind="whole", least=1, most=MOST_TOLD, default=20),
    Parameter(name="offset", help="How many hits to leave out", kind="whole", least=0, most=MOST_SKIPPED, default=0),
)


@readable(
    router,
    "/api/search",
    "/api/search.json",
    "/api/search.csv",
    summary="Actors, projects, test beds, services and themes by name, number and text, best first, with facets",
    responses=contents(FORMATS, SEARCH) | CHANGED | UNFIT | UNWANTED | UNSERVED,
    parameters=PARAMETERS,
)
async def search(request: Request, workers: WorkersDep, searcher: SearcherDep) -> Response:
    """Return the hits, how many there are by facet, and what was set right in the spelling of `q`."""
    _, form = wanted(request.url.path, request, FORMATS)
    asked = _search(given(request, PARAMETERS))

    async def make(sitting: Sitting) -> Body:
        found = await searcher.find(sitting.release.store.parent, asked)
        told = json.dumps(answer_json(found), ensure_ascii=False) if form.name == "json" else answer_csv(found)
        return Body(content=told.encode(), notes=notes_for_headers(answer_notes(found)))

    return await deliver(request, workers, form, make)


def _search(found: Mapping[str, Any]) -> Search:
    return Search(
        text=found["q"],
        chosen={
            "kind": found["kind"],
            "city": found["city"],
            "focus-area": found["focus-area"],
            "year": [str(year) for year in found["year"]],
            "source": found["source"],
        },
        language=found["lang"],
        limit=found["limit"],
        offset=found["offset"],
    )
