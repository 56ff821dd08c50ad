"""What speaks for an actor, feature by feature, each between 0 and about 1, and on which statements that rests.

`text` and `concept` are what the things an actor is known by have of the words and concepts asked for (see `actors`),
measured by the few that tell most: whoever has those has as much as can be asked.
`use` is n / (n + 1) for n trials at the test bed that companies are sought for.
`operates` is that of the test bed it operates that has most of the words.
`network` is, of companies for a test bed, n / (n + 1) for n projects shared with its operators; of similar actors
x / (1 + x), where x adds 1 / ln(e + projects of the partner) for each partner that both have, in different projects.
`industry`, `kind` and `distance` are 1 where both are stated to have the same, and half of that for each step up to
what holds both.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import e

import numpy as np

from graph.matching.actors import ActorIndex, Strengths
from graph.matching.knowledge import Knowledge
from graph.matching.need import Language
from graph.matching.statements import Statement
from graph.matching.wording import WordIndex
from ontology import terms

SHOWN, NAMED = 5, 12
"""Of how many things at the most a reason tells in words, and by statements: those that add most to it.

There may be thousands. Without the statements that are named the strength is another, too.
"""

FULL = 6
"""How many of the words asked for, those that tell most, make a strength of one."""

Grounds = tuple[tuple[str, ...], tuple[Statement, ...]]
"""What speaks for an actor in words, and the statements it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feature:
    """How strongly something speaks for each actor, by its place; `grounds` tells of one on what that rests."""

    name: str
    strengths: Strengths
    grounds: Callable[[int], Grounds]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """Words or concepts that are asked for, each with its weight, and where it stands: the statements of who asks."""

    weights: Mapping[str, float]
    stated: Mapping[str, tuple[Statement, ...]]


def said(
    index: ActorIndex,
    name: str,
    within: WordIndex,
    asked: Asked,
    language: Language,
    *,
    without: Sequence[int] = (),
) -> Feature:
    """Return the feature of the words, or concepts, `within` that are asked for; things `without` are not looked at."""
    each = within.strengths(asked.weights) * _scale(within, asked.weights)
    each[np.asarray(without, np.int64)] = 0.0

    def grounds(place: int) -> Grounds:
        things = index.counting(place, each)[:NAMED]
        met = _met(within, [within.things[thing] for thing in things], asked)
        rests: dict[Statement, None] = {}
        for thing in things:
            rests |= dict.fromkeys(index.taking_part(place, thing))
            rests |= dict.fromkeys(within.ground(within.things[thing], asked.weights, 1.0).statements)
        rests |= dict.fromkeys(one for word in met for one in asked.stated.get(word, ()))
        shown = [index.known.label(one, language) for one in _shown(within, things, met, name)]
        return tuple(dict.fromkeys(shown))[:SHOWN], tuple(rests)

    return Feature(name=name, strengths=index.together(each), grounds=grounds)


def operates(index: ActorIndex, asked: Asked, language: Language) -> Feature:
    """Return the feature of words of test beds that an actor operates: of each actor the test bed that has most."""
    each = index.words.strengths(asked.weights) * _scale(index.words, asked.weights)
    best: dict[int, tuple[float, str, Statement]] = {}
    for bed in index.known.beds:
        for one in index.known.statements.of(bed, terms.OPERATED_BY):
            place, strength = index.places.get(one.value), float(each[index.things[bed]])
            if place is not None and strength > best.get(place, (0.0,))[0]:
                best[place] = (strength, bed, one)
    strengths = np.zeros(len(index.actors))
    strengths[list(best)] = [strength for strength, _, _ in best.values()]

    def grounds(place: int) -> Grounds:
        _, bed, one = best[place]
        rests = index.words.ground(bed, asked.weights, 1.0).statements
        return (index.known.label(bed, language),), tuple(dict.fromkeys((one, *rests)))

    return Feature(name="operates", strengths=strengths, grounds=grounds)


def shared(
    index: ActorIndex,
    name: str,
    predicate: str,
    own: Sequence[Statement],
    language: Language,
    *,
    only: Callable[[str], bool] = lambda _: True,
) -> Feature:
    """Return the feature of what is stated of both by `predicate`: `own` are the statements of who asks."""
    known = index.known
    above = {concept: (steps, one) for one in own if only(one.value) for concept, steps in _up(known, one.value)}
    strengths = np.zeros(len(index.actors))
    best: dict[str, tuple[float, Statement]] = {}
    for (stated, value), places in index.stating.items():
        both = [(max(steps, above[one][0]), one) for one, steps in _up(known, value) if one in above]
        if stated == predicate and both and only(value):
            steps, at = min(both)
            best[value] = (0.5**steps, above[at][1])
            strengths[places] = np.maximum(strengths[places], 0.5**steps)

    def grounds(place: int) -> Grounds:
        met = [one for one in known.statements.of(index.actors[place], predicate) if one.value in best]
        top = max(best[one.value][0] for one in met)
        told = [one for one in met if best[one.value][0] == top]
        rests = (each for one in told for each in (one, best[one.value][1]))
        return tuple(known.label(one.value, language) for one in told), tuple(dict.fromkeys(rests))

    return Feature(name=name, strengths=strengths, grounds=grounds)


def tried(index: ActorIndex, bed: str, language: Language) -> Feature:
    """Return the feature of what actors have tried at a test bed: n / (n + 1) for n trials."""
    trials = index.known.trials.get(bed, ())
    count = np.zeros(len(index.actors))
    for trial in trials:
        count[[index.places[actor] for actor in {one.value for one in trial.actors}]] += 1

    def grounds(place: int) -> Grounds:
        own = [(trial, one) for trial in trials for one in trial.actors if one.value == index.actors[place]]
        rests = (each for trial, one in own for each in (trial.at, one))
        return tuple(index.known.label(trial.iri, language) for trial, _ in own[:SHOWN]), tuple(dict.fromkeys(rests))

    return Feature(name="use", strengths=count / (count + 1), grounds=grounds)


def partnered(index: ActorIndex, operators: Sequence[Statement], language: Language) -> Feature:
    """Return the feature of projects shared with any operator of a test bed, as `operators` state them."""
    ranked = [one for one in operators if one.value in index.places]
    theirs = sorted({project for one in ranked for project in index.projects(one.value)})
    count = np.asarray(index.network[:, theirs].sum(axis=1)).ravel() if theirs else np.zeros(len(index.actors))
    count[[index.places[one.value] for one in ranked]] = 0.0

    def grounds(place: int) -> Grounds:
        both = sorted(set(theirs) & set(index.projects(index.actors[place])))[:NAMED]
        rests: dict[Statement, None] = {}
        for project in both:
            rests |= dict.fromkeys(index.taking_part(place, project))
            for one in ranked:
                if project in index.projects(one.value):
                    rests |= dict.fromkeys([one, *index.taking_part(index.places[one.value], project)])
        labels = [index.known.label(index.words.things[project], language) for project in both]
        return tuple(labels[:SHOWN]), tuple(rests)

    return Feature(name="network", strengths=count / (count + 1), grounds=grounds)


def met_through(index: ActorIndex, actor: str, language: Language) -> Feature:
    """Return the feature of partners in common, each met in another project than that of `actor`."""
    own, projects = index.places[actor], index.projects(actor)
    near = np.flatnonzero(np.asarray(index.network[:, projects].sum(axis=1)).ravel() > 0)
    near = near[near != own]
    there = index.network[near].copy()
    there.data[np.isin(there.indices, projects)] = 0.0
    there.eliminate_zeros()
    both = (index.network @ there.T).tocoo()
    both.data = np.where(both.row == near[both.col], 0.0, 1.0)  # nobody is a partner of itself
    through = both.tocsr()
    through.eliminate_zeros()
    degrees = np.diff(index.network.indptr)
    found = np.asarray(through @ (1 / np.log(e + degrees[near]))).ravel()
    found[own] = 0.0

    def grounds(place: int) -> Grounds:
        met = near[through.indices[through.indptr[place] : through.indptr[place + 1]]].tolist()
        met = sorted(met, key=lambda one: (degrees[one], one))[:NAMED]
        rests: dict[Statement, None] = {}
        for one in met:
            theirs = set(index.projects(index.actors[one]))
            first = min(theirs & set(projects))
            second = min((theirs - set(projects)) & set(index.projects(index.actors[place])))
            for who, project in ((own, first), (one, first), (one, second), (place, second)):
                rests |= dict.fromkeys(index.taking_part(who, project))
        return tuple(index.known.label(index.actors[one], language) for one in met[:SHOWN]), tuple(rests)

    return Feature(name="network", strengths=found / (1 + found), grounds=grounds)


def _scale(within: WordIndex, weights: Mapping[str, float]) -> float:
    """Return what all words asked for tell, by what the few do that tell most, or one alone that only one thing has."""
    told = sorted((within.idf(word) * weight for word, weight in weights.items()), reverse=True)
    return sum(told) / max(sum(told[:FULL]), within.idf(""))


def _met(within: WordIndex, things: Iterable[str], asked: Asked) -> list[str]:
    """Return the words asked for that `things` have, those that count most first."""
    met = {word for thing in things for one in within.passages[thing] for word in one.words if word in asked.weights}
    return sorted(met, key=lambda word: (-asked.weights[word] * within.idf(word), word))


def _shown(within: WordIndex, things: Sequence[int], met: Sequence[str], name: str) -> Iterable[str]:
    return met if name == "concept" else (within.things[thing] for thing in things)


def _up(known: Knowledge, concept: str) -> Iterable[tuple[str, int]]:
    """Return a concept and what holds it, each with the steps up to it."""
    return {concept: 0, **known.wider.get(concept, {})}.items()
