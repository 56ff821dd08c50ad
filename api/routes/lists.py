"""Lists for programs, and what is in them: `/api/actors`, `projects`, `testbeds`, `services`, `themes`."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.delivery import deliver, wanted
from api.deps import ListerDep, WorkersDep
from api.geojson import GEOJSON
from api.listing import FORMATS, LANG, MOST_FEATURES, features_body, item_body, page_body, parameters_of
from api.parameters import Parameter, given
from api.routes.reading import CHANGED, GONE, UNFIT, UNKNOWN, UNSERVED, UNWANTED, answered, readable
from api.schemas import FEATURES, item_schema, page_schema
from graph.listing.kinds import LISTINGS, Listing

router = APIRouter(tags=["Lists"])


def _add(listing: Listing) -> None:
    path, parameters = f"/api/{listing.name}", parameters_of(listing)

    @readable(
        router,
        path,
        f"{path}.json",
        f"{path}.csv",
        summary=f"{listing.called.capitalize()}s, filtered, sorted and paged",
        responses=answered({"application/json": page_schema(listing), "text/csv": None}, pages=True)
        | CHANGED
        | GONE
        | UNFIT
        | UNWANTED
        | UNSERVED,
        parameters=parameters,
        name=f"list_{listing.name}",
    )
    async def page(request: Request, workers: WorkersDep, lister: ListerDep) -> Response:
        """Return a page; the next one is at `next`, and in the header `Link`."""
        _, form = wanted(request.url.path, request, FORMATS)
        found = given(request, parameters)
        return await deliver(request, workers, form, lambda at: page_body(request, at, lister, listing, found, form))

    [fields] = [one for one in parameters if one.name == "fields"]
    example = {"actors": "fi-2228357-4", "projects": "facts-luxturrim5g", "testbeds": "facts-kyky"}.get(listing.name)
    own: tuple[Parameter, ...] = (fields, LANG)

    @readable(
        router,
        f"{path}/{{key:path}}",
        summary=f"One {listing.called}",
        responses=answered({"application/json": item_schema(listing), "text/csv": None})
        | CHANGED
        | UNFIT
        | UNKNOWN
        | UNWANTED
        | UNSERVED,
        parameters=own,
        name=f"one_of_{listing.name}",
    )
    async def item(
        request: Request,
        workers: WorkersDep,
        lister: ListerDep,
        key: Annotated[
            str,
            Path(
                description=f"The {listing.called}: its address after `/id/`, or the end of it; it may end in .json or "
                ".csv",
                examples=[example] if example else None,
                json_schema_extra={"format": "address"},
            ),
        ],
    ) -> Response:
        """Return all that lists tell of it."""
        stem, form = wanted(key, request, FORMATS)
        found = given(request, own)
        return await deliver(request, workers, form, lambda at: item_body(at, lister, listing, stem, found, form))


AS_FEATURES = (
    *(one for one in parameters_of(LISTINGS["testbeds"]) if one.name not in ("fields", "sort", "limit", "cursor")),
    Parameter(
        name="limit",
        help="How many test beds at the most; where some are left out, the header `Verkosto-Note` says so",
        kind="whole",
        least=1,
        most=MOST_FEATURES,
        default=MOST_FEATURES,
    ),
)


@readable(
    router,
    "/api/testbeds.geojson",
    summary="Test beds as GeoJSON, with the filters of their list",
    responses=answered({GEOJSON.media_type: FEATURES}, pages=True) | CHANGED | UNFIT | UNWANTED | UNSERVED,
    parameters=AS_FEATURES,
)
async def features(request: Request, workers: WorkersDep, lister: ListerDep) -> Response:
    """Return a feature each; its geometry is null where no source states where the test bed lies."""
    _, form = wanted(request.url.path, request, (GEOJSON,))
    found = {**given(request, AS_FEATURES), "sort": None, "cursor": None}
    return await deliver(request, workers, form, lambda at: features_body(at, lister, found))


for _one in LISTINGS.values():
    _add(_one)
