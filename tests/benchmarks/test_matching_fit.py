import tomllib

import numpy as np
import pytest

from benchmarks.matching.asks import Ask, Case, Host, Past, Task
from benchmarks.matching.fit import aim, fit, fitted_toml
from benchmarks.matching.points import by_unit, point_set, unit_means

PAST = Past(uses=(), groups={})
BEDS: tuple[str, ...] = ("street", "harbour", "park")
FEATURES = ("good", "noise", "bad")


def case(number: int, candidates: tuple[str, ...] = BEDS) -> Case:
    ask = Ask(id=str(number), past=PAST, candidates=candidates)
    return Case(ask=ask, unit=f"company {number // 2}", grades={BEDS[number % 2]: 3})


def given(ask: Ask) -> dict[str, dict[str, float]]:
    """Good points for what is right, the same noise for all asks, bad points for what is wrong."""
    right = BEDS[int(ask.id) % 2]
    return {"good": {right: 1.0}, "noise": {"park": 0.7}, "bad": dict.fromkeys(set(BEDS) - {right}, 2.0)}


TASK = Task(
    name="made", part="a", title="made", hosts=tuple(Host(id=one) for one in BEDS), cases=tuple(map(case, range(20)))
)
POINTS = point_set(TASK, FEATURES, given)


def test_points_stand_by_ask_candidate_and_feature() -> None:
    assert POINTS.points.shape == (20, 3, 3)
    assert POINTS.points[1].tolist() == [[0, 0, 2], [1, 0, 0], [0, 0.7, 2]]
    assert POINTS.grades[1].tolist() == [0, 3, 0]


def test_asks_with_fewer_candidates_are_filled_up_with_none() -> None:
    fewer = Task(name="made", part="a", title="made", hosts=TASK.hosts, cases=(case(0), case(1, BEDS[:2])))
    found = point_set(fewer, FEATURES, given)
    assert found.shown.tolist() == [[True, True, True], [True, True, False]]
    assert unit_means(found, [1, 0, 0]).tolist() == [1.0]


def test_asks_that_nothing_suits_are_left_out() -> None:
    nothing = Task(name="made", part="a", title="made", hosts=TASK.hosts, cases=(case(0), case(1, ("park",))))
    assert point_set(nothing, FEATURES, given).units == ("company 0",)


def test_points_may_be_scaled_ask_by_ask() -> None:
    scaled = point_set(TASK, FEATURES, given, by_ask=True)
    assert scaled.points.mean(axis=1) == pytest.approx(0)
    assert scaled.points.std(axis=1) == pytest.approx(1)


def test_the_value_of_weights_is_that_of_a_hand_count() -> None:
    # By noise alone park comes first, then the wrong one before the right one: 1 / log2(4).
    assert unit_means(POINTS, [0, 1, 0]) == pytest.approx(0.5)
    assert unit_means(POINTS, [1, 0, 0]) == pytest.approx(1.0)


def test_what_ties_counts_as_badly_as_it_can() -> None:
    assert unit_means(POINTS, [0, 0, 0]) == pytest.approx(0.5)


def test_units_are_means_in_alphabetical_order() -> None:
    assert by_unit(["b", "a", "b"], [1, 5, 3]).tolist() == [5, 2]


def test_each_set_counts_once_however_many_asks_it_has() -> None:
    wrong = point_set(TASK, FEATURES, lambda ask: {"good": {"park": float(ask.id != "")}})
    assert aim([POINTS, wrong], np.array([1.0, 0, 0])) == pytest.approx((1 + 0.5) / 2)


def test_fitting_finds_the_good_feature_and_leaves_the_bad_one() -> None:
    found = fit([POINTS], FEATURES, starts=3)
    assert found.weights["good"] > 2 * found.weights["bad"]
    assert sum(found.weights.values()) == pytest.approx(1, abs=1e-5)
    assert min(found.weights.values()) >= 0
    assert found.held_out["made"].mean == 1
    assert found.held_out["made"].units == 10
    assert len(found.folds) == 5


def test_fitting_is_the_same_each_time() -> None:
    assert fit([POINTS], FEATURES, starts=2) == fit([POINTS], FEATURES, starts=2)


def test_a_feature_that_is_fixed_stays_out() -> None:
    found = fit([POINTS], FEATURES, starts=2, fixed=["good"])
    assert found.weights["good"] == 0
    assert found.held_out["made"].mean < 1


def test_what_is_reported_is_of_units_left_out() -> None:
    # Points that are random noise: a weight may fit them, and must not be believed.
    rng = np.random.default_rng(3)
    noise = {
        str(number): {name: dict(zip(BEDS, rng.random(3), strict=True)) for name in "abcdef"} for number in range(20)
    }
    found = fit([point_set(TASK, "abcdef", lambda ask: noise[ask.id])], "abcdef", starts=2)
    assert found.held_out["made"].mean < found.training["made"]


def test_the_file_holds_the_weights_and_tells_what_they_are_worth() -> None:
    found = fit([POINTS], FEATURES, starts=2)
    written = fitted_toml(found, note="Sets: made.")
    assert tomllib.loads(written)["weights"] == pytest.approx(found.weights, abs=1e-3)
    assert "# made: 1.000 [1.000, 1.000], n = 10 (fitted on: 1.000)" in written
    assert "# Sets: made." in written
