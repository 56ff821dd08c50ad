"""How many projects two actors would share if each chose its own by chance: the hypergeometric null model of a pair.

Only the numbers of projects of the two actors are fixed, and not the sizes of the projects (the null models of `nulls`
fix both). It is exact, has no samples, and is right for one pair at a time, not for the network as a whole.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices, TwoModeNetwork, rows_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairNull:
    """For each pair the projects it shares (`observed`), what chance would give, and `p` of as many or more.

    With k and l the numbers of projects of the two actors and n that of all projects, `expected` is kl / n and
    `variance` kl (n - k)(n - l) / (n^2 (n - 1)). Where an actor has no project, or all, the variance is 0.
    """

    observed: NDArray[np.int64]
    expected: Floats
    variance: Floats
    p: Floats

    @property
    def z(self) -> "np.ma.MaskedArray[Any, np.dtype[np.float64]]":
        """(observed - expected) / standard deviation; masked where the variance is 0, since there is none."""
        varies = self.variance > 0
        deviation = np.sqrt(np.where(varies, self.variance, 1.0))
        return np.ma.MaskedArray((self.observed - self.expected) / deviation, mask=~varies)


def pair_null(network: TwoModeNetwork, one: Indices, other: Indices) -> PairNull:
    """Return how many projects the actors `one[k]` and `other[k]` share, beside the hypergeometric null model.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> members = {"P1": "HAV", "P2": "AV", "P3": "AN", "P4": "M"}
    >>> network = network_of([(actor, project) for project in members for actor in members[project]])
    >>> found = pair_null(network, np.array([1], np.int32), np.array([2], np.int32))
    >>> found.observed.item(), found.expected.item(), found.variance.item(), round(found.p.item(), 9)
    (2, 1.5, 0.25, 0.5)
    """
    starts, own = rows_of(network.actor, network.project, len(network.actors))
    projects = len(network.projects)
    first, second = network.degrees[one], network.degrees[other]
    observed = _shared(starts, own, one, other)
    product = first.astype(np.float64) * second
    apart = (projects - first).astype(np.float64) * (projects - second)
    return PairNull(
        observed=observed,
        expected=product / max(projects, 1),
        variance=product * apart / max(projects**2 * (projects - 1), 1),
        p=_as_many(observed, first, second, projects),
    )


def _as_many(observed: NDArray[np.int64], first: NDArray[np.int64], second: NDArray[np.int64], projects: int) -> Floats:
    """Return the probabilities of as many shared projects or more, computed once for pairs alike."""
    found = np.ones(len(observed))
    some = observed > 0
    alike = np.stack([observed, np.minimum(first, second), np.maximum(first, second)])[:, some]
    unique, inverse = np.unique(alike, axis=1, return_inverse=True)
    found[some] = np.minimum(hypergeom.sf(unique[0] - 1, projects, unique[1], unique[2]), 1.0)[inverse]
    return found


@compiled
def _shared(starts: NDArray[np.int64], own: Indices, one: Indices, other: Indices) -> NDArray[np.int64]:
    """Return the numbers of projects that pairs of actors share; the projects of an actor are in ascending order."""
    found = np.zeros(len(one), np.int64)
    for k in range(len(one)):
        at, end = starts[one[k]], starts[one[k] + 1]
        to, last = starts[other[k]], starts[other[k] + 1]
        while at < end and to < last:
            if own[at] == own[to]:
                found[k] += 1
                at += 1
                to += 1
            elif own[at] < own[to]:
                at += 1
            else:
                to += 1
    return found
