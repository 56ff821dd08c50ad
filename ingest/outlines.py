"""Outlines of places in GeoJSON: the features of a collection, and their borders as well-known text.

Positions are longitude first, in degrees (RFC 7946). Services that were not asked for degrees answer in metres of a
national grid, and some turn the axes round: the bounds of the area tell. Coordinates are kept to six decimals, a
tenth of a metre; what publishers write beyond that is noise.
"""

from collections.abc import Iterator
from typing import IO, Any

from graph.errors import SourceChanged
from ingest import fields
from ingest.fields import Object
from ingest.readers import json_values
from ingest.row import BadField

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

WORLD: Bounds = (-180, -90, 180, 90)
DECIMALS = 6


def features(source: str, table: str, stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    """Yield the features of a collection in GeoJSON as they come, each with its position from 1, objects or not.

    Raises
    ------
    SourceChanged
        If the file is not JSON, or has no features; TopoJSON has none.
    """
    line = 0
    for line, feature in json_values(source, table, stream, "features.item"):
        yield line, feature
    if not line:
        raise SourceChanged(source, table, "no features in it: not a collection of GeoJSON")


def outline(feature: Object, bounds: Bounds = WORLD) -> str | None:
    """Return the border of a feature as well-known text, None where it has none.

    >>> outline({"geometry": {"type": "Polygon", "coordinates": [[[24, 60], [25, 60], [25, 61.50], [24, 60]]]}})
    'POLYGON((24 60,25 60,25 61.5,24 60))'

    Raises
    ------
    BadField
        If the border is no area, or has positions outside `bounds`.
    """
    geometry = fields.inner(feature, "geometry")
    if not geometry:
        return None
    coordinates = geometry.get("coordinates")
    match geometry.get("type"):
        case "Polygon":
            return "POLYGON" + _polygon(coordinates, bounds)
        case "MultiPolygon" if isinstance(coordinates, list) and coordinates:
            return f"MULTIPOLYGON({','.join(_polygon(one, bounds) for one in coordinates)})"
        case _:
            raise BadField("is neither a polygon nor several", field="geometry", value=str(geometry.get("type")))


def _polygon(rings: Any, bounds: Bounds) -> str:
    if not isinstance(rings, list) or not rings:
        raise BadField("has a polygon without a ring", field="geometry")
    return f"({','.join(_ring(ring, bounds) for ring in rings)})"


def _ring(ring: Any, bounds: Bounds) -> str:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise BadField("has a ring that is not closed", field="geometry")
    return f"({','.join(_position(position, bounds) for position in ring)})"


def _position(position: Any, bounds: Bounds) -> str:
    try:
        lon, lat = float(position[0]), float(position[1])
    except (TypeError, ValueError, LookupError):
        raise BadField("has a position that is not two numbers", field="geometry") from None
    west, south, east, north = bounds
    if not (west <= lon <= east and south <= lat <= north):
        raise BadField(
            f"lies outside {west}-{east} degrees east, {south}-{north} north: another grid, or latitude first?",
            field="geometry",
            value=f"{lon} {lat}",
        )
    return f"{_degrees(lon)} {_degrees(lat)}"


def _degrees(number: float) -> str:
    return f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")
