"""The best of many pairs, kept as they are offered: a heap of the best so far, the worst of them at its top."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices
from graph.analysis.ties import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestPairs:
    """The pairs of the highest scores, best first: `one[k]` and the greater `other[k]` share `shared[k]` things.

    `equal` further pairs have the score of the last one.
    """

    one: Indices
    other: Indices
    score: Floats
    shared: Indices
    equal: int


def heap(limit: int) -> tuple[Floats, Indices, NDArray[np.int64]]:
    """Return room for `limit` pairs: their scores, their places and what they share, and the state of the heap."""
    return np.empty(limit), np.empty((limit, 3), np.int32), np.zeros(2, np.int64)


def kept(score: Floats, pairs: Indices, state: NDArray[np.int64]) -> BestPairs:
    """Return the pairs that were offered and kept, best first."""
    size, equal = (int(one) for one in state)
    order = np.lexsort((pairs[:size, 1], pairs[:size, 0], -score[:size]))
    return BestPairs(
        one=pairs[order, 0], other=pairs[order, 1], score=score[order], shared=pairs[order, 2], equal=equal
    )


@compiled
def offer(
    value: float, one: int, other: int, shared: int, score: Floats, pairs: Indices, state: NDArray[np.int64]
) -> None:
    """Keep a pair if it is among the best so far: a heap of them with the worst at the top, in place.

    `state` has how many are kept, and how many that were offered and are not kept have the score of the worst.
    """
    size, most = state[0], len(score)
    if size < most:
        at = size
        state[0] += 1
        while at > 0 and _is_worse(value, one, other, score, pairs, (at - 1) // 2):
            score[at], pairs[at] = score[(at - 1) // 2], pairs[(at - 1) // 2]
            at = (at - 1) // 2
        score[at] = value
        pairs[at, 0], pairs[at, 1], pairs[at, 2] = one, other, shared
        return
    if most == 0 or value < score[0]:
        return
    if _is_worse(value, one, other, score, pairs, 0):
        state[1] += 1
        return
    worst = score[0]
    at = 0
    while True:
        child = 2 * at + 1
        if child + 1 < most and _is_worse(
            score[child + 1], pairs[child + 1, 0], pairs[child + 1, 1], score, pairs, child
        ):
            child += 1
        if child >= most or _is_worse(value, one, other, score, pairs, child):
            break
        score[at], pairs[at] = score[child], pairs[child]
        at = child
    score[at] = value
    pairs[at, 0], pairs[at, 1], pairs[at, 2] = one, other, shared
    state[1] = state[1] + 1 if score[0] == worst else 0


@compiled
def _is_worse(value: float, one: int, other: int, score: Floats, pairs: Indices, at: int) -> bool:
    """Return whether a pair is worse than the kept pair `at`: a lower score, or the same and a later place."""
    if value != score[at]:
        return bool(value < score[at])
    if one != pairs[at, 0]:
        return bool(one > pairs[at, 0])
    return bool(other > pairs[at, 1])
