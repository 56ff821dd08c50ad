"""The hypergeometric null model of a pair: the worked example, scipy, and pairs that cannot vary."""

import numpy as np
import pytest
from scipy.stats import hypergeom

from graph.analysis.network import network_of
from graph.analysis.pairs import pair_null
from graph.analysis.ties import ties_of
from tests.graph.analysis.networks import expected, random_network, tiny


def test_the_worked_example() -> None:
    found = pair_null(tiny(), np.array([1], np.int32), np.array([2], np.int32))
    assert (found.observed.tolist(), found.expected.tolist(), found.variance.tolist()) == ([2], [1.5], [0.25])
    assert found.z.tolist() == [1.0]
    assert found.p.tolist() == pytest.approx([0.5])


@pytest.mark.shared
def test_the_reference_answer_is_reproduced() -> None:
    found = pair_null(tiny(), np.array([2], np.int32), np.array([1], np.int32))
    values = {
        "expected": found.expected.item(),
        "var": found.variance.item(),
        "z": found.z.item(),
        "p_ge_obs": found.p.item(),
    }
    assert values == pytest.approx(expected("tiny")["hypergeom_AV"])


@pytest.mark.parametrize("seed", range(3))
def test_each_pair_agrees_with_scipy(seed: int) -> None:
    network = random_network(seed)
    one, other = np.triu_indices(len(network.actors), 1)
    found = pair_null(network, one.astype(np.int32), other.astype(np.int32))
    degrees, projects = network.degrees, len(network.projects)
    some = (degrees[one] > 0) & (degrees[other] > 0)
    reference = hypergeom(projects, degrees[one][some], degrees[other][some])
    assert found.expected[some] == pytest.approx(reference.mean())
    assert found.variance[some] == pytest.approx(reference.var())
    assert found.p[some] == pytest.approx(reference.sf(found.observed[some] - 1))
    assert found.p.min() > 0


@pytest.mark.parametrize("seed", range(3))
def test_pairs_share_what_their_ties_count(seed: int) -> None:
    ties = ties_of(random_network(seed))
    assert pair_null(random_network(seed), ties.one, ties.other).observed.tolist() == ties.count.tolist()


def test_an_actor_in_no_project_or_in_all_has_no_z() -> None:
    network = network_of([("a", "p"), ("a", "q"), ("b", "p")], actors="c")
    found = pair_null(network, np.array([0, 1, 0], np.int32), np.array([1, 2, 2], np.int32))
    assert found.variance.tolist() == [0, 0, 0]
    assert found.z.tolist() == [None, None, None]
    assert found.p.tolist() == [1, 1, 1]


@pytest.mark.parametrize("projects", [0, 1])
def test_a_network_of_hardly_any_project_has_no_z(projects: int) -> None:
    network = network_of([], actors="ab", projects="p"[:projects])
    found = pair_null(network, np.array([0], np.int32), np.array([1], np.int32))
    assert (found.expected.tolist(), found.z.tolist(), found.p.tolist()) == ([0], [None], [1])


def test_no_pair_has_no_answer() -> None:
    nobody = np.array([], np.int32)
    assert pair_null(tiny(), nobody, nobody).p.tolist() == []
