"""What matching knows: test beds, trials, services and concepts, each as what is stated of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.matching.need import Language
from graph.matching.statements import Statement, Statements, statements_of
from ontology import terms

NAMES = (terms.PREF_LABEL, terms.ALT_LABEL)
WIDER = (terms.BROADER, terms.SKOS + "broadMatch", terms.EXACT_MATCH)
"""By what a concept leads to one that holds it: an exact match is the same concept of another list."""

LABELLED = (terms.THEME, terms.SUBJECT, terms.TEST_BED_KIND, terms.USER_GROUP)
"""By what a test bed has concepts."""

FALLBACK: Mapping[Language, tuple[str, ...]] = {
    "fi": ("fi", "sv", "en", ""),
    "sv": ("sv", "fi", "en", ""),
    "en": ("en", "fi", "sv", ""),
}
"""In which order languages stand in for one another."""

TYPE = terms.RDF + "type"
STEPS = 4
"""How many steps up a hierarchy a wider concept is sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial at a test bed: the statement that says so, what it is called, who tried, under which project.

    `themes` are what its project and who tried are about, `places` where it was.
    """

    iri: str
    at: Statement
    titles: tuple[Statement, ...]
    actors: tuple[Statement, ...]
    projects: tuple[Statement, ...]
    years: tuple[Statement, ...]
    themes: tuple[Statement, ...] = ()
    places: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """All that is stated; `beds` and `services` in the order of their addresses.

    `trials` are those at each test bed. `wider` has, for each concept, those that hold it and in how many steps.
    A test bed of which others are parts is not ranked: its parts are.
    """

    statements: Statements
    beds: tuple[str, ...]
    services: tuple[str, ...]
    trials: Mapping[str, tuple[Trial, ...]]
    wider: Mapping[str, Mapping[str, int]]

    def label(self, thing: str, language: Language = "fi") -> str:
        """Return the name of a thing in a language, or in the next best; its address where it has none."""
        names = self.statements.of(thing, terms.PREF_LABEL)
        known = {one.language: one.value for one in reversed(names)}
        return next((known[spoken] for spoken in FALLBACK[language] if spoken in known), thing)

    def concepts(self, bed: str) -> tuple[Statement, ...]:
        """Return the statements that put a test bed under a concept."""
        return tuple(one for predicate in LABELLED for one in self.statements.of(bed, predicate))

    def names(self, thing: str) -> tuple[Statement, ...]:
        """Return the statements that name a thing, in all languages."""
        return tuple(one for predicate in NAMES for one in self.statements.of(thing, predicate))


def knowledge(stated: Iterable[Statement]) -> Knowledge:
    """Return what `stated` says of test beds."""
    found = statements_of(stated)
    beds, services = _of_type(found, terms.TEST_BED), _of_type(found, terms.SERVICE)
    wholes = {one.value for bed in beds for one in found.of(bed, terms.PART_OF_TEST_BED)}
    return Knowledge(
        statements=found,
        beds=tuple(bed for bed in beds if bed not in wholes),
        services=tuple(services),
        trials=_trials(found),
        wider=_wider(found),
    )


def _of_type(found: Statements, kind: str) -> Sequence[str]:
    return sorted(found.having(TYPE, kind))


def _trials(found: Statements) -> Mapping[str, tuple[Trial, ...]]:
    at: dict[str, list[Trial]] = defaultdict(list)
    for iri in _of_type(found, terms.TRIAL):
        actors, projects = found.of(iri, terms.WAS_ASSOCIATED_WITH), found.of(iri, terms.UNDER_PROJECT)
        for place in found.of(iri, terms.TRIAL_AT):
            at[place.value].append(
                Trial(
                    iri=iri,
                    at=place,
                    titles=found.of(iri, terms.PREF_LABEL),
                    actors=actors,
                    projects=projects,
                    years=found.of(iri, terms.YEAR),
                    themes=tuple(
                        one
                        for thing in (*actors, *projects, place)
                        for predicate in (terms.SUBJECT, terms.THEME)
                        for one in found.of(thing.value, predicate)
                    ),
                    places=found.of(iri, terms.SPATIAL),
                )
            )
    return {bed: tuple(trials) for bed, trials in at.items()}


def _wider(found: Statements) -> Mapping[str, Mapping[str, int]]:
    return {concept: dict(_above(found, concept)) for concept in found.by_subject if _leads_up(found, concept)}


def _leads_up(found: Statements, concept: str) -> bool:
    return any(found.of(concept, predicate) for predicate in WIDER)


def _above(found: Statements, concept: str) -> Iterator[tuple[str, int]]:
    seen, layer = {concept}, [concept]
    for step in range(1, STEPS + 1):
        layer = sorted(
            {one.value for below in layer for predicate in WIDER for one in found.of(below, predicate)} - seen
        )
        seen.update(layer)
        for one in layer:
            yield one, step
