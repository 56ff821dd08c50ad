import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.distance import cdist, pdist

from graph.analysis.layout import APART, layout, rings
from graph.analysis.network import network_of
from graph.analysis.ties import Floats, Ties, ties_of


def ties_from(graph: "nx.Graph[int]") -> Ties:
    pairs = np.array(sorted(tuple(sorted(edge)) for edge in graph.edges), np.int32).reshape(-1, 2)
    ones = np.ones(len(pairs))
    return Ties(
        actors=len(graph),
        one=pairs[:, 0],
        other=pairs[:, 1],
        count=ones.astype(np.int32),
        newman=ones,
        fractional=ones,
    )


GROUPS = ties_from(nx.connected_caveman_graph(6, 8))
"""Six groups of eight, each group joined to the next by one tie."""


def kept(places: Floats, actors: range) -> dict[int, tuple[float, float]]:
    return {actor: (float(places[actor, 0]), float(places[actor, 1])) for actor in actors}


def nearest(places: Floats) -> float:
    return float(pdist(places).min())


def test_two_runs_give_the_same_places() -> None:
    assert np.array_equal(layout(GROUPS), layout(GROUPS))


def test_another_seed_gives_other_places() -> None:
    assert not np.allclose(layout(GROUPS), layout(GROUPS, seed=2))


@pytest.mark.parametrize(
    "graph",
    [
        nx.complete_graph(40),
        nx.star_graph(60),
        nx.path_graph(30),
        nx.empty_graph(25),
        nx.disjoint_union_all([nx.complete_graph(5), nx.path_graph(2), nx.empty_graph(3), nx.cycle_graph(9)]),
        nx.barabasi_albert_graph(300, 4, seed=1),
    ],
    ids=["everybody with everybody", "star", "path", "nobody with anybody", "in pieces", "hubs"],
)
def test_no_two_actors_stand_on_each_other(graph: "nx.Graph[int]") -> None:
    assert nearest(layout(ties_from(graph))) >= APART


def test_partners_stand_nearer_than_others() -> None:
    places = layout(GROUPS)
    distances = cdist(places, places)
    group = np.arange(48) // 8
    within: NDArray[np.bool_] = group[:, None] == group[None]
    assert distances[within & (distances > 0)].mean() < distances[~within].mean() / 2


def test_forces_are_as_those_of_networkx() -> None:
    graph = nx.connected_caveman_graph(6, 8)
    theirs = nx.forceatlas2_layout(graph, seed=1, max_iter=400)
    ours, wanted = pdist(layout(GROUPS)), pdist(np.array([theirs[node] for node in graph]))
    assert np.corrcoef(ours, wanted)[0, 1] > 0.9


def test_components_stand_apart() -> None:
    places = layout(ties_from(nx.disjoint_union_all([nx.complete_graph(20), nx.complete_graph(6), nx.path_graph(2)])))
    giant, small, pair = places[:20], places[20:26], places[26:]
    assert giant[:, 1].max() < small[:, 1].min()
    assert cdist(small, pair).min() > APART


def test_who_has_a_place_keeps_it_and_newcomers_stand_by_their_partners() -> None:
    before = layout(GROUPS)
    graph = nx.connected_caveman_graph(6, 8)
    graph.add_edges_from([(48, actor) for actor in range(8)])
    after = layout(ties_from(graph), start=kept(before, range(48)))
    assert np.hypot(*(after[:48] - before).T).max() < APART
    assert np.hypot(*(after[48] - before[:8]).T).mean() < np.hypot(*(after[48] - before[8:]).T).mean() / 2
    assert nearest(after) >= APART


def test_the_same_network_stays_exactly_where_it_was() -> None:
    places = layout(ties_from(nx.disjoint_union_all([nx.barabasi_albert_graph(100, 3, seed=1), nx.empty_graph(9)])))
    again = layout(
        ties_from(nx.disjoint_union_all([nx.barabasi_albert_graph(100, 3, seed=1), nx.empty_graph(9)])),
        start=kept(places, range(109)),
    )
    assert np.array_equal(places, again)


def test_a_new_component_stands_beside_what_was_there() -> None:
    before = layout(GROUPS)
    graph = nx.disjoint_union(nx.connected_caveman_graph(6, 8), nx.path_graph(2))
    after = layout(ties_from(graph), start=kept(before, range(48)))
    assert np.array_equal(after[:48], before)
    assert after[48:, 1].min() > before[:, 1].max()


def test_places_of_less_than_half_of_the_actors_are_forgotten() -> None:
    assert np.array_equal(layout(GROUPS, start=kept(np.zeros((20, 2)), range(20))), layout(GROUPS))


def test_known_places_that_are_the_same_are_pushed_apart() -> None:
    assert nearest(layout(GROUPS, start=kept(np.zeros((48, 2)), range(48)))) >= APART


def test_a_network_of_nobody_has_no_places() -> None:
    assert layout(ties_of(network_of([]))).shape == (0, 2)


def test_one_actor_alone_has_a_place() -> None:
    assert layout(ties_of(network_of([], actors=["a"]))).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize("count", [1, 2, 14, 15, 60, 200])
def test_nobody_on_rings_stands_on_another_or_in_the_middle(count: int) -> None:
    places = np.vstack([rings(np.arange(count, dtype=float), np.arange(count)), [[0.0, 0.0]]])
    assert nearest(places) >= APART


def test_who_shares_most_stands_nearest_to_the_middle() -> None:
    radius = np.hypot(*rings(np.arange(40, dtype=float), np.arange(40)).T)
    assert radius[-1] < radius[0]
