"""The outlines of places in a store, where a source has stated them: well-known text read as rings of positions."""

import re
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from ontology import terms

Ring = tuple[tuple[float, float], ...]
"""A closed line of positions, longitude first, in degrees."""

OUTLINES = "SELECT ?place ?wkt { ?place geo:hasGeometry/geo:asWKT ?wkt } ORDER BY STRLEN(STR(?wkt)) STR(?wkt)"

Bound = NamedNode | BlankNode | Literal | Triple
RING = re.compile(r"\(([^()]+)\)")


def outlines(store: Store, addresses: Iterable[str]) -> dict[str, tuple[Ring, ...]]:
    """Return the rings of each place that has an outline, by its address; of several the most precise one."""
    found = {}
    for address in addresses:
        place: dict[Variable, Bound] = {Variable("place"): NamedNode(terms.ID + address)}
        rows = store.query(OUTLINES, prefixes=terms.PREFIXES, substitutions=place)
        assert isinstance(rows, QuerySolutions), "OUTLINES is a SELECT query"
        texts = [row["wkt"].value for row in rows if isinstance(row["wkt"], Literal)]
        areas = [rings for rings in map(rings_of, texts) if rings]
        if areas:
            found[address] = areas[-1]
    return found


def rings_of(text: str) -> tuple[Ring, ...]:
    """Return the rings of a polygon or of several; none for a point or a line, which have no area.

    >>> rings_of("POLYGON ((24 60, 25 60, 25 61, 24 60))")
    (((24.0, 60.0), (25.0, 60.0), (25.0, 61.0), (24.0, 60.0)),)
    >>> rings_of("POINT (24 60)")
    ()
    """
    if "POLYGON" not in text:
        return ()
    return tuple(
        tuple((float(x), float(y)) for x, y, *_ in (position.split() for position in ring.split(",")))
        for ring in RING.findall(text)
    )
