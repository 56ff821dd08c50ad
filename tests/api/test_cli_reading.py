"""`check` and `records`: what a file would give, without building."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.command import EURA, FIXTURES, city, run

FACTS = Path(__file__).parents[2] / "ingest/sources/facts/data"
GIVEN = {
    "cordis": "cordis/*.csv",
    "eura": "eura/*.csv",
    "kohesio": "kohesio/*.csv",
    "ror": "ror/v2.9-2026-06-23-ror-data.json",
    "prh": "prh/companies-*.json",
    "servicemap": "servicemap/*.json",
    "euroscivoc": "euroscivoc/EuroSciVoc.rdf",
    "municipalities": "municipalities/k*",
    "nace": "nace/nace.csv",
    "nuts": "nuts/list.csv",
}


def files(source: str) -> list[Path]:
    return sorted(FIXTURES.glob(GIVEN[source]))


def checked(source: str, *places: Path) -> dict[str, Any]:
    result = run("check", source, *places, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("source", GIVEN)
def test_every_row_is_accounted_for_in_each_file_and_in_all(source: str) -> None:
    found = checked(source, *files(source))
    assert found["rows"] == found["used"] + found["out_of_scope"] + found["quarantined"]
    assert [one["rows"] for one in found["files"]] == [
        one["used"] + one["out_of_scope"] + one["quarantined"] for one in found["files"]
    ]
    assert found["rows"] == sum(one["rows"] for one in found["files"]) > 0
    assert found["quarantined"] == len(found["rejected"])


@pytest.mark.parametrize("source", GIVEN)
def test_each_row_in_quarantine_has_its_file_and_reason(source: str) -> None:
    found = checked(source, *files(source))
    names = {one["name"] for one in found["files"]}
    assert {one["table"] for one in found["rejected"]} <= names
    assert all(one["reason"] for one in found["rejected"])


def test_the_json_of_a_check_says_all_there_is(tmp_path: Path) -> None:
    found = checked("table", city(tmp_path, "city-a", beds=3, bad=1))
    [file] = found.pop("files")
    assert len(file.pop("sha256")) == 64
    assert file == {"name": "beds.csv", "rows": 3, "used": 2, "out_of_scope": 0, "quarantined": 1}
    [rejected] = found.pop("rejected")
    assert (rejected["table"], rejected["line"], rejected["field"], rejected["value"]) == ("beds.csv", 2, "trl", "10")
    assert found == {
        "source": "city-a",
        "rows": 3,
        "used": 2,
        "out_of_scope": 0,
        "quarantined": 1,
        "records": {"TestBed": 2},
        "drift": [],
        "below_at_least": [],
        "too_many_quarantined": "city-a: 1 of 3 rows are in quarantine, more than 5%; "
        "the first: beds.csv, line 2: trl '10' is not a technology readiness level (1 to 9)",
    }


def test_a_check_says_that_a_build_would_refuse_a_table_with_so_many_bad_rows(tmp_path: Path) -> None:
    told = run("check", "table", city(tmp_path, "city-a", beds=3, bad=1)).stdout
    assert told.endswith(
        "too many quarantined, a build refuses this: city-a: 1 of 3 rows are in quarantine, more than 5%; "
        "the first: beds.csv, line 2: trl '10' is not a technology readiness level (1 to 9)\n"
    )
    assert "too many" not in run("check", "table", city(tmp_path, "city-a", beds=3)).stdout


def test_of_one_table_of_several_it_is_not_judged_whether_too_many_rows_are_bad(tmp_path: Path) -> None:
    header, *_ = (FACTS / "companies.csv").read_text("utf-8").splitlines()
    (tmp_path / "companies.csv").write_text(f"{header}\n{',' * header.count(',')}\n", "utf-8")
    found = checked("facts", tmp_path / "companies.csv")
    assert (found["rows"], found["quarantined"], found["too_many_quarantined"]) == (1, 1, None)


def test_a_table_without_a_sound_row_is_told_without_a_line_of_no_records(tmp_path: Path) -> None:
    told = run("check", "table", city(tmp_path, "city-a", beds=1, bad=1)).stdout.splitlines()
    assert told[0] == "city-a: 1 rows read = 0 used + 0 out of scope + 1 quarantined; 0 records"
    assert told[1].startswith("  quarantined: beds.csv, line 2")


def test_a_part_of_a_register_is_told_to_be_small() -> None:
    found = checked("eura", EURA)
    assert [one.partition(", expected")[0] for one in found["below_at_least"]] == [
        "eura yielded 3 Project records",
        "eura yielded 2 Organisation records",
        "eura yielded 2 Participation records",
    ]


@pytest.mark.parametrize("source", GIVEN)
def test_records_are_lines_of_json_with_type_key_and_where(source: str) -> None:
    result = run("records", source, *files(source))
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(told) == sum(checked(source, *files(source))["records"].values()) > 0
    assert {tuple(one)[:3] for one in told} == {("type", "key", "where")}
    assert all(one["where"]["file"] for one in told)
    assert len({(one["type"], one["key"]) for one in told}) == len(told)


def test_records_of_several_files_come_together() -> None:
    folder = FIXTURES / "cordis"
    one = run("records", "cordis", folder / "project.csv", folder / "organization.csv").stdout.splitlines()
    assert {json.loads(line)["where"]["file"] for line in one} == {"project.csv", "organization.csv"}


def test_a_new_column_is_an_error_where_one_is_strict(tmp_path: Path) -> None:
    mapping = city(tmp_path, "city-a")
    table = tmp_path / "beds.csv"
    table.write_text(table.read_text("utf-8").replace("\n", ",\n").replace("trl,", "trl,new", 1), "utf-8")
    assert "drift: beds.csv: column 'new' is new" in run("check", "table", mapping).stdout
    strict = run("check", "table", mapping, "--strict")
    assert (strict.exit_code, strict.stderr.count("\n")) == (1, 1)
    assert "beds.csv" in strict.stderr


@pytest.mark.parametrize("source", [*GIVEN, "wikidata", "edih", "yso", "table", "facts", "agreement"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe\x00", b"a,b\n1,2\n", b"<html></html>"])
@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "zip"])
def test_what_is_no_such_source_is_one_line_that_says_what_is_expected(
    tmp_path: Path, source: str, content: bytes, suffix: str
) -> None:
    file = tmp_path / f"other.{suffix}"
    file.write_bytes(content)
    found = run("check", source, file)
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert found.stderr.startswith("Error: ")
    assert f"other.{suffix}" in found.stderr


def test_an_unknown_source_is_told_with_those_there_are(tmp_path: Path) -> None:
    found = run("check", "nope", EURA)
    assert found.stderr.startswith("Error: no source 'nope'; there are agreement, facts, cordis, ")


def test_an_empty_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = run("check", "cordis", tmp_path / "empty")
    assert (found.exit_code, found.stderr) == (1, "Error: cordis: empty holds no files\n")


def test_a_file_that_is_not_there_is_told() -> None:
    found = run("check", "cordis", "none.zip")
    assert found.exit_code == 2
    assert "none.zip" in found.stderr


def test_each_mistake_of_a_mapping_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text("", "utf-8")
    found = run("check", "table", tmp_path / "mapping.toml")
    assert found.stderr == "Error: mapping.toml: source is missing\nmapping.toml: table is missing\n"


@pytest.mark.parametrize(
    ("source", "name", "content"),
    [
        ("cordis", "project.json", "[null, 1]"),
        ("ror", "dump.json", "[null, 1]"),
        ("prh", "all.json", "[null, 1]"),
        ("prh", "page.json", '{"companies": [null, 1]}'),
        ("nace", "toimiala_1_20080101.json", "[null, 1]"),
        ("municipalities", "kunta_1_20240101.json", "[null, 1]"),
        ("municipalities", "outlines.json", '{"features": [null, 1]}'),
        ("nuts", "outlines.json", '{"features": [null, 1]}'),
        ("servicemap", "units.json", '{"results": [null, 1]}'),
        ("wikidata", "answer.json", '{"head": {"vars": ["item"]}, "results": {"bindings": [null, 1]}}'),
    ],
)
def test_an_item_that_is_no_object_is_set_aside_by_its_position(
    tmp_path: Path, source: str, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    found = checked(source, tmp_path / name)
    assert [(one["line"], one["reason"]) for one in found["rejected"]] == [
        (1, "is not an object"),
        (2, "is not an object"),
    ]


@pytest.mark.parametrize("source", ["ror", "prh", "municipalities", "nace"])
def test_an_array_that_is_nested_too_deep_is_one_line(tmp_path: Path, source: str) -> None:
    (tmp_path / "deep.json").write_text("[" * 200_000, "utf-8")
    found = run("check", source, tmp_path / "deep.json")
    assert found.stderr == f"Error: {source}, deep.json: nested more than 64 deep; no such file is read\n"
