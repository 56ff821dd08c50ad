"""Every tie once, from the actor of fewer partners to the one of more, so that each triangle is found once.

The actors that a hub has ties with mostly point at it, not it at them: looking for the third actor among the few that
each points at takes O(m^1.5) steps for m ties at worst, where going through all pairs of a hub's partners does not end.
"""

import numpy as np

from graph.analysis.network import Indices, rows_of
from graph.analysis.ties import Starts, Ties


def oriented(ties: Ties) -> tuple[Starts, Indices, Indices]:
    """Return, as rows (CSR), the partners that each actor points at, and the place of each such tie in `ties`.

    >>> from graph.analysis.network import network_of
    >>> from graph.analysis.ties import ties_of
    >>> starts, others, places = oriented(ties_of(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")])))
    >>> starts.tolist(), others.tolist(), places.tolist()
    ([0, 1, 1, 2], [1, 1], [0, 1])
    """
    degrees = ties.degrees
    swap = degrees[ties.one] > degrees[ties.other]
    fewer, more = np.where(swap, ties.other, ties.one), np.where(swap, ties.one, ties.other)
    starts, places = rows_of(fewer, np.arange(ties.size, dtype=np.int32), ties.actors)
    return starts, more[places], places
