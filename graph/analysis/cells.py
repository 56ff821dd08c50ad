"""Ties counted between groups, and within them: the matrix of a mixing table, and the sums that indices need.

Cell [r, s] with r <= s holds the ties between the groups r and s, each tie once; below the diagonal all is 0. (NetworkX
counts each tie twice in its mixing matrices: once in each direction between groups, doubly on the diagonal.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices
from graph.analysis.ties import Ties

Floats = NDArray[np.float64]
Weights = NDArray[np.float64] | Indices | None

ROUNDING = 1e-9
"""Up to which share of a sum a difference is nothing but rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """For each group the ties within it and the ends of ties that it has; or a row of them for each draw of a null."""

    inside: Floats
    ends: Floats

    @property
    def total(self) -> Floats:
        """All ties."""
        return np.asarray(self.ends.sum(axis=-1) / 2)


def cells(ties: Ties, codes: Indices, groups: int, weights: Weights = None) -> Floats:
    """Return the cells of a partition: `codes` is the group of each actor, and a tie weighs 1, or as in `weights`.

    >>> from graph.analysis.network import network_of
    >>> from graph.analysis.ties import ties_of
    >>> ties = ties_of(network_of([("a", "p"), ("b", "p"), ("c", "p")]))
    >>> cells(ties, np.array([0, 1, 1], np.int32), 2).tolist()
    [[0.0, 2.0], [0.0, 1.0]]
    """
    one, other = codes[ties.one].astype(np.int64), codes[ties.other].astype(np.int64)
    places = np.minimum(one, other) * groups + np.maximum(one, other)
    return np.bincount(places, weights, groups * groups).astype(np.float64).reshape(groups, groups)


def sums(ties: Ties, codes: Indices, groups: int, weights: Weights = None) -> Sums:
    """Return the ties within each group of a partition, and the ends that each has, without the matrix."""
    values = np.ones(ties.size) if weights is None else weights.astype(np.float64)
    inside, ends = _sums(ties.one, ties.other, values, codes, groups)
    return Sums(inside=inside, ends=ends)


def sums_of(matrix: Floats) -> Sums:
    """Return the same of a matrix of cells, or of a stack of them."""
    return Sums(
        inside=np.diagonal(matrix, axis1=-2, axis2=-1), ends=np.asarray(matrix.sum(axis=-1) + matrix.sum(axis=-2))
    )


def shared_cells(ties: Ties, shares: Floats, weights: Weights = None) -> Floats:
    """Return the cells of fractional groups: row i of `shares` is how much of actor i belongs to each of them.

    A tie of i and j adds w_ir w_js + w_is w_jr to the cell of r and s, w_ir w_jr to that of r and r: 1 in all.
    """
    values = np.ones(ties.size) if weights is None else weights.astype(np.float64)
    starts = np.searchsorted(ties.one, np.arange(ties.actors + 1))
    ahead = csr_array((values, ties.other, starts), shape=(ties.actors, ties.actors))
    return _folded(shares.T @ (ahead @ shares))


def possible_cells(shares: Floats) -> Floats:
    """Return the cells that there would be if all pairs of actors had a tie.

    With n_r the sum of column r that is n_r n_s - sum w_ir w_is between groups and (n_r^2 - sum w_ir^2) / 2 within one;
    for a partition n_r n_s and n_r (n_r - 1) / 2.
    """
    sizes = shares.sum(axis=0)
    pairs = np.outer(sizes, sizes)
    apart = pairs - shares.T @ shares
    # A group of which one actor is all there is has no pair, but for rounding.
    return _folded(np.where(apart > ROUNDING * np.maximum(pairs, 1.0), apart, 0.0) / 2)


def possible_cells_of_sizes(sizes: NDArray[np.int64]) -> Floats:
    """Return the same for a partition into groups of these sizes."""
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    return _folded(pairs / 2)


def _folded(matrix: Floats) -> Floats:
    """Return the cells of a matrix that has each pair of groups in both directions."""
    return np.asarray(np.triu(matrix) + np.triu(matrix.T, k=1))


@compiled
def _sums(one: Indices, other: Indices, values: Floats, codes: Indices, groups: int) -> tuple[Floats, Floats]:
    inside, ends = np.zeros(groups), np.zeros(groups)
    for k in range(len(one)):
        first, second = codes[one[k]], codes[other[k]]
        ends[first] += values[k]
        ends[second] += values[k]
        if first == second:
            inside[first] += values[k]
    return inside, ends
