"""The shapes of kinds of actors, as SVG, and the legend that says which is which."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from viz.palette import FAMILIES, OTHER, Family, Language, Shape
from viz.text import escaped, width

SIZE = 13.0
LINE = 24.0

STYLE = "\n".join(
    f".k-{one.key} {{ fill: var(--k-{one.key}); stroke: var(--paper); stroke-width: 1; }}" for one in (*FAMILIES, OTHER)
)
"""The colours of all families."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """A legend as SVG, and how high it is."""

    body: str
    height: float


def mark(family: Family, x: float, y: float, radius: float) -> str:
    """Return the mark of a family of actors as an SVG element; all shapes of one radius cover about the same area."""
    if family.shape == "circle":
        return f'<circle class="k-{family.key}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    corners = " ".join(f"{x + radius * across:.1f},{y + radius * down:.1f}" for across, down in OUTLINES[family.shape])
    return f'<polygon class="k-{family.key}" points="{corners}"/>'


def legend(counts: Sequence[tuple[Family, int]], language: Language, *, x: float, y: float, room: float) -> Legend:
    """Return a legend of families and how many of each there are, in as many lines as `room` asks for."""
    parts, across, down = [], x, y
    for family, count in counts:
        text = f"{family.labels[language]} ({count})"
        wide = 22 + width(text, SIZE) + 14
        if across > x and across + wide > x + room:
            across, down = x, down + LINE
        parts.append(mark(family, across + 8, down, 7.5))
        parts.append(f'<text class="legend" x="{across + 22:.0f}" y="{down + 4.5:.1f}">{escaped(text)}</text>')
        across += wide
    return Legend(body="".join(parts), height=down - y + LINE)


def _regular(corners: int, radius: float, turn: float = 0.0) -> tuple[tuple[float, float], ...]:
    angles = [2 * pi * (step / corners + turn) for step in range(corners)]
    return tuple((radius * sin(angle), -radius * cos(angle)) for angle in angles)


def _star(points: int, outer: float, inner: float) -> tuple[tuple[float, float], ...]:
    radii = [outer if step % 2 == 0 else inner for step in range(2 * points)]
    angles = [pi * step / points for step in range(2 * points)]
    return tuple((radius * sin(angle), -radius * cos(angle)) for radius, angle in zip(radii, angles, strict=True))


_ARM = 0.42

OUTLINES: dict[Shape, tuple[tuple[float, float], ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": _regular(4, 1.25),
    "star": _star(5, 1.4, 0.6),
    "triangle": _regular(3, 1.3),
    "tip": _regular(3, 1.3, 0.5),
    "hexagon": _regular(6, 1.08, 1 / 12),
    "pentagon": _regular(5, 1.12),
    "cross": (
        (-_ARM, -1.1),
        (_ARM, -1.1),
        (_ARM, -_ARM),
        (1.1, -_ARM),
        (1.1, _ARM),
        (_ARM, _ARM),
        (_ARM, 1.1),
        (-_ARM, 1.1),
        (-_ARM, _ARM),
        (-1.1, _ARM),
        (-1.1, -_ARM),
        (-_ARM, -_ARM),
    ),
}
