import gzip
from urllib.parse import parse_qs

import pytest

from graph.errors import FetchFailed
from ingest.source import Select
from tests.ingest.fetch.conftest import Errand
from tests.ingest.fetch.server import Reply, Server

ANSWER = b'{"head": {"vars": ["item"]}, "results": {"bindings": [{"item": {"type": "literal", "value": "a"}}]}}'
QUERY = "SELECT ?item WHERE { ?item ?p 'ä' }"


def select(url: str, query: str = QUERY) -> Select:
    return Select(name="items.json", url=url, query=query)


def test_the_query_is_posted_and_its_answer_kept(server: Server, errand: Errand) -> None:
    errand(select(server.answers("/sparql", Reply(body=ANSWER))))
    [asked] = server.asked
    assert asked.method == "POST"
    assert asked.headers["accept"] == "application/sparql-results+json"
    assert parse_qs(asked.body.decode()) == {"query": [QUERY]}
    assert errand.file("items.json") == ANSWER


def test_a_compressed_answer_is_kept_unpacked(server: Server, errand: Errand) -> None:
    errand(select(server.answers("/sparql", Reply(body=gzip.compress(ANSWER), headers={"Content-Encoding": "gzip"}))))
    assert "gzip" in server.asked[0].headers["accept-encoding"]
    assert errand.file("items.json") == ANSWER


def test_an_answer_that_ends_in_an_error_within_is_asked_for_again(server: Server, errand: Errand) -> None:
    late = ANSWER[:60] + b"\njava.util.concurrent.TimeoutException {}"
    errand(select(server.answers("/sparql", Reply(body=late), Reply(body=ANSWER))))
    assert errand.file("items.json") == ANSWER


def test_an_answer_that_stays_broken_is_refused(server: Server, errand: Errand) -> None:
    with pytest.raises(FetchFailed, match=r"JSON that is broken .*\(after 3 attempts\)"):
        errand(select(server.answers("/sparql", Reply(body=ANSWER[:60] + b"}"))))


@pytest.mark.parametrize("body", [b'{"head": {}, "boolean": true}', b"[]"], ids=["an ASK", "another JSON"])
def test_what_is_no_answer_to_a_select_is_refused(server: Server, errand: Errand, body: bytes) -> None:
    with pytest.raises(FetchFailed, match="JSON that is no SPARQL result"):
        errand(select(server.answers("/sparql", Reply(body=body))))


def test_an_answer_that_is_nested_too_deep_is_refused_before_it_fills_the_memory(
    server: Server, errand: Errand
) -> None:
    with pytest.raises(FetchFailed, match="JSON that is nested more than 64 deep"):
        errand(select(server.answers("/sparql", Reply(body=b"[" * 100_000 + b"]" * 100_000))))


def test_another_query_is_asked_after_an_interrupted_fetch(server: Server, errand: Errand) -> None:
    url = server.answers("/sparql", Reply(body=ANSWER))
    gone = Select(name="more.json", url=server.answers("/gone", Reply(status=404), Reply(body=ANSWER)), query=QUERY)
    with pytest.raises(FetchFailed):
        errand(select(url), gone)
    errand(select(url, "SELECT * {}"), gone)
    assert [one.path for one in server.asked] == ["/sparql", "/gone", "/sparql", "/gone"]
