"""Agreement of partitions: pair by pair, from joint probabilities, published values, edges."""

from itertools import combinations
from math import log

import numpy as np
import pytest

from graph.analysis.agreement import agreement
from graph.analysis.network import Indices


def codes(*values: int) -> Indices:
    return np.array(values, np.int32)


def rand_by_pairs(one: Indices, other: Indices) -> float:
    """Return the adjusted Rand index from the four kinds of pairs (Steinley 2004, equation 5)."""
    both = [(one[i] == one[j], other[i] == other[j]) for i, j in combinations(range(len(one)), 2)]
    a, b, c, d = (both.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False)))
    return 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d))


def information(one: Indices, other: Indices) -> float:
    """Return the normalised mutual information from the joint probabilities."""
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))

    def share(of: list[tuple[int, int]]) -> float:
        return len(of) / len(pairs)

    def entropy(side: int) -> float:
        parts = [share([pair for pair in pairs if pair[side] == code]) for code in {pair[side] for pair in pairs}]
        return -sum(part * log(part) for part in parts)

    mutual = sum(
        share([pair for pair in pairs if pair == cell])
        * log(
            share([pair for pair in pairs if pair == cell])
            / share([pair for pair in pairs if pair[0] == cell[0]])
            / share([pair for pair in pairs if pair[1] == cell[1]])
        )
        for cell in set(pairs)
    )
    return 2 * mutual / (entropy(0) + entropy(1))


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_the_definitions(seed: int) -> None:
    random = np.random.default_rng(seed)
    one, other = (random.integers(0, 5, 40).astype(np.int32) for _ in range(2))
    found = agreement(one, other)
    assert found.nmi == pytest.approx(information(one, other))
    assert found.ari == pytest.approx(rand_by_pairs(one, other))


def test_the_example_of_scikit_learn() -> None:
    # Its manual gives 0.57 for the adjusted Rand index of these two.
    assert agreement(codes(0, 0, 1, 2), codes(0, 0, 1, 1)).ari == pytest.approx(4 / 7)


def test_what_groups_are_called_does_not_matter() -> None:
    assert agreement(codes(0, 1, 1, 2), codes(2, 0, 0, 1)) == agreement(codes(0, 1, 1, 2), codes(0, 1, 1, 2))


def test_one_group_says_nothing_about_many() -> None:
    found = agreement(codes(0, 0, 0, 0), codes(0, 1, 2, 3))
    assert [found.nmi, found.ari] == pytest.approx([0, 0])


@pytest.mark.parametrize(
    "one", [codes(0, 0, 0), codes(0, 1, 2), codes(0)], ids=["one group", "groups of one", "one thing"]
)
def test_equal_partitions_agree_wholly_even_where_they_say_nothing(one: Indices) -> None:
    found = agreement(one, one)
    assert [found.nmi, found.ari] == pytest.approx([1, 1])
