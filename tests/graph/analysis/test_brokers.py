"""Brokers: the worked example in full, agreement with each measure alone and with taking actors out, orders, edges."""

from dataclasses import asdict

import pytest

from graph.analysis.brokerage import brokerage
from graph.analysis.brokers import brokers
from graph.analysis.centrality import betweenness
from graph.analysis.holes import structural_holes
from graph.analysis.network import network_of
from graph.analysis.presence import HIGHER_EDUCATION, Presence
from graph.analysis.robustness import robustness
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

CITIES = Presence(tagging="focus-area", grouping="kind", labels=("city",))


def test_the_broker_of_the_worked_example() -> None:
    found = brokers(tiny(), by="city")
    assert (found.actors, found.unknown, found.brokering, found.splitting, found.components) == (6, 0, 1, 1, 3)
    assert found.giant.value == pytest.approx(4 / 6)
    assert (found.exact, found.sources) == (True, 4)
    assert asdict(found.rows[0]) == {
        "actor": "A",
        "name": "A",
        "group": "Espoo",
        "betweenness": pytest.approx(0.2),
        "error": 0,
        "coordinator": 0,
        "itinerant": 0,
        "representative": 1,
        "gatekeeper": 1,
        "liaison": 2,
        "total": 4,
        "constraint": pytest.approx(11 / 18),
        "effective_size": pytest.approx(7 / 3),
        "degree": 3,
        "strength": 3,
        "brokered_only": 1,
        "components_after": 4,
        "giant_after": pytest.approx(2 / 6),
        "pairs_disconnected": 2,
        "left_without": (),
    }
    assert [row.actor for row in found.rows] == ["A", "H", "M", "N", "V", "X"]


@pytest.mark.parametrize("seed", range(4))
def test_each_measure_is_what_it_is_alone(seed: int) -> None:
    network = random_network(seed)
    rows = {row.actor: row for row in brokers(network, by="kind", limit=None).rows}
    roles = {row.actor: row for row in brokerage(network, by="kind", limit=None).rows}
    around = {row.actor: row for row in structural_holes(network, limit=None).rows}
    middle = {row.actor: row for row in betweenness(network, limit=None).rows}
    assert {one: (row.group, row.liaison, row.total) for one, row in rows.items()} == {
        one: (row.group, row.liaison, row.total) for one, row in roles.items()
    }
    assert {one: (row.degree, row.constraint, row.effective_size) for one, row in rows.items()} == {
        one: (row.degree, row.constraint, row.effective_size) for one, row in around.items()
    }
    assert {one: (row.betweenness, row.error) for one, row in rows.items()} == {
        one: (row.betweenness, row.error) for one, row in middle.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_what_is_split_is_what_taking_the_actor_out_splits(seed: int) -> None:
    network = random_network(seed, actors=50, projects=25)
    rows = brokers(network, limit=None, presence=CITIES).rows
    alone = [robustness(network, actor=row.actor, presence=CITIES) for row in rows]
    assert [(row.components_after, row.pairs_disconnected, row.brokered_only, row.left_without) for row in rows] == [
        (one.components_after, one.pairs_disconnected, one.brokered_only, one.left_without) for one in alone
    ]
    assert [row.giant_after for row in rows] == pytest.approx([one.giant_after.value for one in alone])


def test_those_without_whom_most_falls_apart_can_come_first() -> None:
    network = random_network(2, actors=50, projects=25)
    rows = brokers(network, order="split", limit=None).rows
    pairs = [row.pairs_disconnected for row in rows]
    assert pairs == sorted(pairs, reverse=True)
    assert pairs[0] > 0
    assert {row.actor for row in rows} == set(network.actors)


def test_an_area_is_left_without_higher_education() -> None:
    network = network_of(
        [("aalto", "p"), ("vtt", "p"), ("vtt", "q"), ("helsinki", "q"), ("helsinki", "r")],
        groups={"kind": {"aalto": "hei", "helsinki": "hei"}, "city": {}},
        tags={"focus-area": {"p": ["health"], "q": ["energy"], "r": ["energy"]}},
    )
    rows = brokers(network, presence=HIGHER_EDUCATION).rows
    assert {row.actor: row.left_without for row in rows} == {"aalto": ("health",), "helsinki": ("energy",), "vtt": ()}


def test_without_a_grouping_all_are_of_one_group() -> None:
    found = brokers(tiny(), by=None, limit=1)
    assert (found.by, found.unknown) == (None, 0)
    assert (found.rows[0].group, found.rows[0].coordinator, found.rows[0].total) == ("all", 4, 4)


def test_a_sample_says_that_it_is_one() -> None:
    network = random_network(3, actors=120)
    found = brokers(network, sources=10, exact=0, seed=4)
    assert found == brokers(network, sources=10, exact=0, seed=4)
    assert (found.exact, found.sources, found.seed) == (False, 10, 4)
    assert found.rows[0].error


@pytest.mark.parametrize("actors", [[], ["a"], ["a", "b"]], ids=["nobody", "one actor", "two actors"])
def test_with_fewer_than_three_actors_nobody_is_in_between(actors: list[str]) -> None:
    found = brokers(network_of([(one, "p") for one in actors]), by=None)
    assert [(row.betweenness, row.error) for row in found.rows] == [(None, None)] * len(actors)
    assert (found.brokering, found.splitting) == (0, 0)
    assert (found.giant.value is None) == (not actors)


def test_an_unknown_grouping_is_refused() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'sector'"):
        brokers(tiny(), by="sector")


def test_a_watch_is_told_of_each_part() -> None:
    told: list[tuple[int, int]] = []
    brokers(tiny(), watch=lambda done, total: told.append((done, total)))
    assert told == [(4, 4), (6, 6), (6, 6)]
