"""Choosing the weights of a ranking on several sets jointly, by cross-validation, never by hand on one.

How it is used, by whoever writes a ranking:

    sets = [point_set(task, FEATURES, points_of) for task in tasks]     # see benchmarks.matching.points
    fitted = fit(sets, FEATURES)
    path.write_text(fitted_toml(fitted), "utf-8")                         # read the file before committing it

The aim is the mean over the sets of nDCG@10, each set the mean of its units, so that a set with many asks does not
outweigh a small one. Weights are not negative and add up to 1, since nDCG does not change with their scale. They are
found by coordinate search from several starts: one weight after another is set to the best of a few multiples of
itself, until none gets better. What is *reported* is the value on folds of units left out, with weights fitted without
them; what is *written* are the weights fitted on all. Units with one name in two sets (a company) are in one fold.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.matching.abstention import fold_of_units
from benchmarks.matching.intervals import Interval, interval
from benchmarks.matching.markdown import mean
from benchmarks.matching.points import Floats, PointSet, unit_means

FOLDS = 5
SEED = 20260105
STARTS = 6
STEPS = (0.0, 0.25, 0.5, 0.8, 1.25, 2.0, 4.0)
"""What a weight is tried at, as multiples of itself."""

FROM_NOTHING = (0.02, 0.1, 0.3)
"""What a weight of 0 is tried at, the others adding up to 1."""

ROUNDS = 30
BETTER = 1e-5
"""By how much a step must raise the aim: less is chasing one ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The weights fitted on all asks, and how well such weights do on units they were not fitted on, by set.

    `folds` are the weights of each fold: where they differ much, the data do not settle them. `training` is the aim on
    what the weights were fitted on, told only to be seen beside `held_out`.
    """

    weights: dict[str, float]
    folds: tuple[dict[str, float], ...]
    held_out: dict[str, Interval]
    training: dict[str, float]


def fit(
    sets: Sequence[PointSet],
    features: Sequence[str],
    *,
    folds: int = FOLDS,
    seed: int = SEED,
    starts: int = STARTS,
    fixed: Sequence[str] = (),
) -> Fitted:
    """Return the weights of `features` that serve all `sets`, and what they are worth on units left out.

    Features named in `fixed` keep a weight of 0: with all the others fixed in turn, this tells what each one adds.
    """
    free = np.array([name not in fixed for name in features])
    fold_of = fold_of_units([unit for one in sets for unit in one.units], folds, seed)
    held: list[list[tuple[str, Floats]]] = [[] for _ in sets]
    by_fold = []
    for fold in range(folds):
        left_out = [np.array([fold_of[unit] == fold for unit in one.units]) for one in sets]
        rest = [one.among(~out) for one, out in zip(sets, left_out, strict=True)]
        weights = _searched(rest, free, seed + fold, starts)
        by_fold.append(_named(features, weights))
        for place, (one, out) in enumerate(zip(sets, left_out, strict=True)):
            if out.any():
                held[place].append((one.name, unit_means(one.among(out), weights)))
    whole = _searched(sets, free, seed, starts)
    return Fitted(
        weights=_named(features, whole),
        folds=tuple(by_fold),
        held_out={found[0][0]: interval(np.concatenate([values for _, values in found]).tolist()) for found in held},
        training={one.name: float(unit_means(one, whole).mean()) for one in sets},
    )


def aim(sets: Sequence[PointSet], weights: Floats) -> float:
    """Return the mean over sets of the mean over units of nDCG@10."""
    return float(np.mean([unit_means(one, weights).mean() for one in sets if one.units]))


def fitted_toml(found: Fitted, *, note: str = "") -> str:
    """Return the weights as a TOML table `[weights]`, with what they are worth in comments above."""
    said = [
        "Weights of the features of relevance, fitted by benchmarks/matching/fit.py; review before committing.",
        *([note] if note else []),
        "nDCG@10 on units left out of the fitting (and, of the fitting, for comparison):",
        *(
            f"{name}: {mean(one)}, n = {one.units} (fitted on: {found.training[name]:.3f})"
            for name, one in found.held_out.items()
        ),
        "Range of each weight over the folds:",
        *(f"{name}: {min(seen):.3f} to {max(seen):.3f}" for name, seen in _ranges(found).items()),
    ]
    body = [f"{name} = {weight:.4f}" for name, weight in found.weights.items()]
    return "\n".join([*(f"# {line}" for line in said), "", "[weights]", *body, ""])


def _searched(sets: Sequence[PointSet], free: npt.NDArray[np.bool_], seed: int, starts: int) -> Floats:
    rng = np.random.default_rng(seed)
    count = int(free.sum())
    begins = [np.full(count, 1 / count), *rng.dirichlet(np.ones(count), size=starts - 1)]
    found = [_climbed(sets, _spread(free, begin)) for begin in begins]
    return max(found, key=lambda one: one[0])[1]


def _climbed(sets: Sequence[PointSet], weights: Floats) -> tuple[float, Floats]:
    best = aim(sets, weights)
    places = np.flatnonzero(weights > 0)
    for _ in range(ROUNDS):
        before = best
        for place in places:
            for tried in _tries(weights, int(place)):
                value = aim(sets, tried)
                if value > best + BETTER:
                    best, weights = value, tried
        if best == before:
            break
    return best, weights


def _tries(weights: Floats, place: int) -> list[Floats]:
    here = weights[place]
    options = FROM_NOTHING if here == 0 else tuple(here * step for step in STEPS)
    found = []
    for option in options:
        tried = weights.copy()
        tried[place] = option
        if tried.sum() > 0:
            found.append(tried / tried.sum())
    return found


def _spread(free: npt.NDArray[np.bool_], values: Floats) -> Floats:
    weights = np.zeros(len(free))
    weights[free] = values
    return weights


def _named(features: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), 6) for name, weight in zip(features, weights, strict=True)}


def _ranges(found: Fitted) -> dict[str, list[float]]:
    return {name: [one[name] for one in found.folds] for name in found.weights}
