"""`/api/match`: from a need to the test beds that suit it, with reasons."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.answer_schemas import MATCH
from api.delivery import Body, deliver, wanted
from api.deps import MatchmakerDep, WorkersDep
from api.listing import LANG
from api.parameters import Parameter, given
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, UNFIT, UNSERVED, UNWANTED, contents, readable
from api.sitting import Sitting
from graph.matching.need import LONGEST, TRL
from graph.rdf.question import Format

router = APIRouter(tags=["Matching"])

FORMATS = (
    Format(name="json", media_type="application/json"),
    Format(name="csv", media_type="text/csv"),
    Format(name="turtle", media_type="text/turtle"),
)
CITY = Parameter(name="city", help="Only in these cities, by address or name", several=True)
PARAMETERS = (
    Parameter(name="q", help="The need in words, in Finnish, Swedish or English", longest=LONGEST, example="robotti"),
    Parameter(name="actor", help="Who asks: by address, number or whole name"),
    CITY,
    Parameter(name="theme", help="A theme, sub-theme or focus area, by name, code or address"),
    Parameter(name="trl", help="The technology readiness level, 1 to 9", kind="whole", least=TRL[0], most=TRL[-1]),
    Parameter(name="access", help="How test beds are got into, e.g. open-call"),
    Parameter(name="user_group", help="Who it is for"),
    Parameter(name="from", help="From when on: a year, month or day"),
    Parameter(name="to", help="Until when: a year, month or day"),
    Parameter(name="service_lang", help="The language one must be served in: fi, sv, en"),
    LANG,
    Parameter(name="limit", help="How many test beds at the most", kind="whole", least=1, most=100, default=10),
)


def asked_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the need that parameters state, as the process that matches takes it."""
    return {
        "text": found["q"] or "",
        "actor": found["actor"],
        "cities": found["city"],
        "theme": found["theme"],
        "trl": found["trl"],
        "access": found["access"],
        "user_group": found["user_group"],
        "first": found["from"],
        "last": found["to"],
        "service_language": found["service_lang"],
        "language": found["lang"],
        "limit": found["limit"],
    }


@readable(
    router,
    "/api/match",
    "/api/match.json",
    "/api/match.csv",
    "/api/match.ttl",
    summary="The test beds that suit a need, best first, with reasons, constraints and statements",
    responses=contents(FORMATS, MATCH) | CHANGED | UNFIT | UNWANTED | UNSERVED,
    parameters=PARAMETERS,
)
async def match(request: Request, workers: WorkersDep, matchmaker: MatchmakerDep) -> Response:
    """Return what suits; what a constraint excludes is told apart, and where nothing suits `abstained` is true."""
    _, form = wanted(request.url.path, request, FORMATS)
    found = given(request, PARAMETERS)
    asked = asked_of(found)

    async def make(sitting: Sitting) -> Body:
        told = await matchmaker.ask(sitting.release.store.parent, {"do": "match", "asked": asked, "form": form.name})
        return Body(content=told.body, notes=notes_for_headers((told.note,)) if told.note else ())

    return await deliver(request, workers, form, make)
