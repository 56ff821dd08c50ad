"""What a proposed consortium would add to the network: new ties, ties that repeat old ones, components it would join.

A pair crosses a grouping (city, kind) if its two groups are known and differ; one of an actor whose group is not known,
or who has several, is counted apart and never as crossing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.density import one_mode_density
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import Grouping, TwoModeNetwork
from graph.analysis.ties import STABLE, Ties, ties_of
from graph.errors import NetworkError

ACROSS = ("city", "kind")
"""Across which groupings ties are counted where nobody says, of those that the network has."""

State = Literal["unknown", "within", "crosses", "opens"]

NOBODY = "a consortium needs an actor; give identifiers or whole names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two members of a consortium, in the order in which they are named.

    `projects` are those that they share already, 0 where the tie is new. `crosses` are the groupings in which their
    groups differ, `unknown` those in which a group is not known, `opens` those in which no two actors of their two
    groups had a tie before.
    """

    actor: str
    name: str
    other: str
    other_name: str
    state: Literal["new", "repeat"]
    projects: int
    crosses: tuple[str, ...]
    unknown: tuple[str, ...]
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consortium:
    """What one further project of some actors would change.

    `actors` are the members, `newcomers` those that the network does not know. Of the `pairs` of members, `new_ties`
    have none yet, `repeat_ties` have one; `made_stable` of these have one project in common and would have two.
    `new_share` is new ties / pairs. `crossing` are the new ties that cross each grouping, `unknown` the new ties of
    which that is not known, `opened` the pairs of groups between which the first tie would be; `crossing_any` new ties
    cross at least one.

    `density` is over all actors, as it is and as it would be, newcomers being actors more. Actors without a partner are
    components of one: `joined` components would become one. Ties that actors have in projects of any year count.
    """

    actors: int
    newcomers: int
    by: tuple[str, ...]
    pairs: int
    new_ties: int
    repeat_ties: int
    made_stable: int
    new_share: Figure
    crossing_any: int
    crossing: Mapping[str, int]
    unknown: Mapping[str, int]
    opened: Mapping[str, int]
    ties: int
    ties_after: int
    density: Figure
    density_after: Figure
    joined: int
    giant_component: int
    giant_component_after: int
    rows: tuple[Pair, ...]


def consortium(
    network: TwoModeNetwork, actors: Sequence[str], *, by: Sequence[str] | None = None, newcomers: Sequence[str] = ()
) -> Consortium:
    """Return what a project of these actors would add.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    actors
        Members, by identifier or by a whole name that one actor alone has.
    by
        Groupings of actors across which new ties are counted; those of `ACROSS` that the network has, where None.
    newcomers
        Names of members that the network does not know. Each is an actor more, in no known group.

    Raises
    ------
    NetworkError
        If nobody is named, somebody twice, an actor is not known, or a newcomer is; or if there is no such grouping.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of([("h", "p"), ("a", "p"), ("a", "q"), ("n", "q")], actors=["x"])
    >>> found = consortium(network, ["h", "a", "x"])
    >>> found.new_ties, found.repeat_ties, found.made_stable, found.giant_component_after
    (2, 1, 1, 4)
    """
    places = members(network, actors, newcomers)
    ties = ties_of(network)
    groups = [_linked(network.grouping(name), ties) for name in across(network, by)]
    names = [group.group.name for group in groups]
    rows = (*_pairs(network, places, ties, groups), *_newcomer_pairs(network, places, newcomers, groups))
    new = [row for row in rows if row.state == "new"]
    components = _components(network)
    sizes = np.bincount(components, minlength=1)
    giant, joined = int(sizes.max()), np.unique(components[places])
    before, after = len(network.actors), len(network.actors) + len(newcomers)
    return Consortium(
        actors=len(places) + len(newcomers),
        newcomers=len(newcomers),
        by=tuple(names),
        pairs=len(rows),
        new_ties=len(new),
        repeat_ties=len(rows) - len(new),
        made_stable=sum(row.projects == STABLE - 1 for row in rows if row.state == "repeat"),
        new_share=ratio(len(new), len(rows), "share of pairs", "one actor has no pair", counts={"pairs": len(rows)}),
        crossing_any=sum(bool(row.crosses) for row in new),
        crossing={name: sum(name in row.crosses for row in new) for name in names},
        unknown={name: sum(name in row.unknown for row in new) for name in names},
        opened={group.group.name: _opened(group, places) for group in groups},
        ties=ties.size,
        ties_after=ties.size + len(new),
        density=one_mode_density(ties.size, before, "all"),
        density_after=one_mode_density(ties.size + len(new), after, "all"),
        joined=len(joined) + len(newcomers),
        giant_component=giant,
        giant_component_after=max(giant, int(sizes[joined].sum()) + len(newcomers)),
        rows=rows,
    )


def members(network: TwoModeNetwork, actors: Sequence[str], newcomers: Sequence[str] = ()) -> list[int]:
    """Return the places of the members that the network knows.

    Raises
    ------
    NetworkError
        If nobody is named, somebody twice, an actor is not known, or a newcomer is, or has no name.
    """
    if not actors and not newcomers:
        raise NetworkError(NOBODY)
    places = [network.index(actor) for actor in actors]
    for number, actor in enumerate(actors):
        if places[number] in places[:number]:
            raise NetworkError(f"{actor!r} is named twice: it is {network.actors[places[number]]}")
    folded = [" ".join(one.split()).casefold() for one in newcomers]
    names = {name.casefold() for one in network.actors for name in (one, network.name(one))} if newcomers else set()
    for number, one in enumerate(folded):
        if not one:
            raise NetworkError("a newcomer has no name")
        if one in folded[:number]:
            raise NetworkError(f"{newcomers[number]!r} is named twice among the newcomers")
        if one in names:
            raise NetworkError(f"{newcomers[number]!r} is in the network already: name it among the actors")
    return places


def across(network: TwoModeNetwork, by: Sequence[str] | None) -> Sequence[str]:
    """Return the names of groupings that are asked for; those of `ACROSS` that the network has, where None."""
    return [name for name in ACROSS if name in network.groupings] if by is None else by


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Across:
    """A grouping of actors, and between which of its groups there is a tie: numbers of pairs of groups, ascending."""

    group: Grouping
    known: NDArray[np.bool_]
    linked: NDArray[np.int64]

    def number(self, one: int, other: int) -> int:
        """Return the number of the pair of groups of two actors."""
        first, second = sorted((int(self.group.codes[one]), int(self.group.codes[other])))
        return first * len(self.group.labels) + second

    def state(self, one: int, other: int) -> State:
        """Return what a tie of two actors is: `opens` is one that crosses, and is the first between the groups."""
        if not (self.known[one] and self.known[other]):
            return "unknown"
        if self.group.codes[one] == self.group.codes[other]:
            return "within"
        at = np.searchsorted(self.linked, number := self.number(one, other))
        return "crosses" if at < len(self.linked) and self.linked[at] == number else "opens"


def _linked(group: Grouping, ties: Ties) -> _Across:
    one, other = group.codes[ties.one].astype(np.int64), group.codes[ties.other].astype(np.int64)
    numbers = np.unique(np.minimum(one, other) * len(group.labels) + np.maximum(one, other))
    return _Across(group=group, known=group.known, linked=numbers)


def _pairs(network: TwoModeNetwork, places: Sequence[int], ties: Ties, groups: Sequence[_Across]) -> Iterator[Pair]:
    pairs = list(combinations(places, 2))
    keys = np.array([min(pair) * ties.actors + max(pair) for pair in pairs], np.int64)
    for (one, other), shared in zip(pairs, ties.shared(keys).tolist(), strict=True):
        states: dict[str, State] = {group.group.name: group.state(one, other) for group in groups}
        yield _pair(network, (network.actors[one], network.actors[other]), shared, states)


def _newcomer_pairs(
    network: TwoModeNetwork, places: Sequence[int], newcomers: Sequence[str], groups: Sequence[_Across]
) -> Iterator[Pair]:
    states: dict[str, State] = {group.group.name: "unknown" for group in groups}
    known = [network.actors[place] for place in places]
    for number, newcomer in enumerate(newcomers):
        for one in (*known, *newcomers[:number]):
            yield _pair(network, (one, newcomer), 0, states)


def _pair(network: TwoModeNetwork, actors: tuple[str, str], shared: int, states: Mapping[str, State]) -> Pair:
    one, other = actors
    return Pair(
        actor=one,
        name=network.name(one),
        other=other,
        other_name=network.name(other),
        state="repeat" if shared else "new",
        projects=shared,
        crosses=tuple(name for name, state in states.items() if state in ("crosses", "opens")),
        unknown=tuple(name for name, state in states.items() if state == "unknown"),
        opens=tuple(name for name, state in states.items() if state == "opens"),
    )


def _opened(group: _Across, places: Sequence[int]) -> int:
    """Return between how many pairs of groups a member's tie would be the first."""
    return len({group.number(*pair) for pair in combinations(places, 2) if group.state(*pair) == "opens"})


def _components(network: TwoModeNetwork) -> NDArray[np.int32]:
    """Return the component of each actor."""
    actors = len(network.actors)
    nodes = actors + len(network.projects)
    joined = csr_array(
        (np.ones(network.size, np.int8), (network.actor, actors + network.project)), shape=(nodes, nodes)
    )
    _, labels = connected_components(joined, directed=False)
    found: NDArray[np.int32] = labels[:actors]
    return found
