import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.asking import Asker, BenchQuery, Reply, Series, bench_queries, interleave
from benchmarks.engines import Engine, EngineFailed

ONE, TWO = BenchQuery(name="01-one", sparql="SELECT 1"), BenchQuery(name="02-two", sparql="SELECT 2")
RESULTS = "application/sparql-results+json"


def bindings(count: int) -> bytes:
    return json.dumps({"results": {"bindings": [{}] * count}}).encode()


@dataclass
class Toy:
    """A server that notes what it is asked and answers two rows."""

    port: int
    status: int = 200
    heard: list[str] = field(default_factory=list)

    def asker(self, *, cached: bool = False) -> Asker:
        return Asker("toy", Engine(name="toy", port=self.port, path="/sparql"), cached=cached)


@pytest.fixture
def toy() -> Iterator[Toy]:
    """Return a server that is there for one test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.heard.append(parse_qs(urlsplit(self.path).query)["query"][0])
            self.send_response(known.status)
            self.send_header("content-type", RESULTS)
            self.end_headers()
            self.wfile.write(bindings(2))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server calls it so
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        known = Toy(port=server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield known
        server.shutdown()
        thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restartable(Engine):
    """An engine of which it is known how often it was restarted."""

    restarts: list[str] = field(default_factory=list)

    def restart(self) -> None:
        self.restarts.append(self.name)


class Scripted(Asker):
    """An asker whose answers take the seconds that are written here; None is an answer that does not come."""

    def __init__(self, name: str, script: list[float | None], *, cap: float | None = None) -> None:
        super().__init__(name, Restartable(name=name, port=1, path="/"), cap=cap)
        self.script, self.heard = iter(script), list[str]()

    def ask(self, sparql: str) -> Reply:
        self.heard.append(sparql)
        seconds = next(self.script)
        if seconds is None:
            raise TimeoutError
        return Reply(seconds=seconds, media_type=RESULTS, body=bindings(3))


def test_an_uncached_query_is_never_the_same_text_twice(toy: Toy) -> None:
    asker = toy.asker()
    interleave([asker], [ONE], 2)
    asker.close()
    assert toy.heard == ["SELECT 1\n# 0", "SELECT 1\n# 1", "SELECT 1\n# 2"]


def test_a_cached_query_is_the_same_text_each_time(toy: Toy) -> None:
    asker = toy.asker(cached=True)
    interleave([asker], [ONE], 2)
    asker.close()
    assert toy.heard == ["SELECT 1"] * 3


def test_rows_are_counted_and_every_answer_is_timed(toy: Toy) -> None:
    asker = toy.asker()
    interleave([asker], [ONE], 2)
    asker.close()
    assert asker.series(ONE).rows == 2
    assert len(asker.series(ONE).times) == 3


def test_an_answer_that_is_an_error_ends_the_run(toy: Toy) -> None:
    toy.status = 503
    asker = toy.asker()
    with pytest.raises(EngineFailed, match="toy answered 503"):
        asker.measure(ONE)
    asker.close()


def test_triples_are_counted_once_each() -> None:
    body = b"<a> <b> <c> .\n<a> <b> <d> .\n<a> <b> <c> .\n# truncated: rows\n\n"
    assert Reply(seconds=1, media_type="application/n-triples", body=body).rows == 2


def test_the_first_time_warms_up_and_does_not_count() -> None:
    assert Series(times=[100.0, 1.0, 2.0, 3.0]).seconds == 2.0


def test_the_first_time_counts_where_there_is_no_other() -> None:
    assert Series(times=[100.0]).seconds == 100.0


def test_askers_take_turns_at_each_query_and_another_begins_in_each_round() -> None:
    order: list[tuple[str, str]] = []

    class Noting(Scripted):
        def measure(self, query: BenchQuery) -> None:
            order.append((self.name, query.name))

    interleave([Noting("a", []), Noting("b", [])], [ONE, TWO], 1)
    first = [("a", "01-one"), ("b", "01-one"), ("a", "02-two"), ("b", "02-two")]
    assert order == [*first, ("b", "01-one"), ("a", "01-one"), ("b", "02-two"), ("a", "02-two")]


def test_a_query_is_not_asked_again_once_it_has_taken_its_time() -> None:
    asker = Scripted("slow", [6.0, 4.0, 5.0], cap=10)
    interleave([asker], [ONE], 3)
    assert asker.series(ONE).times == [6.0, 4.0]
    assert not asker.series(ONE).capped


def test_an_engine_with_a_cap_is_asked_a_few_times_only() -> None:
    asker = Scripted("slow", [0.1] * 9, cap=10)
    interleave([asker], [ONE], 8)
    assert asker.series(ONE).times == [0.1] * 3


def test_an_answer_that_fails_to_come_again_leaves_the_times_before_it() -> None:
    asker = Scripted("slow", [6.0, None, 5.0], cap=10)
    interleave([asker], [ONE], 3)
    assert asker.series(ONE).times == [6.0]
    assert not asker.series(ONE).capped


def test_a_query_that_is_not_answered_gives_a_lower_bound_and_a_restart() -> None:
    asker = Scripted("slow", [None], cap=10)
    interleave([asker], [ONE], 3)
    assert asker.series(ONE) == Series(times=[10], capped=True, over=True)
    assert asker.engine == Restartable(name="slow", port=1, path="/", restarts=["slow"])


def test_an_engine_that_cannot_be_restarted_ends_the_run() -> None:
    with pytest.raises(EngineFailed, match="toy took too long"):
        Engine(name="toy", port=1, path="/").restart()


def test_queries_are_chosen_by_how_their_names_begin() -> None:
    assert [one.name for one in bench_queries(["01", "05-hops"])] == ["01-lookup-actor", "05-hops-partners"]
