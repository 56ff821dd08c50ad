"""Where the actors of a network stand in a picture: coordinates from a seed, the same in every run.

The forces are those of ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian 2014, https://doi.org/10.1371/
journal.pone.0098679): all actors repel one another, the more partners they have the more; ties draw together, and a
weak pull goes to the middle. Afterwards no two actors are nearer than 1 to each other: that is the unit of all
coordinates. `networkx.forceatlas2_layout` has the same forces and keeps an array of all pairs; with 2,000 actors it
needs thirty times as long.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from graph.analysis.compiled import compiled
from graph.analysis.ties import Floats, Ties

Point = tuple[float, float]

MOST = 2000
"""How many actors are worth a place: the time grows with the square, and more of them no picture can show."""

ITERATIONS = 400
"""How often forces are applied; after that the picture of 2,000 actors hardly changes."""

REPULSION = 2.0
GRAVITY = 1.0
JITTER = 1.0
"""Constants of ForceAtlas2, at the values that NetworkX and Gephi begin with."""

ROOM = 3.2
"""The mean distance between actors in a component that was just laid out, in units."""

APART = 1.0
"""The least distance between two actors."""

DIGITS = 3
"""To how many decimals coordinates are rounded, so that a file holds them as they are."""

GAP = 2.0
"""The distance between components."""

PUSHES = 500
"""How often those who are too near are pushed apart before they are given up to chance; a few dozen do."""


def layout(ties: Ties, *, seed: int = 1, start: Mapping[int, Point] | None = None) -> Floats:
    """Return coordinates of all actors of `ties`, a row each, y downwards.

    The largest component stands in the middle, the others below it, the larger ones first, and those without a partner
    last. Who has a place in `start` keeps it, so that a picture stays the same while a network grows, unless less than
    half of the actors have one: then all places are new.

    Parameters
    ----------
    ties
        The network. Not changed.
    seed
        Of the places that forces begin from.
    start
        Places that are known, by the numbers of actors, as an earlier call returned them.

    Returns
    -------
    array of floats
        No two rows nearer to each other than `APART`.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> from graph.analysis.ties import ties_of
    >>> found = layout(ties_of(network_of([("a", "p"), ("b", "p")], actors=["c"])))
    >>> found.shape, bool(np.hypot(*(found[0] - found[1])) >= APART)
    ((3, 2), True)
    """
    places = np.zeros((ties.actors, 2))
    if not ties.actors:
        return places
    known = dict(start or {})
    if 2 * len(known) < ties.actors:
        known = {}
    fixed = np.zeros(ties.actors, np.bool_)
    for actor, point in known.items():
        places[actor], fixed[actor] = point, True
    random = np.random.default_rng(seed)
    matrix = ties.matrix(np.sqrt(ties.newman))
    _, component = connected_components(matrix, directed=False)
    for members in _by_size(component):
        held = fixed[members]
        if held.all():
            continue
        places[members] = _component(matrix[members][:, members], places[members], held, random)
        if not held.any():
            places[members] += _beside(places[members], places[fixed])
        fixed[members] = True
    return _apart(places, random)


def rings(strengths: Floats, order: NDArray[np.int64], *, around: int = 14) -> Floats:
    """Return coordinates on rings about the origin: the greatest strengths on the inner ring, `order` around each.

    The first ring holds `around`, each further one so many more that all have as much room. The distance between two
    rings is such that no two points are nearer than `APART`.

    Examples
    --------
    >>> np.round(rings(np.array([1.0, 3.0]), np.array([0, 1]), around=1), 2).tolist()
    [[0.0, -4.0], [0.0, -2.0]]
    """
    places = np.zeros((len(strengths), 2))
    left = np.lexsort((order, -strengths))
    ring = 1
    while len(left):
        here, left = left[: ring * around], left[ring * around :]
        here = here[np.argsort(order[here], kind="stable")]
        radius = ring * max(2.0, around * APART / np.pi)
        # half a step further on every second ring, so that spokes do not fall on one another
        angle = 2 * np.pi * (np.arange(len(here)) + (ring - 1) % 2 / 2 * (len(here) > 1)) / len(here)
        places[here] = radius * np.column_stack([np.sin(angle), -np.cos(angle)])
        ring += 1
    return places


def _by_size(component: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    """Return the members of each component, the largest first, then those with the first member."""
    order = np.argsort(component, kind="stable")
    found = np.split(order, np.flatnonzero(np.diff(component[order])) + 1)
    return sorted(found, key=lambda members: (-len(members), int(members[0])))


def _component(matrix: csr_array, places: Floats, fixed: NDArray[np.bool_], random: np.random.Generator) -> Floats:
    """Return coordinates of the actors of one component, about the origin unless some are `fixed` already."""
    if len(places) == 1:
        return np.zeros((1, 2))
    if fixed.any():
        return _forced(matrix, _beside_partners(matrix, places, fixed, random), fixed, units=True)
    reached = _forced(matrix, random.standard_normal((len(places), 2)) * np.sqrt(len(places)), fixed, units=False)
    reached = reached - reached.mean(axis=0)
    # the long side lies flat: pictures and screens are wider than high
    _, _, axes = np.linalg.svd(reached, full_matrices=False)
    turned = reached @ axes.T
    turned *= np.where(turned[np.abs(turned).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    spread = np.sqrt((turned**2).sum(axis=1).mean())
    return _apart(turned * ROOM * np.sqrt(len(places) / (2 * np.pi)) / spread, random)


def _beside_partners(
    matrix: csr_array, places: Floats, fixed: NDArray[np.bool_], random: np.random.Generator
) -> Floats:
    """Return `places` with those who have none beside their partners who have one, else in the middle of all."""
    weights = matrix @ fixed.astype(np.float64)
    middle = places[fixed].mean(axis=0)
    mean = (matrix @ (places * fixed[:, None])) / np.where(weights, weights, 1)[:, None]
    begun = np.where(weights[:, None] > 0, mean, middle) + random.standard_normal(places.shape)
    return np.where(fixed[:, None], places, begun)


def _forced(matrix: csr_array, places: Floats, fixed: NDArray[np.bool_], *, units: bool) -> Floats:
    """Return where forces bring those who are not `fixed`; forces know another scale than pictures with `units`."""
    mass = np.diff(matrix.indptr).astype(np.float64) + 1
    strength = np.asarray(matrix.sum(axis=1)).ravel()
    free = ~fixed
    scale = _equilibrium(len(places)) if units else 1.0
    now = places * scale
    speed, efficiency = 1.0, 1.0
    before = np.zeros_like(now)
    for _ in range(ITERATIONS):
        middle = now.mean(axis=0)
        away = now - middle
        length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
        force = matrix @ now - strength[:, None] * now + REPULSION * _repulsion(now, mass)
        force -= (GRAVITY * mass / length)[:, None] * away
        force[fixed] = 0.0
        change = np.hypot(*(force - before).T)
        swing, traction = float(mass @ change), float(mass @ np.hypot(*(force + before).T)) / 2
        speed, efficiency = _pace(len(now), swing, traction, speed, efficiency)
        step = speed / (1 + np.sqrt(speed * change))
        now = now + np.where(free, step, 0.0)[:, None] * force
        before = force
    return now / scale


def _equilibrium(actors: int) -> float:
    """Return about how many times wider forces spread a component of so many actors than a picture has it."""
    return max(1.0, float(np.sqrt(actors)) / ROOM)


def _pace(actors: int, swing: float, traction: float, speed: float, efficiency: float) -> tuple[float, float]:
    """Return the global speed of ForceAtlas2 and its efficiency: as fast as can be while not too many swing about."""
    if swing <= 0:
        return speed, efficiency
    least = np.sqrt(0.05 * np.sqrt(actors))
    jitter = JITTER * max(least, min(10.0, 0.05 * np.sqrt(actors) * traction / actors**2))
    if swing > 2 * traction:
        efficiency = max(0.05, efficiency * 0.5)
        jitter = max(jitter, JITTER)
    wanted = jitter * efficiency * traction / swing
    if swing > jitter * traction:
        efficiency = max(0.05, efficiency * 0.7)
    elif speed < 1000:
        efficiency *= 1.3
    return speed + min(wanted - speed, 0.5 * speed), efficiency


@compiled
def _repulsion(places: Floats, mass: Floats) -> Floats:
    """Return the sum of m_i m_j / d_ij, away from j, for each i."""
    found = np.zeros_like(places)
    for one in range(len(places)):
        for other in range(one + 1, len(places)):
            x, y = places[one, 0] - places[other, 0], places[one, 1] - places[other, 1]
            force = mass[one] * mass[other] / max(x * x + y * y, 1e-6)
            found[one, 0] += force * x
            found[one, 1] += force * y
            found[other, 0] -= force * x
            found[other, 1] -= force * y
    return found


def _beside(places: Floats, others: Floats) -> Floats:
    """Return how far to shift a component so that it stands beside the others: in rows below the first of them."""
    if not len(others):
        return np.zeros(2)
    left, right, bottom = others[:, 0].min(), others[:, 0].max(), others[:, 1].max()
    low, high = places.min(axis=0), places.max(axis=0)
    lowest = others[others[:, 1] > bottom - (high[1] - low[1]) - APART]
    end = lowest[:, 0].max()
    if len(others) > 1 and end + GAP + high[0] - low[0] <= right and lowest[:, 1].min() >= bottom - (high[1] - low[1]):
        left, bottom = end + GAP, lowest[:, 1].min() - GAP
    shift: Floats = np.array([left, bottom + GAP]) - low
    return shift


def _apart(places: Floats, random: np.random.Generator) -> Floats:
    """Return `places`, rounded, with those who are nearer than `APART` pushed apart, each half the way."""
    found = np.round(places, DIGITS)
    for _ in range(PUSHES):
        pairs = KDTree(found).query_pairs(APART - 1e-9, output_type="ndarray")
        if not len(pairs):
            return found
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        between = found[pairs[:, 0]] - found[pairs[:, 1]]
        length = np.hypot(between[:, 0], between[:, 1])
        same = length < 1e-9
        between[same] = random.standard_normal((int(same.sum()), 2))
        length[same] = np.hypot(between[same, 0], between[same, 1])
        push = between / length[:, None] * ((APART * 1.02 - np.where(same, 0.0, length)) / 2)[:, None]
        np.add.at(found, pairs[:, 0], push)
        np.subtract.at(found, pairs[:, 1], push)
        found = np.round(found, DIGITS)
    return found * (APART / max(float(KDTree(found).query(found, 2)[0][:, 1].min()), 1e-9))
