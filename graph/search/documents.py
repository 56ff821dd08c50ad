"""What is searched: the things of a release, each with its names, its texts, and the facets it is counted by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.text.language import Language

Kind = Literal["actor", "project", "testbed", "service", "theme"]
Facet = Literal["kind", "city", "focus-area", "year", "source"]

KINDS: tuple[Kind, ...] = ("actor", "project", "testbed", "service", "theme")
FACETS: tuple[Facet, ...] = ("kind", "city", "focus-area", "year", "source")
"""By what hits are counted and chosen. `year` is that of the start."""

Labels = Mapping[Language, str]

_KIND_LABELS: Mapping[Kind, Labels] = {
    "actor": {"fi": "toimija", "sv": "aktör", "en": "actor"},
    "project": {"fi": "hanke", "sv": "projekt", "en": "project"},
    "testbed": {"fi": "kehitys- ja kokeiluympäristö", "sv": "utvecklings- och försöksmiljö", "en": "test bed"},
    "service": {"fi": "yrityspalvelu", "sv": "företagstjänst", "en": "service"},
    "theme": {"fi": "teema", "sv": "tema", "en": "theme"},
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language that its source says it is in; None where it does not say."""

    value: str
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing to be found: `address` is `{kind}/{key}`, `names` are the preferred ones, at least one.

    `aliases` are its other names, acronyms and names of some time. `cities` and `focus_areas` are addresses, `sources`
    names. `year` is that of its start, None where no source states it. `popularity` counts what it took part in.
    """

    address: str
    kind: Kind
    names: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    texts: tuple[Text, ...] = ()
    identifiers: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    year: int | None = None
    popularity: int = 0

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Return the values it has of a facet."""
        match facet:
            case "kind":
                return (self.kind,)
            case "city":
                return self.cities
            case "focus-area":
                return self.focus_areas
            case "source":
                return self.sources
            case "year":
                return () if self.year is None else (str(self.year),)


def kind_labels() -> Mapping[str, Labels]:
    """Return what the kinds are called."""
    return {kind: _KIND_LABELS[kind] for kind in KINDS}


def in_language(texts: Mapping[Language, str] | None, wanted: Language) -> str | None:
    """Return the text in the language wanted, else the one in Finnish, Swedish, English, whichever there is.

    >>> in_language({"en": "Espoo", "sv": "Esbo"}, "fi")
    'Esbo'
    """
    order: tuple[Language, ...] = (wanted, "fi", "sv", "en")
    return next((texts[one] for one in order if one in texts), None) if texts else None
