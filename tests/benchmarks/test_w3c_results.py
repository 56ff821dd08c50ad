"""When two results are the same: whatever their blank nodes are called, but not when those stand for others."""

import pytest
from pyoxigraph import RdfFormat

from benchmarks.w3c.results import Result, Sameness, actual, compared, csv_result, graph_result, reduced


def graph(turtle: str) -> Result:
    return graph_result(f"@prefix : <http://example.org/> . {turtle}".encode(), RdfFormat.TURTLE)


def rows(text: str, *, ordered: bool = False) -> Result:
    found = actual(text.encode(), "text/tab-separated-values")
    return Result(head=found.head, rows=found.rows, ordered=ordered)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("_:a :p _:b . _:b :p 1 .", "_:x :p _:y . _:y :p 1 .", "same"),
        ("_:a :p _:b . _:b :p _:a .", "_:x :p _:x . _:y :p _:y .", "other"),
        ("_:a :p _:b , _:c . _:b :q _:c .", "_:a :p _:b , _:c . _:b :q _:a .", "other"),
        (":s :p 1.0 .", ":s :p 1.00 .", "same value"),
        (":s :p true .", ':s :p "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .', "same value"),
        (":s :p 1.0 .", ":s :p 1 .", "other"),
        (":s :p <<( _:a :p 1.0 )>> .", ":s :p <<( _:b :p 1.00 )>> .", "same value"),
        (":s :p <<( _:a :p _:a )>> .", ":s :p <<( _:a :p _:b )>> .", "other"),
        (":s :p 1 .", ":s :p 1 , 2 .", "other"),
    ],
)
def test_graphs_are_the_same_up_to_the_names_of_blank_nodes(one: str, other: str, how: Sameness) -> None:
    assert compared(graph(one), graph(other)) == compared(graph(other), graph(one)) == how


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("?a\t?b\n1\t2\n3\t4\n", "?b\t?a\n4\t3\n2\t1\n", "same"),
        ("?a\n1\n1\n", "?a\n1\n", "other"),
        ("?a\n1\n", "?b\n1\n", "other"),
        ("?a\t?b\n_:x\t_:x\n_:y\t_:z\n", "?a\t?b\n_:p\t_:q\n_:r\t_:r\n", "same"),
        ("?a\t?b\n_:x\t_:x\n", "?a\t?b\n_:p\t_:q\n", "other"),
    ],
)
def test_rows_are_the_same_in_any_order(one: str, other: str, how: Sameness) -> None:
    assert compared(rows(one), rows(other)) == how


def test_an_order_that_is_told_counts() -> None:
    assert compared(rows("?a\n1\n2\n", ordered=True), rows("?a\n2\n1\n")) == "other"
    assert compared(rows("?a\n1\n2\n", ordered=True), rows("?a\n1\n2\n")) == "same"


def test_numbers_in_csv_are_compared_by_their_value_if_need_be() -> None:
    assert compared(csv_result(b"a\r\n1.0E6\r\n"), csv_result(b"a\r\n1000000\r\n")) == "same value"
    assert compared(csv_result(b"a\r\nx\r\n"), csv_result(b"a\r\ny\r\n")) == "other"


def test_reduced_rows_come_once() -> None:
    assert compared(reduced(rows("?a\n1\n1\n")), reduced(rows("?a\n1\n"))) == "same"
