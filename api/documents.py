"""The document about one thing: asked of the workers, and written in one of its formats."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from api.addresses import document_path
from api.delivery import DOCUMENTS, SUFFIXES, Body
from api.pages.download import Download
from api.pages.render import Frame, embedded, render
from api.pages.thing import thing_page
from api.problems import Problem
from api.sitting import Sitting
from graph.errors import UnknownThing
from graph.rdf.bounded import bounded_sparql, cut, described, labels_sparql
from graph.rdf.departed import departed_sparql, ended_with
from graph.rdf.describe import Description, description, holds, mentioned
from graph.rdf.describing import exists_sparql, names_sparql, page_sparql, stands_sparql
from graph.rdf.documents import document
from graph.rdf.question import Format
from graph.rdf.schema_org import schema_org
from ontology.turtle import Language

Leads = Callable[[str], str]
"""Returns the path of a thing, or of the document about it, in the language and format that was asked for."""

NAMES = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD"}


async def refuse_unknown(sitting: Sitting, iri: str, leads: Leads) -> None:
    """Raise what there is to tell where `iri` names nothing: that it is unknown, or that it is no more.

    Raises
    ------
    UnknownThing
        If no graph says anything of it.
    Problem
        If an earlier release had it: 301 where one thing took its place, at the path that `leads` gives, 300 where
        several did, 410 where none.
    """
    await _refuse_departed(sitting, iri, leads)
    if not holds(await sitting.ask(exists_sparql(iri))):
        raise UnknownThing(iri)


async def _refuse_departed(sitting: Sitting, iri: str, leads: Leads) -> None:
    if ended := ended_with(iri, sitting.release.id):
        raise Problem(410, f"{iri} was part of the release {ended}, which is no longer served")
    rows = json.loads(await sitting.ask(departed_sparql(iri)))["results"]["bindings"]
    if not rows:
        return
    since = rows[0]["since"]["value"][:10]
    paths = [leads(row["successor"]["value"]) for row in rows if "successor" in row]
    if not paths:
        raise Problem(410, f"{iri} was withdrawn on {since}: no source speaks of it any more")
    if len(paths) > 1:
        told = f"{iri} was found to be {len(paths)} things on {since}: {', '.join(paths)}"
        raise Problem(300, told, members={"choices": paths})
    raise Problem(301, f"{iri} was found to be the same as another on {since}", headers={"location": paths[0]})


async def document_body(sitting: Sitting, iri: str, form: Format, language: Language, leads: Leads) -> Body:
    """Return the document about `iri` in the format `form`.

    Raises
    ------
    UnknownThing
        If no graph says anything of it.
    Problem
        If it is no more; see `refuse_unknown`.
    """
    resolved = holds(await sitting.ask(stands_sparql(iri)))
    if not resolved:
        await _refuse_departed(sitting, iri, leads)
    if form.name == "html":
        return await page_body(sitting, iri, language, _place(iri), resolved=resolved)
    return await _rdf(sitting, iri, form, resolved=resolved)


async def _rdf(sitting: Sitting, iri: str, form: Format, *, resolved: bool) -> Body:
    questions = bounded_sparql(iri, resolved=resolved).items()
    answers = {name: await sitting.ask(one, "json" if name == "count" else "ntriples") for name, one in questions}
    said = [answers[name] for name in ("outward", "inward", "sources")]
    if not any(said):
        raise UnknownThing(iri)
    labels = [await sitting.ask(one, "ntriples") for one in await run_in_threadpool(labels_sparql, said)]
    triples = await run_in_threadpool(described, iri, answers, labels)
    note = cut(answers["count"])
    return Body(
        content=await run_in_threadpool(document, triples, form.name, first=iri), notes=() if note is None else (note,)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page is, without its language, and where the same can be had in other formats."""

    path: str
    downloads: tuple[Download, ...]


def _place(iri: str) -> Place:
    return Place(
        path=document_path(iri),
        downloads=tuple(
            Download(
                name=NAMES[one.name], media_type=one.media_type, path=document_path(iri, suffix=SUFFIXES[one.name])
            )
            for one in DOCUMENTS
            if one.name in NAMES
        ),
    )


async def page_body(sitting: Sitting, iri: str, language: Language, place: Place, *, resolved: bool) -> Body:
    """Return the page about `iri`, which stands in the default graph where it is `resolved`.

    Raises
    ------
    UnknownThing
        If no graph says anything of it.
    """
    answers = {name: await sitting.ask(sparql) for name, sparql in page_sparql(iri, resolved=resolved).items()}
    names = [await sitting.ask(sparql) for sparql in names_sparql(await run_in_threadpool(mentioned, iri, answers))]
    found = await run_in_threadpool(description, iri, answers, names, language)
    if not found.facts and not found.link_count:
        raise UnknownThing(iri)
    return Body(content=await run_in_threadpool(_html, found, sitting, language, place))


def _html(found: Description, sitting: Sitting, language: Language, place: Place) -> bytes:
    frame = Frame(language=language, path=place.path, release=sitting.release.id, issued=sitting.release.issued)
    return render(
        "thing", frame, thing=thing_page(found, language), downloads=place.downloads, schema=embedded(schema_org(found))
    )
