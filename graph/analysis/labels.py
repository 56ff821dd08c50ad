"""Groups of actors as numbers: permuted, put together where they are too many, and shared out over labels of projects.

A grouping puts each actor in one group. A tagging gives labels to projects, any number of them; an actor then belongs
to each label in part. No actor is ever counted twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.network import SEVERAL, UNKNOWN, Indices, Tagging, TwoModeNetwork, rows_of
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


def permutations_of(codes: Indices, samples: int, seed: int, watch: Watch | None = None) -> Iterator[Indices]:
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
    """Return at most `most` groups by size (equal ones by label), and those of no one group; the rest are `OTHERS`.

    A single group more than `most` stays, too. `unknown` and `several` are groups of no one group; `OTHERS` is last. A
    label that nobody has is none.

    >>> largest(("a", "b", "c", "d", "unknown"), np.array([1, 3, 1, 0, 9]), 1).labels
    ('b', 'unknown', 'all others')
    """
    there = [place for place in range(len(labels)) if sizes[place]]
    known = [place for place in there if labels[place] not in (UNKNOWN, SEVERAL)]
    ranked = sorted(known, key=lambda place: (-sizes[place], labels[place]))
    dropped = set(ranked[most:]) if len(known) > most + 1 else set()
    kept = [place for place in there if place not in dropped]
    places = np.full(len(labels), len(kept), np.int32)
    places[kept] = np.arange(len(kept))
    others = (OTHERS,) if dropped else ()
    return Groups(labels=(*(labels[place] for place in kept), *others), places=places, folded=len(dropped))


def memberships(
    actor: Indices, project: Indices, network: TwoModeNetwork, tagging: Tagging, groups: Groups
) -> NDArray[np.float64]:
    """Return how much of each actor (row) belongs to each group of labels (column); each row sums to 1.

    A project with l labels gives 1 / l to each. An actor's share of a label is the mean over its projects; an actor
    without a project belongs to `unknown`, which must then be among the labels (see `tag_groups`).
    """
    starts, tags = rows_of(tagging.projects, groups.places[tagging.tags], len(network.projects))
    unknown = groups.labels.index(UNKNOWN) if UNKNOWN in groups.labels else -1
    return _shares(actor, project, len(network.actors), len(groups.labels), starts, tags, unknown)


def tag_groups(network: TwoModeNetwork, tagging: Tagging, most: int) -> Groups:
    """Return at most `most` groups of labels by the participations in their projects, as `largest` does.

    Actors without a project make an `unknown` one also where all projects have labels.
    """
    labels = tagging.labels if UNKNOWN in tagging.labels else (*tagging.labels, UNKNOWN)
    sizes = np.bincount(tagging.tags, network.consortium_sizes[tagging.projects], len(labels)).astype(np.int64)
    sizes[labels.index(UNKNOWN)] += np.count_nonzero(network.degrees == 0)
    return largest(labels, sizes, most)


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
