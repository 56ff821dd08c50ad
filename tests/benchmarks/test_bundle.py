import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.bundle import ORGANISATION_COLUMNS, PROJECT_COLUMNS, write
from graph.readings import Reading
from graph.record_files import of_kind
from graph.records import Organisation, Participation, Project
from ingest.run import read
from ingest.sources.cordis.ingester import INGESTER

PARTICIPATIONS, ORGANISATIONS = 400, 90
FIXTURES = Path(__file__).parents[1] / "fixtures" / "cordis"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small bundle."""
    made: Path = tmp_path_factory.mktemp("bundle")
    write(made, PARTICIPATIONS, ORGANISATIONS)
    return made


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    """Return what the program reads from it."""
    return read(INGESTER, folder, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC), strict=True)


def header(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines, delimiter=";"))


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = [one.read_bytes() for one in write(tmp_path, PARTICIPATIONS, ORGANISATIONS)]
    assert again == [(folder / "project.csv").read_bytes(), (folder / "organization.csv").read_bytes()]
    assert [one.read_bytes() for one in write(tmp_path, PARTICIPATIONS, ORGANISATIONS, seed=2)] != again


@pytest.mark.parametrize("name", ["project.csv", "organization.csv"])
def test_the_columns_are_those_of_the_published_layout(folder: Path, name: str) -> None:
    assert header(folder / name) == header(FIXTURES / name)
    assert header(folder / name) in (PROJECT_COLUMNS, ORGANISATION_COLUMNS)


def test_there_are_as_many_participations_and_organisations_as_were_asked_for(reading: Reading) -> None:
    assert sum(1 for _ in of_kind(reading.records, Participation)) == PARTICIPATIONS
    assert sum(1 for _ in of_kind(reading.records, Organisation)) == ORGANISATIONS


def test_every_row_is_used(reading: Reading) -> None:
    assert reading.rows_read == reading.rows_used == PARTICIPATIONS + sum(1 for _ in of_kind(reading.records, Project))
    assert reading.rejected == ()
    assert reading.drift == ()


def test_every_vat_number_is_one(reading: Reading) -> None:
    assert [one.note for one in of_kind(reading.records, Organisation) if one.note] == []


def test_vat_numbers_of_three_countries_are_told_and_differ(reading: Reading) -> None:
    organisations = list(of_kind(reading.records, Organisation))
    finnish = [one.business_id for one in organisations if one.business_id]
    others = [number for one in organisations for scheme, number in one.other_ids if scheme == "vat"]
    assert {one[:2] for one in others} == {"DE", "SE"}
    assert len({*finnish, *others}) == len(finnish) + len(others) > ORGANISATIONS / 3


def test_some_amounts_are_left_out_and_both_marks_occur(folder: Path, reading: Reading) -> None:
    amounts = {len(one.money) for one in of_kind(reading.records, Participation)}
    assert {2, 3} <= amounts
    with (folder / "organization.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert any("," in row["totalCost"] for row in rows)
    assert any("." in row["ecContribution"] for row in rows)


def test_no_organisation_is_twice_in_one_project(reading: Reading) -> None:
    pairs = [(one.project, one.organisation) for one in of_kind(reading.records, Participation)]
    assert len(set(pairs)) == len(pairs)


def test_a_few_organisations_are_in_very_many_projects(reading: Reading) -> None:
    organisations = [one.organisation for one in of_kind(reading.records, Participation)]
    counts = sorted((organisations.count(one) for one in set(organisations)), reverse=True)
    assert sum(counts[: ORGANISATIONS // 10]) > PARTICIPATIONS / 4
    assert counts[-1] == 1


def test_more_organisations_than_a_small_bundle_usually_has_may_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path, 30, 30)
    found = read(INGESTER, tmp_path, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    assert sum(1 for _ in of_kind(found.records, Organisation)) == 30
