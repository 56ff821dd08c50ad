from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from api.cli import main

PNG = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(data: Path, out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["draw", *arguments, "--out", str(out), "--data", str(data)])


def texts(path: Path) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.parse(path).iter(f"{SVG}text")]


def test_the_network_is_drawn(data: Path, tmp_path: Path) -> None:
    assert drawn(data, tmp_path / "a.svg", "network").exit_code == 0
    assert {"Kuka tekee hankkeita kenen kanssa", "Helsingin kaupunki", "Aalto-yliopisto"} <= set(
        texts(tmp_path / "a.svg")
    )


def test_two_runs_draw_the_same_picture(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "network")
    drawn(data, tmp_path / "b.svg", "network")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_filters_choose_what_is_drawn(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "network", "--kind", "company", "--min-shared", "1", "--lang", "en")
    legend = [one for one in texts(tmp_path / "a.svg") if one.startswith(("Company (", "Higher education ("))]
    assert [one.partition(" (")[0] for one in legend] == ["Company"]


def test_a_filter_that_nothing_has_is_told(data: Path, tmp_path: Path) -> None:
    result = drawn(data, tmp_path / "a.svg", "network", "--kind", "dragon")
    assert (result.exit_code, (tmp_path / "a.svg").exists()) == (1, False)
    assert "dragon" in result.stderr


def test_an_actor_is_drawn_with_its_partners(data: Path, tmp_path: Path) -> None:
    assert drawn(data, tmp_path / "a.html", "ego", "Aalto-yliopisto", "--lang", "sv").exit_code == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert '<html lang="sv">' in page
    assert "Aalto-universitetet och dess partner" in page


def test_an_actor_that_is_not_there_is_told(data: Path, tmp_path: Path) -> None:
    result = drawn(data, tmp_path / "a.svg", "ego", "Ei sellaista ole")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(find_spec("resvg_py") is None, reason="resvg-py is not installed")
def test_a_picture_is_kept_as_png(data: Path, tmp_path: Path) -> None:
    assert drawn(data, tmp_path / "a.png", "network", "--limit", "20").exit_code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)


def test_without_the_package_a_png_is_refused_with_what_to_do(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viz.picture.find_spec", lambda _: None)
    result = drawn(data, tmp_path / "a.png", "network")
    assert result.exit_code == 1
    assert "pip install 'verkosto[png]'" in result.stderr


def test_a_file_of_another_kind_is_refused(data: Path, tmp_path: Path) -> None:
    result = drawn(data, tmp_path / "a.gif", "network")
    assert result.exit_code == 1
    assert ".svg, .html, .png" in result.stderr


def test_a_folder_that_is_not_there_is_told(data: Path, tmp_path: Path) -> None:
    result = drawn(data, tmp_path / "none/a.svg", "network")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix",),
        ("matrix", "--by", "city", "--measure", "density"),
        ("timeline",),
        ("flows", "--focus-area", "4.1", "--city", "Espoo"),
    ],
    ids=["kinds", "cities", "years", "flows"],
)
def test_charts_are_drawn_in_three_languages(
    data: Path, tmp_path: Path, arguments: tuple[str, ...], language: str
) -> None:
    assert drawn(data, tmp_path / "a.html", *arguments, "--lang", language).exit_code == 0
    assert f'<html lang="{language}">' in (tmp_path / "a.html").read_text("utf-8")


def test_kinds_and_cities_are_called_as_the_language_has_it(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "matrix", "--by", "city", "--lang", "sv")
    assert {"Esbo", "Helsingfors", "Vanda", "okänt"} <= set(texts(tmp_path / "a.svg"))


def test_a_matrix_beside_chance_says_what_chance_is(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "matrix", "--by", "city", "--measure", "lift", "--lang", "en")
    assert any("curveball, fixed degrees, 200 samples" in one for one in texts(tmp_path / "a.svg"))


def test_flows_count_every_project_of_the_network(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "flows", "--lang", "en")
    assert any(one.startswith("156 projects") for one in texts(tmp_path / "a.svg"))


def test_test_beds_are_drawn_on_a_map(data: Path, tmp_path: Path) -> None:
    assert drawn(data, tmp_path / "a.svg", "map", "--lang", "sv").exit_code == 0
    assert {"Esbo (32)", "Helsingfors (50)", "Vanda (10)"} <= set(texts(tmp_path / "a.svg"))


def test_a_map_shows_what_is_chosen(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "map", "--city", "Vantaa")
    # two lie in Vantaa too, and mainly elsewhere
    assert {"Espoo (1)", "Helsinki (1)", "Vantaa (10)"} <= set(texts(tmp_path / "a.svg"))


@pytest.mark.parametrize("picture", ["network", "matrix", "timeline", "flows"])
def test_a_picture_says_what_it_was_narrowed_to(data: Path, tmp_path: Path, picture: str) -> None:
    drawn(data, tmp_path / "a.svg", picture, "--focus-area", "4.1", "--city", "Espoo", "--from", "2021", "--lang", "en")
    note = " ".join(texts(tmp_path / "a.svg"))
    assert "Only: focus area 4.1; municipality Espoo; from 2021." in note


def test_a_whole_picture_says_nothing_of_filters(data: Path, tmp_path: Path) -> None:
    drawn(data, tmp_path / "a.svg", "network", "--lang", "en")
    assert not [one for one in texts(tmp_path / "a.svg") if "Only:" in one]
