"""Whether one need, told in two languages, gets the same test beds: how much its two lists have in common."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from benchmarks.matching.scoring import Asked

K = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The mean share of the first `k` that two tellings of a need have in common, over the `needs` told in both."""

    languages: tuple[str, str]
    needs: int
    share: float
    k: int = K


def overlaps(found: Asked, k: int = K) -> tuple[Overlap, ...]:
    """Return the overlap of each two languages in which needs are told.

    Of hosts that tie those that come first in the alphabet are taken, in both languages alike: methods that do not read
    the need overlap wholly. Where fewer than `k` are shown, the share is of the longer list.
    """
    told: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for case, answer in zip(found.task.cases, found.answers, strict=True):
        if case.ask.language is not None:
            shown = {host: points for host, points in answer.points.items() if host in case.ask.candidates}
            told[case.unit][case.ask.language] = first(shown, k)
    shares: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for lists in told.values():
        for one, other in combinations(sorted(lists), 2):
            longer = max(len(lists[one]), len(lists[other]))
            if longer:
                shares[one, other].append(len(lists[one] & lists[other]) / longer)
    return tuple(
        Overlap(languages=pair, needs=len(some), share=sum(some) / len(some), k=k)
        for pair, some in sorted(shares.items())
    )


def first(points: Mapping[str, float], k: int) -> frozenset[str]:
    """Return the `k` hosts with the most points; of equal ones those first in the alphabet."""
    return frozenset(sorted(points, key=lambda host: (-points[host], host))[:k])
