"""How sure a mean over companies or needs is: bootstrap intervals and paired differences, all from one seed.

All methods and measures of a task are resampled alike, so that differences are paired.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 10_000
SEED = 20260105
LEVEL = 0.95

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean over `units`, and its 95 % interval by the bootstrap over units (percentiles)."""

    mean: float
    low: float
    high: float
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A mean paired difference with its interval, and the two-sided p of a sign-flip randomisation test."""

    mean: float
    low: float
    high: float
    p: float
    units: int

    @property
    def is_above(self) -> bool:
        """Whether the whole interval is above zero."""
        return self.low > 0

    @property
    def is_below(self) -> bool:
        """Whether the whole interval is below zero."""
        return self.high < 0


def interval(values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """Return the mean of `values`, one a unit, and its interval. There must be at least one value."""
    found = np.asarray(values, dtype=float)
    low, high = _percentiles(found, resamples, seed)
    return Interval(mean=float(found.mean()), low=low, high=high, units=len(found))


def difference(
    ours: Sequence[float], theirs: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Difference:
    """Return by how much `ours` is above `theirs`, unit by unit.

    p is the share of random sign flips, the one seen among them, whose mean is at least as far from zero.
    """
    found = np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float)
    low, high = _percentiles(found, resamples, seed)
    return Difference(mean=float(found.mean()), low=low, high=high, p=_p(found, resamples, seed), units=len(found))


def _percentiles(values: Floats, resamples: int, seed: int) -> tuple[float, float]:
    drawn = np.random.default_rng(seed).integers(len(values), size=(resamples, len(values)))
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values[drawn].mean(axis=1), [tail, 100 - tail])
    return float(low), float(high)


def _p(values: Floats, resamples: int, seed: int) -> float:
    signs = np.random.default_rng(seed).integers(2, size=(resamples, len(values))) * 2 - 1
    flipped = np.abs((signs * values).mean(axis=1))
    as_far = int((flipped >= abs(values.mean()) - 1e-12).sum())
    return (as_far + 1) / (resamples + 1)
