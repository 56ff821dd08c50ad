"""Pairs that meet elsewhere too: how redundant a project is for its members, and how many new ties it makes.

A project of which all members also meet in other projects could be left out without anyone losing a partner. Its
redundancy (Latapy, Magnien and Del Vecchio 2008) is the share of its pairs of members that share another project,
whenever that was; its share of new ties is the share of those that share none which began in an earlier year. In the
first years of any data nearly all ties are new, since what came before is not in them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled, stretches
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import NO_YEAR, Indices, TwoModeNetwork, Years, rows_of
from graph.analysis.nulls import Null, Watch, compared, draws

Counts = NDArray[np.int64]

STRETCH = 2000
"""How many actors are gone through at a time; between two of them a long count can be interrupted."""

UNIT = "share of pairs"
LONE_PROJECT = "a project of fewer than two actors has no pair"
LONE_ACTOR = "an actor of fewer than two projects has no pair of them"
NO_PAIR = "no project has two actors"
UNDATED = "the year in which the project starts is not known"
UNDATED_ALL = "no project of two actors has a known start year"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTies:
    """One project: its `pairs` of members, the share that meets elsewhere, and the share that had not met before.

    `start` is the year in which it starts, None where that is not known.
    """

    project: str
    name: str
    size: int
    start: int | None
    pairs: int
    redundancy: Figure
    new_ties: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRedundancy:
    """The redundancy of all pairs of members of all projects together, and of each project in the network's order."""

    projects: int
    redundancy: Figure
    rows: tuple[ProjectTies, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTies:
    """One actor: its `pairs` of projects, and the share of them that share another actor, too."""

    actor: str
    name: str
    pairs: int
    redundancy: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRedundancy:
    """The redundancy of all pairs of projects of all actors together, and of each actor in the network's order."""

    actors: int
    redundancy: Figure
    rows: tuple[ActorTies, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTies:
    """The projects that start in one year and have two actors: their pairs of members, and those that had not met."""

    year: int
    projects: int
    pairs: int
    new: int
    share: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTies:
    """The share of pairs of members that had not met before, of all years and of each; a pair counts in each project.

    `undated` projects of two actors have no known year: they are in no year, and no one meets before in them.
    """

    share: Figure
    undated: int
    years: tuple[YearTies, ...]


def project_redundancy(network: TwoModeNetwork, *, watch: Watch | None = None) -> ProjectRedundancy:
    """Return how redundant each project is for its members.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> members = {"P1": "HAV", "P2": "AV", "P3": "AN"}
    >>> pairs = [(actor, project) for project in members for actor in members[project]]
    >>> found = project_redundancy(network_of(pairs, years={"P1": (2022, None), "P2": (2023, None)}))
    >>> [(one.redundancy.value, one.new_ties.value) for one in found.rows]
    [(0.3333333333333333, 1.0), (1.0, 0.0), (0.0, None)]
    """
    sizes = network.consortium_sizes
    pairs = _pairs(sizes)
    again, new = _met(network.actor, network.project, len(network.actors), network.start, watch)
    rows = tuple(
        ProjectTies(
            project=project,
            name=network.name(project),
            size=int(sizes[place]),
            start=None if network.start[place] == NO_YEAR else int(network.start[place]),
            pairs=int(pairs[place]),
            redundancy=_share(again[place], pairs[place], LONE_PROJECT),
            new_ties=_share(new[place], pairs[place], LONE_PROJECT)
            if network.start[place] != NO_YEAR
            else Figure(value=None, unit=UNIT, reason=UNDATED),
        )
        for place, project in enumerate(network.projects)
    )
    return ProjectRedundancy(projects=len(rows), redundancy=_share(again.sum(), pairs.sum(), NO_PAIR), rows=rows)


def actor_redundancy(network: TwoModeNetwork, *, watch: Watch | None = None) -> ActorRedundancy:
    """Return how redundant each actor is for its projects: what `project_redundancy` is, with the two exchanged."""
    pairs = _pairs(network.degrees)
    order = np.lexsort((network.actor, network.project))
    undated = np.full(len(network.actors), NO_YEAR, np.int16)
    again, _ = _met(network.project[order], network.actor[order], len(network.projects), undated, watch)
    rows = tuple(
        ActorTies(
            actor=actor,
            name=network.name(actor),
            pairs=int(pairs[place]),
            redundancy=_share(again[place], pairs[place], LONE_ACTOR),
        )
        for place, actor in enumerate(network.actors)
    )
    return ActorRedundancy(
        actors=len(rows), redundancy=_share(again.sum(), pairs.sum(), "no actor has two projects"), rows=rows
    )


def new_ties(network: TwoModeNetwork, *, null: Null | None = None, watch: Watch | None = None) -> NewTies:
    """Return, for each year, how many pairs of members of the projects that start in it had not met before.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    null
        The null model to compare the shares with; one within each start year keeps who is active when.
    watch
        Told of each sample; without a null model, of the actors that are gone through.
    """
    pairs = _pairs(network.consortium_sizes)
    dated = (pairs > 0) & (network.start != NO_YEAR)
    years, codes = np.unique(network.start[dated], return_inverse=True)

    def by_year(values: Counts) -> Counts:
        return np.bincount(codes, values[dated], len(years)).astype(np.int64)

    _, observed = _met(network.actor, network.project, len(network.actors), network.start, None if null else watch)
    drawn = [
        by_year(_met(actor, project, len(network.actors), network.start, None)[1])
        for actor, project in (draws(network, null, watch) if null else ())
    ]
    samples = np.array(drawn, np.float64).reshape(len(drawn), len(years))
    new, possible, projects = by_year(observed), by_year(pairs), by_year(np.ones_like(pairs))

    def beside(figure: Figure, values: NDArray[np.float64]) -> Figure:
        return compared(figure, values, null.model, null.seed) if null and figure.value is not None else figure

    share = _share(new.sum(), possible.sum(), UNDATED_ALL)
    return NewTies(
        share=beside(share, samples.sum(axis=1) / max(possible.sum(), 1)),
        undated=int(np.count_nonzero((pairs > 0) & ~dated)),
        years=tuple(
            YearTies(
                year=int(year),
                projects=int(projects[place]),
                pairs=int(possible[place]),
                new=int(new[place]),
                share=beside(_share(new[place], possible[place], NO_PAIR), samples[:, place] / possible[place]),
            )
            for place, year in enumerate(years)
        ),
    )


def _share(part: np.int64, pairs: np.int64, reason: str) -> Figure:
    return ratio(int(part), int(pairs), UNIT, reason, counts={"pairs": int(pairs)})


def _pairs(sizes: Counts) -> Counts:
    return sizes * (sizes - 1) // 2


def _met(actor: Indices, project: Indices, actors: int, start: Years, watch: Watch | None) -> tuple[Counts, Counts]:
    """Return for each project its pairs that share another one, and those that share none which starts before it.

    Participations come in ascending order of actors within a project.
    """
    own_starts, own = rows_of(actor, project, actors)
    member_starts, members = rows_of(project, actor, len(start))
    again, new = np.zeros(len(start), np.int64), np.zeros(len(start), np.int64)
    for first, last in stretches(actors, watch, size=STRETCH):
        _count_met(own_starts, own, member_starts, members, start, first, last, again, new)
    return again, new


@compiled
def _count_met(
    own_starts: Counts,
    own: Indices,
    member_starts: Counts,
    members: Indices,
    start: Years,
    first: int,
    last: int,
    again: Counts,
    new: Counts,
) -> None:
    """Add the pairs whose lesser actor is from `first` and before `last`."""
    actors = len(own_starts) - 1
    shared = np.zeros(actors, np.int32)
    since = np.zeros(actors, np.int32)
    for one in range(first, last):
        for k in range(own_starts[one], own_starts[one + 1]):
            year = start[own[k]]
            for j in range(member_starts[own[k] + 1] - 1, member_starts[own[k]] - 1, -1):
                other = members[j]
                if other <= one:
                    break
                shared[other] += 1
                if year != NO_YEAR and (since[other] == 0 or year < since[other]):
                    since[other] = year
        for k in range(own_starts[one], own_starts[one + 1]):
            year = start[own[k]]
            for j in range(member_starts[own[k] + 1] - 1, member_starts[own[k]] - 1, -1):
                other = members[j]
                if other <= one:
                    break
                again[own[k]] += shared[other] >= 2
                new[own[k]] += year != NO_YEAR and since[other] == year
        for k in range(own_starts[one], own_starts[one + 1]):
            for j in range(member_starts[own[k] + 1] - 1, member_starts[own[k]] - 1, -1):
                if members[j] <= one:
                    break
                shared[members[j]] = 0
                since[members[j]] = 0
