"""Tables in CSV column by column, against Python's own reader."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.columns import SMALLEST, columns

CELLS = st.text(alphabet='ab,"\n\r é', max_size=4)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12)


def written(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([("one", "two", "three")[: len(rows[0]) if rows else 3], *rows])
    return text.getvalue().encode()


def rows_of(content: bytes, width: int) -> list[tuple[str, ...]]:
    found = columns(content, width)
    return list(zip(*([one.values[code] for code in one.codes] for one in found), strict=True))


@given(rows=ROWS)
@settings(deadline=None)  # the first call compiles
def test_whatever_is_written_is_read(rows: list[tuple[str, ...]]) -> None:
    assert rows_of(written(rows), 3) == rows


def test_many_values_are_told_apart() -> None:
    rows: list[tuple[str, ...]] = [
        (f"https://www.example.org/{number * 7 % 3000}", f"p{number}") for number in range(10 * SMALLEST)
    ]
    assert rows_of(written(rows), 2) == rows


def test_a_value_is_told_once_however_it_is_quoted() -> None:
    who, _ = columns(b'who,what\nvtt,p\n"vtt",q\n', 2)
    assert (who.values, who.codes.tolist()) == (("vtt",), [0, 0])


@pytest.mark.parametrize("content", [b"", b"who,what", b"who,what\r\n"], ids=["nothing", "no line", "no row"])
def test_a_table_without_rows_has_no_values(content: bytes) -> None:
    assert [(one.values, one.codes.tolist()) for one in columns(content, 2)] == [((), []), ((), [])]


def test_the_last_line_may_lack_its_end() -> None:
    assert rows_of(b"who,what\na,p\nb,q", 2) == [("a", "p"), ("b", "q")]


@pytest.mark.parametrize("row", [b"a", b"a,p,x", b""], ids=["a cell less", "a cell more", "an empty line"])
def test_a_row_of_another_length_is_refused(row: bytes) -> None:
    with pytest.raises(ValueError, match="row 2 of a table in CSV has not 2 cells"):
        columns(b"who,what\na,p\n" + row + b"\nb,q\n", 2)
