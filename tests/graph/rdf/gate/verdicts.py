"""What breaks which shape, by two judges: the gate of the build, and pySHACL.

pySHACL reads a plain rdflib graph: over a store it has been seen to give wrong results.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyshacl
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from graph.rdf.gate.shapes import CHECKED_GRAPH, Path
from graph.rdf.validate import gate_report

EVERYTHING = 10_000

BLANK = "[]"
"""Any blank node: the two judges name them each in their own way."""


class Verdict(NamedTuple):
    """That one node breaks one constraint of one shape."""

    focus: str
    path: str | None
    shape: str
    component: str
    severity: str


def store_of(graphs: Mapping[str | None, Iterable[Triple]]) -> Store:
    """Return a store of `graphs`; None is the default graph."""
    store = Store()
    store.extend(
        Quad(one.subject, one.predicate, one.object, NamedNode(name) if name else DefaultGraph())
        for name, triples in graphs.items()
        for one in triples
    )
    return store


def by_gate(store: Store, shapes: bytes) -> set[Verdict]:
    """Return what the gate finds in `store`."""
    return {
        Verdict(
            focus=BLANK if isinstance(found.focus, BlankNode) else found.focus.value,
            path=_written(found.check.path),
            shape=found.check.shape,
            component=found.check.constraint.component,
            severity=found.check.severity,
        )
        for finding in gate_report(store, shapes, limit=EVERYTHING).findings
        for found in finding.first
    }


def by_pyshacl(triples: Iterable[Triple], shapes: Graph) -> set[Verdict]:
    """Return what pySHACL finds in `triples`."""
    _, report, _ = pyshacl.validate(plain(triples), shacl_graph=shapes)
    assert isinstance(report, Graph)
    # What a nested shape found stands under sh:detail and is not a result of its own.
    return {_verdict(report, result) for result in report.objects(None, SH.result)}


def shapes_of(shapes: bytes, graph: str | None) -> Graph:
    """Return `shapes` with the targets of those only that are for `graph`; pySHACL knows one graph."""
    found = Graph().parse(data=shapes, format="turtle")
    for shape in set(found.subjects(SH.targetClass)):
        if found.value(shape, URIRef(CHECKED_GRAPH)) != (URIRef(graph) if graph else None):
            found.remove((shape, SH.targetClass, None))
    return found


def plain(triples: Iterable[Triple]) -> Graph:
    """Return `triples` as a graph in memory."""
    # rdflib logs a traceback for each ill-typed literal, and there are many on purpose.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _verdict(report: Graph, result: Node) -> Verdict:
    focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
    inverse = report.value(path, SH.inversePath) if isinstance(path, BNode) else None
    return Verdict(
        focus=BLANK if isinstance(focus, BNode) else str(focus),
        path=f"^{inverse}" if inverse else str(path) if path else None,
        shape=str(report.value(result, SH.sourceShape)),
        component=str(report.value(result, SH.sourceConstraintComponent)),
        severity=str(report.value(result, SH.resultSeverity)),
    )


def _written(path: Path | None) -> str | None:
    return f"{'^' if path.inverse else ''}{path.predicate}" if path else None
