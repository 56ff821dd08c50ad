"""The tables that ship with the program."""

from collections import Counter
from datetime import UTC, datetime
from importlib.resources import as_file

import pytest

from graph.errors import SourceTooSmall
from graph.readings import Reading
from graph.records import Organisation, Project
from ingest.run import read, refuse_unsound, shortfalls
from ingest.sources.facts.ingester import INGESTER, SOURCE, embedded
from ingest.sources.facts.money import GRANT_KINDS


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(INGESTER, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


def test_every_row_of_every_table_is_used(reading: Reading) -> None:
    assert {one.name: one.rows_used for one in reading.files} == {
        "cities.csv": 4,
        "institutions.csv": 47,
        "organisations.csv": 84,
        "companies.csv": 147,
        "testbeds.csv": 92,
        "services.csv": 42,
        "projects.csv": 162,
        "participations.csv": 544,
        "pilots.csv": 90,
        "eura_lead_only.csv": 88,
    }
    assert (reading.rows_read, reading.rows_used, reading.rejected) == (1300, 1300, ())


def test_the_records_of_each_kind(reading: Reading) -> None:
    assert Counter(type(one).__name__ for one in reading.records) == {
        "Place": 4 + 11,
        "Organisation": 4 + 47 + 84 + 147 + 2 + 20,
        "Organiser": 7,
        "TestBed": 92,
        "Service": 42,
        "Project": 162 + 88,
        "Participation": 544 + 88,
        "Trial": 90,
    }


def test_no_two_records_of_a_kind_share_a_key(reading: Reading) -> None:
    assert max(Counter((type(one), one.key) for one in reading.records).values()) == 1


def test_of_88_lead_only_projects_six_have_their_partners_in_another_table(reading: Reading) -> None:
    assert sum(one.lead_only for one in reading.records if isinstance(one, Project)) == 82


def test_every_money_wording_is_in_use(reading: Reading) -> None:
    said = {money.note for one in reading.records if isinstance(one, Project) for money in one.money}
    assert said >= set(GRANT_KINDS)


def test_the_publisher_classified_the_projects_on_its_own_pages(reading: Reading) -> None:
    by_publisher = [
        one.key
        for one in reading.records
        if isinstance(one, Project) and any(assigned.by == "publisher" for assigned in one.classifications)
    ]
    assert by_publisher == ["haastemoottori", "foodwaste", "hevi-portfolio", "circular-buildings"]


def test_aalto_is_a_university_in_espoo(reading: Reading) -> None:
    [aalto] = [one for one in reading.records if isinstance(one, Organisation) and one.key == "aalto"]
    assert (aalto.kind, aalto.city, aalto.business_id, aalto.ror) == (
        "university",
        "espoo",
        "2228357-4",
        "020hwjq30",
    )


def test_the_default_is_whole(reading: Reading) -> None:
    refuse_unsound(SOURCE, reading)
    assert shortfalls(SOURCE, reading) == []


def test_one_table_is_no_whole_source_to_build_on() -> None:
    with as_file(embedded() / "testbeds.csv") as table:
        alone = read(INGESTER, table, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    with pytest.raises(SourceTooSmall, match="facts yielded 0 Place records"):
        refuse_unsound(SOURCE, alone)


def test_the_source_claims_no_licence_of_the_cited_pages() -> None:
    assert (SOURCE.licence, SOURCE.retrieved, SOURCE.compilation_licence) == (None, None, "CC-BY-4.0")
