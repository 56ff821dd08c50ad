"""Vocabularies in SKOS: concepts with their labels and what is broader, out of one file or several.

Turtle, RDF/XML and JSON-LD are read, told apart by how they begin, and labels both plain and of SKOS-XL. One concept
may be described in several files, a part in each: all are read before any concept is told. A row is a concept; its
line is its position among the concepts of its file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Concept, Names, Origin
from ingest.opening import opening
from ingest.row import BadField
from ingest.source import Drift, Outcome, OutOfScope

SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOS_XL = "http://www.w3.org/2008/05/skos-xl#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DEFINED_BY = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
OURS = ("fi", "sv", "en")

Label = tuple[str | None, str]
"""A language, None where the source does not tell it, and a text."""


@dataclass(slots=True)
class Described:
    """What the files read so far say of one concept."""

    preferred: dict[str | None, str] = field(default_factory=dict)
    alternative: dict[Label, None] = field(default_factory=dict)
    broader: dict[str, None] = field(default_factory=dict)
    notations: list[str] = field(default_factory=list)
    defined_by: str | None = None
    deprecated: bool = False


class Vocabulary:
    """The concepts of a vocabulary by IRI, and where each is told of."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._described: dict[str, Described] = {}
        self._mentions: dict[tuple[str, str], int] = {}
        self._lines: dict[str, int] = {}
        self._forms: dict[str, Label] = {}
        self._labelled: dict[tuple[str, str, str], None] = {}

    def read(self, table: str, stream: IO[bytes]) -> None:
        """Take in a file of RDF.

        Raises
        ------
        SourceChanged
            If it is none, or has no concept.
        """
        try:
            for quad in parse(stream, format=_form(opening(stream))):
                if isinstance(quad, Quad):
                    self._take(table, quad)
        except (SyntaxError, ValueError) as error:
            raise SourceChanged(self.source, table, f"not RDF: {error}") from error
        if table not in self._lines:
            raise SourceChanged(self.source, table, "no concepts (skos:Concept) in it")

    def label(self, table: str, line: int, iri: str, label: Label) -> None:
        """Take in a label that a row of a table gives to a concept."""
        self._mentions.setdefault((table, iri), line)
        self._of(iri).preferred.setdefault(*label)

    def outcomes(
        self, scheme: str, code: Callable[[str, Described], str | None], official: str = ""
    ) -> Iterator[Outcome]:
        """Yield what becomes of each concept: told once, where it is first spoken of.

        Parameters
        ----------
        scheme
            Of the records.
        code
            Returns the code of a concept by its IRI and what is said of it, None where it is not of this vocabulary;
            raises `BadField` where it has none.
        official
            How the publisher's own IRIs begin, which a copy keeps in `rdfs:isDefinedBy`.
        """
        self._resolve_labels()
        made = {iri: self._made(scheme, iri, code, official) for _, iri in self._mentions}
        sound = {iri: one.code for iri, one in made.items() if isinstance(one, Concept)}
        told: dict[str, str] = {}
        astray: dict[str, int] = {}
        for (table, iri), line in self._mentions.items():
            found = made[iri]
            place = told.setdefault(sound.get(iri, iri), f"{table}, line {line}")
            if place != f"{table}, line {line}":
                yield OutOfScope(table=table, line=line, reason=f"told with {place}")
            elif isinstance(found, BadField):
                yield Rejected(table=table, line=line, reason=found.reason, field=found.field, value=found.value)
            elif found is None:
                yield OutOfScope(table=table, line=line, reason=f"is no concept of {scheme}")
            else:
                above = self._described[iri].broader
                astray[table] = astray.get(table, 0) + sum(one not in sound for one in above)
                yield _placed(found, table, line, tuple(sound[one] for one in above if one in sound))
        yield from (
            Drift(table=table, what=f"{count} links lead to broader concepts that no file describes")
            for table, count in astray.items()
            if count
        )

    def _made(
        self, scheme: str, iri: str, code: Callable[[str, Described], str | None], official: str
    ) -> Concept | BadField | None:
        described = self._described[iri]
        try:
            found = code(iri, described)
            if found is None:
                return None
            return Concept(
                key=found,
                origin=Origin(table=""),
                scheme=scheme,
                code=found,
                names=_names(described),
                official=_official(iri, described, official),
                deprecated=described.deprecated,
            )
        except BadField as bad:
            return bad

    def _take(self, table: str, quad: Quad) -> None:
        subject, this = quad.subject, quad.object
        if not isinstance(subject, NamedNode) and quad.predicate.value != SKOS_XL + "literalForm":
            return
        key = str(subject.value) if isinstance(subject, NamedNode) else str(subject)
        predicate = quad.predicate.value
        if isinstance(this, Literal):
            self._take_text(key, predicate, this)
        elif predicate == TYPE:
            if isinstance(this, NamedNode) and this.value == SKOS + "Concept" and (table, key) not in self._mentions:
                self._lines[table] = self._mentions[table, key] = self._lines.get(table, 0) + 1
                self._of(key)
        elif predicate in (SKOS_XL + "prefLabel", SKOS_XL + "altLabel"):
            form = this.value if isinstance(this, NamedNode) else str(this)
            self._labelled[key, predicate.removeprefix(SKOS_XL), form] = None
        elif isinstance(this, NamedNode):
            self._take_link(key, predicate, this.value)

    def _take_text(self, key: str, predicate: str, this: Literal) -> None:
        text = this.value.strip()
        if predicate == SKOS + "prefLabel":
            self._of(key).preferred.setdefault(this.language, text)
        elif predicate == SKOS + "altLabel":
            self._of(key).alternative[this.language, text] = None
        elif predicate == SKOS_XL + "literalForm":
            self._forms[key] = this.language, text
        elif predicate == SKOS + "notation":
            self._of(key).notations.append(text)
        elif predicate == DEPRECATED:
            self._of(key).deprecated = text in ("true", "1")
        elif predicate == DEFINED_BY:
            self._of(key).defined_by = text

    def _take_link(self, key: str, predicate: str, target: str) -> None:
        if predicate == SKOS + "broader":
            self._of(key).broader[target] = None
        elif predicate == SKOS + "narrower":
            self._of(target).broader[key] = None
        elif predicate == DEFINED_BY:
            self._of(key).defined_by = target

    def _resolve_labels(self) -> None:
        for key, kind, form in self._labelled:
            if label := self._forms.get(form):
                if kind == "prefLabel":
                    self._of(key).preferred.setdefault(*label)
                else:
                    self._of(key).alternative[label] = None

    def _of(self, iri: str) -> Described:
        return self._described.setdefault(iri, Described())


def _form(start: bytes) -> RdfFormat:
    if start.startswith((b"<?xml", b"<rdf:RDF", b"<!")):
        return RdfFormat.RDF_XML
    return RdfFormat.JSON_LD if start[:1] in (b"{", b"[") else RdfFormat.TURTLE


def _names(described: Described) -> Names:
    known = described.preferred
    if not known.keys() & {*OURS, None}:
        raise BadField("is missing in Finnish, Swedish and English", field="prefLabel")
    others = [(language, text) for language, text in known.items() if language is not None and language not in OURS]
    alternatives = list(described.alternative)
    return Names(
        fi=known.get("fi"),
        sv=known.get("sv"),
        en=known.get("en"),
        und=known.get(None),
        other=tuple(text for language, text in alternatives if language is None),
        marked=tuple(sorted(others) + sorted((la, text) for la, text in alternatives if la is not None)),
    )


def _official(iri: str, described: Described, begins: str) -> str:
    defined_by = described.defined_by or ""
    return defined_by if begins and defined_by.startswith(begins) else iri


def _placed(concept: Concept, table: str, line: int, broader: tuple[str, ...]) -> Concept:
    return replace(concept, origin=Origin(table=table, line=line), broader=broader)
