"""Which pairs have most in common: actors with common partners, projects with common actors, themes or sites.

What two owners share is weighed by how rare it is. The pairs are never laid out as a matrix, and most are never looked
at: owners are taken in an order in which none that comes later can reach a pair of a higher score than they could, so
that a search for the best few ends, or skips owners, as soon as those left cannot be among them.

Sums of fractions that are equal on paper differ in the last digit, so a score is rounded to twelve decimals before two
are compared: pairs of the same score come in the order of their places.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled, stretches
from graph.analysis.heap import BestPairs, heap, kept, offer
from graph.analysis.network import Indices, rows_of
from graph.analysis.nulls import Watch
from graph.analysis.ties import Floats, Starts

STEPS = 100
"""In about how many steps the owners are gone through; between two a long run can be watched, and interrupted."""

DECIMALS = 1e12

BELOW = 1 - 1e-9
"""What a bound is compared with is made so much smaller, since neither is exact."""


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
    """Which pairs do not count: those that are barred, and those of owners of one group.

    Barred is each pair of `i` with one of `barred[starts[i]:starts[i + 1]]`, which has to be there in both directions.
    With `codes` only pairs of two groups count, both of them `known`.
    """

    starts: Starts
    barred: Indices
    codes: Indices | None = None
    known: NDArray[np.bool_] | None = None


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

    With `jaccard` the score is what both have / what either has, each thing counting 1. Pairs that share nothing are
    none. At the worst, time grows with the sum over things of the square of their owners; memory grows with what they
    have.
    """
    owners = len(have.starts) - 1
    many = np.diff(have.starts)
    row = np.repeat(np.arange(owners, dtype=np.int32), many)
    totals = np.bincount(row, have.weights[have.things], owners).astype(np.float64)
    bound = -many.astype(np.float64) if jaccard else totals
    order = np.argsort(-bound, kind="stable").astype(np.int32)
    place = np.empty(owners, np.int32)
    place[order] = np.arange(owners, dtype=np.int32)
    sorted_by_bound = holdings(place[row], have.things, owners, have.weights)
    codes = np.zeros(owners, np.int32) if excluded.codes is None else excluded.codes
    known = np.ones(owners, np.bool_) if excluded.known is None else excluded.known
    score, pairs, state = heap(limit)
    for first, last in stretches(owners, watch, size=owners // STEPS + 1):
        _sweep(
            first,
            last,
            sorted_by_bound.starts,
            sorted_by_bound.things,
            sorted_by_bound.owner_starts,
            sorted_by_bound.owners,
            have.weights,
            bound[order],
            order,
            place,
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


def scores_between(have: Holdings, one: Indices, other: Indices, *, jaccard: bool = False) -> Floats:
    """Return the score of given pairs, as `best_pairs` gives them; 0 where two share nothing."""
    return _scores(have.starts, have.things, have.weights, one, other, jaccard)


def things_of_both(have: Holdings, one: int, other: int) -> Indices:
    """Return what both have, what counts most first, the same weights in the order of the things."""
    own = have.things[have.starts[one] : have.starts[one + 1]]
    both = np.intersect1d(own, have.things[have.starts[other] : have.starts[other + 1]], assume_unique=True)
    return both[np.lexsort((both, -have.weights[both]))]


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
    bound: Floats,
    order: Indices,
    place: Indices,
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
    """Offer the pairs of the owners from `first` to before `last` with later ones; owners are sorted by their bound.

    The bound of an owner is what no pair of it can exceed; for Jaccard, minus how many things it has: two owners of k
    and of l > k things cannot exceed k / l. `order` has the owner at each place.
    """
    count = len(starts) - 1
    value, shared = np.zeros(count), np.zeros(count, np.int32)
    met = np.empty(count, np.int32)
    bars = np.full(count, -1, np.int32)
    for one in range(first, last):
        least = score[0] * BELOW if state[0] == len(score) and len(score) else 0.0
        end = _end(bound, one, least, jaccard)
        own = order[one]
        if end <= one + 1 or (across and not known[own]):
            continue
        for k in range(bar_starts[own], bar_starts[own + 1]):
            bars[place[barred[k]]] = one
        found = 0
        for k in range(starts[one], starts[one + 1]):
            thing = things[k]
            begin = owner_starts[thing]
            begin += np.searchsorted(owners[begin : owner_starts[thing + 1]], one + 1)
            for j in range(begin, owner_starts[thing + 1]):
                other = owners[j]
                if other >= end:
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
            partner = order[other]
            if bars[other] == one or (across and (codes[own] == codes[partner] or not known[partner])):
                continue
            if jaccard:
                total = both / (starts[one + 1] - starts[one] + starts[other + 1] - starts[other] - both)
            offer(_rounded(total), min(own, partner), max(own, partner), both, score, pairs, state)


@compiled
def _end(bound: Floats, one: int, least: float, jaccard: bool) -> int:
    """Return the first place whose owner, and all after it, cannot reach the score `least` with the owner `one`."""
    low, high = one + 1, len(bound)
    while low < high:
        middle = (low + high) // 2
        reached = bound[middle] * least >= bound[one] if jaccard else bound[middle] >= least
        if reached:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _scores(starts: Starts, things: Indices, weights: Floats, ones: Indices, others: Indices, jaccard: bool) -> Floats:
    found = np.empty(len(ones))
    for pair in range(len(ones)):
        one, other = ones[pair], others[pair]
        i, j = starts[one], starts[other]
        both, total = 0, np.float64(0)
        while i < starts[one + 1] and j < starts[other + 1]:
            if things[i] < things[j]:
                i += 1
            elif things[i] > things[j]:
                j += 1
            else:
                both += 1
                total += weights[things[i]]
                i += 1
                j += 1
        either = int(starts[one + 1] - starts[one] + starts[other + 1] - starts[other]) - both
        found[pair] = _rounded(both / max(either, 1) if jaccard else float(total))
    return found
