"""The gate and pySHACL agree, shape by shape: each case breaks the one check it is named after, for both."""

import pytest
from pyoxigraph import Triple

from graph.rdf.gate.compile import checks
from graph.rdf.validate import gate_report
from ontology.files import shapes_file
from tests.graph.rdf.gate.cases import BASES, bases, changed, changes, worlds
from tests.graph.rdf.gate.verdicts import by_gate, by_pyshacl, shapes_of, store_of

SHAPES = shapes_file()
CHECKS = {check.name: check for check in checks(SHAPES)}
CASES = changes()
WORLDS = [
    (graph, world)
    for graph in BASES
    for world in worlds(case for case in CASES if case[0] in CHECKS and CHECKS[case[0]].graph == graph)
]

World = dict[str, frozenset[Triple]]


def broken(graph: str | None, world: World) -> frozenset[Triple]:
    """Return the base for `graph` with all changes of `world`."""
    return changed(bases()[graph], frozenset[Triple]().union(*world.values()))


def test_every_check_has_one_case_and_every_case_a_check() -> None:
    assert sorted(name for name, _ in CASES) == sorted(CHECKS)


def test_every_graph_that_is_checked_has_a_base() -> None:
    assert {check.graph for check in CHECKS.values()} == set(BASES)


def test_the_base_breaks_nothing() -> None:
    assert gate_report(store_of(bases()), SHAPES).findings == ()


@pytest.mark.parametrize("graph", BASES, ids=BASES.values())
def test_the_base_breaks_nothing_for_pyshacl(graph: str | None) -> None:
    assert by_pyshacl(bases()[graph], shapes_of(SHAPES, graph)) == set()


@pytest.mark.parametrize(
    ("graph", "world"), WORLDS, ids=[f"{BASES[graph]} {' '.join(world)}" for graph, world in WORLDS]
)
def test_each_case_breaks_its_check_once_and_no_other_and_pyshacl_agrees(graph: str | None, world: World) -> None:
    triples = broken(graph, world)
    found = by_gate(store_of(bases() | {graph: triples}), SHAPES)
    told = sorted((one.shape, one.component) for one in found)
    assert told == sorted((CHECKS[name].shape, CHECKS[name].constraint.component) for name in world)
    assert found == by_pyshacl(triples, shapes_of(SHAPES, graph))
