"""Minutes of mixed load, with something hostile every second: does the service keep answering, rightly, in its memory?

`python -m benchmarks endurance --minutes 10`. All the while

    one client asks a small query over and over: what 99 of 100 of its answers stay under is told, idle and under load;
    two clients ask all the queries of the mix and some pages, and compare each answer with the first;
    each second a hostile client comes: with a query that is endless, huge, deep, long or malformed, with a request
    that is no HTTP, with a body or a head that never ends, or reading one byte a second of a large answer.

Memory is read after some of that (a fifth of the time, at most two minutes: so kept answers and indexes are there), and
at the end. It fails where the service ends, says something that is neither right nor an honest error (a problem
document, or a connection that is cut before the end), writes a traceback, or keeps more than a tenth more memory.
"""

import json
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, IncompleteRead
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote, urlencode

import psutil

from benchmarks.asking import ACCEPT, BenchQuery
from benchmarks.engines import free_port, serving
from benchmarks.hostile import HOSTILE, SMALL
from benchmarks.report import percentile

MINUTES = 10.0
IDLE = 10.0
"""Seconds for which the small query is asked alone, before."""

SETTLING = 15.0
"""Seconds after the load until memory is read again."""

WARMING = 2.0
"""Minutes of load at the most before memory is read for the first time."""

MOST_MEMORY = 1.1
"""How many times the memory of before may be held after it."""

MOST_TIMES, MOST_SECONDS = 10, 0.05
"""A small query may take so many times as long as when idle, or so long if that is more: 99 of 100."""

PAGES = ("/", "/queries", "/api/search?q=kaupunki", "/api/match?q=robotti", "/health")
HONEST = frozenset({400, 403, 406, 408, 413, 414, 415, 422, 431, 503})
PATIENCE = 60.0

Say = Callable[[str], None]


@dataclass(slots=True)
class Endured:
    """What was seen. `wrong` are answers that were neither right nor an honest error, in words."""

    idle: list[float] = field(default_factory=list)
    loaded: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    megabytes: tuple[float, float] = (0.0, 0.0)
    ended: int | None = None
    tracebacks: int = 0

    @property
    def is_well(self) -> bool:
        """Whether nothing went wrong: no crash, no wrong answer, no leak, and small queries are quick enough."""
        kept = self.megabytes[1] <= self.megabytes[0] * MOST_MEMORY
        quick = p99(self.loaded) <= max(MOST_TIMES * p99(self.idle), MOST_SECONDS)
        return self.ended is None and not self.wrong and not self.tracebacks and kept and quick


def p99(found: Sequence[float]) -> float:
    """Return what 99 of 100 stay under; infinite where there is none."""
    return percentile(found, 99)


def words(found: Endured) -> list[str]:
    """Return what was seen, in sentences."""
    before, after = found.megabytes
    told = [
        f"A small query, 99 of 100: {p99(found.loaded) * 1000:.1f} ms under load, {p99(found.idle) * 1000:.1f} ms idle "
        f"({len(found.loaded)} and {len(found.idle)} times).",
        "Answers: " + ", ".join(f"{name} {times}" for name, times in sorted(found.answers.items())) + ".",
        f"Memory: {before:.0f} MiB before, {after:.0f} MiB after: {after / before:.2f} times.",
        f"Wrong answers: {len(found.wrong)}. Tracebacks: {found.tracebacks}. "
        + ("The service went on." if found.ended is None else f"The service ended with code {found.ended}."),
    ]
    return [*told, *found.wrong[:20]]


def endured(
    data: Path,
    queries: Sequence[BenchQuery],
    *,
    minutes: float = MINUTES,
    idle: float = IDLE,
    settling: float = SETTLING,
    say: Say = lambda _: None,
) -> Endured:
    """Serve the release in `data` and return what became of it."""
    port = free_port()
    found = Endured()
    with TemporaryFile() as log, serving(data, port, errors=log) as process:
        client = Honest(port, found)
        right = [client.answer(one) for one in queries]

        def settled() -> float:
            time.sleep(settling)
            for one in queries:  # workers that are new read the store for their first time
                client.answer(one)
            return _megabytes(process)

        say("mixed load to begin with")
        _load(port, found, queries, right, min(minutes / 5, WARMING) * 60)
        before = settled()
        say(f"asking a small query alone for {idle:g} s")
        _ask_small(port, found.idle, found, lambda started: time.monotonic() - started > idle)
        say(f"mixed load for {minutes:g} minutes")
        found.loaded.clear()
        _load(port, found, queries, right, minutes * 60)
        found.megabytes = (before, settled())
        found.ended = process.poll()
        log.seek(0)
        told = log.read()
        found.tracebacks = told.count(b"Traceback")
        if found.tracebacks:
            say(told[-4000:].decode(errors="replace"))
    return found


class Honest:
    """A client that asks what has an answer, and notes where that is neither right nor an honest error."""

    def __init__(self, port: int, found: Endured) -> None:
        self._port, self._found = port, found

    def answer(self, query: BenchQuery) -> list[str] | None:
        """Return the rows of an answer, sorted; None where there was an honest error."""
        target = f"/sparql?{urlencode({'query': f'{query.sparql}{chr(10)}# {next(NUMBERS)}'})}"
        status, body = get(self._port, target)
        self._found.answers[f"mix {status}"] += 1
        if status == 200:
            return _rows(body)
        self.expect_honesty(query.name, status, body)
        return None

    def compare(self, query: BenchQuery, right: list[str] | None) -> None:
        """Ask again and note whether the answer is another one."""
        again = self.answer(query)
        if again is not None and right is not None and again != right:
            self._found.wrong.append(f"{query.name}: {len(again)} rows, other ones than the {len(right)} at first")

    def page(self, address: str) -> None:
        """Ask for a page."""
        status, body = get(self._port, address)
        self._found.answers[f"page {status}"] += 1
        if status != 200:
            self.expect_honesty(address, status, body)

    def expect_honesty(self, what: str, status: int, body: bytes) -> None:
        """Note an answer that is no problem document."""
        with suppress(ValueError):
            if status in HONEST and json.loads(body)["status"] == status:
                return
        self._found.wrong.append(f"{what}: {status} {body[:80]!r}")


NUMBERS = count()


def get(port: int, target: str) -> tuple[int, bytes]:
    """Return status and body of an answer; status 0 where the connection was cut."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", target, headers={"Accept": f"{ACCEPT}, */*;q=0.1"})
        response = connection.getresponse()
        return response.status, response.read()
    except (HTTPException, OSError) as error:
        return 0, repr(error).encode()
    finally:
        connection.close()


def _load(
    port: int, found: Endured, queries: Sequence[BenchQuery], right: Sequence[list[str] | None], seconds: float
) -> None:
    stop = threading.Event()
    client = Honest(port, found)

    def mix(offset: int) -> None:
        for place in cycle(range(len(queries) + len(PAGES))):
            if stop.is_set():
                return
            at = (place + offset) % (len(queries) + len(PAGES))
            if at < len(queries):
                client.compare(queries[at], right[at])
            else:
                client.page(PAGES[at - len(queries)])

    threads = [
        threading.Thread(target=_ask_small, args=(port, found.loaded, found, lambda _: stop.is_set())),
        *(threading.Thread(target=mix, args=(7 * number,)) for number in range(2)),
    ]
    for one in threads:
        one.start()
    guests: list[threading.Thread] = []
    until = time.monotonic() + seconds
    for guest in cycle(GUESTS):
        if time.monotonic() >= until:
            break
        guests = [one for one in guests if one.is_alive()]
        guests.append(threading.Thread(target=guest, args=(port, found)))
        guests[-1].start()
        time.sleep(1)
    stop.set()
    for one in (*threads, *guests):
        one.join()


def _ask_small(port: int, times: list[float], found: Endured, is_over: Callable[[float], bool]) -> None:
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while not is_over(begun):
        started = time.perf_counter()
        try:
            target = f"/sparql?query={quote(f'{SMALL} # {next(NUMBERS)}')}"
            connection.request("GET", target, headers={"Accept": ACCEPT})
            response = connection.getresponse()
            body = response.read()
        except (HTTPException, OSError) as error:
            found.wrong.append(f"a small query: {error!r}")
            connection.close()
            continue
        times.append(time.perf_counter() - started)
        if response.status != 200:
            found.wrong.append(f"a small query: {response.status} {body[:80]!r}")
        time.sleep(0.005)
    connection.close()


def _hostile_query(query: str) -> Callable[[int, Endured], None]:
    def come(port: int, found: Endured) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", "/sparql", query.encode(), {"content-type": "application/sparql-query"})
            response = connection.getresponse()
            body = response.read(1 << 16)
            while response.read(1 << 20):
                pass
        except (IncompleteRead, ConnectionError, HTTPException):
            found.answers["hostile cut"] += 1  # past the first MiB that is the honest error
            return
        except OSError as error:
            found.wrong.append(f"{query[:60]}: {error!r}")
            return
        finally:
            connection.close()
        found.answers[f"hostile {response.status}"] += 1
        if response.status != 200:
            Honest(port, found).expect_honesty(query[:60], response.status, body)

    return come


def _raw(pieces: Sequence[bytes], *, pause: float = 0.0, reads: bool = True) -> Callable[[int, Endured], None]:
    """Return a client that writes `pieces` with pauses between them, and takes what is said, if it `reads`."""

    def come(port: int, found: Endured) -> None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE / 3) as connection:
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(pause)
                said = connection.recv(4096) if reads else b""
        except TimeoutError:
            found.answers["hostile left waiting"] += 1
            return
        except OSError:
            found.answers["hostile cut"] += 1
            return
        found.answers[f"hostile {said[9:12].decode('latin-1') or 'cut'}"] += 1
        if said.startswith(b"HTTP/1.1 5") and not said.startswith(b"HTTP/1.1 503"):
            found.wrong.append(f"{pieces[0][:40]!r}: {said[:80]!r}")

    return come


def _slow_reader(port: int, found: Endured) -> None:
    """Ask for a large answer and take a byte of it a second."""
    query = quote("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        for _ in range(15):
            if not connection.recv(1):
                break
            time.sleep(1)
    found.answers["hostile slow reader"] += 1


QUERY = "GET /sparql?query="
GUESTS: tuple[Callable[[int, Endured], None], ...] = (
    *map(_hostile_query, HOSTILE),
    _slow_reader,
    _hostile_query("SELECT * { ?s ?p "),
    _hostile_query(f"SELECT * {{ {'{ ?s ?p ?o } ' * 15_000} }}"),
    _hostile_query(f"SELECT * {{ ?s ?p '{'x' * 200_000}' }}"),
    _hostile_query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    _hostile_query("INSERT DATA { <a:a> <a:b> <a:c> }"),
    _raw([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200]),
    _raw([f"{QUERY}{'x' * 200_000}".encode(), b"y" * 400_000]),
    _raw([b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", b"SELECT"], pause=5, reads=False),
    _raw([f"{QUERY}SELECT".encode(), b"%20", b"*"], pause=5, reads=False),
    _raw([b""], pause=20, reads=False),
    _raw([f"{QUERY}{quote(HOSTILE[0])} HTTP/1.1\r\nHost: x\r\n\r\n".encode()], pause=0.3, reads=False),
)
"""Who comes each second, in turn; the last asks something endless and leaves."""


def _rows(body: bytes) -> list[str]:
    if body.startswith(b"{"):
        return sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])
    return sorted(line for line in body.decode().splitlines() if line and not line.startswith("#"))


def _megabytes(process: "subprocess.Popen[str]") -> float:
    """Return the memory of a service and all below it, what they share counted once."""
    whole = psutil.Process(process.pid)
    found = 0
    for one in (whole, *whole.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            found += one.memory_full_info().pss
    return found / 2**20
