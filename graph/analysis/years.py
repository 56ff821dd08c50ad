"""Which projects are in which window of years."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.network import NO_YEAR, TwoModeNetwork
from graph.analysis.ties import Ties, projected
from graph.errors import NetworkError

Activity = Literal["active", "started"]

RULES: dict[Activity, str] = {
    "active": "a project counts in every year from its start to its end, one without an end in its start year only",
    "started": "a project counts in the year in which it starts",
}
"""What a reader is told of when a project counts; one without a known start counts in no year."""

NEVER = int(np.iinfo(np.int64).max)
"""The first year of who takes part in no project with a known start: after all years."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """A network by windows of `width` years.

    Raises
    ------
    NetworkError
        If the width is not positive.
    """

    network: TwoModeNetwork
    width: int
    activity: Activity

    def __post_init__(self) -> None:
        """Refuse a window without a year."""
        if self.width < 1:
            raise NetworkError(f"a window of {self.width} years is none; give a width of 1 or more")

    def projects(self, year: int) -> NDArray[np.bool_]:
        """Return which projects are in the window that ends in `year`."""
        start = self.network.start
        end = np.maximum(start, self.network.end) if self.activity == "active" else start
        inside: NDArray[np.bool_] = (start != NO_YEAR) & (start <= year) & (end > year - self.width)
        return inside

    def ties(self, year: int) -> Ties:
        """Return the ties of the window that ends in `year`, over all actors of the network."""
        return ties_within(self.network, self.projects(year))


def ties_within(network: TwoModeNetwork, projects: NDArray[np.bool_]) -> Ties:
    """Return the ties that the projects of a mask make, over all actors of the network."""
    rows = projects[network.project]
    return projected(network.actor[rows], network.project[rows], len(network.actors), len(network.projects))


def first_years(network: TwoModeNetwork) -> NDArray[np.int64]:
    """Return the year in which the first project of each actor starts; `NEVER` where none is known."""
    found = np.full(len(network.actors), NEVER)
    start = network.start[network.project]
    dated = start != NO_YEAR
    np.minimum.at(found, network.actor[dated], start[dated].astype(np.int64))
    return found


def undated_actors(network: TwoModeNetwork) -> int:
    """Return how many actors take part in projects, and in none whose start is known."""
    dated = network.start[network.project] != NO_YEAR
    return len(np.setdiff1d(network.actor[~dated], network.actor[dated]))


def unfinished(year: int, latest: int, today_year: int | None) -> list[str]:
    """Return why not all that starts in `year` can be known, where `latest` is the last known start; none if it can."""
    told = []
    if today_year is not None and year == today_year:
        told.append("the year is not over")
    if today_year is not None and year > today_year:
        told.append("the year has not begun")
    if year >= latest:
        told.append(f"no start after {latest} is known, so that sources may lack some of {year}")
    return told
