"""What reviewers read in the words of the shipped rows: each statement rests on words that are there."""

import csv
from collections import Counter
from datetime import UTC, datetime

import pytest

from graph.readings import Reading
from graph.record_files import of_kind
from graph.records import TestBed, Trial
from ingest import values
from ingest.run import read
from ingest.sources.facts.ingester import INGESTER, embedded
from ingest.sources.facts.told import TRUTHS, Statement, reviewed, told
from ontology.files import codes
from tests.ingest.sources.facts.tables import record

LINES = [(table, key, one) for (table, key), lines in reviewed().items() for one in lines]
TELLING = {"testbeds.csv": ("access_terms",), "pilots.csv": ("outcome", "notes")}
"""The columns of each table in which words are looked for."""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(INGESTER, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


def texts(table: str, key: str) -> list[str]:
    rows = csv.DictReader((embedded() / table).read_text("utf-8").splitlines())
    [row] = [row for row in rows if row["id"] == key]
    return [row[column] for column in TELLING[table]]


@pytest.mark.parametrize(("table", "key", "line"), LINES, ids=[f"{key} {line.field}" for _, key, line in LINES])
def test_the_words_that_a_statement_rests_on_stand_in_its_row(table: str, key: str, line: Statement) -> None:
    assert line in told(table, key, *texts(table, key)).statements


def test_a_field_of_one_value_is_told_once_in_a_row() -> None:
    told_twice = [
        one
        for one, times in Counter((table, key, line.field) for table, key, line in LINES).items()
        if times > 1 and one[2] != "access_types"
    ]
    assert told_twice == []


def said(*fields: str) -> set[str]:
    return {line.value for _, _, line in LINES if line.field in fields}


def test_every_value_is_of_its_field() -> None:
    assert said("free", "long_term") <= set(TRUTHS)
    assert said("access_types") <= codes("access-type")
    assert {values.partial_date(one) for one in said("start", "end")} == said("start", "end")
    assert {line.field for _, _, line in LINES} == {
        "access_types",
        "cost",
        "end",
        "free",
        "lead_time",
        "long_term",
        "start",
    }


def test_what_rows_plainly_say_of_cost_is_told_and_the_rest_is_not_known(reading: Reading) -> None:
    beds = list(of_kind(reading.records, TestBed))
    assert {one.key: one.free for one in beds if one.free is not None} == {
        "helsinki-eac": True,
        "helsinki-3d": True,
        "helsinki-biobank": False,
        "aker-arctic": False,
    }
    assert (sum(bool(one.cost) for one in beds), sum(bool(one.lead_time) for one in beds)) == (12, 1)
    assert [one.key for one in beds if one.access_types] == ["helsinki-3d"]
    assert [one.lead_time_days for one in beds if one.lead_time_days is not None] == []


def test_a_trial_of_which_nobody_says_so_is_neither_a_long_term_test_nor_a_reference(reading: Reading) -> None:
    trials = list(of_kind(reading.records, Trial))
    assert {one.key: one.long_term for one in trials if one.long_term is not None} == {"rob-kivikko": True}
    assert [one.key for one in trials if one.reference is not None] == []
    assert sum(one.start is not None for one in trials) == 9


def test_a_date_told_in_words_lies_in_the_year_of_its_row(reading: Reading) -> None:
    dated = [one for one in of_kind(reading.records, Trial) if one.start]
    assert [one.key for one in dated if str(one.year) != str(one.start)[:4]] == []


def test_what_the_source_only_plans_is_doubted(reading: Reading) -> None:
    [kivikko] = [one for one in of_kind(reading.records, Trial) if one.key == "rob-kivikko"]
    assert kivikko.origin.doubts == (("outcome", "inferred"), ("long_term", "inferred"))


def test_a_row_that_no_longer_has_the_words_says_nothing() -> None:
    kept = record(TestBed, "helsinki-eac", table="testbeds.csv", before="\nkumpula,", after="\nhelsinki-eac,")
    assert (kept.free, kept.cost) == (None, ())
