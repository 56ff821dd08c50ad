"""From the test beds of a release to a map of them, in the language of the reader."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise

from api.pictures import only
from graph.listing.entry import in_language
from graph.listing.reading import MOST, Item, Listed, Lists
from graph.listing.writing import FILE
from graph.rdf.outlines import Ring, outlines
from graph.rdf.release import Release, open_store
from graph.text.language import Language
from viz.map import City, Map, Pin, city_map, is_inside
from viz.picture import Picture

CENTRES: Mapping[str, tuple[float, float]] = {
    "place/fi-049": (24.66, 60.21),
    "place/fi-091": (24.94, 60.17),
    "place/fi-092": (25.04, 60.29),
}
"""About where the centres of Espoo, Helsinki and Vantaa are (longitude, latitude), for releases without outlines."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "title": "Kehitys- ja kokeiluympäristöt kartalla",
        "told": "{n} ympäristöä. Kunnan nimen perässä on niiden määrä kunnassa.",
        "plain": "Kuntarajoja ei ole haettu (verkosto fetch municipalities): ympyrät ovat kuntien keskusten kohdalla, "
        "eivät kuntien muotoisia.",
        "release": "Julkaisu {release}.",
    },
    "sv": {
        "title": "Utvecklings- och testmiljöer på kartan",
        "told": "{n} miljöer. Efter kommunens namn står hur många de är där.",
        "plain": "Kommungränser är inte hämtade (verkosto fetch municipalities): cirklarna står vid kommunernas "
        "centrum och har inte deras form.",
        "release": "Utgåva {release}.",
    },
    "en": {
        "title": "Test beds on the map",
        "told": "{n} test beds. After the name of a municipality stands how many it has.",
        "plain": "Outlines have not been fetched (verkosto fetch municipalities): circles stand at the centres of "
        "municipalities, and do not have their shape.",
        "release": "Release {release}.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Which test beds are asked for: for each filter of their list the values of which one must fit."""

    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: Language = "fi"


def map_picture(release: Release, asked: Mapped) -> Picture:
    """Return the map of the test beds that are asked for.

    Raises
    ------
    BadField
        If nothing has a value that was chosen.
    NoRelease
        If the release has no lists, being of an older version of the program.
    """
    words = WORDS[asked.language]
    beds = _beds(release, asked)
    names = {one["id"]: one["labels"] for one in (bed.values.get("main_city") for bed in beds) if one}
    borders = outlines(open_store(release), sorted(names))
    cities = [
        City(
            id=address,
            label=in_language(labels, asked.language) or address,
            longitude=middle[0],
            latitude=middle[1],
            outline=borders.get(address, ()),
        )
        for address, labels in sorted(names.items())
        for middle in [_middle(address, borders.get(address, ()))]
        if middle
    ]
    plain = "" if all(one.outline for one in cities) else words["plain"]
    return city_map(
        Map(
            title=words["title"],
            language=asked.language,
            cities=cities,
            pins=[_pin(bed, asked.language) for bed in beds],
            told=words["told"].format(n=len(beds)),
            note=" ".join(
                one
                for one in (only(asked.chosen, asked.language), plain, words["release"].format(release=release.id))
                if one
            ),
        )
    )


def _beds(release: Release, asked: Mapped) -> list[Item]:
    found: list[Item] = []
    cursor = None
    with closing(Lists(release.path / FILE)) as lists:
        while True:
            page = lists.page(
                Listed(listing="testbeds", chosen=asked.chosen, language=asked.language, limit=MOST, cursor=cursor)
            )
            found.extend(page.items)
            cursor = page.following
            if cursor is None:
                return found


def _middle(address: str, outline: Sequence[Ring]) -> tuple[float, float] | None:
    """Return the middle of a city: its centre where we know it, else the middle of the largest part of its outline."""
    centre = CENTRES.get(address)
    if centre and (not outline or is_inside(*centre, outline)):
        return centre
    if not outline:
        return None
    ring = max(outline, key=lambda one: abs(_doubled(one)))
    area = 3 * _doubled(ring)
    sides = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    if not area:
        return ring[0]
    return sum((a[0] + b[0]) * part for a, b, part in sides) / area, sum(
        (a[1] + b[1]) * part for a, b, part in sides
    ) / area


def _doubled(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def _pin(bed: Item, language: Language) -> Pin:
    city = bed.values.get("main_city")
    return Pin(
        label=in_language(bed.labels, language) or bed.address,
        city=city["id"] if city else None,
        district=bed.values.get("district"),
        longitude=bed.values.get("longitude"),
        latitude=bed.values.get("latitude"),
    )
