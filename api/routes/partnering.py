"""Actors that suit, with reasons: `/api/testbeds/{id}/companies`, `/api/partners`, `/api/actors/{id}/similar`."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from api.answer_schemas import ACTORS
from api.delivery import Body, deliver, wanted
from api.deps import MatchmakerDep, WorkersDep
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, PROBLEM, UNASKED, UNKNOWN, UNSERVED, UNWANTED, Responses, contents, readable
from api.sitting import Sitting
from graph.errors import BadParameter
from graph.rdf.question import Format

router = APIRouter(tags=["Matching"])

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))
UNMATCHED: Responses = {
    422: {"description": "A part of what is asked cannot be used; `field` names it", "content": PROBLEM}
}
ANSWERS = contents(FORMATS, ACTORS) | CHANGED | UNASKED | UNWANTED | UNSERVED

Lang = Annotated[Literal["fi", "sv", "en"], Query(description="The language of names in the answer")]
Limit = Annotated[int, Query(ge=1, le=100, description="How many actors at the most")]


@readable(
    router,
    "/api/testbeds/{id:path}/companies",
    "/api/testbeds/{id:path}/companies.json",
    "/api/testbeds/{id:path}/companies.csv",
    summary="Companies that might try something at a test bed, best first, with reasons; those that have are marked",
    responses=ANSWERS | UNKNOWN,
)
async def companies(
    request: Request,
    workers: WorkersDep,
    matchmaker: MatchmakerDep,
    testbed: Annotated[
        str, Path(alias="id", description="The test bed, e.g. `facts-kera`", json_schema_extra={"format": "address"})
    ],
    lang: Lang = "fi",
    limit: Limit = 10,
) -> Response:
    """Return companies whose projects and trials are about what can be tried there, or that work with its operator."""
    _refuse_others(request, ("lang", "limit"))
    asked = {"language": lang, "limit": limit}
    return await _answered(request, workers, matchmaker, {"do": "companies", "thing": testbed, "asked": asked})


@readable(
    router,
    "/api/partners",
    "/api/partners.json",
    "/api/partners.csv",
    summary="Partners for a project idea, best first, with reasons, constraints and statements",
    responses=ANSWERS | UNMATCHED,
)
async def partners(
    request: Request,
    workers: WorkersDep,
    matchmaker: MatchmakerDep,
    q: Annotated[str, Query(description="The idea in words, in Finnish, Swedish or English")] = "",
    kind: Annotated[list[str], Query(description="Only of these kinds, e.g. university")] = [],  # noqa: B006
    city: Annotated[list[str], Query(description="Only in these cities, by address or name")] = [],  # noqa: B006
    lang: Lang = "fi",
    limit: Limit = 10,
) -> Response:
    """Return actors with projects, trials or test beds about the idea; where nobody suits `abstained` is true."""
    _refuse_others(request, ("q", "kind", "city", "lang", "limit"))
    asked = {"text": q, "kinds": kind, "cities": city, "language": lang, "limit": limit}
    return await _answered(request, workers, matchmaker, {"do": "partners", "asked": asked})


@readable(
    router,
    "/api/actors/{id:path}/similar",
    "/api/actors/{id:path}/similar.json",
    "/api/actors/{id:path}/similar.csv",
    summary="Actors similar to one, best first, with reasons: what they have tried, where, and whom to ask",
    responses=ANSWERS | UNKNOWN | UNMATCHED,
)
async def similar(
    request: Request,
    workers: WorkersDep,
    matchmaker: MatchmakerDep,
    actor: Annotated[
        str,
        Path(
            alias="id",
            description="The actor, e.g. `fi-0112038-9` or `org/fi-0112038-9`",
            json_schema_extra={"format": "address"},
        ),
    ],
    kind: Annotated[list[str], Query(description="Only of these kinds, e.g. company")] = [],  # noqa: B006
    piloted: Annotated[bool, Query(description="Only those that are known to have tried something")] = False,
    lang: Lang = "fi",
    limit: Limit = 10,
) -> Response:
    """Return actors with like projects, trials, themes, industry or partners; no `pilots` means that none is known."""
    _refuse_others(request, ("kind", "piloted", "lang", "limit"))
    asked = {"kinds": kind, "piloted": piloted, "language": lang, "limit": limit}
    return await _answered(request, workers, matchmaker, {"do": "similar", "thing": actor, "asked": asked})


def _refuse_others(request: Request, known: tuple[str, ...]) -> None:
    for name in request.query_params:
        if name not in known:
            raise BadParameter(f"there is no parameter {name!r} here; there are {', '.join(known)}")


async def _answered(
    request: Request, workers: WorkersDep, matchmaker: MatchmakerDep, question: Mapping[str, object]
) -> Response:
    _, form = wanted(request.url.path, request, FORMATS)

    async def make(sitting: Sitting) -> Body:
        found = await matchmaker.ask(sitting.release.store.parent, {**question, "form": form.name})
        return Body(content=found.body, notes=notes_for_headers((found.note,)))

    return await deliver(request, workers, form, make)
