"""Each kind of constraint on a graph small enough to see: whatever is called `bad` breaks it, for both judges."""

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from graph.rdf.gate.compile import checks
from graph.rdf.gate.shapes import KNOWN, UnknownShape
from tests.graph.rdf.gate.verdicts import by_gate, by_pyshacl, shapes_of, store_of

EX = "https://example.org/"
PREFIXES = f"""
@prefix : <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vk: <https://w3id.org/verkosto/def#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
"""

ALONG = {
    "class": ("sh:class :D", ":good :p :d . :d a :D . :bad1 :p :x . :bad2 :p 'd' . :bad3 :p :d, :x ."),
    "kind IRI": ("sh:nodeKind sh:IRI", ":good :p :x . :bad1 :p 'x' . :bad2 :p [] ."),
    "kind blank node": ("sh:nodeKind sh:BlankNode", ":good :p [] . :bad1 :p 'x' . :bad2 :p :x ."),
    "kind literal": ("sh:nodeKind sh:Literal", ":good :p 'x' . :bad1 :p [] . :bad2 :p :x ."),
    "kind blank node or IRI": ("sh:nodeKind sh:BlankNodeOrIRI", ":good :p [], :x . :bad :p 'x' ."),
    "kind blank node or literal": ("sh:nodeKind sh:BlankNodeOrLiteral", ":good :p [], 'x' . :bad :p :x ."),
    "kind IRI or literal": ("sh:nodeKind sh:IRIOrLiteral", ":good :p 'x', :x . :bad :p [] ."),
    "at least one": ("sh:minCount 1", ":good :p 1 . :bad :q 1 ."),
    "at least two": ("sh:minCount 2", ":good :p 1, 2 . :bad1 :p 1 . :bad2 :q 1 ."),
    "at most one": ("sh:maxCount 1", ":good1 :p 1 . :good2 :q 1 . :bad :p 1, 2 ."),
    "none at all": ("sh:maxCount 0", ":good :q 1 . :bad :p 1 ."),
    "at most one, backwards": (
        "sh:maxCount 1",
        ":x :p :good, :bad . :y :p :bad .",
    ),
    "not below": ("sh:minInclusive 1", ":good :p 1, 1.0, 2 . :bad1 :p 0.99 . :bad2 :p 'one' . :bad3 :p :x ."),
    "not above": ("sh:maxInclusive 9", ":good :p 9, 8.5 . :bad1 :p 10 . :bad2 :p 'nine' . :bad3 :p 9, 9.01 ."),
    "above": ("sh:minExclusive 1", ":good :p 1.01 . :bad1 :p 1 . :bad2 :p 0 . :bad3 :p '2' ."),
    "below": ("sh:maxExclusive 9", ":good :p 8.99 . :bad1 :p 9 . :bad2 :p 10 . :bad3 :p '2' ."),
    "not before a day": (
        "sh:minInclusive '2021-05-01'^^xsd:date",
        ":good :p '2021-05-01'^^xsd:date . :bad1 :p '2021-04-30'^^xsd:date .",
    ),
    "length at least": (
        "sh:minLength 2",
        ":good :p 'äö', 'ab'@fi, :ab, 12 . :bad1 :p 'ä' . :bad2 :p '' . :bad3 :p [] .",
    ),
    "length at most": ("sh:maxLength 2", ":good :p 'äö', '' . :bad1 :p 'abc' . :bad2 :p :abc . :bad3 :p [] ."),
    "pattern": ("sh:pattern '^a+$'", ":good :p 'aa', 'a'@fi . :bad1 :p 'ab' . :bad2 :p :a . :bad3 :p [] ."),
    "pattern with a flag": ("sh:pattern '^a+$' ; sh:flags 'i'", ":good :p 'aA' . :bad :p 'B' ."),
    "pattern with a backslash and a quote": (r"""sh:pattern '^\\.\\"$'""", r""":good :p '."' . :bad :p 'x"' ."""),
    "language": (
        "sh:languageIn ('en' 'fi')",
        ":good :p 'a'@en, 'a'@en-GB, 'a'@FI . :bad1 :p 'a' . :bad2 :p 'a'@sv . :bad3 :p :x .",
    ),
    "one text in a language": (
        "sh:uniqueLang true",
        ":good :p 'a'@en, 'b'@fi, 'c', 'd' . :bad1 :p 'a'@en, 'b'@en . :bad2 :p 'a'@fi, 'b'@fi, 'c'@en .",
    ),
    "less than": (
        "sh:lessThan :q",
        """:good1 :p 1 ; :q 2, 3 . :good2 :p 1 . :good3 :q 1 . :bad1 :p 2 ; :q 2 . :bad2 :p 1, 3 ; :q 2 .
           :bad3 :p 'a' ; :q 2 .""",
    ),
    "less than or equal": (
        "sh:lessThanOrEquals :q",
        """:good1 :p 2 ; :q 2 . :good2 :p '2021-05-01'^^xsd:date ; :q '2021-05-01'^^xsd:date . :bad1 :p 3 ; :q 2 .
           :bad2 :p '2021-05-02'^^xsd:date ; :q '2021-05-01'^^xsd:date .""",
    ),
    "the same values": (
        "sh:equals :q",
        ":good1 :p 1, 2 ; :q 2, 1 . :good2 :r 1 . :bad1 :p 1 ; :q 2 . :bad2 :p 1 . :bad3 :q 1 . :bad4 :p 1 ; :q 1, 2 .",
    ),
    "a value that must be there": ("sh:hasValue :x", ":good :p :x, :y . :bad1 :p :y . :bad2 :q :x ."),
    "a truth that must be there": ("sh:hasValue true", ":good :p true . :bad1 :p false . :bad2 :p 'true' ."),
    "one of": ("sh:in (:x 'a'@en 1)", ":good :p :x, 'a'@en, 1 . :bad1 :p :y . :bad2 :p 'a' . :bad3 :p 1, 2 ."),
    "either": (
        "sh:or ([sh:datatype xsd:integer] [sh:class :D])",
        ":good1 :p 1 . :good2 :p :d . :d a :D . :bad1 :p 'a' . :bad2 :p :x . :bad3 :p 1, :x .",
    ),
    "both": (
        "sh:and ([sh:nodeKind sh:IRI] [sh:class :D])",
        ":good :p :d . :d a :D . :bad1 :p [a :D] . :bad2 :p :x .",
    ),
    "not": ("sh:not [sh:class :D]", ":good :p :x, 'd' . :bad1 :p :d . :d a :D . :bad2 :p :x, :d ."),
    "not a datatype": ("sh:not [sh:datatype xsd:integer]", ":good :p 'x', :x . :bad :p 1 ."),
    "a shape of the value": (
        "sh:node [sh:property [sh:path :q ; sh:minCount 1]]",
        ":good :p :x . :x :q 1 . :bad1 :p :y . :bad2 :p 'x' . :bad3 :p :x, :y .",
    ),
    "a shape of the value alone": (
        "sh:node [sh:nodeKind sh:IRI ; sh:pattern 'x$']",
        ":good :p :x . :bad1 :p :y . :bad2 :p 'x' .",
    ),
    "at least two of a kind": (
        "sh:qualifiedValueShape [sh:class :D] ; sh:qualifiedMinCount 2",
        ":d a :D . :e a :D . :good :p :d, :e, :x . :bad1 :p :d, :x, :y . :bad2 :q 1 .",
    ),
    "at most one of a kind": (
        "sh:qualifiedValueShape [sh:property [sh:path :q ; sh:hasValue 1]] ; sh:qualifiedMaxCount 1",
        ":d :q 1 . :e :q 1 . :good :p :d, :x, :y . :bad :p :d, :e .",
    ),
}  # fmt: skip
"""Constraints on the values of `:p`."""

ITSELF = {
    "class": ("sh:class :D", ":good a :D . :bad :p 1 ."),
    "kind": ("sh:nodeKind sh:BlankNode", ":bad :p 1 ."),
    "pattern": ("sh:pattern '/good$'", ":good :p 1 . :bad :p 1 ."),
    "one of": ("sh:in (:good :other)", ":good :p 1 . :bad :p 1 ."),
    "value": ("sh:hasValue :good", ":good :p 1 . :bad :p 1 ."),
    "datatype": ("sh:datatype xsd:string", ":bad :p 1 ."),
    "length": ("sh:maxLength 24", ":good :p 1 . :bad-longer :p 1 ."),
    "either": (
        "sh:or ([sh:property [sh:path :p ; sh:maxCount 0]] [sh:property [sh:path :q ; sh:minCount 1]])",
        ":good1 :r 1 . :good2 :p 1 ; :q 1 . :good3 :q 1 . :bad :p 1 .",
    ),
    "both": (
        "sh:and ([sh:property [sh:path :p ; sh:minCount 1]] [sh:class :D])",
        ":good a :D ; :p 1 . :bad1 :p 1 . :bad2 a :D .",
    ),
    "not": ("sh:not [sh:property [sh:path :p ; sh:hasValue 1]]", ":good1 :p 2 . :good2 :q 1 . :bad :p 1, 2 ."),
    "not both": (
        "sh:not [sh:property [sh:path :p ; sh:minCount 1], [sh:path :q ; sh:minCount 1]]",
        ":good1 :p 1 . :good2 :q 1 . :bad :p 1 ; :q 1 .",
    ),
    "shape": (
        "sh:node [sh:or ([sh:property [sh:path :p ; sh:minCount 1]] [sh:not [sh:class :D]])]",
        ":good1 :p 1 . :good2 :q 1 . :good3 a :D ; :p 1 . :bad a :D .",
    ),
    "a shape of the value of a value": (
        "sh:or ([sh:property [sh:path :p ; sh:node [sh:property [sh:path :q ; sh:minCount 2]]]] [sh:class :E])",
        ":good1 :p :x . :x :q 1, 2 . :good2 a :E ; :p :y . :y :q 1 . :good3 :r 1 . :bad1 :p :y . :bad2 :p :x, :y .",
    ),
}
"""Constraints on the node itself."""

UNKNOWN = {
    "component": (":S a sh:NodeShape ; sh:targetClass :C ; sh:message 'm' ; sh:closed true .", "uses closed"),
    "exclusive or": (":S sh:targetClass :C ; sh:message 'm' ; sh:xone ([sh:class :D]) .", "uses xone"),
    "query": (":S sh:targetClass :C ; sh:message 'm' ; sh:sparql [sh:select ''] .", "uses sparql"),
    "disjoint": (
        ":S sh:targetClass :C ; sh:message 'm' ; sh:property :P . :P sh:path :p ; sh:disjoint :q ; sh:message 'm' .",
        "uses disjoint",
    ),
    "switched off": (":S sh:targetClass :C ; sh:message 'm' ; sh:class :D ; sh:deactivated true .", "uses deactivated"),
    "target beside a class": (":S sh:targetClass :C ; sh:targetNode :c ; sh:message 'm' ; sh:class :D .", "targetNode"),
    "target by node": (":S a sh:NodeShape ; sh:targetNode :c ; sh:message 'm' ; sh:class :D .", "nothing leads to"),
    "target by subject": (":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:message 'm' .", "nothing leads to"),
    "target by object": (":S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:message 'm' .", "nothing leads to"),
    "class that is a shape": (":S a sh:NodeShape, rdfs:Class ; sh:targetClass :C ; sh:message 'm' .", "class as well"),
    "path of two steps": (
        """:S sh:targetClass :C ; sh:message 'm' ; sh:property :P .
           :P sh:path (:p :q) ; sh:minCount 1 ; sh:message 'm' .""",
        "neither a property nor the inverse",
    ),
    "path of any length": (
        """:S sh:targetClass :C ; sh:message 'm' ; sh:property :P .
           :P sh:path [sh:zeroOrMorePath :p] ; sh:minCount 1 ; sh:message 'm' .""",
        "neither a property nor the inverse",
    ),
    "shape without a message": (":S sh:targetClass :C ; sh:class :D .", "needs an IRI and an sh:message"),
    "property shape without an IRI": (
        ":S sh:targetClass :C ; sh:message 'm' ; sh:property [sh:path :p ; sh:minCount 1] .",
        "needs an IRI and an sh:message",
    ),
    "property without a path": (
        ":S sh:targetClass :C ; sh:message 'm' ; sh:property :P . :P sh:minCount 1 ; sh:message 'm' .",
        "has no sh:path",
    ),
    "property within a property": (
        """:S sh:targetClass :C ; sh:message 'm' ; sh:property :P . :P sh:path :p ; sh:message 'm' ; sh:property :Q .
           :Q sh:path :q ; sh:minCount 1 ; sh:message 'm' .""",
        "is within a property shape",
    ),
    "property with a target": (":P sh:targetClass :C ; sh:path :p ; sh:minCount 1 ; sh:message 'm' .", "of its own"),
    "shape that is not used": (
        ":S sh:targetClass :C ; sh:message 'm' . :P a sh:PropertyShape ; sh:path :p ; sh:minCount 1 ; sh:message 'm' .",
        "nothing leads to",
    ),
    "count on a node": (":S sh:targetClass :C ; sh:message 'm' ; sh:minCount 1 .", "sh:minCount needs an sh:path"),
    "order on a node": (":S sh:targetClass :C ; sh:message 'm' ; sh:lessThan :q .", "sh:lessThan needs an sh:path"),
    "datatype": (
        ":S sh:targetClass :C ; sh:message 'm' ; sh:property :P . :P sh:path :p ; sh:datatype :Own ; sh:message 'm' .",
        "does not know how values of https://example.org/Own are written",
    ),
    "qualified count of nothing": (
        """:S sh:targetClass :C ; sh:message 'm' ; sh:property :P .
           :P sh:path :p ; sh:qualifiedMinCount 1 ; sh:message 'm' .""",
        "no sh:qualifiedValueShape",
    ),
    "nested shape that says nothing": (":S sh:targetClass :C ; sh:message 'm' ; sh:not [] .", "says nothing"),
    "language rule that is off": (
        """:S sh:targetClass :C ; sh:message 'm' ; sh:property :P .
           :P sh:path :p ; sh:uniqueLang false ; sh:message 'm' .""",
        "sh:uniqueLang that is not true",
    ),
    "two messages": (":S sh:targetClass :C ; sh:message 'm', 'n' ; sh:class :D .", "sh:message is stated 2 times"),
}  # fmt: skip
"""Shapes that the gate cannot check whole, and what it says."""


def shape(constraint: str, *, path: str = "") -> bytes:
    """Return a shape for the class `:C` with one constraint, on its nodes or along `path`."""
    here = f"sh:property :P . :P sh:path {path} ; sh:message 'm' ; {constraint}" if path else constraint
    return f"{PREFIXES} :S sh:targetClass :C ; sh:message 'm' ; {here} .".encode()


def things(text: str) -> frozenset[Triple]:
    """Return the triples of `text`, in which whatever is called good or bad is of the class `:C`."""
    names = sorted({word for word in text.split() if word.startswith((":good", ":bad"))})
    typed = "".join(f" {name.strip(',')} a :C ." for name in names)
    return frozenset(quad.triple for quad in parse(f"{PREFIXES} {text} {typed}", format=RdfFormat.TURTLE))


def bad(triples: frozenset[Triple]) -> set[str]:
    """Return the nodes of `triples` that are called bad."""
    named = {str(node).strip("<>") for one in triples for node in (one.subject, one.object)}
    return {node for node in named if node.startswith(EX + "bad")}


@pytest.mark.parametrize(("constraint", "text"), ALONG.values(), ids=ALONG)
def test_what_breaks_a_constraint_along_a_path_is_found(constraint: str, text: str) -> None:
    triples, shapes = things(text), shape(constraint, path="[sh:inversePath :p]" if ":x :p :good" in text else ":p")
    found = by_gate(store_of({None: triples}), shapes)
    assert {one.focus for one in found} == bad(triples)
    assert found == by_pyshacl(triples, shapes_of(shapes, None))


@pytest.mark.parametrize(("constraint", "text"), ITSELF.values(), ids=ITSELF)
def test_what_breaks_a_constraint_on_a_node_is_found(constraint: str, text: str) -> None:
    triples, shapes = things(text), shape(constraint)
    found = by_gate(store_of({None: triples}), shapes)
    assert {one.focus for one in found} == bad(triples)
    assert found == by_pyshacl(triples, shapes_of(shapes, None))


def test_values_that_cannot_be_compared_are_out_of_order() -> None:
    # So says SHACL (4.5.3); pySHACL lets a date before a number pass.
    triples = things(":bad :p '2021-05-02'^^xsd:date ; :q 2 .")
    assert {one.focus for one in by_gate(store_of({None: triples}), shape("sh:lessThan :q", path=":p"))} == bad(triples)


def test_every_constraint_the_gate_knows_is_tried() -> None:
    tried = " ".join(constraint for constraint, _ in (*ALONG.values(), *ITSELF.values()))
    assert {name for name in KNOWN if f"sh:{name} " not in tried} == set()


@pytest.mark.parametrize(("text", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_the_gate_cannot_check_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnknownShape, match=message):
        checks(f"{PREFIXES} {text}".encode())
