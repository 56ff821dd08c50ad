"""The statements of one record: a small collector that the mappings fill.

It knows how a value of ours becomes a term of RDF (partial dates by their precision, money as decimal) and drops
what is `None`: unknown stays unsaid. Which property says what is in the mappings beside it.
"""

from collections.abc import Iterable
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.identity.identifiers import KINDS
from graph.rdf import iris
from graph.rdf.iris import node
from graph.rdf.write.doubts import Triple, is_of_field
from graph.records import Address, Assigner, Classification, Confidence, DatedName, Money, Names, Point, Record
from graph.references import ABROAD
from ontology import terms

DATE_TYPES = {4: terms.XSD + "gYear", 7: terms.XSD + "gYearMonth", 10: terms.XSD + "date"}
"""The datatype of a partial date, by its length."""

CURRENCY = "http://publications.europa.eu/resource/authority/currency/"


NUTS = "http://data.europa.eu/nuts/code/"


class Statements:
    """What one record says, as triples about its record IRI and about the nodes that belong to it."""

    def __init__(self, record: Record, source: str) -> None:
        self.source, self.kind, self.key, self.origin = source, KINDS[type(record)], record.key, record.origin
        self.subject = node_of(iris.record(source, self.kind, self.key))
        self.triples: list[Triple] = []
        self.owned: dict[NamedNode, None] = {}

    def of(self, kind: str, key: str | None) -> str | None:
        """Return the record IRI of another thing of the same source, or the address that `id:{kind}/{key}` means."""
        if key is None:
            return None
        if key.startswith(ABROAD):
            found, _, rest = key.removeprefix(ABROAD).partition("/")
            return iris.thing(found, rest)
        return iris.record(self.source, kind, key)

    def link(self, predicate: str, target: str | None, *, about: NamedNode | None = None) -> None:
        """Say that the record (or the node `about`) has the thing `target`."""
        if target is not None:
            self.triples.append((about or self.subject, node(predicate), node_of(target)))

    def types(self, *classes: str, about: NamedNode | None = None) -> None:
        """Say which classes the record (or `about`) is of."""
        for one in classes:
            self.link(terms.A, one, about=about)

    def text(
        self, predicate: str, value: str | None, language: str | None = None, *, about: NamedNode | None = None
    ) -> None:
        """Say a string, in `language` where it is in one."""
        if value is not None:
            literal = Literal(value, language=language) if language else Literal(value)
            self.triples.append((about or self.subject, node(predicate), literal))

    def typed(self, predicate: str, value: object, datatype: str, *, about: NamedNode | None = None) -> None:
        """Say a value of the XSD type `datatype`."""
        if value is not None:
            literal = Literal(_lexical(value), datatype=node(terms.XSD + datatype))
            self.triples.append((about or self.subject, node(predicate), literal))

    def date(self, predicate: str, value: str | None, *, about: NamedNode | None = None) -> None:
        """Say a partial date: a year, a month or a day."""
        if value is not None:
            literal = Literal(value, datatype=node(DATE_TYPES[len(value)]))
            self.triples.append((about or self.subject, node(predicate), literal))

    def years(self, predicate: str, values: Iterable[int]) -> None:
        """Say years, each a value of its own."""
        for value in values:
            self.date(predicate, f"{value:04}")

    def names(self, names: Names, *, about: NamedNode | None = None) -> None:
        """Say the names, one preferred in each language, and one where the language is not told."""
        preferred = [(names.fi, "fi"), (names.sv, "sv"), (names.en, "en"), (names.und, None)]
        for name, language in preferred:
            self.text(terms.PREF_LABEL, name, language, about=about)
        others: list[tuple[str, str | None]] = [(one, None) for one in (*names.other, *names.short)]
        others += [(text, language) for language, text in names.marked]
        others += [(one.text, one.language) for one in names.dated]
        for name, language in dict.fromkeys(others):
            if (name, language) not in preferred:
                self.text(terms.ALT_LABEL, name, language, about=about)
        for short in names.short:
            self.text(terms.ACRONYM, short, about=about)
        self._dated(names.dated, about)

    def _dated(self, names: Iterable[DatedName], about: NamedNode | None) -> None:
        for number, one in enumerate(names, start=1):
            made = self.node("name", f"{self.source}-{self.kind}-{self.key}-{number}")
            self.link(terms.XL_ALT_LABEL, made.value, about=about)
            self.types(terms.XL_LABEL, about=made)
            self.text(terms.XL_LITERAL_FORM, one.text, one.language, about=made)
            self.date(terms.START_DATE, one.start, about=made)
            self.date(terms.END_DATE, one.end, about=made)

    def note(self, note: str | None) -> None:
        """Say a curator's note."""
        self.text(terms.EDITORIAL_NOTE, note, "en")

    def node(self, kind: str, key: str) -> NamedNode:
        """Return a node that belongs to this record."""
        made = node_of(iris.thing(kind, key))
        self.owned[made] = None
        return made

    def concept(self, predicate: str, kind: str, code: str | None) -> None:
        """Say that the record has the concept `code` of the code list of `kind`."""
        if code is not None:
            self.link(predicate, iris.thing(kind, code))

    def keywords(self, predicate: str, kind: str, words: Iterable[str]) -> None:
        """Say open keywords; each is made a concept, since no code list holds them all."""
        for word in words:
            made = node_of(iris.keyword(kind, word))
            self.owned[made] = None
            self.link(predicate, made.value)
            self.types(terms.SKOS_CONCEPT, about=made)
            self.text(terms.PREF_LABEL, word, "en", about=made)
            self.link(terms.IN_SCHEME, iris.scheme(kind), about=made)

    def identifier(self, scheme: str, number: str | None) -> None:
        """Say that a register knows the thing by `number`."""
        if number is None:
            return
        made = self.node("identifier", f"{scheme}-{number}")
        self.link(terms.IDENTIFIER, made.value)
        self.types(terms.IDENTIFIER_CLASS, about=made)
        self.text(terms.NOTATION, number, about=made)
        self.link(terms.CONFORMS_TO, iris.thing("identifier-scheme", scheme), about=made)

    def geometry(self, wkt: str | None, number: int | None = None) -> None:
        """Say where the thing lies, as well-known text; `number` tells the geometries of one thing apart."""
        if wkt is None:
            return
        suffix = "" if number is None else f"-{number}"
        made = self.node("geometry", f"{self.source}-{self.kind}-{self.key}{suffix}")
        self.link(terms.HAS_GEOMETRY, made.value)
        self.types(terms.GEOMETRY, about=made)
        self.triples.append((made, node(terms.AS_WKT), Literal(wkt, datatype=node(terms.WKT_LITERAL))))

    def address(self, address: Address | None, predicate: str = terms.LOCN_ADDRESS) -> None:
        """Say where the thing is: its address as a node, its municipality as a place, its point on the map."""
        if address is None:
            return
        self.link(terms.SPATIAL, address.municipality and iris.thing("place", f"fi-{address.municipality}"))
        self.geometry(None if address.point is None else wkt_point(address.point))
        lines = {
            terms.ADMIN_UNIT_L1: address.country,
            terms.POST_NAME: address.locality,
            terms.POST_CODE: address.postcode,
            terms.THOROUGHFARE: address.street,
        }
        if address.nuts is None and not any(lines.values()):
            return
        made = self.node("address", f"{self.source}-{self.kind}-{self.key}")
        self.link(predicate, made.value)
        self.types(terms.ADDRESS_CLASS, about=made)
        for part, line in lines.items():
            self.text(part, line, about=made)
        self.link(terms.REGION, address.nuts and nuts(address.nuts), about=made)

    def classify(self, classifications: Iterable[Classification]) -> None:
        """Say which subjects the thing was put under, and by whom."""
        for one in classifications:
            concept = iris.thing(one.scheme, one.concept)
            self.link(terms.SUBJECT, concept)
            self.assign(concept, one.by)

    def assign(self, concept: str, by: Assigner) -> None:
        """Say who put the thing into `concept`, which another statement links it to."""
        code = concept.removeprefix(terms.ID).replace("/", "-")
        made = node_of(f"{iris.thing('classification', f'{self.source}-{self.kind}-{self.key}')}-{code}")
        self.owned[made] = None
        self.types(terms.CLASSIFICATION, about=made)
        self.link(terms.CLASSIFIES, self.subject.value, about=made)
        self.link(terms.CONCEPT, concept, about=made)
        self.link(terms.ASSIGNED_BY, iris.thing("agent", by), about=made)

    def money(self, amounts: Iterable[Money]) -> None:
        """Say amounts, each a node with its meaning."""
        for number, one in enumerate(amounts, start=1):
            made = self.node("money", f"{self.source}-{self.kind}-{self.key}-{number}")
            self.link(terms.MONEY, made.value)
            self.types(terms.E_MONETARY_AMOUNT, about=made)
            self.typed(terms.E_VALUE, one.value, "decimal", about=made)
            self.link(terms.E_CURRENCY, CURRENCY + one.currency, about=made)
            self.link(terms.MONEY_KIND, iris.thing("money-kind", one.kind), about=made)
            self.typed(terms.YEAR, None if one.year is None else f"{one.year:04}", "gYear", about=made)
            self.link(terms.FUNDER, self.of("org", one.funder), about=made)
            self.text(terms.EDITORIAL_NOTE, one.note, "en", about=made)

    @property
    def speaks(self) -> bool:
        """Whether the record says anything of a thing of its own."""
        return any(subject == self.subject for subject, _, _ in self.triples)

    def doubted(self) -> list[tuple[Triple, Confidence]]:
        """Return the record's own triples that are weaker than the record, each with how sure it is."""
        return [
            (triple, confidence)
            for field, confidence in self.origin.doubts
            for triple in self.triples
            if triple[0] == self.subject and is_of_field(triple, field)
        ]


def wkt_point(point: Point) -> str:
    """Return a position as well-known text; GeoSPARQL writes the longitude first."""
    return f"POINT({point.lon:f} {point.lat:f})"


def nuts(code: str) -> str:
    """Return the IRI of a statistical region."""
    return NUTS + iris.segment(code)


def node_of(iri: str) -> NamedNode:
    """Return the node of an IRI that is not worth remembering."""
    return NamedNode(iri)


def _lexical(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
