import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading, Rejected
from graph.records import Address, Names, Organisation, Origin
from ingest.run import read
from ingest.source import Drift, Outcome, OutOfScope
from ingest.sources.wikidata.ingester import INGESTER, parse

FOLDER = Path(__file__).parents[3] / "fixtures" / "wikidata"
ANSWER = "organisations.json"
ENTITY = "http://www.wikidata.org/entity/"


def outcomes(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def reading() -> Reading:
    return read(INGESTER, FOLDER / ANSWER, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def organisations() -> list[Organisation]:
    return [one for one in outcomes(ANSWER) if isinstance(one, Organisation)]


def answer(*rows: dict[str, str], **head: Any) -> bytes:
    """Return an answer whose rows have these values, all of them of Q999900001."""
    bindings = [
        {"item": {"type": "uri", "value": f"{ENTITY}Q999900001"}}
        | {name: {"type": "literal", "value": value, "xml:lang": "fi"} for name, value in row.items()}
        for row in rows
    ]
    variables = ["item", *dict.fromkeys(name for row in rows for name in row)]
    return json.dumps({"head": {"vars": variables, **head}, "results": {"bindings": bindings}}).encode()


def organisation(*rows: dict[str, str]) -> Organisation:
    found = next(iter(parse({"a.json": BytesIO(answer({"label": "Kuvitelma"}, *rows))})))
    assert isinstance(found, Organisation)
    return found


def test_the_rows_of_an_item_make_one_organisation() -> None:
    assert outcomes(ANSWER)[0] == Organisation(
        key="Q999900001",
        origin=Origin(table=ANSWER, line=1, rows=tuple((ANSWER, line) for line in range(2, 13))),
        names=Names(fi="Kuvitelma Oy", en="Imagination Ltd", marked=(("fi", "Kuvitelma"),)),
        business_id="9990010-4",
        ror="0kvv00117",
        wikidata="Q999900001",
        other_ids=(("lei", "743700KUVITELMA00008"),),
        address=Address(country="FI", municipality="049"),
        homepage="https://www.kuvitelma.example/",
        founded="1990-05",
        ended="2022-02-03",
        status="ceased",
    )


def test_every_row_is_accounted_for() -> None:
    found = reading()
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (23, 20, 0, 3)


def test_a_number_whose_check_digit_is_wrong_is_left_out_and_told() -> None:
    assert organisations()[1].business_id is None
    assert reading().drift == (
        f"{ANSWER}: vat, left out 1 time: is not a Business ID: form or check digit is wrong (line 14: 'FI99900100')",
    )


def test_an_item_with_two_ror_identifiers_has_none_and_a_note() -> None:
    found = organisations()[1]
    assert (found.ror, found.note) == (None, "Several ROR identifiers: 0kvv00214, 0kvv00311.")


def test_a_value_that_nobody_knows_is_not_known() -> None:
    assert organisations()[1].homepage is None


def test_a_city_is_known_by_its_item_where_its_code_is_not_told() -> None:
    assert organisations()[1].address == Address(municipality="091")


def test_a_name_for_all_languages_is_the_name_where_there_is_no_other() -> None:
    assert organisations()[1].names == Names(und="Mielikuva")


def test_a_vat_number_of_another_country_is_kept_with_its_country() -> None:
    found = organisations()[2]
    assert (found.business_id, found.other_ids) == (None, (("vat", "SE556016068001"),))


def test_every_row_of_an_item_without_a_name_is_set_aside() -> None:
    assert reading().rejected[:2] == (
        Rejected(table=ANSWER, line=19, field="label", reason="has no name in a language that is read"),
        Rejected(
            table=ANSWER,
            line=20,
            field="item",
            reason="speaks of Q999900003, which has no name in a language that is read",
        ),
    )


def test_a_row_about_something_else_than_an_item_is_set_aside() -> None:
    assert str(reading().rejected[2]) == f"{ANSWER}, line 21: item '{ENTITY}P159' is not a Wikidata item"


def test_a_row_without_an_item_is_set_aside() -> None:
    data = b'{"head": {"vars": ["item"]}, "results": {"bindings": [{}]}}'
    assert [str(one) for one in parse({"a.json": BytesIO(data)})] == ["a.json, line 1: item is missing"]


@pytest.mark.parametrize(
    ("rows", "founded"),
    [
        ([{"inception": "1990-01-01T00:00:00Z"}], "1990"),
        ([{"inception": "1990-05-06T00:00:00Z"}], "1990-05-06"),
        ([{"inception": "1990-01-01T00:00:00Z", "inceptionPrecision": "11"}], "1990-01-01"),
        ([{"inception": "1990-01-01T00:00:00Z", "inceptionPrecision": "7"}], None),
        ([{"inception": "-0500-01-01T00:00:00Z", "inceptionPrecision": "9"}], None),
        ([{"inception": "1990-01-01T00:00:00Z"}, {"inception": "1991-01-01T00:00:00Z"}], None),
        ([{"inception": "1990-01-01T00:00:00Z"}, {"inception": "1990-05-06T00:00:00Z"}], "1990-05-06"),
    ],
    ids=[
        "first of January",
        "another day",
        "first of January to the day",
        "century",
        "before our era",
        "two that disagree",
        "two that agree",
    ],
)
def test_a_date_is_as_precise_as_it_is_known(rows: list[dict[str, str]], founded: str | None) -> None:
    assert organisation(*rows).founded == founded


def test_what_is_told_on_many_rows_is_reported_once() -> None:
    row = {"label": "Kuvitelma", "vat": "FI99900100"}
    told = [one for one in parse({"a.json": BytesIO(answer(row, row, row))}) if isinstance(one, Drift)]
    assert [one.what.partition(":")[0] for one in told] == ["vat, left out 1 time"]


def test_an_item_that_two_answers_hold_is_taken_once() -> None:
    one = answer({"label": "Kuvitelma"}, {"alias": "Kuvittelu"})
    _, second = parse({"a.json": BytesIO(one), "b.json": BytesIO(one)})
    assert second == OutOfScope(table="b.json", line=1, reason="told with a.json, line 1", rows=(("b.json", 2),))


def test_a_mark_before_the_text_does_no_harm() -> None:
    one = answer({"label": "Kuvitelma"})
    assert list(parse({"a": BytesIO(b"\xef\xbb\xbf" + one)})) == list(parse({"a": BytesIO(one)}))


def test_a_new_variable_is_told() -> None:
    drift = [one for one in parse({"a.json": BytesIO(answer({"label": "A", "colour": "b"}))}) if isinstance(one, Drift)]
    assert drift == [Drift(table="a.json", what="variable 'colour' is new and not read")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>", "neither the answer to a query nor items"),
        (b'{"error": "timeout"}', "neither the answer to a query nor items"),
        (b'{"head": {"vars": ["o"]}, "results": {"bindings": []}}', "an answer without the variable item"),
        (b'{"head": {"vars": ["item"]}, "results": {"bindings": [', "not JSON"),
    ],
    ids=["page of HTML", "error message", "another query", "cut off"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a.json": BytesIO(data)}))
