"""The named queries over HTTP: their list, and the answer to one of them in the formats it can be had in."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from api.addresses import PREFIX
from api.delivery import DOCUMENTS, SUFFIXES, Body
from api.pages.download import Download
from api.pages.render import HTML, Frame, render
from api.sitting import Sitting
from graph.ask import Answer, answer, answer_csv, answer_json
from graph.errors import BadParameter
from graph.named import Query, bound, named_queries, published
from graph.rdf.documents import document
from graph.rdf.executables import executables
from graph.rdf.question import Format
from ontology.turtle import Language

FILES = tuple(one for one in DOCUMENTS if one != HTML)
LISTS = (Format(name="json", media_type="application/json"), *FILES, HTML)
ANSWERS = (
    Format(name="json", media_type="application/json"),
    Format(name="csv", media_type="text/csv"),
    HTML,
    Format(name="sparql", media_type="application/sparql-query"),
)
"""How the list of the named queries, in RDF too, and the answer to one can be had, the usual first."""

SHOWN = 500
"""How many rows a page shows; the whole answer is a link away."""


def path_of(name: str, given: Mapping[str, str], *, suffix: str = "", language: Language = "fi") -> str:
    """Return the path of the answer to the query `name` with its parameters."""
    return f"{PREFIX[language]}/queries/{name}{suffix}" + (f"?{urlencode(given)}" if given else "")


def parameters(asked: QueryParams) -> dict[str, str]:
    """Return the parameters that have a value: an empty field of a form is one not given.

    Raises
    ------
    BadParameter
        If one is given twice.
    """
    for name in asked:
        if len(asked.getlist(name)) > 1:
            raise BadParameter(f"{name} is given more than once; give it one value")
    return {name: value for name, value in asked.items() if value}


def listing() -> list[dict[str, Any]]:
    """Return what the named queries say about themselves, for JSON."""
    return [
        {
            "name": query.name,
            "summary": query.summary,
            "description": query.description,
            "params": [
                {"name": name, "description": text.removeprefix("(required) "), "required": name in query.required}
                for name, text in query.params.items()
            ],
            "columns": dict(query.columns),
            "needs": dict(query.needs),
            "links": {one.name: path_of(query.name, {}, suffix=SUFFIXES[one.name]) for one in ANSWERS},
        }
        for query in named_queries().values()
    ]


def notes_for_headers(notes: Iterable[str]) -> tuple[str, ...]:
    """Return notes as values of a header: ASCII on one line, what is not percent-encoded."""
    return tuple(quote(note, safe=" !\"#$&'()*+,-./:;<=>?@[]_~") for note in notes)


async def list_body(sitting: Sitting, form: Format, language: Language, base: str) -> Body:
    """Return the list of the named queries, to be asked of the service at `base`."""
    if form.name == "json":
        return Body(content=_json({"queries": listing()}))
    if form != HTML:
        return Body(content=await run_in_threadpool(_rdf, form, base))
    return Body(content=render("queries", _frame(sitting, language, "/queries"), queries=named_queries().values()))


async def query_body(
    sitting: Sitting, query: Query, given: Mapping[str, str], form: Format, language: Language
) -> Body:
    """Return the answer to `query`, or its text where the format is that of queries.

    Raises
    ------
    BadParameter
        If a parameter is unknown, missing, or no term.
    """
    if form.name == "sparql":
        return Body(content=published(query, bound(query, given) if given else query.sparql).encode())
    if form == HTML and not given and query.required:
        return Body(content=await run_in_threadpool(_html, sitting, query, given, None, language))
    found = await _answer(sitting, query, given)
    if form == HTML:
        return Body(
            content=await run_in_threadpool(_html, sitting, query, given, found, language),
            notes=notes_for_headers(found.notes),
        )
    content = await run_in_threadpool(_csv if form.name == "csv" else _answer_json, found)
    return Body(content=content, notes=notes_for_headers(found.notes))


async def _answer(sitting: Sitting, query: Query, given: Mapping[str, str]) -> Answer:
    results = await sitting.ask(bound(query, given), whole=False)
    gaps = await sitting.ask(query.gaps_sparql(given))
    return await run_in_threadpool(answer, query, given, results, gaps)


def _rdf(form: Format, base: str) -> bytes:
    return document(executables(named_queries().values(), base), form.name)


def _csv(found: Answer) -> bytes:
    return answer_csv(found).encode()


def _answer_json(found: Answer) -> bytes:
    return _json(answer_json(found))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _html(sitting: Sitting, query: Query, given: Mapping[str, str], found: Answer | None, language: Language) -> bytes:
    downloads = [
        Download(name=name, media_type=one.media_type, path=path_of(query.name, given, suffix=SUFFIXES[one.name]))
        for one, name in zip(ANSWERS, ("JSON", "CSV", "", "SPARQL"), strict=True)
        if one != HTML
    ]
    frame = _frame(sitting, language, f"/queries/{query.name}", urlencode(given))
    return render("query", frame, query=query, given=given, answer=found, most=SHOWN, downloads=downloads)


def _frame(sitting: Sitting, language: Language, path: str, query: str = "") -> Frame:
    release = sitting.release
    return Frame(language=language, path=path, query=query, release=release.id, issued=release.issued)
