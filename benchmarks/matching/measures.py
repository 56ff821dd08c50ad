"""How good a ranking is: nDCG, recall, hits and reciprocal rank, each the expected value where hosts tie.

A ranking is a list of groups of grades, best first; hosts in one group have equal points. What is told of them is the
mean over all orders within each group (McSherry and Najork 2008, doi:10.1007/978-3-540-78646-7_38), so that nothing
depends on how ties happen to be broken, and a ranking that knows nothing is exactly chance.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, groupby
from math import comb, log2

from benchmarks.matching.asks import SUITS

Groups = Sequence[Sequence[int]]
Measure = Callable[[Groups, Sequence[int]], float]
"""From the groups shown and the grades of all that could be shown."""

DIGITS = 10
"""Points that are equal to so many digits tie: sums in another order must not."""


def groups(points: Mapping[str, float], grades: Mapping[str, int], candidates: Collection[str]) -> list[list[int]]:
    """Return the grades of the candidates that have points, best first, those with equal points together."""
    shown = sorted(((round(points[host], DIGITS), host) for host in candidates if host in points), reverse=True)
    return [[grades.get(host, 0) for _, host in tied] for _, tied in groupby(shown, key=lambda one: one[0])]


def ndcg(shown: Groups, possible: Iterable[int], k: int) -> float:
    """Return the discounted cumulative gain at `k` as a share of the best possible.

    The gain is the grade, the discount log2(1 + rank) (Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418).

    >>> round(ndcg([[0], [3]], [3, 0], 5), 3)
    0.631
    """
    gains = [(sum(group) / len(group)) for group in shown for _ in group]
    return _dcg(gains, k) / _dcg(sorted(possible, reverse=True), k)


def recall(shown: Groups, possible: Iterable[int], k: int) -> float:
    """Return the share of what suits that is among the first `k`.

    >>> recall([[0, 3]], [3, 0], 1)
    0.5
    """
    found = sum(_right(group) / len(group) * _slots(group, start, k) for start, group in _starts(shown))
    return found / _right(possible)


def hit(shown: Groups, k: int) -> float:
    """Return the probability that something that suits is among the first `k`.

    >>> round(hit([[3, 0, 0]], 2), 3)
    0.667
    """
    missed = 1.0
    for start, group in _starts(shown):
        slots = _slots(group, start, k)
        missed *= comb(len(group) - _right(group), slots) / comb(len(group), slots)
    return 1 - missed


def reciprocal_rank(shown: Groups) -> float:
    """Return the expected reciprocal of the rank of the first that suits; 0 where none is shown.

    >>> reciprocal_rank([[0], [3, 0]])
    0.41666666666666663
    """
    for start, group in _starts(shown):
        size, right = len(group), _right(group)
        if right:
            ways = comb(size, right)
            return sum(comb(size - place, right - 1) / ways / (start + place) for place in range(1, size - right + 2))
    return 0.0


MEASURES: dict[str, Measure] = {
    "nDCG@5": lambda shown, possible: ndcg(shown, possible, 5),
    "nDCG@10": lambda shown, possible: ndcg(shown, possible, 10),
    "Recall@10": lambda shown, possible: recall(shown, possible, 10),
    "Hit@3": lambda shown, _: hit(shown, 3),
    "Hit@10": lambda shown, _: hit(shown, 10),
    "MRR": lambda shown, _: reciprocal_rank(shown),
}


def _dcg(gains: Sequence[float], k: int) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains[:k], start=1))


def _right(grades: Iterable[int]) -> int:
    return sum(grade >= SUITS for grade in grades)


def _starts(shown: Groups) -> Iterable[tuple[int, Sequence[int]]]:
    return zip(accumulate(map(len, shown), initial=0), shown, strict=False)


def _slots(group: Sequence[int], start: int, k: int) -> int:
    return max(0, min(len(group), k - start))
