"""A figure, and what stands beside it: unit, population, counts, what chance would give; and why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from math import isfinite
from typing import Any, Literal

Population = Literal["all", "active"]
"""`all` actors of the network, or those who are `active`: who have at least one partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NullSummary:
    """What a figure is in networks that chance made: `samples` of them, drawn by `model` with `seed`.

    `ratio` is observed / mean, `z` (observed - mean) / sd, `p` the two-sided Monte-Carlo probability
    (1 + #{|x - mean| >= |observed - mean|}) / (samples + 1), `low` and `high` the band that holds the middle 95 % of
    the samples. `z` and `ratio` are None where they do not exist, with the `reason`. `z` grows with the size of the
    network: rank by `ratio`, test by `p`.
    """

    model: str
    samples: int
    seed: int
    mean: float
    sd: float
    ratio: float | None
    z: float | None
    p: float
    low: float
    high: float
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure. `value` is None where it does not exist, and `reason` says why."""

    value: float | None
    unit: str
    population: Population = "all"
    counts: Mapping[str, int | float] = field(default_factory=dict)
    null: NullSummary | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no reader could understand: no value and no reason, or a value that is no number."""
        if (self.value is None) != (self.reason is not None):
            raise ValueError("a figure has a value, or a reason why it has none")
        if self.value is not None and not isfinite(self.value):
            raise ValueError(f"{self.value} is no figure")


def ratio(
    part: float,
    whole: float,
    unit: str,
    reason: str,
    *,
    population: Population = "all",
    counts: Mapping[str, int | float] | None = None,
) -> Figure:
    """Return `part` / `whole` as a figure; where `whole` is 0 there is none, for `reason`.

    >>> ratio(1, 4, "share", "nobody is there").value, ratio(0, 0, "share", "nobody is there").reason
    (0.25, 'nobody is there')
    """
    return Figure(
        value=part / whole if whole else None,
        unit=unit,
        population=population,
        counts=counts or {},
        reason=None if whole else reason,
    )


OPTIONAL = frozenset({"null", "reason"})
"""Fields that are left out where they are None."""


def as_json(found: Any) -> Any:
    """Return an answer as what JSON can hold: dataclasses as objects, tuples as lists; what is None and optional stays.

    A `null` or `reason` that is None is left out.
    """
    if is_dataclass(found) and not isinstance(found, type):
        values = {one.name: getattr(found, one.name) for one in fields(found)}
        return {name: as_json(value) for name, value in values.items() if not _is_empty(name, value)}
    if isinstance(found, Mapping):
        return {str(key): as_json(value) for key, value in found.items()}
    if isinstance(found, tuple | list):
        return [as_json(one) for one in found]
    return found


def _is_empty(name: str, value: Any) -> bool:
    return value is None and name in OPTIONAL
