"""Who holds the network together: the worked example, NetworkX, taking out one at a time, edges."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.cuts import cuts
from graph.analysis.network import network_of, two_mode_graph
from graph.analysis.splits import split, whole
from tests.graph.analysis.networks import random_network, tiny


def test_the_worked_example_has_one_who_holds_it_together() -> None:
    found = cuts(tiny())
    assert dict(zip(tiny().actors, found.pieces.tolist(), strict=True)) == {
        "H": 1,
        "A": 2,
        "V": 1,
        "N": 1,
        "M": 0,
        "X": 0,
    }
    assert found.largest.tolist() == [3, 2, 3, 3, 0, 0]
    assert found.pairs_disconnected.tolist() == [0, 2, 0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_taking_out_one_at_a_time(seed: int) -> None:
    network = random_network(seed, actors=70, projects=25)
    found, before = cuts(network), whole(network)
    alone = [split(network, before, [place]) for place in range(len(network.actors))]
    components = int(before.max()) + 1
    assert found.pairs_disconnected.tolist() == [one.pairs_disconnected for one in alone]
    assert (components - 1 + found.pieces).tolist() == [one.components for one in alone]


@pytest.mark.parametrize("seed", range(4))
def test_those_who_split_are_the_articulation_points_of_networkx(seed: int) -> None:
    network = random_network(seed, actors=70, projects=25)
    # A project of one actor hangs on it: without it nobody is cut off.
    graph = two_mode_graph(network)
    graph.remove_nodes_from([one for one in network.projects if graph.degree(one) == 1])
    points = set(nx.articulation_points(graph)) & set(network.actors)
    assert {one for one, pieces in zip(network.actors, cuts(network).pieces, strict=True) if pieces > 1} == points


def test_a_long_chain_is_gone_along_to_its_end() -> None:
    length = 3000
    found = cuts(network_of((f"a{place + step:05}", f"p{place}") for place in range(length) for step in (0, 1)))
    assert found.pairs_disconnected.tolist() == [place * (length - place) for place in range(length + 1)]


def test_without_actors_there_is_nothing_to_cut() -> None:
    assert np.array_equal(cuts(network_of([], projects=["p"])).pieces, [])
