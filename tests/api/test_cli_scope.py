"""What a build keeps of its sources, by region, and that every row is accounted for."""

import shutil
from pathlib import Path

import pytest

from tests.api.command import EURA, FIXTURES, build, city, ended, manifest, names_of, run

CORDIS = FIXTURES / "cordis"
PARIKKALA = """\
name = "parikkala"
title = "Parikkala"
country = "FI"
postcodes = ["591", "595"]

[[municipalities]]
code = "580"
names = ["Parikkala"]
"""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a release of the region, made of sources of several kinds."""
    data = tmp_path_factory.mktemp("region")
    table = city(data / "a", "city-a", beds=25, bad=1)
    given = [f"cordis={CORDIS}", f"kohesio={sound_kohesio(data)}", f"table={table}"]
    sources = [word for one in given for word in ("--source", one)]
    result = run("build", "--data", data, *sources, "--accept", "cordis", "--accept", "kohesio")
    assert result.exit_code == 0, result.stderr
    return data


@pytest.fixture(scope="module")
def everything(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of it in which everything was kept in a later build, from what was read before."""
    data = tmp_path_factory.mktemp("everything") / "data"
    shutil.copytree(region, data, symlinks=True)
    result = run("build", "--data", data, "--all")
    assert result.exit_code == 0, result.stderr
    return data


def sound_kohesio(folder: Path) -> Path:
    """Return a list of two projects of Kohesio: a cell of the first goes over two lines."""
    lines = (FIXTURES / "kohesio/FI-pp14-20-latest.csv").read_bytes().splitlines(keepends=True)
    path = folder / "FI-pp14-20-latest.csv"
    path.write_bytes(b"".join(lines[:4]))
    return path


def rows(data: Path) -> dict[str, dict[str, int]]:
    """Return what became of the rows of each source."""
    return {name: one["rows"] for name, one in manifest(data)["sources"].items()}


@pytest.mark.parametrize("which", ["region", "everything"])
def test_every_row_of_every_source_is_used_out_of_scope_or_in_quarantine(
    which: str, request: pytest.FixtureRequest
) -> None:
    found = rows(request.getfixturevalue(which))
    read = {"agreement": 71, "facts": 1300, "cordis": 24, "kohesio": 2, "city-a": 25}
    assert {name: one["read"] for name, one in found.items()} == read
    assert {name: one["used"] + one["out_of_scope"] + one["quarantined"] for name, one in found.items()} == read
    assert found["city-a"]["quarantined"] == 1


def test_the_region_leaves_out_what_everything_keeps(region: Path, everything: Path) -> None:
    assert rows(region)["kohesio"] == {"read": 2, "used": 0, "out_of_scope": 2, "quarantined": 0}
    assert rows(everything)["kohesio"] == {"read": 2, "used": 2, "out_of_scope": 0, "quarantined": 0}
    assert names_of(region, "project") < names_of(everything, "project")
    assert (manifest(region)["region"], manifest(everything)["region"]) == ("helsinki", None)


def test_what_the_region_left_out_is_kept_later_without_reading_again(region: Path, everything: Path) -> None:
    assert ended(everything, "kohesio") == ended(region, "kohesio")
    assert names_of(everything, "project") - names_of(region, "project") >= {"eura-A90101", "eura-S90102"}


def test_a_profile_of_another_region_changes_what_is_kept(tmp_path: Path) -> None:
    profile = tmp_path / "parikkala.toml"
    profile.write_text(PARIKKALA, "utf-8")
    given = ("--source", f"cordis={CORDIS}", "--accept", "cordis")
    build(tmp_path / "helsinki", *given)
    build(tmp_path / "parikkala", *given, "--region", profile)
    build(tmp_path / "all", *given, "--all")
    here, there, everywhere = (names_of(tmp_path / name, "project") for name in ("helsinki", "parikkala", "all"))
    assert here
    assert here != there
    assert here | there <= everywhere
    assert manifest(tmp_path / "parikkala")["region"] == "parikkala"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PARIKKALA.replace('name = "parikkala"\n', ""), "missing required field `name`"),
        (PARIKKALA.replace('country = "FI"', "country = "), "Invalid value"),
        (PARIKKALA.replace('"580"', "580"), "Expected `str`, got `int`"),
        ("\x00", "profile.toml"),
    ],
    ids=["a field is missing", "no TOML", "a number", "no text"],
)
def test_a_broken_profile_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(text, "utf-8")
    found = build(tmp_path / "data", "--region", profile)
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert found.stderr.startswith("Error: profile.toml: ")
    assert message in found.stderr
    assert not (tmp_path / "data/current").exists()


def test_a_misspelt_field_of_a_profile_is_told(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(PARIKKALA.replace("postcodes", "postal_codes"), "utf-8")
    found = build(tmp_path / "data", "--region", profile)
    assert found.exit_code == 1
    assert "postal_codes" in found.stderr


def test_the_quarantine_of_all_sources_is_a_file_of_the_release(region: Path) -> None:
    lines = (region / "current/quarantine.csv").read_text("utf-8").splitlines()
    assert lines[0] == "source,table,line,field,value,reason"
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["cordis", "organization.csv", "10"],
        ["city-a", "beds.csv", "2"],
    ]


def test_a_build_without_any_source_holds_the_vocabulary_only(tmp_path: Path) -> None:
    assert build(tmp_path).exit_code == 0
    assert manifest(tmp_path)["sources"] == {}


def test_a_natural_person_is_nowhere_in_what_is_read(region: Path) -> None:
    found = run("records", "eura", EURA)
    assert "line 5: Toteuttajan nimi looks like a natural person" in found.stderr
    assert "Maija" not in found.output
    kept = [one.read_bytes() for one in (region / "readings/cordis").rglob("*") if one.is_file()]
    person = (CORDIS / "organization.csv").read_text("utf-8").splitlines()[9].split(";")[4].strip('"').encode()
    assert person
    assert [person in one for one in kept] == [False] * len(kept)
