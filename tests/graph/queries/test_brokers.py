"""Who brokers between others, cq28: worked out a second time with NetworkX."""

from itertools import combinations

import networkx as nx
import pytest
from pyoxigraph import Store

from graph.analysis.cube import BROKERS
from tests.graph.queries.taking_part import Oracle
from tests.graph.queries.toy import answer, columns, toy


@pytest.fixture(scope="module")
def network(store: Store) -> "nx.Graph[str]":
    return Oracle(store).whole()


def told(store: Store, column: str) -> dict[str, float]:
    return {str(actor): float(value or "nan") for actor, value in columns(store, "cq28-brokers", "actor", column)}


def open_pairs(network: "nx.Graph[str]", actor: str) -> int:
    return 2 * sum(not network.has_edge(*pair) for pair in combinations(network[actor], 2))


def reachable(network: "nx.Graph[str]") -> int:
    return sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(network))


def disconnected(network: "nx.Graph[str]", actor: str) -> int:
    """Return how many pairs of others reach each other with the actor, and not without it."""
    component = nx.node_connected_component(network, actor)
    without = network.subgraph(component - {actor})
    return (len(component) - 1) * (len(component) - 2) // 2 - reachable(without)


def test_betweenness_is_that_of_networkx(store: Store, network: "nx.Graph[str]") -> None:
    found, expected = told(store, "betweenness"), nx.betweenness_centrality(network)
    assert found == {actor: pytest.approx(expected[actor], abs=5e-5) for actor in found}
    assert sorted(expected.values(), reverse=True)[: len(found)] == pytest.approx(list(found.values()), abs=5e-5)


def test_those_who_are_between_nobody_are_left_out(store: Store, network: "nx.Graph[str]") -> None:
    between = sum(open_pairs(network, actor) > 0 for actor in network)
    assert len(told(store, "brokerage")) == min(between, BROKERS)


def test_brokerage_counts_pairs_of_partners_without_a_tie(store: Store, network: "nx.Graph[str]") -> None:
    found = told(store, "brokerage")
    assert found == {actor: open_pairs(network, actor) for actor in found}


def test_constraint_is_that_of_networkx(store: Store, network: "nx.Graph[str]") -> None:
    found = told(store, "constraint")
    expected = nx.constraint(network, nodes=list(found))
    assert found == {actor: pytest.approx(expected[actor], abs=5e-4) for actor in found}


def test_partners_are_counted(store: Store, network: "nx.Graph[str]") -> None:
    found = told(store, "partners")
    assert found == {actor: network.degree[actor] for actor in found}


def test_what_an_actors_leaving_disconnects_is_counted(store: Store, network: "nx.Graph[str]") -> None:
    found = told(store, "disconnected")
    assert found == {actor: disconnected(network, actor) for actor in found}


def test_exact_figures_have_no_error(store: Store) -> None:
    assert {error for (error,) in columns(store, "cq28-brokers", "error")} == {None}


def test_without_participations_the_answer_says_so() -> None:
    assert answer(toy(""), "cq28-brokers").notes == ("cannot tell: no source states who takes part in a project",)
