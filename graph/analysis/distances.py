"""How far actors are from one another: the number of ties on the shortest way between two.

Distances exist within a component only; mean and median are those of the largest, and the share of pairs that are in
one component stands beside them. Up to `EXACT` actors of it all are sources; above, as many as are asked for, drawn at
random. The mean then is an estimate with its standard error, and the longest distance one that was seen: the longest of
all may be longer, but no more than twice as long.

A way from actor to actor goes through a project, in which everybody is met at once: it is followed in the two-mode
network, whose links are far fewer than the ties.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.centrality import EXACT, SOURCES, sources_of
from graph.analysis.compiled import compiled, stretches
from graph.analysis.components import component_labels, pairs_within
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import Indices, TwoModeNetwork, rows_of
from graph.analysis.nulls import Watch
from graph.analysis.ties import Floats, Starts

STRETCH = 64
"""From how many sources ways are followed together, between two moments at which it can be interrupted."""

NOBODY_TO_REACH = "no two actors are in one component"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceRow:
    """How many pairs of a source and another actor are so far apart, and what share of them."""

    distance: int
    pairs: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Distances:
    """How far the actors of the largest component are from one another.

    `reachable` is the share of all pairs of actors that are in one component: it is exact. `error` is the standard
    error of the `mean`, 0 where it is exact. `median` is the least distance that half of the pairs do not exceed. Rows:
    by distance.
    """

    actors: int
    giant: int
    sources: int
    exact: bool
    seed: int
    reachable: Figure
    mean: Figure
    error: float | None
    median: Figure
    longest: int | None
    rows: tuple[DistanceRow, ...]


def distances(
    network: TwoModeNetwork, *, sources: int = SOURCES, exact: int = EXACT, seed: int = 1, watch: Watch | None = None
) -> Distances:
    """Return how far the actors of the largest component of `network` are from one another.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    sources
        From how many actors, at least two, ways are followed where not from all.
    exact
        Up to how many actors of the largest component ways are followed from all of them.
    seed
        Of the choice of sources.
    watch
        Told from how many sources ways have been followed.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = distances(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]))
    >>> found.mean.value, found.median.value, found.longest
    (1.3333333333333333, 1.0, 2)
    """
    actors = len(network.actors)
    labels = component_labels(network.actor, network.project, actors, len(network.projects))
    pairs = actors * (actors - 1) // 2
    within = pairs_within(np.bincount(labels, minlength=0))
    reachable = ratio(
        within,
        pairs,
        "share of pairs",
        "fewer than two actors: there is no pair",
        counts={"pairs": pairs, "reachable": within},
    )
    chosen, giant = sources_of(np.flatnonzero(labels == 0).astype(np.int32), sources, exact, seed)
    means, counts = _measured(network, chosen, giant, watch)
    seen = int(counts.sum())
    if not seen:
        chosen, means = chosen[:0], means[:0]
    told = {"actors": giant, "sources": len(chosen), "pairs": seen}
    return Distances(
        actors=actors,
        giant=giant,
        sources=len(chosen),
        exact=len(chosen) == giant or not seen,
        seed=seed,
        reachable=reachable,
        mean=_figure(float(means.mean()) if seen else None, told),
        error=_error(means, giant) if seen else None,
        median=_figure(float(np.searchsorted(np.cumsum(counts), seen / 2)) if seen else None, told),
        longest=int(np.flatnonzero(counts)[-1]) if seen else None,
        rows=tuple(
            DistanceRow(distance=int(distance), pairs=int(counts[distance]), share=float(counts[distance] / seen))
            for distance in np.flatnonzero(counts)
        ),
    )


def _measured(
    network: TwoModeNetwork, sources: Indices, giant: int, watch: Watch | None
) -> tuple[Floats, NDArray[np.int64]]:
    """Return the mean distance from each source to the others of its component, and how many are at each distance."""
    own_starts, own = rows_of(network.actor, network.project, len(network.actors))
    member_starts, members = rows_of(network.project, network.actor, len(network.projects))
    sums, counts = np.zeros(len(sources)), np.zeros(giant + 1, np.int64)
    for first, last in stretches(len(sources), watch, size=STRETCH):
        _reach(own_starts, own, member_starts, members, sources[first:last], sums[first:last], counts)
    return sums / max(giant - 1, 1), counts


def _figure(value: float | None, counts: dict[str, int]) -> Figure:
    reason = NOBODY_TO_REACH if value is None else None
    return Figure(value=value, unit="ties", population="active", counts=counts, reason=reason)


def _error(means: Floats, giant: int) -> float:
    """Return the standard error of the mean of the sources' means, with the correction for a finite population."""
    return float(np.sqrt(means.var(ddof=1) / len(means) * (1 - len(means) / giant)))


@compiled
def _reach(
    own_starts: Starts,
    own: Indices,
    member_starts: Starts,
    members: Indices,
    sources: Indices,
    sums: Floats,
    counts: NDArray[np.int64],
) -> None:
    """Add the distances from each source to its `sums`, and how many actors are at each to `counts`.

    Up to 64 sources go together, each a bit: what many of them reach by the same link is followed once.
    """
    actors, projects = len(own_starts) - 1, len(member_starts) - 1
    none = np.uint64(0)
    seen, front = np.zeros(actors, np.uint64), np.zeros(actors, np.uint64)
    entered, open_to = np.zeros(projects, np.uint64), np.zeros(projects, np.uint64)
    at_front, opened = np.empty(actors, np.int32), np.empty(projects, np.int32)
    for number in range(len(sources)):
        at_front[number] = sources[number]
        front[sources[number]] = seen[sources[number]] = np.uint64(1) << np.uint64(number)
    size, distance = len(sources), 0
    while size:
        distance += 1
        doors = 0
        for at in range(size):
            one = at_front[at]
            for k in range(own_starts[one], own_starts[one + 1]):
                fresh = front[one] & ~entered[own[k]]
                if fresh != none:
                    if open_to[own[k]] == none:
                        opened[doors] = own[k]
                        doors += 1
                    entered[own[k]] |= fresh
                    open_to[own[k]] |= fresh
            front[one] = none
        size = 0
        for at in range(doors):
            project = opened[at]
            for j in range(member_starts[project], member_starts[project + 1]):
                fresh = open_to[project] & ~seen[members[j]]
                if fresh != none:
                    if front[members[j]] == none:
                        at_front[size] = members[j]
                        size += 1
                    seen[members[j]] |= fresh
                    front[members[j]] |= fresh
            open_to[project] = none
        for at in range(size):
            for number in range(len(sources)):
                reached = np.int64((front[at_front[at]] >> np.uint64(number)) & np.uint64(1))
                sums[number] += distance * reached
                counts[distance] += reached
