"""A heat map of what lies between groups, in each cell the figure and the number it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.palette import Language
from viz.picture import MARGIN, WIDTH, Picture, Table, foot, head, title_of
from viz.text import escaped, shortened, width

LETTERS = 30
SIZE = 12.5
TALLEST = 52.0
STEPS = 5

STYLE = """
.cell { stroke: var(--paper); stroke-width: 2; }
.h0 { fill: var(--s0); } .h1 { fill: var(--s1); } .h2 { fill: var(--s2); }
.h3 { fill: var(--s3); } .h4 { fill: var(--s4); }
.none { fill: none; stroke: var(--rule); stroke-width: 1; }
.value { font-size: 13px; font-weight: 600; text-anchor: middle; }
.basis { font-size: 10.5px; text-anchor: middle; }
.t3, .t4 { fill: var(--paper); }
.group { font-size: 12.5px; }
"""

NO_VALUE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What lies between two groups, by their places; `value` is None where there is no such figure.

    `shown` is the value as it is written, `basis` what it rests on, e.g. `n = 12`; `told` says both in words.
    """

    row: int
    column: int
    value: float | None
    shown: str
    basis: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What is drawn: groups, the cells between them, what the figures are, and what they were made of.

    `columns` of the table name the two groups, the figure and its basis.
    """

    title: str
    language: Language
    groups: Sequence[str]
    cells: Sequence[Cell]
    columns: tuple[str, str, str, str]
    told: str = ""
    note: str = ""


def matrix(given: Matrix) -> Picture:
    """Return the picture of a matrix; a darker cell has a greater figure, and each says its own."""
    above, top = head(given.title, given.told)
    names = [shortened(one, LETTERS) for one in given.groups]
    side = max([width(one, SIZE) for one in names], default=0) + 16
    count = max(len(names), 1)
    # the names of columns lean out to the right of the last one
    lean = max([width(one, SIZE) for one in names], default=0) * 0.72 - MARGIN
    wide = min((WIDTH - 2 * MARGIN - side - max(lean, 0)) / count, 110.0)
    high = min(wide, TALLEST)
    left, slant = MARGIN + side, max([width(one, SIZE) for one in names], default=0) * 0.72 + 24
    first = top + slant
    steps = _steps([one.value for one in given.cells if one.value is not None])
    body = [above]
    for at, name in enumerate(names):
        y, x = first + (at + 0.5) * high, left + (at + 0.5) * wide
        body.append(f'<text class="group" text-anchor="end" x="{left - 10:.1f}" y="{y + 4:.1f}">{escaped(name)}</text>')
        body.append(
            f'<text class="group" transform="translate({x:.1f} {first - 10:.1f}) rotate(-45)">{escaped(name)}</text>'
        )
    for one in given.cells:
        for row, column in {(one.row, one.column), (one.column, one.row)}:
            body.append(_cell(one, left + column * wide, first + row * high, wide, high, steps))
    below, end = foot(given.note, first + count * high + 30)
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
            rows=tuple((given.groups[one.row], given.groups[one.column], one.shown, one.basis) for one in given.cells),
            numbers=frozenset({2, 3}),
        ),
    )


def _cell(one: Cell, x: float, y: float, wide: float, high: float, steps: Sequence[float]) -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    middle = x + wide / 2
    title = f"<title>{title_of(one.told)}</title>"
    if one.value is None:
        return (
            f'<g>{title}<rect class="none" {box}/>'
            f'<text class="basis" x="{middle:.1f}" y="{y + high / 2 + 4:.1f}">{NO_VALUE}</text></g>'
        )
    step = sum(one.value > limit for limit in steps[:-1]) if one.value < steps[-1] or not one.value else STEPS - 1
    basis = (
        f'<text class="basis t{step}" x="{middle:.1f}" y="{y + high / 2 + 13:.1f}">{escaped(one.basis)}</text>'
        if one.basis and high > 34 and width(one.basis, 10.5) < wide
        else ""
    )
    lift = -1.5 if basis else 4.5
    return (
        f'<g>{title}<rect class="cell h{step}" {box}/>'
        f'<text class="value t{step}" x="{middle:.1f}" y="{y + high / 2 + lift:.1f}">{escaped(one.shown)}</text>'
        f"{basis}</g>"
    )


def _steps(values: Sequence[float]) -> list[float]:
    """Return the limits between steps of colour, and the greatest value, which is the darkest.

    Nothing is the lightest, and the others are shared out evenly.
    """
    some = sorted(value for value in values if value > 0)
    if not some:
        return [0.0] * STEPS
    return [0.0, *(some[min(len(some) * part // (STEPS - 1), len(some) - 1)] for part in range(1, STEPS - 1)), some[-1]]
