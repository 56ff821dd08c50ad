"""Minutes of mixed load: what counts as well, and what as an honest answer."""

import json

import pytest

from benchmarks.endurance import Endured, Honest, p99, words

PROBLEM = json.dumps({"title": "later", "status": 503}).encode()


def seen(**changed: object) -> Endured:
    found = Endured(idle=[0.002] * 100, loaded=[0.01] * 100, megabytes=(100.0, 105.0))
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def test_all_is_well_where_nothing_went_wrong() -> None:
    assert seen().is_well


@pytest.mark.parametrize(
    "changed",
    [
        {"ended": -9},
        {"wrong": ["a small query: 500"]},
        {"tracebacks": 1},
        {"megabytes": (100.0, 111.0)},
        {"loaded": [0.06] * 100},
        {"loaded": []},
    ],
    ids=["it ended", "a wrong answer", "a traceback", "memory is kept", "small queries are slow", "none was answered"],
)
def test_it_is_not_well_where_one_thing_went_wrong(changed: dict[str, object]) -> None:
    assert not seen(**changed).is_well


def test_where_a_small_query_is_slow_by_itself_it_may_take_ten_times_as_long() -> None:
    assert seen(idle=[0.01] * 100, loaded=[0.09] * 100).is_well


def test_ninety_nine_of_a_hundred_stay_under_it() -> None:
    assert p99([float(number) for number in range(200)]) == 198.0


@pytest.mark.parametrize(
    ("status", "body", "is_honest"),
    [
        (503, PROBLEM, True),
        (500, PROBLEM.replace(b"503", b"500"), False),
        (400, PROBLEM, False),
        (503, b"<html>", False),
        (0, b"ConnectionResetError", False),
    ],
    ids=["a problem document", "an error of ours", "another status inside", "no document", "cut off"],
)
def test_an_error_is_honest_where_a_problem_document_says_the_same(status: int, body: bytes, is_honest: bool) -> None:
    found = seen()
    Honest(0, found).expect_honesty("it", status, body)
    assert (not found.wrong) is is_honest


def test_what_went_wrong_is_told() -> None:
    said = "\n".join(words(seen(wrong=["05-hops: 3 rows"], ended=-11)))
    assert "The service ended with code -11." in said
    assert "05-hops: 3 rows" in said
    assert "10.0 ms under load, 2.0 ms idle" in said
