"""The ranking of actors: features summed, constraints beside them, and what each is known to have tried.

As with test beds, a score is the sum of its reasons, and a reason is the strength of a feature times its weight; equal
scores come in the order of addresses. That nothing is known to have been tried does not mean that nothing was: whether
an actor has piloted is yes or unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from graph.matching.actors import ActorIndex
from graph.matching.constraints import Verdict, excluded, one_of
from graph.matching.grounds import Reason
from graph.matching.knowledge import Trial
from graph.matching.likeness import Feature
from graph.matching.need import Language
from graph.matching.statements import Statement
from ontology import terms

BESIDE = frozenset({"distance", "kind"})
"""Features that add to what suits, and alone are no ground to name anybody."""

EXCLUDED = 20
"""How many excluded actors are told."""

Limits = Callable[[str], tuple[Verdict, ...]]
"""Gives the verdicts on an actor."""


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
    """Actors that suit, best first; those that a constraint excludes and would else be among them; what it lacks.

    Where `abstained`, nobody suits, `results` are empty, and `nearest` is who comes nearest, if anybody. `covered` is
    the share of an idea that the best actor covers; None where no idea was asked about.
    """

    results: tuple[ActorMatch, ...]
    excluded: tuple[ActorMatch, ...]
    abstained: bool
    covered: float | None
    coverage: Mapping[str, int]
    lacks: tuple[str, ...]
    nearest: ActorMatch | None = None


def limited(index: ActorIndex, actor: str, *, kinds: Sequence[str], cities: Sequence[str]) -> tuple[Verdict, ...]:
    """Return whether an actor is of any of `kinds`, or of what they hold, and in any of `cities`, if any are given."""
    stated = index.known.statements
    found = []
    if kinds:
        own = stated.of(actor, terms.ACTOR_KIND)
        met = {one.value for one in own if {one.value, *index.known.wider.get(one.value, ())} & set(kinds)}
        found.append(one_of("kind", own, tuple(met)))
    if cities:
        found.append(one_of("city", stated.of(actor, terms.SPATIAL), cities))
    return tuple(found)


def ranked(
    index: ActorIndex,
    features: Sequence[Feature],
    weights: Mapping[str, float],
    *,
    limit: int,
    language: Language,
    limits: Limits = lambda _: (),
    keeps: Callable[[str], bool] = lambda _: True,
) -> ActorAnswer:
    """Return the actors for whom any feature speaks, best first; those that a limit excludes apart.

    Actors that `keeps` does not keep are not looked at.
    """
    scores = sum((weights[one.name] * one.strengths for one in features), np.zeros(len(index.actors)))
    grounded = np.zeros(len(index.actors), np.bool_)
    for one in features:
        grounded |= (one.strengths > 0) & (one.name not in BESIDE)
    places = np.flatnonzero(grounded)
    suited: list[tuple[int, tuple[Verdict, ...]]] = []
    out: list[tuple[int, tuple[Verdict, ...]]] = []
    for place in places[np.argsort(-scores[places], kind="stable")].tolist():
        if len(suited) == limit:
            break
        if keeps(index.actors[place]):
            found = limits(index.actors[place])
            (out if excluded(found) else suited).append((place, found))
    return ActorAnswer(
        results=tuple(_match(index, place, features, weights, found, language) for place, found in suited),
        excluded=tuple(_match(index, place, features, weights, found, language) for place, found in out[:EXCLUDED]),
        abstained=not suited,
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
