"""When to say that nothing suits: how often that is right, at a threshold that was chosen on other needs.

An answer is *given* where its confidence is above the threshold. Of the needs that nothing suits none may be answered;
a need that something suits and that is not answered is a miss. The threshold of each fold is the one that tells the
needs of the other folds apart best; what the table shows is from the fold left out, so no need chooses its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.matching.asks import Case
from benchmarks.matching.measures import groups, hit
from benchmarks.matching.scoring import Asked

FOLDS = 5
SEED = 20260105


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One need: whether anything suits it, how sure the ranking is, and how good its first three are (0 to 1)."""

    unit: str
    is_answerable: bool
    confidence: float
    hit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """Counts over needs. `good` are the answered ones with something that suits among the first three.

    `thresholds` are those of the folds. A share is None where it is of nothing.
    """

    answerable: int
    impossible: int
    answered: int
    wrongly_answered: int
    good: float
    thresholds: tuple[float, ...]

    @property
    def answer_precision(self) -> float | None:
        """Return the share of the answers given that were to needs that something suits."""
        return _share(self.answered, self.answered + self.wrongly_answered)

    @property
    def answer_recall(self) -> float | None:
        """Return the share of the needs that something suits that were answered."""
        return _share(self.answered, self.answerable)

    @property
    def abstention_precision(self) -> float | None:
        """Return the share of the abstentions that were right."""
        rightly = self.impossible - self.wrongly_answered
        return _share(rightly, rightly + self.answerable - self.answered)

    @property
    def abstention_recall(self) -> float | None:
        """Return the share of the needs that nothing suits on which it abstained."""
        return _share(self.impossible - self.wrongly_answered, self.impossible)

    @property
    def good_recall(self) -> float | None:
        """Return the share of the needs that something suits that got it among the first three."""
        return _share(self.good, self.answerable)


def judgements(found: Asked) -> list[Judgement]:
    """Return one judgement for each case."""
    return [
        Judgement(
            unit=case.unit,
            is_answerable=case.is_answerable,
            confidence=confidence(case, found, place),
            hit=_hit(case, found, place),
        )
        for place, case in enumerate(found.task.cases)
    ]


def confidence(case: Case, found: Asked, place: int) -> float:
    """Return how sure the answer is: as it says, else the most points that a candidate has."""
    answer = found.answers[place]
    if answer.confidence is not None:
        return answer.confidence
    return max((answer.points[host] for host in case.ask.candidates if host in answer.points), default=-np.inf)


def abstention(judged: Sequence[Judgement], *, folds: int = FOLDS, seed: int = SEED) -> Abstention:
    """Return what abstaining is worth at thresholds chosen by cross-validation over units."""
    fold_of = fold_of_units([one.unit for one in judged], folds, seed)
    thresholds = tuple(best_threshold([one for one in judged if fold_of[one.unit] != fold]) for fold in range(folds))
    given = [one for one in judged if one.confidence > thresholds[fold_of[one.unit]]]
    return counted(judged, given, thresholds)


def fold_of_units(units: Iterable[str], folds: int, seed: int = SEED) -> dict[str, int]:
    """Return the fold of each unit: drawn by lot, of sizes that differ by one at most."""
    named = sorted(set(units))
    drawn = np.random.default_rng(seed).permutation(len(named))
    return {unit: int(place) % folds for unit, place in zip(named, drawn, strict=True)}


def counted(judged: Sequence[Judgement], given: Iterable[Judgement], thresholds: tuple[float, ...] = ()) -> Abstention:
    """Return the counts where the needs `given` were answered and the others not."""
    answered = list(given)
    return Abstention(
        answerable=sum(one.is_answerable for one in judged),
        impossible=sum(not one.is_answerable for one in judged),
        answered=sum(one.is_answerable for one in answered),
        wrongly_answered=sum(not one.is_answerable for one in answered),
        good=sum(one.hit for one in answered if one.is_answerable),
        thresholds=thresholds,
    )


def separation(judged: Sequence[Judgement]) -> float | None:
    """Return how often a need that something suits has more confidence than one that nothing suits; ties are half.

    The area under the ROC curve: 0.5 is chance. None where all needs are of one kind.
    """
    ours = np.array([one.confidence for one in judged if one.is_answerable])
    theirs = np.array([one.confidence for one in judged if not one.is_answerable])
    if not (len(ours) and len(theirs)):
        return None
    return float(((ours[:, None] > theirs) + 0.5 * (ours[:, None] == theirs)).mean())


def best_threshold(judged: Sequence[Judgement]) -> float:
    """Return the confidence above which answering makes recall of answers plus recall of abstentions largest.

    Youden's J (1950). Thresholds lie halfway between confidences that occur; of equally good ones the lowest, which
    answers most. Minus infinity, that is always answering, where nothing tells the needs apart.
    """
    seen = sorted({one.confidence for one in judged})
    options = [-np.inf, *((low + high) / 2 for low, high in pairwise(seen))]
    return float(max(options, key=lambda threshold: (_youden(judged, threshold), -threshold)))


def _youden(judged: Sequence[Judgement], threshold: float) -> float:
    found = counted(judged, [one for one in judged if one.confidence > threshold])
    return round((found.answer_recall or 0.0) + (found.abstention_recall or 0.0), 12)


def _hit(case: Case, found: Asked, place: int) -> float:
    if not case.is_answerable:
        return 0.0
    return hit(groups(found.answers[place].points, case.grades, case.ask.candidates), 3)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
