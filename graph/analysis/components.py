"""What hangs together: the components of a network, its giant, its islands, and its isolates.

Two actors are in one component if a chain of shared projects leads from one to the other. An actor without a partner is
a component of one, an *isolate*; components of two or more beside the largest are *islands*. Components are found in
the two-mode network, whose links are far fewer than the ties that they make.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.figures import Figure, ratio
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.ranking import ranking

SHOWN = 5
"""How many actors of a component are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRow:
    """One component of two or more actors; `first_actors` are those in most projects."""

    component: int
    actors: int
    projects: int
    participations: int
    first_actors: tuple[str, ...]
    first_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """How a network hangs together.

    `components` counts isolates too. `giant_share` is the share of all actors that are in the largest. Rows: components
    of two or more actors, the largest first, then by the first identifier in them.
    """

    actors: int
    components: int
    giant: int
    giant_share: Figure
    islands: int
    islanders: int
    isolates: int
    rows: tuple[ComponentRow, ...]


def components(network: TwoModeNetwork, *, limit: int | None = 20) -> Components:
    """Return the components of `network`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    limit
        How many rows to give at most; None for all components of two or more.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = components(network_of([("a", "p"), ("b", "p"), ("c", "q")]))
    >>> found.components, found.giant, found.isolates, found.rows[0].first_actors
    (2, 2, 1, ('a', 'b'))
    """
    actors = len(network.actors)
    labels = component_labels(network.actor, network.project, actors, len(network.projects))
    sizes = np.bincount(labels, minlength=0)
    giant = int(sizes.max(initial=0))
    islands = int(np.count_nonzero(sizes > 1)) - (giant > 1)
    isolates = int(np.count_nonzero(sizes == 1))
    counts = {"giant": giant, "actors": actors}
    return Components(
        actors=actors,
        components=len(sizes),
        giant=giant,
        giant_share=ratio(giant, actors, "share of actors", "there is no actor", counts=counts),
        islands=islands,
        islanders=actors - isolates - (giant if giant > 1 else 0),
        isolates=isolates,
        rows=_rows(network, labels, limit),
    )


def component_labels(actor: Indices, project: Indices, actors: int, projects: int) -> Indices:
    """Return the component of each actor: 0 is the largest, and the first to be met of those of equal size.

    >>> component_labels(np.array([1, 2], np.int32), np.array([0, 0], np.int32), 3, 1).tolist()
    [1, 0, 0]
    """
    if not actors:
        return np.zeros(0, np.int32)
    joined = csr_array((np.ones(len(actor), np.int8), (actor, actors + project)), shape=(actors + projects,) * 2)
    _, found = connected_components(joined, directed=False)
    _, first, codes, sizes = np.unique(found[:actors], return_index=True, return_inverse=True, return_counts=True)
    places = np.empty(len(sizes), np.int32)
    places[np.lexsort((first, -sizes))] = np.arange(len(sizes), dtype=np.int32)
    return places[codes]


def pairs_within(sizes: NDArray[np.int64]) -> int:
    """Return how many pairs are in one component, of components of these sizes.

    >>> pairs_within(np.array([4, 1, 1]))
    6
    """
    return int((sizes * (sizes - 1)).sum()) // 2


def _rows(network: TwoModeNetwork, labels: Indices, limit: int | None) -> tuple[ComponentRow, ...]:
    order = np.array(ranking(network.actors, -labels, network.degrees), np.int64)
    sizes = np.bincount(labels, minlength=0)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    participations = np.bincount(labels[network.actor], minlength=len(sizes))
    of_projects = np.full(len(network.projects), len(sizes), np.int32)
    of_projects[network.project] = labels[network.actor]
    projects = np.bincount(of_projects, minlength=len(sizes) + 1)
    firsts = [order[starts[place] : starts[place + 1]][:SHOWN] for place in np.flatnonzero(sizes > 1)]
    by_identifier = sorted(range(len(firsts)), key=lambda place: (-sizes[place], network.actors[order[starts[place]]]))
    return tuple(
        ComponentRow(
            component=number + 1,
            actors=int(sizes[place]),
            projects=int(projects[place]),
            participations=int(participations[place]),
            first_actors=tuple(network.actors[one] for one in firsts[place]),
            first_names=tuple(network.name(network.actors[one]) for one in firsts[place]),
        )
        for number, place in enumerate(by_identifier[:limit])
    )
