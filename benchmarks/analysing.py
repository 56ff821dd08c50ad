"""Analyses of networks: ours beside NetworkX, scipy and networkit, in one interleaved run.

`python -m benchmarks analysing`. Networks are synthetic, of several sizes; both sides must give the same figures. Then
a process of its own runs all analyses of the largest (`benchmarks.analyses.whole`).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import networks
from benchmarks.analyses import rows
from benchmarks.analyses.pairs import ROUNDS, Pair, Timed, timed
from benchmarks.analyses.sides import Sides

ACTORS = (1_000, 10_000, 100_000)
ROWS = 1_000_000
"""Participations that are read from a store."""

PER_ACTOR = 5
"""Participations to an actor."""

SMALL = 200
"""Actors of the network on which both sides are warmed up."""

CAP = 120.0
"""Seconds after which a side in pure Python is stopped."""

Say = Callable[[str], None]


def measured(
    folder: Path,
    *,
    actors: Sequence[int] = ACTORS,
    participations: int = ROWS,
    rounds: int = ROUNDS,
    cap: float = CAP,
    say: Say = lambda _: None,
) -> list[Timed]:
    """Return the measures of all pairs on networks of so many `actors`; `folder` takes a file for a while."""
    _warm_up(folder)
    found: list[Timed] = []
    for size in actors:
        pairs = Sides(networks.network(size)).pairs()
        found.extend(_measured(pair, size, rounds, cap, say) for pair in pairs)
    size = max(participations // PER_ACTOR, 1)
    found.append(_measured(rows.pair(networks.network(size), folder), size, rounds, cap, say))
    return found


def _warm_up(folder: Path) -> None:
    small = networks.network(SMALL)
    for pair in (*Sides(small).pairs(), rows.pair(small, folder)):
        timed(pair, SMALL, rounds=1)


def _measured(pair: Pair, actors: int, rounds: int, cap: float, say: Say) -> Timed:
    say(f"{actors} actors: {pair.figure}, {pair.peer}")
    return timed(pair, actors, rounds=rounds, cap=cap)
