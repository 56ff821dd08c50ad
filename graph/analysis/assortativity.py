"""Whether actors tie with their like: indices of ties within groups against ties between them, and of like degrees.

Each index takes the ties within each group and the ends that each has (`cells.Sums`), of one network or, a row each, of
all that a null model drew; it is NaN where it does not exist, and a figure says why. `homophily` puts them together.
"""

import numpy as np

from graph.analysis.cells import ROUNDING, Floats, Sums
from graph.analysis.figures import Figure
from graph.analysis.network import Indices
from graph.analysis.ties import Ties

NO_TIE = "there is no tie"
ONE_GROUP = "all ties are within one group: nothing could be more or less assortative"
ONE_DEGREE = "all actors with a partner have equally many: their numbers cannot go together"

UNIT = "index from -1 to 1"


def ei_index(found: Sums) -> Floats:
    """Return (E - I) / (E + I), external less internal ties over all (Krackhardt and Stern 1988); NaN without a tie.

    1 is only ties to other groups, -1 only ties within.

    >>> float(ei_index(Sums(inside=np.array([1.0, 0.0, 0.0]), ends=np.array([5.0, 2.0, 1.0]))))
    0.5
    """
    return _ratio(found.total - 2 * found.inside.sum(axis=-1), found.total)


def ei_index_of_groups(found: Sums) -> Floats:
    """Return the same for each group: its ties to others less those within, over all that it has; NaN without any."""
    external = found.ends - 2 * found.inside
    return _ratio(external - found.inside, external + found.inside)


def modularity(found: Sums, resolution: float = 1.0) -> Floats:
    """Return the share of ties within groups less `resolution` x what chance gives: the sum of squared shares of ends.

    Newman and Girvan 2004; NaN without a tie.
    """
    expected = (found.ends**2).sum(axis=-1)
    return _ratio(found.inside.sum(axis=-1), found.total) - resolution * _ratio(expected, 4 * found.total**2)


def nominal_assortativity(found: Sums) -> Floats:
    """Return Newman's (2003) coefficient: modularity over its greatest value; NaN where one group has all ends.

    With e_rr the share of ties within group r and a_r its share of ends, (sum e_rr - sum a_r^2) / (1 - sum a_r^2).
    """
    most = 4 * found.total**2 - (found.ends**2).sum(axis=-1)
    # One group with all ends leaves 0: exactly where ties are counted, but for rounding where they are weighed.
    varies = most > ROUNDING * found.total**2
    return _ratio(np.where(varies, modularity(found) * 4 * found.total**2, 0.0), np.where(varies, most, 0.0))


def degree_assortativity(ties: Ties) -> float | None:
    """Return the correlation of the numbers of partners at both ends of ties; None where all are equal, or no tie is.

    The projection of a two-mode network is assortative by construction, since all in a consortium have all others of it
    as partners: compare with a null model.
    """
    degrees = ties.degrees.astype(np.float64)
    active = degrees[ties.active]
    if not len(active) or active.min() == active.max():
        return None
    deviation = degrees - (degrees**2).sum() / degrees.sum()
    variance = float((degrees * deviation**2).sum())
    return 2 * float((deviation[ties.one] * deviation[ties.other]).sum()) / variance


def ends_of_actors(ties: Ties, codes: Indices) -> tuple[Indices, Indices]:
    """Return how many partners of other groups each actor has, and how many of its own.

    The E-I index of actor i is (external[i] - internal[i]) / (external[i] + internal[i]), if it has a partner.
    """
    same = codes[ties.one] == codes[ties.other]
    internal = np.bincount(ties.one[same], minlength=ties.actors) + np.bincount(ties.other[same], minlength=ties.actors)
    return (ties.degrees - internal).astype(np.int32), internal.astype(np.int32)


def index_figure(value: float | Floats, reason: str, **counts: float) -> Figure:
    """Return an index as a figure; where it is NaN there is none, for `reason`."""
    there = not np.isnan(value)
    return Figure(value=float(value) if there else None, unit=UNIT, counts=counts, reason=None if there else reason)


def _ratio(part: Floats, whole: Floats) -> Floats:
    there = np.asarray(whole) != 0
    return np.asarray(np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=there))
