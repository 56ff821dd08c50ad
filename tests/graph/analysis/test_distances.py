"""Distances: the worked example, NetworkX on random networks, estimates, edges."""

from collections import Counter

import networkx as nx
import numpy as np
import pytest

from graph.analysis.distances import distances
from graph.analysis.network import network_of
from graph.analysis.ties import one_mode_graph
from tests.graph.analysis.networks import davis, random_network, tiny


def test_the_worked_example() -> None:
    # In {H, A, V, N} the pairs HA, HV, AV, AN are at one, HN and VN at two; 6 of the 15 pairs are in one component.
    found = distances(tiny())
    assert found.mean.value == pytest.approx(8 / 6)
    assert found.reachable.value == pytest.approx(6 / 15)
    assert (found.median.value, found.longest, found.error, found.exact) == (1, 2, 0, True)
    assert [(row.distance, row.pairs) for row in found.rows] == [(1, 8), (2, 4)]
    assert [row.share for row in found.rows] == pytest.approx([2 / 3, 1 / 3])


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed, projects=25)
    graph = one_mode_graph(network)
    giant = graph.subgraph(max(nx.connected_components(graph), key=len))
    far = [length for _, ends in nx.all_pairs_shortest_path_length(giant) for length in ends.values() if length]
    found = distances(network)
    assert found.giant == len(giant)
    assert found.mean.value == pytest.approx(nx.average_shortest_path_length(giant))
    assert {row.distance: row.pairs for row in found.rows} == Counter(far)
    assert found.longest == nx.diameter(giant)
    assert found.median.value == np.quantile(far, 0.5, method="inverted_cdf")


def test_the_share_of_reachable_pairs_is_over_all_components() -> None:
    found = distances(network_of([("a", "p"), ("b", "p"), ("c", "q"), ("d", "q")], actors=["e"]))
    assert found.reachable.value == pytest.approx(2 / 10)
    assert found.reachable.counts == {"pairs": 10, "reachable": 2}


def test_estimates_are_right_on_average_and_their_errors_say_how_far_off_they_are() -> None:
    network = random_network(2, actors=120, projects=80)
    true = distances(network).mean.value
    drawn = [distances(network, sources=12, exact=0, seed=seed) for seed in range(300)]
    means, errors = [one.mean.value or 0.0 for one in drawn], [one.error or 0.0 for one in drawn]
    assert np.mean(means) == pytest.approx(true, rel=0.01)
    assert np.sqrt(np.mean(np.square(errors))) == pytest.approx(np.std(means), rel=0.15)


def test_an_estimate_is_the_same_for_a_seed_and_says_that_it_is_one() -> None:
    network = random_network(3, actors=120)
    first = distances(network, sources=10, exact=0, seed=4)
    assert first == distances(network, sources=10, exact=0, seed=4)
    assert (first.exact, first.sources) == (False, 10)


def test_the_women_of_davis_are_one_or_two_apart() -> None:
    found = distances(davis())
    assert found.mean.value == pytest.approx(nx.average_shortest_path_length(one_mode_graph(davis())))
    assert found.longest == 2


@pytest.mark.parametrize("actors", [[], ["a"], ["a", "b"]], ids=["nobody", "one actor", "two strangers"])
def test_where_nobody_can_be_reached_there_is_no_distance_and_a_reason(actors: list[str]) -> None:
    found = distances(network_of([], actors=actors))
    assert found.mean.value is found.median.value is found.error is found.longest is None
    assert found.mean.reason == found.median.reason == "no two actors are in one component"
    assert (found.rows, found.sources) == ((), 0)


def test_without_a_pair_there_is_no_share_of_reachable_ones() -> None:
    assert distances(network_of([("a", "p")])).reachable.reason == "fewer than two actors: there is no pair"
