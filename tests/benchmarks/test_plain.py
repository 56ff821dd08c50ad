from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Literal as PlainLiteral
from rdflib import URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from benchmarks.plain import add, term
from graph.rdf.release import Release, open_store
from ontology import terms

INTEGER = NamedNode(terms.XSD + "integer")
A, B = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")


def test_rdflib_gets_every_statement_of_the_store(made: Release) -> None:
    store = open_store(made)
    dataset = add(store)
    assert sum(len(graph) for graph in dataset.graphs()) == len(store)


def test_terms_are_the_same_in_rdflib() -> None:
    assert term(A) == URIRef("https://example.org/a")
    assert term(Literal("yksi", language="fi")) == PlainLiteral("yksi", lang="fi")
    assert term(Literal("yksi")) == PlainLiteral("yksi")
    assert term(Literal("01", datatype=INTEGER)).n3() == f'"01"^^<{INTEGER.value}>'


def test_the_default_graph_is_apart_from_the_named_ones() -> None:
    dataset = add([Quad(A, A, A), Quad(B, B, B, A)])
    assert {(str(subject), str(graph)) for subject, _, _, graph in dataset.quads()} == {
        (A.value, str(DATASET_DEFAULT_GRAPH_ID)),
        (B.value, A.value),
    }
