"""How far two partitions of the same things agree, whatever the groups are called.

Both measures are 1 where the partitions are equal. Normalised mutual information is 0 where one says nothing about the
other, but grows by chance with the number of groups; the adjusted Rand index is 0 on average by chance, and may be
less. Of two partitions of which each has one group, or each only groups of one, both are 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.network import Indices


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two partitions agree: normalised mutual information, and adjusted Rand index."""

    nmi: float
    ari: float


def agreement(one: Indices, other: Indices) -> Agreement:
    """Return how far two partitions of the same things, at least one, agree.

    With n_rs things in group r of one and s of the other, and H the entropy of the sizes of the groups:

        NMI  2 (H(one) + H(other) - H(both)) / (H(one) + H(other))        (arithmetic mean; Vinh and others 2010)
        ARI  (S - E) / (M - E), S = sum of C(n_rs, 2), E = A B / C(n, 2), M = (A + B) / 2, A and B the sums of
             C(n_r, 2) and of C(n_s, 2)                                    (Hubert and Arabie 1985)

    >>> agreement(np.array([0, 0, 1, 1], np.int32), np.array([1, 1, 0, 0], np.int32))
    Agreement(nmi=1.0, ari=1.0)
    """
    rows, columns = np.bincount(one), np.bincount(other)
    _, cells = np.unique(one.astype(np.int64) * len(columns) + other, return_counts=True)
    first, second, both = _entropy(rows), _entropy(columns), _entropy(cells)
    together, within, among = _pairs(cells), _pairs(rows), _pairs(columns)
    pairs = _pairs(np.array([len(one)]))
    chance = within * among / pairs if pairs else 0.0
    most = (within + among) / 2
    return Agreement(
        nmi=2 * (first + second - both) / (first + second) if first + second > 0 else 1.0,
        ari=(together - chance) / (most - chance) if most != chance else 1.0,
    )


def _entropy(sizes: NDArray[np.int64]) -> float:
    shares = sizes[sizes > 0] / sizes.sum()
    return float(-(shares * np.log(shares)).sum())


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1)).sum()) / 2
