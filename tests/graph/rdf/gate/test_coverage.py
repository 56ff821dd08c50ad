import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from graph.rdf.gate.coverage import uncovered
from ontology import terms
from ontology.files import shapes_file

EX = "https://example.org/"
SHAPES = f"""PREFIX : <{EX}> PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX vk: <{terms.VK}> PREFIX g: <{terms.GRAPH}>
:S sh:targetClass :A, :B ; sh:message "m" ; sh:property :P, :Q .
:P sh:path :p ; sh:minCount 1 ; sh:message "m" .
:Q sh:path [ sh:inversePath :q ] ; sh:minCount 1 ; sh:message "m" .
:T sh:targetClass :A ; sh:message "m" ; vk:checkedGraph g:provenance ; sh:property :R .
:R sh:path :r ; sh:minCount 1 ; sh:message "m" .
""".encode()


def found(text: str, graph: str | None = None, looked_at: str | None = None) -> list[tuple[str | None, str]]:
    store = Store()
    named = NamedNode(graph) if graph else DefaultGraph()
    store.load(f"PREFIX : <{EX}> {text}", format=RdfFormat.TURTLE, to_graph=named)
    told = uncovered(store, SHAPES, graph=looked_at)
    return [(one and one.removeprefix(EX), used.removeprefix(EX)) for one, used in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":a a :A ; :p 1 . :b a :B ; :p 2 .", []),
        (":a a :A ; :q 1 .", [("A", "q")]),
        (":c a :C ; :p 1 .", [("C", "p")]),
        (":a a :A, :C ; :p 1 .", []),
        (":a a :A, :C ; :p 1 . :c a :C ; :p 1 .", [("C", "p")]),
        (":a a :A, :C ; :q 1 .", [("A", "q"), ("C", "q")]),
        (":a a :A ; :r 1 .", [("A", "r")]),
        (":x :p 1 ; :z 2 .", [(None, "p"), (None, "z")]),
        (":x :p 1 . :a a :A ; :p :x .", [(None, "p")]),
    ],
    ids=[
        "a path of a shape of its class",
        "a path backwards covers nothing",
        "a class without a shape",
        "one class of two has a shape",
        "two classes here, one there",
        "no class of two",
        "a shape for another graph",
        "no class at all",
        "a value without a class",
    ],
)
def test_what_no_shape_covers_is_told(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(text) == expected


def test_other_graphs_are_not_looked_at() -> None:
    assert found(":x :z 1 .", terms.G_PROVENANCE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [(":a a :A ; :r 1 .", []), (":a a :A ; :p 1 .", [("A", "p")]), (":x :r 1 .", [(None, "r")])],
    ids=["a shape for this graph", "a shape for the default graph", "no class"],
)
def test_a_graph_is_covered_by_the_shapes_for_it(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(text, terms.G_PROVENANCE, terms.G_PROVENANCE) == expected


@pytest.mark.parametrize(
    ("graph", "links"),
    [
        (None, set()),
        (terms.G_PROVENANCE, {terms.WAS_DERIVED_FROM, terms.WAS_GENERATED_BY}),
        (terms.G_IDENTITY, {terms.SPECIALIZATION_OF, terms.EXACT_MATCH}),
        (terms.G_ANALYSIS, set()),
    ],
    ids=["resolved knowledge", "provenance", "identity", "analysis"],
)
def test_the_shapes_cover_a_build_but_for_links_of_what_has_no_class(
    graph: str | None, links: set[str], store: Store
) -> None:
    assert set(uncovered(store, shapes_file(), graph=graph)) == {(None, link) for link in links}
