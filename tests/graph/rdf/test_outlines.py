from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from graph.rdf.outlines import outlines, rings_of
from ontology import terms

COARSE = "POLYGON ((24 60, 25 60, 25 61, 24 60))"
FINE = (
    "MULTIPOLYGON (((24 60, 25 60, 25 61, 24 61, 24 60)), "
    "((26 60, 27 60, 27 61, 26 60), (26.4 60.1, 26.5 60.1, 26.5 60.2, 26.4 60.1)))"
)


def store(*texts: str) -> Store:
    made = Store()
    for text in texts:
        geometry = BlankNode()
        made.add(Quad(NamedNode(terms.ID + "place/fi-049"), NamedNode(terms.HAS_GEOMETRY), geometry))
        made.add(Quad(geometry, NamedNode(terms.AS_WKT), Literal(text, datatype=NamedNode(terms.WKT_LITERAL))))
    return made


def test_the_most_precise_outline_is_taken() -> None:
    assert outlines(store(FINE, COARSE), ["place/fi-049"]) == {"place/fi-049": rings_of(FINE)}


def test_a_point_is_no_outline() -> None:
    assert outlines(store("POINT (24.7 60.2)"), ["place/fi-049"]) == {}


def test_a_place_without_geometry_has_no_outline() -> None:
    assert outlines(store(), ["place/fi-049", "place/fi-091"]) == {}


def test_every_part_and_hole_is_a_ring() -> None:
    assert [len(ring) for ring in rings_of(FINE)] == [5, 4, 4]
