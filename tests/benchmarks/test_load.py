"""Many clients at a time: what is counted of what they get."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.asking import BenchQuery
from benchmarks.engines import Engine
from benchmarks.load import Load, Loaded, Side, ask, measured, words
from benchmarks.report import CACHED, OURS, OXIGRAPH

QUERY = BenchQuery(name="01-one", sparql="SELECT 1")


@dataclass
class Toy:
    """A server that answers in pieces: with a length, or in chunks; or not at all."""

    port: int
    status: int = 200
    pieces: tuple[bytes, ...] = (b"one", b"two")
    chunked: bool = False
    keeps: float = 0.0
    cuts: bool = False
    hangs_up: bool = False
    takes_turns: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)
    heard: list[str] = field(default_factory=list)
    clients: set[int] = field(default_factory=set)

    def side(self, name: str = OURS, *, cached: bool = False) -> Side:
        return Side(name=name, engine=Restartable(name=name, port=self.port, path="/sparql"), cached=cached)


@dataclass(frozen=True, kw_only=True)
class Restartable(Engine):
    restarted: list[str] = field(default_factory=list)

    def restart(self) -> None:
        self.restarted.append(self.name)


@pytest.fixture
def toy() -> Iterator[Toy]:
    """Give a server that is there for one test."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            known.heard.append(parse_qs(urlsplit(self.path).query)["query"][0])
            known.clients.add(self.client_address[1])
            time.sleep(known.keeps)
            if known.takes_turns:
                with known.turn:
                    time.sleep(0.05)
            self.close_connection = known.hangs_up
            self.send_response(known.status)
            if known.chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(sum(map(len, known.pieces))))
            self.end_headers()
            if known.cuts:
                self.close_connection = True
                return
            for piece in known.pieces:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if known.chunked else piece)
                self.wfile.flush()
            if known.chunked:
                self.wfile.write(b"0\r\n\r\n")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it so
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known = Toy(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("pieces", [(b"one", b"two"), (), (b"0", b"\r\n\r\n", b"x")])
def test_every_answer_is_read_to_its_end(toy: Toy, pieces: tuple[bytes, ...], chunked: bool) -> None:
    toy.pieces, toy.chunked = tuple(one for one in pieces if one), chunked
    load = Load(clients=3)
    ask(toy.side(), QUERY, load, seconds=0.1)
    assert len(load.seconds) == len(toy.heard) >= 3
    assert (load.failed, load.waiting) == (0, 0)
    assert len(toy.clients) == 3


def test_no_query_is_asked_twice_but_of_a_cache(toy: Toy) -> None:
    ask(toy.side(), QUERY, Load(clients=2), seconds=0.05)
    assert len(set(toy.heard)) == len(toy.heard)
    toy.heard.clear()
    ask(toy.side(cached=True), QUERY, Load(clients=2), seconds=0.05)
    assert set(toy.heard) == {"SELECT 1"}


def test_another_status_is_a_failure_and_no_answer(toy: Toy) -> None:
    toy.status = 503
    load = Load(clients=2)
    ask(toy.side(), QUERY, load, seconds=0.05)
    assert (load.failed, load.seconds, load.percentile(50)) == (len(toy.heard), [], float("inf"))


def test_an_answer_that_is_cut_is_a_failure_and_the_next_is_asked_for_over_a_new_connection(toy: Toy) -> None:
    toy.cuts = True
    load = Load(clients=2)
    ask(toy.side(), QUERY, load, seconds=0.05)
    assert (load.failed, load.seconds) == (len(toy.heard), [])
    assert len(toy.clients) == len(toy.heard) > 2


def test_a_client_that_is_done_may_be_hung_up_on_while_others_wait(toy: Toy) -> None:
    toy.hangs_up = toy.takes_turns = True
    load = Load(clients=3)
    ask(toy.side(), QUERY, load, seconds=0)
    assert (len(load.seconds), load.failed, load.waiting) == (3, 0, 0)


def test_who_does_not_answer_is_stopped_and_may_have_been_faster_than_it_looks(toy: Toy) -> None:
    toy.keeps = 0.5
    side, load = toy.side(OXIGRAPH), Load(clients=2)
    ask(side, QUERY, load, seconds=0.05, cap=0.1)
    assert load.waiting == 2
    assert isinstance(side.engine, Restartable)
    assert side.engine.restarted == [OXIGRAPH]
    ours = Load(clients=2, seconds=[0.1] * 40, lasted=1.0)
    ratio = Loaded(query="01-one", clients=2, sides={OURS: ours, OXIGRAPH: load}).ratio(OXIGRAPH)
    assert ratio is not None
    assert ratio.at_least
    assert ratio.value == pytest.approx(40 * load.lasted / 2)


def test_percentiles_are_those_of_the_answers() -> None:
    load = Load(clients=1, seconds=[float(number) for number in range(100, 0, -1)], lasted=50.0)
    assert (load.percentile(50), load.percentile(99), load.rate) == (51.0, 100.0, 2.0)


def test_a_table_is_told_for_each_number_of_clients(toy: Toy) -> None:
    sides = [toy.side(OURS), toy.side(OXIGRAPH), toy.side(CACHED, cached=True)]
    said = "\n".join(words(measured(sides, [QUERY], clients=(1, 2), seconds=0.02)))
    assert said.count("01-one") == 2
    assert "\n1 client\n" in said
    assert "\n2 clients\n" in said
    assert said.count("geometric mean") == 2
