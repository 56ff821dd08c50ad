"""Who stands between whom: the worked example, the definition gone through pair by pair, edges."""

from itertools import permutations

import networkx as nx
import numpy as np
import pytest

from graph.analysis.brokerage import BrokerageRow, brokerage
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.ties import one_mode_graph
from graph.errors import NetworkError
from tests.graph.analysis.networks import CITY, expected, random_network, tiny

ROLES: tuple[str, ...] = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def role(own: str, first: str, second: str) -> str:
    """Return the role of an actor of a group between two others, as Gould and Fernandez define it."""
    if first == own:
        return "coordinator" if second == own else "representative"
    if second == own:
        return "gatekeeper"
    return "itinerant" if first == second else "liaison"


def by_definition(network: TwoModeNetwork, by: str) -> dict[str, dict[str, int]]:
    """Return the roles of all actors from all ordered open pairs."""
    graph: nx.Graph[str] = one_mode_graph(network)
    grouping = network.grouping(by)
    group = {actor: grouping.labels[code] for actor, code in zip(network.actors, grouping.codes, strict=True)}
    counts = {actor: dict.fromkeys(ROLES, 0) for actor in graph}
    for actor in graph:
        for one, other in permutations(graph[actor], 2):
            if not graph.has_edge(one, other):
                counts[actor][role(group[actor], group[one], group[other])] += 1
    return counts


def roles_of(row: BrokerageRow) -> dict[str, int]:
    return {name: getattr(row, name) for name in ROLES}


def test_the_worked_example_has_one_broker() -> None:
    first, second = brokerage(tiny(), by="city", limit=2).rows
    assert first == BrokerageRow(
        actor="A",
        name="A",
        group="Espoo",
        coordinator=0,
        itinerant=0,
        representative=1,
        gatekeeper=1,
        liaison=2,
        total=4,
    )
    assert (second.actor, second.total) == ("H", 0)


@pytest.mark.shared
def test_the_reference_answer_is_reproduced() -> None:
    [row] = brokerage(tiny(), by="city", limit=1).rows
    assert {**roles_of(row), "total": row.total} == expected("tiny")["brokerage_A"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("by", ["city", "kind"])
def test_it_agrees_with_the_definition_pair_by_pair(seed: int, by: str) -> None:
    network = random_network(seed)
    found = brokerage(network, by=by, limit=None)
    assert {row.actor: roles_of(row) for row in found.rows} == by_definition(network, by)


@pytest.mark.parametrize("seed", range(3))
def test_the_sums_are_over_all_actors_and_not_only_those_shown(seed: int) -> None:
    network = random_network(seed)
    every, few = brokerage(network, limit=None), brokerage(network, limit=3)
    assert few.total == every.total == sum(row.total for row in every.rows)
    assert few.total == few.coordinator + few.itinerant + few.representative + few.gatekeeper + few.liaison
    assert few.rows == every.rows[:3]


def test_actors_of_unknown_group_are_one_group_and_counted() -> None:
    network = network_of(
        [("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")], groups={"city": {"b": "Espoo", "z": "Vantaa"}}
    )
    found = brokerage(network, limit=1)
    assert found.unknown == 2
    assert (found.rows[0].actor, found.rows[0].group, found.rows[0].itinerant) == ("b", "Espoo", 2)


def test_those_who_broker_equally_come_by_identifier() -> None:
    network = network_of([("b", "p"), ("c", "q"), ("a", "r")], groups={"city": CITY})
    assert [row.actor for row in brokerage(network).rows] == ["a", "b", "c"]


def test_a_network_without_actors_has_no_brokers() -> None:
    found = brokerage(network_of([], groups={"city": {}}))
    assert (found.actors, found.brokers, found.total, found.rows) == (0, 0, 0, ())


def test_an_unknown_grouping_is_refused_with_those_there_are() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'sector'; there are city, kind"):
        brokerage(tiny(), by="sector")


def test_a_watch_is_told_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    brokerage(tiny(), watch=lambda done, total: told.append((done, total)))
    assert told == [(6, 6)]


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = network.actor.copy(), network.project.copy(), network.grouping("city").codes.copy()
    brokerage(network)
    assert all(
        np.array_equal(*pair)
        for pair in zip(before, (network.actor, network.project, network.grouping("city").codes), strict=True)
    )
