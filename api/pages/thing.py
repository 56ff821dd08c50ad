"""The page about one thing: its facts by property, and its sources as numbered notes.

Most facts of a thing come from the same few rows, so each row of a source is told in full once, as a note, and a fact
refers to it. What holds for one statement only (how sure it is, who assigned it) stands with the fact. Where a thing is
of a kind whose fields people look for (`api.pages.fields`), those that nobody states are there too, as not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from api.pages.fields import fields_of
from api.pages.trials import Trial, trials
from api.pages.values import shown
from api.pages.words import borrowed, named
from graph.rdf.describe import Description, Fact, Provenance, Value
from ontology import terms
from ontology.turtle import Language, Text

FIRST = (terms.PREF_LABEL, terms.ALT_LABEL, terms.A, terms.DESCRIPTION)
LAST = (terms.EDITORIAL_NOTE, terms.WAS_DERIVED_FROM)
"""Properties that stand on top of the table, and at its end; between them the fields of the kind of thing, then the
others in the order of their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One source of one fact: the number of its note, and what holds for this statement only."""

    note: int
    confidence: str | None
    assigned_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One row of a source, as told once; its `confidence` and `assigned_by` are left to the facts."""

    number: int
    said: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One value of a property, and who says so."""

    value: Value
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All values of one property; none where it is a field that nobody states."""

    predicate: str
    name: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """A description laid out for its page. `kind` is what the thing is called by its types.

    `trials` are those at a test bed, the newest first; None where the thing is none.
    """

    iri: str
    label: Text
    kinds: tuple[Text, ...]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    trials: tuple[Trial, ...] | None
    links: tuple[tuple[Text, str, tuple[Value, ...]], ...]
    link_count: int
    shown_links: int


def thing_page(found: Description, language: Language) -> ThingPage:
    """Return `found` laid out for its page."""
    known = borrowed(language)
    notes = _notes(found.facts)
    groups = [*_groups(found.facts, notes, language), *_unknown(found, language)]
    types = next((one.rows for one in groups if one.predicate == terms.A), ())
    return ThingPage(
        iri=found.iri,
        label=found.label,
        kinds=tuple(row.value.label for row in types if row.value.label is not None),
        groups=tuple(sorted(groups, key=lambda one: _place(one, found.iri))),
        notes=tuple(Note(number=number, said=said) for said, number in notes.items()),
        trials=None if found.trials is None else trials(found.trials, language),
        links=tuple(_links(found, known)),
        link_count=found.link_count,
        shown_links=len(found.links),
    )


def _notes(facts: Iterable[Fact]) -> dict[Provenance, int]:
    numbers: dict[Provenance, int] = {}
    for fact in facts:
        for said in fact.sources:
            numbers.setdefault(_bare(said), len(numbers) + 1)
    return numbers


def _bare(said: Provenance) -> Provenance:
    return replace(said, confidence=None, assigned_by=None)


def _groups(facts: Iterable[Fact], notes: Mapping[Provenance, int], language: Language) -> Iterable[Group]:
    known = borrowed(language)
    by_predicate: dict[str, list[Fact]] = {}
    for fact in facts:
        by_predicate.setdefault(fact.predicate, []).append(fact)
    for predicate, members in by_predicate.items():
        yield Group(
            predicate=predicate,
            name=known.get(predicate, members[0].predicate_label),
            rows=tuple(
                Row(value=shown(one.value, language), sayings=_sayings(one, notes))
                for one in sorted(members, key=lambda one: not one.value.text.startswith(terms.VK))
            ),
        )


def _unknown(found: Description, language: Language) -> Iterable[Group]:
    """Yield the fields of the thing that nobody states, each under the first property that would tell it."""
    stated = {fact.predicate for fact in found.facts}
    for field in fields_of(found.iri) if stated else ():
        if not stated.intersection(field):
            yield Group(predicate=field[0], name=named(language)[field[0]], rows=())


def _sayings(fact: Fact, notes: Mapping[Provenance, int]) -> tuple[Saying, ...]:
    return tuple(
        Saying(note=notes[_bare(said)], confidence=said.confidence, assigned_by=said.assigned_by)
        for said in fact.sources
    )


def _place(group: Group, iri: str) -> tuple[int, int, str]:
    fields = [predicate for field in fields_of(iri) for predicate in field]
    for place, listed in ((0, FIRST), (1, fields), (3, LAST)):
        if group.predicate in listed:
            return place, listed.index(group.predicate), ""
    return 2, 0, group.name.value.casefold()


def _links(found: Description, known: Mapping[str, Text]) -> Iterable[tuple[Text, str, tuple[Value, ...]]]:
    by_predicate: dict[str, list[Value]] = {}
    names: dict[str, Text] = {}
    for link in found.links:
        names[link.predicate] = known.get(link.predicate, link.predicate_label)
        by_predicate.setdefault(link.predicate, []).append(Value(text=link.thing, is_iri=True, label=link.label))
    for predicate, things in by_predicate.items():
        yield names[predicate], predicate, tuple(things)
