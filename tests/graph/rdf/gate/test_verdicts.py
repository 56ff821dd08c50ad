"""The gate and pySHACL agree, shape by shape: each case breaks the one check it is named after, for both."""

import pytest
from pyoxigraph import Triple
from rdflib import Graph

from graph.rdf.gate.compile import Check, checks
from graph.rdf.validate import gate_report
from ontology.files import shapes_file
from tests.graph.rdf.gate.cases import BASES, bases, changed, changes
from tests.graph.rdf.gate.verdicts import by_gate, by_pyshacl, shapes_of, store_of

CASES = changes()

Graphs = dict[str | None, frozenset[Triple]]


@pytest.fixture(scope="module")
def base() -> Graphs:
    """Return the graphs that conform."""
    return bases()


@pytest.fixture(scope="module")
def shapes() -> dict[str | None, Graph]:
    """Return the shapes for each graph, as pySHACL reads them."""
    return {graph: shapes_of(shapes_file(), graph) for graph in BASES}


@pytest.fixture(scope="module")
def by_name() -> dict[str, Check]:
    """Return every check by its name."""
    return {check.name: check for check in checks(shapes_file())}


def test_every_check_has_one_case_and_every_case_a_check() -> None:
    assert sorted(name for name, _ in CASES) == sorted(check.name for check in checks(shapes_file()))


def test_every_graph_that_is_checked_has_a_base() -> None:
    assert {check.graph for check in checks(shapes_file())} == set(BASES)


def test_the_base_breaks_nothing(base: Graphs) -> None:
    assert gate_report(store_of(base), shapes_file()).findings == ()


@pytest.mark.parametrize("graph", BASES, ids=BASES.values())
def test_the_base_breaks_nothing_for_pyshacl(graph: str | None, base: Graphs, shapes: dict[str | None, Graph]) -> None:
    assert by_pyshacl(base[graph], shapes[graph]) == set()


@pytest.mark.parametrize(("name", "change"), CASES, ids=[name for name, _ in CASES])
def test_a_case_breaks_its_check_and_no_other_for_the_gate_and_for_pyshacl(
    name: str,
    change: frozenset[Triple],
    base: Graphs,
    shapes: dict[str | None, Graph],
    by_name: dict[str, Check],
) -> None:
    check = by_name[name]
    broken = changed(base[check.graph], change)
    found = by_gate(store_of(base | {check.graph: broken}), shapes_file())
    assert found == by_pyshacl(broken, shapes[check.graph])
    assert {(one.shape, one.component) for one in found} == {(check.shape, check.constraint.component)}
