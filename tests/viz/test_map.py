import json
import re
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest

from api.maps import CENTRES
from viz.map import City, Map, Pin, city_map, is_inside
from viz.picture import Picture, html, svg

SVG = "{http://www.w3.org/2000/svg}"
SHARED = Path(__file__).parents[3] / "shared/data/geo/kuntarajat.json"


def square(west: float, south: float, side: float = 0.2) -> list[tuple[float, float]]:
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


WEST = City(id="w", label="Espoo", longitude=24.7, latitude=60.2)
EAST = City(id="e", label="Helsinki", longitude=24.95, latitude=60.2)


def with_outline(city: City) -> City:
    ring = square(city.longitude - 0.1, city.latitude - 0.1)
    return City(id=city.id, label=city.label, longitude=city.longitude, latitude=city.latitude, outline=[ring])


def pins(count: int, city: str = "w", *, longitude: float | None = None, latitude: float | None = None) -> list[Pin]:
    return [Pin(label=f"Paja {at}", city=city, longitude=longitude, latitude=latitude) for at in range(count)]


def drawn(cities: list[City], some: list[Pin]) -> Picture:
    return city_map(Map(title="Kartta", language="fi", cities=cities, pins=some))


def middles(picture: Picture, style: str) -> list[tuple[float, float]]:
    found = []
    for one in list(ElementTree.fromstring(svg(picture)).iter(f"{SVG}polygon")):
        if one.get("class") == style:
            corners = [tuple(map(float, corner.split(","))) for corner in one.get("points", "").split()]
            found.append((sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)))
    return found


def circles(picture: Picture) -> list[tuple[float, float, float]]:
    drawing = ElementTree.fromstring(svg(picture))
    return [
        (float(one.get("cx", 0)), float(one.get("cy", 0)), float(one.get("r", 0)))
        for one in drawing.iter(f"{SVG}circle")
    ]


def test_what_is_known_by_its_city_only_is_drawn_in_its_city() -> None:
    picture = drawn([WEST, EAST], [*pins(50), *pins(40, "e")])
    marks = middles(picture, "rough")[:90]
    one, other = circles(picture)
    assert all(hypot(x - one[0], y - one[1]) < one[2] for x, y in marks[:50])
    assert all(hypot(x - other[0], y - other[1]) < other[2] for x, y in marks[50:])


def test_areas_of_two_cities_do_not_overlap() -> None:
    one, other = circles(drawn([WEST, EAST], []))
    assert hypot(one[0] - other[0], one[1] - other[1]) > one[2] + other[2]


def test_marks_stand_within_the_outline_of_their_city() -> None:
    picture = drawn([with_outline(WEST), with_outline(EAST)], pins(60))
    corners = [tuple(map(float, one)) for one in re.findall(r"([\d.]+) ([\d.]+)[Lz]", svg(picture).split('d="M')[1])]
    left, right = min(x for x, _ in corners[:4]), max(x for x, _ in corners[:4])
    assert all(left < x < right for x, _ in middles(picture, "rough")[:60])


def test_a_place_that_is_known_is_drawn_there() -> None:
    picture = drawn(
        [with_outline(WEST)], [*pins(1, longitude=24.7, latitude=60.2), *pins(1, longitude=24.7, latitude=60.25)]
    )
    (x0, y0), (x1, y1) = middles(picture, "exact")[:2]
    assert (x0 == pytest.approx(x1, abs=0.2), y1 < y0) == (True, True)


def test_coordinates_in_another_city_are_not_believed() -> None:
    picture = drawn([with_outline(WEST), with_outline(EAST)], pins(1, longitude=24.95, latitude=60.2))
    assert middles(picture, "exact") == []
    assert len(middles(picture, "rough")) == 2  # the mark, and that of the legend


def test_no_two_marks_stand_on_each_other() -> None:
    marks = middles(drawn([WEST, EAST], pins(80)), "rough")[:80]
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for at, a in enumerate(marks) for b in marks[:at]) > 10


def test_what_is_in_no_known_city_is_counted_and_in_the_table() -> None:
    page = html(drawn([WEST], [*pins(1), Pin(label="Muualla", city=None)]))
    assert "kartalta puuttuu 1." in page
    assert "<td dir=auto>Muualla" in page


def test_names_are_shown_as_text() -> None:
    name = '<script>alert(1)</script>"'
    page = html(
        drawn([City(id="w", label=name, longitude=24.7, latitude=60.2)], [Pin(label=name, city="w", district=name)])
    )
    assert "<script" not in page


def test_a_map_of_nothing_is_a_map() -> None:
    assert ElementTree.fromstring(svg(drawn([], []))).tag == f"{SVG}svg"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the outlines of municipalities are not there")
def test_the_centres_that_we_know_lie_in_their_cities() -> None:
    features = json.loads(SHARED.read_text("utf-8"))["features"]
    areas = {f"place/fi-{one['properties']['NATCODE']}": one["geometry"] for one in features}
    rings = {
        address: [
            ring
            for part in ([area["coordinates"]] if area["type"] == "Polygon" else area["coordinates"])
            for ring in part
        ]
        for address, area in areas.items()
    }
    assert [one for one, centre in CENTRES.items() if not is_inside(*centre, rings[one])] == []
