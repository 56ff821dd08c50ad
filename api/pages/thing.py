"""The page about one thing: its facts by property, and its sources as numbered notes.

Most facts of a thing come from the same few rows, so each row of a source is told in full once, as a note, and a fact
refers to it. What holds for one statement only (how sure it is, who assigned it) stands with the fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from api.pages.words import borrowed
from graph.rdf.describe import Description, Fact, Provenance, Value
from ontology import terms
from ontology.turtle import Language, Text

FIRST = (terms.PREF_LABEL, terms.ALT_LABEL, terms.A, terms.DESCRIPTION)
LAST = (terms.EDITORIAL_NOTE, terms.WAS_DERIVED_FROM)
"""Properties that stand on top of the table, and at its end; the others come in the order of their names."""


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
    """All values of one property."""

    predicate: str
    name: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """A description laid out for its page. `kind` is what the thing is called by its types."""

    iri: str
    label: Text
    kinds: tuple[Text, ...]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    links: tuple[tuple[Text, str, tuple[Value, ...]], ...]
    link_count: int
    shown_links: int


def thing_page(found: Description, language: Language) -> ThingPage:
    """Return `found` laid out for its page."""
    known = borrowed(language)
    notes = _notes(found.facts)
    groups = sorted(_groups(found.facts, notes, known), key=_place)
    types = next((one.rows for one in groups if one.predicate == terms.A), ())
    return ThingPage(
        iri=found.iri,
        label=found.label,
        kinds=tuple(row.value.label for row in types if row.value.label is not None),
        groups=tuple(groups),
        notes=tuple(Note(number=number, said=said) for said, number in notes.items()),
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


def _groups(facts: Iterable[Fact], notes: Mapping[Provenance, int], known: Mapping[str, Text]) -> Iterable[Group]:
    by_predicate: dict[str, list[Fact]] = {}
    for fact in facts:
        by_predicate.setdefault(fact.predicate, []).append(fact)
    for predicate, members in by_predicate.items():
        yield Group(
            predicate=predicate,
            name=known.get(predicate, members[0].predicate_label),
            rows=tuple(
                Row(value=_called(one.value, known), sayings=_sayings(one, notes))
                for one in sorted(members, key=lambda one: not one.value.text.startswith(terms.VK))
            ),
        )


def _called(value: Value, known: Mapping[str, Text]) -> Value:
    return replace(value, label=known.get(value.text, value.label)) if value.is_iri else value


def _sayings(fact: Fact, notes: Mapping[Provenance, int]) -> tuple[Saying, ...]:
    return tuple(
        Saying(note=notes[_bare(said)], confidence=said.confidence, assigned_by=said.assigned_by)
        for said in fact.sources
    )


def _place(group: Group) -> tuple[int, int, str]:
    if group.predicate in FIRST:
        return 0, FIRST.index(group.predicate), ""
    if group.predicate in LAST:
        return 2, LAST.index(group.predicate), ""
    return 1, 0, group.name.value.casefold()


def _links(found: Description, known: Mapping[str, Text]) -> Iterable[tuple[Text, str, tuple[Value, ...]]]:
    by_predicate: dict[str, list[Value]] = {}
    names: dict[str, Text] = {}
    for link in found.links:
        names[link.predicate] = known.get(link.predicate, link.predicate_label)
        by_predicate.setdefault(link.predicate, []).append(Value(text=link.thing, is_iri=True, label=link.label))
    for predicate, things in by_predicate.items():
        yield names[predicate], predicate, tuple(things)
