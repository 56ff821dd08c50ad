"""Brokers: actors who stand between others, and what would fall apart without them.

All that there is to know of an actor's position, beside one another, since none of it says everything: betweenness is
how many short ways lead through it, the roles say between whose groups, constraint and effective size how free its
partners leave it, and what its leaving splits says whether anybody else joins the same others.

What it splits is found exactly and for all actors, also where betweenness is an estimate. Mostly that is little: an
actor in many consortia is between many, and most of these have other ways to one another.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.brokerage import Roles, roles
from graph.analysis.centrality import EXACT, SOURCES, Between, between
from graph.analysis.cuts import Cuts, cuts
from graph.analysis.figures import Figure
from graph.analysis.holes import Holes, holes
from graph.analysis.network import Grouping, TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.presence import Presence, Present, present
from graph.analysis.ranking import ranking
from graph.analysis.robustness import brokered_only
from graph.analysis.splits import giant_share, whole
from graph.analysis.ties import Floats, ties_of

Order = Literal["betweenness", "split"]
"""Who comes first: who is between most others, or without whom most pairs are disconnected."""

EVERYBODY = "all"
"""The one group that all are in where they are not grouped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerRow:
    """One actor's position, and what is left without it.

    `error` is the standard error of `betweenness`; both are None with fewer than three actors. `constraint` and
    `effective_size` are None without a partner. `strength` is its projects with a partner, `brokered_only` how many
    others have all their stable ties with it. Without it the network has `components_after`, the share `giant_after` of
    all actors is in the largest, `pairs_disconnected` pairs of others have no way to each other any more, and no actor
    of the kind that is asked for is left under the labels `left_without`.
    """

    actor: str
    name: str
    group: str
    betweenness: float | None
    error: float | None
    coordinator: int
    itinerant: int
    representative: int
    gatekeeper: int
    liaison: int
    total: int
    constraint: float | None
    effective_size: float | None
    degree: int
    strength: float
    brokered_only: int
    components_after: int
    giant_after: float
    pairs_disconnected: int
    left_without: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokers:
    """Who stands between others.

    `unknown` is how many actors are of no one known group: those of `unknown` count as one group, and so do those of
    `several`. `brokering` is how many stand between two others who have no tie, `splitting` how many there are without
    whom their component falls into several. `exact` says whether ways were followed from all actors, or from a sample
    of `sources`.

    Rows, by betweenness: the greatest first, then by brokerage (`total`), then by identifier. By split: the most pairs
    disconnected first, and then so.
    """

    by: str | None
    order: str
    actors: int
    unknown: int
    brokering: int
    splitting: int
    components: int
    giant: Figure
    sources: int
    exact: bool
    seed: int
    rows: tuple[BrokerRow, ...]


def brokers(
    network: TwoModeNetwork,
    by: str | None = "city",
    *,
    limit: int | None = 20,
    order: Order = "betweenness",
    presence: Presence | None = None,
    sources: int = SOURCES,
    exact: int = EXACT,
    seed: int = 1,
    watch: Watch | None = None,
) -> Brokers:
    """Return who stands between others in `network`, and what would fall apart without them.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        The grouping of actors whose groups roles are between; with None all are of one, and each role is coordinator.
    limit
        How many rows to give at most; None for all actors.
    order
        Who comes first.
    presence
        Actors of which kind must remain under which labels of projects.
    sources, exact, seed
        Of the estimate of betweenness, as in `centrality`.
    watch
        Told how far it is, of each of three parts anew: betweenness, roles, structural holes.

    Raises
    ------
    NetworkError
        If there is no such grouping, tagging or label.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = brokers(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]), by=None, limit=1)
    >>> [(row.actor, row.betweenness, row.total, row.pairs_disconnected) for row in found.rows]
    [('b', 1.0, 2, 1)]
    """
    grouping = _one_group(network) if by is None else network.grouping(by)
    gone = None if presence is None else present(network, presence)
    ties, labels = ties_of(network), whole(network)
    middle = between(ties, sources=sources, exact=exact, seed=seed, watch=watch)
    sizes = np.bincount(labels, minlength=2)
    cut = cuts(network)
    found = _Positions(
        middle=middle,
        played=roles(ties, grouping, watch=watch),
        around=holes(ties, watch=watch),
        cut=cut,
        only=brokered_only(ties),
        components=int(np.count_nonzero(sizes)) - 1 + cut.pieces,
        # The largest component stays whole unless the actor is in it.
        giants=np.maximum(cut.largest, np.where(labels == 0, sizes[1], sizes[0])),
        degrees=ties.degrees,
        strengths=ties.strengths,
    )
    keys = np.round(middle.values, 12), found.played.total
    chosen = ranking(network.actors, *((cut.pairs_disconnected, *keys) if order == "split" else keys), limit=limit)
    return Brokers(
        by=by,
        order=order,
        actors=ties.actors,
        unknown=0 if by is None else int(np.count_nonzero(~grouping.known)),
        brokering=int(np.count_nonzero(found.played.total)),
        splitting=int(np.count_nonzero(cut.pieces > 1)),
        components=int(np.count_nonzero(sizes)),
        giant=giant_share(int(sizes[0]), ties.actors),
        sources=middle.sources,
        exact=middle.exact,
        seed=seed,
        rows=tuple(_row(network, grouping, found, gone, place) for place in chosen),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Positions:
    """All that there is to know of the position of each actor."""

    middle: Between
    played: Roles
    around: Holes
    cut: Cuts
    only: NDArray[np.int64]
    components: NDArray[np.int64]
    giants: NDArray[np.int64]
    degrees: NDArray[np.int64]
    strengths: Floats


def _row(network: TwoModeNetwork, grouping: Grouping, found: _Positions, gone: Present | None, place: int) -> BrokerRow:
    identifier, actors = network.actors[place], len(network.actors)
    linked, enough = bool(found.around.defined[place]), actors > 2
    return BrokerRow(
        actor=identifier,
        name=network.name(identifier),
        group=grouping.labels[grouping.codes[place]],
        betweenness=float(found.middle.values[place]) if enough else None,
        error=float(found.middle.errors[place]) if enough else None,
        coordinator=int(found.played.coordinator[place]),
        itinerant=int(found.played.itinerant[place]),
        representative=int(found.played.representative[place]),
        gatekeeper=int(found.played.representative[place]),
        liaison=int(found.played.liaison[place]),
        total=int(found.played.total[place]),
        constraint=float(found.around.constraint[place]) if linked else None,
        effective_size=float(found.around.effective_size[place]) if linked else None,
        degree=int(found.degrees[place]),
        strength=round(float(found.strengths[place]), 9),
        brokered_only=int(found.only[place]),
        components_after=int(found.components[place]),
        giant_after=int(found.giants[place]) / actors,
        pairs_disconnected=int(found.cut.pairs_disconnected[place]),
        left_without=() if gone is None else gone.left_without([place]),
    )


def _one_group(network: TwoModeNetwork) -> Grouping:
    return Grouping(name="none", labels=(EVERYBODY,), codes=np.zeros(len(network.actors), np.int32))
