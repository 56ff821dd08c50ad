"""What is left of a network as its foremost actors leave, one after another.

They leave the two-mode network, so that ties among the partners of one project stay (`splits` says why). A network that
keeps its giant component while the ten with the most partners leave does not depend on its hubs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from graph.analysis.centrality import between
from graph.analysis.compiled import stretches
from graph.analysis.figures import Figure
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.presence import Presence, Present, present
from graph.analysis.ranking import ranking
from graph.analysis.splits import giant_share, split, ties_with, whole
from graph.analysis.ties import Floats, Ties, ties_of

Order = Literal["degree", "strength", "betweenness"]
"""By what the first to leave are chosen: partners, projects with a partner, or place between others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackRow:
    """The network once this actor and all in the rows before have left; all numbers are since the beginning."""

    step: int
    actor: str
    name: str
    giant: float
    components: int
    pairs_disconnected: int
    ties_lost: int
    left_without: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What is left when actors leave one after another, the first by `order` in the whole network first.

    The order is not made anew after each. `giant` is the share of all `actors` in the largest component, before anyone
    leaves and in each row. Rows: in the order of leaving.
    """

    order: str
    actors: int
    ties: int
    giant: Figure
    components: int
    rows: tuple[AttackRow, ...]


def attack(
    network: TwoModeNetwork,
    *,
    order: Order = "degree",
    top: int = 10,
    presence: Presence | None = None,
    seed: int = 1,
    watch: Watch | None = None,
) -> Attack:
    """Return what is left of `network` when its `top` actors leave one after another.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    order
        By what they are chosen: `degree` is partners, `strength` projects with a partner, `betweenness` place between
        others, estimated where the network is large.
    top
        How many leave.
    presence
        Actors of which kind must remain under which labels of projects.
    seed
        Of the estimate of betweenness.
    watch
        Told of sources of betweenness, and then of each actor that left.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = attack(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]), top=2)
    >>> [(row.actor, row.components, row.pairs_disconnected) for row in found.rows]
    [('b', 2, 1), ('a', 1, 0)]
    """
    ties, before = ties_of(network), whole(network)
    chosen = ranking(network.actors, _scores(ties, order, seed, watch), limit=top)
    gone = None if presence is None else present(network, presence)
    actors = len(network.actors)
    return Attack(
        order=order,
        actors=actors,
        ties=ties.size,
        giant=giant_share(int(np.bincount(before, minlength=1).max()), actors),
        components=int(before.max(initial=-1)) + 1,
        rows=tuple(
            _step(network, ties, before, gone, chosen[:end]) for _, end in stretches(len(chosen), watch, size=1)
        ),
    )


def _scores(ties: Ties, order: Order, seed: int, watch: Watch | None) -> Floats:
    if order == "betweenness":
        return between(ties, seed=seed, watch=watch).values
    return np.round(ties.strengths, 9) if order == "strength" else ties.degrees.astype(np.float64)


def _step(
    network: TwoModeNetwork, ties: Ties, before: Indices, gone: Present | None, removed: Sequence[int]
) -> AttackRow:
    after = split(network, before, removed)
    return AttackRow(
        step=len(removed),
        actor=network.actors[removed[-1]],
        name=network.name(network.actors[removed[-1]]),
        giant=after.giant / len(network.actors),
        components=after.components,
        pairs_disconnected=after.pairs_disconnected,
        ties_lost=int(ties_with(ties, removed).sum()),
        left_without=() if gone is None else gone.left_without(removed),
    )
