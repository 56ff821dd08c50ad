"""What an actor's leaving costs: how the network falls apart, which ties go, and which projects and partners suffer.

The actor is taken out of the two-mode network and not only of its ties (`splits` says why). Shares are of all actors
that there were before, so that they can be compared. Ties between groups that go are those of the actor itself; an
actor of unknown group is in the group `unknown`, and its ties with others of it are inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.figures import Figure
from graph.analysis.network import TwoModeNetwork
from graph.analysis.presence import Presence, present
from graph.analysis.splits import giant_share, split, ties_with, whole
from graph.analysis.ties import Ties, ties_of

ISOLATED, BROKERED = "partner isolated", "partner with stable ties to no other"
ONE_LEFT, EMPTY = "project left with one actor", "project left without actors"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """One thing that suffers: `before` and `after` are how many actors a project has, or how many partners an actor."""

    loss: str
    thing: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """What one actor's leaving costs.

    `giant_before` and `giant_after` are shares of all actors that there were. `pairs_disconnected` are pairs of those
    who remain that no chain of projects joins any more. `between_before` and `between_lost` are ties between different
    groups `by`, None where no grouping is asked for. `partners_isolated` lose their only partner, `brokered_only` are
    actors all of whose stable ties, of two or more shared projects, are with this one. Projects of two actors are left
    with one, and lose the only tie that they made; projects of one are left empty. `left_without` are labels of
    projects from which the last actor of the kind that is asked for goes.

    Rows: by kind of loss, then by identifier.
    """

    actor: str
    name: str
    actors: int
    projects: int
    partners: int
    giant_before: Figure
    giant_after: Figure
    components_before: int
    components_after: int
    pairs_disconnected: int
    ties_before: int
    ties_lost: int
    by: str | None
    between_before: int | None
    between_lost: int | None
    partners_isolated: int
    brokered_only: int
    projects_left_with_one: int
    projects_left_empty: int
    left_without: tuple[str, ...]
    rows: tuple[LossRow, ...]


def robustness(
    network: TwoModeNetwork, *, actor: str, by: str | None = None, presence: Presence | None = None
) -> Robustness:
    """Return what it costs `network` if an actor leaves.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    actor
        An identifier, or a name that one actor alone has.
    by
        A grouping of actors, to count ties between groups.
    presence
        Actors of which kind must remain under which labels of projects.

    Raises
    ------
    NetworkError
        If there is no such actor, grouping, tagging or label.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = robustness(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]), actor="b")
    >>> found.pairs_disconnected, found.ties_lost, [(row.loss, row.thing) for row in found.rows][:2]
    (1, 2, [('partner isolated', 'a'), ('partner isolated', 'c')])
    """
    place = network.index(actor)
    ties, before = ties_of(network), whole(network)
    after = split(network, before, [place])
    partners = _partners(ties, place)
    crossing = None if by is None else _crossing(ties, network.grouping(by).codes)
    gone = None if presence is None else present(network, presence)
    rows = sorted(_losses(network, ties, place, partners), key=lambda row: (row.loss, row.thing))
    losses = [row.loss for row in rows]
    actors = len(network.actors)
    return Robustness(
        actor=network.actors[place],
        name=network.name(network.actors[place]),
        actors=actors,
        projects=int(np.count_nonzero(network.actor == place)),
        partners=len(partners),
        giant_before=giant_share(int(np.bincount(before).max()), actors),
        giant_after=giant_share(after.giant, actors),
        components_before=int(before.max()) + 1,
        components_after=after.components,
        pairs_disconnected=after.pairs_disconnected,
        ties_before=ties.size,
        ties_lost=len(partners),
        by=by,
        between_before=None if crossing is None else int(crossing.sum()),
        between_lost=None if crossing is None else int(crossing[ties_with(ties, [place])].sum()),
        partners_isolated=losses.count(ISOLATED),
        brokered_only=losses.count(BROKERED),
        projects_left_with_one=losses.count(ONE_LEFT),
        projects_left_empty=losses.count(EMPTY),
        left_without=() if gone is None else gone.left_without([place]),
        rows=tuple(rows),
    )


def brokered_only(ties: Ties) -> NDArray[np.int64]:
    """Return, for each actor, how many others have all their stable ties with it: they are there through it alone."""
    stable = ties.stable()
    single = stable.degrees == 1
    return np.bincount(stable.one[single[stable.other]], minlength=ties.actors) + np.bincount(
        stable.other[single[stable.one]], minlength=ties.actors
    )


def _crossing(ties: Ties, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    return np.asarray(codes[ties.one] != codes[ties.other], np.bool_)


def _partners(ties: Ties, place: int) -> NDArray[np.int32]:
    return np.concatenate([ties.other[ties.one == place], ties.one[ties.other == place]])


def _losses(network: TwoModeNetwork, ties: Ties, place: int, partners: NDArray[np.int32]) -> Iterator[LossRow]:
    degrees = ties.degrees
    for one in partners[degrees[partners] == 1]:
        yield _row(network, ISOLATED, network.actors[one], 1, 0)
    stable = ties.stable()
    steady = stable.degrees
    for one in _partners(stable, place):
        if steady[one] == 1:
            yield _row(network, BROKERED, network.actors[one], int(degrees[one]), int(degrees[one]) - 1)
    sizes = network.consortium_sizes
    for project in network.project[network.actor == place]:
        if sizes[project] <= 2:
            loss = ONE_LEFT if sizes[project] == 2 else EMPTY
            yield _row(network, loss, network.projects[project], int(sizes[project]), int(sizes[project]) - 1)


def _row(network: TwoModeNetwork, loss: str, thing: str, before: int, after: int) -> LossRow:
    return LossRow(loss=loss, thing=thing, name=network.name(thing), before=before, after=after)
