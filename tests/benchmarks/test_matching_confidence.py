import numpy as np
import pytest

from benchmarks.matching.abstention import fold_of_units
from benchmarks.matching.confidence import Signs, fit_confidence, logistic


def signs(number: int, *, answerable: bool, text: float) -> Signs:
    return Signs(
        unit=f"need {number}", is_answerable=answerable, values={"text": text, "noise": number % 3 / 3}, hit=1.0
    )


CLEAR = [
    signs(number, answerable=number < 20, text=0.8 - 0.5 * (number >= 20) + number % 5 / 100) for number in range(30)
]


def test_a_regression_without_a_ridge_meets_the_odds_of_a_hand_count() -> None:
    # Where the sign is 0 one of four is answerable, where it is 1 three of four: odds 1/3 and 3.
    values = np.array([[0.0]] * 4 + [[1.0]] * 4)
    answerable = np.array([True, False, False, False, True, True, True, False])
    weights, bias = logistic(values, answerable, ridge=0.0)
    assert bias == pytest.approx(-np.log(3), abs=1e-5)
    assert weights.tolist() == pytest.approx([2 * np.log(3)], abs=1e-5)


def test_a_ridge_holds_weights_back() -> None:
    values, answerable = np.array([[0.0], [1.0], [0.0], [1.0]]), np.array([False, True, False, True])
    weak, strong = (logistic(values, answerable, ridge)[0][0] for ridge in (10.0, 0.1))
    assert 0 < weak < strong


def test_a_sign_that_tells_is_given_weight_and_noise_hardly_any() -> None:
    found = fit_confidence(CLEAR, ("text", "noise"))
    assert found.weights["text"] > 5 * abs(found.weights["noise"])
    assert 0 < found.least < 1


def test_needs_are_counted_by_what_was_fitted_without_them() -> None:
    found = fit_confidence(CLEAR, ("text",))
    assert (found.held_out.answerable, found.held_out.impossible) == (20, 10)
    assert (found.held_out.answered, found.held_out.wrongly_answered) == (20, 0)
    assert found.separation == 1
    assert len(found.held_out.thresholds) == 5


def test_a_sign_that_is_not_told_is_nought() -> None:
    found = fit_confidence(CLEAR, ("text", "unheard of"))
    assert found.weights["unheard of"] == 0


def test_folds_are_of_like_size_and_a_unit_is_in_one() -> None:
    found = fold_of_units(["a", "b", "c", "d", "a"], 2)
    assert sorted(found) == ["a", "b", "c", "d"]
    assert sorted(found.values()) == [0, 0, 1, 1]
