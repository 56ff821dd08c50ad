import pytest

from graph.readings import Rejected
from graph.records import Names, Origin, Place
from ingest import values
from ingest.row import BadField, Row, outcomes
from ingest.source import Drift

PLACE = Place(key="helsinki", origin=Origin(table="a.csv", line=2), names=Names(fi="Helsinki"))


def row(**fields: str) -> Row:
    return Row("a.csv", 2, fields)


def test_a_field_is_taken_without_its_blanks() -> None:
    assert row(name=" Nokia ").take("name") == "Nokia"


def test_an_empty_field_is_none_where_it_may_be_empty() -> None:
    assert row(name="  ").take_optional("name") is None


def test_a_field_is_taken_once() -> None:
    one = row(name="Nokia")
    one.take("name")
    with pytest.raises(KeyError):
        one.take("name")


def test_a_code_is_written_with_hyphens() -> None:
    assert row(kind="clean_room").take_code("kind", {"clean-room"}) == "clean-room"


def test_the_parts_of_a_list_come_once_and_in_order() -> None:
    assert row(themes="b; a;;b").take_list("themes") == ("b", "a")


@pytest.mark.parametrize(
    ("start", "end"),
    [("2020", "2020-05"), ("2020-05", "2020"), ("2020-05-01", "2020-05-01"), ("", "2020"), ("2020", "")],
)
def test_a_period_may_end_as_early_as_it_may_have_begun(start: str, end: str) -> None:
    assert row(start=start, end=end).take_period("start", "end") == (start or None, end or None)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(BadField, match="lies before start"):
        row(start="2020-05", end="2020-04-30").take_period("start", "end")


def test_a_bad_field_sends_the_row_to_quarantine_with_field_value_and_reason() -> None:
    found = outcomes(row(year="19x"), lambda row: [PLACE] if row.take_as("year", values.year) else [])
    assert found == [Rejected(table="a.csv", line=2, field="year", value="19x", reason="is not a year")]


def test_a_field_nobody_took_is_told() -> None:
    found = outcomes(row(name="Helsinki", colour="blue"), lambda row: [PLACE] if row.take("name") else [])
    assert found == [
        PLACE,
        Drift(table="a.csv", what="column 'colour' is new and not read: use it or ignore it by name"),
    ]


def test_a_field_ignored_by_name_is_not_told() -> None:
    one = row(colour="blue")
    one.ignore("colour")
    assert one.leftovers() == []


def test_a_row_of_which_nothing_is_made_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError, match=r"a\.csv, line 2: nothing was made of the row"):
        outcomes(row(), lambda row: [])
