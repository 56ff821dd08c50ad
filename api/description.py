"""What is told at `/sparql` to those who come without a query: the description of the service."""

import json

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.delivery import negotiated, unchanging
from api.sitting import current
from graph.rdf.question import GRAPHS, Question
from graph.rdf.service import service_description
from graph.rdf.workers import Workers

GRAPH_NAMES = "SELECT ?g { GRAPH ?g {} }"


async def description(workers: Workers, scope: Scope) -> Response:
    """Return the description of the service, at the address by which the client knows it, in the format it takes.

    Raises
    ------
    Problem
        If the client takes none.
    NoRelease
        If nothing is being served.
    """
    request = Request(scope)
    form = negotiated(request, GRAPHS)
    answer = await workers.ask(Question(sparql=GRAPH_NAMES))
    rows = json.loads(await answer.read())["results"]["bindings"]
    content = service_description(
        form.name,
        endpoint=str(URL(scope=scope).replace(query="", fragment="")),
        graphs=sorted(row["g"]["value"] for row in rows if row["g"]["type"] == "uri"),
        triples=current(workers).triples,
        limits=workers.limits,
    )
    return unchanging(request, form, content, {})
