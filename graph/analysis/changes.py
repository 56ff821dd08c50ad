"""Which ties a window of years has that the one before had not, which it keeps, and which it lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.alphabetical import alphabetical
from graph.analysis.network import NO_YEAR, TwoModeNetwork
from graph.analysis.ties import Ties
from graph.analysis.years import RULES, Activity, Cuts

State = Literal["new", "repeat", "lost"]

FIRST = "no project is known to start before the year, so that every tie would be new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A tie between two actors, the first of them the one whose identifier comes first.

    `projects` are those of the window that they share, `before` those of the window that ends a year earlier.
    """

    state: State
    actor: str
    name: str
    other: str
    other_name: str
    projects: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The ties of the years `since` to `year` beside those of the window that ends a year earlier.

    The rows are the new ties, then those that are repeated, then those that are lost, each by identifier; there may be
    fewer rows than ties. Where nothing is known before, there is none, for the `reason`.
    """

    year: int
    since: int
    rule: str
    undated_projects: int
    new: int | None
    repeat: int | None
    lost: int | None
    reason: str | None
    rows: tuple[Change, ...]


def changes(
    network: TwoModeNetwork, year: int, *, width: int = 1, activity: Activity = "active", limit: int | None = None
) -> Changes:
    """Return which ties are new, repeated and lost in the window of `width` years that ends in `year`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    year, width, activity
        As for `windows`.
    limit
        How many rows to return at most; all of them where it is None.

    Raises
    ------
    NetworkError
        If the width is not positive.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> pairs = [("a", "p"), ("b", "p"), ("a", "q"), ("c", "q")]
    >>> found = changes(network_of(pairs, years={"p": (2022, 2022), "q": (2023, 2023)}), 2023)
    >>> [(row.state, row.actor, row.other) for row in found.rows]
    [('new', 'a', 'c'), ('lost', 'a', 'b')]
    """
    ordered = alphabetical(network)
    cuts = Cuts(network=ordered, width=width, activity=activity)
    earlier = (ordered.start != NO_YEAR) & (ordered.start < year)
    now, before = cuts.ties(year), cuts.ties(year - 1)
    states: dict[State, NDArray[np.int64]] = {
        "new": np.setdiff1d(now.keys, before.keys, assume_unique=True),
        "repeat": np.intersect1d(now.keys, before.keys, assume_unique=True),
        "lost": np.setdiff1d(before.keys, now.keys, assume_unique=True),
    }
    known = bool(earlier.any())
    rows = [
        row
        for state, keys in states.items()
        for row in _rows(ordered, state, keys[: limit if known else 0], now, before)
    ]
    return Changes(
        year=year,
        since=year - width + 1,
        rule=RULES[activity],
        undated_projects=int(np.count_nonzero(ordered.start == NO_YEAR)),
        new=len(states["new"]) if known else None,
        repeat=len(states["repeat"]) if known else None,
        lost=len(states["lost"]) if known else None,
        reason=None if known else FIRST,
        rows=tuple(rows[:limit]),
    )


def _rows(network: TwoModeNetwork, state: State, keys: NDArray[np.int64], now: Ties, before: Ties) -> Iterator[Change]:
    actors = network.actors
    for key, projects, earlier in zip(keys.tolist(), now.shared(keys), before.shared(keys), strict=True):
        one, other = (actors[place] for place in divmod(key, len(actors)))
        yield Change(
            state=state,
            actor=one,
            name=network.name(one),
            other=other,
            other_name=network.name(other),
            projects=int(projects),
            before=int(earlier),
        )
