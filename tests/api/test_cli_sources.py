"""Which sources a build has, from one build to the next: given, kept, left out, refused, accepted, forgotten."""

import shutil
import zipfile
from pathlib import Path

import pytest

from graph.locks import lock
from tests.api.command import EURA, FIXTURES, build, city, ended, manifest, names_of, run

CORDIS = FIXTURES / "cordis"
BEDS = {"city-a-1", "city-a-2", "city-a-3"}


def test_a_source_that_was_given_stays_part_of_later_builds(tmp_path: Path) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    shutil.rmtree(tmp_path / "a")
    assert build(tmp_path).exit_code == 0
    assert names_of(tmp_path, "testbed") == BEDS


def test_a_register_that_was_given_stays_part_of_later_builds(tmp_path: Path) -> None:
    given = build(tmp_path, "--all", "--source", f"eura={EURA}", "--accept", "eura")
    assert given.exit_code == 1
    assert "1 of 4 rows are in quarantine, more than 5%" in given.stderr
    sound = tmp_path / "projektilista.csv"
    sound.write_bytes(b"".join(EURA.read_bytes().splitlines(keepends=True)[:3]))
    assert build(tmp_path, "--all", "--source", f"eura={sound}", "--accept", "eura").exit_code == 0
    assert build(tmp_path, "--all").exit_code == 0
    assert names_of(tmp_path, "project") == {"eura-S90001", "eura-A90002"}


def test_a_small_register_is_refused_where_there_is_nothing_older(tmp_path: Path) -> None:
    sound = tmp_path / "projektilista.csv"
    sound.write_bytes(b"".join(EURA.read_bytes().splitlines(keepends=True)[:3]))
    found = build(tmp_path, "--source", f"eura={sound}")
    assert found.exit_code == 1
    assert found.stderr.startswith("Error: eura yielded 2 Project records, expected at least 2500; ")
    assert found.stderr.endswith("build once with --accept eura\n")


def test_an_unchanged_source_is_not_read_again(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a")
    build(tmp_path, "--source", f"table={mapping}")
    first = ended(tmp_path, "city-a")
    build(tmp_path, "--source", f"table={mapping}")
    assert ended(tmp_path, "city-a") == first
    assert manifest(tmp_path)["sources"]["city-a"]["read"] == first.replace("Z", "+00:00")


def test_a_changed_source_is_read_again(tmp_path: Path) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    first = ended(tmp_path, "city-a")
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a', beds=4)}")
    assert ended(tmp_path, "city-a") > first
    assert names_of(tmp_path, "testbed") == {*BEDS, "city-a-4"}


def test_a_row_that_is_gone_at_the_source_is_gone_from_the_next_release(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a", beds=10)
    build(tmp_path, "--source", f"table={mapping}")
    city(tmp_path / "a", "city-a", beds=9)
    build(tmp_path, "--source", f"table={mapping}")
    assert names_of(tmp_path, "testbed") == {f"city-a-{n}" for n in range(1, 10)}


def test_what_is_left_out_once_comes_back(tmp_path: Path) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    build(tmp_path, "--without", "city-a")
    assert (names_of(tmp_path, "testbed"), "city-a" in manifest(tmp_path)["sources"]) == (set(), False)
    build(tmp_path)
    assert names_of(tmp_path, "testbed") == BEDS


def test_what_is_left_out_must_exist(tmp_path: Path) -> None:
    found = build(tmp_path, "--without", "nope")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "'nope'" in found.stderr


def test_what_is_accepted_must_exist(tmp_path: Path) -> None:
    found = build(tmp_path, "--accept", "nope")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "'nope'" in found.stderr


def test_what_is_forgotten_is_gone_from_the_next_release(tmp_path: Path) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    assert run("forget", "city-a", "--data", tmp_path).exit_code == 0
    build(tmp_path)
    assert names_of(tmp_path, "testbed") == set()


def test_only_what_is_kept_can_be_forgotten(tmp_path: Path) -> None:
    found = run("forget", "city-a", "--data", tmp_path)
    assert (found.exit_code, found.stderr) == (
        1,
        "Error: nothing is kept of a source 'city-a'; see verkosto sources\n",
    )


@pytest.mark.parametrize("name", ["..", ".", "a/b", "../readings"])
def test_forgetting_removes_no_folder_but_that_of_a_source(tmp_path: Path, name: str) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    assert run("forget", name, "--data", tmp_path).exit_code == 1
    assert (tmp_path / "readings/city-a/account.json").is_file()
    assert (tmp_path / "current/manifest.json").is_file()


def test_the_sources_are_listed_with_what_is_known_of_each(tmp_path: Path) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    listed = {line.split()[0]: line.split() for line in run("sources", "--data", tmp_path).stdout.splitlines()}
    assert listed["source"] == ["source", "title", "licence", "ships", "fetched", "read", "rows", "records"]
    assert listed["city-a"][-2:] == ["3", "3"]
    assert "yes" in listed["facts"]
    assert {"cordis", "eura", "ror", "table"} <= set(listed)


def test_a_source_that_shrank_is_refused_and_its_last_good_data_are_used(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a")
    build(tmp_path, "--source", f"table={mapping}")
    city(tmp_path / "a", "city-a", beds=1)
    found = build(tmp_path, "--source", f"table={mapping}")
    assert found.exit_code == 3
    assert "city-a yielded 1 TestBed records and 3 the last time" in found.stderr
    assert "checked and live in" in found.stdout
    assert names_of(tmp_path, "testbed") == BEDS
    assert "build once with --accept city-a" in manifest(tmp_path)["sources"]["city-a"]["refused"]


def test_a_source_of_which_too_much_is_in_quarantine_is_refused_even_if_accepted(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a")
    build(tmp_path, "--source", f"table={mapping}")
    city(tmp_path / "a", "city-a", bad=2)
    found = build(tmp_path, "--source", f"table={mapping}", "--accept", "city-a")
    assert found.exit_code == 3
    assert "2 of 3 rows are in quarantine" in found.stderr
    assert names_of(tmp_path, "testbed") == BEDS


def test_a_source_that_lost_a_column_is_refused_and_its_last_good_data_are_used(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a")
    build(tmp_path, "--source", f"table={mapping}")
    (tmp_path / "a/beds.csv").write_text("number,name,trl\n1,Bed,5\n", "utf-8")
    found = build(tmp_path, "--source", f"table={mapping}")
    assert found.exit_code == 3
    assert "missing columns: id" in found.stderr
    assert names_of(tmp_path, "testbed") == BEDS


def test_a_loss_is_taken_once_it_is_accepted(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a")
    build(tmp_path, "--source", f"table={mapping}")
    city(tmp_path / "a", "city-a", beds=1)
    assert build(tmp_path, "--source", f"table={mapping}", "--accept", "city-a").exit_code == 0
    assert names_of(tmp_path, "testbed") == {"city-a-1"}
    assert manifest(tmp_path)["sources"]["city-a"]["refused"] is None


def test_two_cities_are_two_sources_of_one_build(tmp_path: Path) -> None:
    one, two = city(tmp_path / "a", "city-a"), city(tmp_path / "b", "city-b", beds=2)
    found = build(tmp_path, "--source", f"table={one}", "--source", f"table={two}")
    assert found.exit_code == 0
    assert names_of(tmp_path, "testbed") == {*BEDS, "city-b-1", "city-b-2"}
    assert set(manifest(tmp_path)["sources"]) == {"city-a", "city-b"}


def test_one_city_can_be_read_anew_while_the_other_stays(tmp_path: Path) -> None:
    one, two = city(tmp_path / "a", "city-a"), city(tmp_path / "b", "city-b", beds=2)
    build(tmp_path, "--source", f"table={one}", "--source", f"table={two}")
    build(tmp_path, "--source", f"table={city(tmp_path / 'b', 'city-b', beds=3)}")
    assert names_of(tmp_path, "testbed") == {*BEDS, "city-b-1", "city-b-2", "city-b-3"}


def test_two_mappings_of_one_name_are_refused(tmp_path: Path) -> None:
    one, two = city(tmp_path / "a", "city-a"), city(tmp_path / "b", "city-a", beds=2)
    found = build(tmp_path, "--source", f"table={one}", "--source", f"table={two}")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "city-a" in found.stderr
    assert not (tmp_path / "current").exists()


def test_a_mapping_cannot_take_the_name_of_a_source_of_ours(tmp_path: Path) -> None:
    found = build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'cordis')}")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "cordis" in found.stderr


def test_a_mapping_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    found = build(tmp_path, "--source", f"table={tmp_path / 'none.toml'}")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "none.toml" in found.stderr


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("eura=", "'eura=' names no file"),
        ("eura", "'eura' is not NAME=FILE"),
        ("=a.csv", "'=a.csv' is not NAME=FILE"),
        ("nope=a.csv", "no source 'nope'"),
        ("eura=/nowhere/a.csv", "eura: there is no file or folder /nowhere/a.csv"),
    ],
    ids=["no file", "no equals sign", "no name", "unknown source", "file that is not there"],
)
def test_a_source_that_is_given_wrongly_is_one_line(tmp_path: Path, given: str, message: str) -> None:
    found = build(tmp_path, "--source", given)
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert message in found.stderr
    assert not (tmp_path / "current").exists()


def test_all_that_a_build_cannot_read_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"<!DOCTYPE html><html></html>")
    (tmp_path / "ror.json").write_bytes('{"id": 1}'.encode("utf-16"))
    found = build(
        tmp_path / "data",
        *("--source", f"ror={tmp_path / 'ror.json'}", "--source", f"table={city(tmp_path / 'a', 'city-a')}"),
        *("--source", f"eura={tmp_path / 'list.csv'}", "--source", "kohesio=/nowhere/a.csv"),
    )
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        "Error: eura, list.csv: this is a web page, not a file of data: download the file that it links to",
        "kohesio: there is no file or folder /nowhere/a.csv",
        "ror, ror.json: not UTF-8 but UTF-16: save it as UTF-8",
    ]
    assert not (tmp_path / "data/current").exists()


def test_what_a_build_refused_stands_in_the_way_of_no_later_one(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"<html></html>")
    mapping = city(tmp_path / "a", "city-a")
    assert build(tmp_path, "--source", f"eura={tmp_path / 'list.csv'}", "--source", f"table={mapping}").exit_code == 1
    assert build(tmp_path, "--source", f"table={mapping}").exit_code == 0
    assert names_of(tmp_path, "testbed") == BEDS


def test_all_mappings_that_cannot_be_read_are_told_at_once_and_before_any_data(tmp_path: Path) -> None:
    one, two = city(tmp_path / "a", "city-a"), city(tmp_path / "b", "city-a")
    (tmp_path / "empty.toml").write_text("", "utf-8")
    found = build(
        tmp_path,
        *("--source", f"table={one}", "--source", f"table={tmp_path / 'none.toml'}"),
        *("--source", f"table={two}", "--source", f"table={tmp_path / 'empty.toml'}"),
        *("--accept", "city-b"),
    )
    assert found.stderr.splitlines() == [
        "Error: table: none.toml cannot be read (No such file or directory); name the TOML file of a mapping",
        f"city-a: {one} and {two} both describe a source of this name; rename one",
        "empty.toml: source is missing",
        "empty.toml: table is missing",
    ]
    assert not (tmp_path / "readings").exists()


def test_a_mapping_without_its_table_is_one_line(tmp_path: Path) -> None:
    mapping = city(tmp_path / "a", "city-a")
    (tmp_path / "a/beds.csv").unlink()
    found = build(tmp_path, "--source", f"table={mapping}")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "beds.csv" in found.stderr


@pytest.mark.parametrize("work", ["build", "reading"])
def test_two_builds_at_once_are_refused(tmp_path: Path, work: str) -> None:
    with lock(tmp_path, work):
        found = build(tmp_path)
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert f"another {work} of {tmp_path} is under way (process " in found.stderr
    assert build(tmp_path).exit_code == 0


def test_of_a_build_that_fails_the_live_release_stays(tmp_path: Path) -> None:
    build(tmp_path, "--source", f"table={city(tmp_path / 'a', 'city-a')}")
    before = manifest(tmp_path)["id"]
    assert build(tmp_path, "--source", "eura=/nowhere/a.csv").exit_code == 1
    assert manifest(tmp_path)["id"] == before


def test_files_of_one_name_in_two_places_are_told_apart_or_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        shutil.copytree(CORDIS, tmp_path / folder)
    found = build(tmp_path, "--source", f"cordis={tmp_path / 'a'}", "--source", f"cordis={tmp_path / 'b'}")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "cordis: two files are called" in found.stderr


def bundle(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for table in sorted(CORDIS.glob("*.csv")):
            archive.write(table, f"csv/{table.name}")
    return path


def test_a_zip_and_a_folder_of_zips_give_what_the_folder_of_tables_gives(tmp_path: Path) -> None:
    (tmp_path / "zips").mkdir()
    places = {
        "tables": CORDIS,
        "zip": bundle(tmp_path / "cordis.zip"),
        "folder": bundle(tmp_path / "zips/one.zip").parent,
    }
    found = [
        build(tmp_path / name, "--all", "--source", f"cordis={place}", "--accept", "cordis").exit_code
        for name, place in places.items()
    ]
    assert found == [0, 0, 0]
    rows = [manifest(tmp_path / name)["sources"]["cordis"]["rows"] for name in places]
    assert rows[0] == rows[1] == rows[2]
    kinds = [manifest(tmp_path / name)["sources"]["cordis"]["kinds"] for name in places]
    assert kinds[0] == kinds[1] == kinds[2]


def test_a_second_bundle_with_the_same_projects_is_out_of_scope(tmp_path: Path) -> None:
    (tmp_path / "zips").mkdir()
    one, two = bundle(tmp_path / "zips/one.zip"), bundle(tmp_path / "zips/two.zip")
    assert one.parent == two.parent
    found = build(tmp_path, "--all", "--source", f"cordis={one.parent}", "--accept", "cordis")
    assert found.exit_code == 0
    rows = manifest(tmp_path)["sources"]["cordis"]["rows"]
    assert (rows["read"], rows["used"]) == (48, 20)
    assert rows["read"] == rows["used"] + rows["out_of_scope"] + rows["quarantined"]
