"""`verkosto analyse`, asked as its user would: of the release that we ship, and of lists of edges."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from graph.analysis.catalogue import ANALYSES

TINY = "actor,project\nH,P1\nA,P1\nV,P1\nA,P2\nV,P2\nA,P3\nN,P3\nM,P4\n"
KEYS = [
    "actors",
    "projects",
    "participations",
    "single_actor_projects",
    "ties",
    "stable_ties",
    "isolates",
    "giant_component",
    "density_all",
    "density_active",
    "mean_degree",
    "newman_strength",
]
GIVEN: dict[str, list[str]] = {
    "consortium": ["--actor", "Aalto-yliopisto", "--actor", "Forum Virium Helsinki Oy", "--newcomer", "Uusi Oy"]
}
"""What an analysis cannot do without."""


def run(*arguments: str | Path, input: str | bytes | None = None) -> Result:  # noqa: A002 - click calls it so
    return CliRunner().invoke(main, ["analyse", *map(str, arguments)], input=input)


def answer(*arguments: str | Path, input: str | bytes | None = None) -> Any:  # noqa: A002
    result = run(*arguments, "--format", "json", input=input)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def members(found: Any) -> Iterator[str]:
    """Yield the names of all members of all objects in some JSON."""
    for value in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from members(value)
    yield from found if isinstance(found, dict) else ()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "edges.csv"
    path.write_text(TINY, "utf-8")
    return path


def test_the_density_of_a_list_of_edges_has_exactly_the_documented_fields(tiny: Path) -> None:
    found = answer("density", "--edges", tiny)
    assert list(found) == KEYS
    assert [found[key] for key in KEYS[:8]] == [5, 4, 8, 1, 4, 1, 1, 4]
    assert found["density_all"]["value"] == pytest.approx(8 / 20)
    assert found["density_active"]["value"] == pytest.approx(8 / 12)
    assert found["mean_degree"]["value"] == pytest.approx(8 / 5)
    assert (found["newman_strength"]["value"], found["newman_strength"]["counts"]["total"]) == (7 / 5, 7)


def test_there_is_no_null_model_unless_it_is_asked_for(tiny: Path) -> None:
    assert "null" not in set(members(answer("density", "--edges", tiny)))
    compared = answer("density", "--edges", tiny, "--null", "curveball", "--samples", "20", "--seed", "3")
    assert compared["density_all"]["null"]["samples"] == 20
    assert compared["density_all"]["null"]["seed"] == 3


def test_the_same_seed_gives_the_same_answer(tiny: Path) -> None:
    asked = ("density", "--edges", tiny, "--null", "curveball", "--samples", "20")
    assert answer(*asked) == answer(*asked)


def test_a_list_of_edges_may_come_from_standard_input() -> None:
    assert answer("density", "--edges", "-", input=TINY)["ties"] == 4


def test_an_empty_list_has_reasons_in_place_of_figures() -> None:
    found = answer("density", "--edges", "-", input="a,p\n")
    assert found["density_all"]["value"] is None
    assert found["density_all"]["reason"] == "fewer than two actors: no pair could have a tie"
    assert found["mean_degree"]["reason"] == "there is no actor"


def test_one_actor_alone_has_no_density() -> None:
    found = answer("density", "--edges", "-", input="a,p\nx,1\n")
    assert (found["actors"], found["single_actor_projects"], found["density_all"]["value"]) == (1, 1, None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,p\n\xe4,1\n", "standard input is not text in UTF-8 (invalid continuation byte); save it as CSV in UTF-8"),
        (b"a,p\nnan,1\n", "standard input, line 2: a is missing; each row needs an actor and a project"),
        (b"", "standard input is empty; its first line names the columns, e.g. actor,project"),
    ],
    ids=["Latin-1", "not a number", "nothing"],
)
def test_a_list_that_cannot_be_read_is_one_line(content: bytes, message: str) -> None:
    result = run("density", "--edges", "-", input=content)
    assert (result.exit_code, result.stderr) == (1, f"Error: {message}\n")


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = run("density", "--edges", tmp_path / "none.csv")
    assert (
        result.stderr
        == f"Error: {tmp_path / 'none.csv'} cannot be read: No such file or directory; name another file\n"
    )


def test_a_group_that_nobody_states_is_one_line_with_those_there_are(data: Path) -> None:
    result = run("mixing", "--by", "colour", "--data", data)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "'colour'" in result.stderr
    assert "kind, stated-kind, city, sector, country, origin" in result.stderr


@pytest.mark.parametrize(
    ("within", "message"),
    [
        ("focus-area", "within is 'focus-area', not NAME=LABEL such as focus-area=4.1"),
        ("focus-area=5", "no project has the focus-area '5'; there are 4.1, 4.2, 4.3, 4.4, unknown"),
    ],
    ids=["no label", "a label of no project"],
)
def test_a_cut_that_cannot_be_made_is_one_line(data: Path, within: str, message: str) -> None:
    assert run("density", "--within", within, "--data", data).stderr == f"Error: {message}\n"


def test_years_in_the_wrong_order_are_one_line(data: Path) -> None:
    result = run("density", "--from", "2022", "--to", "2021", "--data", data)
    assert result.stderr == "Error: from 2022 to 2021 is no span of years; exchange them\n"


def test_projects_of_unknown_years_are_counted_when_years_are_asked_for(data: Path) -> None:
    found = answer("density", "--from", "2021", "--data", data)
    assert found["undated_projects_left_out"] > 0
    assert found["projects"] + found["undated_projects_left_out"] < found["coverage"]["projects"]


def test_an_answer_from_a_release_tells_what_it_was_computed_from(data: Path) -> None:
    found = answer("density", "--data", data)
    text = (
        "computed from 176 of 290 actors and 156 of 244 projects (82 of which only the lead is known), "
        "from these sources: facts"
    )
    assert found["coverage"]["text"] == text
    assert run("density", "--data", data).stdout.splitlines()[-1] == text
    assert text in run("density", "--data", data, "--format", "csv").stderr


@pytest.mark.parametrize("name", list(ANALYSES))
def test_every_analysis_answers_from_the_release_in_every_format(data: Path, name: str) -> None:
    asked: list[str | Path] = [name, "--data", data, *GIVEN.get(name, [])]
    found = answer(*asked)
    assert found["coverage"]["sources"] == ["facts"]
    assert "nan" not in json.dumps(found).lower().split('"')
    rows = list(csv.reader(run(*asked, "--format", "csv").stdout.splitlines()))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert run(*asked).exit_code == 0


@pytest.mark.parametrize("name", list(ANALYSES))
def test_every_analysis_of_an_empty_network_gives_reasons_or_one_line(name: str) -> None:
    result = run(name, "--edges", "-", "--format", "json", *GIVEN.get(name, []), input="actor,project\n")
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert result.exit_code == 0 or len(result.stderr.splitlines()) == 1
