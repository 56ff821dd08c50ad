"""`/api/analysis/…`: how actors collaborate, by the same names and with the same fields as `verkosto analyse`."""

import json
from collections.abc import Callable
from inspect import Parameter as Argument
from inspect import Signature
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.answer_schemas import ANALYSES as ANALYSES_SCHEMA
from api.answer_schemas import ANALYSIS
from api.delivery import Body, deliver, unchanging, wanted
from api.deps import AnalystDep, WorkersDep
from api.queries import notes_for_headers
from api.routes.reading import CHANGED, UNASKED, UNSERVED, UNWANTED, contents, readable
from api.sitting import Sitting
from graph.analysis.catalogue import ANALYSES, Analysis
from graph.analysis.parameters import Asked, Parameter
from graph.errors import BadParameter
from graph.rdf.question import Format

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))

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


def asked_of(analysis: Analysis) -> Callable[..., Asked]:
    """Return a function of exactly the parameters that `analysis` takes, which the framework reads and describes."""

    def asked(request: Request, **given: Any) -> Asked:
        known = [one.spelling for one in analysis.parameters]
        for name in request.query_params:
            if name not in known:
                raise BadParameter(f"{analysis.name} has no parameter {name!r}; it has {', '.join(known)}")
        return msgspec.convert(given, Asked)

    arguments = [Argument("request", Argument.POSITIONAL_OR_KEYWORD, annotation=Request)]
    arguments += [_argument(one, analysis) for one in analysis.parameters]
    asked.__signature__ = Signature(arguments)  # type: ignore[attr-defined] # what the framework looks at first
    return asked


def _argument(one: Parameter, analysis: Analysis) -> Argument:
    described = Query(alias=one.spelling, description=one.help, ge=one.least, le=one.most)
    kind: Any = Literal[one.kind] if isinstance(one.kind, tuple) else one.kind
    default = analysis.by if one.name == "by" else one.default
    annotation = list[kind] if one.several else kind if default is not None else kind | None
    return Argument(
        one.name,
        Argument.KEYWORD_ONLY,
        annotation=Annotated[annotation, described],
        default=list(one.default) if isinstance(one.default, tuple) else default,
    )


def _add(analysis: Analysis) -> None:
    path = f"/api/analysis/{analysis.name}"

    @readable(
        router,
        path,
        f"{path}.json",
        f"{path}.csv",
        summary=analysis.summary,
        responses=contents(FORMATS, ANALYSIS) | CHANGED | UNASKED | UNWANTED | UNSERVED,
    )
    async def answer(
        request: Request,
        workers: WorkersDep,
        analyst: AnalystDep,
        asked: Annotated[Asked, Depends(asked_of(analysis))],
    ) -> Response:
        """Return the answer; what it was computed from stands in `coverage`, and in the header `Verkosto-Note`."""
        _, form = wanted(request.url.path, request, FORMATS)

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
            {"name": one.spelling, "description": one.help, "default": analysis.by if one.name == "by" else one.default}
            for one in analysis.parameters
        ],
    }


for _one in ANALYSES.values():
    _add(_one)
