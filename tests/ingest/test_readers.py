from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.readers import ENDLESS, LONGEST, csv_rows, json_items, json_values
from ingest.row import Row

HEAD = "id,name\n1,Åbo\n"
SAVE = "name the encoding it has, or save it as UTF-8"


def rows(data: bytes, *, delimiter: str = ",") -> list[Row | Rejected]:
    return list(csv_rows("tests", "a.csv", BytesIO(data), columns=["id", "name"], delimiter=delimiter))


def taken(found: Row | Rejected) -> tuple[int, str, str]:
    assert isinstance(found, Row)
    return found.line, found.take("id"), found.take("name")


def test_a_row_tells_the_line_it_starts_on() -> None:
    found = rows(b'id,name\n1,"two\nlines"\n2,one line\n\n3,after a blank line\n')
    assert [taken(one) for one in found] == [
        (2, "1", "two\nlines"),
        (4, "2", "one line"),
        (6, "3", "after a blank line"),
    ]


def test_columns_may_stand_in_any_order() -> None:
    assert [taken(one) for one in rows(b"name,id\nNokia,1\n")] == [(2, "1", "Nokia")]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert [taken(one) for one in rows("\ufeffid;name\r\n1;Åbo\r\n".encode(), delimiter=";")] == [(2, "1", "Åbo")]


def test_a_row_of_another_length_is_set_aside() -> None:
    assert rows(b"id,name\n1\n") == [Rejected(table="a.csv", line=2, reason="has 1 fields, the header 2")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id,nimi\n1,Nokia\n", "tests, a.csv, line 1: missing columns: name"),
        (b"", "tests, a.csv, line 1: missing columns: id, name"),
        (b"id,name,name\n", "tests, a.csv, line 1: columns that occur twice: name"),
        (b"id,name\n1,\xc5bo\n", "tests, a.csv: not UTF-8 (invalid continuation byte); save it as UTF-8"),
        (b'id,name\n1,"Nokia\n', "tests, a.csv, line 2: not CSV: unexpected end of data"),
    ],
    ids=["renamed column", "empty file", "column twice", "Latin-1", "open quotation mark"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged) as caught:
        rows(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("encoding", "data", "message"),
    [
        ("utf-8-sig", HEAD.encode("utf-16"), "not UTF-8 but UTF-16: save it as UTF-8"),
        ("utf-16", HEAD.encode(), f"not utf-16 (UTF-16 stream does not start with BOM); {SAVE}"),
        ("ascii", HEAD.encode(), f"not ascii (ordinal not in range(128)); {SAVE}"),
    ],
    ids=["UTF-16 for UTF-8", "UTF-8 for UTF-16", "more than ASCII"],
)
def test_a_text_in_another_encoding_than_is_said_is_told(encoding: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged) as caught:
        list(csv_rows("tests", "a.csv", BytesIO(data), columns=["id"], encoding=encoding))
    assert str(caught.value) == f"tests, a.csv: {message}"


def test_the_stream_stays_open_for_its_owner() -> None:
    stream = BytesIO(b"id,name\n1,Nokia\n")
    list(csv_rows("tests", "a.csv", stream, columns=["id"]))
    assert not stream.closed


def test_a_long_cell_is_read_and_one_that_is_too_long_costs_its_row_alone() -> None:
    long, longer = b"x" * 200_000, b"y" * (LONGEST + 1)
    found = rows(b"id,name\n1," + long + b"\n2," + longer + b'\n3,"' + longer + b'\n"\n4,Nokia\n')
    assert [taken(found[0]), taken(found[3])] == [(2, "1", long.decode()), (6, "4", "Nokia")]
    assert found[1:3] == [
        Rejected(table="a.csv", line=line, field="name", reason="is longer than 1,048,576 characters")
        for line in (3, 4)
    ]


def test_a_quotation_mark_that_is_never_closed_stops_the_run_where_it_stands() -> None:
    with pytest.raises(SourceChanged) as caught:
        rows(b'id,name\n1,Nokia\n2,"Nokia\n' + b"3,Nokia Oyj and more of it\n" * (ENDLESS // 27 + 1))
    assert str(caught.value) == (
        "tests, a.csv, line 3: not CSV: field larger than field limit (16777216); is a quotation mark never closed?"
    )


@pytest.mark.parametrize("items", [json_items, json_values])
def test_json_that_is_nested_too_deep_is_refused_before_it_is_parsed(items: Callable[..., Iterator[object]]) -> None:
    with pytest.raises(SourceChanged) as caught:
        list(items("tests", "a.json", BytesIO(b"[" * 200_000)))
    assert str(caught.value) == "tests, a.json: nested more than 64 deep; no such file is read"


def test_an_item_of_json_that_is_no_object_comes_like_the_others() -> None:
    assert list(json_values("tests", "a.json", BytesIO(b'[null, 1, {"a": "]"}]'))) == [
        (1, None),
        (2, 1),
        (3, {"a": "]"}),
    ]


def test_a_part_of_json_that_must_be_an_object_is_told_where_it_is_none() -> None:
    with pytest.raises(SourceChanged, match=r"tests, a\.json, item 2: is not an object"):
        list(json_items("tests", "a.json", BytesIO(b"[{}, null]")))
