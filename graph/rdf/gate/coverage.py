"""Which properties in use no shape speaks of.

A property of a thing is covered where a shape of one of the thing's classes has it as its path. The gate checks what
the shapes say; this checks that they say enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import QuerySolutions, Store

from graph.rdf.gate.shapes import node_shapes
from ontology import terms

IN_USE = f"""
SELECT DISTINCT ?class ?property WHERE {{ ?thing ?property ?value ; a ?class . FILTER(?property != <{terms.A}>) }}
"""

UNTYPED = """
SELECT DISTINCT ?property WHERE { ?thing ?property ?value . MINUS { ?thing a ?class } }
"""


def uncovered(store: Store, shapes: bytes) -> tuple[tuple[str | None, str], ...]:
    """Return each class and property in use together in the default graph of `store` that no shape covers.

    The class is None for properties of things that have no class at all. The type itself needs no shape.
    """
    covering = _covering(shapes)
    doubtful = ((one, used) for one, used in _rows(store, IN_USE) if one not in covering[used])
    found = [(one, used) for one, used in doubtful if _is_bare(store, one, used, covering[used])]
    return (*((None, used) for (used,) in _rows(store, UNTYPED)), *sorted(found))


def _covering(shapes: bytes) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for shape in node_shapes(shapes):
        for inner in shape.properties:
            if inner.path is not None and not inner.path.inverse and shape.graph is None:
                found[inner.path.predicate] |= frozenset(shape.targets)
    return found


def _is_bare(store: Store, one: str, used: str, covering: Iterable[str]) -> bool:
    """Return whether a thing of class `one` has the property `used` and no class whose shapes cover it."""
    others = " ".join(f"<{other}>" for other in sorted(covering))
    rest = f"MINUS {{ VALUES ?covering {{ {others} }} ?thing a ?covering }}" if others else ""
    return any(_rows(store, f"SELECT (1 AS ?found) WHERE {{ ?thing a <{one}> ; <{used}> ?value . {rest} }} LIMIT 1"))


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return sorted(tuple(term.value for term in solution) for solution in solutions)
