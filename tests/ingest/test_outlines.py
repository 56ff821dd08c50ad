import pytest

from ingest.outlines import outline
from ingest.row import BadField

SQUARE = [[24, 60], [25, 60], [25, 61], [24, 60]]
HOLE = [[24.1, 60.1, 5], [24.2, 60.1, 5], [24.2, 60.2, 5], [24.1, 60.1, 5]]


def test_a_hole_stays_a_hole_and_a_height_is_left_out() -> None:
    assert outline({"geometry": {"type": "Polygon", "coordinates": [SQUARE, HOLE]}}) == (
        "POLYGON((24 60,25 60,25 61,24 60),(24.1 60.1,24.2 60.1,24.2 60.2,24.1 60.1))"
    )


def test_several_areas_are_several_polygons() -> None:
    assert outline({"geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}}) == (
        "MULTIPOLYGON(((24 60,25 60,25 61,24 60)),((24 60,25 60,25 61,24 60)))"
    )


def test_a_feature_without_geometry_has_no_outline() -> None:
    assert outline({"geometry": None}) is None


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        ({"type": "Point", "coordinates": [24, 60]}, "is neither a polygon nor several"),
        ({"type": "MultiPolygon", "coordinates": []}, "is neither a polygon nor several"),
        ({"type": "Polygon", "coordinates": []}, "without a ring"),
        ({"type": "Polygon", "coordinates": [SQUARE[:3]]}, "not closed"),
        ({"type": "Polygon", "coordinates": [[[24], [24], [24], [24]]]}, "not two numbers"),
        ({"type": "Polygon", "coordinates": [[[60, 24], [60, 25], [61, 25], [60, 24]]]}, "latitude first"),
    ],
    ids=["point", "no polygon", "no ring", "open ring", "one number", "axes turned round"],
)
def test_what_is_no_outline_is_refused(geometry: dict[str, object], reason: str) -> None:
    with pytest.raises(BadField, match=reason):
        outline({"geometry": geometry}, (18, 58, 32, 71))
