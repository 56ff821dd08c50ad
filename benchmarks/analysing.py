"""Analyses of networks: ours beside NetworkX, scipy and networkit, in one interleaved run; and all of ours at scale.

`python -m benchmarks analysing`. Networks are synthetic, of several sizes; both sides must give the same figures. The
largest is analysed as a whole by a process of its own, so that its memory is its own.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import networks
from benchmarks.analyses import rows, whole
from benchmarks.analyses.pairs import ROUNDS, Pair, Timed, timed
from benchmarks.analyses.report import Analysed
from benchmarks.analyses.sides import Sides

ACTORS = (1_000, 10_000, 100_000)
ROWS = 1_000_000
"""Participations that are read from a store."""

PER_ACTOR = 5
"""Participations to an actor."""

SMALL = 200
"""Actors of the network on which both sides are warmed up."""

CAP = 60.0
"""Seconds after which a side in pure Python is stopped."""

Say = Callable[[str], None]


def measured(
    folder: Path,
    *,
    actors: Sequence[int] = ACTORS,
    participations: int = ROWS,
    rounds: int = ROUNDS,
    cap: float = CAP,
    with_whole: bool = True,
    say: Say = lambda _: None,
) -> Analysed:
    """Return the measures of networks of so many `actors`, and of the largest as a whole; `folder` takes a file.

    Raises
    ------
    EngineFailed
        If the process that analyses the largest as a whole fails.
    """
    _warm_up(folder)
    found: list[Timed] = []
    for size in actors:
        pairs = Sides(networks.network(size)).pairs()
        found.extend(_measured(pair, size, rounds, cap, say) for pair in pairs)
    size = max(participations // PER_ACTOR, 1)
    found.append(_measured(rows.pair(networks.network(size), folder), size, rounds, cap, say))
    if not with_whole:
        return Analysed(pairs=tuple(found), whole=None, cap=cap)
    say(f"all analyses of {max(actors)} actors, in a process of their own; this takes minutes")
    return Analysed(pairs=tuple(found), whole=whole.measured(max(actors)), cap=cap)


def _warm_up(folder: Path) -> None:
    small = networks.network(SMALL)
    for pair in (*Sides(small).pairs(), rows.pair(small, folder)):
        timed(pair, SMALL, rounds=1)


def _measured(pair: Pair, actors: int, rounds: int, cap: float, say: Say) -> Timed:
    say(f"{actors} actors: {pair.figure}, {pair.peer}")
    return timed(pair, actors, rounds=rounds, cap=cap)
