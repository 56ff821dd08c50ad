from math import log2

import pytest

from benchmarks.matching.measures import groups, hit, ndcg, recall, reciprocal_rank


def test_ndcg_is_that_of_a_hand_count() -> None:
    # Shown 2, 0, 3: 2/log2(2) + 3/log2(4) = 3.5. Best: 3/1 + 2/log2(3).
    assert ndcg([[2], [0], [3]], [3, 2, 0], 5) == pytest.approx(3.5 / (3 + 2 / log2(3)))


def test_ndcg_does_not_look_past_its_depth() -> None:
    assert ndcg([[0], [3]], [3, 0], 1) == 0


def test_hosts_that_tie_share_their_places() -> None:
    # Two hosts, one of grade 3: first or second with the same chance.
    assert ndcg([[3, 0]], [3, 0], 5) == pytest.approx((1 + 1 / log2(3)) / 2)


def test_what_is_not_shown_gains_nothing_but_could_have() -> None:
    assert ndcg([[3]], [3, 3], 5) == pytest.approx(1 / (1 + 1 / log2(3)))
    assert recall([[3]], [3, 3], 5) == 0.5


def test_grade_one_gains_but_is_not_right() -> None:
    assert ndcg([[1]], [1], 5) == 1
    assert hit([[1]], 3) == 0
    assert reciprocal_rank([[1], [2]]) == 0.5


def test_recall_counts_a_tie_that_is_cut_in_part() -> None:
    # Of four that tie, one right, two fit in.
    assert recall([[2, 0, 0, 0]], [2, 0, 0, 0], 2) == 0.5


def test_a_hit_in_a_tie_is_a_probability() -> None:
    # Two right of four, two places: missed with the chance 1/6.
    assert hit([[2, 2, 0, 0]], 2) == pytest.approx(5 / 6)


def test_a_hit_above_a_tie_is_sure() -> None:
    assert hit([[3], [2, 0]], 2) == 1


def test_the_reciprocal_rank_of_a_tie_is_the_mean_over_its_orders() -> None:
    # One right of two, after one wrong: 1/2 or 1/3.
    assert reciprocal_rank([[0], [2, 0]]) == pytest.approx((1 / 2 + 1 / 3) / 2)
    # Two right of three: first in four of six orders, else second.
    assert reciprocal_rank([[2, 2, 0]]) == pytest.approx(2 / 3 * 1 + 1 / 3 * 1 / 2)


def test_nothing_right_has_the_reciprocal_rank_nought() -> None:
    assert reciprocal_rank([[0, 0]]) == 0
    assert reciprocal_rank([]) == 0


def test_groups_hold_equal_points_together_and_leave_out_who_is_no_candidate() -> None:
    points = {"lab": 1.0, "street": 0.1 + 0.2, "park": 0.3, "port": 9.0}
    assert groups(points, {"street": 3, "park": 1}, ["lab", "street", "park", "tank"]) == [[0], [3, 1]]
