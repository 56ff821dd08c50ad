"""The cases of `tests/fixtures/shapes`: for each check of the gate, one change that breaks it.

`BASES` are the graphs as the shapes want them. Each named graph of a TriG file beside them bears the name of a check,
`{shape}.{constraint}`, and holds a change of the base of that check: each subject and property it speaks of loses its
values and gets the new ones; `()` stands for no value.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ontology import terms

FOLDER = Path(__file__).parents[3] / "fixtures" / "shapes"
BASES: dict[str | None, str] = {
    None: "base.ttl",
    terms.G_PROVENANCE: "provenance.ttl",
    terms.G_IDENTITY: "identity.ttl",
    terms.G_ANALYSIS: "analysis.ttl",
}
SHAPE = "https://w3id.org/verkosto/shape#"
NOTHING = NamedNode(terms.RDF + "nil")


def bases() -> dict[str | None, frozenset[Triple]]:
    """Return the graphs that conform, by the IRI of the graph; None is the default graph."""
    return {graph: frozenset(quad.triple for quad in parse(path=FOLDER / name)) for graph, name in BASES.items()}


def changes() -> list[tuple[str, frozenset[Triple]]]:
    """Return each case: the name of the check that it is to break, and its change."""
    return [case for path in sorted(FOLDER.glob("*.trig")) for case in _changes(path)]


def worlds(cases: Iterable[tuple[str, frozenset[Triple]]]) -> list[dict[str, frozenset[Triple]]]:
    """Return `cases` in as few groups as go without two of a group that change the same thing.

    A case for each run of pySHACL takes minutes; a world of cases that do not meet tells the same.
    """
    found: list[dict[str, frozenset[Triple]]] = []
    for name, change in cases:
        free = (world for world in found if not subjects(change) & subjects(*world.values()))
        world = next(free, None)
        if world is None:
            found.append(world := {})
        world[name] = change
    return found


def subjects(*changes: frozenset[Triple]) -> set[object]:
    """Return the things that `changes` speak of."""
    return {one.subject for change in changes for one in change}


def changed(triples: Iterable[Triple], change: frozenset[Triple]) -> frozenset[Triple]:
    """Return `triples` after `change`."""
    replaced = {(one.subject, one.predicate) for one in change}
    kept = {one for one in triples if (one.subject, one.predicate) not in replaced}
    return frozenset(kept | {one for one in change if one.object != NOTHING})


def _changes(path: Path) -> list[tuple[str, frozenset[Triple]]]:
    found: defaultdict[str, set[Triple]] = defaultdict(set)
    for quad in parse(path=path, format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        found[quad.graph_name.value.removeprefix(SHAPE)].add(quad.triple)
    return [(name, frozenset(change)) for name, change in found.items()]
