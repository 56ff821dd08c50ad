"""How unequally participations are spread over actors, and how many of them newcomers have.

Measures of concentration depend on who is counted. Over all actors, those in no project weigh in: a register of many
companies of which few take part is unequal by what was put into it. The same over actors with a partner stands beside.
None of these changes under a null model with fixed degrees: they are the degrees.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.figures import Figure, Population, ratio
from graph.analysis.network import NO_YEAR, TwoModeNetwork
from graph.analysis.ranking import ranking
from graph.analysis.ties import Floats

POINTS = 10
"""In how many parts the Lorenz curve is given."""

NOTHING = "there is no participation"


@dataclass(frozen=True, slots=True, kw_only=True)
class LorenzRow:
    """A point of the Lorenz curve: what share of participations the share `actors` with the fewest have."""

    actors: float
    participations: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How unequally participations are spread.

    `gini` is 0 where all have as many, and near 1 where one has all: over all actors, and over those with a partner.
    `hhi` is the sum of squared shares (Herfindahl and Hirschman), 1 where one has all and 1 / n where n have as many.
    `top5` and `top10` are the shares of the five and ten `top_actors` with the most. Rows: the Lorenz curve over all
    actors, from those with the fewest.
    """

    actors: int
    idle: int
    participations: int
    gini: Figure
    gini_active: Figure
    hhi: Figure
    top5: Figure
    top10: Figure
    top_actors: tuple[str, ...]
    rows: tuple[LorenzRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomerRow:
    """The projects that start in one year: who takes part in them, and who of these never did before.

    `share` is that of newcomers in the participations, `actor_share` that in the actors; both None in the first year,
    before which nothing is known.
    """

    year: int
    projects: int
    actors: int
    newcomers: int
    actor_share: float | None
    participations: int
    newcomer_participations: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers:
    """How much newcomers take part, by the year in which projects start.

    Projects without a year are in no row; `undated_projects` and `undated_participations` are how many. Rows: by year,
    only those in which a project starts that has an actor.
    """

    actors: int
    projects: int
    undated_projects: int
    undated_participations: int
    rows: tuple[NewcomerRow, ...]


def concentration(network: TwoModeNetwork) -> Concentration:
    """Return how unequally the participations of `network` are spread over its actors.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = concentration(network_of([("a", "p"), ("a", "q"), ("a", "r"), ("b", "p")]))
    >>> found.gini.value, found.hhi.value, found.top5.value
    (0.25, 0.625, 1.0)
    """
    degrees = network.degrees
    partnered = np.zeros(len(degrees), np.bool_)
    partnered[network.actor[network.consortium_sizes[network.project] > 1]] = True
    top = ranking(network.actors, degrees, limit=10)
    shares = degrees / max(network.size, 1)
    counts = {"actors": len(degrees), "participations": network.size}
    return Concentration(
        actors=len(degrees),
        idle=int(np.count_nonzero(degrees == 0)),
        participations=network.size,
        gini=gini(degrees, "all"),
        gini_active=gini(degrees[partnered], "active"),
        hhi=ratio(float((shares**2).sum()) if network.size else 0, bool(network.size), "HHI", NOTHING, counts=counts),
        top5=ratio(int(degrees[top[:5]].sum()), network.size, "share of participations", NOTHING, counts=counts),
        top10=ratio(int(degrees[top].sum()), network.size, "share of participations", NOTHING, counts=counts),
        top_actors=tuple(network.actors[place] for place in top if degrees[place]),
        rows=lorenz(degrees),
    )


def gini(values: NDArray[np.int64], population: Population) -> Figure:
    """Return the Gini coefficient of counts: half the mean difference between two of them, by their mean.

    As sum of (2 i - n - 1) x_i / (n sum of x_i), x in ascending order, i from 1 on. Its greatest value is 1 - 1 / n.

    >>> gini(np.array([0, 1, 1, 1, 2, 3]), "all").value
    0.375
    """
    count, total = len(values), int(values.sum())
    places = 2 * np.arange(1, count + 1) - count - 1
    counts = {"actors": count, "participations": total}
    return ratio(
        int((places * np.sort(values)).sum()), count * total, "Gini", NOTHING, population=population, counts=counts
    )


def lorenz(values: NDArray[np.int64], *, points: int = POINTS) -> tuple[LorenzRow, ...]:
    """Return the Lorenz curve of counts at equal steps, straight between two actors; none where all counts are 0.

    >>> [row.participations for row in lorenz(np.array([0, 1, 1, 2]), points=2)]
    [0.0, 0.25, 1.0]
    """
    if not values.sum():
        return ()
    shares: Floats = np.concatenate([[0.0], np.cumsum(np.sort(values)) / values.sum()])
    at = np.linspace(0, 1, points + 1)
    curve = np.interp(at, np.linspace(0, 1, len(shares)), shares)
    return tuple(
        LorenzRow(actors=float(part), participations=float(share)) for part, share in zip(at, curve, strict=True)
    )


def newcomers(network: TwoModeNetwork) -> Newcomers:
    """Return how much those who never took part before do, by the year in which projects start.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> years = {"p": (2020, 2021), "q": (2021, 2022)}
    >>> found = newcomers(network_of([("a", "p"), ("a", "q"), ("b", "q")], years=years))
    >>> [(row.year, row.newcomers, row.share) for row in found.rows]
    [(2020, 1, None), (2021, 1, 0.5)]
    """
    years = network.start[network.project].astype(np.int64)
    dated = years != NO_YEAR
    actor, project, year = network.actor[dated], network.project[dated], years[dated]
    first = np.full(len(network.actors), np.iinfo(np.int64).max)
    np.minimum.at(first, actor, year)
    new = first[actor] == year
    known = np.unique(year)
    place = np.searchsorted(known, year)
    participations = np.bincount(place, minlength=len(known))
    of_new = np.bincount(place[new], minlength=len(known))
    taking_part = _distinct(place, actor, len(known))
    coming = _distinct(place[new], actor[new], len(known))
    starting = _distinct(place, project, len(known))
    return Newcomers(
        actors=len(network.actors),
        projects=len(network.projects),
        undated_projects=int(np.count_nonzero(network.start == NO_YEAR)),
        undated_participations=int(np.count_nonzero(~dated)),
        rows=tuple(
            NewcomerRow(
                year=int(known[k]),
                projects=int(starting[k]),
                actors=int(taking_part[k]),
                newcomers=int(coming[k]),
                actor_share=float(coming[k] / taking_part[k]) if k else None,
                participations=int(participations[k]),
                newcomer_participations=int(of_new[k]),
                share=float(of_new[k] / participations[k]) if k else None,
            )
            for k in range(len(known))
        ),
    )


def _distinct(place: NDArray[np.int64], values: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return how many different values there are at each place."""
    width = int(values.max(initial=0)) + 1
    pairs = np.unique(place * width + values)
    return np.bincount(pairs // width, minlength=count).astype(np.int64)
