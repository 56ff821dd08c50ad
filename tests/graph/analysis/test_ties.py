"""Projection: the worked example, published weights, NetworkX and scipy on random networks, and the invariants."""

from itertools import combinations
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.analysis.alphabetical import alphabetical
from graph.analysis.network import Indices, TwoModeNetwork, network_of, two_mode_graph
from graph.analysis.ties import Ties, one_mode_graph, projected, tally, ties_of
from tests.graph.analysis.networks import davis, expected, random_network, tiny

PARTICIPATIONS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("pqrstu")), max_size=40)


def named(network: TwoModeNetwork, ties: Ties, values: "np.typing.NDArray[np.generic]") -> dict[str, float]:
    return {
        f"{network.actors[one]}-{network.actors[other]}": float(value)
        for one, other, value in zip(ties.one, ties.other, values, strict=True)
    }


def incidence(network: TwoModeNetwork) -> csr_array:
    ones = np.ones(network.size)
    return csr_array((ones, (network.actor, network.project)), shape=(len(network.actors), len(network.projects)))


def table(ties: Ties, codes: Indices, groups: int) -> list[list[int]]:
    """Return how many ties there are between groups, the lesser first."""
    found = np.zeros((groups, groups), np.int64)
    one, other = codes[ties.one], codes[ties.other]
    np.add.at(found, (np.minimum(one, other), np.maximum(one, other)), 1)
    rows: list[list[int]] = found.tolist()
    return rows


def test_the_worked_example() -> None:
    network = tiny()
    ties = ties_of(network)
    assert named(network, ties, ties.count) == {"H-A": 1, "H-V": 1, "A-V": 2, "A-N": 1}
    assert named(network, ties, ties.newman) == {"H-A": 0.5, "H-V": 0.5, "A-V": 1.5, "A-N": 1.0}
    assert named(network, ties, ties.fractional) == pytest.approx(
        {"H-A": 1 / 6, "H-V": 1 / 6, "A-V": 2 / 3, "A-N": 0.5}
    )
    assert ties.strengths.tolist() == [1, 3, 2, 1, 0, 0]
    assert ties.degrees.tolist() == [2, 3, 2, 1, 0, 0]
    assert ties.active.tolist() == [True, True, True, True, False, False]


@pytest.mark.shared
def test_the_reference_answer_is_reproduced() -> None:
    reference, network = expected("tiny"), tiny()
    ties = ties_of(network)
    assert ties.size == reference["edges"]
    assert named(network, ties, ties.newman) == reference["newman"]
    assert dict(zip(network.actors, ties.strengths.tolist(), strict=True)) == reference["newman_strength"]


def test_the_published_weights_of_the_southern_women() -> None:
    ties = ties_of(davis())
    assert ties.size == 139
    assert ties.newman.sum() == pytest.approx(89 / 2)
    assert ties.one[:5].tolist() == [0, 0, 0, 0, 0]
    assert ties.newman[:5] == pytest.approx([1.5626374, 1.4868798, 1.3959707, 0.6761905, 0.5626374], abs=5e-8)


@pytest.mark.shared
def test_the_published_numbers_of_the_southern_women_are_reproduced() -> None:
    published, ties = expected("davis")["published"], ties_of(davis())
    assert 2 * ties.size == published["one-mode rows in tnet Davis.Southern.women.1mode.Newman"]
    assert 2 * ties.newman.sum() == pytest.approx(published["sum of Newman weights (directed rows)"])
    assert ties.newman[:5] == pytest.approx(published["first weights (1,2),(1,3),(1,4),(1,5),(1,6)"], abs=5e-8)
    assert ties.degrees.tolist() == [
        k for k, _ in published["bitriad vignette degree k and local clustering C"].values()
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_projection_agrees_with_scipy(seed: int) -> None:
    network = random_network(seed)
    ties = ties_of(network)
    product = (incidence(network) @ incidence(network).T).toarray()
    np.fill_diagonal(product, 0)
    assert np.array_equal(ties.matrix(ties.count).toarray(), product)
    assert np.array_equal(ties.matrix().toarray(), product > 0)


@pytest.mark.parametrize("seed", range(5))
def test_newman_weights_agree_with_networkx(seed: int) -> None:
    network = random_network(seed)
    reference = nx.bipartite.collaboration_weighted_projected_graph(two_mode_graph(network), network.actors)
    graph = one_mode_graph(network)
    assert set(graph) == set(reference)
    assert {frozenset(pair): data["newman"] for *pair, data in graph.edges(data=True)} == pytest.approx(
        {frozenset(pair): data["weight"] for *pair, data in reference.edges(data=True)}
    )


@pytest.mark.parametrize("seed", range(3))
def test_ties_come_once_in_the_order_of_their_ends(seed: int) -> None:
    ties = ties_of(random_network(seed))
    pairs = list(zip(ties.one.tolist(), ties.other.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert bool((ties.one < ties.other).all())


@pytest.mark.parametrize("seed", range(3))
def test_neighbours_are_those_of_the_matrix(seed: int) -> None:
    ties = ties_of(random_network(seed))
    starts, others = ties.neighbours()
    matrix = ties.matrix().tocsr()
    matrix.sort_indices()
    assert starts.tolist() == matrix.indptr.tolist()
    assert others.tolist() == matrix.indices.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_a_tally_counts_what_the_ties_are(seed: int) -> None:
    network = random_network(seed)
    ties, grouping = ties_of(network), network.grouping("city")
    codes, groups = grouping.codes, len(grouping.labels)
    counted = tally(network.actor, network.project, len(network.actors), len(network.projects), codes, groups)
    kept = ties.stable()
    assert (counted.ties, counted.stable, counted.active) == (ties.size, kept.size, ties.active.sum())
    assert counted.four_cycles == (ties.count * (ties.count - 1) // 2).sum()
    assert counted.cells.tolist() == table(ties, codes, groups)
    assert counted.stable_cells.tolist() == table(kept, codes, groups)


@given(PARTICIPATIONS)
@settings(deadline=None)
def test_each_project_adds_its_pairs_and_half_its_actors(pairs: list[tuple[str, str]]) -> None:
    network = network_of(pairs)
    ties, sizes = ties_of(network), network.consortium_sizes
    several = sizes[sizes >= 2]
    assert ties.count.sum() == (sizes * (sizes - 1) // 2).sum()
    assert ties.newman.sum() == pytest.approx(several.sum() / 2)
    assert ties.fractional.sum() == pytest.approx(len(several) / 2)


@given(PARTICIPATIONS)
@settings(deadline=None)
def test_newman_strength_is_the_number_of_projects_with_a_second_actor(pairs: list[tuple[str, str]]) -> None:
    network = network_of(pairs, actors="abcdefgh")
    several = network.consortium_sizes[network.project] >= 2
    expected_strengths = np.bincount(network.actor[several], minlength=len(network.actors))
    assert ties_of(network).strengths.tolist() == pytest.approx(expected_strengths.tolist())


@given(PARTICIPATIONS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_rows_and_rows_that_come_twice_change_nothing(
    pairs: list[tuple[str, str]], random: Random
) -> None:
    again = [*pairs, *pairs[::2]]
    random.shuffle(again)
    one, other = alphabetical(network_of(pairs)), alphabetical(network_of(again))
    assert named(one, ties_of(one), ties_of(one).newman) == pytest.approx(
        named(other, ties_of(other), ties_of(other).newman)
    )


def test_a_project_of_one_actor_makes_no_tie() -> None:
    ties = ties_of(network_of([("a", "p"), ("b", "q")]))
    assert (ties.size, ties.strengths.tolist()) == (0, [0, 0])


def test_a_network_of_nothing_has_no_tie() -> None:
    ties = ties_of(network_of([]))
    assert (ties.size, ties.degrees.tolist(), ties.matrix().shape) == (0, [], (0, 0))


def test_a_giant_consortium_is_a_clique_that_newman_counts_as_one_project() -> None:
    members = [f"a{number}" for number in range(50)]
    ties = ties_of(network_of([(one, "p") for one in members]))
    assert ties.size == len(list(combinations(members, 2)))
    assert ties.strengths == pytest.approx(np.ones(50))


def test_stable_ties_share_two_projects() -> None:
    network = tiny()
    kept = ties_of(network).stable()
    assert named(network, kept, kept.count) == {"A-V": 2}
    assert kept.actors == 6


def test_participations_may_come_by_project() -> None:
    network = davis()
    order = np.lexsort((network.actor, network.project))
    ties = projected(network.actor[order], network.project[order], 18, 14)
    assert ties.newman.tolist() == pytest.approx(ties_of(network).newman.tolist())
