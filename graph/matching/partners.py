"""Matching actors: companies for a test bed, partners for an idea, and those that are similar to an actor.

What is not stated counts nowhere as met, and a constraint that is not met excludes. Where nobody suits an idea, nobody
is named but who comes nearest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from graph.errors import BadNeed
from graph.matching.actor_ranking import ActorAnswer, ActorMatch, limited, ranked
from graph.matching.actors import ActorIndex
from graph.matching.likeness import FULL, Asked, met_through, operates, partnered, said, shared, tried
from graph.matching.need import LONGEST, Language
from graph.matching.passages import bed_passages
from graph.matching.statements import Statement, Statements, statements_of
from graph.matching.undertakings import is_industry, raised, themes, trial_themes
from graph.matching.wording import WordIndex
from graph.text.language import language as language_of
from ontology import terms

COMPANY = terms.ID + "actor-kind/company"

COMPANIES: Mapping[str, float] = {"text": 1.0, "concept": 0.6, "network": 0.1, "use": 0.1, "distance": 0.02}
PARTNERS: Mapping[str, float] = {"text": 1.0, "concept": 0.6, "operates": 0.6}
SIMILAR: Mapping[str, float] = {"text": 1.0, "concept": 0.6, "industry": 0.5, "kind": 0.3, "network": 0.1}
"""What each feature adds at full strength: see the decision on matching actors."""

LEAST = 0.3
"""The share of an idea that the best actor must cover, else nobody suits."""

ASKED = 24
"""How many words, or concepts, of a test bed or an actor are looked for: those that tell most."""

WITNESSES = 3
"""How many of its own things are named at the most for a word or a concept of who asks."""

TOLD = 1.0
"""From which weight on a text of a test bed says what can be tried there."""


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


@dataclass(frozen=True, slots=True)
class Led:
    """A statement that names a concept, and those that lead there from who asks."""

    concept: Statement
    by: Callable[[], Iterable[Statement]] = tuple


def companies_for(index: ActorIndex, bed: str, *, limit: int = 10, language: Language = "fi") -> ActorAnswer:
    """Return companies that might try something at a test bed; those that have are marked, not left out.

    That it was there counts little, or those would always come first: what they tried counts, as do their projects. An
    actor of which only other kinds are stated is no company; one of no stated kind may be, and its verdict is unknown.
    """
    known = index.known
    here = [index.things[bed]] if bed in index.things else []
    operators, places = known.statements.of(bed, terms.OPERATED_BY), known.statements.of(bed, terms.SPATIAL)
    features = [
        said(index, "text", index.words, _told(index, bed), language, without=here),
        said(
            index,
            "concept",
            index.concepts,
            _about(index, map(Led, themes(known.statements, bed))),
            language,
            without=here,
        ),
        partnered(index, operators, language),
        tried(index, bed, language),
        shared(index, "distance", terms.SPATIAL, places, language),
    ]
    found = ranked(
        index,
        features,
        COMPANIES,
        limit=limit,
        language=language,
        limits=lambda actor: limited(index, actor, kinds=(COMPANY,), cities=()),
    )
    results = tuple(replace(one, tried=_has_tried(one, bed)) for one in found.results)
    return replace(found, results=results, excluded=())


def partners(index: ActorIndex, idea: Idea, *, limit: int = 10, language: Language = "fi") -> ActorAnswer:
    """Return actors whose projects, trials or test beds are about an idea; none where the best covers too little."""
    weights = index.lexicon.asked(idea.text, language_of(idea.text))
    named = raised(index.known, index.named.named_in(frozenset(weights)))
    words = Asked(weights=weights, stated={})
    features = [
        said(index, "text", index.words, words, language),
        said(index, "concept", index.concepts, Asked(weights=named, stated={}), language),
        operates(index, words, language),
    ]
    found = ranked(
        index,
        features,
        PARTNERS,
        limit=limit,
        language=language,
        limits=lambda actor: limited(index, actor, kinds=idea.kinds, cities=idea.cities),
    )
    covered = _covered(index, weights, found.results[0]) if found.results else 0.0
    if covered < LEAST:
        nearest = next(iter(found.results), None)
        return replace(found, results=(), nearest=nearest, abstained=True, covered=covered)
    return replace(found, covered=covered)


def similar(
    index: ActorIndex,
    actor: str,
    *,
    about: Iterable[Statement] = (),
    kinds: Sequence[str] = (),
    piloted: bool = False,
    limit: int = 10,
    language: Language = "fi",
) -> ActorAnswer:
    """Return actors that are similar to one, with what they have tried, where, and whom to ask.

    A project or trial of both is no likeness, but a tie: it is not looked at. A test bed where both have tried
    something is. Of an actor that is not ranked itself, `about` is what is stated of it. `kinds` is a constraint, and
    `piloted` leaves only those that are known to have tried something.
    """
    within = actor in index.places
    facts = index.known.statements if within else statements_of(about)
    own = [one for one in index.of(actor) if one != actor] if within else []
    without = [index.things[one] for one in own if one not in index.known.trials]
    subjects, of_kind = facts.of(actor, terms.SUBJECT), facts.of(actor, terms.ACTOR_KIND)
    features = [
        said(index, "text", index.words, _spoken(index, actor, own), language, without=without),
        said(
            index, "concept", index.concepts, _about(index, _led(index, facts, actor, own)), language, without=without
        ),
        shared(index, "industry", terms.SUBJECT, subjects, language, only=is_industry),
        shared(index, "kind", terms.ACTOR_KIND, of_kind, language),
        *([met_through(index, actor, language)] if within else []),
    ]
    kept = index.trials if piloted else index.places
    return ranked(
        index,
        features,
        SIMILAR,
        limit=limit,
        language=language,
        limits=lambda one: limited(index, one, kinds=kinds, cities=()),
        keeps=lambda one: one != actor and one in kept,
    )


def _told(index: ActorIndex, bed: str) -> Asked:
    """Return the words that tell what can be tried at a test bed."""
    weights: dict[str, float] = {}
    stated: dict[str, list[Statement]] = {}
    for passage in bed_passages(replace(index.known, beds=(bed,)), index.lexicon.words):
        for word in passage.words if passage.weight >= TOLD else ():
            weights[word] = max(weights.get(word, 0.0), passage.weight)
            stated.setdefault(word, []).extend(passage.statements)
    return _telling(index, weights, stated.__getitem__)


def _spoken(index: ActorIndex, actor: str, own: Sequence[str]) -> Asked:
    """Return the words of the things an actor is known by: each counts by the share of them that have it."""
    weights: dict[str, float] = {}
    standing: dict[str, list[str]] = {}
    for thing in own:
        for word in {word for passage in index.words.passages[thing] for word in passage.words}:
            weights[word] = weights.get(word, 0.0) + 1 / len(own)
            standing.setdefault(word, []).append(thing)
    return _telling(index, weights, lambda word: _witnesses(index, actor, word, standing[word]))


def _witnesses(index: ActorIndex, actor: str, word: str, things: Sequence[str]) -> Iterable[Statement]:
    """Yield the statements in which a word stands of some of the things that an actor is known by."""
    for thing in things[:WITNESSES]:
        yield from index.taking_part(index.places[actor], index.things[thing])
        for passage in index.words.passages[thing]:
            yield from passage.statements if word in passage.words else ()


def _telling(index: ActorIndex, weights: Mapping[str, float], stated: Callable[[str], Iterable[Statement]]) -> Asked:
    """Return the words to look for: of those that anything has, as many as are looked for, those that tell most."""
    best = _best(index.words, weights)
    return Asked(weights=best, stated={word: tuple(dict.fromkeys(stated(word))) for word in best})


def _best(within: WordIndex, weights: Mapping[str, float]) -> dict[str, float]:
    met = (word for word in weights if word in within.postings)
    best = sorted(met, key=lambda word: (-weights[word] * within.idf(word), word))[:ASKED]
    return {word: weights[word] for word in best}


def _about(index: ActorIndex, led: Iterable[Led]) -> Asked:
    """Return the concepts to look for, with what holds them."""
    weights: dict[str, float] = {}
    standing: dict[str, list[Led]] = {}
    for one in led:
        standing.setdefault(one.concept.value, []).append(one)
    stated: dict[str, dict[Statement, None]] = {}
    for own, some in standing.items():
        said_by = dict.fromkeys(each for one in some[:WITNESSES] for each in (*one.by(), one.concept))
        for concept, weight in raised(index.known, [own]).items():
            weights[concept] = max(weights.get(concept, 0.0), weight)
            stated.setdefault(concept, {}).update(said_by)
    best = _best(index.concepts, weights)
    return Asked(weights=best, stated={concept: tuple(stated[concept]) for concept in best})


def _led(index: ActorIndex, facts: Statements, actor: str, own: Sequence[str]) -> Iterator[Led]:
    """Yield what an actor is about, by what it is known by or by itself."""
    yield from (Led(one) for one in themes(facts, actor))
    for thing in own:
        for one in themes(index.known.statements, thing):
            yield Led(one, partial(index.taking_part, index.places[actor], index.things[thing]))
    for trial in index.trials.get(actor, ()):
        for project, one in trial_themes(index.known, trial):
            who = (each for each in trial.actors if each.value == actor)
            yield Led(one, partial(iter, (trial.at, *who, project)))


def _has_tried(found: ActorMatch, bed: str) -> Literal["yes", "unknown"]:
    return "yes" if any(one.testbed == bed for one in found.pilots) else "unknown"


def _covered(index: ActorIndex, weights: Mapping[str, float], best: ActorMatch) -> float:
    """Return the share of an idea that stands in what the best actor is known by, at most 1.

    Words count by how rare they are; of an idea of many words as much is asked as of one of the few that make a
    strength of one.
    """
    told = {one for reason in best.reasons for one in reason.statements}
    operated = (one.subject for one in told if one.predicate == terms.OPERATED_BY)
    here = {
        word
        for thing in (*index.of(best.actor), *operated)
        for passage in index.words.passages[thing]
        if told.issuperset(passage.statements)
        for word in passage.words
    }
    told_by = {word: index.words.idf(word) * weight for word, weight in weights.items()}
    whole = min(sum(told_by.values()), FULL * index.words.idf(""))
    return min(1.0, sum(told_by[word] for word in told_by if word in here) / whole) if whole else 0.0
