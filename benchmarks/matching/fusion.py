"""Reciprocal rank fusion of other methods (Cormack, Clarke and Büttcher 2009, doi:10.1145/1571941.1572114)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from benchmarks.matching.asks import Answer, Ask, Method, Ranker, Task
from benchmarks.matching.measures import DIGITS

K = 60


def fusion(methods: Sequence[Method], name: str = "rank fusion") -> Method:
    """Return the fusion of those of `methods` that have something to go by."""

    def prepare(task: Task) -> Ranker | None:
        rankers = [one for method in methods if (one := method.prepare(task)) is not None]
        if not rankers:
            return None

        def ranker(ask: Ask) -> Answer:
            points: defaultdict[str, float] = defaultdict(float)
            for rank_all in rankers:
                for host, rank in mean_ranks(rank_all(ask).points).items():
                    points[host] += 1 / (K + rank)
            return Answer(points={host: points[host] for host in ask.candidates})

        return ranker

    return Method(name=name, prepare=prepare)


def mean_ranks(points: Mapping[str, float]) -> dict[str, float]:
    """Return the rank of each host from 1; those that tie share the mean of their ranks.

    >>> mean_ranks({"a": 2.0, "b": 1.0, "c": 1.0})
    {'a': 1.0, 'b': 2.5, 'c': 2.5}
    """
    ranked = sorted(((-round(value, DIGITS), host) for host, value in points.items()))
    found: dict[str, float] = {}
    for _, group in groupby(ranked, key=lambda one: one[0]):
        tied = [host for _, host in group]
        found.update(dict.fromkeys(tied, len(found) + (len(tied) + 1) / 2))
    return found
