"""Turtle files as an index: what a thing says under a property, and the texts of it in one language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology.terms import OWL, PREFIXES, RDF

Language = OneOf["fi", "sv", "en"]
Node = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and the language it is in."""

    value: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A term that another refers to: its IRI and its short name, such as `prov:Entity`."""

    iri: str
    name: str


class Statements:
    """The triples of some Turtle files, found by subject and property."""

    def __init__(self, files: Iterable[bytes]) -> None:
        self._objects: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
        self._subjects: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.prefixes: dict[str, str] = dict(PREFIXES)
        for content in files:
            reader = parse(content, format=RdfFormat.TURTLE)
            for quad in reader:
                if isinstance(quad.object, Triple):
                    raise TypeError(f"the vocabulary holds no triple terms, but {quad.object}")
                subject = quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
                self._objects[subject, quad.predicate.value].append(quad.object)
                self._subjects[quad.predicate.value, quad.object.value].append(subject)
            self.prefixes |= reader.prefixes

    def of_type(self, iri: str) -> list[str]:
        """Return the things of a class, in order of IRI."""
        return sorted(self._subjects[RDF + "type", iri])

    def having(self, predicate: str, value: str) -> list[str]:
        """Return the things that have `value` for `predicate`, in order of IRI."""
        return sorted(self._subjects[predicate, value])

    def plain(self, subject: str, predicate: str) -> str:
        """Return the one value of a property, whatever it is."""
        return self._objects[subject, predicate][0].value

    def text(self, subject: str, predicate: str, language: Language) -> Text:
        """Return a text that must exist, in `language` or else in English."""
        found = self.optional_text(subject, predicate, language)
        if found is None:
            raise AssertionError(f"{subject} has no {predicate} in {language} nor in English")
        return found

    def optional_text(self, subject: str, predicate: str, language: Language) -> Text | None:
        """Return a text in `language`, or in English, or None."""
        texts = {one.language: one for one in self._objects[subject, predicate] if isinstance(one, Literal)}
        found = texts.get(language) or texts.get("en")
        return found and Text(value=found.value, language=found.language or "")

    def links(self, subject: str, *predicates: str) -> tuple[Link, ...]:
        """Return what a thing links to; the members of a union where it links to one."""
        found = [node for one in predicates for node in self._objects[subject, one]]
        return tuple(self._link(one) for node in found for one in self._members(node))

    def _members(self, node: Node) -> list[str]:
        if not isinstance(node, BlankNode):
            return [node.value]
        return self._listed(str(self._objects[str(node), OWL + "unionOf"][0]))

    def _listed(self, node: str) -> list[str]:
        members: list[str] = []
        while self._objects[node, RDF + "first"]:
            members.append(self.plain(node, RDF + "first"))
            node = str(self._objects[node, RDF + "rest"][0])
        return members

    def _link(self, iri: str) -> Link:
        fitting = [(prefix, base) for prefix, base in self.prefixes.items() if iri.startswith(base)]
        prefix, base = max(fitting, key=lambda one: len(one[1]), default=("", ""))
        return Link(iri=iri, name=f"{prefix}:{iri.removeprefix(base)}" if prefix else iri)
