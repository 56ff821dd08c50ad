"""A release, or one graph of it, as RDF in a file."""

from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from graph.errors import BadParameter
from ontology import terms

EXPORT_FORMATS: dict[str, RdfFormat] = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "turtle": RdfFormat.TURTLE,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
"""The syntaxes a release can be written in, by the name a person gives."""


def export(store: Store, out: IO[bytes], form: str, *, graph: str | None = None) -> None:
    """Write `store`, or its graph `graph` (an IRI, or its end: `source/facts`), to `out` in the syntax `form`.

    A syntax without named graphs takes the default graph where none is named.

    Raises
    ------
    BadParameter
        If there is no such graph.
    """
    syntax = EXPORT_FORMATS[form]
    if graph is None and syntax.supports_datasets:
        store.dump(out, syntax, prefixes=terms.PREFIXES)
        return
    store.dump(out, syntax, from_graph=_graph(store, graph), prefixes=terms.PREFIXES)


def _graph(store: Store, name: str | None) -> NamedNode | DefaultGraph:
    if name is None:
        return DefaultGraph()
    graph = NamedNode(name if name.startswith("http") else terms.GRAPH + name)
    if not store.contains_named_graph(graph):
        known = ", ".join(sorted(str(one.value) for one in store.named_graphs()))
        raise BadParameter(f"no graph {graph.value}; there are {known}")
    return graph
