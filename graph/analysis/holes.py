"""Structural holes (Burt 1992): how far an actor's partners leave it free, having little to do with one another.

`constraint` of i is, over its partners j, the sum of (p_ij + sum over q of p_iq p_qj)^2, where p_ij is the share of i's
ties that go to j, by weight: low where the partners are many and strangers, 1 where there is one, and more than 1 where
there are two or three who also work together. `effective size` is the number k of partners less 2 t / k, with t the
ties among them (Borgatti 1997; weights are not used): the mean number of partners of its partners is what it loses.

Two surprises. Constraint falls with the number of partners, and a large consortium gives many: compare it between
actors with about as many partners, or the mean with its null model. And it is unweighted unless weights are asked for,
as in NetworkX: one shared project counts as much as ten.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled, stretches
from graph.analysis.figures import Figure, NullSummary
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.nulls import Null, Watch, draws, summary
from graph.analysis.ranking import ranking
from graph.analysis.ties import Floats, Starts, Ties, projected, ties_of
from graph.analysis.triangles import oriented

Weights = Literal["unweighted", "count", "newman"]
"""What a tie weighs: 1, the number of shared projects, or their Newman weight."""

STRETCH = 1000
"""How many actors are looked at between two moments at which the count can be interrupted."""

NOBODY = "no actor has a partner"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holes:
    """The constraint and effective size of each actor; where `defined` is False it has no partner, and neither."""

    constraint: Floats
    effective_size: Floats
    defined: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoleRow:
    """The structural holes around one actor: `degree` is its number of partners; without one the rest is None."""

    actor: str
    name: str
    degree: int
    constraint: float | None
    effective_size: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralHoles:
    """Who has partners that are strangers to one another. Means are over actors with a partner.

    Rows: the greatest effective size first, then by identifier.
    """

    weights: str
    actors: int
    isolates: int
    mean_constraint: Figure
    mean_effective_size: Figure
    rows: tuple[HoleRow, ...]


def structural_holes(
    network: TwoModeNetwork,
    *,
    weights: Weights = "unweighted",
    limit: int | None = 20,
    null: Null | None = None,
    watch: Watch | None = None,
) -> StructuralHoles:
    """Return the structural holes around the actors of `network`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    weights
        What a tie weighs in the constraint.
    limit
        How many rows to give at most; None for all actors.
    null
        The null model to compare the means with.
    watch
        Told how many actors have been looked at, or of each sample where there is a null model.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> [row] = structural_holes(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]), limit=1).rows
    >>> row.actor, row.constraint, row.effective_size
    ('b', 0.5, 2.0)
    """
    ties = ties_of(network)
    found = holes(ties, weights, watch=None if null else watch)
    active = int(np.count_nonzero(found.defined))
    constraint, effective = _mean(found.constraint, active), _mean(found.effective_size, active)
    nulls = _nulls(network, weights, null, constraint, effective, watch) if null and active else (None, None)
    degrees = ties.degrees
    return StructuralHoles(
        weights=weights,
        actors=ties.actors,
        isolates=ties.actors - active,
        mean_constraint=_figure(constraint, "constraint", active, nulls[0]),
        mean_effective_size=_figure(effective, "partners", active, nulls[1]),
        rows=tuple(
            HoleRow(
                actor=network.actors[place],
                name=network.name(network.actors[place]),
                degree=int(degrees[place]),
                constraint=float(found.constraint[place]) if found.defined[place] else None,
                effective_size=float(found.effective_size[place]) if found.defined[place] else None,
            )
            for place in ranking(network.actors, found.effective_size, degrees, limit=limit)
        ),
    )


def holes(ties: Ties, weights: Weights = "unweighted", *, watch: Watch | None = None) -> Holes:
    """Return the constraint and effective size of each actor.

    With weights z and strengths s, p_ij + sum of p_iq p_qj is (z_ij + sum of z_iq z_qj / s_q) / s_i, whose sum is the
    same for i and j: it is added up over the triangles of each tie.
    """
    values = _values(ties, weights)
    strengths = _at_ends(ties, values)
    starts, others, places = oriented(ties)
    own, through, triangles = values[places], np.zeros(ties.size), np.zeros(ties.actors, np.int64)
    at = np.full(ties.actors, -1, np.int64)
    inverse = np.divide(1.0, strengths, out=np.zeros(ties.actors), where=strengths > 0)
    for first, last in stretches(ties.actors, watch, size=STRETCH):
        _go_through(starts, others, own, inverse, first, last, at, through, triangles)
    invested = np.empty(ties.size)
    invested[places] = (own + through) ** 2
    degrees = ties.degrees.astype(np.float64)
    defined = degrees > 0
    return Holes(
        constraint=np.divide(_at_ends(ties, invested), strengths**2, out=np.zeros(ties.actors), where=defined),
        effective_size=degrees - np.divide(2.0 * triangles, degrees, out=np.zeros(ties.actors), where=defined),
        defined=defined,
    )


def _values(ties: Ties, weights: Weights) -> Floats:
    if weights == "count":
        return ties.count.astype(np.float64)
    return ties.newman if weights == "newman" else np.ones(ties.size)


def _at_ends(ties: Ties, values: Floats) -> Floats:
    """Return the sum over its ties, for each actor."""
    sums = np.bincount(ties.one, values, ties.actors) + np.bincount(ties.other, values, ties.actors)
    return sums.astype(np.float64)


def _nulls(
    network: TwoModeNetwork, weights: Weights, null: Null, constraint: float, effective: float, watch: Watch | None
) -> tuple[NullSummary, NullSummary]:
    drawn = []
    for actor, project in draws(network, null, watch):
        found = holes(projected(actor, project, len(network.actors), len(network.projects)), weights)
        active = int(np.count_nonzero(found.defined))
        drawn.append((_mean(found.constraint, active), _mean(found.effective_size, active)))
    constraints, sizes = np.array(drawn, np.float64).reshape(-1, 2).T
    return (
        summary(constraint, constraints, null.model, null.seed),
        summary(effective, sizes, null.model, null.seed),
    )


def _mean(values: Floats, active: int) -> float:
    """Return the mean of those of active actors; the values of others are 0."""
    return float(values.sum()) / max(active, 1)


def _figure(value: float, unit: str, active: int, null: NullSummary | None) -> Figure:
    if not active:
        return Figure(value=None, unit=unit, population="active", counts={"actors": 0}, reason=NOBODY)
    return Figure(value=value, unit=unit, population="active", counts={"actors": active}, null=null)


@compiled
def _go_through(
    starts: Starts,
    others: Indices,
    values: Floats,
    inverse: Floats,
    first: int,
    last: int,
    at: Starts,
    through: Floats,
    triangles: NDArray[np.int64],
) -> None:
    """Add to each tie what goes through a third actor, and count triangles, for those that begin in a stretch.

    `values` and `through` are of the ties as they are oriented, `inverse` is 1 / strength of each actor; `at` holds -1
    for each actor, and again, and meanwhile the place of its tie with the one that is looked at.
    """
    for one in range(first, last):
        begin, end = starts[one], starts[one + 1]
        for k in range(begin, end):
            at[others[k]] = k
        for k in range(begin, end):
            two, one_two = others[k], values[k]
            found, shared = 0, 0.0
            for j in range(starts[two], starts[two + 1]):
                three = others[j]
                i = at[three]
                if i >= 0:
                    found += 1
                    triangles[three] += 1
                    shared += values[i] * values[j] * inverse[three]
                    through[i] += one_two * values[j] * inverse[two]
                    through[j] += one_two * values[i] * inverse[one]
            through[k] += shared
            triangles[one] += found
            triangles[two] += found
        for k in range(begin, end):
            at[others[k]] = -1
