from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.readings import Reading
from graph.record_files import of_kind
from graph.records import Organisation, Participation, Project, TestBed, Trial
from ingest.run import read
from ingest.sources.table.ingester import INGESTER
from ingest.sources.table.kinds import KINDS
from ingest.sources.table.manual import field_table
from ingest.sources.table.mapping import Column, Declared, Table, load

DOCS = Path(__file__).parents[4] / "docs"
EXAMPLES = DOCS / "examples"
MANUAL = (DOCS / "tables.md").read_text("utf-8")


def example(name: str) -> Reading:
    return read(
        INGESTER, EXAMPLES / name / "mapping.toml", clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True
    )


def test_the_worked_example_yields_its_test_beds_trials_and_actors() -> None:
    reading = example("testbeds")
    assert Counter(type(one) for one in reading.records) == {TestBed: 3, Trial: 2, Organisation: 3}
    assert (reading.rows_read, reading.rows_used, reading.rejected) == (5, 5, ())
    assert [one.city for one in of_kind(reading.records, TestBed)] == [
        f"id:place/fi-{code}" for code in ("092", "049", "235")
    ]


def test_the_worked_example_tells_cost_lead_time_and_access_or_leaves_them_open() -> None:
    street, hospital, school = of_kind(example("testbeds").records, TestBed)
    assert (street.access_types, street.lead_time_days, street.free) == (("physical", "remote"), 60, False)
    assert street.cost == (("fi", "Lupamaksu, muuten maksuton"),)
    assert (hospital.lead_time, hospital.lead_time_days, hospital.free) == ((), None, False)
    assert (school.access_types, school.cost, school.free) == ((), (), True)


def test_the_worked_example_tells_of_a_long_term_test_and_its_reference() -> None:
    first, second = of_kind(example("testbeds").records, Trial)
    assert (first.year, first.start, first.end, first.long_term) == (2024, "2024-09-02", "2025-08", True)
    assert (first.reference, first.reference_page) == (True, "https://example.org/references/robot")
    assert (second.end, second.long_term, second.reference) == (None, False, None)


def test_the_example_of_participations_yields_projects_and_organisations_too() -> None:
    reading = example("participations")
    assert Counter(type(one) for one in reading.records) == {Participation: 2, Organisation: 2, Project: 1}
    assert reading.source.curated is False


def test_every_invented_row_says_that_it_is_an_example() -> None:
    reading = example("testbeds")
    assert all("esimerkki" in (one.names.fi or "") for one in of_kind(reading.records, TestBed))
    assert all("example" in one.title for one in of_kind(reading.records, Trial))


def test_the_template_is_a_mapping_that_its_empty_table_fits() -> None:
    assert example("template").rows_read == 0


def test_the_template_names_fields_as_we_do() -> None:
    [table] = load(EXAMPLES / "template/mapping.toml").table
    assert {field: one.column for field, one in table.columns.items()} == {field: field for field in table.columns}


def test_the_mapping_in_the_manual_is_that_of_the_example() -> None:
    assert (EXAMPLES / "testbeds/mapping.toml").read_text("utf-8") in MANUAL


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_tells_every_field_of_a_kind(kind: str) -> None:
    assert f"### `{kind}`\n\n{field_table(kind)}\n" in MANUAL


@pytest.mark.parametrize("setting", sorted({*Declared.model_fields, *Table.model_fields, *Column.model_fields}))
def test_the_manual_tells_every_setting(setting: str) -> None:
    assert f"`{setting}`" in MANUAL or f"{setting} =" in MANUAL or f"[table.{setting}]" in MANUAL
