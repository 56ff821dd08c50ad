"""Clustering: published values, every path written out on random networks, NetworkX, edges, and what chance gives."""

from collections.abc import Callable
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.census import Census, census, reach
from graph.analysis.clustering import (
    NO_EXCLUSIVE,
    NO_PAIR,
    NO_PATH,
    NO_THREE_PATH,
    NOBODY,
    Clustering,
    clustering,
    local_clustering,
)
from graph.analysis.figures import Figure
from graph.analysis.network import TwoModeNetwork, network_of, two_mode_graph
from graph.analysis.nulls import CONSTANT, Null
from graph.analysis.ties import one_mode_graph
from tests.graph.analysis.networks import clique, davis, expected, random_network, tiny

DAVIS_OPSAHL = [
    *(0.7666667, 0.8421751, 0.7523437, 0.8387909, 1, 0.8690476, 0.7959184, 0.6462585, 0.6702509),
    *(0.6740891, 0.713881, 0.769556, 0.7461929, 0.8379501, 0.8159204, 0.5407407, 0.5806452, 0.5806452),
]
"""Opsahl's local coefficients of the eighteen women, by tnet."""


def counted(network: TwoModeNetwork) -> Census:
    return census(network.actor, network.project, reach(network), len(network.projects))


def of_projects(network: TwoModeNetwork) -> list[set[int]]:
    return [set(network.project[network.actor == actor].tolist()) for actor in range(len(network.actors))]


def paths_written_out(network: TwoModeNetwork) -> list[tuple[int, int]]:
    """Return for each actor its paths i - p - v - q - j, each once, and how many are closed: by the definition."""
    own = of_projects(network)
    found = []
    for middle, mine in enumerate(own):
        paths = [
            bool((own[i] & own[j]) - {p, q})
            for i, j in combinations([one for one in range(len(own)) if one != middle], 2)
            for p, q in permutations(mine, 2)
            if p in own[i] and q in own[j]
        ]
        found.append((len(paths), sum(paths)))
    return found


def exclusive_written_out(network: TwoModeNetwork) -> list[tuple[int, int]]:
    """Return for each actor the pairs of others whom it meets without the other each, and how many meet without it."""
    own = of_projects(network)
    found = []
    for middle, mine in enumerate(own):
        pairs = [
            bool((own[i] & own[j]) - mine)
            for i, j in combinations([one for one in range(len(own)) if one != middle], 2)
            if (mine & own[i]) - own[j] and (mine & own[j]) - own[i]
        ]
        found.append((len(pairs), sum(pairs)))
    return found


def pairs_of(wholes: "np.typing.NDArray[np.int64]", parts: "np.typing.NDArray[np.int64]") -> list[tuple[int, int]]:
    return list(zip(wholes.tolist(), parts.tolist(), strict=True))


def test_the_worked_example() -> None:
    found = clustering(tiny())
    assert (found.four_cycles.value, found.three_paths, found.ties) == (1, 11, 4)
    assert found.robins_alexander.value == pytest.approx(4 / 11)
    assert (found.opsahl.value, found.opsahl.counts) == (0, {"closed": 0, "paths": 5})
    assert found.transitivity.value == pytest.approx(0.6)
    assert found.mean_local.value == pytest.approx(7 / 9)
    assert found.mean_local_all.value == pytest.approx(7 / 18)
    rows = {row.actor: row.pairwise for row in local_clustering(tiny()).rows}
    assert rows == {
        "H": pytest.approx(5 / 12),
        "A": pytest.approx(4 / 9),
        "V": pytest.approx(7 / 12),
        "N": pytest.approx(1 / 3),
        "M": None,
        "X": None,
    }


@pytest.mark.shared
def test_the_reference_answers_are_reproduced() -> None:
    reference, found = expected("tiny"), clustering(tiny())
    assert found.robins_alexander.value == pytest.approx(reference["robins_alexander"])
    assert found.opsahl.value == reference["opsahl_C"]
    assert found.transitivity.value == pytest.approx(reference["transitivity"])
    assert found.mean_local_all.value == pytest.approx(reference["avg_clustering_zero"])
    local = {row.actor: row.pairwise for row in local_clustering(tiny()).rows if row.pairwise is not None}
    assert local == pytest.approx(reference["latapy_dot"])


def test_the_published_values_of_the_clique() -> None:
    found, rows = clustering(clique()), local_clustering(clique()).rows
    assert found.transitivity.value == pytest.approx(0.875)
    assert found.opsahl.value == pytest.approx(11 / 18)
    assert found.exclusive.value == pytest.approx(0.6)
    assert [row.local for row in rows] == pytest.approx([5 / 6, 1, 1, 5 / 6, 5 / 6])
    assert [row.opsahl for row in rows] == pytest.approx([0.5, 2 / 3, 2 / 3, 0.6, 5 / 7])
    assert [row.exclusive for row in rows] == pytest.approx([0.5, 1, 0.5, 0.5, 0.75])


@pytest.mark.shared
def test_the_published_values_of_the_clique_are_those_of_the_reference() -> None:
    published = expected("women_clique")["published"]
    found, rows = clustering(clique()), local_clustering(clique()).rows
    assert found.transitivity.value == pytest.approx(published["classical global"])
    assert found.opsahl.value == pytest.approx(published["opsahl global"])
    assert found.exclusive.value == pytest.approx(published["exclusive global"])
    assert [row.local for row in rows] == pytest.approx(published["classical local"])
    assert [row.opsahl for row in rows] == pytest.approx(published["opsahl local"])
    assert [row.exclusive for row in rows] == pytest.approx(published["exclusive local"])


def test_the_southern_women_have_the_values_of_other_implementations() -> None:
    found, rows = clustering(davis()), local_clustering(davis()).rows
    assert found.four_cycles.value == 341
    assert found.robins_alexander.value == pytest.approx(0.4677640604)
    assert found.opsahl.value == pytest.approx(0.7718967999)
    assert [row.opsahl for row in rows] == pytest.approx(DAVIS_OPSAHL, abs=1e-6)


@pytest.mark.shared
def test_the_southern_women_have_their_published_local_clustering() -> None:
    reference = expected("davis")
    published = reference["published"]["bitriad vignette degree k and local clustering C"]
    rows = local_clustering(davis()).rows
    assert [[row.partners, pytest.approx(row.local)] for row in rows] == list(published.values())
    run = reference["reference_run"]
    assert [row.opsahl for row in rows] == pytest.approx(
        run["tnet clustering_local_tm order of Davis.Southern.women.2mode 1..18"], abs=1e-6
    )
    assert clustering(davis()).four_cycles.value == run["C4"]


@pytest.mark.parametrize("seed", range(8))
def test_paths_are_those_of_the_definition(seed: int) -> None:
    network = random_network(seed, actors=20, projects=14)
    found = counted(network)
    assert pairs_of(found.paths, found.closed_paths) == paths_written_out(network)


@pytest.mark.parametrize("seed", range(8))
def test_exclusive_pairs_are_those_of_the_definition(seed: int) -> None:
    network = random_network(seed, actors=24, projects=18)
    found = counted(network)
    assert pairs_of(found.exclusive, found.closed_exclusive) == exclusive_written_out(network)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("pqrst")), max_size=24))
@settings(deadline=None)
def test_any_small_network_is_counted_by_the_definitions(pairs: list[tuple[str, str]]) -> None:
    network = network_of(pairs)
    found = counted(network)
    assert pairs_of(found.paths, found.closed_paths) == paths_written_out(network)
    assert pairs_of(found.exclusive, found.closed_exclusive) == exclusive_written_out(network)


@pytest.mark.parametrize("seed", range(5))
def test_figures_agree_with_networkx(seed: int) -> None:
    network = random_network(seed)
    graph, two_mode = one_mode_graph(network), two_mode_graph(network)
    found = clustering(network)
    assert found.robins_alexander.value == pytest.approx(nx.bipartite.robins_alexander_clustering(two_mode))
    assert found.transitivity.value == pytest.approx(nx.transitivity(graph))
    assert found.mean_local_all.value == pytest.approx(nx.average_clustering(graph))
    several = [one for one in graph if graph.degree(one) >= 2]
    assert found.mean_local.value == pytest.approx(nx.average_clustering(graph, several))


@pytest.mark.parametrize("seed", range(5))
def test_local_shares_agree_with_networkx(seed: int) -> None:
    network = random_network(seed)
    graph = one_mode_graph(network)
    rows = local_clustering(network).rows
    pairwise = nx.bipartite.latapy_clustering(two_mode_graph(network), network.actors, mode="dot")
    local = nx.clustering(graph)
    assert {row.actor: row.pairwise or 0 for row in rows} == pytest.approx(pairwise)
    assert {row.actor: row.local or 0 for row in rows} == pytest.approx(local)
    assert [row.actor for row in rows] == list(network.actors)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_actors_are_taken_changes_nothing(seed: int) -> None:
    network = random_network(seed)
    order = np.random.default_rng(seed).permutation(len(network.actors)).astype(np.int32)
    one, other = counted(network), census(network.actor, network.project, order, len(network.projects))
    assert one.closed_paths.tolist() == other.closed_paths.tolist()
    assert one.closed_exclusive.tolist() == other.closed_exclusive.tolist()
    assert one.triangles.tolist() == other.triangles.tolist()


def test_one_consortium_is_a_clique_without_a_path() -> None:
    found = clustering(network_of([(one, "p") for one in "abcd"]))
    assert found.transitivity.value == 1
    assert (found.opsahl.value, found.opsahl.reason) == (None, NO_PATH)
    assert (found.exclusive.value, found.exclusive.reason) == (None, NO_EXCLUSIVE)
    assert (found.robins_alexander.value, found.robins_alexander.reason) == (None, NO_THREE_PATH)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("transitivity", NO_PAIR), ("mean_local", NO_PAIR), ("mean_local_all", NOBODY), ("opsahl", NO_PATH)],
)
def test_a_network_of_nothing_is_not_clustered(name: str, reason: str) -> None:
    figure = getattr(clustering(network_of([]), null=Null(samples=2)), name)
    assert (figure.value, figure.reason, figure.null) == (None, reason, None)


def test_an_actor_without_two_partners_has_no_share() -> None:
    rows = {row.actor: row for row in local_clustering(tiny()).rows}
    assert (rows["N"].partners, rows["N"].local, rows["N"].opsahl, rows["N"].exclusive) == (1, None, None, None)
    assert (rows["X"].partners, rows["X"].pairwise) == (0, None)


FIGURES: list[tuple[str, Callable[[Clustering], Figure]]] = [
    ("four-cycles", lambda found: found.four_cycles),
    ("Robins and Alexander", lambda found: found.robins_alexander),
    ("Opsahl", lambda found: found.opsahl),
    ("exclusive", lambda found: found.exclusive),
    ("transitivity", lambda found: found.transitivity),
    ("mean local", lambda found: found.mean_local),
]


@pytest.mark.parametrize("figure", [of for _, of in FIGURES], ids=[name for name, _ in FIGURES])
def test_each_figure_stands_beside_the_null_model(figure: Callable[[Clustering], Figure]) -> None:
    found = figure(clustering(davis(), null=Null(samples=50, seed=3)))
    assert found.null is not None
    assert (found.null.samples, found.null.seed) == (50, 3)
    assert found.null.low <= found.null.mean <= found.null.high


def test_four_cycles_of_the_southern_women_stand_out_as_in_another_implementation() -> None:
    null = clustering(davis(), null=Null(samples=600, seed=2)).four_cycles.null
    assert null is not None
    assert null.mean == pytest.approx(312.739, abs=4 * 16.382 * (1 / 600 + 1 / 5000) ** 0.5)
    assert null.z == pytest.approx(1.725, abs=0.3)


def test_what_is_the_same_in_every_network_has_no_z() -> None:
    found = clustering(network_of([("a", "p"), ("b", "p"), ("a", "q"), ("b", "q")]), null=Null(samples=5))
    assert found.robins_alexander.value == 1
    assert found.robins_alexander.null is not None
    assert (found.robins_alexander.null.z, found.robins_alexander.null.reason) == (None, CONSTANT)


def test_a_long_count_is_told_of_and_can_be_interrupted() -> None:
    told: list[tuple[int, int]] = []
    local_clustering(tiny(), watch=lambda done, total: told.append((done, total)))
    clustering(tiny(), null=Null(samples=1), watch=lambda done, total: told.append((done, total)))
    assert told == [(6, 6), (1, 1)]
