"""The vocabulary as a reader sees it: terms and code lists in one language, with what they link to.

Read from the Turtle files of the package; nothing here knows how it will look. A text that does not exist in the
language asked for comes in English, and says so in its `language`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ontology.files import concept_files, ontology_file
from ontology.terms import DCT, OWL, RDFS, SKOS, VK
from ontology.turtle import Language, Link, Statements, Text

TermKind = Literal["class", "datatype", "property"]

KINDS: dict[str, TermKind] = {
    OWL + "Class": "class",
    RDFS + "Datatype": "datatype",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, datatype or property of ours; `name` is the part of its IRI after the hash."""

    iri: str
    name: str
    kind: TermKind
    label: Text
    definition: Text
    parents: tuple[Link, ...]
    close: tuple[Link, ...]
    related: tuple[Link, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One entry of a code list. `broader` and `matches` are other concepts, ours and published ones."""

    iri: str
    notation: str
    label: Text
    definition: Text | None
    note: Text | None
    broader: tuple[Link, ...]
    matches: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A code list; `name` is the last part of its IRI."""

    iri: str
    name: str
    label: Text
    definition: Text
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All terms and code lists; terms in order of name, code lists and their concepts in order of IRI."""

    title: Text
    description: Text
    version: str
    licence: str
    prefixes: tuple[Link, ...]
    terms: tuple[Term, ...]
    schemes: tuple[Scheme, ...]

    def of_kind(self, kind: TermKind) -> tuple[Term, ...]:
        """Return the terms of one kind."""
        return tuple(one for one in self.terms if one.kind == kind)


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Return the vocabulary of the package, its texts in `language`."""
    terms, lists = Statements([ontology_file()]), Statements(content for _, content in concept_files())
    header = terms.of_type(OWL + "Ontology")[0]
    return Vocabulary(
        title=terms.text(header, DCT + "title", language),
        description=terms.text(header, DCT + "description", language),
        version=terms.plain(header, OWL + "versionInfo"),
        licence=terms.plain(header, DCT + "license"),
        prefixes=tuple(Link(iri=iri, name=name) for name, iri in sorted(terms.prefixes.items())),
        terms=tuple(sorted(_terms(terms, language), key=lambda one: one.name.casefold())),
        schemes=tuple(_scheme(lists, iri, language) for iri in lists.of_type(SKOS + "ConceptScheme")),
    )


def _terms(read: Statements, language: Language) -> Iterable[Term]:
    for owl_type, kind in KINDS.items():
        for iri in read.of_type(owl_type):
            if iri.startswith(VK):
                yield _term(read, iri, kind, language)


def _term(read: Statements, iri: str, kind: TermKind, language: Language) -> Term:
    return Term(
        iri=iri,
        name=iri.removeprefix(VK),
        kind=kind,
        label=read.text(iri, RDFS + "label", language),
        definition=read.text(iri, SKOS + "definition", language),
        parents=read.links(iri, RDFS + "subClassOf", RDFS + "subPropertyOf"),
        close=read.links(iri, SKOS + "closeMatch"),
        related=read.links(iri, SKOS + "relatedMatch"),
        domain=read.links(iri, RDFS + "domain"),
        range=read.links(iri, RDFS + "range"),
    )


def _scheme(read: Statements, iri: str, language: Language) -> Scheme:
    return Scheme(
        iri=iri,
        name=iri.rsplit("/", 1)[-1],
        label=read.text(iri, SKOS + "prefLabel", language),
        definition=read.text(iri, SKOS + "definition", language),
        concepts=tuple(_concept(read, one, language) for one in read.having(SKOS + "inScheme", iri)),
    )


def _concept(read: Statements, iri: str, language: Language) -> Concept:
    return Concept(
        iri=iri,
        notation=read.plain(iri, SKOS + "notation"),
        label=read.text(iri, SKOS + "prefLabel", language),
        definition=read.optional_text(iri, SKOS + "definition", language),
        note=read.optional_text(iri, SKOS + "scopeNote", language),
        broader=read.links(iri, SKOS + "broader"),
        matches=read.links(iri, SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "broadMatch"),
    )
