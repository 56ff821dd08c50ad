"""Answers kept for the next asker."""

from api.cache import AnswerCache


def test_the_answer_used_longest_ago_makes_way() -> None:
    cache = AnswerCache(80)
    for name in "abcdefgh":
        cache.put(name, b"0123456789")
    assert cache.get("a") == b"0123456789"
    cache.put("i", b"0123456789")
    assert cache.get("b") is None
    assert cache.get("a") == cache.get("i") == b"0123456789"


def test_an_answer_larger_than_an_eighth_of_the_room_is_not_kept() -> None:
    cache = AnswerCache(80)
    cache.put("a", b"0" * 11)
    assert cache.get("a") is None


def test_the_same_answer_twice_takes_room_once() -> None:
    cache = AnswerCache(80)
    for name in "aaaaaaaaab":
        cache.put(name, b"0123456789")
    assert cache.get("a") is not None
    assert cache.get("b") is not None
