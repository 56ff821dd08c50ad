"""Actors that suit, with reasons: `/api/testbeds/{id}/companies`, `/api/partners`, `/api/actors/{id}/similar`."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.answer_schemas import ACTORS
from api.delivery import Body, deliver, wanted
from api.deps import MatchmakerDep, WorkersDep
from api.listing import LANG
from api.parameters import Parameter, given
from api.queries import notes_for_headers
from api.routes.matching import CITY
from api.routes.reading import CHANGED, UNFIT, UNKNOWN, UNSERVED, UNWANTED, contents, readable
from api.sitting import Sitting
from graph.matching.need import LONGEST
from graph.rdf.question import Format

router = APIRouter(tags=["Matching"])

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))
ANSWERS = contents(FORMATS, ACTORS) | CHANGED | UNFIT | UNWANTED | UNSERVED

LIMIT = Parameter(name="limit", help="How many actors at the most", kind="whole", least=1, most=100, default=10)
KIND = Parameter(name="kind", help="Only of these kinds, e.g. university or company", several=True)
OF_COMPANIES = (LANG, LIMIT)
OF_PARTNERS = (
    Parameter(
        name="q",
        help="The idea in words, in Finnish, Swedish or English",
        longest=LONGEST,
        required=True,
        example="robotti",
    ),
    KIND,
    CITY,
    LANG,
    LIMIT,
)
OF_SIMILAR = (
    KIND,
    Parameter(name="piloted", help="Only those that are known to have tried something", kind="flag", default=False),
    LANG,
    LIMIT,
)


@readable(
    router,
    "/api/testbeds/{id:path}/companies",
    "/api/testbeds/{id:path}/companies.json",
    "/api/testbeds/{id:path}/companies.csv",
    summary="Companies that might try something at a test bed, best first, with reasons; those that have are marked",
    responses=ANSWERS | UNKNOWN,
    parameters=OF_COMPANIES,
)
async def companies(
    request: Request,
    workers: WorkersDep,
    matchmaker: MatchmakerDep,
    testbed: Annotated[
        str, Path(alias="id", description="The test bed, e.g. `facts-kera`", json_schema_extra={"format": "address"})
    ],
) -> Response:
    """Return companies whose projects and trials are about what can be tried there, or that work with its operator."""
    found = given(request, OF_COMPANIES)
    asked = {"language": found["lang"], "limit": found["limit"]}
    return await _answered(request, workers, matchmaker, {"do": "companies", "thing": testbed, "asked": asked})


@readable(
    router,
    "/api/partners",
    "/api/partners.json",
    "/api/partners.csv",
    summary="Partners for a project idea, best first, with reasons, constraints and statements",
    responses=ANSWERS,
    parameters=OF_PARTNERS,
)
async def partners(request: Request, workers: WorkersDep, matchmaker: MatchmakerDep) -> Response:
    """Return actors with projects, trials or test beds about the idea; where nobody suits `abstained` is true."""
    found = given(request, OF_PARTNERS)
    asked = {
        "text": found["q"],
        "kinds": found["kind"],
        "cities": found["city"],
        "language": found["lang"],
        "limit": found["limit"],
    }
    return await _answered(request, workers, matchmaker, {"do": "partners", "asked": asked})


@readable(
    router,
    "/api/actors/{id:path}/similar",
    "/api/actors/{id:path}/similar.json",
    "/api/actors/{id:path}/similar.csv",
    summary="Actors similar to one, best first, with reasons: what they have tried, where, and whom to ask",
    responses=ANSWERS | UNKNOWN,
    parameters=OF_SIMILAR,
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
) -> Response:
    """Return actors with like projects, trials, themes, industry or partners; no `pilots` means that none is known."""
    found = given(request, OF_SIMILAR)
    asked = {
        "kinds": found["kind"],
        "piloted": found["piloted"],
        "language": found["lang"],
        "limit": found["limit"],
    }
    return await _answered(request, workers, matchmaker, {"do": "similar", "thing": actor, "asked": asked})


async def _answered(
    request: Request, workers: WorkersDep, matchmaker: MatchmakerDep, question: Mapping[str, object]
) -> Response:
    _, form = wanted(request.url.path, request, FORMATS)

    async def make(sitting: Sitting) -> Body:
        found = await matchmaker.ask(sitting.release.store.parent, {**question, "form": form.name})
        return Body(content=found.body, notes=notes_for_headers((found.note,)))

    return await deliver(request, workers, form, make)
