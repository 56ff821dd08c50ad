"""The README is true: what it lists is complete, and what it shows is what the program prints."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from api.cli import main
from graph.analysis.catalogue import ANALYSES, Analysis
from graph.named import Query, named_queries
from ingest.registry import INGESTERS
from ingest.source import Ingester

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SHIPPED = [one for one in INGESTERS if one.default is not None]


def printed(data: Path, *arguments: str) -> list[str]:
    result = CliRunner().invoke(main, [*arguments, "--data", str(data)])
    return [f"    {line}".rstrip() for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    assert f"`verkosto {name}`" in README
    assert main.commands[name].help


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_has_help(name: str) -> None:
    options = [one for one in main.commands[name].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize("ingester", INGESTERS, ids=lambda one: one.source.name)
def test_every_source_is_listed_with_its_title_and_licence(ingester: Ingester, tmp_path: Path) -> None:
    [line] = [line for line in printed(tmp_path, "sources") if line.split()[0] == ingester.source.name]
    assert ingester.source.title in line
    assert (ingester.source.licence or "not recorded") in line


@pytest.mark.parametrize("ingester", INGESTERS, ids=lambda one: one.source.name)
def test_every_source_is_named_in_the_readme(ingester: Ingester) -> None:
    assert f"`{ingester.source.name}`" in README or ingester.configured is not None


def test_the_source_that_was_added_by_the_ten_lines_is_as_long_as_the_readme_says() -> None:
    lines = (ROOT / "ingest/sources/edih.py").read_text("utf-8").count("\n")
    assert f"`ingest/sources/edih.py` was added so: {lines} lines" in README


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda one: one.name)
def test_every_named_query_is_in_the_readme(query: Query) -> None:
    assert f"| `{query.name}` | {query.summary} |" in README


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "cq19-gaps", "-p", "focusArea=focus-area/4.1"),
        ("query", "cq02-shares"),
    ],
    ids=["gaps", "shares"],
)
def test_the_answers_in_the_readme_are_those_of_the_program(data: Path, arguments: tuple[str, ...]) -> None:
    assert "\n".join(printed(data, *arguments)) in README


def test_the_build_in_the_readme_is_that_of_the_program(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--data", str(tmp_path)])
    told = [f"    {line}" for line in result.stderr.splitlines()]
    assert "\n".join(told) in README
    assert result.stdout.split(": ")[1].split(", ")[0] in README


def test_every_setting_is_in_the_readme() -> None:
    settings = (ROOT / "api/settings.py").read_text("utf-8")
    names = {word for word in settings.replace('"', " ").split() if word.startswith("VERKOSTO_")}
    assert [name for name in names if f"`{name}`" not in README and f"${name}`" not in README] == []


def test_the_changelog_has_an_entry_for_what_is_new() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("analysis", ANALYSES.values(), ids=lambda one: one.name)
def test_every_analysis_is_in_the_page_on_analysis(analysis: Analysis) -> None:
    page = (ROOT / "docs/analysis.md").read_text("utf-8")
    assert f"| `{analysis.name}` | {analysis.summary} | {', '.join(analysis.questions)} |" in page
