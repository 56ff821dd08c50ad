"""The asking: the same queries to all engines in turn, round after round, over one connection each.

`http.client` asks, with GET: a larger client costs as much as a small query does and would make all engines look alike.
To keep answers from coming out of a cache, a query ends in a comment that differs from request to request, for every
engine alike; only the asker `cached` leaves it out.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from benchmarks.engines import Engine, EngineFailed

QUERIES = Path(__file__).parent / "queries"
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
PATIENCE = 120.0
"""Seconds that an engine without a cap may take for one answer."""

FEW = 2
"""How often an engine with a cap is asked a query after the first time."""

IDLE = 2.0
"""Seconds after which a connection is made anew before the clock starts: servers hang up on one that is idle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQuery:
    """One of the queries: the name of its file, and its text."""

    name: str
    sparql: str


@dataclass(slots=True, kw_only=True)
class Series:
    """What one asker measured of one query. The first time warms up, and counts only where there is no other.

    `over` says that it is not asked again; `capped`, that it was never answered, so that the time is a lower bound.
    """

    rows: int | None = None
    times: list[float] = field(default_factory=list)
    capped: bool = False
    over: bool = False

    @property
    def seconds(self) -> float:
        """The median."""
        return median(self.times[1:] or self.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer, whole: its bytes and what they are, and the seconds from the first byte sent to the last read."""

    seconds: float
    media_type: str
    body: bytes

    @property
    def rows(self) -> int:
        """How many rows or different triples it has."""
        if "json" in self.media_type:
            return len(json.loads(self.body)["results"]["bindings"])
        return len({line for line in self.body.splitlines() if line.strip() and not line.startswith(b"#")})


class Asker:
    """Asks one engine over one connection.

    With a `cap`, a query is asked a few times only, and not again once so many seconds have been spent on it; one that
    takes longer than that alone is stopped.
    """

    def __init__(self, name: str, engine: Engine, *, cached: bool = False, cap: float | None = None) -> None:
        self.name, self.engine = name, engine
        self._cached, self._cap = cached, cap
        self._numbers = count()
        self._series: dict[str, Series] = {}
        self._connection = self._connect()
        self._last = -2 * IDLE

    def measure(self, query: BenchQuery) -> None:
        """Ask `query` once more, unless its cap is reached."""
        series = self._series.setdefault(query.name, Series())
        if series.over:
            return
        try:
            reply = self.ask(query.sparql)
        except TimeoutError:
            self._stop(series)
            return
        series.times.append(reply.seconds)
        if series.rows is None:
            series.rows = reply.rows
        series.over = self._cap is not None and (len(series.times) > FEW or sum(series.times) >= self._cap)

    def ask(self, sparql: str) -> Reply:
        """Return the answer of the engine.

        Raises
        ------
        EngineFailed
            If it is not an answer.
        """
        text = sparql if self._cached else f"{sparql}\n# {next(self._numbers)}"
        target = f"{self.engine.path}?{urlencode({'query': text})}"
        try:
            self._renew()
            start = time.perf_counter()
            self._connection.request("GET", target, headers={"Accept": ACCEPT})
            response = self._connection.getresponse()
            body = response.read()
            self._last = time.perf_counter()
        except HTTPException as error:
            raise EngineFailed(f"{self.name} did not answer: {error}") from error
        if response.status != 200:
            raise EngineFailed(f"{self.name} answered {response.status}: {body[:500].decode(errors='replace')}")
        return Reply(seconds=self._last - start, media_type=response.headers.get_content_type(), body=body)

    def series(self, query: BenchQuery) -> Series:
        """Return what was measured of `query`."""
        return self._series[query.name]

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _renew(self) -> None:
        if time.perf_counter() - self._last > IDLE:
            self._connection.close()
            self._connection.connect()

    def _stop(self, series: Series) -> None:
        self.close()
        self.engine.restart()
        self._connection = self._connect()
        series.over, series.capped = True, not series.times
        series.times = series.times or [self._cap or PATIENCE]

    def _connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.engine.port, timeout=self._cap or PATIENCE)


def bench_queries(chosen: Sequence[str] = ()) -> list[BenchQuery]:
    """Return the queries whose names begin with one of `chosen`, or all."""
    names = tuple(chosen) or ("",)
    files = sorted(QUERIES.glob("*.rq"))
    return [BenchQuery(name=one.stem, sparql=one.read_text("utf-8")) for one in files if one.stem.startswith(names)]


def interleave(
    askers: Sequence[Asker],
    queries: Iterable[BenchQuery],
    repetitions: int,
    *,
    told: Callable[[int, BenchQuery], None] = lambda _round, _query: None,
) -> None:
    """Have every asker ask every query once to warm up and then `repetitions` times.

    The askers take turns at each query, and another one begins in each round.
    """
    asked = list(queries)
    for number in range(repetitions + 1):
        first = number % len(askers)
        for query in asked:
            told(number, query)
            for asker in (*askers[first:], *askers[:first]):
                asker.measure(query)
