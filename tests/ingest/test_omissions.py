from graph.records import Origin
from ingest import values
from ingest.omissions import Omissions


def test_values_left_out_for_one_reason_are_told_together_with_the_first_three() -> None:
    omissions = Omissions()
    rows = [Origin(table="a.json", line=line) for line in range(1, 6)]
    assert not any(omissions.value(row, "founded", f"year {row.line}", values.year) for row in rows)
    assert [str(one) for one in omissions.told()] == [
        "a.json: founded, left out 5 times: is not a year (line 1: 'year 1', line 2: 'year 2', line 3: 'year 3', …)"
    ]


def test_a_value_that_can_be_used_or_is_not_there_is_not_told() -> None:
    omissions, origin = Omissions(), Origin(table="a.json", line=1)
    assert omissions.value(origin, "founded", "1990", values.year) == 1990
    assert omissions.value(origin, "founded", None, values.year) is None
    assert list(omissions.told()) == []
