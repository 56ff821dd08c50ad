"""Betweenness: on how many of the shortest ways between others an actor lies.

A way goes from partner to partner; of two that are equally short each counts half. The sum over all pairs of others is
divided by the number of such pairs, (n - 1)(n - 2) / 2 with all n actors in it, those without a partner too: a network
of strangers has no one in between (Freeman 1977; the sum as in Brandes 2001).

Up to `EXACT` actors with a partner, ways from each of them are followed, and the figure is exact. Above, from as many
as are asked for, drawn at random, and the figure is an estimate with its standard error, from how much the share of an
actor differs between them. Estimates less than two errors apart are not an order; where ways are long and few sources
matter to an actor, its error is itself too small by half.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.compiled import compiled, stretches
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.ranking import ranking
from graph.analysis.ties import Floats, Starts, Ties, ties_of

EXACT = 5000
"""Up to how many actors with a partner all are sources."""

SOURCES = 256
"""From how many actors ways are followed where not from all."""

STRETCH = 8
"""From how many sources ways are followed between two moments at which it can be interrupted."""

TOO_FEW = "fewer than three actors: nobody could be between two others"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Between:
    """The betweenness of each actor and its standard error, 0 where all `sources` were followed (`exact`)."""

    values: Floats
    errors: Floats
    sources: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweennessRow:
    """The betweenness of one actor, in [0, 1], and its standard error."""

    actor: str
    name: str
    betweenness: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Betweenness:
    """Who lies on the shortest ways between others.

    `sources` is from how many actors ways were followed; `exact` says that these were all that have a partner. Without
    three actors there are no rows, and `reason` says so. Rows: the greatest first, then by identifier.
    """

    actors: int
    sources: int
    exact: bool
    seed: int
    rows: tuple[BetweennessRow, ...]
    reason: str | None = None


def betweenness(
    network: TwoModeNetwork,
    *,
    limit: int | None = 20,
    sources: int = SOURCES,
    exact: int = EXACT,
    seed: int = 1,
    watch: Watch | None = None,
) -> Betweenness:
    """Return the betweenness of the actors of `network`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    limit
        How many rows to give at most; None for all actors.
    sources
        From how many actors, at least two, ways are followed where not from all.
    exact
        Up to how many actors with a partner ways are followed from all of them.
    seed
        Of the choice of sources.
    watch
        Told from how many sources ways have been followed.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = betweenness(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]), limit=1)
    >>> found.exact, found.rows[0].actor, found.rows[0].betweenness
    (True, 'b', 1.0)
    """
    found = between(ties_of(network), sources=sources, exact=exact, seed=seed, watch=watch)
    few = len(network.actors) < 3
    return Betweenness(
        actors=len(network.actors),
        sources=found.sources,
        exact=found.exact,
        seed=seed,
        reason=TOO_FEW if few else None,
        rows=tuple(
            BetweennessRow(
                actor=network.actors[place],
                name=network.name(network.actors[place]),
                betweenness=float(found.values[place]),
                error=float(found.errors[place]),
            )
            for place in ranking(network.actors, found.values, limit=0 if few else limit)
        ),
    )


def between(
    ties: Ties, *, sources: int = SOURCES, exact: int = EXACT, seed: int = 1, watch: Watch | None = None
) -> Between:
    """Return the betweenness of each actor; 0 for all where there are fewer than three.

    Sources are drawn among actors with a partner, without putting back: the error has the correction for a finite
    population, (1 - k / N) for k of N.
    """
    starts, partners = ties.neighbours()
    chosen, population = sources_of(np.flatnonzero(ties.active).astype(np.int32), sources, exact, seed)
    sums, squares = np.zeros(ties.actors), np.zeros(ties.actors)
    for first, last in stretches(len(chosen), watch, size=STRETCH):
        _follow(starts, partners, chosen[first:last], sums, squares)
    followed = max(len(chosen), 1)
    scale = population / max((ties.actors - 1) * (ties.actors - 2) / 2, 1)
    variance = np.maximum(squares / followed - (sums / followed) ** 2, 0) / max(followed - 1, 1)
    return Between(
        values=scale * sums / followed,
        errors=scale * np.sqrt(variance * (1 - followed / max(population, 1))),
        sources=len(chosen),
        exact=len(chosen) == population,
    )


def sources_of(candidates: Indices, sources: int, exact: int, seed: int) -> tuple[Indices, int]:
    """Return which candidates are sources, in order, and how many candidates there are.

    Raises
    ------
    ValueError
        If fewer than two sources are asked for: one has no error.
    """
    if sources < 2:
        raise ValueError(f"at least two sources are needed to know how far off an estimate is, not {sources}")
    population = len(candidates)
    if population <= max(exact, sources):
        return candidates, population
    return np.sort(np.random.default_rng(seed).choice(candidates, sources, replace=False)), population


@compiled
def _follow(starts: Starts, partners: Indices, sources: Indices, sums: Floats, squares: Floats) -> None:
    """Add to `sums` and `squares` what part of the ways from each source to all others goes through each actor.

    Breadth first from the source, counting the shortest ways to each actor; then back, the farthest first: of what
    depends on an actor, each one before it has as large a part as of the ways to it (Brandes 2001). An actor between a
    source and an end counts by how far along the way it lies, so that both ends of a pair add up to one; an actor next
    to a source would look far more central than it is if each end gave it all (Geisberger, Sanders and Schultes 2008).
    """
    actors = len(starts) - 1
    order = np.empty(actors, np.int32)
    distance = np.full(actors, -1, np.int32)
    ways, depends = np.zeros(actors), np.zeros(actors)
    for source in sources:
        order[0], distance[source], ways[source] = source, 0, 1.0
        met, at = 1, 0
        while at < met:
            one = order[at]
            at += 1
            for k in range(starts[one], starts[one + 1]):
                other = partners[k]
                if distance[other] < 0:
                    distance[other] = distance[one] + 1
                    order[met] = other
                    met += 1
                if distance[other] == distance[one] + 1:
                    ways[other] += ways[one]
        for at in range(met - 1, 0, -1):
            one = order[at]
            part = (1.0 / distance[one] + depends[one]) / ways[one]
            for k in range(starts[one], starts[one + 1]):
                other = partners[k]
                if distance[other] == distance[one] - 1:
                    depends[other] += ways[other] * part
            sums[one] += distance[one] * depends[one]
            squares[one] += (distance[one] * depends[one]) ** 2
        for at in range(met):
            distance[order[at]], ways[order[at]], depends[order[at]] = -1, 0.0, 0.0
