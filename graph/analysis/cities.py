"""How many cities take part in each project, year by year, and whether more projects join two or three of them.

Two readings are possible, and an answer says which it is: that the city itself takes part, or that any actor in it
does. An actor whose city is not known, or who is in several, is in none here: projects with such an actor may join more
cities than is counted, and are counted apart.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from graph.analysis.figures import Figure, ratio
from graph.analysis.network import NO_YEAR, Grouping, TwoModeNetwork
from graph.analysis.trend import METHOD, trend
from graph.analysis.years import unfinished
from graph.errors import NetworkError

CITIES = ("Helsinki", "Espoo", "Vantaa")

NONE_THERE = "no project with one of the cities starts in the year"


@dataclass(frozen=True, slots=True, kw_only=True)
class CityYear:
    """The projects that start in a year: with one, two, three (or more) of the cities, and with none of them.

    `inter_city` is the share of two and three, of the projects with at least one. `unlocated` projects have an actor
    whose city is not known. A year is `tested` unless it is partial or left out, for the `reason`, or has no share.
    """

    year: int
    projects: int
    one: int
    two: int
    three: int
    none: int
    unlocated: int
    inter_city: Figure
    tested: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityReach:
    """How many cities projects join, over all years and by start year.

    `reading` says when a city takes part. `undated_projects` are in the totals and in no year; `unlocated_actors` take
    part in a project, count by that reading, and are in no known city. The trend is that of the share `inter_city`
    over `tested_years`, by `method`; `direction` says it in words.
    """

    reading: str
    by: str
    cities: tuple[str, ...]
    projects: int
    one: int
    two: int
    three: int
    none: int
    unlocated: int
    inter_city: Figure
    undated_projects: int
    unlocated_actors: int
    method: str
    tested_years: int
    tau: Figure
    slope: Figure
    p: Figure
    direction: str
    rows: tuple[CityYear, ...]


def city_reach(
    network: TwoModeNetwork,
    *,
    by: str = "city",
    cities: Sequence[str] = CITIES,
    actor_kind: str | None = None,
    today_year: int | None = None,
    left_out: Collection[int] = (),
    least: int = 1,
) -> CityReach:
    """Return how many of the cities projects join, and whether the share of those that join two or more has a trend.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        The grouping of actors that has their cities.
    cities
        The cities that are counted.
    actor_kind
        Only actors of this kind count, such as `city` for the cities themselves; any actor, where None.
    today_year
        The current year, which is not over and is not tested. The last start year of the data is not tested either.
    left_out
        Further years that are not tested, such as those that one source alone has filled.
    least
        In how many projects a year must have one of the cities to be tested: each year has one vote, and where projects
        are few one more would change the share much.

    Raises
    ------
    NetworkError
        If there is no such grouping or kind, or no city is named, or no actor is in any of them.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> pairs = [("h", "p"), ("e", "p"), ("h", "q")]
    >>> network = network_of(pairs, years={"p": (2022, None)}, groups={"city": {"h": "Helsinki", "e": "Espoo"}})
    >>> found = city_reach(network)
    >>> found.one, found.two, found.undated_projects
    (1, 1, 1)
    """
    grouping = network.grouping(by)
    counting = _counting(network, actor_kind)
    located = grouping.known
    projects = len(network.projects)
    joined = _joined(network, grouping, counting, _codes(grouping, cities))
    unlocated = np.zeros(projects, np.bool_)
    unlocated[network.project[(counting & ~located)[network.actor]]] = True
    rows = tuple(_rows(network, joined, unlocated, today_year, left_out, least))
    shares = {row.year: _share(row) for row in rows if row.tested}
    found = trend(shares, "share")
    totals = _counts(joined)
    return CityReach(
        reading=_reading(actor_kind),
        by=by,
        cities=tuple(cities),
        projects=projects,
        one=totals[1],
        two=totals[2],
        three=totals[3],
        none=totals[0],
        unlocated=int(np.count_nonzero(unlocated)),
        inter_city=_inter_city(totals, "no project has one of the cities"),
        undated_projects=int(np.count_nonzero(network.start == NO_YEAR)),
        unlocated_actors=int(np.count_nonzero(counting & ~located & (network.degrees > 0))),
        method=METHOD,
        tested_years=found.years,
        tau=found.tau,
        slope=found.slope,
        p=found.p,
        direction=found.direction,
        rows=rows,
    )


def _reading(actor_kind: str | None) -> str:
    who = "any actor" if actor_kind is None else f"an actor of the kind {actor_kind}"
    return f"a city takes part where {who} in it does"


def _counting(network: TwoModeNetwork, actor_kind: str | None) -> NDArray[np.bool_]:
    """Return which actors count."""
    if actor_kind is None:
        return np.ones(len(network.actors), np.bool_)
    kinds = network.grouping("kind")
    if actor_kind not in kinds.labels:
        raise NetworkError(f"no actor is of the kind {actor_kind!r}; there are {', '.join(kinds.labels) or 'none'}")
    counting: NDArray[np.bool_] = kinds.codes == kinds.labels.index(actor_kind)
    return counting


def _codes(grouping: Grouping, cities: Sequence[str]) -> list[int]:
    if not cities:
        raise NetworkError("name a city")
    there = [grouping.labels.index(city) for city in cities if city in grouping.labels]
    if not there and grouping.known.any():
        raise NetworkError(
            f"no actor has the {grouping.name} {' or '.join(cities)}; there are {_some(grouping.labels)}"
        )
    return there


def _some(labels: Sequence[str]) -> str:
    return ", ".join(labels[:10]) + (" …" if len(labels) > 10 else "")


def _joined(
    network: TwoModeNetwork, grouping: Grouping, counting: NDArray[np.bool_], codes: Sequence[int]
) -> NDArray[np.int64]:
    """Return how many of the cities take part in each project."""
    code = grouping.codes[network.actor].astype(np.int64)
    rows = counting[network.actor] & np.isin(code, codes)
    pairs = np.unique(network.project[rows].astype(np.int64) * len(grouping.labels) + code[rows])
    return np.bincount(pairs // max(len(grouping.labels), 1), minlength=len(network.projects)).astype(np.int64)


def _rows(
    network: TwoModeNetwork,
    joined: NDArray[np.int64],
    unlocated: NDArray[np.bool_],
    today_year: int | None,
    left_out: Collection[int],
    least: int,
) -> list[CityYear]:
    start = network.start
    dated = start[start != NO_YEAR]
    rows = []
    for year in range(int(dated.min()), int(dated.max()) + 1) if len(dated) else ():
        there = start == year
        counts = _counts(joined[there])
        told = unfinished(year, int(dated.max()), today_year)
        told += ["it was left out by who asked"] if year in left_out else []
        share = _inter_city(counts, NONE_THERE)
        told += [f"fewer than {least} of its projects have one of the cities"] if 0 < sum(counts[1:]) < least else []
        rows.append(
            CityYear(
                year=year,
                projects=int(np.count_nonzero(there)),
                one=counts[1],
                two=counts[2],
                three=counts[3],
                none=counts[0],
                unlocated=int(np.count_nonzero(unlocated & there)),
                inter_city=share,
                tested=share.value is not None and not told,
                reason="; ".join(told) or None,
            )
        )
    return rows


def _counts(joined: NDArray[np.int64]) -> list[int]:
    """Return how many projects have none of the cities, one, two, and three or more."""
    return [int(one) for one in np.bincount(np.minimum(joined, 3), minlength=4)]


def _inter_city(counts: Sequence[int], reason: str) -> Figure:
    several, some = counts[2] + counts[3], sum(counts[1:])
    return ratio(several, some, "share of projects", reason, counts={"inter_city": several, "projects": some})


def _share(row: CityYear) -> Fraction:
    return Fraction(row.two + row.three, row.one + row.two + row.three)
