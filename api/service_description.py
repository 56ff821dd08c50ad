"""What `/sparql` answers when it is asked nothing: its description, as RDF or as a page with a form to ask with."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.addresses import language_of
from api.delivery import Body, deliver, negotiated
from api.pages.render import HTML, Frame, render
from api.sitting import Sitting
from graph.rdf.documents import document
from graph.rdf.question import GRAPHS, RESULTS, Format, Limits
from graph.rdf.service_description import (
    FUNCTIONS,
    GRAPHS_SPARQL,
    Graphs,
    graphs_of,
    limits_in_words,
    service_description,
)
from graph.rdf.workers import Workers
from ontology.turtle import Language

PATH = "/sparql"
EXAMPLE = """PREFIX vk: <https://w3id.org/verkosto/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?testbed ?name WHERE {
  ?testbed a vk:TestBed ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "fi")
}
ORDER BY ?name"""
"""The question that stands in the form at first."""

PAGES = (*GRAPHS, HTML)
"""How the description of a release can be had, the usual first; of RDF files there are no pages."""


async def describe(request: Request, workers: Workers, offered: tuple[Format, ...] = PAGES) -> Response:
    """Return the description of the endpoint.

    Raises
    ------
    Problem
        If the client takes none of its formats.
    """
    form, language, limits = negotiated(request, offered), language_of(request.url.path), workers.limits
    base = str(request.base_url).rstrip("/")
    endpoint = f"{base}{PATH}"
    # Of RDF files there are no pages, no queries of ours and no catalogue.
    see_also = (f"{base}/queries", f"{base}/.well-known/void") if HTML in offered else ()

    async def make(sitting: Sitting) -> Body:
        found = graphs_of(await sitting.ask(GRAPHS_SPARQL), sitting.release.triples)
        if form == HTML:
            return Body(content=await run_in_threadpool(_html, sitting, found, limits, language))
        return Body(content=await run_in_threadpool(_rdf, form, endpoint, limits, found, see_also))

    return await deliver(request, workers, form, make, marks=(endpoint, repr(limits)))


def _rdf(form: Format, endpoint: str, limits: Limits, graphs: Graphs, see_also: tuple[str, ...]) -> bytes:
    written = service_description(endpoint, limits, graphs, see_also=see_also)
    return document(written, form.name, first=f"{endpoint}#service")


def _html(sitting: Sitting, graphs: Graphs, limits: Limits, language: Language) -> bytes:
    release = sitting.release
    return render(
        "sparql",
        Frame(language=language, path=PATH, release=release.id, issued=release.issued),
        sparql=EXAMPLE,
        limits=limits_in_words(limits, language),
        graphs=graphs,
        formats=[one.media_type for one in (*RESULTS, *GRAPHS)],
        functions=FUNCTIONS,
    )
