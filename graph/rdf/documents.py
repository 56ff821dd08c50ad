"""A small graph as a document: Turtle with our prefixes, N-Triples, or JSON-LD under our context.

Workers answer with N-Triples in whatever order the engine finds; here they are put in order, so that the same release
always gives the same bytes.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ontology import terms
from ontology.files import context


def document(ntriples: bytes, form: str, *, first: str | None = None) -> bytes:
    """Return the triples in the syntax `form` (a name in `SYNTAXES`), those about `first` on top."""
    return SYNTAXES[form](_ordered(ntriples, first))


def _ordered(ntriples: bytes, first: str | None) -> list[Triple]:
    triples = {quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES)}
    return sorted(triples, key=lambda one: (_name(one) != first, str(one)))


def _name(triple: Triple) -> str:
    """Return the subject as JSON-LD names it: the bare IRI, or `_:` and a label."""
    return str(triple.subject).strip("<>")


def _turtle(triples: list[Triple]) -> bytes:
    text = " ".join(map(str, triples))
    prefixes = {name: iri for name, iri in terms.PREFIXES.items() if f"<{iri}" in text}
    return _whole(serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes))


def _ntriples(triples: list[Triple]) -> bytes:
    return _whole(serialize(triples, format=RdfFormat.N_TRIPLES))


def _rdfxml(triples: list[Triple]) -> bytes:
    return _whole(serialize(triples, format=RdfFormat.RDF_XML, prefixes=terms.PREFIXES))


def _jsonld(triples: list[Triple]) -> bytes:
    graph = rdflib.Graph()
    for one in triples:
        graph.add((_node(one.subject), _node(one.predicate), _node(one.object)))
    found = json.loads(graph.serialize(format="json-ld", context=context()["@context"]))
    nodes = found.get("@graph", [{name: value for name, value in found.items() if name != "@context"}])
    ranks = {_name(one): rank for rank, one in reversed(list(enumerate(triples)))}
    ordered = sorted(map(_settled, nodes), key=lambda node: (ranks.get(str(node.get("@id")), 0), str(node)))
    return json.dumps({**context(), "@graph": ordered}, ensure_ascii=False, indent=1).encode()


def _node(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """Return a term as rdflib has it, a literal as it is written: rdflib would turn "03" into "3"."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise TypeError(f"JSON-LD has no triple terms, but the graph has {term}")
    if term.language or term.datatype.value == terms.XSD + "string":
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _settled(value: Any) -> Any:
    """Return a JSON-LD value with the members of its sets in order; only a list is in order already."""
    if isinstance(value, Mapping):
        return {name: value[name] if name == "@list" else _settled(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_settled, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def _whole(serialised: bytes | None) -> bytes:
    assert serialised is not None, "serialize returns bytes when it is given no output"
    return serialised


SYNTAXES: Mapping[str, Callable[[list[Triple]], bytes]] = {
    "turtle": _turtle,
    "ntriples": _ntriples,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
