"""How scores of missing ties, and the baselines they are held against, place the pairs of a trial."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.auc import Placements, placements
from graph.analysis.compiled import compiled
from graph.analysis.heap import BestPairs, heap, kept, offer
from graph.analysis.likeness import Excluded, best_pairs, scores_between
from graph.analysis.missing import Score, held
from graph.analysis.network import Indices, Tagging
from graph.analysis.ties import Floats, Starts
from graph.analysis.trials import Trial

Baseline = Literal["preferential-attachment", "chance"]

ATTACHMENT: Final = "preferential-attachment"
CHANCE: Final = "chance"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tried:
    """How a score placed the pairs of a trial, and how many of the `ranked` best pairs came true (`hits`).

    `placed` is None where no pair came true, or every pair did. Where pairs tie for the last ranks, `hits` is what it
    is on average over all their orders. By chance every pair is ranked.
    """

    placed: Placements | None
    hits: float
    ranked: int


def tried(trial: Trial, score: Score | Baseline, labels: Sequence[Tagging], ranked: int) -> Tried:
    """Return how a score, by partners or by `labels`, or a baseline placed the pairs of a trial."""
    if score == CHANCE:
        even = Placements(positives=np.full(len(trial.one), 0.5), negatives=np.full(len(trial.not_one), 0.5))
        placed = even if len(trial.one) and len(trial.not_one) else None
        return Tried(placed=placed, hits=len(trial.one), ranked=trial.untied_pairs)
    starts, partners = trial.ties.neighbours()
    if score == ATTACHMENT:
        degrees = trial.ties.degrees.astype(np.float64)
        came_true, did_not = (
            degrees[one] * degrees[other] for one, other in ((trial.one, trial.other), (trial.not_one, trial.not_other))
        )
        best = _busiest_pairs(degrees, starts, partners, ranked)
    else:
        have = held(trial.known, trial.ties, score, labels)
        jaccard = score == "jaccard"
        came_true = scores_between(have, trial.one, trial.other, jaccard=jaccard)
        did_not = scores_between(have, trial.not_one, trial.not_other, jaccard=jaccard)
        best = best_pairs(have, Excluded(starts=starts, barred=partners), ranked, jaccard=jaccard)
    return Tried(
        placed=placements(came_true, did_not) if len(came_true) and len(did_not) else None,
        hits=_hits(best, came_true),
        ranked=len(best.score),
    )


def _hits(best: BestPairs, came_true: Floats) -> float:
    """Return how many of the best pairs came true, on average over all orders of those that tie for the last ranks."""
    if not len(best.score):
        return 0.0
    least = best.score[-1]
    ranks = int(np.count_nonzero(best.score == least))
    tied = int(np.count_nonzero(came_true == least))
    return int(np.count_nonzero(came_true > least)) + tied * ranks / (ranks + best.equal)


def _busiest_pairs(degrees: Floats, starts: Starts, partners: Indices, limit: int) -> BestPairs:
    score, pairs, state = heap(limit)
    order = np.argsort(-degrees, kind="stable").astype(np.int32)
    _offer_busiest(order, degrees, starts, partners, score, pairs, state)
    return kept(score, pairs, state)


@compiled
def _offer_busiest(
    order: Indices,
    degrees: Floats,
    starts: Starts,
    partners: Indices,
    score: Floats,
    pairs: Indices,
    state: NDArray[np.int64],
) -> None:
    """Offer the pairs without a tie by the product of their degrees, the greatest first, until none can be kept."""
    for first in range(len(order)):
        one = order[first]
        for second in range(first + 1, len(order)):
            other = order[second]
            product = float(degrees[one] * degrees[other])
            if product == 0 or (state[0] == len(score) and product < score[0]):
                break
            own = partners[starts[one] : starts[one + 1]]
            at = np.searchsorted(own, other)
            if at < len(own) and own[at] == other:
                continue
            offer(product, min(one, other), max(one, other), 0, score, pairs, state)
