"""Whether a number rises or falls over the years: the test of Mann (1945) and Kendall, exact for any number of years.

S is the number of pairs of years in which the later one has more, less that in which it has less. If the years made no
difference, every order of the values would be as likely as any other; `p` is the share of these orders with an S at
least as far from 0, counted and not sampled, equal values included. Each year has one voice, however many projects it
has: a thick year weighs no more than a thin one. A share of two projects is noisier than one of forty, though, so that
where years differ much in size not quite every order is as likely, and p is near rather than exact.

The slope is that of Theil (1950) and Sen (1968): the median over pairs of years of the change a year.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import median

from graph.analysis.figures import Figure

METHOD = "Mann-Kendall test over years, exact over all orders of the values; slope of Theil and Sen"

FEWEST = 4
"""With fewer years no trend is tested."""

LEVEL = 0.05
"""From which p on no trend is said to be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A trend over `years`: `tau` is Kendall's tau-b from -1 to 1, `p` two-sided, and `direction` says it in words."""

    years: int
    tau: Figure
    slope: Figure
    p: Figure
    direction: str


def trend(values: Mapping[int, Fraction], unit: str) -> Trend:
    """Return the trend of the values of years, in `unit`; None with a reason for fewer than `FEWEST`, or equal ones.

    Examples
    --------
    >>> found = trend({year: Fraction(year - 2018, 10) for year in range(2019, 2024)}, "share")
    >>> found.direction, found.p.value, found.slope.value
    ('rising', 0.016666666666666666, 0.1)
    """
    pairs = list(combinations(sorted(values.items()), 2))
    s = sum((later > earlier) - (later < earlier) for (_, earlier), (_, later) in pairs)
    untied = sum(later != earlier for (_, earlier), (_, later) in pairs)
    reason = None
    if len(values) < FEWEST:
        reason = f"only {len(values)} years can be compared, fewer than {FEWEST}"
    elif not untied:
        reason = "it is the same in all years"
    counts = {"years": len(values), "s": s}
    if reason is not None:
        none = [
            Figure(value=None, unit=one, counts=counts, reason=reason) for one in ("-1 to 1", f"{unit} a year", "p")
        ]
        return Trend(years=len(values), tau=none[0], slope=none[1], p=none[2], direction=f"cannot be told: {reason}")
    orders = discordant_pairs(tuple(Counter(values.values()).values()))
    p = _share(orders, untied, abs(s))
    least = _share(orders, untied, untied)
    slope = median((later - earlier) / (end - start) for (start, earlier), (end, later) in pairs)
    return Trend(
        years=len(values),
        tau=Figure(value=s / (untied * len(pairs)) ** 0.5, unit="-1 to 1", counts=counts),
        slope=Figure(value=float(slope), unit=f"{unit} a year", counts=counts),
        p=Figure(value=p, unit="p", counts={**counts, "least_possible": least}),
        direction=_direction(s, p, least, len(values)),
    )


def discordant_pairs(sizes: tuple[int, ...]) -> list[int]:
    """Return how many orders of values have 0, 1, 2 … pairs of which the earlier is greater; `sizes` of equal ones.

    The numbers are the coefficients of the Gaussian multinomial coefficient.

    >>> discordant_pairs((1, 1, 1)), discordant_pairs((2, 1))
    ([1, 2, 2, 1], [1, 1, 1])
    """
    found, before = [1], 0
    for size in sizes:
        for number in range(1, size + 1):
            found = _divided(_less_shifted(found, before + number), number)
        before += size
    return found


def _less_shifted(found: list[int], by: int) -> list[int]:
    """Return the polynomial times 1 - q^by."""
    return [(found[k] if k < len(found) else 0) - (found[k - by] if k >= by else 0) for k in range(len(found) + by)]


def _divided(found: list[int], by: int) -> list[int]:
    """Return the polynomial, a multiple of 1 - q^by, divided by it."""
    made: list[int] = []
    for k in range(len(found) - by):
        made.append(found[k] + (made[k - by] if k >= by else 0))
    return made


def _share(orders: list[int], untied: int, s: int) -> float:
    """Return the share of orders whose S is at least as far from 0."""
    as_far = sum(count for discordant, count in enumerate(orders) if abs(untied - 2 * discordant) >= s)
    return as_far / sum(orders)


def _direction(s: int, p: float, least: float, years: int) -> str:
    if least >= LEVEL:
        return f"cannot be told: with {years} such years p is {least:.3f} at the least"
    if p >= LEVEL:
        return f"no trend is shown over {years} years"
    return "rising" if s > 0 else "falling"
