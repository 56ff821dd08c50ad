"""Betweenness: the worked example, NetworkX on random networks, how far estimates are off, edges."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.centrality import between, betweenness
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.ties import one_mode_graph, ties_of
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def sparse_network(seed: int) -> TwoModeNetwork:
    """Return a network in which ways are long: 100 projects of three of 120 actors."""
    random = np.random.default_rng(seed)
    return network_of(
        (f"a{actor}", f"p{project}") for project in range(100) for actor in random.choice(120, 3, replace=False)
    )


def test_the_worked_example_has_one_actor_in_between() -> None:
    found = betweenness(tiny())
    assert found.exact
    assert {row.actor: row.betweenness for row in found.rows} == pytest.approx(
        {"A": 0.2, "H": 0, "V": 0, "N": 0, "M": 0, "X": 0}
    )
    assert {row.error for row in found.rows} == {0}


@pytest.mark.shared
def test_the_reference_answer_is_reproduced() -> None:
    [row] = betweenness(tiny(), limit=1).rows
    assert {row.actor: row.betweenness} == pytest.approx(expected("tiny")["betweenness"])


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed)
    found = {row.actor: row.betweenness for row in betweenness(network, limit=None).rows}
    assert found == pytest.approx(nx.betweenness_centrality(one_mode_graph(network)))


def test_the_women_of_davis_agree_with_networkx() -> None:
    found = {row.actor: row.betweenness for row in betweenness(davis()).rows}
    assert found == pytest.approx(nx.betweenness_centrality(one_mode_graph(davis())))


def test_estimates_are_right_on_average_and_their_errors_say_how_far_off_they_are() -> None:
    ties = ties_of(sparse_network(2))
    true = between(ties).values
    drawn = [between(ties, sources=20, exact=0, seed=seed) for seed in range(400)]
    estimates, errors = np.array([one.values for one in drawn]), np.array([one.errors for one in drawn])
    some = true > 0.005
    assert np.count_nonzero(some) > 50
    assert estimates.mean(axis=0)[some] == pytest.approx(true[some], rel=0.15)
    assert np.sqrt((errors**2).mean(axis=0))[some] == pytest.approx(estimates.std(axis=0)[some], rel=0.25)


def test_an_estimate_is_the_same_for_a_seed_and_says_that_it_is_one() -> None:
    network = random_network(3, actors=120)
    first = betweenness(network, sources=10, exact=20, seed=4)
    assert first == betweenness(network, sources=10, exact=20, seed=4)
    assert first != betweenness(network, sources=10, exact=20, seed=5)
    assert (first.exact, first.sources) == (False, 10)
    assert first.rows[0].error > 0


def test_as_many_sources_as_there_are_actors_make_it_exact() -> None:
    network = random_network(3)
    assert betweenness(network, sources=60, exact=0).rows == betweenness(network).rows


def test_one_source_is_refused_since_it_has_no_error() -> None:
    with pytest.raises(ValueError, match="at least two sources"):
        betweenness(tiny(), sources=1)


@pytest.mark.parametrize("actors", [[], ["a"], ["a", "b"]], ids=["nobody", "one actor", "two actors"])
def test_with_fewer_than_three_actors_nobody_is_in_between(actors: list[str]) -> None:
    found = betweenness(network_of([(one, "p") for one in actors]))
    assert found.rows == ()
    assert found.reason == "fewer than three actors: nobody could be between two others"


def test_a_watch_is_told_how_far_it_is_and_can_interrupt() -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    told: list[tuple[int, int]] = []
    betweenness(tiny(), watch=lambda done, total: told.append((done, total)))
    assert told == [(4, 4)]
    with pytest.raises(KeyboardInterrupt):
        betweenness(tiny(), watch=interrupt)
