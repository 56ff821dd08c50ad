"""A picture and the ways to keep it: SVG, a page of HTML with a table of the same facts, PNG.

What is drawn refers to colours as `var(--name)`. Of theme `auto` a picture is light or dark as its reader's screen is,
and light on paper; the other themes write the colours out, for programs that know no variables. Nothing is loaded from
anywhere, and nothing needs JavaScript.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.util import find_spec

from graph.errors import CannotDraw
from viz.palette import FAMILIES, INK, LINK, OTHER, PAPER, QUIET, RULE, SERIES, STEPS, Colour, Language, Theme
from viz.text import escaped, lines, plain

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif'

COLOURS: Mapping[str, Colour] = {
    "paper": PAPER,
    "ink": INK,
    "quiet": QUIET,
    "rule": RULE,
    "link": LINK,
    **{f"k-{one.key}": one.colour for one in (*FAMILIES, OTHER)},
    **{f"s{number}": one for number, one in enumerate(STEPS)},
    **{f"c{number}": one for number, one in enumerate(SERIES)},
}
"""Every colour by its name in a picture."""

STYLE = """
text { font-family: FONT; fill: var(--ink); unicode-bidi: isolate; }
.sheet { fill: var(--paper); }
.title { font-size: 22px; font-weight: 700; }
.said { font-size: 13px; fill: var(--quiet); }
.legend { font-size: 13px; }
.axis { font-size: 12px; fill: var(--quiet); }
.grid { stroke: var(--rule); stroke-width: 1; }
.halo { stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; paint-order: stroke; }
a:focus-visible { outline: 3px solid var(--link); }
"""

PAGE = """
body { margin: 0 auto; padding: 1rem; max-width: 80rem; font: 1rem/1.5 FONT; }
body { background: var(--paper); color: var(--ink); }
figure { margin: 0; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 44rem; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; font-weight: 700; padding: 1rem 0 .4rem; }
th, td { padding: .3rem .7rem .3rem 0; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
tr { border-bottom: 1px solid var(--rule); }
.n { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; margin: 1rem 0; color: var(--link); }
"""

SAME_FACTS: Mapping[Language, str] = {
    "fi": "Samat tiedot taulukkona",
    "sv": "Samma uppgifter som tabell",
    "en": "The same facts as a table",
}

NO_PNG = (
    "a PNG needs the package resvg-py, which is not installed; run: pip install 'verkosto[png]', or draw .svg or .html"
)
WIDTH = 1200.0
MARGIN = 40.0
"""How wide pictures are, and what is left free on both sides, in pixels."""

ZOOM = 2
"""How many pixels of a PNG there are to one of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The facts of a picture: what each column is called, the rows, and in which columns numbers stand."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn. `body` is SVG whose text is escaped, `style` the CSS that is its own; sizes are in pixels."""

    title: str
    language: Language
    width: float
    height: float
    body: str
    table: Table
    style: str = ""
    description: str = ""
    linked: bool = field(default=False)


def svg(picture: Picture, theme: Theme = "auto") -> str:
    """Return a picture as an SVG document, or as an element to stand in a page of HTML."""
    wide, high = f"{picture.width:.0f}", f"{picture.height:.0f}"
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    # the parts of an image are no elements of their own to a screen reader, which links must be
    role = "group" if picture.linked else "img"
    described = f"<desc>{escaped(picture.description)}</desc>" if picture.description else ""
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="vk" lang="{picture.language}" role="{role}"'
        f' aria-label="{escaped(picture.title)}" {size}>'
        f"<title>{escaped(picture.title)}</title>{described}"
        f"<style>{_variables('.vk', theme)}{_style(STYLE + picture.style)}</style>"
        f'<rect class="sheet" width="100%" height="100%"/>{picture.body}</svg>\n'
    )
    return drawn if theme == "auto" else _written_out(drawn, theme)


def html(picture: Picture, theme: Theme = "auto") -> str:
    """Return a picture as a page of HTML that opens from disk, with its facts as a table below."""
    head = "".join(
        f"<th scope=col{_numeric(picture.table, at)}>{escaped(name)}" for at, name in enumerate(picture.table.columns)
    )
    rows = "\n".join(_row(picture.table, row) for row in picture.table.rows)
    drawn = (
        f'<!doctype html>\n<html lang="{picture.language}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="{"light dark" if theme == "auto" else theme}">\n'
        f"<title>{escaped(picture.title)}</title>\n"
        f"<style>{_variables(':root', theme)}{_style(PAGE)}</style>\n"
        f"<main>\n<figure tabindex=0>\n{svg(picture, theme)}</figure>\n"
        f"<details>\n<summary>{escape(SAME_FACTS[picture.language])}</summary>\n"
        f"<table>\n<caption>{escaped(picture.title)}</caption>\n<thead><tr>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</details>\n</main>\n</html>\n"
    )
    return drawn if theme == "auto" else _written_out(drawn, theme)


def png(picture: Picture, theme: Theme = "light") -> bytes:
    """Return a picture as PNG, two pixels for one.

    Raises
    ------
    CannotDraw
        If the package that does it is not installed.
    """
    if find_spec("resvg_py") is None:
        raise CannotDraw(NO_PNG)
    import resvg_py  # optional, and not needed for anything else

    return bytes(resvg_py.svg_to_bytes(svg_string=svg(picture, theme), zoom=ZOOM, font_family="DejaVu Sans"))


def _row(table: Table, row: tuple[str, ...]) -> str:
    cells = (f"<td dir=auto{_numeric(table, at)}>{escaped(value)}" for at, value in enumerate(row))
    return f"<tr>{''.join(cells)}"


def _numeric(table: Table, at: int) -> str:
    return " class=n" if at in table.numbers else ""


def _variables(scope: str, theme: Theme) -> str:
    if theme != "auto":
        return ""
    light, dark = (_declared(side) for side in ("light", "dark"))
    return (
        f"{scope} {{ color-scheme: light dark; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {scope} {{ {dark} }} }}\n"
    )


def _declared(side: str) -> str:
    return " ".join(f"--{name}: {getattr(colour, side)};" for name, colour in COLOURS.items())


def _style(css: str) -> str:
    return css.replace("FONT", FONT)


def _written_out(drawn: str, theme: Theme) -> str:
    return re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: str(getattr(COLOURS[found[1]], theme)), drawn)


def shown(text: str) -> str:
    """Return a name to stand amid other text: what follows it keeps its direction."""
    return f"\u2068{plain(text)}\u2069"


def title_of(text: str) -> str:
    """Return a text of which names are set apart already, as it stands in SVG."""
    return escape(text)


def head(title: str, told: str) -> tuple[str, float]:
    """Return title and explanation of a picture as SVG, and where they end."""
    parts, y = [], 36.0
    for line in lines(title, 24, WIDTH - 2 * MARGIN):
        parts.append(f'<text class="title" x="{MARGIN}" y="{y}">{escaped(line)}</text>')
        y += 28
    told_lines, y = _said(told, y)
    return "".join(parts) + told_lines, y + 6


def foot(note: str, y: float) -> tuple[str, float]:
    """Return what a picture is made of as SVG, and where it ends."""
    parts, y = _said(note, y)
    return parts, y + 8


def _said(text: str, y: float) -> tuple[str, float]:
    parts = []
    for line in lines(text, 13, WIDTH - 2 * MARGIN):
        parts.append(f'<text class="said" x="{MARGIN}" y="{y}">{escaped(line)}</text>')
        y += 18
    return "".join(parts), y
