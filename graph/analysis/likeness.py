"""Which pairs have most in common: actors with common partners, projects with common actors, themes or sites.

What two owners share is weighed by how rare it is. The pairs are never laid out as a matrix: the owners of what one
owner has are counted, one owner at a time, and only the best pairs are kept.

Sums of fractions that are equal on paper differ in the last digit, so a score is rounded to twelve decimals before two
are compared: pairs of the same score come in the order of their places.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled, stretches
from graph.analysis.network import Indices, rows_of
from graph.analysis.nulls import Watch
from graph.analysis.ties import Floats, Starts

STEPS = 100
"""In about how many steps the owners are gone through; between two a long run can be watched, and interrupted."""

DECIMALS = 1e12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdings:
    """Who has what. The things of owner `i` are `things[starts[i]:starts[i + 1]]`, ascending.

    The owners of thing `t` are `owners[owner_starts[t]:owner_starts[t + 1]]`, ascending too, and `weights[t]` is what
    it counts where two share it.
    """

    starts: Starts
    things: Indices
    owner_starts: Starts
    owners: Indices
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Excluded:
    """Which pairs do not count: those that are barred already, and those of owners of one group.

    Barred is each pair of `i` with a greater one of `barred[starts[i]:starts[i + 1]]`. With `codes` only pairs of two
    groups count; one of an owner whose group is not `known` is left out and counted.
    """

    starts: Starts
    barred: Indices
    codes: Indices | None = None
    known: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestPairs:
    """The pairs of the highest scores, best first: `one[k]` and the greater `other[k]` share `shared[k]` things.

    `candidates` pairs share something and count, of which `equal` further ones have the score of the last one here.
    `unknown` are those that would count if the groups of both were known.
    """

    one: Indices
    other: Indices
    score: Floats
    shared: Indices
    candidates: int
    equal: int
    unknown: int


def holdings(owner: Indices, thing: Indices, owners: int, weights: Floats) -> Holdings:
    """Return who has what, from pairs of owner and thing, each once, in any order."""
    order = np.lexsort((thing, owner))
    starts, things = rows_of(owner[order], thing[order], owners)
    owner_starts, holders = rows_of(thing[order], owner[order], len(weights))
    return Holdings(starts=starts, things=things, owner_starts=owner_starts, owners=holders, weights=weights)


def best_pairs(
    have: Holdings, excluded: Excluded, limit: int, *, jaccard: bool = False, watch: Watch | None = None
) -> BestPairs:
    """Return the `limit` pairs of owners with the highest sum of the weights of what both have.

    With `jaccard` the score is what both have / what either has, each thing counting 1. Time grows with the sum over
    things of the square of their owners, memory with the owners.
    """
    owners = len(have.starts) - 1
    codes = np.zeros(owners, np.int32) if excluded.codes is None else excluded.codes
    known = np.ones(owners, np.bool_) if excluded.known is None else excluded.known
    score, pairs, state = np.empty(limit), np.empty((limit, 3), np.int32), np.zeros(4, np.int64)
    for first, last in stretches(owners, watch, size=owners // STEPS + 1):
        _sweep(
            first,
            last,
            have.starts,
            have.things,
            have.owner_starts,
            have.owners,
            have.weights,
            excluded.starts,
            excluded.barred,
            codes,
            known,
            excluded.codes is not None,
            jaccard,
            score,
            pairs,
            state,
        )
    return kept(score, pairs, state)


def kept(score: Floats, pairs: Indices, state: NDArray[np.int64]) -> BestPairs:
    """Return what a sweep has kept, best first."""
    size, candidates, equal, unknown = (int(one) for one in state)
    order = np.lexsort((pairs[:size, 1], pairs[:size, 0], -score[:size]))
    return BestPairs(
        one=pairs[order, 0],
        other=pairs[order, 1],
        score=score[order],
        shared=pairs[order, 2],
        candidates=candidates,
        equal=equal,
        unknown=unknown,
    )


def scores_between(have: Holdings, one: Indices, other: Indices, *, jaccard: bool = False) -> Floats:
    """Return the score of given pairs, as `best_pairs` gives them; 0 where two share nothing."""
    return _scores(have.starts, have.things, have.weights, one, other, jaccard)


def things_of_both(have: Holdings, one: int, other: int) -> Indices:
    """Return what both have, what counts most first, the same weights in the order of the things."""
    own = have.things[have.starts[one] : have.starts[one + 1]]
    both = np.intersect1d(own, have.things[have.starts[other] : have.starts[other + 1]], assume_unique=True)
    return both[np.lexsort((both, -have.weights[both]))]


@compiled
def offer(
    value: float, one: int, other: int, shared: int, score: Floats, pairs: Indices, state: NDArray[np.int64]
) -> None:
    """Keep a pair if it is among the best so far: a heap of them with the worst at the top, in place.

    `state` has how many are kept, how many were offered, and how many that were not kept have the score of the worst.
    """
    size, worst = state[0], np.inf
    state[1] += 1
    if not len(score):
        return
    if size < len(score):
        at = size
        state[0] += 1
        while at > 0 and _is_worse(value, one, other, score, pairs, (at - 1) // 2):
            score[at], pairs[at] = score[(at - 1) // 2], pairs[(at - 1) // 2]
            at = (at - 1) // 2
    else:
        worst = score[0]
        if value < worst:
            return
        if _is_worse(value, one, other, score, pairs, 0):
            state[2] += 1
            return
        at = 0
        while True:
            child = 2 * at + 1
            if child + 1 < size and _is_worse(
                score[child + 1], pairs[child + 1, 0], pairs[child + 1, 1], score, pairs, child
            ):
                child += 1
            if child >= size or _is_worse(value, one, other, score, pairs, child):
                break
            score[at], pairs[at] = score[child], pairs[child]
            at = child
    score[at] = value
    pairs[at, 0], pairs[at, 1], pairs[at, 2] = one, other, shared
    if size == len(score):
        state[2] = state[2] + 1 if score[0] == worst else 0


@compiled
def _is_worse(value: float, one: int, other: int, score: Floats, pairs: Indices, at: int) -> bool:
    """Return whether a pair is worse than the kept pair `at`: a lower score, or the same and a later place."""
    if value != score[at]:
        return bool(value < score[at])
    if one != pairs[at, 0]:
        return bool(one > pairs[at, 0])
    return bool(other > pairs[at, 1])


@compiled
def _rounded(value: float) -> float:
    return float(np.floor(value * DECIMALS + 0.5) / DECIMALS)


@compiled
def _sweep(
    first: int,
    last: int,
    starts: Starts,
    things: Indices,
    owner_starts: Starts,
    owners: Indices,
    weights: Floats,
    bar_starts: Starts,
    barred: Indices,
    codes: Indices,
    known: NDArray[np.bool_],
    across: bool,
    jaccard: bool,
    score: Floats,
    pairs: Indices,
    state: NDArray[np.int64],
) -> None:
    """Offer every pair of an owner from `first` to before `last` with a greater owner that shares something."""
    count = len(starts) - 1
    value, shared = np.zeros(count), np.zeros(count, np.int32)
    met = np.empty(count, np.int32)
    bars = np.full(count, -1, np.int32)
    for one in range(first, last):
        for k in range(bar_starts[one], bar_starts[one + 1]):
            bars[barred[k]] = one
        found = 0
        for k in range(starts[one], starts[one + 1]):
            thing = things[k]
            for j in range(owner_starts[thing + 1] - 1, owner_starts[thing] - 1, -1):
                other = owners[j]
                if other <= one:
                    break
                if shared[other] == 0:
                    met[found] = other
                    found += 1
                shared[other] += 1
                value[other] += weights[thing]
        for k in range(found):
            other = met[k]
            both, total = int(shared[other]), float(value[other])
            shared[other], value[other] = 0, 0.0
            if bars[other] == one:
                continue
            if across and not (known[one] and known[other]):
                state[3] += 1
                continue
            if across and codes[one] == codes[other]:
                continue
            if jaccard:
                either = starts[one + 1] - starts[one] + starts[other + 1] - starts[other] - both
                total = both / either
            offer(_rounded(total), one, other, both, score, pairs, state)


@compiled
def _scores(starts: Starts, things: Indices, weights: Floats, ones: Indices, others: Indices, jaccard: bool) -> Floats:
    found = np.empty(len(ones))
    for pair in range(len(ones)):
        one, other = ones[pair], others[pair]
        i, j = starts[one], starts[other]
        both = 0
        total = 0.0
        while i < starts[one + 1] and j < starts[other + 1]:
            if things[i] < things[j]:
                i += 1
            elif things[i] > things[j]:
                j += 1
            else:
                both += 1
                total += float(weights[things[i]])
                i += 1
                j += 1
        if jaccard:
            either = starts[one + 1] - starts[one] + starts[other + 1] - starts[other] - both
            total = both / either if either else 0.0
        found[pair] = _rounded(total)
    return found
