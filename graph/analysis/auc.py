"""How often what came true had scored higher than what did not: the area under the ROC curve (AUC), and its error.

The AUC is the mean of the *placements* of the positives: of each, the share of the negatives that score lower, equal
ones counted half. Its variance is that of DeLong, DeLong and Clarke-Pearson 1988, with the placements of positives
summed by cluster (Obuchowski 1997): pairs that one project makes at once are one event rather than many, and an error
that took them for independent would be far too small.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.ties import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placements:
    """Of each positive the share of negatives that it beats, and of each negative the share of positives that beat it.

    The difference of the placements by two scores is that of their AUC.
    """

    positives: Floats
    negatives: Floats

    @property
    def auc(self) -> float:
        """The probability that a positive scores higher than a negative; equal ones count half."""
        return float(self.positives.mean())

    def minus(self, other: "Placements") -> "Placements":
        """Return by how much these exceed those by another score, one by one."""
        return Placements(positives=self.positives - other.positives, negatives=self.negatives - other.negatives)

    def error(self, clusters: NDArray[np.int64]) -> float | None:
        """Return the standard error, the positives being in `clusters`; None where there are fewer than two of them."""
        _, places = np.unique(clusters, return_inverse=True)
        sums = np.bincount(places, self.positives - self.positives.mean())
        many = len(sums)
        if many < 2 or len(self.negatives) < 2:
            return None
        of_positives = many / (many - 1) * float(np.square(sums).sum()) / len(self.positives) ** 2
        of_negatives = float(self.negatives.var(ddof=1)) / len(self.negatives)
        return float(np.sqrt(of_positives + of_negatives))


def placements(positives: Floats, negatives: Floats) -> Placements:
    """Return the placements of the scores of positives and negatives, at least one of each.

    >>> placements(np.array([3.0, 1.0]), np.array([0.0, 1.0])).auc
    0.875
    """
    return Placements(positives=_beaten(positives, negatives), negatives=1 - _beaten(negatives, positives))


def _beaten(values: Floats, others: Floats) -> Floats:
    ascending = np.sort(others)
    lower, not_higher = np.searchsorted(ascending, values), np.searchsorted(ascending, values, "right")
    shares: Floats = (lower + not_higher) / (2 * len(others))
    return shares
