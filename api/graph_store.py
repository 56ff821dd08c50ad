"""`/rdf-graph-store`: the SPARQL 1.1 Graph Store HTTP Protocol, its read side.

A graph is named by `?graph=IRI`, the default graph by `?default`, and a graph whose name is an address of ours by that
address itself. Its answer is that to a CONSTRUCT of all its triples: the same formats, limits, tags and cuts as at
`/sparql`. Nothing is written over HTTP.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.asking import Asked
from api.intake import header
from api.negotiation import choose
from api.pages.render import HTML
from api.preflight import preflight
from api.problems import Problem, response_to
from api.sparql import SHARED, Sparql
from graph.errors import VerkostoError
from graph.rdf.question import GRAPHS, Question
from graph.rdf.workers import Workers
from ontology.terms import GRAPH

METHODS = "GET, HEAD, OPTIONS"
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
EXISTS = "ASK { GRAPH ?g { ?s ?p ?o } }"
HINT = "the description of the service at /sparql names all there are"
HOW = "name a graph: ?graph=IRI, or ?default for the default graph"

Named = Callable[[Scope], str | None]
"""Returns the name of the graph that a request is about; None where that is the default graph."""


Page = Callable[[Request, Workers], Awaitable[Response]]
"""Returns the page about the graph at the address of a request."""


class GraphStore:
    """The graphs of what is served, each as a document.

    `named` says which one a request is about, `hint` what to do where there is none of that name, `page` what a
    browser is given, if anything but RDF.
    """

    def __init__(
        self, workers: Workers, sparql: Sparql, named: Named, *, hint: str = HINT, page: Page | None = None
    ) -> None:
        self._workers, self._sparql, self._named, self._hint, self._page = workers, sparql, named, hint, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if scope["method"] == "OPTIONS":
                await preflight(METHODS)(scope, receive, send)
                return
            if scope["method"] not in ("GET", "HEAD"):
                raise Problem(405, f"graphs are only read here; use {METHODS}", headers={"allow": METHODS})
            graph = self._named(scope)
            if graph is not None:
                await self._refuse_unknown(graph)
            if self._page is not None and choose(header(scope, b"accept"), (*GRAPHS, HTML)) == HTML:
                await (await self._page(Request(scope), self._workers))(scope, receive, send)
                return
            await self._sparql.answer(_asked(graph, header(scope, b"accept")), scope, receive, send)
        except VerkostoError as error:
            response = response_to(error)
            response.headers.update(SHARED)
            await response(scope, receive, send)

    async def _refuse_unknown(self, graph: str) -> None:
        answer = await self._workers.ask(Question(sparql=EXISTS, named_graphs=(graph,)))
        if not json.loads(await answer.read())["boolean"]:
            raise Problem(404, f"there is no graph {graph}; {self._hint}")


def indirectly(scope: Scope) -> str | None:
    """Return the graph that the parameters of a request name.

    Raises
    ------
    Problem
        If they name none, or more than one.
    """
    try:
        pairs = parse_qsl(scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Problem(400, "the parameters are not percent-encoded UTF-8") from None
    named = [value for name, value in pairs if name in ("graph", "default")]
    if len(named) != 1:
        raise Problem(400, f"{'no graph is named' if not named else 'more than one graph is named'}; {HOW}")
    return named[0] if any(name == "graph" for name, _ in pairs) else None


def by_path(scope: Scope) -> str:
    """Return the graph of ours that has its name here, whatever host it is read from: `/graph/source/cordis`."""
    return GRAPH + str(scope["path_params"]["name"])


def by_address(scope: Scope) -> str:
    """Return the address of a request, as the name of the graph that is asked for."""
    return str(URL(scope=scope).replace(query="", fragment=""))


def _asked(graph: str | None, accept: str | None) -> Asked:
    wanted = choose(accept, GRAPHS)
    if wanted is None:
        on_offer = [one.media_type for one in GRAPHS]
        raise Problem(406, f"a graph can be had as {', '.join(on_offer)}", members={"available": on_offer})
    return Asked(
        question=Question(sparql=ALL, format=wanted.name, default_graphs=None if graph is None else (graph,)),
        format=wanted,
        repeatable=True,
        digest=hashlib.sha256(json.dumps(["graph", graph, wanted.name]).encode()).hexdigest(),
    )
