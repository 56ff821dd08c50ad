"""Matching actors: companies for a test bed, partners for an idea, and those that are similar to an actor.

As with test beds, a score is the sum of its reasons, and a reason is the strength of a feature times its weight; what
is not stated counts nowhere as met, and a constraint that is not met excludes. Where nobody suits an idea, nobody is
named. Equal scores come in the order of addresses.

That nothing is known to have been tried does not mean that nothing was: whether an actor has piloted is yes or unknown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from graph.errors import BadNeed
from graph.matching.actors import ActorIndex
from graph.matching.constraints import Verdict, excluded, one_of
from graph.matching.grounds import Reason
from graph.matching.knowledge import Trial
from graph.matching.likeness import Asked, Feature, met_through, partnered, said, shared
from graph.matching.need import LONGEST, Language
from graph.matching.passages import bed_passages
from graph.matching.statements import Statement, Statements, statements_of
from graph.matching.undertakings import is_industry, raised, themes, trial_themes
from graph.text.language import language as language_of
from ontology import terms

COMPANY = terms.ID + "actor-kind/company"

COMPANIES: Mapping[str, float] = {"text": 1.0, "concept": 0.6, "network": 0.2, "distance": 0.05}
PARTNERS: Mapping[str, float] = {"text": 1.0, "concept": 0.6}
SIMILAR: Mapping[str, float] = {"text": 1.0, "concept": 0.6, "industry": 0.5, "network": 0.3, "kind": 0.1}
"""What each feature adds at full strength; see docs/decisions."""

BESIDE = frozenset({"distance", "kind"})
"""Features that add to what suits, and alone are no ground to name anybody."""

LEAST = 0.3
"""The share of an idea that the best actor must cover, else nobody suits."""

ASKED = 24
"""How many words of a test bed, or of an actor, are looked for: those that tell most."""

TOLD = 1.0
"""From which weight on a text of a test bed says what can be tried there."""

EXCLUDED = 20
"""How many excluded actors are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A trial: what was tried, where, when, and whom to ask: the contact page of the test bed, and who operates it.

    Years are empty where nobody states one, the page is None.
    """

    trial: str
    label: str
    testbed: str
    testbed_label: str
    years: tuple[str, ...]
    page: str | None
    operators: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMatch:
    """An actor that suits. `score` is the sum of the points of its reasons, which come greatest first.

    `pilots` are what it is known to have tried. `tried` says whether it has tried something at the test bed asked
    about: yes or unknown, and None where none was. `kinds` and `cities` are their names.
    """

    actor: str
    label: str
    kinds: tuple[str, ...]
    cities: tuple[str, ...]
    reasons: tuple[Reason, ...]
    constraints: tuple[Verdict, ...]
    pilots: tuple[Pilot, ...]
    tried: Literal["yes", "unknown"] | None = None

    @property
    def score(self) -> float:
        """Sum of the points of all reasons."""
        return sum(one.points for one in self.reasons)

    @property
    def piloted(self) -> Literal["yes", "unknown"]:
        """Whether it is known to have tried anything anywhere."""
        return "yes" if self.pilots else "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAnswer:
    """Actors that suit, best first; those that a constraint excludes; from how much that is told; what it lacks.

    Where `abstained`, nobody suits, and `results` are empty. `covered` is the share of an idea that the best actor
    covers, weighted by how rare its words are; None where no idea was asked about.
    """

    results: tuple[ActorMatch, ...]
    excluded: tuple[ActorMatch, ...]
    abstained: bool
    covered: float | None
    coverage: Mapping[str, int]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """An idea for a project, in words; `kinds` and `cities` (addresses) are constraints, none where empty."""

    text: str
    kinds: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what nobody can be found for.

        Raises
        ------
        BadNeed
            If there is no text, or it is too long.
        """
        if not self.text.strip():
            raise BadNeed("q", "there is nothing to match: say what the project is about")
        if len(self.text) > LONGEST:
            raise BadNeed("q", f"it has {len(self.text)} characters; at most {LONGEST} are read, so say it in brief")


def companies_for(
    index: ActorIndex, bed: str, *, limit: int = 10, language: Language = "fi"
) -> ActorAnswer:
    """Return companies that might try something at a test bed; those that have are marked, not left out.

    That it was there is no ground, or those would always come first: what they tried is, as are their projects.
    An actor that is stated to be of other kinds only is no company; one of no stated kind may be, and its verdict says
    unknown.
    """
    known = index.known
    told = [one for one in bed_passages(replace(known, beds=(bed,)), index.lexicon.words) if one.weight >= TOLD]
    stated: dict[str, list[Statement]] = {}
    weights: dict[str, float] = {}
    for passage in told:
        for word in passage.words:
            weights[word] = max(weights.get(word, 0.0), passage.weight)
            stated.setdefault(word, []).extend(passage.statements)
    about = [(one,) for one in themes(known.statements, bed)]
    operators = known.statements.of(bed, terms.OPERATED_BY)
    here = [index.things[bed]] if bed in index.things else []
    features = [
        said(index, "text", index.words, _asked(index, weights, stated), language, without=here),
        said(index, "concept", index.concepts, _concepts(index, about), language, without=here),
        partnered(index, operators, language),
        shared(index, "distance", terms.SPATIAL, known.statements.of(bed, terms.SPATIAL), language),
    ]
    found = _ranked(
        index,
        features,
        COMPANIES,
        lambda actor: _limits(index, actor, kinds=(COMPANY,), cities=()),
        limit=limit,
        language=language,
    )
    results = tuple(replace(one, tried=_tried(one, bed)) for one in found.results)
    return replace(found, results=results, excluded=())


def partners(index: ActorIndex, idea: Idea, *, limit: int = 10, language: Language = "fi") -> ActorAnswer:
    """Return actors whose projects and trials are about an idea; nobody where the best covers too little of it."""
    weights = index.lexicon.asked(idea.text, language_of(idea.text))
    named = raised(index.known, index.named.named_in(frozenset(weights)))
    features = [
        said(index, "text", index.words, Asked(weights=weights, stated={}), language),
        said(index, "concept", index.concepts, Asked(weights=named, stated={}), language),
    ]
    found = _ranked(
        index,
        features,
        PARTNERS,
        lambda actor: _limits(index, actor, kinds=idea.kinds, cities=idea.cities),
        limit=limit,
        language=language,
    )
    covered = _covered(index, weights, found.results[0]) if found.results else 0.0
    if covered < LEAST:
        found = replace(found, results=(), abstained=True)
    return replace(found, covered=covered)


def similar(
    index: ActorIndex,
    actor: str,
    *,
    about: Iterable[Statement] = (),
    piloted: bool = False,
    limit: int = 10,
    language: Language = "fi",
) -> ActorAnswer:
    """Return actors that are similar to one, with what they have tried, where, and whom to ask.

    A project or trial of both is no likeness, but a tie: it is not looked at. A test bed where both have tried is. Of an actor that is not ranked itself, `about`
    is what is stated of it. `piloted` leaves only those that are known to have tried something.
    """
    ranked = actor in index.places
    facts = index.known.statements if ranked else statements_of(about)
    own = index.of(actor) if ranked else []
    weights, stated = _spoken(index, actor, own)
    led = _themes_of(index, facts, actor, own)
    without = [index.things[one] for one in own if one not in index.known.trials]
    subjects = facts.of(actor, terms.SUBJECT)
    features = [
        said(index, "text", index.words, _asked(index, weights, stated), language, without=without),
        said(index, "concept", index.concepts, _concepts(index, led), language, without=without),
        shared(index, "industry", terms.SUBJECT, subjects, language, only=is_industry),
        shared(index, "kind", terms.ACTOR_KIND, facts.of(actor, terms.ACTOR_KIND), language),
        *([met_through(index, actor, language)] if ranked else []),
    ]
    kept = frozenset(index.trials if piloted else index.places) - {actor}
    return _ranked(index, features, SIMILAR, lambda _: (), limit=limit, language=language, kept=kept)


def _asked(index: ActorIndex, weights: Mapping[str, float], stated: Mapping[str, Sequence[Statement]]) -> Asked:
    """Return the words to look for: those that anything has and that tell most, as many as are looked for."""
    met = [word for word in weights if word in index.words.postings]
    best = sorted(met, key=lambda word: (-weights[word] * index.words.idf(word), word))[:ASKED]
    return Asked(
        weights={word: weights[word] for word in best},
        stated={word: tuple(dict.fromkeys(stated[word])) for word in best},
    )


def _concepts(index: ActorIndex, led: Iterable[tuple[Statement, ...]]) -> Asked:
    """Return the concepts to look for, with what holds them; the last statement of each tuple names one."""
    weights: dict[str, float] = {}
    stated: dict[str, dict[Statement, None]] = {}
    for some in led:
        for concept, weight in raised(index.known, [some[-1].value]).items():
            weights[concept] = max(weights.get(concept, 0.0), weight)
            stated.setdefault(concept, {}).update(dict.fromkeys(some))
    return Asked(weights=weights, stated={concept: tuple(some) for concept, some in stated.items()})


def _spoken(
    index: ActorIndex, actor: str, own: Sequence[str]
) -> tuple[dict[str, float], dict[str, list[Statement]]]:
    """Return the words of what an actor takes part in: each counts by the share of these things that have it."""
    things = [one for one in own if one != actor]
    weights: dict[str, float] = {}
    stated: dict[str, list[Statement]] = {}
    for thing in things:
        for passage in index.words.passages[thing]:
            led = (*index.taking_part(index.places[actor], index.things[thing]), *passage.statements)
            for word in passage.words:
                stated.setdefault(word, []).extend(led)
        for word in {word for passage in index.words.passages[thing] for word in passage.words}:
            weights[word] = weights.get(word, 0.0) + 1 / len(things)
    return weights, stated


def _themes_of(
    index: ActorIndex, facts: Statements, actor: str, own: Sequence[str]
) -> Iterable[tuple[Statement, ...]]:
    """Yield what an actor is about: each as the statements that lead there, by what it takes part in or by itself."""
    yield from ((one,) for one in themes(facts, actor))
    for thing in own:
        if thing != actor:
            part = tuple(index.taking_part(index.places[actor], index.things[thing]))
            for one in themes(index.known.statements, thing):
                yield (*part, one)
    for trial in index.trials.get(actor, ()):
        for led in trial_themes(index.known, trial):
            yield (trial.at, *(one for one in trial.actors if one.value == actor), *led)


def _limits(index: ActorIndex, actor: str, *, kinds: Sequence[str], cities: Sequence[str]) -> tuple[Verdict, ...]:
    stated = index.known.statements
    found = []
    if kinds:
        own = stated.of(actor, terms.ACTOR_KIND)
        met = {one.value for one in own if {one.value, *index.known.wider.get(one.value, ())} & set(kinds)}
        found.append(one_of("kind", own, tuple(met)))
    if cities:
        found.append(one_of("city", stated.of(actor, terms.SPATIAL), cities))
    return tuple(found)


def _ranked(
    index: ActorIndex,
    features: Sequence[Feature],
    weights: Mapping[str, float],
    limits: Callable[[str], tuple[Verdict, ...]],
    *,
    limit: int,
    language: Language,
    kept: frozenset[str] | None = None,
) -> ActorAnswer:
    scores = sum((weights[one.name] * one.strengths for one in features), np.zeros(len(index.actors)))
    grounded = np.zeros(len(index.actors), np.bool_)
    for one in features:
        if one.name not in BESIDE:
            grounded |= one.strengths > 0
    places = np.flatnonzero(grounded)
    results: list[ActorMatch] = []
    out: list[ActorMatch] = []
    for place in places[np.argsort(-scores[places], kind="stable")].tolist():
        actor = index.actors[place]
        if kept is not None and actor not in kept:
            continue
        found = limits(actor)
        into, most = (out, EXCLUDED) if excluded(found) else (results, limit)
        if len(into) < most:
            into.append(_match(index, place, features, weights, found, language))
        if len(results) == limit and (not found or len(out) == EXCLUDED):
            break
    return ActorAnswer(
        results=tuple(results),
        excluded=tuple(out),
        abstained=not results,
        covered=None,
        coverage=index.coverage,
        lacks=index.lacks,
    )


def _match(
    index: ActorIndex,
    place: int,
    features: Sequence[Feature],
    weights: Mapping[str, float],
    found: tuple[Verdict, ...],
    language: Language,
) -> ActorMatch:
    known, actor = index.known, index.actors[place]
    reasons = []
    for one in features:
        if one.strengths[place] > 0:
            values, statements = one.grounds(place)
            points = weights[one.name] * float(one.strengths[place])
            reasons.append(Reason(feature=one.name, values=values, points=points, statements=statements))
    return ActorMatch(
        actor=actor,
        label=known.label(actor, language),
        kinds=tuple(known.label(one.value, language) for one in known.statements.of(actor, terms.ACTOR_KIND)),
        cities=tuple(known.label(one.value, language) for one in known.statements.of(actor, terms.SPATIAL)),
        reasons=tuple(sorted(reasons, key=lambda one: (-one.points, one.feature))),
        constraints=found,
        pilots=tuple(_pilot(index, trial, language) for trial in index.trials.get(actor, ())),
    )


def _pilot(index: ActorIndex, trial: Trial, language: Language) -> Pilot:
    known, bed = index.known, trial.at.value
    days = [one for each in (terms.START_DATE, terms.END_DATE) for one in known.statements.of(trial.iri, each)]
    when = trial.years or tuple(days)
    pages, operators = known.statements.of(bed, terms.PAGE), known.statements.of(bed, terms.OPERATED_BY)
    return Pilot(
        trial=trial.iri,
        label=known.label(trial.iri, language),
        testbed=bed,
        testbed_label=known.label(bed, language),
        years=tuple(sorted({one.value[:4] for one in when})),
        page=pages[0].value if pages else None,
        operators=tuple(known.label(one.value, language) for one in operators),
        statements=(trial.at, *trial.actors, *when, *pages, *operators),
    )


def _tried(found: ActorMatch, bed: str) -> Literal["yes", "unknown"]:
    return "yes" if any(one.testbed == bed for one in found.pilots) else "unknown"


def _covered(index: ActorIndex, weights: Mapping[str, float], best: ActorMatch) -> float:
    """Return the share of an idea, weighted by how rare its words are, that is in what the best actor is known by."""
    told = {one for reason in best.reasons for one in reason.statements}
    here = {
        word
        for thing in index.of(best.actor)
        for passage in index.words.passages[thing]
        if told.issuperset(passage.statements)
        for word in passage.words
    }
    whole = sum(index.words.idf(word) * weight for word, weight in weights.items())
    met = sum(index.words.idf(word) * weight for word, weight in weights.items() if word in here)
    return met / whole if whole else 0.0
