"""The core of a network: actors who all have many ties with one another's like.

The k-core is what is left when actors with fewer than k ties are taken away, again and again; the core number of an
actor is the greatest k whose core it is in (Seidman 1983). The core of all ties says little: one consortium of s
actors is an (s - 1)-core by itself, so that the innermost core is mostly the largest consortium. The core of the
*stable* ties, of two or more shared projects, is who works together again and again; rank by it.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.ranking import ranking
from graph.analysis.ties import Starts, Ties, ties_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRow:
    """How far in one actor is: its core number by all ties, and by stable ones."""

    actor: str
    name: str
    stable_core: int
    core: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cores:
    """The innermost cores of a network.

    `innermost` is the greatest core number by all ties and `innermost_actors` how many have it; compare it with
    `largest_consortium` less 1, which it cannot be below. `stable_innermost` and `stable_innermost_actors` are the same
    by ties of two or more shared projects. Rows: by stable core number, then core number, then identifier.
    """

    actors: int
    ties: int
    stable_ties: int
    largest_consortium: int
    innermost: int
    innermost_actors: int
    stable_innermost: int
    stable_innermost_actors: int
    rows: tuple[CoreRow, ...]


def cores(network: TwoModeNetwork, *, limit: int | None = 20) -> Cores:
    """Return the core numbers of the actors of `network`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    limit
        How many rows to give at most; None for all actors.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of([("a", "p"), ("b", "p"), ("c", "p"), ("a", "q"), ("b", "q")])
    >>> [(row.actor, row.core, row.stable_core) for row in cores(network).rows]
    [('a', 2, 1), ('b', 2, 1), ('c', 2, 0)]
    """
    ties = ties_of(network)
    stable = ties.stable()
    every, steady = core_numbers(ties), core_numbers(stable)
    innermost, stable_innermost = int(every.max(initial=0)), int(steady.max(initial=0))
    return Cores(
        actors=ties.actors,
        ties=ties.size,
        stable_ties=stable.size,
        largest_consortium=int(network.consortium_sizes.max(initial=0)),
        innermost=innermost,
        innermost_actors=int(np.count_nonzero(every == innermost)),
        stable_innermost=stable_innermost,
        stable_innermost_actors=int(np.count_nonzero(steady == stable_innermost)),
        rows=tuple(
            CoreRow(
                actor=network.actors[place],
                name=network.name(network.actors[place]),
                stable_core=int(steady[place]),
                core=int(every[place]),
            )
            for place in ranking(network.actors, steady, every, limit=limit)
        ),
    )


def core_numbers(ties: Ties) -> Indices:
    """Return the core number of each actor, 0 for those without a tie."""
    return _peeled(*ties.neighbours())


@compiled
def _peeled(starts: Starts, partners: Indices) -> Indices:
    """Return core numbers: take away the actor of fewest ties left, again and again (Batagelj and Zaversnik 2003).

    `order` holds actors by ties left, `place` where in it each is, `bins` where those with so many begin.
    """
    actors = len(starts) - 1
    left = np.empty(actors, np.int32)
    most = 0
    for one in range(actors):
        left[one] = starts[one + 1] - starts[one]
        most = max(most, left[one])
    bins = np.zeros(most + 2, np.int64)
    for one in range(actors):
        bins[left[one] + 1] += 1
    for ties in range(most + 1):
        bins[ties + 1] += bins[ties]
    at = bins[:-1].copy()
    order, place = np.empty(actors, np.int32), np.empty(actors, np.int64)
    for one in range(actors):
        place[one] = at[left[one]]
        order[place[one]] = one
        at[left[one]] += 1
    for k in range(actors):
        one = order[k]
        for j in range(starts[one], starts[one + 1]):
            other = partners[j]
            if left[other] > left[one]:
                # It changes places with the first of its bin, which then begins one later.
                first = bins[left[other]]
                moved = order[first]
                order[first], order[place[other]] = other, moved
                place[moved], place[other] = place[other], first
                bins[left[other]] += 1
                left[other] -= 1
    return left
