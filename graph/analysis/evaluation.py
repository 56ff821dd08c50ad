"""Do scores of missing ties foretell ties? Made from the projects of some years, tested on those of the next.

For a cut year t, ties and labels are those of the projects that start in t or earlier. A test pair is two actors who
take part in such a project and have no tie; it comes true if both are in one project that starts in the years after
t. Each score is held against two baselines: chance, and preferential attachment (the product of the numbers of
partners), which says no more than that the busy will be busy. What actors who first appear after t do is not foretold
by any score, and not asked here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from graph.analysis.figures import Figure, ratio
from graph.analysis.missing import SCORES, Score, themes
from graph.analysis.network import NO_YEAR, TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.scored import ATTACHMENT, CHANCE, Baseline, Tried, tried
from graph.analysis.trials import Trial, cut_years, trial
from graph.errors import NetworkError

TOO_FEW = 10
"""With fewer pairs that came true no AUC and no precision is told."""

CUTS = 5
"""How many cut years are tested where nobody says which: the latest after which enough pairs came true."""

SAMPLING = "{} drawn evenly, with replacement, from the pairs that could have met and did not; all, where no more"

CHANCE_AUC = 0.5

TOO_FEW_PROJECTS = 5
"""With fewer projects behind the pairs that came true no error can be trusted, and nothing is said to beat anything."""

TWO_SIDED = 0.975
"""Which quantile of Student's t times its error a score must be above a baseline, to beat it at 95 % (two-sided)."""


Measured = tuple[float | None, float | None]
"""A value and its standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """What one score foretold from one cut year.

    `came_true` pairs met in a project after `year`; `far` of them had no partner in common before, so that no score
    by partners could tell them. They are the work of `test_projects`, of `untied_pairs` that could have met.

    `auc` is the probability that a pair that came true scores higher than one that did not (0.5 is chance), with its
    `auc_error` (standard error, projects being the independent events). `gain` is by how much it exceeds that of
    preferential attachment, with its `gain_error`. `precision` is the share of the pairs ranked highest that came true;
    where pairs tie for the last ranks, it is what any order of them gives on average. The `verdict` compares with both
    baselines, at 95 % of Student's t with one degree of freedom less than there are test projects.
    """

    year: int
    score: str
    came_true: int
    far: int
    test_projects: int
    untied_pairs: int
    auc: Figure
    auc_error: float | None
    gain: Figure
    gain_error: float | None
    precision: Figure
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What scores foretold: a row for each cut year and score, the two baselines last.

    `sampling` says which pairs that did not come true an AUC is computed from. Projects without a known start are left
    out. `skipped_years` are later cut years after which fewer than `TOO_FEW` pairs came true. `reason` says why there
    is no row.
    """

    horizon: int
    ranked: int
    sampling: str
    seed: int
    undated_projects: int
    verdict: str
    skipped_years: int
    reason: str | None
    rows: tuple[Foresight, ...]


def missing_evaluation(
    network: TwoModeNetwork,
    *,
    scores: Sequence[Score] = SCORES,
    years: Sequence[int] | None = None,
    horizon: int = 2,
    ranked: int = 100,
    negatives: int = 10_000,
    taggings: Sequence[str] | None = None,
    seed: int = 1,
    watch: Watch | None = None,
) -> Evaluation:
    """Return how well scores foretell which pairs without a tie will collaborate.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    scores
        Which scores of `missing_ties` to test.
    years
        The cut years. Where None, the latest `CUTS` for which all test years have begun, and after which at least
        `TOO_FEW` pairs came true.
    horizon
        How many years after the cut year are the test.
    ranked
        Of how many pairs the precision is told.
    negatives
        How many of the pairs that did not come true are drawn for the AUC, all where there are no more.
    taggings
        As for `missing_ties`.
    seed
        Of what is drawn.
    watch
        Told of each score of each cut year.

    Raises
    ------
    NetworkError
        If there is no such score or tagging, or a number is not positive.
    """
    if unknown := [score for score in scores if score not in SCORES]:
        raise NetworkError(f"no score {unknown[0]!r}; there are {', '.join(SCORES)}")
    for name, number in (("horizon", horizon), ("ranked", ranked), ("negatives", negatives)):
        if number < 1:
            raise NetworkError(f"{name} is {number}; it has to be 1 or more")
    labels = themes(network, taggings)
    tested: list[Score] = [score for score in scores if score != "content" or labels]
    asked: list[Score | Baseline] = [*tested, ATTACHMENT, CHANCE]
    candidates = cut_years(network, horizon)[::-1] if years is None else sorted(set(years), reverse=True)
    total = len(asked) * (min(CUTS, len(candidates)) if years is None else len(candidates))
    tested_years: list[list[Foresight]] = []
    skipped = 0
    for year in candidates:
        cut = trial(network, year, horizon=horizon, negatives=negatives, seed=seed)
        if years is None and len(cut.one) < TOO_FEW:
            skipped += 1
            continue
        tested_years.append([])
        attachment = tried(cut, ATTACHMENT, labels, ranked)
        for score in asked:
            tested_years[-1].append(_foresight(cut, score, tried(cut, score, labels, ranked), attachment))
            if watch is not None:
                watch(sum(map(len, tested_years)), total)
        if years is None and len(tested_years) == CUTS:
            break
    rows = [row for of_year in reversed(tested_years) for row in of_year]
    return Evaluation(
        horizon=horizon,
        ranked=ranked,
        sampling=SAMPLING.format(negatives),
        seed=seed,
        undated_projects=int(np.count_nonzero(network.start == NO_YEAR)),
        verdict=_verdict(rows, tested),
        skipped_years=skipped,
        reason=None if rows else _reason(horizon, skipped),
        rows=tuple(rows),
    )


def _reason(horizon: int, skipped: int) -> str:
    if skipped:
        return f"in none of {skipped} cut years did {TOO_FEW} pairs come true in the {horizon} years after"
    return f"known starts do not span more than {horizon} years"


def _foresight(cut: Trial, score: str, by_score: Tried, by_attachment: Tried) -> Foresight:
    projects = len(np.unique(cut.project))
    counts = {"came_true": len(cut.one), "did_not": len(cut.not_one), "projects": projects}
    lacking, auc, gain, auc_error, gain_error = None, None, None, None, None
    if len(cut.one) < TOO_FEW:
        lacking = f"only {len(cut.one)} pairs came true, fewer than {TOO_FEW}"
    elif by_score.placed is None or by_attachment.placed is None:
        lacking = "every pair without a tie came true"
    else:
        above = by_score.placed.minus(by_attachment.placed)
        auc, auc_error = by_score.placed.auc, by_score.placed.error(cut.project)
        gain, gain_error = above.auc, above.error(cut.project)
    return Foresight(
        year=cut.year,
        score=score,
        came_true=len(cut.one),
        far=cut.far,
        test_projects=projects,
        untied_pairs=cut.untied_pairs,
        auc=Figure(value=auc, unit="probability", counts=counts, reason=lacking),
        auc_error=auc_error,
        gain=Figure(value=gain, unit="difference of probabilities", counts=counts, reason=lacking),
        gain_error=gain_error,
        precision=_precision(by_score, lacking),
        verdict=_verdict_of(score, lacking, projects, (auc, auc_error), (gain, gain_error)),
    )


def _precision(by_score: Tried, lacking: str | None) -> Figure:
    counts = {"came_true": by_score.hits, "ranked": by_score.ranked}
    if lacking is not None:
        return Figure(value=None, unit="share of ranked pairs", counts=counts, reason=lacking)
    return ratio(by_score.hits, by_score.ranked, "share of ranked pairs", "no pair scores above 0", counts=counts)


BASELINE, BETTER = "is a baseline", "beats preferential attachment and chance"


def _verdict_of(score: str, lacking: str | None, projects: int, auc: Measured, gain: Measured) -> str:
    if score in (ATTACHMENT, CHANCE):
        return BASELINE
    if lacking is not None:
        return f"cannot be told: {lacking}"
    if projects < TOO_FEW_PROJECTS:
        return f"cannot be told: all that came true is of {projects} projects, fewer than {TOO_FEW_PROJECTS}"
    errors = float(student.ppf(TWO_SIDED, projects - 1))
    if not _exceeds(auc, CHANCE_AUC, errors):
        return "does not beat chance"
    return BETTER if _exceeds(gain, 0.0, errors) else "beats chance, but not preferential attachment"


def _exceeds(measured: Measured, baseline: float, errors: float) -> bool:
    value, error = measured
    return value is not None and error is not None and value - errors * error > baseline


def _verdict(rows: Sequence[Foresight], scores: Sequence[str]) -> str:
    """Return in how many cut years each score beats both baselines, of those in which that can be told."""
    told = []
    for score in scores:
        of = [row for row in rows if row.score == score and not row.verdict.startswith("cannot")]
        told.append(f"{score} in {sum(row.verdict == BETTER for row in of)} of {len(of)}")
    return f"cut years in which a score {BETTER}: {', '.join(told) or 'no score was tested'}"
