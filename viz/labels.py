"""Where names stand in a picture: the greedy placement of labels beside the points they name.

Labels come in the order of their weight. Each tries places around its point, near ones first, and takes the one that
covers the least of other points; none ever covers a label that stands. One that must stand goes as far as it has to,
and then a line leads to it; one that need not is left out where there is no room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

GAP = 3.0
"""The distance between a point and its label, and between two labels, in pixels."""

FAR = 14.0
"""From which distance on a line leads from the point to its label."""

REACH = 16
"""How many rings of places a label that must stand tries."""

Boxes = NDArray[np.float64]
"""Left, top, right and bottom of boxes, a row each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is named: its middle, how far it reaches, and the size of its label."""

    x: float
    y: float
    radius: float
    width: float
    height: float
    must: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Where the label of point number `point` stands: its middle, its box, and whether a line should lead to it."""

    point: int
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    led: bool


def labels(
    points: Sequence[Point], room: tuple[float, float, float, float], others: Sequence[Point] = ()
) -> list[Label]:
    """Return the labels that have a place within `room` (left, top, right, bottom); `others` are to stay visible too.

    >>> two = [Point(x=50, y=50, radius=5, width=60, height=12, must=True) for _ in range(2)]
    >>> one, other = labels(two, (0, 0, 200, 200))
    >>> one.bottom <= other.top or other.bottom <= one.top or one.right <= other.left or other.right <= one.left
    True
    """
    marks = np.array([(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in (*points, *others)])
    standing: list[Label] = []
    for number, point in enumerate(points):
        found = _best(number, point, _boxes(point, room), marks, standing)
        if found is not None:
            standing.append(found)
    return standing


def _boxes(point: Point, room: tuple[float, float, float, float]) -> Boxes:
    """Return the places that a label may try, near ones first: below, above, beside, aslant; then on rings."""
    across, down = point.width / 2, point.height / 2
    side, off = point.radius + GAP + across, point.radius + GAP + down
    slant = 0.75
    middles = [
        (0.0, off),
        (0.0, -off),
        (side, 0.0),
        (-side, 0.0),
        *((x * side * slant, y * off * slant) for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1))),
    ]
    if point.must:
        for ring in range(1, REACH + 1):
            count = 8 + 4 * ring
            for step in range(count):
                angle = 2 * pi * step / count
                middles.append(((side + 18 * ring) * cos(angle), (off + 18 * ring) * sin(angle)))
    x, y = np.array(middles).T
    found = np.column_stack([point.x + x - across, point.y + y - down, point.x + x + across, point.y + y + down])
    left, top, right, bottom = room
    inside = (found[:, 0] >= left) & (found[:, 1] >= top) & (found[:, 2] <= right) & (found[:, 3] <= bottom)
    return found[inside]


def _best(number: int, point: Point, boxes: Boxes, marks: Boxes, standing: Sequence[Label]) -> Label | None:
    if standing and len(boxes):
        taken = np.array([(one.left, one.top, one.right, one.bottom) for one in standing])
        boxes = boxes[_covered(boxes, taken + np.array([-GAP, -1.0, GAP, 1.0])).sum(axis=1) == 0]
    if not len(boxes):
        return None
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    away = np.hypot(middles[:, 0] - point.x, middles[:, 1] - point.y)
    covered = _covered(boxes, marks).sum(axis=1)
    if not point.must:
        boxes, away, middles = boxes[covered == 0], away[covered == 0], middles[covered == 0]
        if not len(boxes):
            return None
        best = 0
    else:
        best = int(np.argmin(covered / 12 + away * 0.6))
    left, top, right, bottom = boxes[best].tolist()
    reach = hypot(max(left - point.x, 0, point.x - right), max(top - point.y, 0, point.y - bottom))
    return Label(
        point=number,
        x=float(middles[best, 0]),
        y=float(middles[best, 1]),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        led=reach > point.radius + FAR,
    )


def _covered(boxes: Boxes, others: Boxes) -> NDArray[np.float64]:
    """Return how many square pixels each box covers of each of the others."""
    across = np.minimum(boxes[:, None, 2], others[None, :, 2]) - np.maximum(boxes[:, None, 0], others[None, :, 0])
    down = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(boxes[:, None, 1], others[None, :, 1])
    found: NDArray[np.float64] = np.clip(across, 0, None) * np.clip(down, 0, None)
    return found
