"""A map of things in cities: on outlines where these are known, else about the middle of each city.

Longitude and latitude are drawn as they are, squeezed by the cosine of the middle latitude, so that a kilometre is as
long in both directions. A thing of which only the city is known stands within it as an open mark, near the middle; so
does one whose coordinates lie outside its city's outline. No mark stands in another city than its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, floor, hypot, inf, radians, sqrt

from viz.labels import Point, labels
from viz.marks import OUTLINES
from viz.palette import Language
from viz.picture import MARGIN, WIDTH, Picture, Table, foot, head, shown, title_of
from viz.text import escaped, shortened, width

Ring = Sequence[tuple[float, float]]
"""A closed line of positions, longitude first, in degrees."""

HIGHEST = 820.0
LOWEST = 420.0
RADIUS = 7.0
SPACING = 32.0
"""How high the map is, how large a mark is, and how far marks are apart that stand by their city; in pixels."""

ROOM = 0.06
"""What is shown around the things and cities, in degrees of latitude."""

LETTERS = 30

STYLE = """
.land { fill: var(--s0); stroke: var(--quiet); stroke-width: 1.2; stroke-linejoin: round; }
.about { fill: var(--s0); stroke: var(--quiet); stroke-width: 1.2; stroke-dasharray: 3 4; }
.exact { fill: var(--c0); stroke: var(--paper); stroke-width: 1.2; }
.rough { fill: var(--paper); stroke: var(--c0); stroke-width: 2; }
.city { font-size: 19px; font-weight: 700; text-anchor: middle; }
.pin { font-size: 10.5px; text-anchor: middle; }
"""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "exact": "Paikka tiedetään ({n})",
        "rough": "Vain kunta tiedetään ({n}): merkki on kunnan alueella, ei tarkalla paikallaan",
        "nowhere": "Kunta tai sen paikka ei ole tiedossa: kartalta puuttuu {n}.",
        "name": "Nimi",
        "city": "Kunta",
        "district": "Kaupunginosa",
        "longitude": "Pituusaste",
        "latitude": "Leveysaste",
        "east": "{degrees}° I",
        "north": "{degrees}° P",
    },
    "sv": {
        "exact": "Platsen är känd ({n})",
        "rough": "Endast kommunen är känd ({n}): märket står i kommunen, inte på sin rätta plats",
        "nowhere": "Kommunen eller dess läge är okänt: {n} saknas på kartan.",
        "name": "Namn",
        "city": "Kommun",
        "district": "Stadsdel",
        "longitude": "Longitud",
        "latitude": "Latitud",
        "east": "{degrees}° O",
        "north": "{degrees}° N",
    },
    "en": {
        "exact": "The place is known ({n})",
        "rough": "Only the municipality is known ({n}): the mark stands in it, and not at its exact place",
        "nowhere": "The municipality or where it lies is not known: {n} are not on the map.",
        "name": "Name",
        "city": "Municipality",
        "district": "District",
        "longitude": "Longitude",
        "latitude": "Latitude",
        "east": "{degrees}° E",
        "north": "{degrees}° N",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city: its name, the middle of its area, and its outline where that is known."""

    id: str
    label: str
    longitude: float
    latitude: float
    outline: Sequence[Ring] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A thing on the map: the city it lies in (None: not known), and where, if that is known."""

    label: str
    city: str | None
    district: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """What is drawn: cities, things in them, and what they were made of."""

    title: str
    language: Language
    cities: Sequence[City]
    pins: Sequence[Pin]
    told: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """From degrees to pixels."""

    west: float
    north: float
    across: float
    down: float
    left: float
    top: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a position is drawn."""
        return self.left + (longitude - self.west) * self.across, self.top + (self.north - latitude) * self.down


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    pin: Pin
    x: float
    y: float
    exact: bool


def city_map(given: Map) -> Picture:
    """Return the picture of a map."""
    words = WORDS[given.language]
    above, top = head(given.title, given.told)
    sheet, end_x, end_y = _sheet(given, top)
    reach = {one.id: _reach(one, given.cities, sheet) for one in given.cities}
    drawn = _drawn(given, sheet, reach)
    lines, degrees = _grid(sheet, end_x, end_y, given.language)
    body = [
        above,
        *lines,
        *(_area(one, sheet, reach[one.id]) for one in given.cities),
        *degrees,
    ]
    body.extend(_mark(one) for one in drawn)
    body.extend(_names(given, sheet, drawn, (sheet.left, sheet.top, end_x, end_y)))
    exact = sum(one.exact for one in drawn)
    y = end_y + 42
    for name, count in (("exact", exact), ("rough", len(drawn) - exact)):
        if count:
            body.append(_hexagon(MARGIN + 8, y, name))
            body.append(
                f'<text class="legend" x="{MARGIN + 22}" y="{y + 4.5:.1f}">{words[name].format(n=count)}</text>'
            )
            y += 24
    left = len(given.pins) - len(drawn)
    nowhere = words["nowhere"].format(n=left) if left else ""
    below, end = foot(f"{nowhere} {given.note}", y + 10)
    return Picture(
        title=given.title,
        language=given.language,
        width=WIDTH,
        height=end,
        body="".join((*body, below)),
        style=STYLE,
        description=given.told,
        table=_table(given),
    )


def is_inside(longitude: float, latitude: float, outline: Sequence[Ring]) -> bool:
    """Return whether a position is within an outline, holes left out (by crossings of a line to the east).

    >>> square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
    >>> is_inside(1, 1, [square]), is_inside(3, 1, [square])
    (True, False)
    """
    inside = False
    for ring in outline:
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 > latitude) != (y1 > latitude) and longitude < (x1 - x0) * (latitude - y0) / (y1 - y0) + x0:
                inside = not inside
    return inside


def _sheet(given: Map, top: float) -> tuple[_Sheet, float, float]:
    spots = [(one.longitude, one.latitude) for one in given.cities]
    spots += [(x, y) for one in given.cities for ring in one.outline for x, y in ring]
    spots = spots or [(0.0, 0.0)]
    middle = sum(y for _, y in spots) / len(spots)
    squeeze = cos(radians(middle))
    west, east = (edge(x for x, _ in spots) for edge in (min, max))
    south, north = (edge(y for _, y in spots) for edge in (min, max))
    west, east, south, north = west - ROOM / squeeze, east + ROOM / squeeze, south - ROOM, north + ROOM
    room = WIDTH - 2 * MARGIN
    down = min(room / ((east - west) * squeeze), HIGHEST / (north - south))
    # a map of few cities in a row is made no lower than it can be read
    high = max((north - south) * down, LOWEST)
    spare = (high / down - (north - south)) / 2
    wide = (east - west) * squeeze * down
    sheet = _Sheet(
        west=west, north=north + spare, across=down * squeeze, down=down, left=(WIDTH - wide) / 2, top=top + 4
    )
    return sheet, sheet.left + wide, sheet.top + high


def _reach(city: City, cities: Sequence[City], sheet: _Sheet) -> float:
    """Return how far from its middle a city without an outline reaches: not half the way to the next, in pixels."""
    x, y = sheet.at(city.longitude, city.latitude)
    others = [sheet.at(one.longitude, one.latitude) for one in cities if one.id != city.id]
    nearest = min((hypot(x - a, y - b) for a, b in others), default=inf)
    return min(nearest * 0.47, 0.95 * ROOM * sheet.down)


def _drawn(given: Map, sheet: _Sheet, reach: Mapping[str, float]) -> list[_Drawn]:
    found: list[_Drawn] = []
    for city in given.cities:
        pins = [one for one in given.pins if one.city == city.id]
        exact = [one for one in pins if _is_exact(one, city)]
        rough = [one for one in pins if not _is_exact(one, city)]
        found.extend(
            _Drawn(pin=one, x=x, y=y, exact=True)
            for one in exact
            for x, y in [sheet.at(one.longitude or 0.0, one.latitude or 0.0)]
        )
        found.extend(
            _Drawn(pin=one, x=x, y=y, exact=False)
            for one, (x, y) in zip(rough, _spots(city, len(rough), sheet, reach[city.id]), strict=True)
        )
    return found


def _is_exact(pin: Pin, city: City) -> bool:
    if pin.longitude is None or pin.latitude is None:
        return False
    return not city.outline or is_inside(pin.longitude, pin.latitude, city.outline)


def _spots(city: City, count: int, sheet: _Sheet, reach: float) -> list[tuple[float, float]]:
    """Return `count` places in a city, those nearest to its middle, as far apart as it has room for."""
    x, y = sheet.at(city.longitude, city.latitude)
    y += 14.0
    rings = [[sheet.at(*spot) for spot in ring] for ring in city.outline]
    wide = max((abs(a - x) + abs(b - y) for ring in rings for a, b in ring), default=reach)

    def inside(a: float, b: float) -> bool:
        if rings:
            corners = ((a + s * RADIUS, b + t * RADIUS) for s, t in ((-1, -1), (1, -1), (-1, 1), (1, 1)))
            return all(is_inside(*corner, rings) for corner in corners)
        return hypot(a - x, b - y + 14.0) <= reach - RADIUS - 2

    spacing = SPACING
    while True:
        found = _lattice(x, y, wide, spacing, inside)
        if len(found) >= count:
            return found[:count]
        # a city that is too small to be seen has all its marks in its middle
        if spacing < 2:
            return [*found, *([(x, y)] * (count - len(found)))]
        spacing *= 0.85


def _lattice(
    x: float, y: float, wide: float, spacing: float, inside: Callable[[float, float], bool]
) -> list[tuple[float, float]]:
    rows = floor(wide / (spacing * sqrt(0.75))) + 1
    columns = floor(wide / spacing) + 1
    every = [
        (x + (column + row % 2 / 2) * spacing, y + row * spacing * sqrt(0.75))
        for row in range(-rows, rows + 1)
        for column in range(-columns, columns + 1)
    ]
    near = sorted(every, key=lambda one: (round(hypot(one[0] - x, one[1] - y), 3), one[1], one[0]))
    return [one for one in near if inside(*one)]


def _grid(sheet: _Sheet, end_x: float, end_y: float, language: Language) -> tuple[list[str], list[str]]:
    """Return lines every tenth of a degree, and what they are called."""
    drawn, called = [], []
    for tenth in range(floor(sheet.west * 10) + 1, floor((sheet.west + (end_x - sheet.left) / sheet.across) * 10) + 1):
        x, _ = sheet.at(tenth / 10, sheet.north)
        drawn.append(f'<line class="grid" x1="{x:.1f}" y1="{sheet.top:.1f}" x2="{x:.1f}" y2="{end_y:.1f}"/>')
        degrees = _degrees(tenth, "east", language)
        called.append(f'<text class="axis" text-anchor="middle" x="{x:.1f}" y="{end_y + 16:.1f}">{degrees}</text>')
    south = sheet.north - (end_y - sheet.top) / sheet.down
    for tenth in range(floor(south * 10) + 1, floor(sheet.north * 10) + 1):
        _, y = sheet.at(sheet.west, tenth / 10)
        drawn.append(f'<line class="grid" x1="{sheet.left:.1f}" y1="{y:.1f}" x2="{end_x:.1f}" y2="{y:.1f}"/>')
        degrees = _degrees(tenth, "north", language)
        called.append(f'<text class="axis halo" x="{sheet.left + 4:.1f}" y="{y - 4:.1f}">{degrees}</text>')
    return drawn, called


def _degrees(tenths: int, side: str, language: Language) -> str:
    degrees = f"{tenths / 10:.1f}"
    return WORDS[language][side].format(degrees=degrees if language == "en" else degrees.replace(".", ","))


def _area(city: City, sheet: _Sheet, reach: float) -> str:
    title = f"<title>{title_of(shown(city.label))}</title>"
    if not city.outline:
        x, y = sheet.at(city.longitude, city.latitude)
        return f'<circle class="about" cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}">{title}</circle>'
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (sheet.at(*spot) for spot in ring)) + "z" for ring in city.outline
    )
    return f'<path class="land" fill-rule="evenodd" d="{path}">{title}</path>'


def _mark(one: _Drawn) -> str:
    about = ", ".join(shown(part) for part in (one.pin.district,) if part)
    title = title_of(f"{shown(one.pin.label)}{f' ({about})' if about else ''}")
    return f"<g><title>{title}</title>{_hexagon(one.x, one.y, 'exact' if one.exact else 'rough')}</g>"


def _hexagon(x: float, y: float, style: str) -> str:
    corners = " ".join(f"{x + RADIUS * across:.1f},{y + RADIUS * down:.1f}" for across, down in OUTLINES["hexagon"])
    return f'<polygon class="{style}" points="{corners}"/>'


def _names(
    given: Map,
    sheet: _Sheet,
    drawn: Sequence[_Drawn],
    room: tuple[float, float, float, float],
) -> list[str]:
    cities = []
    for city in given.cities:
        own = [one for one in drawn if one.pin.city == city.id]
        x, y = sheet.at(city.longitude, city.latitude)
        highest = min((one.y for one in own), default=y)
        text = f"{shortened(city.label, LETTERS)} ({len(own)})"
        cities.append((text, Point(x=x, y=highest - 20, radius=0, width=width(text, 20), height=22, must=True)))
    texts = [shortened(one.pin.label, LETTERS) for one in drawn]
    points = [
        Point(x=one.x, y=one.y, radius=RADIUS, width=width(text, 10.5), height=13)
        for one, text in zip(drawn, texts, strict=True)
    ]
    found = labels([*(point for _, point in cities), *points], room)
    every = [*(text for text, _ in cities), *texts]
    return [
        f'<text class="{"city" if one.point < len(cities) else "pin"} halo" x="{one.x:.1f}"'
        f' y="{one.y + (6.5 if one.point < len(cities) else 3.8):.1f}">{escaped(every[one.point])}</text>'
        for one in found
    ]


def _table(given: Map) -> Table:
    words = WORDS[given.language]
    cities = {one.id: one.label for one in given.cities}
    return Table(
        columns=tuple(words[name] for name in ("name", "city", "district", "longitude", "latitude")),
        rows=tuple(
            (
                one.label,
                cities.get(one.city or "", ""),
                one.district or "",
                "" if one.longitude is None else f"{one.longitude:.5f}",
                "" if one.latitude is None else f"{one.latitude:.5f}",
            )
            for one in given.pins
        ),
        numbers=frozenset({3, 4}),
    )
