"""Actors who leave one after another: the worked example, orders, agreement with one at a time, edges."""

import networkx as nx
import pytest

from graph.analysis.attacks import Order, attack
from graph.analysis.network import network_of
from graph.analysis.presence import Presence
from graph.analysis.ties import one_mode_graph
from tests.graph.analysis.networks import random_network, tiny


def test_the_worked_example() -> None:
    found = attack(tiny(), top=3)
    assert found.giant.value == pytest.approx(4 / 6)
    assert (found.components, found.ties) == (3, 4)
    assert [(row.step, row.actor, row.components, row.pairs_disconnected, row.ties_lost) for row in found.rows] == [
        (1, "A", 4, 2, 3),
        (2, "H", 4, 1, 4),
        (3, "V", 3, 0, 4),
    ]
    assert [row.giant for row in found.rows] == pytest.approx([2 / 6, 1 / 6, 1 / 6])


@pytest.mark.parametrize(
    ("order", "expected"),
    [("degree", ["A", "H", "V"]), ("strength", ["A", "V", "H"]), ("betweenness", ["A", "H", "M"])],
)
def test_who_leaves_first_depends_on_the_order(order: Order, expected: list[str]) -> None:
    assert [row.actor for row in attack(tiny(), order=order, top=3).rows] == expected


@pytest.mark.parametrize("order", ["degree", "strength", "betweenness"])
@pytest.mark.parametrize("seed", range(2))
def test_it_agrees_with_networkx_at_each_step(seed: int, order: Order) -> None:
    network = random_network(seed, projects=25)
    found = attack(network, order=order, top=6)
    left = [
        one_mode_graph(network.without([network.index(row.actor) for row in found.rows[:end]])) for end in range(1, 7)
    ]
    assert [row.components for row in found.rows] == [nx.number_connected_components(one) for one in left]
    assert [row.ties_lost for row in found.rows] == [found.ties - one.size() for one in left]
    assert [row.giant * found.actors for row in found.rows] == pytest.approx(
        [max(len(some) for some in nx.connected_components(one)) for one in left]
    )


def test_labels_stay_lost() -> None:
    network = network_of(
        [("a", "p"), ("b", "p"), ("c", "p"), ("a", "q"), ("d", "q"), ("b", "r")],
        groups={"kind": {"a": "university", "b": "university"}},
        tags={"focus-area": {"q": ["health"], "r": ["energy"]}},
    )
    asked = Presence(tagging="focus-area", grouping="kind", labels=("university",))
    assert [row.left_without for row in attack(network, top=2, presence=asked).rows] == [
        ("health",),
        ("energy", "health"),
    ]


@pytest.mark.parametrize("top", [0, 50], ids=["nobody leaves", "more than there are"])
def test_no_more_leave_than_there_are(top: int) -> None:
    found = attack(tiny(), top=top)
    assert len(found.rows) == min(top, 6)


def test_without_actors_there_is_no_giant_share_and_a_reason() -> None:
    found = attack(network_of([]))
    assert (found.giant.reason, found.components, found.rows) == ("there is no actor", 0, ())


def test_a_watch_is_told_of_each_who_left() -> None:
    told: list[tuple[int, int]] = []
    attack(tiny(), top=2, watch=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
