"""The vocabulary and the shapes in each format: written once, for they never change while the program runs."""

from functools import cache

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, URIRef

from graph.errors import UnknownThing
from graph.rdf.documents import document
from ontology.files import ontology_file, shapes_file
from ontology.page import ontology_page
from ontology.terms import VK
from ontology.turtle import Language
from ontology.vocabulary import vocabulary as described


@cache
def vocabulary(form: str, language: Language) -> bytes:
    """Return the classes and properties in the format `form`; the page in `language`, code lists and all."""
    if form == "html":
        return ontology_page(language).encode()
    return _written(ontology_file(), form)


@cache
def shapes(form: str) -> bytes:
    """Return the SHACL shapes that every release keeps, in the format `form`."""
    return _written(shapes_file(), form)


@cache
def term(name: str, form: str) -> bytes:
    """Return what the vocabulary says of its term `name`; of the name of its version, all of it.

    Raises
    ------
    UnknownThing
        If it defines none of that name.
    """
    if name == _version():
        return _written(ontology_file(), form)
    refuse_undefined(name)
    said = _graph().cbd(URIRef(VK + name))
    return document(said.serialize(format="nt", encoding="utf-8"), form, first=VK + name)


def refuse_undefined(name: str) -> None:
    """Raise `UnknownThing` where the vocabulary defines no term `name`."""
    if name not in _defined():
        raise UnknownThing(VK + name)


@cache
def _graph() -> Graph:
    return Graph().parse(data=ontology_file(), format="turtle")


def _version() -> str:
    return described("en").version


@cache
def _defined() -> frozenset[str]:
    quads = parse(ontology_file(), format=RdfFormat.TURTLE)
    subjects = (str(quad.subject).strip("<>") for quad in quads)
    return frozenset({*(one.removeprefix(VK) for one in subjects if one.startswith(VK)), _version()})


def _written(turtle: bytes, form: str) -> bytes:
    if form == "turtle":
        return turtle
    triples = serialize((quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)), format=RdfFormat.N_TRIPLES)
    assert triples is not None, "serialize returns bytes when it is given no output"
    return document(triples, form)
