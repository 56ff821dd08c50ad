"""How a network falls apart: the worked example, the same taken apart in NetworkX, edges."""

from itertools import combinations

import networkx as nx
import pytest

from graph.analysis.network import TwoModeNetwork, network_of, two_mode_graph
from graph.analysis.splits import Split, split, ties_with, whole
from graph.analysis.ties import ties_of
from tests.graph.analysis.networks import random_network, tiny


def by_networkx(network: TwoModeNetwork, removed: list[int]) -> Split:
    """Take the actors out of the two-mode graph, and look at all pairs of those who remain."""
    before = two_mode_graph(network)
    after = before.copy()
    after.remove_nodes_from([network.actors[place] for place in removed])
    stay = [one for one in network.actors if one in after]
    sizes = [len(some & set(stay)) for some in nx.connected_components(after)]
    return Split(
        components=sum(size > 0 for size in sizes),
        giant=max(sizes, default=0),
        pairs_disconnected=sum(
            nx.has_path(before, one, other) and not nx.has_path(after, one, other)
            for one, other in combinations(stay, 2)
        ),
    )


def test_the_hub_of_the_worked_example_leaves_two_who_still_share_a_project() -> None:
    # H and V share P1; N had ties with A alone; pairs HN and VN are disconnected.
    assert split(tiny(), whole(tiny()), [tiny().index("A")]) == Split(components=4, giant=2, pairs_disconnected=2)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("removed", [[0], [3, 17], [1, 2, 5, 8, 13, 21]], ids=["one", "two", "six"])
def test_it_agrees_with_networkx(seed: int, removed: list[int]) -> None:
    network = random_network(seed, actors=40, projects=25)
    assert split(network, whole(network), removed) == by_networkx(network, removed)


@pytest.mark.parametrize("actor", ["M", "X"], ids=["alone in a project", "in no project"])
def test_who_has_no_partner_splits_nothing(actor: str) -> None:
    assert split(tiny(), whole(tiny()), [tiny().index(actor)]) == Split(components=2, giant=4, pairs_disconnected=0)


def test_nothing_is_left_where_all_leave() -> None:
    network = network_of([("a", "p"), ("b", "p")])
    assert split(network, whole(network), [0, 1]) == Split(components=0, giant=0, pairs_disconnected=0)


def test_ties_of_those_who_leave_are_each_counted_once() -> None:
    ties = ties_of(tiny())
    assert int(ties_with(ties, [tiny().index("A"), tiny().index("V")]).sum()) == 4
    assert int(ties_with(ties, [tiny().index("H")]).sum()) == 2
