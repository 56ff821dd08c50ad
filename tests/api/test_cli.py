import csv
import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from api.cli import main
from graph.rdf.release import Release

FACTS = Path(__file__).parents[2] / "ingest/sources/facts/data"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_a_release_is_built_from_the_data_we_ship(tmp_path: Path) -> None:
    result = run("build", "--data", tmp_path)
    assert result.exit_code == 0
    assert "facts: 1300 rows read = 1300 used + 0 out of scope + 0 quarantined" in result.stderr
    assert result.stdout.endswith(f"triples, checked and live in {tmp_path}\n")


def test_a_build_of_the_same_input_can_be_saved(tmp_path: Path) -> None:
    run("build", "--data", tmp_path)
    again = run("build", "--data", tmp_path, "--if-changed")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "is made of the same input already" in again.stderr


def test_a_file_takes_the_place_of_the_data_we_ship(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    for table in FACTS.iterdir():
        (folder / table.name).write_bytes(table.read_bytes())
    companies = folder / "companies.csv"
    companies.write_text(companies.read_text("utf-8").replace("0112038-9", "0112038-8"), "utf-8")
    result = run("build", "--data", tmp_path / "data", "--source", f"facts={folder}")
    assert result.exit_code == 0
    assert "quarantined: companies.csv, line 2: business_id '0112038-8'" in result.stderr


def test_a_folder_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("coverage", "--data", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {tmp_path} holds no release; run: verkosto build --data {tmp_path}\n"


def test_a_named_query_prints_csv_that_pipes(data: Path) -> None:
    result = run("query", "cq10-cities", "--data", data, "--format", "csv")
    rows = list(csv.reader(result.stdout.splitlines()))
    assert rows[0][:4] == ["year", "oneCity", "twoCities", "threeCities"]
    assert result.stderr == ""


def test_what_an_answer_cannot_tell_goes_to_standard_error(data: Path) -> None:
    result = run("query", "cq07-links", "--data", data, "--format", "csv")
    assert "cannot tell: no source states links between test beds and services" in result.stderr


def test_a_parameter_is_bound(data: Path) -> None:
    result = run("query", "cq05-testbeds", "--data", data, "-p", "city=place/fi-092", "--format", "json")
    answer = json.loads(result.stdout)
    assert {row["cityLabel"] for row in answer["rows"]} <= {"Vantaa", "Espoo", "Helsinki"}
    assert 0 < len(answer["rows"]) < 92


def test_the_named_queries_are_listed(data: Path) -> None:
    assert "cq32-provenance" in run("query", "--data", data).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "cq99"], "no named query 'cq99'"),
        (["query", "cq06-services"], "cq06-services needs testbed"),
        (["query", "cq10-cities", "-p", "year"], "'year' is not NAME=VALUE"),
        (["query", "cq10-cities", "-p", "year=2020"], "cq10-cities has no parameter 'year'"),
        (["export", "--graph", "source/nope"], "no graph https://w3id.org/verkosto/graph/source/nope"),
        (["check", "nope", str(FACTS)], "nope"),
    ],
    ids=["unknown query", "missing parameter", "no value", "unknown parameter", "unknown graph", "unknown source"],
)
def test_a_mistake_is_one_line_that_tells_the_remedy(data: Path, arguments: list[str], message: str) -> None:
    given = arguments if arguments[0] == "check" else [*arguments, "--data", str(data)]
    result = run(*given)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_coverage_is_told_for_people_and_for_programs(data: Path) -> None:
    told = run("coverage", "--data", data).stdout
    known = json.loads(run("coverage", "--data", data, "--format", "json").stdout)
    [beds] = [one for one in known["classes"] if one["name"] == "test beds"]
    assert (beds["total"], beds["known"]["city"], beds["known"]["trl"]) == (92, 92, 0)
    assert [one for one in known["sources"] if one["name"] == "facts"] == [
        {"name": "facts", "read": 1300, "used": 1300, "out_of_scope": 0, "quarantined": 0}
    ]
    assert "test beds" in told


def test_coverage_counts_what_a_company_asks_of_test_beds_and_trials(data: Path) -> None:
    told = run("coverage", "--data", data).stdout
    known = json.loads(run("coverage", "--data", data, "--format", "json").stdout)
    of = {one["name"]: one["known"] for one in known["classes"]}
    asked = ("access mode", "access type", "cost", "availability", "lead time", "languages", "last verified")
    assert [of["test beds"][aspect] for aspect in asked] == [82, 1, 12, 0, 1, 92, 0]
    assert [of["trials"][aspect] for aspect in ("end", "actor", "long-term test", "public reference")] == [5, 86, 1, 0]
    assert "cost" not in of["actors"]
    assert [line.split() for line in told.splitlines() if line.startswith("sites")] == [["sites", "0", "0", "0", "0"]]
    assert {"of 92 test beds", "of 90 trials"} <= {line.split("  ")[0] for line in told.splitlines()}


def test_what_does_not_apply_is_not_counted_as_unknown(data: Path) -> None:
    known = json.loads(run("coverage", "--data", data, "--format", "json").stdout)
    [actors] = [one for one in known["classes"] if one["name"] == "actors"]
    assert actors["known"]["trl"] is None


def test_a_file_is_checked_without_building(tmp_path: Path) -> None:
    table = tmp_path / "companies.csv"
    lines = (FACTS / "companies.csv").read_text("utf-8").splitlines()
    table.write_text("\n".join([*lines[:3], lines[3].replace("redono,", "siukkula,")]) + "\n", "utf-8")
    result = run("check", "facts", table)
    assert result.exit_code == 0
    assert "facts: 3 rows read = 2 used + 0 out of scope + 1 quarantined; 2 records" in result.stdout
    assert "quarantined: companies.csv, line 4" in result.stdout
    assert result.stdout.endswith("one table of several: whether the source is whole is not judged\n")


def test_a_whole_source_that_is_small_is_told(tmp_path: Path) -> None:
    for table in FACTS.iterdir():
        (tmp_path / table.name).write_text("\n".join(table.read_text("utf-8").splitlines()[:2]) + "\n", "utf-8")
    assert "below at_least: facts yielded" in run("check", "facts", tmp_path).stdout


def test_records_tell_on_standard_error_what_was_set_aside(tmp_path: Path) -> None:
    table = tmp_path / "companies.csv"
    table.write_text((FACTS / "companies.csv").read_text("utf-8").replace("0112038-9", "0112038-8"), "utf-8")
    result = run("records", "facts", table)
    assert len(result.stdout.splitlines()) == 146
    assert "quarantined: companies.csv, line 2: business_id '0112038-8'" in result.stderr


def test_records_are_printed_one_to_a_line(tmp_path: Path) -> None:
    lines = run("records", "facts", FACTS / "services.csv").stdout.splitlines()
    assert len(lines) == 42
    assert json.loads(lines[0])["type"] == "Service"


def test_the_live_release_is_marked(data: Path, release: Release) -> None:
    assert f"{release.id}" in run("releases", "--data", data).stdout
    assert run("releases", "--data", data).stdout.count("live") == 2


def test_a_port_that_is_taken_is_told(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--data", data, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "(Address already in use); give another --host or --port" in result.stderr


def test_an_exported_graph_can_be_read_by_others(data: Path, tmp_path: Path, release: Release) -> None:
    out = tmp_path / "graph.ttl"
    run("export", "--data", data, "--format", "turtle", "--out", out)
    assert sum(1 for _ in parse(out.read_bytes(), format=RdfFormat.TURTLE)) == release.triples


def test_a_whole_export_has_every_graph(data: Path, tmp_path: Path, release: Release) -> None:
    out = tmp_path / "release.nq"
    run("export", "--data", data, "--out", out)
    assert out.read_bytes().count(b"\n") == sum(release.manifest["triples"].values())
