"""Whole bundles, as they lie on a user's machine: zip files, a folder of them, or single files."""

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from graph.readings import Reading
from ingest.run import read
from ingest.sources.cordis.ingester import INGESTER, SOURCE
from tests.ingest.sources.cordis.dialects import FOLDER, NAMES, fixture, placeless

ROWS = {
    "project.csv": 3,
    "organization.csv": 10,
    "topics.csv": 3,
    "legalBasis.csv": 3,
    "euroSciVoc.csv": 4,
    "webLink.csv": 1,
}


def reading(place: Path) -> Reading:
    return read(INGESTER, place, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


def zipped(path: Path, *, under: str = "") -> Path:
    with ZipFile(path, "w") as archive:
        for name in NAMES:
            archive.writestr(f"{under}{name}", fixture(name))
    return path


def test_every_row_of_a_bundle_is_used_or_out_of_scope_or_in_quarantine() -> None:
    found = reading(FOLDER)
    assert {one.name: one.rows_read for one in found.files} == ROWS
    assert {one.name: one.rows_used for one in found.files} == {
        "project.csv": 3,
        "organization.csv": 9,
        "topics.csv": 2,
        "legalBasis.csv": 3,
        "euroSciVoc.csv": 3,
        "webLink.csv": 0,
    }
    assert [(one.table, one.line) for one in found.rejected] == [("organization.csv", 10)]


def test_a_zip_tells_what_its_folder_tells(tmp_path: Path) -> None:
    bundle = zipped(tmp_path / "cordis-HORIZONprojects-csv.zip", under="csv/")
    assert placeless(reading(bundle).records) == placeless(reading(FOLDER).records)


def test_the_same_tables_in_two_zips_of_a_folder_are_told_once_and_all_accounted_for(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        zipped(tmp_path / name)
    found = reading(tmp_path)
    assert placeless(found.records) == placeless(reading(FOLDER).records)
    assert found.rows_read == 2 * sum(ROWS.values())
    assert found.rows_used == reading(FOLDER).rows_used
    assert {one.name for one in found.files} == {f"{part}/{name}" for part in ("one.zip", "two.zip") for name in ROWS}


def test_the_declared_downloads_are_the_three_bundles() -> None:
    assert [one.name for one in SOURCE.downloads] == [
        "cordis-fp7projects-csv.zip",
        "cordis-h2020projects-csv.zip",
        "cordis-HORIZONprojects-csv.zip",
    ]
