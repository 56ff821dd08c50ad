"""Groups as numbers: permuted, put together, and shared out over labels of projects."""

import numpy as np
import pytest

from graph.analysis.labels import OTHERS, largest, memberships, permutations_of, tag_groups
from graph.analysis.network import UNKNOWN, network_of
from tests.graph.analysis.networks import random_network


def test_permuted_groups_keep_their_sizes() -> None:
    codes = random_network(1).grouping("city").codes
    drawn = [one.copy() for one in permutations_of(codes, 5, 1)]
    assert [np.bincount(one).tolist() for one in drawn] == [np.bincount(codes).tolist()] * 5
    assert len({one.tobytes() for one in drawn}) == 5


def test_every_order_of_groups_comes_alike_often() -> None:
    drawn = [tuple(one.tolist()) for one in permutations_of(np.array([0, 0, 1, 1], np.int32), 6000, 2)]
    counts = np.unique(np.array(drawn), axis=0, return_counts=True)[1]
    assert len(counts) == 6
    assert ((counts - 1000) ** 2 / 1000).sum() < 11.07  # the 5 % limit of chi-squared with 5 degrees of freedom


def test_permutations_are_told() -> None:
    told: list[tuple[int, int]] = []
    list(permutations_of(np.zeros(2, np.int32), 2, 1, lambda done, total: told.append((done, total))))
    assert told == [(1, 2), (2, 2)]


def test_equal_groups_are_kept_by_label_and_the_rest_put_together() -> None:
    found = largest(("a", "b", "c", "d", "several", UNKNOWN), np.array([2, 1, 1, 1, 1, 1]), 2)
    assert found.labels == ("a", "b", "several", UNKNOWN, OTHERS)
    assert found.places.tolist() == [0, 1, 4, 4, 2, 3]
    assert found.folded == 2


def test_one_group_more_than_the_most_stays() -> None:
    assert largest(("a", "b", "c"), np.array([1, 1, 1]), 2).labels == ("a", "b", "c")


@pytest.mark.parametrize("seed", range(3))
def test_each_actor_belongs_to_all_labels_with_one_in_all(seed: int) -> None:
    network = random_network(seed)
    tagging = network.tagging("focus-area")
    groups = tag_groups(network, tagging, 2)
    shares = memberships(network.actor, network.project, network, tagging, groups)
    assert groups.labels[-1] == OTHERS
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(network.actors)))
    assert shares[network.degrees == 0, groups.labels.index(UNKNOWN)].tolist() == [1] * int(
        (network.degrees == 0).sum()
    )


def test_a_share_is_the_mean_over_projects() -> None:
    network = network_of([("a", "p"), ("a", "q")], actors="b", tags={"field": {"p": ["x", "y"], "q": ["y"]}})
    tagging = network.tagging("field")
    groups = tag_groups(network, tagging, 9)
    assert groups.labels == ("x", "y", UNKNOWN)
    assert memberships(network.actor, network.project, network, tagging, groups).tolist() == [
        [0.25, 0.75, 0],
        [0, 0, 1],
    ]
