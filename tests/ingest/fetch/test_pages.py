import json
from dataclasses import replace
from datetime import timedelta

import pytest

from graph.errors import FetchFailed
from ingest.fetch.fetching import on_shelf
from ingest.source import Pages
from tests.ingest.fetch.conftest import Errand
from tests.ingest.fetch.server import Asked, Reply, Server, Time

FIRST, SECOND, THIRD = ["a", "b"], ["c", "d"], ["e"]


def page(items: list[str], total: object = 5) -> Reply:
    return Reply(body=json.dumps({"totalResults": total, "companies": items}).encode())


def at(url: str) -> Pages:
    return Pages(name="companies", url=url, parameter="page", items="companies", total="totalResults")


def names(errand: Errand) -> list[str]:
    return sorted(path.name for path in (errand.shelf / "made").iterdir() if not path.name.startswith("."))


def test_pages_are_fetched_up_to_the_total_and_kept_as_they_came(server: Server, errand: Errand) -> None:
    url = server.answers("/all", page(FIRST), page(SECOND), page(THIRD))
    found = errand(replace(at(url), query={"location": "Helsinki"}))
    assert names(errand) == ["companies-0001.json", "companies-0002.json", "companies-0003.json"]
    assert errand.file("companies-0003.json") == page(THIRD).body
    assert [one.query for one in server.asked] == [{"location": "Helsinki", "page": number} for number in "123"]
    assert found.notes == ()


def test_pages_may_count_from_nought(server: Server, errand: Errand) -> None:
    errand(replace(at(server.answers("/all", page(FIRST, total=2))), first=0))
    assert names(errand) == ["companies-0000.json"]


def test_each_value_has_its_own_pages(server: Server, errand: Errand) -> None:
    url = server.answers("/all", page(FIRST, total=2), page(FIRST, total=3), page(THIRD, total=3))
    errand(replace(at(url), each=("location", ("Espoo", "Vantaa"))))
    assert names(errand) == ["companies-Espoo-0001.json", "companies-Vantaa-0001.json", "companies-Vantaa-0002.json"]
    assert [one.query["location"] for one in server.asked] == ["Espoo", "Vantaa", "Vantaa"]


def test_no_items_at_all_are_one_empty_page(server: Server, errand: Errand) -> None:
    errand(at(server.answers("/all", page([], total=0))))
    assert names(errand) == ["companies-0001.json"]


def test_a_page_past_the_end_that_repeats_the_first_is_refused(server: Server, errand: Errand) -> None:
    url = server.answers("/all", page(FIRST), page(SECOND), page(FIRST))
    with pytest.raises(FetchFailed) as caught:
        errand(at(url))
    assert caught.value.url == f"{url}?page=3"
    assert caught.value.what == "repeats page 1, though there are 4 items only of the 5 it speaks of"
    assert not (errand.shelf / ".made/work/companies-0003.json").exists()
    assert on_shelf("made", errand.shelf) is None


def test_the_same_items_in_other_words_are_the_same(server: Server, errand: Errand) -> None:
    repeated = Reply(body=b'{"companies":["a","b"],   "totalResults":5}')
    with pytest.raises(FetchFailed, match="repeats page 1"):
        errand(at(server.answers("/all", page(FIRST), page(SECOND), repeated)))


def test_a_total_that_shrinks_to_what_is_there_ends_the_run(server: Server, errand: Errand) -> None:
    found = errand(at(server.answers("/all", page(FIRST), page(SECOND), page(FIRST, total=4))))
    assert names(errand) == ["companies-0001.json", "companies-0002.json"]
    assert found.notes == ("companies: the total changed while it was read: 5, then 4",)


def test_a_total_that_grows_is_followed_and_told(server: Server, errand: Errand) -> None:
    found = errand(at(server.answers("/all", page(FIRST, total=4), page(SECOND), page(THIRD))))
    assert len(found.files) == 3
    assert found.notes == ("companies: the total changed while it was read: 4, then 5",)


def test_more_items_than_the_total_are_told(server: Server, errand: Errand) -> None:
    found = errand(at(server.answers("/all", page(FIRST, total=1))))
    assert found.notes == ("companies: 2 items came, though the service speaks of 1",)


def test_an_empty_page_before_the_end_is_refused(server: Server, errand: Errand) -> None:
    with pytest.raises(FetchFailed, match="has no items, though there are 2 items only of the 5 it speaks of"):
        errand(at(server.answers("/all", page(FIRST), page([]))))


def test_a_broken_page_is_asked_for_again(server: Server, errand: Errand) -> None:
    errand(at(server.answers("/all", Reply(body=b'{"companies": [}'), page(FIRST, total=2))))
    assert errand.file("companies-0001.json") == page(FIRST, total=2).body


def test_a_page_that_stays_broken_is_refused(server: Server, errand: Errand) -> None:
    with pytest.raises(FetchFailed, match=r"answered with JSON that is broken \(.*\) \(after 3 attempts\)"):
        errand(at(server.answers("/all", Reply(body=b'{"companies": [}'))))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"totalResults": 3}', "a page that has no list 'companies'"),
        (b'{"companies": []}', "a page that has no number 'totalResults'"),
        (b'{"companies": [], "totalResults": true}', "a page that has no number 'totalResults'"),
        (b"[]", "a page that has no list 'companies'"),
        (b"<html><title>Huolto</title></html>", "an HTML page, 'Huolto', instead of json"),
    ],
    ids=["no items", "no total", "a total that is no number", "a bare list", "a page for people"],
)
def test_what_is_no_page_is_refused_at_once(server: Server, errand: Errand, body: bytes, message: str) -> None:
    with pytest.raises(FetchFailed, match=message):
        errand(at(server.answers("/all", Reply(body=body))))
    assert len(server.asked) == 1


def test_a_429_in_the_middle_is_waited_for(server: Server, errand: Errand) -> None:
    busy = Reply(status=429, body=b"Too many requests", headers={"Content-Type": "text/plain", "Retry-After": "60"})
    errand(at(server.answers("/all", page(FIRST, total=4), busy, page(SECOND, total=4))))
    assert errand.time.slept == [0.5, 60.0]
    assert names(errand) == ["companies-0001.json", "companies-0002.json"]


def test_an_interrupted_run_is_gone_on_with(server: Server, errand: Errand) -> None:
    url = server.answers("/all", page(FIRST), page(SECOND), Reply(status=403))
    with pytest.raises(FetchFailed):
        errand(at(url))
    server.answers("/all", page(THIRD))
    errand(at(url))
    assert [one.query["page"] for one in server.asked] == ["1", "2", "3", "3"]
    assert errand.file("companies-0001.json") == page(FIRST).body
    assert len(names(errand)) == 3


def test_a_run_that_lies_a_day_back_is_begun_again(server: Server, errand: Errand, time: Time) -> None:
    url = server.answers("/all", page(FIRST), Reply(status=403))
    with pytest.raises(FetchFailed):
        errand(at(url))
    time.at += timedelta(days=1)
    server.answers("/all", page(SECOND, total=2))
    errand(at(url))
    assert errand.file("companies-0001.json") == page(SECOND, total=2).body


def test_a_run_with_another_query_is_begun_again(server: Server, errand: Errand) -> None:
    url = server.answers("/all", page(FIRST), Reply(status=403))
    with pytest.raises(FetchFailed):
        errand(at(url))
    server.answers("/all", page(SECOND, total=2))
    errand(replace(at(url), query={"location": "Espoo"}))
    assert errand.file("companies-0001.json") == page(SECOND, total=2).body


def test_the_same_pages_are_unchanged_and_fewer_pages_are_not(server: Server, errand: Errand) -> None:
    def numbered(asked: Asked) -> Reply:
        return page([FIRST, SECOND, THIRD][int(asked.query["page"]) - 1])

    url = server.answers("/all", numbered)
    assert [errand(at(url)).unchanged, errand(at(url)).unchanged] == [False, True]
    server.answers("/all", page(FIRST, total=2))
    assert not errand(at(url)).unchanged
    assert names(errand) == ["companies-0001.json"]
