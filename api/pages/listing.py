"""A list laid out for its page: facets that add and remove filters, chips of those set, a line for each thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel import Locale

from api.pages.words import LOCALES, counted, words
from graph.listing.entry import in_language
from graph.listing.kinds import Name
from graph.listing.reading import Choice, Choices
from ontology.turtle import Language

SHOWN = 40
"""How many values of a facet are shown, those of the most things."""

EXCERPT = 240
"""How many characters of a description are shown."""

OPEN = ("kind", "city", "focus-area", "access", "programme")
"""The facets that are open at first."""

TONGUES = {"fi": "finnish", "sv": "swedish", "en": "english"}
TRUTHS = {"true": "yes", "false": "no"}

Pairs = Sequence[tuple[str, str]]
"""What a list is asked for, as it stands in its address: all but which page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value of a facet: what it is called, how many things it leaves, and where choosing or dropping it leads."""

    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter with what it offers; `unknown` things have no value of it, `left` values are not shown."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    unknown: int
    left: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is set: what it says, and where the list is without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing of a list: its address, its name, what is told of it briefly, and its description."""

    iri: str
    label: str
    about: tuple[str, ...]
    text: str | None


def facets(offered: Iterable[Choices], pairs: Pairs, language: Language) -> tuple[Facet, ...]:
    """Return the facets of a list that is asked for by `pairs`."""
    return tuple(_facet(one, pairs, language) for one in offered if one.values)


def chips(pairs: Pairs, offered: Iterable[Choices], names: Mapping[str, str], language: Language) -> tuple[Chip, ...]:
    """Return the filters that are set; `names` has what things are called by which lists are filtered."""
    known = {one.name: one for one in offered}
    said = words(language)
    found = []
    for name, given in pairs:
        if f"facet_{name}" in said:
            value = next((one for one in known[name].values if one.is_called(given)), None) if name in known else None
            label = shown(name, value, language) if value else names.get(given, given)
            found.append(Chip(label=f"{said[f'facet_{name}']}: {label}", query=without(pairs, name, given)))
    return tuple(found)


def without(pairs: Pairs, name: str, value: str) -> str:
    """Return the query without a filter."""
    return urlencode([one for one in pairs if one != (name, value)])


def shown(name: str, value: Choice, language: Language) -> str:
    """Return what a value of a filter is called.

    >>> shown("country", Choice(value="SE", labels={}, count=1), "fi")
    'Ruotsi'
    """
    if value.labels:
        return in_language(value.labels, language) or value.value
    said = words(language)
    if name == "country":
        return str(Locale.parse(LOCALES[language]).territories.get(value.value, value.value))
    if name == "service-lang":
        return said[TONGUES[value.value]] if value.value in TONGUES else value.value
    return said[TRUTHS[value.value]] if value.value in TRUTHS else value.value


def line(told: Mapping[str, Any], listing: Name, language: Language) -> Line:
    """Return the line of one thing; `told` is what lists tell of it."""
    text = told.get("can_be_tested") or told.get("description")
    return Line(
        iri=told["iri"],
        label=told["label"],
        about=tuple(one for one in _about(told, listing, language) if one),
        text=text if text is None or len(text) <= EXCERPT else f"{text[:EXCERPT].rpartition(' ')[0]} …",
    )


def _facet(one: Choices, pairs: Pairs, language: Language) -> Facet:
    given = [value for name, value in pairs if name == one.name]
    chosen = [value for value in one.values if any(map(value.is_called, given))]
    best = [*chosen, *(value for value in one.values if value not in chosen)][: max(SHOWN, len(chosen))]
    return Facet(
        name=one.name,
        label=words(language)[f"facet_{one.name}"],
        values=tuple(_value(one.name, value, pairs, value in chosen, language) for value in best),
        unknown=one.unknown,
        left=len(one.values) - len(best),
        is_open=one.name in OPEN or bool(chosen),
    )


def _value(name: str, value: Choice, pairs: Pairs, chosen: bool, language: Language) -> FacetValue:
    others = [one for one in pairs if not (one[0] == name and value.is_called(one[1]))]
    query = others if chosen else [*others, (name, value.value)]
    return FacetValue(label=shown(name, value, language), count=value.count, chosen=chosen, query=urlencode(query))


def _about(told: Mapping[str, Any], listing: Name, language: Language) -> Iterator[str]:
    if told.get("kind"):
        yield told["kind"]["label"]
    if listing == "projects":
        start, end = told["start"], told["end"]
        yield f"{start or '?'} – {end or '?'}" if start or end else words(language)["no_info"]
        yield told["programme"] or ""
        if told["lead_only"] is not True:
            yield counted("n_participants", told["participants"], language)
    yield ", ".join(one["label"] for one in told["cities"][:4])
    yield ", ".join(one["label"] for one in told.get("focus_areas", ())[:2])
    yield ", ".join(one["label"] for one in told.get("operators", ())[:2])
    for name in ("projects", "testbeds", "trials"):
        if isinstance(count := told.get(name), int) and count:
            yield counted(f"n_{name}", count, language)
