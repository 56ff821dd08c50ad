"""The trend test against scipy where no two values are equal, and against every order of few values where some are."""

from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any

import numpy as np
import pytest
from scipy.stats import kendalltau, theilslopes

from graph.analysis.trend import discordant_pairs, trend


def s_of(values: tuple[Fraction, ...]) -> int:
    """Return how many pairs rise, less how many fall."""
    return sum(
        (values[j] > values[i]) - (values[j] < values[i]) for i in range(len(values)) for j in range(i + 1, len(values))
    )


@pytest.mark.parametrize("years", [5, 9, 14])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_scipy_where_no_two_values_are_equal(seed: int, years: int) -> None:
    values = [Fraction(int(one), 100) for one in np.random.default_rng(seed).choice(100, years, replace=False)]
    found = trend({2000 + place: value for place, value in enumerate(values)}, "share")
    numbers = [float(value) for value in values]
    oracle: Any = kendalltau(range(years), numbers, method="exact")
    lines: Any = theilslopes(numbers, range(years))
    assert found.tau.value == pytest.approx(oracle.statistic)
    assert found.p.value == pytest.approx(oracle.pvalue)
    assert found.slope.value == pytest.approx(lines.slope)


@pytest.mark.parametrize("numbers", [(1, 1, 2, 3), (0, 0, 0, 1, 1), (2, 1, 2, 1, 3, 3), (1, 2, 3, 4, 4, 4, 0)], ids=str)
def test_equal_values_agree_with_every_order(numbers: tuple[int, ...]) -> None:
    values = tuple(Fraction(one) for one in numbers)
    orders = [abs(s_of(order)) for order in permutations(values)]
    found = trend(dict(enumerate(values)), "share")
    assert found.p.value == pytest.approx(sum(one >= abs(s_of(values)) for one in orders) / len(orders))
    oracle: Any = kendalltau(range(len(numbers)), numbers)
    assert found.tau.value == pytest.approx(oracle.statistic)


def test_orders_add_up_to_the_multinomial_coefficient() -> None:
    assert sum(discordant_pairs((3, 2, 4))) == factorial(9) // (factorial(3) * factorial(2) * factorial(4))


def test_years_that_are_missing_between_count_in_the_slope() -> None:
    found = trend({2010: Fraction(0), 2012: Fraction(2), 2014: Fraction(4), 2020: Fraction(10)}, "projects")
    assert found.slope.value == 1
    assert found.slope.unit == "projects a year"


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ((0, 1, 2, 3, 4), "rising"),
        ((4, 3, 2, 1, 0), "falling"),
        ((0, 4, 1, 3, 2), "no trend is shown over 5 years"),
        ((0, 1, 2, 3), "cannot be told: with 4 such years p is 0.083 at the least"),
        ((0, 1, 2), "cannot be told: only 3 years can be compared, fewer than 4"),
        ((), "cannot be told: only 0 years can be compared, fewer than 4"),
        ((1, 1, 1, 1, 1), "cannot be told: it is the same in all years"),
    ],
    ids=["rising", "falling", "neither", "four years", "three years", "no year", "all equal"],
)
def test_the_direction_is_told_in_words(values: tuple[int, ...], direction: str) -> None:
    assert trend({place: Fraction(one) for place, one in enumerate(values)}, "share").direction == direction


def test_a_trend_of_too_few_years_has_no_figure_for_a_reason() -> None:
    found = trend({2020: Fraction(1)}, "share")
    assert (found.tau.value, found.slope.value, found.p.value) == (None, None, None)
    assert found.p.reason == "only 1 years can be compared, fewer than 4"
