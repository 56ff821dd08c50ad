"""Who takes part in what, as numbers: what is said of participations, and the things each actor is known by.

There may be half a million participations, so none is kept as statements: they are made again where they are a reason.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.matching.closeness import IN, OF
from graph.matching.statements import Statement

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Participations:
    """Participations of which both sides are stated: `names[k]` says that `actors[who[k]]` is in `projects[what[k]]`.

    Actors and projects have the places in which they were met.
    """

    names: tuple[str, ...]
    actors: tuple[str, ...]
    projects: tuple[str, ...]
    who: Codes
    what: Codes


class Told:
    """What is said of participations, as numbers; the rest passes through."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._actors: dict[str, int] = {}
        self._projects: dict[str, int] = {}
        self._who, self._what = array("i"), array("i")

    def kept(self, stated: Iterable[Statement]) -> Iterator[Statement]:
        """Yield what is not about participations."""
        for one in stated:
            if one.predicate == OF:
                self._who[self._place(one.subject)] = self._actors.setdefault(one.value, len(self._actors))
            elif one.predicate == IN:
                self._what[self._place(one.subject)] = self._projects.setdefault(one.value, len(self._projects))
            else:
                yield one

    def participations(self) -> Participations:
        """Return the participations that have been told."""
        names, who, what = list(self._names), np.array(self._who, np.int32), np.array(self._what, np.int32)
        whole = np.flatnonzero((who >= 0) & (what >= 0))
        actors, who = _met(tuple(self._actors), who[whole])
        projects, what = _met(tuple(self._projects), what[whole])
        return Participations(
            names=tuple(names[place] for place in whole.tolist()), actors=actors, projects=projects, who=who, what=what
        )

    def _place(self, participation: str) -> int:
        place = self._names.setdefault(participation, len(self._names))
        if place == len(self._who):
            self._who.append(-1)
            self._what.append(-1)
        return place


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taking:
    """Who is known by what, each pair once, sorted by actor: `actor[k]` by `thing[k]`.

    `since[k]:since[k + 1]` are the places in `participations` of those that say so; a trial, a test bed and the actor
    itself have none. `start[a]:start[a + 1]` are the pairs of actor `a`.
    """

    actor: Codes
    thing: Codes
    start: NDArray[np.int64]
    since: NDArray[np.int64]
    participations: tuple[str, ...]

    def pairs(self, actor: int) -> slice:
        """Return the pairs of an actor."""
        return slice(int(self.start[actor]), int(self.start[actor + 1]))

    def saying(self, actor: int, thing: int) -> tuple[str, ...]:
        """Return the participations that say that an actor takes part in a project."""
        pairs = self.pairs(actor)
        at = pairs.start + int(np.searchsorted(self.thing[pairs], thing))
        if at == pairs.stop or self.thing[at] != thing:
            return ()
        return self.participations[self.since[at] : self.since[at + 1]]


def taking(
    took: Participations,
    others: Sequence[tuple[int, int]],
    places: Mapping[str, int],
    things: Mapping[str, int],
) -> Taking:
    """Return who is known by what: by participations, and by the `others` (places of an actor and a thing)."""
    who = np.array([places[one] for one in took.actors], np.int32)[took.who]
    what = np.array([things[one] for one in took.projects], np.int32)[took.what]
    more = np.array(others, np.int32).reshape(-1, 2)
    actor, thing = np.concatenate([who, more[:, 0]]), np.concatenate([what, more[:, 1]])
    said = np.concatenate([np.arange(len(who)), np.full(len(more), -1)])
    order = np.lexsort((said, thing, actor))
    actor, thing, said = actor[order], thing[order], said[order]
    first = np.ones(len(actor), np.bool_)
    first[1:] = (actor[1:] != actor[:-1]) | (thing[1:] != thing[:-1])
    before = np.concatenate([[0], np.cumsum(said >= 0)])
    return Taking(
        actor=actor[first],
        thing=thing[first],
        start=np.searchsorted(actor[first], np.arange(len(places) + 1)),
        since=np.concatenate([before[:-1][first], before[-1:]]),
        participations=tuple(took.names[one] for one in said[said >= 0].tolist()),
    )


def _met(names: Sequence[str], codes: Codes) -> tuple[tuple[str, ...], Codes]:
    """Return those of `names` that occur, and the codes as places among them."""
    some, places = np.unique(codes, return_inverse=True)
    found: list[int] = some.tolist()
    return tuple(names[one] for one in found), places.astype(np.int32)
