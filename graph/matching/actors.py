"""An index of actors by what is stated of them: in what they take part, what that is about, and with whom.

Only actors that take part in a project (in a role that makes a funded tie), have tried something, or operate a test
bed are in it: of others too little is stated to rank them.

How strongly words or concepts speak for an actor is told by the things it is known by that fit best. With s the
strengths of those that have at least a quarter of the best:

    strength = sqrt(sum of s ** 2)

which is that of the thing itself where there is one, and more where there are several: four alike count as one of
twice the strength, so that doing everything does not beat doing the very thing.
"""

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
from graph.matching.participations import Codes, Taking, Told, taking
from graph.matching.statements import Statement
from graph.matching.undertakings import Passages, themes, trial_themes
from graph.matching.wording import Passage, WordIndex, word_index
from ontology import terms

Strengths = NDArray[np.float64]

SHARE = 0.25
"""What is less than this share of the best counts nothing."""

STATED = (terms.ACTOR_KIND, terms.SPATIAL, terms.SUBJECT)
"""What is stated of actors that two may share."""

ONLY_KNOWN = "only actors with a project, a trial or a test bed are ranked: of others too little is stated"
NO_MEANING = "projects and trials are compared by words and themes, not by meaning"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActorIndex:
    """Actors, in the order of their addresses, and the things they are known by, in that of `words`.

    `places` and `things` are their places. `network` has a one for each actor (row) in each project (column, by the
    place of the thing). `trials` are those of each actor. `stating` has, for each kind, place and subject (predicate
    and value), the places of the actors of which it is stated.
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
    lacks: tuple[str, ...] = (ONLY_KNOWN, NO_MEANING)

    def of(self, actor: str) -> list[str]:
        """Return the things an actor is known by."""
        own = self.taking.thing[self.taking.pairs(self.places[actor])]
        return [self.words.things[thing] for thing in own.tolist()]

    def projects(self, actor: str) -> list[int]:
        """Return the places of the projects an actor takes part in."""
        row = self.places[actor]
        found: list[int] = self.network.indices[self.network.indptr[row] : self.network.indptr[row + 1]].tolist()
        return found

    def together(self, strengths: Strengths) -> Strengths:
        """Return, by actor, the strength that those of the things it is known by come to."""
        each = strengths[self.taking.thing]
        if not each.size:
            return np.zeros(len(self.actors))
        best = np.maximum.reduceat(each, self.taking.start[:-1])
        counts = (each > 0) & (each >= SHARE * best[self.taking.actor])
        squares = np.bincount(self.taking.actor[counts], each[counts] ** 2, minlength=len(self.actors))
        return np.asarray(np.sqrt(squares), np.float64)

    def counting(self, place: int, strengths: Strengths) -> list[int]:
        """Return the things that make up the strength of an actor, the strongest first."""
        own = self.taking.thing[self.taking.pairs(place)]
        each = strengths[own]
        kept = (each > 0) & (each >= SHARE * each.max(initial=0.0))
        order = np.lexsort((own[kept], -each[kept]))
        found: list[int] = own[kept][order].tolist()
        return found

    def taking_part(self, place: int, thing: int) -> Iterator[Statement]:
        """Yield the statements by which an actor is known by a thing; none where the thing is the actor itself."""
        actor, name = self.actors[place], self.words.things[thing]
        for one in self.taking.saying(place, thing):
            yield Statement(one, OF, actor)
            yield Statement(one, IN, name)
        for trial in self.trials.get(actor, ()):
            if name in (trial.iri, trial.at.value):
                yield trial.at
                yield from (one for one in trial.actors if one.value == actor)


def actor_index(tried: Knowledge, stated: Iterable[Statement]) -> ActorIndex:
    """Return the index of the actors of whom `stated` says in what they take part, or `tried` what they tried.

    `stated` has the answers to `graph/queries/matching/actors.rq` and `participations.rq`, in any order.
    """
    told = Told()
    known = knowledge(chain(tried.statements.all(), told.kept(stated)))
    took, trials = told.participations(), _by_actor(known)
    every = [trial for at in known.trials.values() for trial in at]
    operators = (one.value for bed in known.beds for one in known.statements.of(bed, terms.OPERATED_BY))
    actors = tuple(sorted({*took.actors, *trials, *operators}))
    projects, beds = tuple(sorted(took.projects)), tuple(sorted({*known.beds, *known.trials}))
    names = (*projects, *dict.fromkeys(one.iri for one in every), *beds, *actors)
    things = {name: place for place, name in enumerate(names)}
    places = {name: place for place, name in enumerate(actors)}
    by = taking(took, _others(trials, places, things), places, things)
    speaks = lexicon(_texts(known, (*projects, *beds)))
    passages = Passages(known, speaks)
    concepts = word_index(names, _concepts(known, passages, (*projects, *beds, *actors), every))
    return ActorIndex(
        known=known,
        lexicon=speaks,
        actors=actors,
        places=places,
        things=things,
        taking=by,
        words=word_index(names, _words(known, passages, projects, every, beds, actors)),
        concepts=concepts,
        named=ConceptIndex(beds=len(names), under={}, named=names_of(known, concepts.postings, speaks.words)),
        network=_network(by, len(actors), len(names), len(projects)),
        trials=trials,
        stating=_stating(known, actors),
        coverage={"actors": len(actors), "projects": len(projects), "trials": len({one.iri for one in every})},
    )


def _by_actor(known: Knowledge) -> dict[str, tuple[Trial, ...]]:
    found: dict[str, list[Trial]] = defaultdict(list)
    for trials in known.trials.values():
        for trial in trials:
            for actor in trial.actors:
                found[actor.value].append(trial)
    return {actor: tuple(sorted(trials, key=lambda one: (one.iri, one.at.value))) for actor, trials in found.items()}


def _others(
    trials: Mapping[str, Sequence[Trial]], places: Mapping[str, int], things: Mapping[str, int]
) -> list[tuple[int, int]]:
    """Return by what actors are known beside projects: trials, the test beds where they were, and themselves."""
    tried = ((places[actor], one) for actor, some in trials.items() for one in some)
    found = [(place, things[name]) for place, one in tried for name in (one.iri, one.at.value)]
    return found + [(place, things[actor]) for actor, place in places.items()]


def _network(by: Taking, actors: int, things: int, projects: int) -> csr_array:
    kept = by.thing < projects
    return csr_array((np.ones(int(kept.sum())), (by.actor[kept], by.thing[kept])), shape=(actors, things))


def _stating(known: Knowledge, actors: Sequence[str]) -> dict[tuple[str, str], Codes]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, actor in enumerate(actors):
        for predicate in STATED:
            for one in known.statements.of(actor, predicate):
                found[predicate, one.value].append(place)
    return {what: np.array(some, np.int32) for what, some in found.items()}


def _texts(known: Knowledge, things: Iterable[str]) -> Iterator[Statement]:
    """Yield the texts whose words may be parts of compounds, which English has none of."""
    for thing in things:
        for some in known.statements.by_subject.get(thing, {}).values():
            yield from (one for one in some if one.language != "en")


def _words(
    known: Knowledge,
    passages: Passages,
    projects: Iterable[str],
    trials: Iterable[Trial],
    beds: Iterable[str],
    actors: Iterable[str],
) -> Iterator[Passage]:
    yield from (passage for one in projects for passage in passages.of_project(one))
    yield from (passage for one in trials for passage in passages.of_trial(one))
    yield from (passage for one in beds for passage in passages.of_test_bed(one))
    yield from (passage for one in actors for passage in passages.of_actor(known.statements, one))


def _concepts(
    known: Knowledge, passages: Passages, things: Iterable[str], trials: Iterable[Trial]
) -> Iterator[Passage]:
    for one in things:
        yield from passages.concepts_of(one, ((each,) for each in themes(known.statements, one)))
    for trial in trials:
        yield from passages.concepts_of(trial.iri, trial_themes(known, trial))
