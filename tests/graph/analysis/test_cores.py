"""Core numbers: the worked example, NetworkX and NetworKit on random networks, edges."""

import networkit as nk
import networkx as nx
import pytest

from graph.analysis.cores import cores
from graph.analysis.network import network_of
from graph.analysis.ties import one_mode_graph, ties_of
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def test_the_worked_example() -> None:
    found = cores(tiny())
    assert {row.actor: row.core for row in found.rows} == {"H": 2, "A": 2, "V": 2, "N": 1, "M": 0, "X": 0}
    assert [(row.actor, row.stable_core) for row in found.rows[:3]] == [("A", 1), ("V", 1), ("H", 0)]
    assert (found.innermost, found.innermost_actors, found.largest_consortium) == (2, 3, 3)
    assert (found.stable_innermost, found.stable_innermost_actors, found.stable_ties) == (1, 2, 1)


@pytest.mark.shared
def test_the_reference_answer_is_reproduced() -> None:
    assert {row.actor: row.core for row in cores(tiny()).rows} == expected("tiny")["core"]


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed, actors=80, projects=90)
    graph = one_mode_graph(network)
    stable: nx.Graph[str] = nx.Graph()
    stable.add_nodes_from(graph)
    stable.add_edges_from((one, other) for one, other, data in graph.edges(data=True) if data["count"] >= 2)
    rows = cores(network, limit=None).rows
    assert {row.actor: row.core for row in rows} == nx.core_number(graph)
    assert {row.actor: row.stable_core for row in rows} == nx.core_number(stable)


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_networkit(seed: int) -> None:
    network = random_network(seed)
    ties = ties_of(network)
    graph = nk.GraphFromCoo((ties.one, ties.other), n=ties.actors)
    scores = nk.centrality.CoreDecomposition(graph).run().scores()
    assert {row.actor: row.core for row in cores(network, limit=None).rows} == dict(
        zip(network.actors, map(int, scores), strict=True)
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_innermost_core_is_no_smaller_than_the_largest_consortium_makes_it(seed: int) -> None:
    found = cores(random_network(seed))
    assert found.innermost >= found.largest_consortium - 1


def test_the_women_of_davis_are_mostly_one_core() -> None:
    found = cores(davis())
    assert found.innermost == max(nx.core_number(one_mode_graph(davis())).values())


def test_without_ties_all_are_in_the_outermost_core() -> None:
    found = cores(network_of([("b", "p"), ("a", "q")], actors=["c"]))
    assert [(row.actor, row.core, row.stable_core) for row in found.rows] == [("a", 0, 0), ("b", 0, 0), ("c", 0, 0)]
    assert (found.innermost, found.innermost_actors) == (0, 3)


def test_a_network_without_actors_has_no_rows() -> None:
    found = cores(network_of([]))
    assert (found.actors, found.innermost, found.innermost_actors, found.rows) == (0, 0, 0, ())
