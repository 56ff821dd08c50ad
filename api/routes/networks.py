"""`/api/graph/network` and `/api/graph/ego`: the network of actors, or of one and its partners, to take away."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.delivery import SUFFIXES, Body, deliver, wanted
from api.deps import AnalystDep, WorkersDep
from api.listing import FIRST_YEAR, LANG, LAST_YEAR
from api.parameters import Parameter, given
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, UNFIT, UNKNOWN, UNSERVED, UNWANTED, answered, readable
from api.schemas import NETWORK
from api.sitting import Sitting
from graph.listing.kinds import LISTINGS, Filter
from graph.rdf.question import Format

router = APIRouter(tags=["Networks"])

FORMATS = (
    Format(name="json", media_type="application/json"),
    Format(name="gexf", media_type="application/gexf+xml"),
    Format(name="graphml", media_type="application/graphml+xml"),
    Format(name="csv", media_type="text/csv"),
)
ANSWERED = answered({one.media_type: NETWORK if one.name == "json" else None for one in FORMATS})
MOST = 5000
"""How many actors a network has at the most."""

PROJECTS = ("focus-area", "theme", "method-group", "programme", "instrument")
ACTORS = ("kind", "city", "country")
"""The filters of the lists of projects and of actors that choose here, too."""


def _filters(name: str, of: tuple[str, ...]) -> list[Filter]:
    listing = next(one for one in LISTINGS.values() if one.name == name)
    return [one for one in listing.filters if one.name in of]


PARAMETERS = (
    *(
        Parameter(
            name=one.name,
            help=f"Only ties by projects {one.help}; more than one: any of them",
            several=True,
            addresses=True,
            example=[one.example],
        )
        for one in _filters("projects", PROJECTS)
    ),
    *(
        Parameter(
            name=one.name,
            help=f"Only actors {one.help}; more than one: any",
            several=True,
            addresses=True,
            example=[one.example],
        )
        for one in _filters("actors", ACTORS)
    ),
    *(
        Parameter(
            name=name,
            help=f"Only ties by projects that are known to have run in these years: the {which} year",
            kind="whole",
            least=FIRST_YEAR,
            most=LAST_YEAR,
        )
        for name, which in (("from", "first"), ("to", "last"))
    ),
    Parameter(
        name="min-shared",
        help="Only ties of at least so many shared projects",
        kind="whole",
        least=1,
        most=1000,
        default=1,
    ),
    LANG,
    Parameter(
        name="limit",
        help="How many actors at the most; those with the most partners come first, beside an actor those that share "
        "the most projects with it. What is left out is told in `note` and the header `Verkosto-Note`",
        kind="whole",
        least=1,
        most=MOST,
        default=500,
    ),
)
ACTOR = Parameter(
    name="actor", help="The actor: its address, or the end of it", required=True, addresses=True, example="fi-2228357-4"
)


@readable(
    router,
    "/api/graph/network",
    *(f"/api/graph/network{SUFFIXES[one.name]}" for one in FORMATS),
    summary="Who shares projects with whom, as JSON, GEXF, GraphML or CSV",
    responses=ANSWERED | CHANGED | UNFIT | UNWANTED | UNSERVED,
    parameters=PARAMETERS,
)
async def network(request: Request, workers: WorkersDep, analyst: AnalystDep) -> Response:
    """Return the ties that fit, and their actors; actors without a tie are left out."""
    _, form = wanted(request.url.path, request, FORMATS)
    return await _answer(request, workers, analyst, form, given(request, PARAMETERS), None)


@readable(
    router,
    "/api/graph/ego",
    *(f"/api/graph/ego{SUFFIXES[one.name]}" for one in FORMATS),
    summary="An actor, its partners, and their ties, as JSON, GEXF, GraphML or CSV",
    responses=ANSWERED | CHANGED | UNFIT | UNKNOWN | UNWANTED | UNSERVED,
    parameters=(ACTOR, *PARAMETERS),
)
async def ego_of_parameter(request: Request, workers: WorkersDep, analyst: AnalystDep) -> Response:
    """Return the actor first, and then its partners by how many projects they share with it."""
    _, form = wanted(request.url.path, request, FORMATS)
    found = given(request, (ACTOR, *PARAMETERS))
    return await _answer(request, workers, analyst, form, found, found["actor"])


@readable(
    router,
    "/api/graph/ego/{actor:path}",
    summary="An actor, its partners, and their ties: the same, the actor in the path",
    responses=ANSWERED | CHANGED | UNFIT | UNKNOWN | UNWANTED | UNSERVED,
    parameters=PARAMETERS,
)
async def ego(
    request: Request,
    workers: WorkersDep,
    analyst: AnalystDep,
    actor: Annotated[
        str,
        Path(
            description="Its address, or the end of it; it may end in .json, .gexf, .graphml or .csv",
            examples=["fi-2228357-4"],
            json_schema_extra={"format": "address"},
        ),
    ],
) -> Response:
    """Return the actor first, and then its partners by how many projects they share with it."""
    stem, form = wanted(actor, request, FORMATS)
    return await _answer(request, workers, analyst, form, given(request, PARAMETERS), stem)


async def _answer(
    request: Request,
    workers: WorkersDep,
    analyst: AnalystDep,
    form: Format,
    found: Mapping[str, Any],
    actor: str | None,
) -> Response:
    asked = {
        "actor": actor,
        "projects": {name: found[name] for name in PROJECTS},
        "actors": {name: found[name] for name in ACTORS},
        "first": found["from"],
        "last": found["to"],
        "least_shared": found["min-shared"],
        "limit": found["limit"],
        "language": found["lang"],
    }

    async def make(sitting: Sitting) -> Body:
        told = await analyst.ask(sitting.release.store.parent, {"do": "network", "asked": asked, "form": form.name})
        return Body(content=told.body, notes=notes_for_headers((told.note,)))

    return await deliver(request, workers, form, make)
