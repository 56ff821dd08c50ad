"""The pages that people come back to: `/match`, and the lists of test beds, actors, projects and services."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.addresses import PREFIX, language_of
from api.answer_schemas import MATCH
from api.delivery import OPEN, Body, deliver, negotiated
from api.deps import ListerDep, MatchmakerDep, WorkersDep
from api.list_page import PAGES, list_body, parameters, wrong_page
from api.match_page import PATH, filled, match_body, match_json, match_page
from api.pages.render import HTML, SAFE
from api.parameters import given
from api.routes.matching import PARAMETERS, asked_of
from api.routes.reading import CHANGED, PROBLEM, UNFIT, UNSERVED, UNWANTED, Responses, answered, readable
from api.sitting import Sitting, of_one_release
from graph.errors import BadField
from graph.listing.kinds import LISTINGS, Listing
from graph.rdf.question import Format

router = APIRouter(tags=["Pages"])

MATCH_PARAMETERS = tuple(replace(one, empty=True) for one in PARAMETERS if one.name != "lang")
"""The parameters of the page: its language stands in its path."""

PAGE: dict[str, Any] = {"text/html": {"schema": {"type": "string"}}}
TIDY: Responses = {
    303: {
        "description": "Where the same is found without the fields that are empty",
        "headers": {"Location": {"description": "A path on this service", "schema": {"type": "string"}}},
    }
}
UNUSED: Responses = {422: {**UNFIT[422], "content": {**PROBLEM, **PAGE}}}
"""What cannot be used is told as a page, beside the form."""

MATCH_FORMATS = (HTML, Format(name="json", media_type="application/json"))


@readable(
    router,
    *(f"{prefix}{PATH}" for prefix in PREFIX.values()),
    summary="The page of the test beds that suit a need; its form where nothing is asked",
    responses=answered({"text/html": None, "application/json": MATCH}) | TIDY | CHANGED | UNUSED | UNWANTED | UNSERVED,
    parameters=MATCH_PARAMETERS,
    name="match_page",
)
async def match(request: Request, workers: WorkersDep, matchmaker: MatchmakerDep, lister: ListerDep) -> Response:
    """Return the test beds that suit a need, as a page or as JSON; to what cannot be used, the form with its error."""
    language, form = language_of(request.url.path), negotiated(request, MATCH_FORMATS)
    try:
        asked = asked_of({**given(request, MATCH_PARAMETERS), "lang": language})
        if form == HTML and (tidy := tidied(request)) is not None:
            return tidy

        async def make(sitting: Sitting) -> Body:
            if form != HTML:
                return await match_json(sitting, matchmaker, asked, form)
            return await match_body(sitting, matchmaker, lister, request.query_params, asked, language)

        return await deliver(request, workers, form, make)
    except BadField as error:
        if form != HTML:
            raise
        unfit = error  # the name ends with the clause

    async def told(sitting: Sitting) -> bytes:
        return await match_page(sitting, lister, request.query_params, language, error=unfit)

    return _unfit(request, await of_one_release(workers, told))


def tidied(request: Request) -> Response | None:
    """Return where a form that was sent with empty fields is found without them; None where none is empty.

    An address to share has only what was filled in.
    """
    given = request.query_params
    if len(tidy := filled(given)) == len(given.multi_items()):
        return None
    return RedirectResponse(f"{request.url.path}?{urlencode(tidy)}" if tidy else request.url.path, 303)


def _unfit(request: Request, content: bytes) -> Response:
    headers = {**OPEN, **SAFE, "content-language": language_of(request.url.path), "cache-control": "no-store"}
    body = b"" if request.method == "HEAD" else content
    return Response(body, 422, headers=headers, media_type="text/html; charset=utf-8")


def _add(listing: Listing) -> None:
    ours = parameters(listing)

    @readable(
        router,
        *(f"{prefix}/{listing.name}" for prefix in PREFIX.values()),
        summary=f"The page of the {listing.called}s, with facets",
        responses=answered({"text/html": None}) | TIDY | CHANGED | UNUSED | UNWANTED | UNSERVED,
        parameters=ours,
        name=f"{listing.name}_page",
    )
    async def page(request: Request, workers: WorkersDep, lister: ListerDep) -> Response:
        """Return a page of a list; to a filter that cannot be used, the page that says so."""
        language, query = language_of(request.url.path), request.query_params
        negotiated(request, (HTML,))
        try:
            found = given(request, ours)
            if (tidy := tidied(request)) is not None:
                return tidy

            async def make(sitting: Sitting) -> Body:
                return await list_body(sitting, lister, listing, query, found, language)

            return await deliver(request, workers, HTML, make)
        except BadField as error:
            unfit = error  # the name ends with the clause

        async def told(sitting: Sitting) -> bytes:
            return await wrong_page(sitting, lister, listing, query, language, unfit)

        return _unfit(request, await of_one_release(workers, told))


for _name in PAGES:
    _add(LISTINGS[_name])
