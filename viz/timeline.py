"""Figures over the years, one panel below the other, each with what chance would give where that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from viz.palette import Language
from viz.picture import MARGIN, WIDTH, Picture, Table, foot, head, title_of
from viz.text import escaped

HIGH = 150.0
GAP = 68.0
AXIS = 56.0
"""How high a panel is, how far panels are apart, and the room for numbers on the left, in pixels."""

STYLE = """
.panel { font-size: 14px; font-weight: 600; }
.bar { fill: var(--c4); }
.partial { fill: var(--paper); stroke: var(--c4); stroke-width: 2; stroke-dasharray: 4 3; }
.band { fill: var(--quiet); fill-opacity: .28; }
.run { fill: none; stroke: var(--c4); stroke-width: 2.5; }
.dot { fill: var(--c4); stroke: var(--paper); stroke-width: 1.5; }
.open { fill: var(--paper); stroke: var(--c4); stroke-width: 2; }
.figure { font-size: 11.5px; text-anchor: middle; }
.year { text-anchor: middle; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The figure of a year, None where there is none; `low` to `high` is the band of chance.

    A `partial` one is of a year that sources do not know whole yet.
    """

    year: int
    value: float | None
    shown: str
    low: float | None = None
    high: float | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One figure over the years; as bars where it is a count, as a line where it is a rate."""

    title: str
    points: Sequence[Point]
    bars: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What is drawn: panels over the same years, how their signs are to be read, and what they were made of."""

    title: str
    language: Language
    panels: Sequence[Panel]
    year_label: str
    told: str = ""
    note: str = ""


def timeline(given: Timeline) -> Picture:
    """Return the picture of figures over the years."""
    above, top = head(given.title, given.told)
    years = sorted({point.year for panel in given.panels for point in panel.points})
    body, y = [above], top + 14
    for panel in given.panels:
        body.append(_panel(panel, years, y, given.language))
        y += HIGH + GAP
    below, end = foot(given.note, y + 6)
    return Picture(
        title=given.title,
        language=given.language,
        width=WIDTH,
        height=end,
        body="".join((*body, below)),
        style=STYLE,
        description=given.told,
        table=_table(given, years),
    )


def _panel(panel: Panel, years: Sequence[int], top: float, language: Language) -> str:
    known = [one for point in panel.points for one in (point.value, point.high) if one is not None]
    most, ticks = _scale(max(known, default=0.0))
    left, right = MARGIN + AXIS, WIDTH - MARGIN
    step = (right - left) / max(len(years), 1)
    floor_y = top + 18 + HIGH

    def across(year: int) -> float:
        return left + (years.index(year) + 0.5) * step

    def down(value: float) -> float:
        return floor_y - value / most * HIGH

    parts = [f'<text class="panel" x="{MARGIN}" y="{top}">{escaped(panel.title)}</text>']
    for tick in ticks:
        y = down(tick)
        parts.append(f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="axis" text-anchor="end" x="{left - 8}" y="{y + 4:.1f}">{_tick(tick, language)}</text>'
        )
    parts.extend(
        f'<text class="axis year" x="{across(year):.1f}" y="{floor_y + 18:.1f}">{year}</text>' for year in years
    )
    half = min(step * 0.36, 30)
    for point in panel.points:
        if point.low is not None and point.high is not None:
            x, low, high = across(point.year) - half * 1.2, down(point.low), down(point.high)
            parts.append(
                f'<rect class="band" x="{x:.1f}" y="{high:.1f}" width="{half * 2.4:.1f}"'
                f' height="{max(low - high, 1.5):.1f}"/>'
            )
    drawn = [point for point in panel.points if point.value is not None]
    if panel.bars:
        parts.extend(_bar(one, across(one.year), half, down(one.value or 0), floor_y) for one in drawn)
    else:
        line = " ".join(f"{across(one.year):.1f},{down(one.value or 0):.1f}" for one in drawn)
        parts.append(f'<polyline class="run" points="{line}"/>')
        parts.extend(_dot(one, across(one.year), down(one.value or 0)) for one in drawn)
    parts.extend(
        f'<text class="figure halo" x="{across(one.year):.1f}" y="{down(max(one.value or 0, 0)) - 9:.1f}">'
        f"{escaped(one.shown)}</text>"
        for one in drawn
    )
    return "".join(parts)


def _bar(one: Point, x: float, half: float, y: float, floor_y: float) -> str:
    return (
        f'<rect class="{"partial" if one.partial else "bar"}" x="{x - half:.1f}" y="{y:.1f}" width="{2 * half:.1f}"'
        f' height="{max(floor_y - y, 0.5):.1f}"><title>{title_of(f"{one.year}: {one.shown}")}</title></rect>'
    )


def _dot(one: Point, x: float, y: float) -> str:
    return (
        f'<circle class="{"open" if one.partial else "dot"}" cx="{x:.1f}" cy="{y:.1f}" r="5">'
        f"<title>{title_of(f'{one.year}: {one.shown}')}</title></circle>"
    )


def _tick(value: float, language: Language) -> str:
    return f"{value:g}" if language == "en" else f"{value:g}".replace(".", ",")


def _scale(most: float) -> tuple[float, list[float]]:
    """Return where an axis ends, and three to six round numbers on it.

    >>> _scale(47.0)
    (50.0, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0])
    """
    if most <= 0:
        return 1.0, [0.0, 1.0]
    unit = 10.0 ** floor(log10(most / 4))
    step = next(unit * one for one in (1, 2, 5, 10, 20) if most / (unit * one) <= 5)
    count = int(-(-most // step))
    return round(step * count, 10), [round(step * one, 10) for one in range(count + 1)]


def _table(given: Timeline, years: Sequence[int]) -> Table:
    by_year = [{point.year: point for point in panel.points} for panel in given.panels]
    return Table(
        columns=(given.year_label, *(panel.title for panel in given.panels)),
        rows=tuple(
            (str(year), *(points[year].shown if year in points else "" for points in by_year)) for year in years
        ),
        numbers=frozenset(range(1, len(given.panels) + 1)),
    )
