"""Work that is done once for all asks that know the same past."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from benchmarks.matching.asks import Past

Result = TypeVar("Result")

KEPT = 2
"""How many results are kept: asks come sorted by what they know."""


def remembered(made: Callable[[Past], Result]) -> Callable[[Past], Result]:
    """Return `made` with its last results kept; a past is frozen and is told from others by identity."""
    return lru_cache(maxsize=KEPT)(made)
