"""Null models: the networks that chance would make, and how far the observed one is from them.

Curveball (Strona and others 2014) draws from all two-mode networks in which every actor has as many projects and
every project as many actors as observed: two actors put the projects that only one of them has into a pool and draw
their number from it. Stratified, actors trade only projects of one stratum (those that start in the same year), so that
growth over the years does not look like structure. The observed network is the start of the chain, which first makes
`BURN_IN` trades for each holder and then `THIN` for each before every draw. Five for each are said to be about the
mixing time; on the 58 networks of the smallest example draws after five still remember one another a little (the mean
chi-squared of eight runs was 61 to 65 where 57 is due), after ten they do not.

Where actors trade within strata, an actor is one *holder* in each stratum where it has projects.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.figures import Figure, NullSummary
from graph.analysis.network import Indices, TwoModeNetwork

BURN_IN, THIN = 20, 10

CONSTANT = "it is the same in every network of the null model"
"""Why a figure has no z: what depends on the degrees alone does not vary with them fixed."""

EQUAL = 1e-9
"""Up to which share of the greatest draw two draws of a statistic are the same number, rounded otherwise."""

Watch = Callable[[int, int], None]
"""Told how many draws there are, of how many; may raise to interrupt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Null:
    """Which null model is asked for: its name, how many samples, the seed, and whether each year is its own stratum."""

    samples: int = 1000
    seed: int = 1
    by_year: bool = False

    @property
    def model(self) -> str:
        """What a reader is told of it."""
        return "curveball, fixed degrees, within each start year" if self.by_year else "curveball, fixed degrees"


def draws(network: TwoModeNetwork, null: Null, watch: Watch | None = None) -> Iterator[tuple[Indices, Indices]]:
    """Yield the participations of each sample: actors, and the project of each.

    Within a project actors are in ascending order, which is what `ties.projected` and `ties.tally` ask for. The arrays
    of one draw are overwritten by the next: copy what is to stay.
    """
    strata = network.start if null.by_year else np.zeros(len(network.projects), np.int16)
    actor, project, starts, groups = holders(network.actor, network.project, strata)
    random = np.random.default_rng(null.seed)
    places = np.empty(len(network.projects), np.int64)
    places.fill(-1)
    trade(starts, project, groups, places, BURN_IN, random)
    for number in range(null.samples):
        trade(starts, project, groups, places, THIN, random)
        yield actor, project
        if watch is not None:
            watch(number + 1, null.samples)


def part_of(watch: Watch | None, before: int, total: int) -> Watch | None:
    """Return what tells `watch` of draws that are part of a longer count: `before` were there already, of `total`."""
    return None if watch is None else lambda done, _: watch(before + done, total)


def holders(
    actor: Indices, project: Indices, strata: NDArray[np.int16]
) -> tuple[Indices, Indices, NDArray[np.int64], NDArray[np.int64]]:
    """Return participations sorted by stratum and then actor, where each holder's begin, and where each stratum's do.

    Holders without a project are none: they can trade nothing.
    """
    stratum = strata[project]
    order = np.lexsort((project, actor, stratum))
    sorted_actor, sorted_stratum = actor[order], stratum[order]
    changes = (np.diff(sorted_actor) != 0) | (np.diff(sorted_stratum) != 0)
    starts = np.concatenate([[0], np.flatnonzero(changes) + 1, [len(actor)]]).astype(np.int64)
    if not len(actor):
        starts = np.zeros(1, np.int64)
    first = sorted_stratum[starts[:-1]]
    groups = np.concatenate([[0], np.flatnonzero(np.diff(first) != 0) + 1, [len(first)]]).astype(np.int64)
    return sorted_actor, project[order].copy(), starts, groups


@compiled
def trade(
    starts: NDArray[np.int64],
    project: Indices,
    groups: NDArray[np.int64],
    places: NDArray[np.int64],
    rounds: int,
    random: np.random.Generator,
) -> None:
    """Make `rounds` trades for each holder of each stratum, in place; `places` holds -1 for each project, and again.

    Two different holders are drawn for each trade, each pair as likely as any other, which keeps the chain uniform.
    """
    for group in range(len(groups) - 1):
        first, count = groups[group], groups[group + 1] - groups[group]
        if count < 2:
            continue
        for _ in range(rounds * count):
            one = first + _below(count, random)
            other = first + _below(count - 1, random)
            if other >= one:
                other += 1
            if starts[one + 1] - starts[one] > starts[other + 1] - starts[other]:
                one, other = other, one
            _trade_between(starts, project, one, other, places, random)


@compiled
def _below(bound: int, random: np.random.Generator) -> int:
    """Return one of 0 to `bound` - 1, drawn; compiled, `random.integers` takes twenty times as long."""
    return int(random.random() * bound)


@compiled
def _trade_between(
    starts: NDArray[np.int64],
    project: Indices,
    one: int,
    other: int,
    places: NDArray[np.int64],
    random: np.random.Generator,
) -> None:
    """Let two holders, the first with no more projects than the second, trade what only one of them has."""
    begin, end = starts[one], starts[one + 1]
    start, stop = starts[other], starts[other + 1]
    for k in range(begin, end):
        places[project[k]] = k
    # Shared projects go to the back of both; what is left before them is the pool.
    k = start
    while k < stop:
        shared = project[k]
        at = places[shared]
        if at < 0:
            k += 1
            continue
        end, stop = end - 1, stop - 1
        moved = project[end]
        places[moved], places[shared] = at, -1
        project[at], project[end] = moved, shared
        project[k], project[stop] = project[stop], shared
    for k in range(begin, end):
        places[project[k]] = -1
    # The first holder draws as many from the pool as it put there, in place: those not drawn are the second's.
    own = end - begin
    size = own + stop - start
    for k in range(own):
        chosen = k + _below(size - k, random)
        at = begin + chosen if chosen < own else start + chosen - own
        project[begin + k], project[at] = project[at], project[begin + k]


def summary(observed: float, drawn: NDArray[np.float64], model: str, seed: int) -> NullSummary:
    """Return how `observed` stands among `drawn` values of the same statistic (at least one).

    A statistic that does not vary has no z; a mean of 0 gives no ratio.
    """
    mean, sd = float(np.mean(drawn)), float(np.std(drawn))
    rounding = EQUAL * max(float(np.abs(drawn).max()), abs(observed))
    if sd <= rounding:
        mean, sd = float(drawn[0]), 0.0
    if abs(mean) <= rounding:
        mean = 0.0
    distance = abs(observed - mean) - rounding
    as_far = int(np.count_nonzero(np.abs(drawn - mean) >= distance))
    low, high = (float(one) for one in np.quantile(drawn, [0.025, 0.975]))
    return NullSummary(
        model=model,
        samples=len(drawn),
        seed=seed,
        mean=mean,
        sd=sd,
        ratio=observed / mean if mean else None,
        z=(observed - mean) / sd if sd else None,
        p=(1 + as_far) / (len(drawn) + 1),
        low=low,
        high=high,
        reason=_reason(mean, sd),
    )


def compared(figure: Figure, drawn: NDArray[np.float64], model: str, seed: int) -> Figure:
    """Return `figure` with how it stands among `drawn` values, of which those that are NaN do not exist.

    A figure without a value stays as it is, and so does one that exists in no drawn network. The summary's `samples`
    are the networks in which it exists.
    """
    there = drawn[~np.isnan(drawn)]
    if figure.value is None or not len(there):
        return figure
    return replace(figure, null=summary(figure.value, there, model, seed))


def _reason(mean: float, sd: float) -> str | None:
    told = ([] if sd else [CONSTANT]) + ([] if mean else ["its mean is 0, to which nothing has a ratio"])
    return "; ".join(told) or None
