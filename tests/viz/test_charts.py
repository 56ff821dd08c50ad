import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from viz.flows import Flow, Flows, Stage, Stop, flows
from viz.matrix import Cell, Matrix, matrix
from viz.picture import Picture, html, svg
from viz.timeline import Panel, Point, Timeline, timeline

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script>\u202e\"&"
READ = "<script>alert('x')</script>\"&"


def parsed(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(svg(picture))


def texts(picture: Picture) -> list[str]:
    return ["".join(one.itertext()) for one in parsed(picture).iter(f"{SVG}text")]


def a_matrix(name: str = "Yritys") -> Picture:
    cells = [
        Cell(row=0, column=0, value=4.0, shown="4", basis="n = 10", told=f"{name} – {name}: 4"),
        Cell(row=0, column=1, value=0.0, shown="0", basis="n = 5", told="0"),
        Cell(row=1, column=1, value=None, shown="–", basis="n = 0", told="none"),
    ]
    return matrix(
        Matrix(
            title=name, language="fi", groups=[name, "Kaupunki"], cells=cells, columns=("a", "b", "c", "n"), note=name
        )
    )


def a_timeline(name: str = "Yhteyksiä") -> Picture:
    points = [
        Point(year=2021, value=3.0, shown="3", low=2.0, high=5.0),
        Point(year=2022, value=None, shown="–"),
        Point(year=2023, value=1.0, shown="1", partial=True),
    ]
    panels = [Panel(title=name, points=points, bars=True), Panel(title="Tiheys", points=points)]
    return timeline(Timeline(title=name, language="fi", panels=panels, year_label="Vuosi", note=name))


def some_flows(name: str = "Älykkäät kaupunkiratkaisut") -> Picture:
    stages = [
        Stage(
            label=name,
            stops=[
                Stop(id="a", label=name, value=3.0, shown="3"),
                Stop(id="u", label="ei tiedossa", value=1.0, shown="1", known=False),
            ],
        ),
        Stage(label="Kunta", stops=[Stop(id="e", label="Espoo", value=4.0, shown="4")]),
    ]
    found = [
        Flow(stage=0, one="a", other="e", value=3.0, shown="3"),
        Flow(stage=0, one="u", other="e", value=1.0, shown="1"),
    ]
    return flows(Flows(title=name, language="fi", stages=stages, flows=found, columns=("a", "b", "n"), note=name))


ALL: list[Callable[..., Picture]] = [a_matrix, a_timeline, some_flows]
NAMES = ["matrix", "timeline", "flows"]


@pytest.mark.parametrize("draw", ALL, ids=NAMES)
def test_names_are_shown_as_text(draw: Callable[..., Picture]) -> None:
    picture = draw(HOSTILE)
    assert "<script" not in html(picture)
    assert any(READ in one or one.startswith("<script>") for one in texts(picture))


@pytest.mark.parametrize("draw", ALL, ids=NAMES)
def test_nothing_is_loaded_from_anywhere(draw: Callable[..., Picture]) -> None:
    assert set(re.findall(r"https?://[^\s\"<]+", html(draw()))) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("draw", ALL, ids=NAMES)
def test_dark_is_written_out_where_it_is_asked_for(draw: Callable[..., Picture]) -> None:
    assert "var(" not in svg(draw(), "dark")


def test_each_cell_says_its_figure_and_what_it_rests_on() -> None:
    assert {"4", "n = 10", "0", "n = 5", "–"} <= set(texts(a_matrix()))


def test_a_matrix_shows_a_cell_on_both_sides_of_its_diagonal() -> None:
    assert texts(a_matrix()).count("n = 5") == 2


def test_more_is_darker_and_nothing_is_lightest() -> None:
    drawn = svg(a_matrix())
    assert 'class="cell h0"' in drawn
    assert re.search(r'class="cell h[34]"', drawn)


def test_a_figure_that_does_not_exist_is_told_so_and_not_as_zero() -> None:
    assert texts(a_matrix()).count("–") == 1
    assert 'class="none"' in svg(a_matrix())


def test_a_year_without_a_figure_is_in_the_table_and_not_drawn() -> None:
    assert len(list(parsed(a_timeline()).iter(f"{SVG}circle"))) == 2
    assert "<td dir=auto>2022<td dir=auto class=n>–" in html(a_timeline())


def test_a_year_that_is_not_over_is_drawn_open() -> None:
    assert svg(a_timeline()).count('class="partial"') == 1
    assert svg(a_timeline()).count('class="open"') == 1


def test_the_band_of_chance_is_drawn_where_it_is_known() -> None:
    assert svg(a_timeline()).count('class="band"') == 2


def test_what_flows_out_of_a_class_is_as_high_as_what_flows_in() -> None:
    heights = [float(one) for one in re.findall(r"v([\d.]+)C", svg(some_flows()))]
    bars = [
        float(one.get("height", "0")) for one in parsed(some_flows()).iter(f"{SVG}rect") if one.get("width") == "16.0"
    ]
    assert sum(heights) == pytest.approx(bars[-1], abs=0.2)


def test_what_is_not_known_flows_in_grey() -> None:
    assert 'class="f-unknown"' in svg(some_flows())


def test_the_number_of_a_class_stands_whatever_room_its_name_has() -> None:
    assert [one for one in texts(some_flows("Pitkä nimi " * 30)) if one.startswith("3 Pitkä")]


def test_pictures_of_nothing_are_pictures() -> None:
    nothing = [
        matrix(Matrix(title="a", language="en", groups=[], cells=[], columns=("a", "b", "c", "n"))),
        timeline(Timeline(title="a", language="en", panels=[Panel(title="p", points=[])], year_label="Year")),
        flows(Flows(title="a", language="en", stages=[], flows=[], columns=("a", "b", "n"))),
    ]
    assert [parsed(one).tag for one in nothing] == [f"{SVG}svg"] * 3
