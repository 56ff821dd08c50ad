"""Many clients at a time: how many answers an engine gives in a second, and how long each of them takes.

Each client has one connection, keeps it, and asks again as soon as it has its answer. All clients are one process that
writes a request made before, and looks for the end of the answer: a real HTTP client costs more than a small query
does. Engines take turns, round after round. To keep answers out of caches a query ends in a comment that differs from
request to request, for every engine alike; only the side called cached leaves it out.
"""

import re
import selectors
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from benchmarks.asking import ACCEPT, BenchQuery
from benchmarks.engines import Engine
from benchmarks.report import CACHED, OURS, OXIGRAPH, RDFLIB, Ratio, geometric_mean, percentile

CLIENTS = (1, 8)
SECONDS = 1.0
"""How long the clients ask at a time."""

ROUNDS = 3
CAP = 20.0
"""Seconds after which nobody waits any longer for an engine that has no deadline of its own."""

CUT = 0
"""The status of an answer whose connection was cut."""

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
NUMBERS = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An engine as it is asked: each query anew, or (`cached`) the same text again. `rounds` is how often."""

    name: str
    engine: Engine
    cached: bool = False
    rounds: int = ROUNDS


@dataclass(slots=True, kw_only=True)
class Load:
    """What `clients` clients got of one side for one query: seconds of each answer, and how long they asked in all.

    `failed` are answers that are none: another status than 200, or cut before the end. `waiting` were never answered
    before the cap.
    """

    clients: int
    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0
    failed: int = 0
    waiting: int = 0

    @property
    def rate(self) -> float:
        """Answers in a second; where some were still waited for at the cap, the most that it can be."""
        return (len(self.seconds) + self.waiting) / self.lasted

    def percentile(self, share: int) -> float:
        """Return the seconds that `share` of 100 answers stayed under; infinite where there is none."""
        return percentile(self.seconds, share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One query, asked by so many clients, of each side by name."""

    query: str
    clients: int
    sides: dict[str, Load]

    def ratio(self, other: str, ours: str = OURS) -> Ratio | None:
        """Return how many times as many answers we give as another engine; None where that was not asked."""
        if other not in self.sides:
            return None
        theirs = self.sides[other]
        return Ratio(value=self.sides[ours].rate / theirs.rate, at_least=bool(theirs.waiting))


def measured(
    sides: Sequence[Side],
    queries: Iterable[BenchQuery],
    *,
    clients: Sequence[int] = CLIENTS,
    seconds: float = SECONDS,
    say: Callable[[str], None] = lambda _: None,
) -> list[Loaded]:
    """Return what each side did for each query, by numbers of clients; sides take turns."""
    found = []
    for query in queries:
        for number in clients:
            say(f"{query.name}, {number} at a time")
            loads = {side.name: Load(clients=number) for side in sides}
            for turn in range(max(side.rounds for side in sides)):
                for side in sides:
                    if turn < side.rounds:
                        ask(side, query, loads[side.name], seconds)
            found.append(Loaded(query=query.name, clients=number, sides=loads))
    return found


def ask(side: Side, query: BenchQuery, load: Load, seconds: float, *, cap: float = CAP) -> None:
    """Ask one side for `seconds`, with as many clients as `load` says, and add what comes to it."""
    begun = time.perf_counter()
    with _connected(side.engine.port, load.clients) as (selector, clients):
        for client in clients:
            client.send(_request(side, query))
        waiting = load.clients
        while waiting:
            ready = selector.select(max(begun + cap - time.perf_counter(), 0))
            if not ready:
                break
            for key, _ in ready:
                client = key.data
                if (taken := client.take()) is None:
                    continue
                status, took = taken
                load.seconds += [took] if status == 200 else []
                load.failed += status != 200
                selector.unregister(client.socket)
                if time.perf_counter() - begun >= seconds:
                    waiting -= 1
                    continue
                if status == CUT:
                    client.connect()
                selector.register(client.socket, selectors.EVENT_READ, client)
                client.send(_request(side, query))
    load.waiting += waiting
    load.lasted += time.perf_counter() - begun
    if waiting:
        side.engine.restart()


def words(found: Sequence[Loaded], seconds: float = SECONDS) -> list[str]:
    """Return the tables, one for each number of clients, with the geometric means of their ratios."""
    told = [
        f"\nAnswers in a second, {ROUNDS} rounds of {seconds:g} s in turn. Ratios above 1: we give more.",
        "p50 and p99: milliseconds of ours, of oxigraph. Other answers than 200 are told, if there are any.",
        f"≥: theirs was stopped after {CAP:g} s with questions that were not answered.",
    ]
    for clients in sorted({one.clients for one in found}):
        some = [one for one in found if one.clients == clients]
        told += ["", f"{clients} client{'s' * (clients > 1)}", HEAD, *map(_line, some)]
        means = [geometric_mean(one.ratio(*pair) for one in some) for pair in PAIRS]
        told.append(f"{'geometric mean':<24}{'':>8}{''.join(f'{_told(one):>9}' for one in means)}")
    return told


PAIRS = ((OXIGRAPH, OURS), (OXIGRAPH, CACHED), (RDFLIB, OURS))
"""Whom we are told beside whom: uncached, cached, and beside rdflib-endpoint."""

HEAD = f"{'query':<24}{'ours/s':>8}{'uncached':>9}{'cached':>9}{'rdflib':>9}{'p50':>16}{'p99':>18}  other answers"


def _line(one: Loaded) -> str:
    ratios = "".join(f"{_told(one.ratio(*pair)):>9}" for pair in PAIRS)
    times = [f"{_ms(one, OURS, share)}, {_ms(one, OXIGRAPH, share)}" for share in (50, 99)]
    failed = ", ".join(f"{name} {side.failed}" for name, side in one.sides.items() if side.failed)
    return f"{one.query:<24}{one.sides[OURS].rate:>8.0f}{ratios}{times[0]:>16}{times[1]:>18}  {failed}".rstrip()


def _ms(one: Loaded, name: str, share: int) -> str:
    return f"{one.sides[name].percentile(share) * 1000:.2f}" if name in one.sides else "-"


def _told(ratio: Ratio | None) -> str:
    return "-" if ratio is None else str(ratio)


class _Client:
    """One connection, and the answer that is on its way over it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._answer = bytearray()
        self._sent = 0.0
        self.connect()

    def connect(self) -> None:
        """Make a new connection."""
        self.socket = socket.create_connection(("127.0.0.1", self._port), timeout=CAP)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        """Ask; the clock runs."""
        self._answer.clear()
        self._sent = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> tuple[int, float] | None:
        """Take what has come; return status and seconds once that is all of an answer, or the connection is cut."""
        piece = self.socket.recv(1 << 20)
        if not piece:
            self.socket.close()
            return CUT, time.perf_counter() - self._sent
        self._answer += piece
        if not _is_whole(self._answer):
            return None
        return int(self._answer[9:12]), time.perf_counter() - self._sent


def _is_whole(answer: bytearray) -> bool:
    """Say whether the end of an answer is here, by its length or by the last of its chunks."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = LENGTH.search(answer, 0, head)
    return len(answer) >= head + 4 + int(length[1]) if length else answer.endswith(b"\r\n0\r\n\r\n")


@contextmanager
def _connected(port: int, number: int) -> Iterator[tuple[selectors.BaseSelector, list[_Client]]]:
    clients = [_Client(port) for _ in range(number)]
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
        try:
            yield selector, clients
        finally:
            for client in clients:
                client.socket.close()


def _request(side: Side, query: BenchQuery) -> bytes:
    text = query.sparql if side.cached else f"{query.sparql}\n# {next(NUMBERS)}"
    target = f"{side.engine.path}?{urlencode({'query': text})}"
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {ACCEPT}\r\n\r\n".encode()
