"""Answers kept for the next asker."""

from api.cache import AnswerCache, Kept

TEN = Kept(b"0123456789")


def test_the_answer_used_longest_ago_makes_way() -> None:
    cache = AnswerCache(80)
    for name in "abcdefgh":
        cache.put(name, TEN)
    assert cache.get("a") == TEN
    cache.put("i", TEN)
    assert cache.get("b") is None
    assert cache.get("a") == cache.get("i") == TEN


def test_an_answer_larger_than_an_eighth_of_the_room_is_not_kept() -> None:
    cache = AnswerCache(80)
    cache.put("a", Kept(b"0" * 11))
    assert cache.get("a") is None


def test_the_same_answer_twice_takes_room_once() -> None:
    cache = AnswerCache(80)
    for name in "aaaaaaaaab":
        cache.put(name, TEN)
    assert cache.get("a") is not None
    assert cache.get("b") is not None


def test_an_answer_in_another_coding_is_another_one_and_takes_room_of_its_own() -> None:
    cache = AnswerCache(80)
    cache.put("a", TEN)
    cache.put("a", Kept(b"small"), "br")
    assert (cache.get("a"), cache.get("a", "br"), cache.get("a", "gzip")) == (TEN, Kept(b"small"), None)
    for name in "bcdefgh":
        cache.put(name, TEN)
    assert cache.get("a") is None
