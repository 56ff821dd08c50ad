"""Paths and triangles counted for each actor, in one pass over the triangles of the projection.

Opsahl's coefficient is said of paths i - p - v - q - j in the two-mode network, of which there are far too many to
visit. What a triangle v, i, j of the projection needs is only how many projects each pair shares and how many all three
share (`s`). With a, b of the pairs v,i and v,j and c of the pair i,j, there are ab - s such paths (p and q differ), and
closed is each that leaves i and j a project other than p and q:

    c >= 3   ab - s                    c = 2   ab - s, less 2 where both projects have v, too
    c = 1    ab where s = 0, (a - 1)(b - 1) where their only project has v, too

Actors are put in the order of how many they meet, so that each triangle is found once, from its least.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled, stretches
from graph.analysis.network import Indices, TwoModeNetwork, rows_of
from graph.analysis.nulls import Watch
from graph.analysis.ties import Starts, projected

Counts = NDArray[np.int64]

STRETCH = 1000
"""The triangles of how many actors are counted at a time; between two of them a long count can be interrupted."""

PARTNERS, TRIANGLES, PATHS, CLOSED, EXCLUSIVE, CLOSED_EXCLUSIVE = range(6)
"""The columns of the counts of an actor."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Census:
    """For each actor v, in the middle: what could be closed, and what is.

    `partners` are its ties, `triangles` pairs of partners that are tied. `paths` are the pairs of a project and another
    of v with an actor each, two different ones and not v, `closed_paths` those whose two actors share a third project.
    `exclusive` are pairs of partners i, j where v shares a project with i without j and one with j without i, and
    `closed_exclusive` those where also i and j share one without v.
    """

    partners: Counts
    triangles: Counts
    paths: Counts
    closed_paths: Counts
    exclusive: Counts
    closed_exclusive: Counts


def reach(network: TwoModeNetwork) -> Indices:
    """Return the place of each actor in the order of how many others its projects have; the same in every null draw."""
    sizes = network.consortium_sizes
    met = np.bincount(network.actor, sizes[network.project] - 1, len(network.actors))
    places = np.empty(len(network.actors), np.int32)
    places[np.argsort(met, kind="stable")] = np.arange(len(network.actors), dtype=np.int32)
    return places


def census(actor: Indices, project: Indices, places: Indices, projects: int, watch: Watch | None = None) -> Census:
    """Return the counts of participations in any order, the actors taken in the order `places` (see `reach`)."""
    actors = len(places)
    own_starts, own = rows_of(places[actor], project, actors)
    owners = np.repeat(np.arange(actors, dtype=np.int32), np.diff(own_starts))
    member_starts, members = rows_of(own, owners, projects)
    ahead = projected(owners, own, actors, projects)
    starts = np.searchsorted(ahead.one, np.arange(actors + 1)).astype(np.int64)
    found = np.zeros((actors, 6), np.int64)
    _count_paths(own_starts, own, member_starts, starts, ahead.other, ahead.count, found)
    for first, last in stretches(actors, watch, size=STRETCH):
        _count_triangles(own_starts, own, member_starts, members, starts, ahead.other, ahead.count, first, last, found)
    partners, triangles, paths, closed, exclusive, closed_exclusive = found[places].T
    # Partners that are not tied share nothing with all three, so that each has a project with v without the other.
    return Census(
        partners=partners,
        triangles=triangles,
        paths=paths,
        closed_paths=closed,
        exclusive=exclusive + partners * (partners - 1) // 2 - triangles,
        closed_exclusive=closed_exclusive,
    )


@compiled
def _count_paths(
    own_starts: Starts,
    own: Indices,
    member_starts: Starts,
    starts: Starts,
    others: Indices,
    counts: Indices,
    found: Counts,
) -> None:
    """Count partners and paths: pairs of projects with an actor each, less those where it would be the same actor."""
    for one in range(len(own_starts) - 1):
        total, squares = np.int64(0), np.int64(0)
        for k in range(own_starts[one], own_starts[one + 1]):
            rest = member_starts[own[k] + 1] - member_starts[own[k]] - 1
            total += rest
            squares += rest * rest
        found[one, PATHS] += (total * total - squares) // 2
        for k in range(starts[one], starts[one + 1]):
            same = np.int64(counts[k]) * (counts[k] - 1) // 2
            found[one, PARTNERS] += 1
            found[one, PATHS] -= same
            found[others[k], PARTNERS] += 1
            found[others[k], PATHS] -= same


@compiled
def _count_triangles(
    own_starts: Starts,
    own: Indices,
    member_starts: Starts,
    members: Indices,
    starts: Starts,
    others: Indices,
    counts: Indices,
    first: int,
    last: int,
    found: Counts,
) -> None:
    """Add the triangles whose least actor is from `first` and before `last`; `others` are the partners that follow."""
    actors, projects = len(own_starts) - 1, len(member_starts) - 1
    shared = np.zeros(actors, np.int32)
    thrice = np.zeros(actors, np.int32)
    mine = np.zeros(projects, np.bool_)
    for one in range(first, last):
        for k in range(starts[one], starts[one + 1]):
            shared[others[k]] = counts[k]
        for k in range(own_starts[one], own_starts[one + 1]):
            mine[own[k]] = True
        for k in range(starts[one], starts[one + 1]):
            other = others[k]
            for at in range(own_starts[other], own_starts[other + 1]):
                if mine[own[at]]:
                    for j in range(member_starts[own[at] + 1] - 1, member_starts[own[at]] - 1, -1):
                        if members[j] <= other:
                            break
                        thrice[members[j]] += 1
            _close(one, other, counts[k], starts, others, counts, shared, thrice, found)
        for k in range(starts[one], starts[one + 1]):
            shared[others[k]] = 0
        for k in range(own_starts[one], own_starts[one + 1]):
            mine[own[k]] = False


@compiled
def _close(
    one: int,
    other: int,
    count: int,
    starts: Starts,
    others: Indices,
    counts: Indices,
    shared: Indices,
    thrice: Indices,
    found: Counts,
) -> None:
    """Add the triangles of a tie and the actors after both, and set what all three share back to 0."""
    a = np.int64(count)
    for at in range(starts[other], starts[other + 1]):
        third = others[at]
        b = np.int64(shared[third])
        if b == 0:
            continue
        c, s = np.int64(counts[at]), np.int64(thrice[third])
        thrice[third] = 0
        found[one, TRIANGLES] += 1
        found[other, TRIANGLES] += 1
        found[third, TRIANGLES] += 1
        found[one, CLOSED] += _closed(a, b, c, s)
        found[other, CLOSED] += _closed(a, c, b, s)
        found[third, CLOSED] += _closed(b, c, a, s)
        apart = np.int64(a > s) + np.int64(b > s) + np.int64(c > s)
        if apart < 2:
            continue
        if a > s and b > s:
            found[one, EXCLUSIVE] += 1
            found[one, CLOSED_EXCLUSIVE] += apart == 3
        if a > s and c > s:
            found[other, EXCLUSIVE] += 1
            found[other, CLOSED_EXCLUSIVE] += apart == 3
        if b > s and c > s:
            found[third, EXCLUSIVE] += 1
            found[third, CLOSED_EXCLUSIVE] += apart == 3


@compiled
def _closed(a: np.int64, b: np.int64, c: np.int64, s: np.int64) -> np.int64:
    """Return the closed paths over v of a triangle, by the table in the docstring of this module."""
    if c == 1:
        return (a - 1) * (b - 1) if s else a * b
    if c == 2 and s == 2:
        return a * b - 4
    return a * b - s
