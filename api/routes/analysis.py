"""`/api/analysis/…`: how actors collaborate, by the same names and with the same fields as `verkosto analyse`."""

import json
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from api.answer_schemas import ANALYSES as ANALYSES_SCHEMA
from api.answer_schemas import analysis_schema
from api.delivery import Body, deliver, unchanging, wanted
from api.deps import AnalystDep, WorkersDep
from api.parameters import Parameter, given
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, PROBLEM, UNFIT, UNSERVED, UNWANTED, Responses, contents, readable
from api.sitting import Sitting
from graph.analysis.catalogue import ANALYSES, Analysis
from graph.analysis.parameters import Asked
from graph.analysis.parameters import Parameter as Part
from graph.rdf.question import Format

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))

LACKING: Responses = {
    400: {
        "description": "The network lacks what is asked of it: an actor, a grouping, a span of years",
        "content": PROBLEM,
    }
}

router = APIRouter(tags=["Analysis"])


@readable(
    router,
    "/api/analysis",
    summary="The analyses: what each answers, and its parameters",
    responses=contents(FORMATS[:1], ANALYSES_SCHEMA) | CHANGED | UNWANTED,
)
def analyses(request: Request) -> Response:
    """Return the list of analyses."""
    _, form = wanted(request.url.path, request, FORMATS[:1])
    return unchanging(request, form, _listing(), {})


def parameters_of(analysis: Analysis) -> tuple[Parameter, ...]:
    """Return the parameters of `analysis`: exactly those that it takes."""
    return tuple(_parameter(one, analysis) for one in analysis.parameters)


def _parameter(one: Part, analysis: Analysis) -> Parameter:
    return Parameter(
        name=one.spelling,
        help=one.help,
        kind="whole" if one.kind is int else "text",
        choices=one.kind if isinstance(one.kind, tuple) else (),
        least=one.least,
        most=one.most,
        several=one.several,
        default=None if one.several else _default(one, analysis),
    )


def _default(one: Part, analysis: Analysis) -> object:
    return analysis.by if one.name == "by" else one.default


def _add(analysis: Analysis) -> None:
    path, parameters = f"/api/analysis/{analysis.name}", parameters_of(analysis)

    @readable(
        router,
        path,
        f"{path}.json",
        f"{path}.csv",
        summary=analysis.summary,
        responses=contents(FORMATS, analysis_schema(analysis.name)) | CHANGED | LACKING | UNFIT | UNWANTED | UNSERVED,
        parameters=parameters,
    )
    async def answer(request: Request, workers: WorkersDep, analyst: AnalystDep) -> Response:
        """Return the answer; what it was computed from stands in `coverage`, and in the header `Verkosto-Note`."""
        _, form = wanted(request.url.path, request, FORMATS)
        found = given(request, parameters)
        asked = msgspec.convert({one.name: found[one.spelling] for one in analysis.parameters}, Asked)

        async def make(sitting: Sitting) -> Body:
            found = await analyst.analyse(sitting.release.store.parent, analysis.name, asked, form.name)
            return Body(content=found.body, notes=notes_for_headers((found.note,)))

        return await deliver(request, workers, form, make)


def _listing() -> bytes:
    return json.dumps(
        {"analyses": [_described(one) for one in ANALYSES.values()]}, ensure_ascii=False, indent=1
    ).encode()


def _described(analysis: Analysis) -> dict[str, Any]:
    return {
        "name": analysis.name,
        "summary": analysis.summary,
        "questions": list(analysis.questions),
        "href": f"/api/analysis/{analysis.name}",
        "parameters": [
            {"name": one.spelling, "description": one.help, "default": _default(one, analysis)}
            for one in analysis.parameters
        ],
    }


for _one in ANALYSES.values():
    _add(_one)
