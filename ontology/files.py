"""The files of the vocabulary, read from the installed package.

Everything here reads package data and nothing else: no network, no environment. A code is the last part of the IRI
of a concept, `https://w3id.org/verkosto/id/{kind}/{code}`; the records of the sources use codes, not IRIs.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable

from pyoxigraph import NamedNode, RdfFormat, parse

ID = "https://w3id.org/verkosto/id/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CONCEPT = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
MATCHES = {
    NamedNode(f"http://www.w3.org/2004/02/skos/core#{kind}Match") for kind in ("exact", "close", "broad", "narrow")
}


def ontology_file() -> bytes:
    """Return the classes and properties, as Turtle."""
    return (_room() / "verkosto.ttl").read_bytes()


def shapes_file() -> bytes:
    """Return the SHACL shapes, as Turtle."""
    return (_room() / "shapes.ttl").read_bytes()


def cube_file() -> bytes:
    """Return the data sets of the analyses and their structures, as Turtle."""
    return (_room() / "cube.ttl").read_bytes()


def context() -> dict[str, object]:
    """Return the JSON-LD context document, whose one key is `@context`."""
    found: dict[str, object] = json.loads((_room() / "context.jsonld").read_bytes())
    return found


@cache
def concept_files() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of each file of code lists, as Turtle, in order of name."""
    listed = sorted((one.name, one) for one in (_room() / "concepts").iterdir() if one.name.endswith(".ttl"))
    return tuple((name, one.read_bytes()) for name, one in listed)


@cache
def linked() -> frozenset[str]:
    """Return the IRIs of concepts of other vocabularies that the code lists link to as a match.

    >>> "http://www.yso.fi/onto/yso/p22036" in linked()
    True
    """
    return frozenset(
        quad.object.value
        for _, content in concept_files()
        for quad in parse(content, format=RdfFormat.TURTLE)
        if quad.predicate in MATCHES and isinstance(quad.object, NamedNode)
    )


def codes(kind: str) -> frozenset[str]:
    """Return the codes of all concepts of `kind`; a kind without concepts is a `KeyError`.

    >>> sorted(codes("method-group"))
    ['1', '2', '3', 'coordination']
    """
    return _codes_by_kind()[kind]


@cache
def _codes_by_kind() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for iri in _concepts():
        kind, code = iri.removeprefix(ID).split("/")
        found[kind].add(code)
    return {kind: frozenset(members) for kind, members in found.items()}


def _concepts() -> Iterator[str]:
    for _, content in concept_files():
        for quad in parse(content, format=RdfFormat.TURTLE):
            if quad.predicate == TYPE and quad.object == CONCEPT and isinstance(quad.subject, NamedNode):
                yield quad.subject.value


def _room() -> Traversable:
    return package_files("ontology")
