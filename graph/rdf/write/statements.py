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
from graph.records import Assigner, Classification, Confidence, Money, Names, Record
from ontology import terms

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

DATE_TYPES = {4: terms.XSD + "gYear", 7: terms.XSD + "gYearMonth", 10: terms.XSD + "date"}
"""The datatype of a partial date, by its length."""

CURRENCY = "http://publications.europa.eu/resource/authority/currency/"


class Statements:
    """What one record says, as triples about its record IRI and about the nodes that belong to it."""

    def __init__(self, record: Record, source: str) -> None:
        self.source, self.kind, self.key, self.origin = source, KINDS[type(record)], record.key, record.origin
        self.subject = node_of(iris.record(source, self.kind, self.key))
        self.triples: list[Triple] = []
        self.owned: dict[NamedNode, None] = {}

    def of(self, kind: str, key: str | None) -> str | None:
        """Return the record IRI of another thing of the same source."""
        return None if key is None else iris.record(self.source, kind, key)

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

    def date(self, predicate: str, value: str | None) -> None:
        """Say a partial date: a year, a month or a day."""
        if value is not None:
            self.triples.append((self.subject, node(predicate), Literal(value, datatype=node(DATE_TYPES[len(value)]))))

    def years(self, predicate: str, values: Iterable[int]) -> None:
        """Say years, each a value of its own."""
        for value in values:
            self.date(predicate, f"{value:04}")

    def names(self, names: Names) -> None:
        """Say the names, one preferred in each language."""
        for language in ("fi", "sv", "en"):
            self.text(terms.PREF_LABEL, getattr(names, language), language)
        for other in names.other:
            self.text(terms.ALT_LABEL, other)

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

    def wkt_point(self, geometry: NamedNode, *, lon: Decimal, lat: Decimal) -> None:
        """Say where `geometry` lies; GeoSPARQL writes the longitude first."""
        self.types(terms.GEOMETRY, about=geometry)
        point = Literal(f"POINT({lon:f} {lat:f})", datatype=node(terms.WKT_LITERAL))
        self.triples.append((geometry, node(terms.AS_WKT), point))

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
            if triple[0] == self.subject and _is_of_field(triple, field)
        ]


FIELD_PROPERTIES: dict[str, tuple[str, ...]] = {
    "access_mode": (terms.ACCESS_MODE,),
    "access_terms": (terms.ACCESS_TERMS,),
    "actor": (terms.WAS_ASSOCIATED_WITH,),
    "address": (terms.ADDRESS,),
    "business_id": (terms.IDENTIFIER,),
    "ror": (terms.IDENTIFIER, terms.EXACT_MATCH),
    "wikidata": (terms.IDENTIFIER, terms.EXACT_MATCH),
    "cities": (terms.SPATIAL,),
    "city": (terms.SPATIAL, terms.MAIN_CITY),
    "district": (terms.DISTRICT,),
    "end": (terms.END_DATE, terms.E_END_DATE),
    "fund": (terms.FUND,),
    "funder": (terms.FUNDER,),
    "instrument": (terms.INSTRUMENT,),
    "kind": (terms.ACTOR_KIND, terms.TEST_BED_KIND, terms.SERVICE_KIND),
    "languages": (terms.LANGUAGE,),
    "last_seen": (terms.LAST_SEEN,),
    "name_en": (terms.PREF_LABEL,),
    "name_fi": (terms.PREF_LABEL,),
    "name_sv": (terms.PREF_LABEL,),
    "names": (terms.PREF_LABEL,),
    "operator": (terms.OPERATED_BY,),
    "outcome": (terms.OUTCOME,),
    "organisation": (terms.ORGANISER, terms.E_IS_ROLE_OF),
    "parent": (terms.PART_OF_TEST_BED,),
    "part_of": (terms.SUB_ORGANIZATION_OF,),
    "project": (terms.UNDER_PROJECT, terms.E_IS_INVOLVED_IN),
    "programme": (terms.PROGRAMME,),
    "role": (terms.ORG_ROLE,),
    "start": (terms.START_DATE, terms.E_START_DATE),
    "status": (terms.STATUS,),
    "status_years": (terms.STATUS_YEAR,),
    "testbed": (terms.TRIAL_AT,),
    "themes": (terms.THEME,),
    "year": (terms.YEAR,),
    "user_groups": (terms.USER_GROUP,),
}
"""Which properties say what a field of a record says; a field that may be doubted must stand here."""

NUMBERS: dict[str, tuple[str, ...]] = {
    "business_id": (iris.thing("identifier", "business-id-"),),
    "ror": (iris.thing("identifier", "ror-"), "https://ror.org/"),
    "wikidata": (iris.thing("identifier", "wikidata-"), "http://www.wikidata.org/"),
}
"""How the values of a field begin that shares its property with other fields."""


def node_of(iri: str) -> NamedNode:
    """Return the node of an IRI that is not worth remembering."""
    return NamedNode(iri)


def _is_of_field(triple: Triple, field: str) -> bool:
    _, predicate, target = triple
    if predicate.value not in FIELD_PROPERTIES[field]:
        return False
    if field.startswith("name_"):
        return isinstance(target, Literal) and target.language == field.removeprefix("name_")
    return field not in NUMBERS or target.value.startswith(NUMBERS[field])


def _lexical(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
