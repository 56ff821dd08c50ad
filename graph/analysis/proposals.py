"""Which projects brought new ties: each project beside all that started earlier.

For a project that is planned, this is what it would add; for one that runs or has ended, what it added when it started.
Projects that start in the same year are not earlier than one another: of two that bring the same pair together in one
year, both have brought a new tie.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.consortium import across
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import NO_YEAR, Indices, TwoModeNetwork, Years, rows_of
from graph.analysis.ranking import ranking
from graph.analysis.ties import Starts

UNDATED = "its start is not known, so that no project is known to be earlier"
FIRST = "no project is known to start earlier, so that every tie would be new"
ALONE = "it has one actor, and no pair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one project added.

    `new_ties` of its `pairs` had no earlier project in common, `made_stable` had exactly one. `crossing` are the new
    ties that cross each grouping, `unknown` those of which that is not known, and `crossing_any` cross at least one.
    `new_share` is new ties / pairs. All are None where nothing can be compared, for the reason of `new_share`.
    """

    project: str
    name: str
    start: int | None
    actors: int
    pairs: int
    new_ties: int | None
    repeat_ties: int | None
    made_stable: int | None
    new_share: Figure
    crossing_any: int | None
    crossing: Mapping[str, int | None]
    unknown: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """The projects that were asked for, those of most new ties that cross a grouping first, then of most new ties.

    Projects of which that cannot be told come last; equal ones by identifier. `undated_projects` of the network have no
    known start: they are earlier than none, so that a tie may be called new that one of them made.
    """

    by: tuple[str, ...]
    projects: int
    undated_projects: int
    rows: tuple[Proposal, ...]


def proposals(
    network: TwoModeNetwork,
    projects: NDArray[np.bool_] | None = None,
    *,
    by: Sequence[str] | None = None,
    limit: int | None = None,
) -> Proposals:
    """Return what each project of the mask `projects` (all, where None) added to those that started earlier.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    projects
        Which projects are asked for.
    by
        Groupings of actors across which new ties are counted; city and kind, where the network has them, where None.
    limit
        How many rows to return at most; all of them where it is None.

    Raises
    ------
    NetworkError
        If there is no such grouping.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> pairs = [("a", "p"), ("b", "p"), ("a", "q"), ("b", "q"), ("c", "q")]
    >>> found = proposals(network_of(pairs, years={"p": (2022, None), "q": (2023, None)}))
    >>> [(row.project, row.new_ties, row.repeat_ties) for row in found.rows]
    [('q', 2, 1), ('p', None, None)]
    """
    groups = [network.grouping(name) for name in across(network, by)]
    codes = np.zeros((len(groups), len(network.actors)), np.int32)
    for number, group in enumerate(groups):
        codes[number] = np.where(group.known, group.codes, -1)
    asked = np.flatnonzero(np.ones(len(network.projects), np.bool_) if projects is None else projects)
    own_starts, own = rows_of(network.actor, network.project, len(network.actors))
    member_starts, members = rows_of(network.project, network.actor, len(network.projects))
    counted = _counted(asked, own_starts, own, member_starts, members, network.start, codes)
    told = (network.start[asked] != NO_YEAR) & (network.start[asked] > _first(network.start))
    first_keys = np.where(told, counted[:, [3, 0]].T, 0)
    order = ranking([network.projects[one] for one in asked], told.astype(np.int64), *first_keys, limit=limit)
    sizes = network.consortium_sizes
    names = tuple(group.name for group in groups)
    return Proposals(
        by=names,
        projects=len(asked),
        undated_projects=int(np.count_nonzero(network.start == NO_YEAR)),
        rows=tuple(
            _proposal(network, int(asked[at]), int(sizes[asked[at]]), counted[at].tolist() if told[at] else None, names)
            for at in order
        ),
    )


def _first(start: Years) -> int:
    dated = start[start != NO_YEAR]
    return int(dated.min()) if len(dated) else 0


def _proposal(
    network: TwoModeNetwork, place: int, actors: int, counted: list[int] | None, names: Sequence[str]
) -> Proposal:
    start, pairs = int(network.start[place]), actors * (actors - 1) // 2
    told: list[int] | list[None] = counted or [None] * (4 + 2 * len(names))
    if counted is None:
        share = Figure(value=None, unit="share of pairs", reason=UNDATED if start == NO_YEAR else FIRST)
    else:
        share = ratio(counted[0], pairs, "share of pairs", ALONE, counts={"new": counted[0], "pairs": pairs})
    return Proposal(
        project=network.projects[place],
        name=network.name(network.projects[place]),
        start=None if start == NO_YEAR else start,
        actors=actors,
        pairs=pairs,
        new_ties=told[0],
        repeat_ties=told[1],
        made_stable=told[2],
        new_share=share,
        crossing_any=told[3],
        crossing=dict(zip(names, told[4 : 4 + len(names)], strict=True)),
        unknown=dict(zip(names, told[4 + len(names) :], strict=True)),
    )


@compiled
def _counted(
    asked: NDArray[np.int64],
    own_starts: Starts,
    own: Indices,
    member_starts: Starts,
    members: Indices,
    start: Years,
    codes: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Return of each project: new and repeat ties, ties made stable, new ties that cross; by grouping, and unknown."""
    groups = len(codes)
    found = np.zeros((len(asked), 4 + 2 * groups), np.int64)
    marked = np.full(len(start), -1, np.int64)
    mark = 0
    for at in range(len(asked)):
        project = asked[at]
        for i in range(member_starts[project], member_starts[project + 1]):
            one, mark = members[i], mark + 1
            for k in range(own_starts[one], own_starts[one + 1]):
                if start[own[k]] != NO_YEAR and start[own[k]] < start[project]:
                    marked[own[k]] = mark
            for j in range(i + 1, member_starts[project + 1]):
                other, shared = members[j], 0
                for k in range(own_starts[other], own_starts[other + 1]):
                    if marked[own[k]] == mark:
                        shared += 1
                if shared:
                    found[at, 1] += 1
                    found[at, 2] += shared == 1
                    continue
                found[at, 0] += 1
                crosses = False
                for group in range(groups):
                    first, second = codes[group, one], codes[group, other]
                    if first < 0 or second < 0:
                        found[at, 4 + groups + group] += 1
                    elif first != second:
                        found[at, 4 + group] += 1
                        crosses = True
                found[at, 3] += crosses
    return found
