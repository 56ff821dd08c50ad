"""The same statements in rdflib: added to a plain `Dataset`, and served by rdflib-endpoint.

`python -m benchmarks.plain PARTICIPATIONS FILE` adds, writes the dataset to FILE as N-Quads, prints what it measured
as JSON, and then serves the dataset. A query in rdflib cannot be stopped, and loading takes minutes: so the dataset is
loaded once, and served by a fork that may be killed; for each that is, there is another.
"""

import gc
import json
import os
import socket
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import uvicorn
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from rdflib import BNode, Dataset, Graph, URIRef
from rdflib import Literal as PlainLiteral
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Identifier
from rdflib_endpoint import SparqlEndpoint

from benchmarks.building import peak_mb
from benchmarks.made import plan, readings
from graph.account import Account
from graph.build import contents
from graph.rdf.assembly import assembled
from graph.rdf.sandbox import die_with_parent
from graph.readings import Reading
from ontology import terms

PlainQuad = tuple[Identifier, Identifier, Identifier, Graph]

STRING = terms.XSD + "string"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many seconds the adding took, and the adding and writing together; and the peak of memory.

    `mapping` is the part that is not rdflib's: the same records made into the same statements, and let go.
    """

    quads: int
    mapping: float
    added: float
    written: float
    peak_mb: float


def add(statements: Iterable[Quad]) -> Dataset:
    """Return a dataset of `statements`, its default graph apart from the named ones as SPARQL has it."""
    dataset = Dataset(default_union=False)
    dataset.addN(_in_rdflib(dataset, statements))
    return dataset


@lru_cache(maxsize=1 << 18)
def term(one: object) -> Identifier:
    """Return the rdflib term of a pyoxigraph term, as it was written."""
    if isinstance(one, NamedNode):
        return URIRef(one.value)
    if isinstance(one, BlankNode):
        return BNode(one.value)
    if not isinstance(one, Literal):
        raise TypeError(f"no generated graph has a {type(one).__name__}")
    if one.language:
        return PlainLiteral(one.value, lang=one.language)
    datatype = one.datatype.value
    return PlainLiteral(one.value, datatype=None if datatype == STRING else datatype, normalize=False)


def _in_rdflib(dataset: Dataset, statements: Iterable[Quad]) -> Iterator[PlainQuad]:
    graphs: dict[object, Graph] = {DefaultGraph(): dataset.graph(DATASET_DEFAULT_GRAPH_ID)}
    for quad in statements:
        graph = graphs.get(quad.graph_name)
        if graph is None:
            graph = graphs[quad.graph_name] = dataset.graph(str(term(quad.graph_name)))
        yield term(quad.subject), term(quad.predicate), term(quad.object), graph


def main(participations: int, file: Path) -> None:
    """Add, measure and write; then serve until this process is ended."""
    given = readings(participations)
    start = time.perf_counter()
    deque(_statements(given), maxlen=0)
    mapping = time.perf_counter() - start
    start = time.perf_counter()
    dataset = add(_statements(given))
    added = time.perf_counter() - start
    dataset.serialize(file, format="nquads", encoding="utf-8")
    written = time.perf_counter() - start
    found = Added(
        quads=sum(map(len, dataset.graphs())), mapping=mapping, added=added, written=written, peak_mb=peak_mb()
    )
    del given
    listener = socket.create_server(("127.0.0.1", 0))
    print(json.dumps({"added": asdict(found), "port": listener.getsockname()[1]}), flush=True)
    _serve_again_and_again(dataset, listener)


def _statements(given: Sequence[Reading]) -> Iterator[Quad]:
    return assembled(contents(given, plan()), Account(given), lambda _: None)


def _serve_again_and_again(dataset: Dataset, listener: socket.socket) -> None:
    gc.collect()
    gc.freeze()  # else the collector of each fork would touch, and so copy, every page
    parent = os.getpid()
    while True:
        pid = os.fork()
        if pid == 0:
            die_with_parent(parent)
            _serve(dataset, listener)
            os._exit(0)
        print(json.dumps({"pid": pid}), flush=True)
        os.waitpid(pid, 0)


def _serve(dataset: Dataset, listener: socket.socket) -> None:
    app = SparqlEndpoint(graph=dataset, path="/sparql")
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
