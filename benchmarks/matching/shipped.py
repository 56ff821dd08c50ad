"""The ranking that ships, as a method beside the baselines: the same functions over the same statements.

For test beds the statements are those of a release that is built for it, without the trials and participations that an
ask may not know. For CORDIS, where hosts have no text and no test bed, each host is a test bed that it operates itself,
and each use a trial there: the terms of network, kin and popularity are measured alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from pyoxigraph import QuerySolutions

from benchmarks.matching.asks import Answer, Ask, Method, Past, Ranker, Task
from benchmarks.matching.embeddings import is_installed
from benchmarks.matching.remembered import remembered
from graph.build import Plan, build
from graph.identity.decisions import shipped_decisions
from graph.matching.closeness import IN, OF
from graph.matching.embedding import embedder, meanings_of
from graph.matching.grounds import Feature
from graph.matching.knowledge import knowledge
from graph.matching.need import Need
from graph.matching.passages import trial_passages
from graph.matching.ranking import Matcher, features, matcher, scores_of, signs
from graph.matching.statements import Statement
from graph.matching.use import trial_book
from graph.matching.weights import shipped_weights
from graph.profile import default_region
from graph.rdf.matching import knowledge_of
from graph.rdf.release import current, open_store
from ingest.registry import INGESTERS
from ingest.run import read
from ontology import terms

TESTBED, TRIAL = f"{terms.ID}testbed/facts-", f"{terms.ID}trial/facts-"
ACTORS = f"SELECT ?record ?actor {{ ?actor a <{terms.VK}Actor> ; <{terms.PROV}wasDerivedFrom> ?record }}"
HOST, ACTOR, PLACE, THEME = "host/", "actor/", "place/", "theme/"


def shipped() -> Method:
    """Return the ranking that ships, without a model of language."""
    return Method(name="shipped", prepare=lambda task: _prepared(task, semantic=False), ships=True)


def shipped_semantic() -> Method:
    """Return the ranking that ships, with a model of language; none where that is not installed."""
    return Method(name="shipped, semantic", prepare=_with_meanings, ships=True)


def _with_meanings(task: Task) -> Ranker | None:
    return _prepared(task, semantic=True) if task.has_text and is_installed() else None


def _prepared(task: Task, *, semantic: bool) -> Ranker:
    points = points_of(task, semantic=semantic)
    weigher = _matchers(task, semantic=semantic)

    def ranker(ask: Ask) -> Answer:
        using = weigher(ask.past)
        grounds = points(ask)
        names = _names(task)
        scores = _by_bed(using, grounds, ask)
        found = {host: scores[names[host]] for host in ask.candidates}
        best = max(ask.candidates, key=lambda host: (found[host], host), default=None)
        told = _told(using, grounds, names[best] if best else None, ask)
        total = using.weights.bias + sum(weight * told.get(name, 0.0) for name, weight in using.weights.signs.items())
        return Answer(points=found, confidence=total)

    return ranker


def points_of(task: Task, *, semantic: bool = False) -> Callable[[Ask], Mapping[str, Feature]]:
    """Return what gives the grounds of each feature to an ask of `task`; of meanings too where they are `semantic`."""
    matchers = _matchers(task, semantic=semantic)

    def given(ask: Ask) -> Mapping[str, Feature]:
        return features(matchers(ask.past), _need(task, ask), about=_about(task, ask))

    return given


def strengths_of(task: Task, *, semantic: bool = False) -> Callable[[Ask], Mapping[str, Mapping[str, float]]]:
    """Return the same as bare strengths by host, as `benchmarks.matching.points` takes them."""
    grounds = points_of(task, semantic=semantic)
    hosts = {name: host for host, name in _names(task).items()}
    matchers = _matchers(task, semantic=semantic)

    def given(ask: Ask) -> Mapping[str, Mapping[str, float]]:
        beds = matchers(ask.past).known.beds
        return {
            name: {
                hosts[beds[place]]: float(feature.strengths[place])
                for place in np.flatnonzero(feature.strengths).tolist()
                if beds[place] in hosts
            }
            for name, feature in grounds(ask).items()
        }

    return given


def signs_of(task: Task, *, semantic: bool) -> Callable[[Ask], tuple[Mapping[str, float], str | None]]:
    """Return what gives the signs that anything suits an ask, and the host that is ranked first."""
    points, weigher, names = points_of(task, semantic=semantic), _matchers(task, semantic=semantic), _names(task)

    def given(ask: Ask) -> tuple[Mapping[str, float], str | None]:
        using, grounds = weigher(ask.past), points(ask)
        scores = _by_bed(using, grounds, ask)
        best = max(ask.candidates, key=lambda host: (scores[names[host]], host), default=None)
        return _told(using, grounds, names[best] if best else None, ask), best

    return given


def _told(using: Matcher, grounds: Mapping[str, Feature], best: str | None, ask: Ask) -> dict[str, float]:
    asked = using.lexicon.asked(ask.text, ask.language) if ask.text else {}
    place = using.known.beds.index(best) if best in using.known.beds else None
    return signs(using, grounds, place, asked)


def _by_bed(using: Matcher, grounds: Mapping[str, Feature], ask: Ask) -> Mapping[str, float]:
    scores = scores_of(using, grounds, said=bool(ask.text))
    return defaultdict(float, zip(using.known.beds, scores.tolist(), strict=True))


def _names(task: Task) -> dict[str, str]:
    prefix = TESTBED if task.has_text else HOST
    return {host.id: f"{prefix}{host.id}" for host in task.hosts}


def _need(task: Task, ask: Ask) -> Need:
    if not task.has_text:
        return Need(actor=f"{ACTOR}{ask.actor}")
    return Need(text=ask.text or "", language=ask.language, actor=_actors().get(f"facts-org-{ask.actor}"))


def _matchers(task: Task, *, semantic: bool) -> Callable[[Past], Matcher]:
    if not task.has_text:
        return remembered(_of_uses)
    return remembered(lambda past: _of_facts(past, semantic=semantic))


@cache
def _release() -> tuple[Matcher, Mapping[str, str]]:
    """Return a matcher over all that the shipped facts state, and the actor of each record."""
    with TemporaryDirectory(prefix="verkosto-matching-") as folder:
        now = datetime.now(UTC)
        readings = [read(one, clock=lambda: now) for one in INGESTERS if one.default is not None]
        plan = Plan(decisions=shipped_decisions(), issued=now, version="0", region=default_region())
        build(readings, Path(folder), plan)
        store = open_store(current(Path(folder)))
        found = store.query(ACTORS)
        assert isinstance(found, QuerySolutions), "ACTORS is a SELECT query"
        actors = {row["record"].value.removeprefix(f"{terms.ID}record/"): row["actor"].value for row in found}
        return matcher(knowledge_of(store)), actors


def _actors() -> Mapping[str, str]:
    return _release()[1]


@cache
def _with_model() -> Matcher:
    whole, _ = _release()
    meant = meanings_of(whole.known)
    assert meant is not None, "a model of language is installed"
    return replace(whole, meanings=meant, embed=embedder(), weights=shipped_weights(semantic=True))


def _of_facts(past: Past, *, semantic: bool) -> Matcher:
    """Return the matcher without the trials that `past` does not hold."""
    whole = _with_model() if semantic else _release()[0]
    shown = {f"{TRIAL}{use.key}" for use in past.uses}
    known = replace(
        whole.known,
        trials={
            bed: kept
            for bed, trials in whole.known.trials.items()
            if (kept := tuple(one for one in trials if one.iri in shown))
        },
    )
    book = trial_book(known, trial_passages(known, whole.lexicon.words))
    return replace(whole, known=known, trials=book, popularity=book.popularity)


def _of_uses(past: Past) -> Matcher:
    return matcher(knowledge(_use_statements(past)))


def _use_statements(past: Past) -> Iterable[Statement]:
    for host in sorted({use.host for use in past.uses}):
        yield Statement(f"{HOST}{host}", terms.RDF + "type", terms.TEST_BED)
        yield Statement(f"{HOST}{host}", terms.OPERATED_BY, f"{ACTOR}{host}")
    for use in past.uses:
        trial = f"trial/{use.key}/{use.host}"
        yield Statement(trial, terms.RDF + "type", terms.TRIAL)
        yield Statement(trial, terms.TRIAL_AT, f"{HOST}{use.host}")
        yield Statement(trial, terms.UNDER_PROJECT, f"project/{use.key}")
        for actor in use.actors:
            yield Statement(trial, terms.WAS_ASSOCIATED_WITH, f"{ACTOR}{actor}")
        for place in use.places:
            yield Statement(trial, terms.SPATIAL, f"{PLACE}{place}")
        for theme in use.themes:
            yield Statement(f"project/{use.key}", terms.SUBJECT, f"{THEME}{theme}")


@remembered
def _projects(past: Past) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, members in past.groups.items():
        for one in members:
            found[one].add(name)
    return {one: frozenset(names) for one, names in found.items()}


def _about(task: Task, ask: Ask) -> list[Statement]:
    """Return what may be known of who asks: its projects and their members, its place, its themes."""
    if ask.actor is None:
        return []
    me = _actors().get(f"facts-org-{ask.actor}", "") if task.has_text else f"{ACTOR}{ask.actor}"
    if not me:
        return []
    found = [Statement(me, terms.SUBJECT, _theme(task, one)) for one in ask.themes]
    if ask.place is not None:
        found.append(Statement(me, terms.SPATIAL, _place(task, ask.place)))
    for group in sorted(_projects(ask.past).get(ask.actor, ())):
        for member in sorted(ask.past.groups[group]):
            other = _actors().get(f"facts-org-{member}") if task.has_text else f"{ACTOR}{member}"
            if other:
                part = f"participation/{group}/{member}"
                found += [Statement(part, IN, group), Statement(part, OF, other)]
    return found


def _theme(task: Task, code: str) -> str:
    return f"{terms.ID}focus-area/{code}" if task.has_text else f"{THEME}{code}"


CITIES = {"helsinki": "fi-091", "espoo": "fi-049", "vantaa": "fi-092"}


def _place(task: Task, place: str) -> str:
    if not task.has_text:
        return f"{PLACE}{place}"
    return f"{terms.ID}place/{CITIES.get(place, f'facts-{place.capitalize()}')}"
