"""The page about a named graph, at its own address: what it holds, whose it is, and where it can be had."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from api.addresses import graph_path, language_of
from api.delivery import Body, deliver
from api.documents import Place, page_body
from api.pages.download import Download
from api.pages.render import HTML
from api.sitting import Sitting
from graph.rdf.question import GRAPHS
from graph.rdf.workers import Workers
from ontology.terms import GRAPH


async def graph_page(request: Request, workers: Workers) -> Response:
    """Return the page about the graph that has its name at the path of `request`.

    Raises
    ------
    UnknownThing
        If there is none.
    """
    iri, language = GRAPH + str(request.path_params["name"]), language_of(request.url.path)
    turtle = Download(
        name="Turtle", media_type=GRAPHS[0].media_type, path=f"/rdf-graph-store?{urlencode({'graph': iri})}"
    )
    place = Place(path=graph_path(iri), downloads=(turtle,))

    async def make(sitting: Sitting) -> Body:
        return await page_body(sitting, iri, language, place, resolved=False)

    return await deliver(request, workers, HTML, make)
