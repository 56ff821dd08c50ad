"""A part of the network of actors that a person or a program can take away: filtered, or one actor and its partners.

A tie is between two actors that share a project. Filters of projects say which projects make ties; filters of actors
then say between whom. The size of a consortium is that of the whole one, whoever is chosen.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.ties import Ties, ties_of

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An actor: in how many projects it takes part that make ties, and how many partners it has among those chosen."""

    actor: str
    projects: int
    partners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two actors, how many projects they share, and Newman's weight of it: 1 / (actors - 1) for each shared project."""

    one: str
    other: str
    projects: int
    newman: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Actors, those with the most partners first, and the ties between them.

    There are `all_actors` with `all_ties` that fit what was asked; the excerpt has as many of them as it may.
    """

    actors: tuple[Member, ...]
    ties: tuple[Tie, ...]
    all_actors: int
    all_ties: int

    @property
    def is_whole(self) -> bool:
        """Whether it has every actor that fits."""
        return len(self.actors) == self.all_actors


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part: projects and actors to choose from (None: all), how many shared projects make a tie, most actors."""

    projects: Collection[str] | None = None
    actors: Collection[str] | None = None
    least_shared: int = 1
    limit: int = 500


def network_excerpt(network: TwoModeNetwork, part: Part) -> Excerpt:
    """Return the ties of a network that fit `part`; actors without such a tie are left out.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of([("a", "p"), ("b", "p"), ("c", "p"), ("a", "q"), ("b", "q")])
    >>> found = network_excerpt(network, Part(least_shared=2))
    >>> [(tie.one, tie.other, tie.projects, tie.newman) for tie in found.ties]
    [('a', 'b', 2, 1.5)]
    """
    chosen, ties = _chosen(network, part)
    order = _by_partners(ties, np.flatnonzero(ties.active))
    return _excerpt(chosen, ties, order, part.limit)


def ego_excerpt(network: TwoModeNetwork, actor: str, part: Part) -> Excerpt:
    """Return an actor, its partners that fit `part`, and all ties between them; the actor stands first.

    Partners come by how many projects they share with the actor.

    Raises
    ------
    NetworkError
        If the network has no such actor.
    """
    place = network.index(actor)
    chosen, ties = _chosen(network, part, always=place)
    own = (ties.one == place) | (ties.other == place)
    partners = np.where(ties.one[own] == place, ties.other[own], ties.one[own])
    order = np.lexsort((partners, -ties.newman[own], -ties.count[own]))
    members = np.concatenate([np.array([place], np.int32), partners[order]])
    within = np.zeros(len(chosen.actors), np.bool_)
    within[members] = True
    return _excerpt(chosen, ties.keeping(within[ties.one] & within[ties.other]), members, part.limit)


def _chosen(network: TwoModeNetwork, part: Part, *, always: int | None = None) -> tuple[TwoModeNetwork, Ties]:
    """Return the network of the projects chosen, and its ties that are strong enough between the actors chosen."""
    if part.projects is not None:
        network = network.keeping(_among(network.projects, part.projects), idle=True)
    ties = ties_of(network)
    keep: Mask = ties.count >= part.least_shared
    if part.actors is not None:
        actors = _among(network.actors, part.actors)
        if always is not None:
            actors[always] = True
        keep &= actors[ties.one] & actors[ties.other]
    return network, ties.keeping(keep)


def _among(everything: Collection[str], some: Collection[str]) -> Mask:
    known = frozenset(some)
    return np.fromiter((one in known for one in everything), np.bool_, len(everything))


def _by_partners(ties: Ties, actors: NDArray[np.int64]) -> Indices:
    order = np.lexsort((actors, -ties.strengths[actors], -ties.degrees[actors]))
    return actors[order].astype(np.int32)


def _excerpt(network: TwoModeNetwork, ties: Ties, members: Indices, limit: int) -> Excerpt:
    shown = members[:limit]
    within = np.zeros(len(network.actors), np.bool_)
    within[shown] = True
    kept = ties.keeping(within[ties.one] & within[ties.other])
    projects, partners = network.degrees, ties.degrees
    return Excerpt(
        actors=tuple(
            Member(actor=network.actors[place], projects=int(projects[place]), partners=int(partners[place]))
            for place in shown.tolist()
        ),
        ties=tuple(
            Tie(one=network.actors[one], other=network.actors[other], projects=int(count), newman=float(newman))
            for one, other, count, newman in zip(kept.one, kept.other, kept.count, kept.newman, strict=True)
        ),
        all_actors=len(members),
        all_ties=ties.size,
    )
