"""What actors are known by: projects they take part in, what they have tried, where, and what they are themselves.

Each is a thing with words and concepts. The words of a project are its names and keywords, of a trial what it is called
and under which project it was, of a test bed its names and what can be tried there, of an actor its own names and those
of its industry; the names of concepts count as words in all languages. A concept counts with all that hold it, each
step up the hierarchy for half as much. Descriptions of projects are not read: they have a hundred times as many words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph.matching.knowledge import Knowledge, Trial
from graph.matching.lexicon import Lexicon
from graph.matching.statements import Statement, Statements
from graph.matching.wording import Passage
from graph.text.words import words
from ontology import terms

PROJECT: Mapping[str, float] = {terms.PREF_LABEL: 1.0, terms.ALT_LABEL: 0.5, terms.KEYWORD: 1.0}
"""Texts of a project, and how much a word in each counts."""

TEST_BED: Mapping[str, float] = {terms.PREF_LABEL: 1.0, terms.ALT_LABEL: 1.0, terms.CAN_BE_TESTED: 0.5}
"""Texts of a test bed, and how much a word in each counts."""

UNDER = 0.5
"""What a word counts that stands in the name of a concept, or of the project under which something was tried."""

INDUSTRIES = ("tol-2025/", "tol-2008/", "nace-2.1/", "nace-2/")
"""How the addresses of concepts begin that say in which industry an actor is."""

NOT_THEMES = (
    *INDUSTRIES,
    "actor-kind/",
    "access-mode/",
    "access-type/",
    "focus-area/coordination",
    "focus-area/cross",
    "method-group/",
    "testbed-kind/",
    "user-group/",
)
"""How the addresses of concepts begin that do not say what something is about."""

WIDE = ("focus-area/",)
"""How the addresses of concepts begin that hold so much that the words of their names tell nothing."""


def is_theme(concept: str) -> bool:
    """Whether a concept says what something is about."""
    return not concept.removeprefix(terms.ID).startswith(NOT_THEMES)


def is_industry(concept: str) -> bool:
    """Whether a concept is a code of an industry."""
    return concept.removeprefix(terms.ID).startswith(INDUSTRIES)


def themes(stated: Statements, thing: str) -> tuple[Statement, ...]:
    """Return the statements that say what a project, test bed or actor is about."""
    return tuple(
        one for predicate in (terms.THEME, terms.SUBJECT) for one in stated.of(thing, predicate) if is_theme(one.value)
    )


def trial_themes(known: Knowledge, trial: Trial) -> tuple[tuple[Statement, Statement], ...]:
    """Return what a trial is about by its projects: each theme as the statements that lead there."""
    return tuple((project, one) for project in trial.projects for one in themes(known.statements, project.value))


def raised(known: Knowledge, concepts: Iterable[str]) -> dict[str, float]:
    """Return concepts, and all that hold them, with what each counts: a half for each step up.

    A concept that nobody has told a name of, as of a list that has not been fetched, tells nothing.
    """
    found: dict[str, float] = {}
    for concept in concepts:
        for one, steps in {concept: 0, **known.wider.get(concept, {})}.items():
            if is_theme(one) and known.names(one):
                found[one] = max(found.get(one, 0.0), 0.5**steps)
    return found


class Passages:
    """Makes the passages of projects, trials and actors; remembers the words of each concept, and what holds it."""

    def __init__(self, known: Knowledge, lexicon: Lexicon) -> None:
        self._known, self._lexicon = known, lexicon
        self._named: dict[str, list[str]] = {}
        self._raised: dict[str, dict[float, list[str]]] = {}

    def of_project(self, project: str) -> Iterator[Passage]:
        """Yield what is said of a project."""
        yield from self._of(project, PROJECT)

    def of_test_bed(self, bed: str) -> Iterator[Passage]:
        """Yield what is said of a test bed."""
        yield from self._of(bed, TEST_BED)

    def of_trial(self, trial: Trial) -> Iterator[Passage]:
        """Yield what is said of a trial."""
        for one in trial.titles:
            yield self._said(trial.iri, one, (one,), 1.0)
        for project in trial.projects:
            for one in self._known.names(project.value):
                yield self._said(trial.iri, one, (project, one), UNDER)
        for led in trial_themes(self._known, trial):
            yield from self._under(trial.iri, led[-1].value, led)

    def of_actor(self, stated: Statements, actor: str) -> Iterator[Passage]:
        """Yield what is said of an actor itself. Names of actors are in no language, so that few are base forms."""
        for predicate in (terms.PREF_LABEL, terms.ALT_LABEL):
            for one in stated.of(actor, predicate):
                plain = words(one.value)
                forms = dict.fromkeys([*plain, *map(self._lexicon.stemmers["en"].stem, plain)])
                yield Passage(thing=actor, words=tuple(forms), statements=(one,), weight=UNDER)
        for one in stated.of(actor, terms.SUBJECT):
            if is_theme(one.value) or is_industry(one.value):
                yield from self._under(actor, one.value, (one,))

    def concepts_of(self, thing: str, stated: Iterable[tuple[Statement, ...]]) -> Iterator[Passage]:
        """Yield the concepts that a thing is under as its words; the last of each tuple of statements names one."""
        for led in stated:
            for weight, some in self._weighed(led[-1].value).items():
                yield Passage(thing=thing, words=some, statements=led, weight=weight)

    def _weighed(self, concept: str) -> dict[float, list[str]]:
        if (found := self._raised.get(concept)) is None:
            by_weight: dict[float, list[str]] = defaultdict(list)
            for one, weight in raised(self._known, [concept]).items():
                by_weight[weight].append(one)
            found = self._raised[concept] = by_weight
        return found

    def _of(self, thing: str, fields: Mapping[str, float]) -> Iterator[Passage]:
        stated = self._known.statements
        for predicate, weight in fields.items():
            for one in stated.of(thing, predicate):
                yield self._said(thing, one, (one,), weight)
        for one in themes(stated, thing):
            yield from self._under(thing, one.value, (one,))

    def _said(self, thing: str, text: Statement, led: tuple[Statement, ...], weight: float) -> Passage:
        said = self._lexicon.words(text.value, text.language)
        return Passage(thing=thing, words=said, statements=led, weight=weight)

    def _under(self, thing: str, concept: str, led: tuple[Statement, ...]) -> Iterator[Passage]:
        named = self._named.get(concept)
        if named is None:
            wide = concept.removeprefix(terms.ID).startswith(WIDE)
            names = () if wide else self._known.names(concept)
            found = {word for one in names for word in self._lexicon.words(one.value, one.language)}
            named = self._named[concept] = sorted(found)
        if named:
            yield Passage(thing=thing, words=named, statements=led, weight=UNDER)
