"""What things look like: colours for light and dark, and of each kind of actor a colour and a shape.

Colour is never the only sign of a kind. Each colour has at least 4.5:1 to the paper it stands on, as text has
(WCAG 2.2, 1.4.3); `contrast` is how that is measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["fi", "sv", "en"]
Shape = Literal["circle", "square", "diamond", "star", "triangle", "tip", "hexagon", "cross", "pentagon"]
Theme = Literal["auto", "light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour on light and on dark paper, as #rrggbb."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Kinds of actors that look alike: their colour, their shape, and what the legend calls them."""

    key: str
    colour: Colour
    shape: Shape
    labels: Mapping[Language, str]
    kinds: tuple[str, ...]


PAPER = Colour(light="#ffffff", dark="#0d1117")
INK = Colour(light="#1b1f24", dark="#e6edf3")
QUIET = Colour(light="#57606a", dark="#9aa5b1")
RULE = Colour(light="#d0d7de", dark="#30363d")
LINK = Colour(light="#0b5394", dark="#7ab7ff")

FAMILIES = (
    Family(
        key="company",
        colour=Colour(light="#1f62b0", dark="#6cb0ff"),
        shape="circle",
        labels={"fi": "Yritys", "sv": "Företag", "en": "Company"},
        kinds=("company", "company-like", "company-intl", "city-company"),
    ),
    Family(
        key="education",
        colour=Colour(light="#b3121d", dark="#ff8080"),
        shape="square",
        labels={"fi": "Korkeakoulu", "sv": "Högskola", "en": "Higher education"},
        kinds=("hei", "university", "uas", "foreign-university"),
    ),
    Family(
        key="research",
        colour=Colour(light="#7438a8", dark="#cba6ff"),
        shape="diamond",
        labels={"fi": "Tutkimuslaitos", "sv": "Forskningsinstitut", "en": "Research institute"},
        kinds=(
            "research-institute",
            "foreign-research-institute",
            "research-infrastructure",
            "research-infrastructure-provider",
        ),
    ),
    Family(
        key="city",
        colour=Colour(light="#10161d", dark="#f4f6f8"),
        shape="star",
        labels={"fi": "Kaupunki tai kunta", "sv": "Stad eller kommun", "en": "City or municipality"},
        kinds=(
            "city",
            "municipality",
            "foreign-municipality",
            "municipal-alliance",
            "city-enterprise",
            "joint-authority",
        ),
    ),
    Family(
        key="association",
        colour=Colour(light="#0a7350", dark="#4fd1a5"),
        shape="triangle",
        labels={
            "fi": "Yhdistys, klusteri tai kehitysyhtiö",
            "sv": "Förening, kluster eller utvecklingsbolag",
            "en": "Association, cluster or development company",
        },
        kinds=(
            "association",
            "cluster",
            "think-tank",
            "foundation",
            "development-company",
            "startup-community",
            "foreign-association",
            "foreign-cluster",
            "foreign-science-park",
            "facilitator",
        ),
    ),
    Family(
        key="public",
        colour=Colour(light="#596270", dark="#aab5c3"),
        shape="tip",
        labels={"fi": "Julkinen toimija", "sv": "Offentlig aktör", "en": "Public body"},
        kinds=(
            "agency",
            "ministry",
            "regional-council",
            "programme-organisation",
            "fund",
            "funder",
            "foreign-ministry",
            "foreign-authority",
        ),
    ),
    Family(
        key="health",
        colour=Colour(light="#b0186b", dark="#ff90c8"),
        shape="cross",
        labels={"fi": "Terveydenhuolto", "sv": "Hälso- och sjukvård", "en": "Health care"},
        kinds=("healthcare-org", "hospital", "university-hospital", "wellbeing-services-county"),
    ),
    Family(
        key="school",
        colour=Colour(light="#8a5200", dark="#f0b35a"),
        shape="pentagon",
        labels={"fi": "Koulu tai oppilaitos", "sv": "Skola eller läroanstalt", "en": "School"},
        kinds=("school", "vocational", "school-operator"),
    ),
)

OTHER = Family(
    key="other",
    colour=Colour(light="#5c6b3a", dark="#b5c48a"),
    shape="hexagon",
    labels={"fi": "Muu tai ei tiedossa", "sv": "Annan eller okänd", "en": "Other or not known"},
    kinds=(),
)

STEPS = (
    Colour(light="#eef4fb", dark="#141d29"),
    Colour(light="#cfe0f3", dark="#1a3350"),
    Colour(light="#a3c5e8", dark="#1f4a78"),
    Colour(light="#2f6fb3", dark="#8cc0f5"),
    Colour(light="#0b427d", dark="#cfe6ff"),
)
"""From little to much. Ink is legible on the first three, paper on the last two."""

SERIES = (
    Colour(light="#0b6a63", dark="#4fd1c5"),
    Colour(light="#b5155f", dark="#ff8ab8"),
    Colour(light="#4a35b8", dark="#aea2ff"),
    Colour(light="#8a5200", dark="#f0b35a"),
    Colour(light="#1f62b0", dark="#6cb0ff"),
    Colour(light="#596270", dark="#aab5c3"),
)
"""Colours of things that have no order."""


def family_of(kind: str | None) -> Family:
    """Return what an actor of a kind looks like; a kind that is not known, or that nobody thought of, is `OTHER`."""
    return next((one for one in FAMILIES if kind in one.kinds), OTHER)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast("#000000", "#ffffff")), round(contrast("#ffffff", "#767676"), 2)
    (21, 4.54)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
