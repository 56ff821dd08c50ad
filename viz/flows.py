"""What flows from one division of things into the next (Sankey): bands as high as there are things in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.palette import SERIES, Language
from viz.picture import MARGIN, WIDTH, Picture, Table, foot, head, shown, title_of
from viz.text import escaped, lines

HIGH = 520.0
BAR = 16.0
GAP = 14.0
ROOM = 230.0
LINE = 16.0
LEAST = 22.0
"""How high the bands are in all, how wide a bar is, the gap between bars, the room for names on the
right, how high a line of a name is, and how high the place of a bar is at the least; in pixels."""

STYLE = "\n".join(
    [
        *(f".b{number} {{ fill: var(--c{number}); }}" for number in range(len(SERIES))),
        *(f".f{number} {{ fill: var(--c{number}); fill-opacity: .32; }}" for number in range(len(SERIES))),
        ".unknown { fill: var(--quiet); } .f-unknown { fill: var(--quiet); fill-opacity: .2; }",
        ".stage { font-size: 14px; font-weight: 600; } .stop { font-size: 13px; }",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One class of a division, how much is in it, and how that is written."""

    id: str
    label: str
    value: float
    shown: str
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One division of all things into classes."""

    label: str
    stops: Sequence[Stop]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How much is both in a class of one stage and in a class of the next."""

    stage: int
    one: str
    other: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """What is drawn: stages from left to right, and the flows between each and the next.

    `columns` of the table name where a flow comes from, where it goes, and how much it is.
    """

    title: str
    language: Language
    stages: Sequence[Stage]
    flows: Sequence[Flow]
    columns: tuple[str, str, str]
    told: str = ""
    note: str = ""


@dataclass(slots=True)
class _Bar:
    stop: Stop
    style: str
    x: float
    y: float
    high: float
    used_left: float = 0.0
    used_right: float = 0.0


def flows(given: Flows) -> Picture:
    """Return the picture of flows; a class that is not known is grey, and as high as the others."""
    above, top = head(given.title, given.told)
    first = top + 34
    total = max((sum(stop.value for stop in stage.stops) for stage in given.stages), default=0.0) or 1.0
    most = max((len(stage.stops) for stage in given.stages), default=1)
    scale = (HIGH - GAP * (most - 1)) / total
    step = (WIDTH - 2 * MARGIN - ROOM - BAR) / max(len(given.stages) - 1, 1)
    bars = [_bars(stage, MARGIN + at * step, first, scale) for at, stage in enumerate(given.stages)]
    body = [above]
    body.extend(
        f'<text class="stage" x="{MARGIN + at * step:.1f}" y="{first - 14:.1f}">{escaped(stage.label)}</text>'
        for at, stage in enumerate(given.stages)
    )
    order = [{stop.id: at for at, stop in enumerate(stage.stops)} for stage in given.stages]
    ranked = sorted(
        given.flows, key=lambda one: (one.stage, order[one.stage][one.one], order[one.stage + 1][one.other])
    )
    body.extend(_band(one, bars[one.stage][one.one], bars[one.stage + 1][one.other], scale) for one in ranked)
    for stage in bars:
        body.extend(_bar(one) for one in stage.values())
    end_of_bars = max((one.y + one.high for stage in bars for one in stage.values()), default=first)
    below, end = foot(given.note, end_of_bars + 36)
    labels = [{stop.id: stop.label for stop in stage.stops} for stage in given.stages]
    return Picture(
        title=given.title,
        language=given.language,
        width=WIDTH,
        height=end,
        body="".join((*body, below)),
        style=STYLE,
        description=given.told,
        table=Table(
            columns=given.columns,
            rows=tuple((labels[one.stage][one.one], labels[one.stage + 1][one.other], one.shown) for one in ranked),
            numbers=frozenset({2}),
        ),
    )


def _bars(stage: Stage, x: float, top: float, scale: float) -> dict[str, _Bar]:
    found, y = {}, top
    for at, stop in enumerate(stage.stops):
        high = stop.value * scale
        style = f"{at % len(SERIES)}" if stop.known else "unknown"
        found[stop.id] = _Bar(stop=stop, style=style, x=x, y=y, high=high)
        # a class of little has room for its name all the same
        y += max(high, LEAST) + GAP
    return found


def _band(one: Flow, left: _Bar, right: _Bar, scale: float) -> str:
    high = one.value * scale
    x0, y0, x1, y1 = left.x + BAR, left.y + left.used_right, right.x, right.y + right.used_left
    left.used_right += high
    right.used_left += high
    bend = (x0 + x1) / 2
    style = "f-unknown" if left.style == "unknown" else f"f{left.style}"
    title = title_of(f"{shown(left.stop.label)} → {shown(right.stop.label)}: {one.shown}")
    return (
        f'<path class="{style}" d="M{x0:.1f} {y0:.1f}C{bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}'
        f"v{high:.1f}C{bend:.1f} {y1 + high:.1f} {bend:.1f} {y0 + high:.1f} {x0:.1f} {y0 + high:.1f}z"
        f'"><title>{title}</title></path>'
    )


def _bar(one: _Bar) -> str:
    style = "unknown" if one.style == "unknown" else f"b{one.style}"
    # the number comes first, so that it stands whatever room there is for the name
    every = lines(f"{one.stop.shown} {one.stop.label}", 13, ROOM - 12)
    broken = every[: max(1, int((max(one.high, LEAST) + GAP) // LINE))]
    if len(broken) < len(every):
        broken[-1] = f"{broken[-1].rstrip(' ,;')}…"
    y = one.y + max(one.high, 1) / 2 + 4.5 - LINE / 2 * (len(broken) - 1)
    drawn = "".join(
        f'<text class="stop halo" x="{one.x + BAR + 8:.1f}" y="{y + LINE * at:.1f}">{escaped(line)}</text>'
        for at, line in enumerate(broken)
    )
    return (
        f'<rect class="{style}" x="{one.x:.1f}" y="{one.y:.1f}" width="{BAR}" height="{max(one.high, 1):.1f}"/>{drawn}'
    )
