"""The points that features give to candidates, as the fitting of weights takes them, and how a weighting does.

A ranking's developer makes one `PointSet` for each set of asks that the weights are to serve (the pilots, CORDIS, the
judged needs), with `point_set`: for each ask the points of each feature for each candidate, before any weight, and the
grades. A feature that a set cannot have (text in CORDIS) is simply 0 throughout.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from benchmarks.matching.asks import Ask, Task

Floats = npt.NDArray[np.float64]
Points = Callable[[Ask], Mapping[str, Mapping[str, float]]]
"""From an ask to feature → host → points, without weights; a host that a feature says nothing of has 0."""

K = 10
LEAST = 1e-9
"""What a grade takes off the score: of hosts that tie the worse come first, so that no tie looks like a success."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointSet:
    """Asks as arrays: `points` ask × candidate × feature, `grades` ask × candidate, `units` one name for each ask.

    Asks with fewer candidates than others are filled up with candidates of grade 0; `shown` tells them apart.
    """

    name: str
    features: tuple[str, ...]
    units: tuple[str, ...]
    points: Floats
    grades: Floats
    shown: npt.NDArray[np.bool_]

    def among(self, asks: npt.NDArray[np.bool_]) -> "PointSet":
        """Return the set with the asks chosen."""
        units = tuple(unit for unit, kept in zip(self.units, asks, strict=True) if kept)
        return PointSet(
            name=self.name,
            features=self.features,
            units=units,
            points=self.points[asks],
            grades=self.grades[asks],
            shown=self.shown[asks],
        )


def point_set(task: Task, features: Sequence[str], given: Points, *, by_ask: bool = False) -> PointSet:
    """Return the point set of the answerable cases of a task.

    Parameters
    ----------
    task
        Any task of this package.
    features
        The names of the features, in the order of the weights.
    given
        Gives the points of an ask, feature by feature; see `Points`.
    by_ask
        Whether points are scaled, ask by ask and feature by feature, to mean 0 and deviation 1 over the candidates:
        only right for a ranking that does the same before it weighs.
    """
    cases = [case for case in task.cases if case.is_answerable]
    most = max(len(case.ask.candidates) for case in cases)
    points = np.zeros((len(cases), most, len(features)))
    grades = np.zeros((len(cases), most))
    shown = np.zeros((len(cases), most), dtype=bool)
    for place, case in enumerate(cases):
        candidates = case.ask.candidates
        found = _rows(candidates, features, given(case.ask))
        points[place, : len(candidates)] = _scaled(found) if by_ask else found
        grades[place, : len(candidates)] = [case.grades.get(host, 0) for host in candidates]
        shown[place, : len(candidates)] = True
    return PointSet(
        name=task.name,
        features=tuple(features),
        units=tuple(case.unit for case in cases),
        points=points,
        grades=grades,
        shown=shown,
    )


def unit_means(found: PointSet, weights: Sequence[float] | Floats, k: int = K) -> Floats:
    """Return nDCG at `k` of each unit, units in alphabetical order; ties count as badly as they can."""
    scores = found.points @ np.asarray(weights, dtype=float) - LEAST * found.grades
    scores = np.where(found.shown, scores, -np.inf)
    size = min(k, scores.shape[1])
    first = np.argsort(-scores, axis=1, kind="stable")[:, :size]
    discounts = np.array([1 / log2(rank + 1) for rank in range(1, size + 1)])
    gained = np.take_along_axis(found.grades, first, axis=1) @ discounts
    best = -np.sort(-found.grades, axis=1)[:, :size] @ discounts
    return by_unit(found.units, gained / best)


def by_unit(units: Sequence[str], values: Iterable[float] | Floats) -> Floats:
    """Return the mean of the values of each unit, in alphabetical order."""
    named, places = np.unique(np.asarray(units), return_inverse=True)
    sums = np.bincount(places, weights=np.asarray(list(values)), minlength=len(named))
    return np.asarray(sums / np.bincount(places, minlength=len(named)), dtype=float)


def _rows(candidates: Sequence[str], features: Sequence[str], given: Mapping[str, Mapping[str, float]]) -> Floats:
    return np.array([[given.get(name, {}).get(host, 0.0) for name in features] for host in candidates])


def _scaled(found: Floats) -> Floats:
    spread = found.std(axis=0)
    return np.asarray((found - found.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
