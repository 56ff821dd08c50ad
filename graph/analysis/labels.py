"""Groups of actors as numbers: permuted, put together where they are too many, and shared out over labels of projects.

A grouping puts each actor in one group. A tagging gives labels to projects, any number of them; an actor then belongs
to each label in part. No actor is ever counted twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.network import UNKNOWN, Indices, Tagging, TwoModeNetwork, rows_of
from graph.analysis.nulls import Watch

PERMUTED = "labels permuted, ties fixed"
"""What a reader is told of this null model: the network stays, and chance deals out the groups anew."""

OTHERS = "all others"
"""The group of those whose groups are too small to stand alone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """The `labels` of groups, and the place among them of each label that there was before; `folded` were put together.

    `places[k]` is the place of the former label `k`.
    """

    labels: tuple[str, ...]
    places: Indices
    folded: int


def permutations(codes: Indices, samples: int, seed: int, watch: Watch | None = None) -> Iterator[Indices]:
    """Yield the group of each actor with the groups dealt out anew: as many actors in each, all orders alike likely.

    The array is overwritten by the next draw. Actors without a tie take part, since they could have had one.
    """
    random = np.random.default_rng(seed)
    shuffled = codes.copy()
    for number in range(samples):
        random.shuffle(shuffled)
        yield shuffled
        if watch is not None:
            watch(number + 1, samples)


def largest(labels: tuple[str, ...], sizes: NDArray[np.int64], most: int) -> Groups:
    """Return at most `most` groups by size (equal ones by label), beside `unknown`; the rest are `OTHERS`, the last.

    >>> largest(("a", "b", "c", "unknown"), np.array([1, 3, 1, 9]), 1).labels
    ('b', 'unknown', 'all others')
    """
    known = [place for place, label in enumerate(labels) if label != UNKNOWN]
    if len(known) <= most + 1:
        return Groups(labels=labels, places=np.arange(len(labels), dtype=np.int32), folded=0)
    first = sorted(known, key=lambda place: (-sizes[place], labels[place]))[:most]
    kept = [place for place, label in enumerate(labels) if place in set(first) or label == UNKNOWN]
    places = np.full(len(labels), len(kept), np.int32)
    places[kept] = np.arange(len(kept))
    return Groups(labels=(*(labels[place] for place in kept), OTHERS), places=places, folded=len(labels) - len(kept))


def memberships(
    actor: Indices, project: Indices, network: TwoModeNetwork, tagging: Tagging, groups: Groups
) -> NDArray[np.float64]:
    """Return how much of each actor (row) belongs to each group of labels (column); each row sums to 1.

    A project with l labels gives 1 / l to each. An actor's share of a label is the mean over its projects; an actor
    without a project belongs to `unknown`, which must then be among the labels (see `with_unknown`).
    """
    starts, tags = rows_of(tagging.projects, groups.places[tagging.tags], len(network.projects))
    unknown = groups.labels.index(UNKNOWN) if UNKNOWN in groups.labels else -1
    return _shares(actor, project, len(network.actors), len(groups.labels), starts, tags, unknown)


def with_unknown(network: TwoModeNetwork, tagging: Tagging) -> tuple[str, ...]:
    """Return the labels of `tagging`, and `unknown` also where it is needed for actors without a project only."""
    idle = bool((network.degrees == 0).any())
    return (*tagging.labels, UNKNOWN) if idle and UNKNOWN not in tagging.labels else tagging.labels


@compiled
def _shares(
    actor: Indices,
    project: Indices,
    actors: int,
    groups: int,
    starts: NDArray[np.int64],
    tags: Indices,
    unknown: int,
) -> NDArray[np.float64]:
    degrees = np.zeros(actors, np.int64)
    for k in range(len(actor)):
        degrees[actor[k]] += 1
    shares = np.zeros((actors, groups))
    for k in range(len(actor)):
        first, last = starts[project[k]], starts[project[k] + 1]
        for at in range(first, last):
            shares[actor[k], tags[at]] += 1.0 / (degrees[actor[k]] * (last - first))
    for one in range(actors):
        if degrees[one] == 0:
            shares[one, unknown] = 1.0
    return shares
