"""Years cut in two: what was known then, and which pairs of those known met in the years after."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.likeness import scores_between
from graph.analysis.missing import held
from graph.analysis.network import NO_YEAR, Indices, TwoModeNetwork, rows_of
from graph.analysis.ties import Starts, Ties, ties_of
from graph.analysis.years import ties_within


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """What is known at a cut year (`known`, over all actors, and its `ties`), and which pairs without a tie met later.

    `one[k]` and `other[k]` met, in `project[k]` (the first of several); `far` of these pairs had no partner in common.
    `not_one[k]` and `not_other[k]` are pairs that did not meet. `untied_pairs` could have met.
    """

    year: int
    known: TwoModeNetwork
    ties: Ties
    untied_pairs: int
    one: Indices
    other: Indices
    project: NDArray[np.int64]
    not_one: Indices
    not_other: Indices
    far: int


def cut_years(network: TwoModeNetwork, horizon: int) -> Sequence[int]:
    """Return the cut years for which all years of the test have begun."""
    start = network.start[network.start != NO_YEAR]
    return range(int(start.min()), int(start.max()) - horizon + 1) if len(start) else ()


def trial(network: TwoModeNetwork, year: int, *, horizon: int, negatives: int, seed: int) -> Trial:
    """Return the trial of the cut year `year`, tested on the `horizon` years after it."""
    past = (network.start != NO_YEAR) & (network.start <= year)
    future = (network.start > year) & (network.start <= year + horizon)
    known = network.keeping(past, idle=True)
    ties, later = ties_of(known), ties_within(network, future)
    there = known.degrees > 0
    new = there[later.one] & there[later.other] & (ties.shared(later.keys) == 0)
    one, other = later.one[new], later.other[new]
    rows = future[network.project]
    starts, own = rows_of(network.actor[rows], network.project[rows], len(network.actors))
    actors = int(np.count_nonzero(there))
    untied = actors * (actors - 1) // 2 - ties.size
    partners = held(known, ties, "common-neighbours", ())
    not_one, not_other = _not_met(np.flatnonzero(there), ties, later, min(negatives, untied - len(one)), seed)
    return Trial(
        year=year,
        known=known,
        ties=ties,
        untied_pairs=untied,
        one=one,
        other=other,
        project=_first_in_common(starts, own, one, other),
        not_one=not_one,
        not_other=not_other,
        far=int(np.count_nonzero(scores_between(partners, one, other) == 0)),
    )


def _not_met(actors: NDArray[np.int64], ties: Ties, later: Ties, wanted: int, seed: int) -> tuple[Indices, Indices]:
    """Return pairs of `actors` without a tie that do not meet later: all where they are `wanted`, or as many drawn."""
    random, found = np.random.default_rng(seed), [np.zeros(0, np.int64)]
    many, width = len(actors), max(ties.actors, 1)
    if wanted > 0 and many * (many - 1) // 2 <= 4 * wanted + ties.size + later.size:
        one, other = np.triu_indices(many, 1)
        keys = actors[one] * width + actors[other]
        keys = keys[(ties.shared(keys) == 0) & (later.shared(keys) == 0)]
        found.append(keys if len(keys) <= wanted else random.choice(keys, wanted))
    while sum(map(len, found)) < wanted:
        one, other = random.integers(0, many, 2 * wanted), random.integers(0, many - 1, 2 * wanted)
        other += other >= one
        keys = actors[np.minimum(one, other)] * width + actors[np.maximum(one, other)]
        found.append(keys[(ties.shared(keys) == 0) & (later.shared(keys) == 0)])
    drawn = np.concatenate(found)[: max(wanted, 0)]
    return (drawn // width).astype(np.int32), (drawn % width).astype(np.int32)


@compiled
def _first_in_common(starts: Starts, own: Indices, ones: Indices, others: Indices) -> NDArray[np.int64]:
    """Return the first project of each pair of actors, who have one in common; each row of `own` is ascending."""
    found = np.full(len(ones), -1, np.int64)
    for pair in range(len(ones)):
        i, j = starts[ones[pair]], starts[others[pair]]
        while own[i] != own[j]:
            if own[i] < own[j]:
                i += 1
            else:
                j += 1
        found[pair] = own[i]
    return found
