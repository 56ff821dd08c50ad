"""How far two passes of grading agree: Cohen's kappa, weighted by how far apart two grades are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from benchmarks.matching.needs import Grade

Cells = Sequence[tuple[int, int]]
"""The grade of the first pass and that of the second, for each need and test bed."""


def cells(first: Iterable[Grade], second: Iterable[Grade], over: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """Return the two grades of each pair of need and test bed of `over`; one that has none has 0."""
    one, two = ({(found.need, found.testbed): found.grade for found in graded} for graded in (first, second))
    return [(one.get(pair, 0), two.get(pair, 0)) for pair in over]


def weighted_kappa(found: Cells, *, power: int = 1) -> float:
    """Return Cohen's kappa with linear weights, or quadratic ones with a `power` of 2.

    The disagreement seen, as a share of that expected if each pass had dealt out its own grades at random, is taken
    from one (Cohen 1968, doi:10.1037/h0026256). With one grade only, kappa is not defined.

    >>> weighted_kappa([(0, 0), (3, 3), (2, 1), (1, 2)])
    0.6
    """
    first, second = (Counter(grades) for grades in zip(*found, strict=True))
    seen = Fraction(sum(abs(one - two) ** power for one, two in found), len(found))
    chance = sum(abs(one - two) ** power * first[one] * second[two] for one in first for two in second)
    if not chance:
        raise ValueError("kappa is not defined where both passes gave one grade only")
    return float(1 - seen / Fraction(chance, len(found) ** 2))
