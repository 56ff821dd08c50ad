"""What an actor's leaving costs: the worked example in full, the same counted in NetworkX, edges."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.network import network_of
from graph.analysis.presence import Presence
from graph.analysis.robustness import LossRow, brokered_only, robustness
from graph.analysis.ties import one_mode_graph, ties_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny


def test_the_hub_of_the_worked_example() -> None:
    found = robustness(tiny(), actor="A", by="city")
    assert [found.giant_before.value, found.giant_after.value] == pytest.approx([4 / 6, 2 / 6])
    assert (found.components_before, found.components_after, found.pairs_disconnected) == (3, 4, 2)
    assert (found.ties_before, found.ties_lost, found.between_before, found.between_lost) == (4, 3, 3, 2)
    assert (found.projects, found.partners) == (3, 3)
    assert found.rows == (
        LossRow(loss="partner isolated", thing="N", name="N", before=1, after=0),
        LossRow(loss="partner with stable ties to no other", thing="V", name="V", before=2, after=1),
        LossRow(loss="project left with one actor", thing="P2", name="P2", before=2, after=1),
        LossRow(loss="project left with one actor", thing="P3", name="P3", before=2, after=1),
    )
    assert (found.partners_isolated, found.brokered_only) == (1, 1)
    assert (found.projects_left_with_one, found.projects_left_empty) == (2, 0)


def test_an_actor_alone_in_a_project_leaves_it_empty() -> None:
    found = robustness(tiny(), actor="M")
    assert [(row.loss, row.thing, row.before, row.after) for row in found.rows] == [
        ("project left without actors", "P4", 1, 0)
    ]
    assert (found.ties_lost, found.pairs_disconnected, found.projects_left_empty) == (0, 0, 1)
    assert (found.by, found.between_before, found.between_lost) == (None, None, None)


def test_an_actor_without_a_project_costs_nothing() -> None:
    found = robustness(tiny(), actor="X", by="city")
    assert (found.ties_lost, found.between_lost, found.rows) == (0, 0, ())
    assert (found.giant_after.value, found.components_after) == (found.giant_before.value, 2)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("place", [0, 7, 31], ids=["the first", "the eighth", "the last but a few"])
def test_it_agrees_with_networkx(seed: int, place: int) -> None:
    network = random_network(seed)
    actor = network.actors[place]
    before, after = one_mode_graph(network), one_mode_graph(network.without([place]))
    city = network.grouping("city")
    group = {one: city.labels[code] for one, code in zip(network.actors, city.codes, strict=True)}
    found = robustness(network, actor=actor, by="city")
    assert found.ties_lost == before.size() - after.size() == before.degree(actor)
    assert found.between_lost == sum(group[actor] != group[other] for other in before[actor])
    assert found.between_before == sum(group[one] != group[other] for one, other in before.edges)
    assert found.partners_isolated == sum(after.degree(one) == 0 for one in before[actor])
    assert found.components_after == nx.number_connected_components(after)
    assert found.giant_after.counts == {
        "giant": max(len(some) for some in nx.connected_components(after)),
        "actors": len(network.actors),
    }


@pytest.mark.parametrize("seed", range(4))
def test_those_who_are_there_through_one_alone_are_counted(seed: int) -> None:
    network = random_network(seed, actors=80, projects=120)
    graph = one_mode_graph(network)
    stable: nx.Graph[str] = nx.Graph()
    stable.add_nodes_from(graph)
    stable.add_edges_from((one, other) for one, other, data in graph.edges(data=True) if data["count"] >= 2)
    expected = [sum(stable.degree(other) == 1 for other in stable[one]) for one in network.actors]
    found = brokered_only(ties_of(network))
    assert found.tolist() == expected
    assert [robustness(network, actor=one).brokered_only for one in network.actors[:5]] == expected[:5]


def test_an_area_is_left_without_a_city() -> None:
    network = network_of(
        [("espoo", "p"), ("vtt", "p"), ("vtt", "q"), ("vantaa", "q")],
        groups={"kind": {"espoo": "city", "vantaa": "city"}},
        tags={"focus-area": {"p": ["health"], "q": ["energy"]}},
        names={"espoo": "City of Espoo"},
    )
    asked = Presence(tagging="focus-area", grouping="kind", labels=("city",))
    found = robustness(network, actor="City of Espoo", presence=asked)
    assert (found.actor, found.name, found.left_without) == ("espoo", "City of Espoo", ("health",))
    assert robustness(network, actor="vtt", presence=asked).left_without == ()


def test_an_unknown_actor_is_refused() -> None:
    with pytest.raises(NetworkError, match="the network has no actor 'Nokia'"):
        robustness(tiny(), actor="Nokia")


def test_an_unknown_grouping_is_refused() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'sector'"):
        robustness(tiny(), actor="A", by="sector")


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = network.actor.copy(), network.project.copy()
    robustness(network, actor=network.actors[0])
    assert np.array_equal(network.actor, before[0])
    assert np.array_equal(network.project, before[1])
