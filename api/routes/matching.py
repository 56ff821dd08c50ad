"""`/api/match`: from a need to the test beds that suit it, with reasons."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.answer_schemas import MATCH
from api.delivery import Body, deliver, wanted
from api.deps import MatchmakerDep, WorkersDep
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, PROBLEM, UNASKED, UNSERVED, UNWANTED, Responses, contents, readable
from api.sitting import Sitting
from graph.errors import BadParameter
from graph.rdf.question import Format

router = APIRouter(tags=["Matching"])

FORMATS = (
    Format(name="json", media_type="application/json"),
    Format(name="csv", media_type="text/csv"),
    Format(name="turtle", media_type="text/turtle"),
)
UNMATCHED: Responses = {422: {"description": "A part of the need cannot be used; `field` names it", "content": PROBLEM}}
PARAMETERS = (
    "q", "actor", "city", "theme", "trl", "access", "user_group", "from", "to", "service_lang", "lang", "limit",
)  # fmt: skip


@readable(
    router,
    "/api/match",
    "/api/match.json",
    "/api/match.csv",
    "/api/match.ttl",
    summary="The test beds that suit a need, best first, with reasons, constraints and statements",
    responses=contents(FORMATS, MATCH) | CHANGED | UNASKED | UNMATCHED | UNWANTED | UNSERVED,
)
async def match(
    request: Request,
    workers: WorkersDep,
    matchmaker: MatchmakerDep,
    q: Annotated[str, Query(description="The need in words, in Finnish, Swedish or English")] = "",
    actor: Annotated[str | None, Query(description="Who asks: by address, number or whole name")] = None,
    city: Annotated[list[str], Query(description="Only in these cities, by address or name")] = [],  # noqa: B006
    theme: Annotated[
        str | None, Query(description="A theme, sub-theme or focus area, by name, code or address")
    ] = None,
    trl: Annotated[int | None, Query(description="The technology readiness level, 1 to 9")] = None,
    access: Annotated[str | None, Query(description="How test beds are got into, e.g. open-call")] = None,
    user_group: Annotated[str | None, Query(description="Who it is for")] = None,
    first: Annotated[str | None, Query(alias="from", description="From when on: a year, month or day")] = None,
    last: Annotated[str | None, Query(alias="to", description="Until when: a year, month or day")] = None,
    service_lang: Annotated[str | None, Query(description="The language one must be served in: fi, sv, en")] = None,
    lang: Annotated[Literal["fi", "sv", "en"], Query(description="The language of the answer")] = "fi",
    limit: Annotated[int, Query(ge=1, le=100, description="How many test beds at the most")] = 10,
) -> Response:
    """Return what suits; what a constraint excludes is told apart, and where nothing suits `abstained` is true."""
    for name in request.query_params:
        if name not in PARAMETERS:
            raise BadParameter(f"match has no parameter {name!r}; it has {', '.join(PARAMETERS)}")
    _, form = wanted(request.url.path, request, FORMATS)
    asked = {
        "text": q,
        "actor": actor,
        "cities": city,
        "theme": theme,
        "trl": trl,
        "access": access,
        "user_group": user_group,
        "first": first,
        "last": last,
        "service_language": service_lang,
        "language": lang,
        "limit": limit,
    }

    async def make(sitting: Sitting) -> Body:
        found = await matchmaker.ask(sitting.release.store.parent, {"do": "match", "asked": asked, "form": form.name})
        return Body(content=found.body, notes=notes_for_headers((found.note,)) if found.note else ())

    return await deliver(request, workers, form, make)
