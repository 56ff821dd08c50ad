"""The order of rows: greatest first, by identifier where numbers are equal, so that an answer is always the same."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32]


def ranking(identifiers: Sequence[str], *keys: Keys, limit: int | None = None) -> list[int]:
    """Return places, the greatest of the first key first, then of the next; who is equal in all, by identifier.

    Parameters
    ----------
    identifiers
        Of those who are ranked.
    keys
        Numbers of each, none of them NaN.
    limit
        How many places to return at most; all of them where it is None.

    Examples
    --------
    >>> ranking(["b", "a", "c"], np.array([1, 1, 2]))
    [2, 1, 0]
    """
    names = np.array(identifiers, np.str_)
    order = np.lexsort((names, *(-key for key in reversed(keys))))
    return [int(place) for place in order[:limit]]
