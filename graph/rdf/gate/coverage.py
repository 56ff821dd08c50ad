"""Which properties in use no shape speaks of.

A property of a thing is covered where a shape of one of the thing's classes has it as its path. The gate checks what
the shapes say; this checks that they say enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.rdf.gate.shapes import node_shapes
from ontology import terms

IN_USE = f"""
SELECT DISTINCT ?class ?property WHERE {{ ?thing ?property ?value ; a ?class . FILTER(?property != <{terms.A}>) }}
"""

UNTYPED = """
SELECT DISTINCT ?property WHERE { ?thing ?property ?value . MINUS { ?thing a ?class } }
"""


def uncovered(store: Store, shapes: bytes, *, graph: str | None = None) -> tuple[tuple[str | None, str], ...]:
    """Return each class and property in use together in `graph` of `store` that no shape for it covers.

    Without `graph` it is the default graph. The class is None for properties of things that have no class there at
    all. The type itself needs no shape.
    """
    covering = _covering(shapes, graph)
    doubtful = ((one, used) for one, used in _rows(store, IN_USE, graph) if one not in covering[used])
    found = [(one, used) for one, used in doubtful if _rows(store, _bare(one, used, covering[used]), graph)]
    return (*((None, used) for (used,) in _rows(store, UNTYPED, graph)), *sorted(found))


def _covering(shapes: bytes, graph: str | None) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for shape in node_shapes(shapes):
        for inner in shape.properties:
            if inner.path is not None and not inner.path.inverse and shape.graph == graph:
                found[inner.path.predicate] |= frozenset(shape.targets)
    return found


def _bare(one: str, used: str, covering: Iterable[str]) -> str:
    """Return the question for a thing of class `one` that has the property `used` and no class of `covering`."""
    others = " ".join(f"<{other}>" for other in sorted(covering))
    rest = f"MINUS {{ VALUES ?covering {{ {others} }} ?thing a ?covering }}" if others else ""
    return f"SELECT (1 AS ?found) WHERE {{ ?thing a <{one}> ; <{used}> ?value . {rest} }} LIMIT 1"


def _rows(store: Store, query: str, graph: str | None) -> list[tuple[str, ...]]:
    solutions = store.query(query, default_graph=NamedNode(graph) if graph else None)
    assert isinstance(solutions, QuerySolutions)
    return sorted(tuple(term.value for term in solution) for solution in solutions)
