"""Two sides that compute the same, timed in turn: ours, theirs, ours, theirs.

Before the clock runs, each pair has been computed once on a small network, so that everything is compiled and imported.
A side in pure Python can be stopped when it takes too long; what is told then is a lower bound.
"""

import gc
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.report import Ratio

ROUNDS = 7
LEAST = 0.1
"""Seconds that a run lasts at the least: a side that is done sooner is called again."""

ENOUGH = 60.0
"""Seconds after which no further round is begun."""


class Stopped(Exception):
    """A side took longer than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same figure computed by two sides, and a function that says whether they agree.

    `bar` is how many times as long as ours theirs is to take. Only what is `stoppable` is stopped: compiled code of
    others is not.
    """

    figure: str
    peer: str
    bar: float
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    agree: Callable[[Any, Any], bool]
    stoppable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One pair, measured: medians of wall and processor seconds. `agree` is None where theirs was stopped."""

    figure: str
    peer: str
    actors: int
    bar: float
    rounds: int
    ours: float
    theirs: float
    ours_cpu: float
    theirs_cpu: float
    agree: bool | None

    @property
    def ratio(self) -> Ratio:
        """How many times as long as ours theirs takes."""
        return Ratio(value=self.theirs / self.ours, at_least=self.agree is None)

    @property
    def cpu_ratio(self) -> Ratio:
        """The same of processor time."""
        return Ratio(value=self.theirs_cpu / self.ours_cpu, at_least=self.agree is None)

    @property
    def is_reached(self) -> bool:
        """Whether the bar is reached; a lower bound that is below it does not tell."""
        return self.ratio.value >= self.bar


@dataclass(slots=True)
class _Clock:
    """Wall and processor seconds of a call, for each run of one side."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, side: Callable[[], Any]) -> Any:
        gc.collect()
        found: Any = None
        calls, cpu, wall = 0, time.process_time(), time.perf_counter()
        try:
            while not calls or time.perf_counter() - wall < LEAST:
                calls += 1
                found = side()
        finally:
            self.wall.append((time.perf_counter() - wall) / calls)
            self.cpu.append((time.process_time() - cpu) / calls)
        return found


def timed(pair: Pair, actors: int, *, rounds: int = ROUNDS, cap: float | None = None) -> Timed:
    """Return the measures of a pair: `rounds` of them, fewer where they take long; theirs may take `cap` seconds."""
    ours, theirs = _Clock(), _Clock()
    begun = time.perf_counter()
    agree: bool | None = None
    with _unhindered():
        for number in range(rounds):
            mine = ours.run(pair.ours)
            try:
                with _stopped_after(cap if pair.stoppable else None):
                    other = theirs.run(pair.theirs)
            except Stopped:
                agree = None
                break
            if number == 0:
                agree = bool(pair.agree(mine, other))
            del mine, other
            if time.perf_counter() - begun > ENOUGH:
                break
    return Timed(
        figure=pair.figure,
        peer=pair.peer,
        actors=actors,
        bar=pair.bar,
        rounds=len(ours.wall),
        ours=median(ours.wall),
        theirs=median(theirs.wall),
        ours_cpu=median(ours.cpu),
        theirs_cpu=median(theirs.cpu),
        agree=agree,
    )


def disagreeing(found: Sequence[Timed]) -> list[Timed]:
    """Return those whose two sides give different figures."""
    return [one for one in found if one.agree is False]


@contextmanager
def _unhindered() -> Iterator[None]:
    """Keep what is already in memory, such as a large graph, from being searched for garbage again and again."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _stopped_after(seconds: float | None) -> Iterator[None]:
    """Raise `Stopped` in the main thread after so many seconds, None for never."""

    def stop(_number: int, _frame: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
