import pytest

from benchmarks.matching.intervals import difference, interval

VALUES = [0.0, 0.2, 0.4, 0.9, 1.0]


def test_the_bootstrap_is_the_same_each_time() -> None:
    assert interval(VALUES) == interval(VALUES)
    assert interval(VALUES, resamples=9, seed=1) != interval(VALUES, resamples=9, seed=2)


def test_the_interval_holds_the_mean_and_lies_within_the_values() -> None:
    found = interval(VALUES)
    assert found.mean == pytest.approx(0.5)
    assert 0 <= found.low < 0.5 < found.high <= 1
    assert found.units == 5


def test_values_that_are_all_the_same_leave_no_doubt() -> None:
    found = interval([0.5, 0.5, 0.5])
    assert (found.low, found.mean, found.high) == (0.5, 0.5, 0.5)


def test_a_difference_is_paired() -> None:
    # Far apart between units, but a tenth better in each.
    found = difference([value + 0.1 for value in VALUES], VALUES)
    assert found.mean == pytest.approx(0.1)
    assert [found.low, found.high] == pytest.approx([0.1, 0.1])
    assert found.is_above


def test_two_that_are_alike_are_not_told_apart() -> None:
    found = difference(VALUES, VALUES)
    assert (found.mean, found.p) == (0, 1)
    assert not found.is_above
    assert not found.is_below


def test_p_is_the_share_of_signs_that_are_as_extreme() -> None:
    # Three differences of one size: only two of eight signs are as far from nought.
    found = difference([0.1, 0.1, 0.1], [0.0, 0.0, 0.0], resamples=40_000)
    assert found.p == pytest.approx(0.25, abs=0.01)


def test_a_difference_knows_its_direction() -> None:
    assert difference([0.0, 0.1, 0.0], [0.5, 0.6, 0.7]).is_below
