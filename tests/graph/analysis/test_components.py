"""What hangs together: the worked example, NetworkX on random networks, edges."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.components import component_labels, components
from graph.analysis.network import network_of
from graph.analysis.ties import one_mode_graph
from tests.graph.analysis.networks import random_network, tiny


def test_the_worked_example_has_a_giant_of_four_and_two_isolates() -> None:
    found = components(tiny())
    assert (found.components, found.giant, found.islands, found.isolates) == (3, 4, 0, 2)
    assert found.giant_share.value == pytest.approx(4 / 6)
    [row] = found.rows
    assert (row.actors, row.projects, row.participations, row.first_actors) == (4, 3, 7, ("A", "V", "H", "N"))


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed, projects=25)
    sizes = sorted((len(some) for some in nx.connected_components(one_mode_graph(network))), reverse=True)
    found = components(network, limit=None)
    assert (found.components, found.giant, found.isolates) == (len(sizes), sizes[0], sizes.count(1))
    assert [row.actors for row in found.rows] == [size for size in sizes if size > 1]
    assert found.islanders == sum(row.actors for row in found.rows[1:])
    assert found.actors == found.giant + found.islanders + found.isolates


@pytest.mark.parametrize("seed", range(3))
def test_actors_of_one_component_have_one_label_and_the_largest_has_the_first(seed: int) -> None:
    network = random_network(seed, projects=25)
    labels = component_labels(network.actor, network.project, len(network.actors), len(network.projects))
    groups = {frozenset(np.array(network.actors)[labels == label].tolist()) for label in set(labels.tolist())}
    assert groups == {frozenset(some) for some in nx.connected_components(one_mode_graph(network))}
    assert np.all(np.diff(np.bincount(labels)) <= 0)


def test_islands_of_one_size_come_by_identifier() -> None:
    found = components(network_of([("z", "p"), ("y", "p"), ("b", "q"), ("a", "q"), ("c", "r")]))
    assert [(row.component, row.first_actors) for row in found.rows] == [(1, ("a", "b")), (2, ("y", "z"))]
    assert (found.islands, found.islanders, found.isolates) == (1, 2, 1)


def test_where_all_are_alone_there_is_no_island() -> None:
    found = components(network_of([("a", "p"), ("b", "q")]))
    assert (found.components, found.giant, found.islands, found.islanders, found.isolates) == (2, 1, 0, 0, 2)
    assert found.rows == ()


def test_without_actors_there_is_no_giant_share_and_a_reason() -> None:
    found = components(network_of([], projects=["p"]))
    assert (found.components, found.giant, found.giant_share.reason) == (0, 0, "there is no actor")
