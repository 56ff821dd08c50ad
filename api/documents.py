"""The document about one thing: asked of the workers, and written in one of its formats."""

from starlette.concurrency import run_in_threadpool

from api.addresses import document_path
from api.delivery import DOCUMENTS, SUFFIXES, Body
from api.pages.download import Download
from api.pages.render import Frame, render
from api.pages.thing import thing_page
from api.sitting import Sitting
from graph.errors import UnknownThing
from graph.rdf.describe import Description, description, holds, mentioned
from graph.rdf.describing import description_sparql, exists_sparql, names_sparql, page_sparql, stands_sparql
from graph.rdf.documents import document
from graph.rdf.question import Format
from ontology.turtle import Language

NAMES = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD"}


async def refuse_unknown(sitting: Sitting, iri: str) -> None:
    """Raise `UnknownThing` where no graph says anything of `iri`."""
    if not holds(await sitting.ask(exists_sparql(iri))):
        raise UnknownThing(iri)


async def document_body(sitting: Sitting, iri: str, form: Format, language: Language) -> Body:
    """Return the document about `iri` in the format `form`.

    Raises
    ------
    UnknownThing
        If no graph says anything of it.
    """
    resolved = holds(await sitting.ask(stands_sparql(iri)))
    if form.name == "html":
        return await _page(sitting, iri, language, resolved=resolved)
    triples = await sitting.ask(description_sparql(iri, resolved=resolved), "ntriples")
    if not triples:
        raise UnknownThing(iri)
    return Body(content=await run_in_threadpool(document, triples, form.name, first=iri))


async def _page(sitting: Sitting, iri: str, language: Language, *, resolved: bool) -> Body:
    answers = {name: await sitting.ask(sparql) for name, sparql in page_sparql(iri, resolved=resolved).items()}
    names = [await sitting.ask(sparql) for sparql in names_sparql(await run_in_threadpool(mentioned, iri, answers))]
    found = await run_in_threadpool(description, iri, answers, names, language)
    if not found.facts and not found.link_count:
        raise UnknownThing(iri)
    return Body(content=await run_in_threadpool(_html, found, sitting, language))


def _html(found: Description, sitting: Sitting, language: Language) -> bytes:
    downloads = [
        Download(
            name=NAMES[one.name], media_type=one.media_type, path=document_path(found.iri, suffix=SUFFIXES[one.name])
        )
        for one in DOCUMENTS
        if one.name in NAMES
    ]
    frame = Frame(
        language=language,
        path=document_path(found.iri),
        release=sitting.release.id,
        issued=sitting.release.issued,
    )
    return render("thing", frame, thing=thing_page(found, language), downloads=downloads)
