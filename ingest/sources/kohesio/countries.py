"""The countries of cohesion policy: their names in English, their languages, and where on the earth they lie.

The boxes (least and greatest latitude, least and greatest longitude) are wide of each country by a fraction of a
degree, and tell latitude and longitude apart; they are no outlines. Far-off islands and regions have boxes of their
own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph.records import Point

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166, its language where it has one alone, and the boxes that it lies in."""

    code: str
    language: str | None
    boxes: tuple[Box, ...]


COUNTRIES = {
    "Austria": Country("AT", "de", ((46, 50, 9, 18),)),
    "Belgium": Country("BE", None, ((49, 52, 2, 7),)),
    "Bulgaria": Country("BG", "bg", ((41, 45, 22, 29),)),
    "Croatia": Country("HR", "hr", ((42, 47, 13, 20),)),
    "Cyprus": Country("CY", "el", ((34, 36, 32, 35),)),
    "Czechia": Country("CZ", "cs", ((48, 52, 12, 19),)),
    "Denmark": Country("DK", "da", ((54, 58, 8, 16),)),
    "Estonia": Country("EE", "et", ((57, 60, 21, 29),)),
    "Finland": Country("FI", "fi", ((59, 71, 19, 32),)),
    "France": Country("FR", "fr", ((41, 52, -6, 10), (2, 19, -64, -51), (-22, -20, 55, 56), (-14, -12, 44, 46))),
    "Germany": Country("DE", "de", ((47, 56, 5, 16),)),
    "Greece": Country("GR", "el", ((34, 42, 19, 30),)),
    "Hungary": Country("HU", "hu", ((45, 49, 16, 23),)),
    "Ireland": Country("IE", "en", ((51, 56, -11, -5),)),
    "Italy": Country("IT", "it", ((35, 48, 6, 19),)),
    "Latvia": Country("LV", "lv", ((55, 59, 20, 29),)),
    "Lithuania": Country("LT", "lt", ((53, 57, 20, 27),)),
    "Luxembourg": Country("LU", None, ((49, 51, 5, 7),)),
    "Malta": Country("MT", "en", ((35, 37, 14, 15),)),
    "Netherlands": Country("NL", "nl", ((50, 54, 3, 8),)),
    "Poland": Country("PL", "pl", ((49, 55, 14, 25),)),
    "Portugal": Country("PT", "pt", ((36, 43, -10, -6), (32, 34, -18, -16), (36, 40, -32, -24))),
    "Romania": Country("RO", "ro", ((43, 49, 20, 30),)),
    "Slovakia": Country("SK", "sk", ((47, 50, 16, 23),)),
    "Slovenia": Country("SI", "sl", ((45, 47, 13, 17),)),
    "Spain": Country("ES", "es", ((35, 44, -10, 5), (27, 30, -19, -13))),
    "Sweden": Country("SE", "sv", ((55, 70, 10, 25),)),
    "United Kingdom": Country("GB", "en", ((49, 61, -9, 2),)),
}
OTHER_NAMES = {
    "Czech Republic": "Czechia",
    "Slovak Republic": "Slovakia",
    "The Netherlands": "Netherlands",
    "UK": "United Kingdom",
}
NUTS = {"GR": "EL", "GB": "UK"}
"""The two countries that the classification of regions abbreviates otherwise than ISO 3166 does."""

EUROPE: tuple[Box, ...] = ((34, 71, -32, 33),)
"""Where something lies whose country is not told, or is several; far-off regions apart."""


def country(name: str) -> Country:
    """Return the country with this English name.

    >>> country("Finland").code, country("Czech Republic").code
    ('FI', 'CZ')
    """
    found = COUNTRIES.get(OTHER_NAMES.get(name, name))
    if found is None:
        raise ValueError("is not a country of cohesion policy, in English")
    return found


def point(one: Decimal, other: Decimal, countries: Sequence[Country]) -> Point | None:
    """Return the position of two numbers in the one order that `countries` allow; None where that is not just one.

    The publisher calls its column latitude and longitude, and has written them in the other order.

    >>> point(Decimal("24.94"), Decimal("60.17"), [country("Finland")])
    Point(lat=Decimal('60.17'), lon=Decimal('24.94'))
    >>> point(Decimal("40"), Decimal("41"), [])
    """
    boxes = tuple(box for one in countries for box in one.boxes) or EUROPE
    orders = dict.fromkeys(((one, other), (other, one)))
    fitting = [Point(lat=lat, lon=lon) for lat, lon in orders if any(_within(box, lat, lon) for box in boxes)]
    return fitting[0] if len(fitting) == 1 else None


def _within(box: Box, lat: Decimal, lon: Decimal) -> bool:
    south, north, west, east = box
    return south <= lat <= north and west <= lon <= east
