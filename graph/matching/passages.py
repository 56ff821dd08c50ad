"""The passages of test beds and trials: which statements make words, and how much each counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from graph.matching.closeness import surroundings
from graph.matching.knowledge import Knowledge
from graph.matching.statements import Statement, Statements, statements_of
from graph.matching.wording import Passage
from ontology import terms

Words = Callable[[str, str], Sequence[str]]

FIELDS: Mapping[str, float] = {
    terms.PREF_LABEL: 2.0,
    terms.ALT_LABEL: 2.0,
    terms.CAN_BE_TESTED: 1.0,
    terms.OFFERS: 1.0,
    terms.DISTRICT: 0.5,
    terms.OPERATOR_NAME: 0.5,
    terms.ACCESS_TERMS: 0.3,
}
"""Texts of a test bed, and how much a word in each counts."""

CONCEPTS: Mapping[str, float] = {
    terms.THEME: 2.0,
    terms.TEST_BED_KIND: 1.0,
    terms.USER_GROUP: 0.5,
    terms.SUBJECT: 0.5,
}
"""Concepts of a test bed, whose names in all languages count as words of it."""


def bed_passages(known: Knowledge, words: Words) -> Iterator[Passage]:
    """Yield what is stated of each test bed in words, its concepts by their names in all languages."""
    for bed in known.beds:
        for predicate, weight in FIELDS.items():
            for one in known.statements.of(bed, predicate):
                yield Passage(thing=bed, words=words(one.value, one.language), statements=(one,), weight=weight)
        for predicate, weight in CONCEPTS.items():
            for one in known.statements.of(bed, predicate):
                named = {word for name in known.names(one.value) for word in words(name.value, name.language)}
                yield Passage(thing=bed, words=sorted(named), statements=(one,), weight=weight)


def trial_passages(known: Knowledge, words: Words) -> list[Passage]:
    """Return what each trial at a test bed that is ranked is called, and under which project it was."""
    return [
        Passage(thing=trial.iri, words=words(one.value, one.language), statements=(trial.at, one))
        for bed in known.beds
        for trial in known.trials.get(bed, ())
        for one in (*trial.titles, *(name for project in trial.projects for name in known.names(project.value)))
    ]


def actor_words(known: Knowledge, about: Iterable[Statement], actor: str, words: Words) -> list[str]:
    """Return the words that an actor without a text is known by: of its projects, its trials, its themes."""
    stated = statements_of(about)
    projects = surroundings(stated, actor).projects
    own = [trial for trials in known.trials.values() for trial in trials if _tried(trial.actors, actor)]
    names = [
        *(name for project in projects for name in stated.of(project, terms.PREF_LABEL)),
        *(name for trial in own for name in trial.titles),
        *(name for concept in _concepts(stated, actor) for name in known.names(concept)),
    ]
    return [word for name in names for word in words(name.value, name.language)]


def _tried(actors: Iterable[Statement], actor: str) -> bool:
    return any(one.value == actor for one in actors)


def _concepts(stated: Statements, actor: str) -> list[str]:
    return [one.value for one in stated.of(actor, terms.SUBJECT)]
