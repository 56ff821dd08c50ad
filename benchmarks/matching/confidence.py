"""Choosing what a ranking goes by when it says that nothing suits, and what that is worth, by cross-validation.

The confidence is 1 / (1 + exp(-(bias + sum of sign × weight))): logistic regression on signs such as how well the
best test bed matches in words, in concepts, in meaning, and which share of the need's words is known at all. Weights,
bias and threshold of a fold come from the other folds alone. How it is used:

    signs = [Signs(unit=case.unit, is_answerable=case.is_answerable, values=signs_of(case.ask), hit=…) for case in …]
    fitted = fit_confidence(signs, ("text", "concept", "covered"))
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.matching.abstention import Abstention, Judgement, best_threshold, counted, fold_of_units, separation

FOLDS = 5
RIDGE = 1.0
"""How strongly weights are held near zero, signs having deviation 1; the bias is free."""

ROUNDS = 100
CLOSE = 1e-8

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """One need: whether anything suits it, the signs by name, and how good its first three are (0 to 1)."""

    unit: str
    is_answerable: bool
    values: Mapping[str, float]
    hit: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """Weights of signs as they come (not scaled), bias, and the confidence `least` above which one answers.

    All three are fitted on all needs; `held_out` counts needs by confidences and thresholds that were fitted without
    them, and `separation` is the area under the ROC curve of these confidences.
    """

    weights: Mapping[str, float]
    bias: float
    least: float
    held_out: Abstention
    separation: float | None


def fit_confidence(
    signs: Sequence[Signs], names: Sequence[str], *, folds: int = FOLDS, ridge: float = RIDGE
) -> Confidence:
    """Return the confidence that tells needs that something suits from the others best, by the signs `names`."""
    values = np.array([[one.values.get(name, 0.0) for name in names] for one in signs])
    answerable = np.array([one.is_answerable for one in signs])
    fold_of = fold_of_units([one.unit for one in signs], folds)
    places = np.array([fold_of[one.unit] for one in signs])
    judged: list[Judgement] = []
    given: list[Judgement] = []
    thresholds = []
    for fold in range(folds):
        rest = places != fold
        weights, bias = logistic(values[rest], answerable[rest], ridge)
        all_judged = _judged(signs, values, weights, bias)
        threshold = best_threshold([one for one, kept in zip(all_judged, rest, strict=True) if kept])
        left_out = [one for one, kept in zip(all_judged, rest, strict=True) if not kept]
        judged += left_out
        given += [one for one in left_out if one.confidence > threshold]
        thresholds.append(threshold)
    weights, bias = logistic(values, answerable, ridge)
    return Confidence(
        weights=dict(zip(names, weights.tolist(), strict=True)),
        bias=bias,
        least=best_threshold(_judged(signs, values, weights, bias)),
        held_out=counted(judged, given, tuple(thresholds)),
        separation=separation(judged),
    )


def logistic(values: Floats, answerable: npt.NDArray[np.bool_], ridge: float = RIDGE) -> tuple[Floats, float]:
    """Return weights and bias of a logistic regression with a ridge, by Newton's method on scaled signs."""
    middle, spread = values.mean(axis=0), values.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    design = np.column_stack([np.ones(len(values)), (values - middle) / spread])
    held = np.diag([0.0, *([ridge] * values.shape[1])])
    found = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        sure = _sigmoid(design @ found)
        slope = design.T @ (answerable - sure) - held @ found
        bend = (design * (sure * (1 - sure) + CLOSE)[:, None]).T @ design + held
        step = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < CLOSE:
            break
    weights = np.asarray(found[1:] / spread)
    return weights, float(found[0] - weights @ middle)


def _judged(signs: Sequence[Signs], values: Floats, weights: Floats, bias: float) -> list[Judgement]:
    sure = _sigmoid(values @ weights + bias)
    return [
        Judgement(unit=one.unit, is_answerable=one.is_answerable, confidence=float(found), hit=one.hit)
        for one, found in zip(signs, sure, strict=True)
    ]


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))
