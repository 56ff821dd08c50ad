"""The network of actors as a picture: who shares projects with whom, all of them or those around one.

Where actors stand is given; nothing is computed here but how large things are drawn and where their names fit. The
first actors are the most important ones: they are named whatever it takes, the others where there is room.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from viz.labels import Label, Point, labels
from viz.marks import STYLE as MARKS
from viz.marks import legend, mark
from viz.palette import FAMILIES, OTHER, Language, family_of
from viz.picture import MARGIN, WIDTH, Picture, Table, foot, head, shown, title_of
from viz.text import escaped, shortened, width

LOWEST, HIGHEST = 360.0, 1100.0
"""How low and how high the field of actors is, in pixels."""

NAMED = 30
"""How many actors are named in any case."""

LETTERS = 34
"""How long a name is at the most; the whole one is told where the pointer rests, and in the table."""

SMALL, LARGE = 11.0, 14.0
"""The sizes of names."""

LEAST, WIDEST = 3.5, 19.0
"""The radii of marks."""

CORNERS = 1.25
"""How many times as far as its radius a shape with corners reaches."""

Floats = NDArray[np.float64]

STYLE = (
    MARKS
    + """
.tie { stroke: var(--quiet); stroke-opacity: .28; stroke-linecap: round; }
.often { stroke-opacity: .6; }
.lead { stroke: var(--quiet); stroke-width: .8; }
.name { text-anchor: middle; }
.own { fill: none; stroke: var(--ink); stroke-width: 2.5; }
"""
)

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "actor": "Toimija",
        "kind": "Laji",
        "city": "Kunta",
        "partners": "Kumppaneita",
        "projects": "Hankkeita",
        "shared": "Yhteisiä hankkeita",
        "told": "{actors} toimijaa, {ties} yhteyttä. Viiva yhdistää kaksi toimijaa, joilla on yhteinen hanke; "
        "paksu viiva: kaksi tai useampia. Merkki on sitä suurempi, mitä enemmän kumppaneita.",
        "empty": "Yksikään toimija ei täytä ehtoja.",
    },
    "sv": {
        "actor": "Aktör",
        "kind": "Slag",
        "city": "Kommun",
        "partners": "Partner",
        "projects": "Projekt",
        "shared": "Gemensamma projekt",
        "told": "{actors} aktörer, {ties} förbindelser. En linje förenar två aktörer som har ett gemensamt projekt; "
        "tjock linje: två eller flera. Märket är större ju fler partner.",
        "empty": "Ingen aktör uppfyller villkoren.",
    },
    "en": {
        "actor": "Actor",
        "kind": "Kind",
        "city": "Municipality",
        "partners": "Partners",
        "projects": "Projects",
        "shared": "Shared projects",
        "told": "{actors} actors, {ties} ties. A line joins two actors that share a project; a thick one: two or more. "
        "The more partners, the larger the mark.",
        "empty": "No actor fits.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor: what it is called, of which kind it is (None: not known), and where it stands, y downwards."""

    id: str
    label: str
    x: float
    y: float
    partners: int
    projects: int
    kind: str | None = None
    kind_label: str | None = None
    city: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie between two actors, by their ids, and how many projects they share."""

    one: str
    other: str
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What is drawn: actors, the most important ones first, and ties between them. `note` says what it is made of."""

    title: str
    language: Language
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    x: float
    y: float
    radius: float


def network(given: Network) -> Picture:
    """Return the picture of a network."""
    return _drawn(given, None)


def ego(given: Network) -> Picture:
    """Return the picture of the first actor of a network and its partners around it."""
    own = given.nodes[0].id if given.nodes else None
    return _drawn(given, own)


def _drawn(given: Network, own: str | None) -> Picture:
    words = WORDS[given.language]
    told = words["told"].format(actors=len(given.nodes), ties=len(given.edges)) if given.nodes else words["empty"]
    above, top = head(given.title, told)
    spots, bottom = _spots(given.nodes, top, own)
    body = [above, *_ties(given, spots), *(_node(one, spots[one.id]) for one in reversed(given.nodes))]
    if own is not None:
        spot = spots[own]
        body.append(f'<circle class="own" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{spot.radius + 6:.1f}"/>')
    body.extend(_names(given.nodes, spots, top, bottom))
    counts = Counter(family_of(one.kind).key for one in given.nodes)
    families = [(one, counts[one.key]) for one in (*FAMILIES, OTHER) if counts[one.key]]
    key = legend(families, given.language, x=MARGIN, y=bottom + 22, room=WIDTH - 2 * MARGIN)
    below, end = foot(given.note, bottom + 30 + key.height)
    return Picture(
        title=given.title,
        language=given.language,
        width=WIDTH,
        height=end,
        body="".join((*body, key.body, below)),
        table=_table(given, own),
        style=STYLE,
        description=told,
        linked=any(one.href for one in given.nodes),
    )


def _spots(nodes: Sequence[Node], top: float, own: str | None) -> tuple[dict[str, _Spot], float]:
    """Return where each actor is drawn and how large, and where the field ends."""
    if not nodes:
        return {}, top + 40
    places = np.array([(one.x, one.y) for one in nodes])
    low, span = places.min(axis=0), np.ptp(places, axis=0)
    inner = WIDTH - 2 * (MARGIN + WIDEST)
    scale = min(inner / max(span[0], 1e-9), (HIGHEST - 2 * WIDEST) / max(span[1], 1e-9), 90.0)
    high = max(LOWEST, span[1] * scale + 3 * WIDEST)
    corner = np.array([(WIDTH - span[0] * scale) / 2, top + (high - span[1] * scale) / 2])
    drawn = (places - low) * scale + corner
    most = max(max(one.partners for one in nodes), 1)
    wanted = np.array([LEAST + (WIDEST - LEAST) * sqrt(one.partners / most) for one in nodes])
    radii = _fitting(drawn, wanted, own=own is not None)
    spots = {
        one.id: _Spot(x=float(x), y=float(y), radius=float(radius))
        for one, (x, y), radius in zip(nodes, drawn, radii, strict=True)
    }
    return spots, top + high


def _fitting(drawn: Floats, wanted: Floats, *, own: bool) -> Floats:
    """Return radii no larger than those `wanted` that leave a gap between any two marks.

    Two that are near share the way between them as the radii that they should have, so that equals stay equal.
    """
    radii = wanted.copy()
    for at in range(len(wanted)):
        away = np.hypot(drawn[:, 0] - drawn[at, 0], drawn[:, 1] - drawn[at, 1])
        away[at] = np.inf
        radii[at] = min(wanted[at], float((away * wanted[at] / (wanted + wanted[at])).min()) / CORNERS)
    if own:
        radii[0] = max(radii[0], WIDEST)
    return radii


def _ties(given: Network, spots: Mapping[str, _Spot]) -> list[str]:
    names = {one.id: one.label for one in given.nodes}
    shared = WORDS[given.language]["shared"]
    found = []
    for tie in sorted(given.edges, key=lambda one: one.projects):
        one, other = spots[tie.one], spots[tie.other]
        often = " often" if tie.projects > 1 else ""
        title = f"{shown(names[tie.one])} – {shown(names[tie.other])}: {shared.lower()} {tie.projects}"
        found.append(
            f'<line class="tie{often}" x1="{one.x:.1f}" y1="{one.y:.1f}" x2="{other.x:.1f}" y2="{other.y:.1f}"'
            f' stroke-width="{min(1 + 0.8 * (tie.projects - 1), 6):.1f}"><title>{title_of(title)}</title></line>'
        )
    return found


def _node(one: Node, spot: _Spot) -> str:
    about = ", ".join(shown(part) for part in (one.kind_label, one.city) if part)
    title = f"{shown(one.label)}{f' ({about})' if about else ''}"
    drawn = f"<g><title>{title_of(title)}</title>{mark(family_of(one.kind), spot.x, spot.y, spot.radius)}</g>"
    return f'<a href="{escaped(one.href)}">{drawn}</a>' if one.href else drawn


def _names(nodes: Sequence[Node], spots: Mapping[str, _Spot], top: float, bottom: float) -> list[str]:
    texts = [shortened(one.label, LETTERS) for one in nodes]
    sizes = [LARGE if at < NAMED // 3 else 12.5 if at < NAMED else SMALL for at in range(len(nodes))]
    points = [
        Point(
            x=spots[one.id].x,
            y=spots[one.id].y,
            radius=spots[one.id].radius * 1.15,
            width=width(text, size),
            height=size * 1.25,
            must=at < NAMED,
        )
        for at, (one, text, size) in enumerate(zip(nodes, texts, sizes, strict=True))
    ]
    found = labels(points, (8, top - 6, WIDTH - 8, bottom + 8))
    return [
        *(_lead(one, points[one.point]) for one in found if one.led),
        *(
            f'<text class="name halo{" first" if one.point < NAMED else ""}" font-size="{sizes[one.point]}"'
            f' x="{one.x:.1f}" y="{one.y + sizes[one.point] * 0.36:.1f}">{escaped(texts[one.point])}</text>'
            for one in found
        ),
    ]


def _lead(label: Label, point: Point) -> str:
    """Return a line from a point to the nearest edge of its label."""
    x, y = min(max(point.x, label.left), label.right), min(max(point.y, label.top), label.bottom)
    away = hypot(x - point.x, y - point.y)
    from_x, from_y = (place + (end - place) * point.radius / away for place, end in ((point.x, x), (point.y, y)))
    return f'<line class="lead" x1="{from_x:.1f}" y1="{from_y:.1f}" x2="{x:.1f}" y2="{y:.1f}"/>'


def _table(given: Network, own: str | None) -> Table:
    words = WORDS[given.language]
    columns = [words["actor"], words["kind"], words["city"], words["partners"], words["projects"]]
    shared = {
        one.other if one.one == own else one.one: one.projects for one in given.edges if own in (one.one, one.other)
    }
    rows = [
        [one.label, one.kind_label or "", one.city or "", str(one.partners), str(one.projects)] for one in given.nodes
    ]
    if own is not None:
        columns.append(words["shared"])
        rows = [[*row, str(shared.get(one.id, ""))] for row, one in zip(rows, given.nodes, strict=True)]
    return Table(
        columns=tuple(columns), rows=tuple(tuple(row) for row in rows), numbers=frozenset(range(3, len(columns)))
    )
