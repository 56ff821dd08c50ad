"""Between whom an actor stands: the roles of Gould and Fernandez (1989).

An actor brokers between two of its partners that have no tie with each other. Its role is in whose groups they are:

    coordinator     both are of its own group
    itinerant       both are of one group, which is not its own
    representative  the first is of its own group, the second is not
    gatekeeper      the second is of its own group, the first is not
    liaison         all three are of different groups

Pairs are ordered, as in R's `sna::brokerage`, and ties are not: each pair counts twice, and an actor is representative
exactly as often as gatekeeper. Two surprises. Actors whose group nobody states are a group of their own, `unknown`, as
if they were alike, and so are those of `several`: where they are many, read coordinator and itinerant with that in
mind. And a partner of one large consortium brokers for nobody in it, since they all have ties: roles come from taking
part in several projects.

The roles are counted as pairs of partners less pairs that have a tie, that is, as wedges less triangles by the groups
of their corners; the open pairs themselves are too many to be gone through.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled, stretches
from graph.analysis.network import Grouping, Indices, TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.ranking import ranking
from graph.analysis.ties import Starts, Ties, ties_of
from graph.analysis.triangles import oriented

Counts = NDArray[np.int64]

STRETCH = 1000
"""How many actors are looked at between two moments at which the count can be interrupted."""

COORDINATOR, ITINERANT, MIXED, LIAISON = range(4)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Roles:
    """How often each actor has each role, over ordered pairs of partners that have no tie with each other.

    `representative` is also how often it is gatekeeper.
    """

    coordinator: Counts
    itinerant: Counts
    representative: Counts
    liaison: Counts

    @property
    def total(self) -> Counts:
        """How many ordered pairs each actor stands between."""
        return self.coordinator + self.itinerant + 2 * self.representative + self.liaison


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerageRow:
    """How often one actor has each role."""

    actor: str
    name: str
    group: str
    coordinator: int
    itinerant: int
    representative: int
    gatekeeper: int
    liaison: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage:
    """Who brokers between groups of actors.

    `brokers` is how many of the `actors` stand between at least two others. `unknown` is how many are of no one
    known group; those of `unknown` count as one group, and so do those of `several`. Rows: the
    greatest total first, then by identifier.
    """

    by: str
    actors: int
    unknown: int
    brokers: int
    coordinator: int
    itinerant: int
    representative: int
    gatekeeper: int
    liaison: int
    total: int
    rows: tuple[BrokerageRow, ...]


def brokerage(
    network: TwoModeNetwork, *, by: str = "city", limit: int | None = 20, watch: Watch | None = None
) -> Brokerage:
    """Return how often actors have each role of brokerage between the groups `by`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        The grouping of actors. Who is `unknown` in it is of one group with all others who are.
    limit
        How many rows to give at most; None for all actors. The sums are over all actors in any case.
    watch
        Told how many actors have been looked at.

    Raises
    ------
    NetworkError
        If actors are not grouped by `by`.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")], groups={"city": {"a": "x", "b": "x"}})
    >>> [(row.actor, row.representative, row.gatekeeper, row.total) for row in brokerage(network, limit=1).rows]
    [('b', 1, 1, 2)]
    """
    grouping = network.grouping(by)
    found = roles(ties_of(network), grouping, watch=watch)
    total = found.total
    return Brokerage(
        by=by,
        actors=len(network.actors),
        unknown=int(np.count_nonzero(~grouping.known)),
        brokers=int(np.count_nonzero(total)),
        coordinator=int(found.coordinator.sum()),
        itinerant=int(found.itinerant.sum()),
        representative=int(found.representative.sum()),
        gatekeeper=int(found.representative.sum()),
        liaison=int(found.liaison.sum()),
        total=int(total.sum()),
        rows=tuple(
            BrokerageRow(
                actor=network.actors[place],
                name=network.name(network.actors[place]),
                group=grouping.labels[grouping.codes[place]],
                coordinator=int(found.coordinator[place]),
                itinerant=int(found.itinerant[place]),
                representative=int(found.representative[place]),
                gatekeeper=int(found.representative[place]),
                liaison=int(found.liaison[place]),
                total=int(total[place]),
            )
            for place in ranking(network.actors, total, limit=limit)
        ),
    )


def roles(ties: Ties, grouping: Grouping, *, watch: Watch | None = None) -> Roles:
    """Return how often each actor has each role between the groups of `grouping`."""
    starts, partners = ties.neighbours()
    pairs = _pairs(starts, partners, grouping.codes, len(grouping.labels))
    starts, others, _ = oriented(ties)
    met = np.zeros(ties.actors, np.bool_)
    for first, last in stretches(ties.actors, watch, size=STRETCH):
        _close(starts, others, grouping.codes, first, last, met, pairs)
    return Roles(
        coordinator=2 * pairs[:, COORDINATOR],
        itinerant=2 * pairs[:, ITINERANT],
        representative=pairs[:, MIXED],
        liaison=2 * pairs[:, LIAISON],
    )


@compiled
def _pairs(starts: Starts, partners: Indices, codes: Indices, groups: int) -> Counts:
    """Return, for each actor and kind of pair, the number of unordered pairs of its partners, with a tie or without."""
    actors = len(starts) - 1
    found = np.zeros((actors, 4), np.int64)
    sizes = np.zeros(groups, np.int64)
    for one in range(actors):
        own = codes[one]
        for k in range(starts[one], starts[one + 1]):
            # A partner makes a pair with each one before it of its group.
            code = codes[partners[k]]
            found[one, COORDINATOR if code == own else ITINERANT] += sizes[code]
            sizes[code] += 1
        degree = starts[one + 1] - starts[one]
        alike = found[one, COORDINATOR] + found[one, ITINERANT]
        found[one, MIXED] = sizes[own] * (degree - sizes[own])
        found[one, LIAISON] = degree * (degree - 1) // 2 - alike - found[one, MIXED]
        for k in range(starts[one], starts[one + 1]):
            sizes[codes[partners[k]]] = 0
    return found


@compiled
def _close(
    starts: Starts, others: Indices, codes: Indices, first: int, last: int, met: NDArray[np.bool_], pairs: Counts
) -> None:
    """Take from `pairs` those that have a tie: three for each triangle that begins at an actor of a stretch."""
    tied = np.zeros((2, 4), np.int64)
    for one in range(first, last):
        for k in range(starts[one], starts[one + 1]):
            met[others[k]] = True
        for k in range(starts[one], starts[one + 1]):
            two = others[k]
            one_two = codes[one] == codes[two]
            for j in range(starts[two], starts[two + 1]):
                three = others[j]
                if met[three]:
                    one_three, two_three = codes[one] == codes[three], codes[two] == codes[three]
                    tied[0, _kind(one_two, one_three, two_three)] += 1
                    tied[1, _kind(one_two, two_three, one_three)] += 1
                    pairs[three, _kind(one_three, two_three, one_two)] -= 1
            pairs[two] -= tied[1]
            tied[1] = 0
        pairs[one] -= tied[0]
        tied[0] = 0
        for k in range(starts[one], starts[one + 1]):
            met[others[k]] = False


@compiled
def _kind(first: bool, second: bool, ends: bool) -> int:
    """Return the kind of a pair: whether its `first`, its `second` is of the broker's group, both `ends` of one."""
    if first and second:
        return COORDINATOR
    if ends:
        return ITINERANT
    return MIXED if first or second else LIAISON
