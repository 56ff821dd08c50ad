"""What is left of the whole when actors leave: how far the network falls apart.

An actor is taken out of the two-mode network, with its participations. Its projects stay: its partners in one still
have ties with each other, so that the actor in the middle of one large consortium splits nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.components import component_labels, pairs_within
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.ties import Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a network hangs together once actors have left.

    `components` are of those who remain, `giant` is the number of actors in the largest. `pairs_disconnected` are pairs
    of actors who remain, in one component before and not any more.
    """

    components: int
    giant: int
    pairs_disconnected: int


def whole(network: TwoModeNetwork) -> Indices:
    """Return the component of each actor while all are there."""
    return component_labels(network.actor, network.project, len(network.actors), len(network.projects))


def split(network: TwoModeNetwork, before: Indices, removed: Sequence[int]) -> Split:
    """Return how the network hangs together without some actors; `before` are its components with them.

    >>> from graph.analysis.network import network_of
    >>> network = network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")])
    >>> split(network, whole(network), [network.index("b")])
    Split(components=2, giant=1, pairs_disconnected=1)
    """
    stay = np.ones(len(network.actors), np.bool_)
    stay[list(removed)] = False
    rows = stay[network.actor]
    after = component_labels(network.actor[rows], network.project[rows], len(stay), len(network.projects))
    sizes = np.bincount(after[stay], minlength=0)
    return Split(
        components=int(np.count_nonzero(sizes)),
        giant=int(sizes.max(initial=0)),
        pairs_disconnected=pairs_within(np.bincount(before[stay], minlength=0)) - pairs_within(sizes),
    )


def giant_share(giant: int, actors: int) -> Figure:
    """Return the share of all actors that are in the largest component."""
    counts = {"giant": giant, "actors": actors}
    return ratio(giant, actors, "share of all actors", "there is no actor", counts=counts)


def ties_with(ties: Ties, actors: Sequence[int]) -> NDArray[np.bool_]:
    """Return which ties are of one of these actors."""
    return np.isin(ties.one, actors) | np.isin(ties.other, actors)
