"""Concepts of the classifications that others publish: the statements are about the concept itself."""

from graph.rdf import iris
from graph.rdf.write.statements import Statements, node_of
from graph.records import Concept
from ontology import terms


def concept(record: Concept, source: str) -> Statements:
    """Return what a source says of one concept."""
    said = Statements(record, source)
    made = node_of(iris.thing(record.scheme, record.code))
    said.owned[made] = None
    said.types(terms.SKOS_CONCEPT, about=made)
    said.names(record.names, about=made)
    said.text(terms.NOTATION, record.code, about=made)
    said.link(terms.IN_SCHEME, iris.scheme(record.scheme), about=made)
    for code in record.broader:
        said.link(terms.BROADER, iris.thing(record.scheme, code), about=made)
    said.link(terms.EXACT_MATCH, record.official, about=made)
    said.typed(terms.DEPRECATED, record.deprecated or None, "boolean", about=made)
    return said
