"""An index of actors by what is stated of them: in what they take part, what that is about, and with whom.

Only actors that take part in a project (in a role that makes a funded tie), or that have tried something, are in it:
of others nobody states enough to rank them. Participations are kept as numbers and become statements again when they
are a reason, so that 100,000 actors with 500,000 participations fit.

How strongly words or concepts speak for an actor is told by the things it is known by that fit best. With s the
strengths of those at least half as strong as the best:

    strength = (sum of s ** 4) ** (1/4)

which is that of the thing itself where there is one, and a little more where there are several: sixteen alike count
as one of twice the strength, so that doing everything does not beat doing the very thing.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.matching.closeness import IN, OF
from graph.matching.concepts import ConceptIndex, names_of
from graph.matching.knowledge import Knowledge, Trial, knowledge
from graph.matching.lexicon import Lexicon, lexicon
from graph.matching.statements import Statement
from graph.matching.undertakings import Passages, themes, trial_themes
from graph.matching.wording import Passage, WordIndex, word_index
from ontology import terms

Codes = NDArray[np.int32]
Strengths = NDArray[np.float64]

POWER = 4
HALF = 0.5
"""What is less than this share of the best counts nothing."""

STATED = (terms.ACTOR_KIND, terms.SPATIAL, terms.SUBJECT)
"""What is stated of actors that two may share."""

ONLY_ACTIVE = "only actors with a project or a trial are ranked: of others too little is stated"
NO_MEANING = "projects are compared by words and themes, not by meaning"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taking:
    """Who is known by what, each pair once, sorted by actor: `actor[k]` by `thing[k]`.

    `since[k]:since[k + 1]` are the places in `participations` of those that say so; a trial and the actor itself have
    none. `start[a]:start[a + 1]` are the pairs of actor `a`.
    """

    actor: Codes
    thing: Codes
    start: NDArray[np.int64]
    since: NDArray[np.int64]
    participations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActorIndex:
    """Actors and the things they are known by, in the order of their addresses; `words` has the things.

    `network` has a one for each actor (row) in each project (column, by the place of the thing). `trials` are those of
    each actor. `stating` has, for each kind, place and industry, the places of the actors of which it is stated.
    """

    known: Knowledge
    lexicon: Lexicon
    actors: tuple[str, ...]
    places: Mapping[str, int]
    things: Mapping[str, int]
    taking: Taking
    words: WordIndex
    concepts: WordIndex
    named: ConceptIndex
    network: csr_array
    trials: Mapping[str, tuple[Trial, ...]]
    stating: Mapping[tuple[str, str], Codes]
    coverage: Mapping[str, int]
    lacks: tuple[str, ...]

    def of(self, actor: str) -> list[str]:
        """Return the things an actor is known by."""
        names = self.words.things
        return [names[thing] for thing in self.taking.thing[self._pairs(self.places[actor])].tolist()]

    def projects(self, actor: str) -> Codes:
        """Return the places of the projects an actor takes part in."""
        row = self.places[actor]
        return self.network.indices[self.network.indptr[row] : self.network.indptr[row + 1]]

    def together(self, strengths: Strengths) -> Strengths:
        """Return, by actor, the strength that those of the things it is known by come to."""
        each = strengths[self.taking.thing]
        if not each.size:
            return np.zeros(len(self.actors))
        best = np.maximum.reduceat(each, self.taking.start[:-1])
        counts = (each > 0) & (each >= HALF * best[self.taking.actor])
        some = np.bincount(self.taking.actor[counts], each[counts] ** POWER, minlength=len(self.actors))
        return np.asarray(some ** (1 / POWER), np.float64)

    def counting(self, place: int, strengths: Strengths) -> list[int]:
        """Return the things that make up the strength of an actor, the strongest first."""
        own = self.taking.thing[self._pairs(place)]
        each = strengths[own]
        kept = [(-float(s), int(t)) for s, t in zip(each, own, strict=True) if s > 0 and s >= HALF * each.max()]
        return [thing for _, thing in sorted(kept)]

    def taking_part(self, place: int, thing: int) -> Iterator[Statement]:
        """Yield the statements by which an actor is known by a thing; none where the thing is the actor itself."""
        actor, name = self.actors[place], self.words.things[thing]
        for trial in self.trials.get(actor, ()):
            if name in (trial.iri, trial.at.value):
                yield trial.at
                yield from (one for one in trial.actors if one.value == actor)
        pairs = self._pairs(place)
        for pair in range(pairs.start, pairs.stop):
            if self.taking.thing[pair] == thing:
                for one in self.taking.participations[self.taking.since[pair] : self.taking.since[pair + 1]]:
                    yield Statement(one, OF, actor)
                    yield Statement(one, IN, name)

    def _pairs(self, place: int) -> slice:
        return slice(int(self.taking.start[place]), int(self.taking.start[place + 1]))


def actor_index(tried: Knowledge, stated: Iterable[Statement]) -> ActorIndex:
    """Return the index of the actors of whom `stated` says in what they take part, or `tried` what they tried.

    `stated` has the answers to `graph/queries/matching/actors.rq` and `participations.rq`, in any order.
    """
    told = _Told()
    known = knowledge(chain(tried.statements.all(), told.kept(stated)))
    took = told.participations()
    trials = _by_actor(known)
    every = [trial for at in known.trials.values() for trial in at]
    actors = tuple(sorted({*took.actors, *trials}))
    projects = tuple(sorted(took.projects))
    speaks = lexicon(_texts(known, projects))
    beds = tuple(sorted(known.trials))
    names = (*projects, *dict.fromkeys(one.iri for one in every), *beds, *actors)
    things = {name: place for place, name in enumerate(names)}
    places = {name: place for place, name in enumerate(actors)}
    passages = Passages(known, speaks)
    concepts = word_index(names, _concepts(known, passages, (*projects, *beds, *actors), every))
    taking = _taking(took, trials, places, things)
    return ActorIndex(
        known=known,
        lexicon=speaks,
        actors=actors,
        places=places,
        things=things,
        taking=taking,
        words=word_index(names, _words(known, passages, projects, every, actors)),
        concepts=concepts,
        named=ConceptIndex(beds=len(names), under={}, named=names_of(known, concepts.postings, speaks.words)),
        network=_network(taking, len(actors), len(names), len(projects)),
        trials=trials,
        stating=_stating(known, actors),
        coverage={"actors": len(actors), "projects": len(projects), "trials": len({one.iri for one in every})},
        lacks=(ONLY_ACTIVE, NO_MEANING),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Participations:
    """Participations of which both sides are stated: `names[k]` says that `actors[who[k]]` is in `projects[what[k]]`.

    Actors and projects have the places in which they were met.
    """

    names: tuple[str, ...]
    actors: tuple[str, ...]
    projects: tuple[str, ...]
    who: Codes
    what: Codes


class _Told:
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

    def participations(self) -> _Participations:
        """Return the participations that have been told."""
        names, who, what = list(self._names), np.array(self._who, np.int32), np.array(self._what, np.int32)
        whole = np.flatnonzero((who >= 0) & (what >= 0))
        actors, who = _met(tuple(self._actors), who[whole])
        projects, what = _met(tuple(self._projects), what[whole])
        return _Participations(
            names=tuple(names[place] for place in whole.tolist()), actors=actors, projects=projects, who=who, what=what
        )

    def _place(self, participation: str) -> int:
        place = self._names.setdefault(participation, len(self._names))
        if place == len(self._who):
            self._who.append(-1)
            self._what.append(-1)
        return place


def _met(names: Sequence[str], codes: Codes) -> tuple[tuple[str, ...], Codes]:
    """Return those of `names` that occur, and the codes as places among them."""
    some, places = np.unique(codes, return_inverse=True)
    return tuple(names[one] for one in some.tolist()), places.astype(np.int32)


def _by_actor(known: Knowledge) -> dict[str, tuple[Trial, ...]]:
    found: dict[str, list[Trial]] = defaultdict(list)
    for trials in known.trials.values():
        for trial in trials:
            for actor in trial.actors:
                found[actor.value].append(trial)
    return {actor: tuple(sorted(trials, key=lambda one: (one.iri, one.at.value))) for actor, trials in found.items()}


def _stating(known: Knowledge, actors: Sequence[str]) -> dict[tuple[str, str], Codes]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, actor in enumerate(actors):
        for predicate in STATED:
            for one in known.statements.of(actor, predicate):
                found[predicate, one.value].append(place)
    return {what: np.array(some, np.int32) for what, some in found.items()}


def _texts(known: Knowledge, projects: Iterable[str]) -> Iterator[Statement]:
    """Yield the texts whose words may be parts of compounds: of projects, test beds and trials."""
    for thing in chain(projects, known.beds):
        for some in known.statements.by_subject.get(thing, {}).values():
            yield from some
    for trials in known.trials.values():
        for trial in trials:
            yield from trial.titles


def _words(
    known: Knowledge, passages: Passages, projects: Sequence[str], trials: Sequence[Trial], actors: Sequence[str]
) -> Iterator[Passage]:
    yield from (passage for one in projects for passage in passages.of_project(one))
    yield from (passage for one in trials for passage in passages.of_trial(one))
    yield from (passage for one in known.trials for passage in passages.of_test_bed(one))
    yield from (passage for one in actors for passage in passages.of_actor(known.statements, one))


def _concepts(
    known: Knowledge, passages: Passages, things: Iterable[str], trials: Iterable[Trial]
) -> Iterator[Passage]:
    for one in things:
        yield from passages.concepts_of(one, ((each,) for each in themes(known.statements, one)))
    for trial in trials:
        yield from passages.concepts_of(trial.iri, trial_themes(known, trial))


def _taking(
    took: _Participations, trials: Mapping[str, Sequence[Trial]], places: Mapping[str, int], things: Mapping[str, int]
) -> Taking:
    """Return who is known by what: by participations, by trials and where they were, and each actor by itself."""
    who = np.array([places[one] for one in took.actors], np.int32)[took.who]
    what = np.array([things[one] for one in took.projects], np.int32)[took.what]
    tried = ((places[actor], one) for actor, some in trials.items() for one in some)
    more = [(place, things[name]) for place, one in tried for name in (one.iri, one.at.value)]
    more += [(place, things[actor]) for actor, place in places.items()]
    others = np.array(more, np.int32).reshape(-1, 2)
    actor, thing = np.concatenate([who, others[:, 0]]), np.concatenate([what, others[:, 1]])
    said = np.concatenate([np.arange(len(who)), np.full(len(others), -1)])
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


def _network(taking: Taking, actors: int, things: int, projects: int) -> csr_array:
    kept = taking.thing < projects
    ones = np.ones(int(kept.sum()))
    return csr_array((ones, (taking.actor[kept], taking.thing[kept])), shape=(actors, things))

