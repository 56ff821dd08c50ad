"""The vocabulary in each format: written once, for it never changes while the program runs."""

from functools import cache

from pyoxigraph import RdfFormat, parse, serialize

from graph.rdf.documents import document
from ontology.files import ontology_file
from ontology.page import ontology_page
from ontology.turtle import Language


@cache
def vocabulary(form: str, language: Language) -> bytes:
    """Return the classes and properties in the format `form`; the page in `language`, code lists and all."""
    if form == "html":
        return ontology_page(language).encode()
    if form == "turtle":
        return ontology_file()
    triples = serialize(
        (quad.triple for quad in parse(ontology_file(), format=RdfFormat.TURTLE)), format=RdfFormat.N_TRIPLES
    )
    assert triples is not None, "serialize returns bytes when it is given no output"
    return document(triples, form)
