"""A network in the order of its identifiers, so that what is equal comes in the same order whatever was read first.

A network comes in the order in which a file names things. Once it is `alphabetical`, the place of an actor is the place
of its identifier, and ties that are sorted by place are sorted by identifier.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.analysis.network import Tagging, TwoModeNetwork


def alphabetical(network: TwoModeNetwork) -> TwoModeNetwork:
    """Return the same network, its actors and projects sorted by identifier; itself where they are so already.

    >>> from graph.analysis.network import network_of
    >>> alphabetical(network_of([("vtt", "p"), ("aalto", "p")])).actors
    ('aalto', 'vtt')
    """
    actors, projects = _order(network.actors), _order(network.projects)
    if _is_sorted(actors) and _is_sorted(projects):
        return network
    actor, project = _places(actors)[network.actor], _places(projects)[network.project]
    rows = np.lexsort((project, actor))
    return replace(
        network,
        actors=tuple(network.actors[place] for place in actors),
        projects=tuple(network.projects[place] for place in projects),
        actor=actor[rows],
        project=project[rows],
        lead=network.lead[rows],
        start=network.start[projects],
        end=network.end[projects],
        groupings={name: replace(one, codes=one.codes[actors]) for name, one in network.groupings.items()},
        taggings={name: _retagged(one, _places(projects)) for name, one in network.taggings.items()},
    )


def _order(identifiers: Sequence[str]) -> NDArray[np.int64]:
    return np.array(sorted(range(len(identifiers)), key=identifiers.__getitem__), np.int64)


def _is_sorted(order: NDArray[np.int64]) -> bool:
    return bool(np.all(order == np.arange(len(order))))


def _places(order: NDArray[np.int64]) -> NDArray[np.int32]:
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


def _retagged(one: Tagging, places: NDArray[np.int32]) -> Tagging:
    projects = places[one.projects]
    rows = np.lexsort((one.tags, projects))
    return replace(one, projects=projects[rows], tags=one.tags[rows])
