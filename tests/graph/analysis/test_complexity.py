"""Complexity: the published example against EconGeo and the method of reflections, reasons for none."""

import numpy as np
import pytest

from graph.analysis.complexity import complexity, eigenvector
from graph.analysis.network import TwoModeNetwork, network_of
from tests.graph.analysis.networks import random_network
from tests.graph.analysis.test_relatedness import PLANTS


def nested(*rows: str) -> TwoModeNetwork:
    """Return a network of a group for each row, which does the labels where it has an `x`, each in a project alone."""
    does = [(f"g{group}", f"l{label}") for group, row in enumerate(rows) for label, one in enumerate(row) if one == "x"]
    return network_of(
        [(group, f"{group}-{label}") for group, label in does],
        groups={"city": {group: group for group, _ in does}},
        tags={"focus-area": {f"{group}-{label}": [label] for group, label in does}},
    )


def test_the_eigenvalue_of_the_published_example() -> None:
    values, _ = eigenvector(PLANTS)
    assert values[:2].tolist() == pytest.approx([1, 0.542134], abs=1e-6)


def test_the_vector_of_the_published_example_is_that_of_econgeo() -> None:
    # EconGeo rounds the matrix to four decimals, and scales the vector to a sum of 1.
    _, vector = eigenvector(PLANTS)
    assert (vector / vector.sum()).tolist() == pytest.approx([0.5394, 6.3995, -2.6194, -3.3195], rel=2e-3)


@pytest.mark.parametrize("seed", range(4))
def test_the_vector_is_an_eigenvector_of_the_matrix_as_defined(seed: int) -> None:
    done = np.random.default_rng(seed).random((14, 8)) < 0.5
    done[0], done[:, 0] = True, True
    matrix = (done / done.sum(axis=1, keepdims=True)) @ (done / done.sum(axis=0)).T
    values, vector = eigenvector(done)
    assert matrix @ vector == pytest.approx(values[1] * vector)
    assert np.sort(np.linalg.eigvals(matrix).real)[::-1][:3] == pytest.approx(values[:3])


def test_the_reflections_of_the_published_example() -> None:
    # The mean over a group's labels of the mean diversity of the groups that are in them.
    reflected = (PLANTS @ ((PLANTS.T @ PLANTS.sum(axis=1)) / PLANTS.sum(axis=0))) / PLANTS.sum(axis=1)
    assert reflected.tolist() == pytest.approx([2.958333, 2.5, 2.666667, 2.333333], abs=1e-6)


def test_complexity_is_in_standard_deviations_and_goes_with_diversity() -> None:
    network = nested("xxxxx", "xxxx.", "xxx..", "xx...", "x....", ".xxx.", "..x.x", "x..x.", "xx..x", ".x...", "x.x.x")
    found = complexity(network)
    scores = [row.complexity or 0.0 for row in found.rows]
    diversity = [row.diversity for row in found.rows]
    assert [np.mean(scores), np.std(scores)] == pytest.approx([0, 1])
    assert float(np.corrcoef(scores, diversity)[0, 1]) > 0
    assert scores == pytest.approx(sorted(scores, reverse=True))
    assert found.eigenvalue.value is not None
    assert 0 < found.eigenvalue.value < 1


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (("xx.", ".xx", "x.x"), "fewer than 10 groups are specialised in anything"),
        (("x",) * 12, "fewer than two groups, or labels, are left: there is no second axis"),
        (("xx",) * 12, "all groups are specialised in the same: nothing tells them apart"),
        (
            ("xx..",) * 6 + ("..xx",) * 6,
            "groups fall into parts that share no specialisation: each has an axis of its own",
        ),
        (("xx.", ".xx", "x.x") * 4, "two axes tell groups apart equally well: there is no one order"),
    ],
    ids=["three groups", "one label", "all alike", "two worlds", "no order"],
)
def test_where_there_is_no_complexity_a_reason_says_why(rows: tuple[str, ...], reason: str) -> None:
    found = complexity(nested(*rows))
    assert (found.eigenvalue.value, found.eigenvalue.reason) == (None, reason)
    assert {row.complexity for row in found.rows} == {None}
    assert len(found.rows) == len(rows)


def test_what_is_unknown_is_left_out_and_named() -> None:
    found = complexity(random_network(1), by="city")
    assert "unknown" in found.left_out_groups
    assert "unknown" in found.left_out_labels
    assert "unknown" not in [row.group for row in found.rows]


def test_each_actor_can_be_a_group() -> None:
    network = random_network(1)
    found = complexity(network, by=None)
    assert (found.by, found.groups) == ("actor", len(found.rows))
    assert set(found.left_out_groups) | {row.group for row in found.rows} == set(network.actors)
    assert found.rows[0].complexity is not None


def test_without_actors_there_is_no_complexity_and_a_reason() -> None:
    found = complexity(network_of([], groups={"city": {}}, tags={"focus-area": {}}))
    assert (found.rows, found.eigenvalue.reason) == ((), "fewer than 10 groups are specialised in anything")
