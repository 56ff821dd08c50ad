import numpy as np
import pytest

from benchmarks.matching.abstention import Judgement, abstention, best_threshold, counted, separation


def judgement(unit: str, confidence: float, *, answerable: bool, hit: float = 0.0) -> Judgement:
    return Judgement(unit=unit, is_answerable=answerable, confidence=confidence, hit=hit)


CLEAR = [
    *(judgement(f"yes {number}", 0.8 + number / 100, answerable=True, hit=1.0) for number in range(10)),
    *(judgement(f"no {number}", 0.1 + number / 100, answerable=False) for number in range(10)),
]
MIXED = [
    judgement("a", 0.9, answerable=True, hit=1.0),
    judgement("b", 0.7, answerable=False),
    judgement("c", 0.6, answerable=True),
    judgement("d", 0.2, answerable=False),
]


def test_the_shares_are_those_of_a_hand_count() -> None:
    found = counted(MIXED, MIXED[:2])
    assert (found.answer_precision, found.answer_recall) == (0.5, 0.5)
    assert (found.abstention_precision, found.abstention_recall) == (0.5, 0.5)
    assert found.good_recall == 0.5


def test_abstaining_on_a_need_that_something_suits_is_a_miss() -> None:
    found = counted(MIXED, [])
    assert found.answer_recall == 0
    assert found.answer_precision is None
    assert found.abstention_precision == 0.5


def test_the_threshold_lies_halfway_between_the_two_kinds() -> None:
    assert best_threshold(CLEAR) == pytest.approx((0.19 + 0.8) / 2)


def test_of_equally_good_thresholds_the_one_that_answers_most_is_taken() -> None:
    assert best_threshold(MIXED) == pytest.approx(0.4)


def test_one_always_answers_where_nothing_tells_the_needs_apart() -> None:
    assert best_threshold([judgement("a", 0.5, answerable=True), judgement("b", 0.5, answerable=False)]) == -np.inf


def test_needs_that_are_told_apart_are_told_apart_on_folds_left_out() -> None:
    found = abstention(CLEAR)
    assert (found.answered, found.wrongly_answered, found.good) == (10, 0, 10)
    assert len(found.thresholds) == 5
    assert found == abstention(CLEAR)


def test_a_pair_stays_in_one_fold() -> None:
    # Were the two told apart, one could choose the threshold for the other; as one unit of two folds, neither does.
    pair = [judgement("pair", 0.3, answerable=True), judgement("pair", 0.3, answerable=True)]
    impossible = [judgement("other", 0.5, answerable=False)]
    found = abstention([*pair, *impossible], folds=2)
    assert found.thresholds.count(-np.inf) == 2


def test_separation_is_the_share_of_pairs_in_the_right_order() -> None:
    assert separation(CLEAR) == 1
    assert separation(MIXED) == 0.75
    assert separation([judgement("a", 1, answerable=True), judgement("b", 1, answerable=False)]) == 0.5
    assert separation(MIXED[:1]) is None
