"""`draw`: pictures as files that open from disk, with no network and no JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli.console import DATA, Command, folder_of, writing_bytes
from graph.errors import CannotDraw
from graph.rdf.release import Release, current, open_store

if TYPE_CHECKING:
    from graph.projection import Projection
    from graph.rdf.excerpting import Excerpting
    from viz.picture import Picture

Option = Callable[[Callable[..., None]], Callable[..., None]]


def _several(name: str, of: str, what: str) -> Option:
    return click.option(f"--{name}", name.replace("-", "_"), multiple=True, help=f"Only {of} {what}. May be repeated.")


OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write: .svg, .html (with a table of the same facts), or .png (needs 'verkosto[png]').",
)
COLOURS = click.option(
    "--colours",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    show_default=True,
    help="Colours; auto is as the reader's screen has it, and light in a PNG.",
)
LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(["fi", "sv", "en"]),
    default="fi",
    show_default=True,
    help="The language of the picture.",
)
PROJECTS = ("focus-area", "theme", "method-group", "programme", "instrument")
ACTORS = ("kind", "city", "country")
CHART_FILTERS: tuple[Option, ...] = (
    _several("focus-area", "ties by projects of", "this focus area, e.g. 4.1"),
    _several("theme", "ties by projects of", "this theme, e.g. 4.1.e"),
    _several("method-group", "ties by projects of", "this method group"),
    _several("programme", "ties by projects of", "this programme"),
    _several("instrument", "ties by projects of", "this instrument"),
    _several("kind", "actors of", "this kind, e.g. company"),
    _several("city", "actors in", "this city, by name or address"),
    _several("country", "actors in", "this country (ISO 3166)"),
    click.option("--from", "first", type=int, help="Only ties by projects known to have run in this year or later."),
    click.option("--to", "last", type=int, help="Only ties by projects known to have run in this year or before."),
)
FILTERS: tuple[Option, ...] = (
    *CHART_FILTERS,
    click.option(
        "--min-shared",
        "least_shared",
        type=click.IntRange(1, 1000),
        default=1,
        show_default=True,
        help="Only ties of at least so many shared projects.",
    ),
)


def _limit(most: int) -> Option:
    return click.option(
        "--limit",
        type=click.IntRange(1, 2000),
        default=most,
        show_default=True,
        help="How many actors at the most; those with the most partners, or shared projects, come first.",
    )


def _options(*options: Option) -> Option:
    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        for one in reversed(options):
            function = one(function)
        return function

    return decorate


@click.group()
def draw() -> None:
    """Draw a picture of the live release: SVG, HTML with a table of the same facts, or PNG."""


@draw.command(cls=Command)
@_options(OUT, DATA, *FILTERS, _limit(500), LANGUAGE, COLOURS)
def network(out: Path, data: Path | None, colours: str, **asked: Any) -> None:
    """Draw who shares projects with whom; actors stand where the build of the release has placed them."""
    _draw_network(out, data, colours, None, asked)


@draw.command(cls=Command)
@click.argument("actor")
@_options(OUT, DATA, *FILTERS, _limit(61), LANGUAGE, COLOURS)
def ego(actor: str, out: Path, data: Path | None, colours: str, **asked: Any) -> None:
    """Draw ACTOR (address, Business ID or whole name) and its partners around it."""
    _draw_network(out, data, colours, actor, asked)


@draw.command(cls=Command)
@click.option(
    "--by", type=click.Choice(["kind", "city"]), default="kind", show_default=True, help="What groups actors."
)
@click.option(
    "--measure",
    type=click.Choice(["ties", "density", "lift"]),
    default="ties",
    show_default=True,
    help="What a cell shows: ties, the share of pairs that have one, or how many times as many as chance would make.",
)
@_options(OUT, DATA, *CHART_FILTERS, LANGUAGE, COLOURS)
def matrix(out: Path, data: Path | None, colours: str, by: str, measure: Any, **asked: Any) -> None:
    """Draw a heat map of who collaborates with whom, by kind or city, with n in each cell."""
    release = _release_for(out, data)
    from api.charts import matrix_picture

    _write(matrix_picture(release, _projection(release), _excerpting(None, asked), by, measure), out, colours)


@draw.command(cls=Command)
@click.option("--null", "with_null", is_flag=True, help="With the band of what chance would give (curveball).")
@_options(OUT, DATA, *CHART_FILTERS, LANGUAGE, COLOURS)
def timeline(out: Path, data: Path | None, colours: str, with_null: bool, **asked: Any) -> None:
    """Draw actors, ties, partners an actor and density by year."""
    release = _release_for(out, data)
    from api.charts import timeline_picture

    picture = timeline_picture(release, _projection(release), _excerpting(None, asked), with_null=with_null)
    _write(picture, out, colours)


@draw.command(cls=Command)
@_options(OUT, DATA, *CHART_FILTERS, LANGUAGE, COLOURS)
def flows(out: Path, data: Path | None, colours: str, **asked: Any) -> None:
    """Draw how projects flow from focus areas to method groups and to the cities of their actors."""
    release = _release_for(out, data)
    from api.charts import flows_picture

    _write(flows_picture(release, _projection(release), _excerpting(None, asked)), out, colours)


@draw.command("map", cls=Command)
@_options(
    OUT,
    DATA,
    _several("kind", "test beds of", "this kind, e.g. care-living-lab"),
    _several("city", "test beds in", "this city, by name or address"),
    _several("focus-area", "test beds of", "this focus area, e.g. 4.1"),
    _several("theme", "test beds of", "this theme, e.g. 4.1.e"),
    LANGUAGE,
    COLOURS,
)
def map_command(out: Path, data: Path | None, colours: str, language: Any, **chosen: Any) -> None:
    """Draw the test beds on a map: by their outlines where those were fetched, else by the centres of cities."""
    release = _release_for(out, data)
    from api.maps import Mapped, map_picture

    asked = Mapped(chosen={name.replace("_", "-"): values for name, values in chosen.items()}, language=language)
    _write(map_picture(release, asked), out, colours)


def _draw_network(out: Path, data: Path | None, colours: str, actor: str | None, asked: dict[str, Any]) -> None:
    release = _release_for(out, data)
    # arrays and their compiler, which no other command shall wait for
    from api.pictures import network_picture
    from graph.rdf.matching import actor_of

    excerpting = _excerpting(None if actor is None else actor_of(release, actor), asked)
    _write(network_picture(release, _projection(release), excerpting), out, colours)


def _excerpting(actor: str | None, asked: dict[str, Any]) -> "Excerpting":
    from graph.rdf.excerpting import Excerpting

    return Excerpting(
        actor=actor,
        projects={name: asked.pop(name.replace("-", "_")) for name in PROJECTS},
        actors={name: asked.pop(name) for name in ACTORS},
        **asked,
    )


def _projection(release: Release) -> "Projection":
    from graph.rdf.networks import projection_of

    return projection_of(release, open_store(release))


def _release_for(out: Path, data: Path | None) -> Release:
    """Return the live release, once it is known that a picture of it can be kept in `out`."""
    if out.suffix.lower() not in SUFFIXES:
        raise CannotDraw(f"{out} should end in {', '.join(SUFFIXES)}; the end says what is written")
    return current(folder_of(data))


def _write(picture: "Picture", out: Path, colours: Any) -> None:
    content = SUFFIXES[out.suffix.lower()](picture, colours)
    with writing_bytes(out) as file:
        file.write(content)


def _svg(picture: "Picture", colours: Any) -> bytes:
    from viz.picture import svg

    return svg(picture, colours).encode()


def _html(picture: "Picture", colours: Any) -> bytes:
    from viz.picture import html

    return html(picture, colours).encode()


def _png(picture: "Picture", colours: Any) -> bytes:
    from viz.picture import png

    return png(picture, "light" if colours == "auto" else colours)


SUFFIXES: dict[str, Callable[["Picture", Any], bytes]] = {".svg": _svg, ".html": _html, ".png": _png}
"""How a picture is written, by the end of the name of its file."""
