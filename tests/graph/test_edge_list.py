"""Anyone's own list of edges: what is read of it, and each way in which it can be wrong."""

import io

import pytest

from graph.analysis.network import TwoModeNetwork
from graph.edge_list import edge_network
from graph.errors import NetworkError


def network(text: str | bytes) -> TwoModeNetwork:
    return edge_network(io.BytesIO(text.encode() if isinstance(text, str) else text), "edges.csv")


def test_the_first_two_columns_are_actor_and_project_whatever_they_are_called() -> None:
    made = network("kuka,missä\nvtt,p1\naalto,p1\nvtt,p2\n")
    assert (made.actors, made.projects, made.size) == (("vtt", "aalto"), ("p1", "p2"), 3)


def test_a_row_that_is_there_twice_counts_once() -> None:
    assert network("a,p\nx,1\nx,1\n").size == 1


@pytest.mark.parametrize(
    "text",
    ["a;p\nx;1\n", "a\tp\nx\t1\n", "\ufeffa,p\r\nx,1\r\n", 'a,p\n"x","1"\n', "a,p\n\n x , 1 \n\n"],
    ids=["semicolons", "tabs", "as Excel saves it", "quoted", "blank lines and blanks"],
)
def test_it_may_be_written_in_several_ways(text: str) -> None:
    made = network(text)
    assert (made.actors, made.projects) == (("x",), ("1",))


def test_a_quoted_cell_may_hold_the_separator() -> None:
    assert network('a,p\n"Nokia, Espoo",1\n').actors == ("Nokia, Espoo",)


def test_further_columns_are_years_leads_and_groups() -> None:
    made = network("a,p,start,end,lead,city\nx,1,2021,2023-05-01,yes,Espoo\ny,1,2021,,no,nan\n")
    assert (made.start.tolist(), made.end.tolist(), made.lead.tolist()) == ([2021], [2023], [True, False])
    assert made.grouping("city").labels == ("Espoo", "unknown")


def test_a_year_is_both_start_and_end() -> None:
    made = network("a,p,year\nx,1,2021\n")
    assert (made.start.tolist(), made.end.tolist()) == ([2021], [2021])


def test_a_list_of_no_rows_is_an_empty_network() -> None:
    assert network("a,p\n").size == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "edges.csv is empty; its first line names the columns, e.g. actor,project"),
        (b"a\nx\n", "edges.csv, line 1: one column, expected two: actor and project, e.g. actor,project"),
        (b"who,what\nx,\n", "edges.csv, line 2: what is missing; each row needs an actor and a project"),
        (b"who,what\nNaN,p\n", "edges.csv, line 2: who is missing; each row needs an actor and a project"),
        (b"who,what\nx\n", "edges.csv, line 2: what is missing; each row needs an actor and a project"),
        (b"a,p\nx,1,2\n", "edges.csv, line 2: 3 cells under 2 columns; quote a cell with a separator"),
        (b"a,p,c,c\nx,1,2,3\n", "edges.csv, line 1: two columns are called 'c'; rename one"),
        (b"a,p,city\nx,1,E\nx,2,H\n", "edges.csv, line 3: 'x' has the city 'H', and 'E' before; give it one"),
        (b"a,p,year\nx,1,soon\n", "edges.csv, line 2: year is 'soon', which does not begin with a year such as 2024"),
        (b"a,p,start\nx,1,2021\ny,1,2022\n", "edges.csv, line 3: '1' has the start '2022', and 2021 before"),
        (b"a,p\n\xe4,1\n", "edges.csv is not text in UTF-8 (invalid continuation byte); save it as CSV in UTF-8"),
        ("a,p\nä,1\n".encode("utf-16"), "edges.csv is not text in UTF-8 (invalid start byte); save it as CSV in UTF-8"),
        (b'a,p\n"x,1\n', "edges.csv is not CSV: unexpected end of data; save it as CSV in UTF-8"),
    ],
    ids=[
        "nothing",
        "one column",
        "no project",
        "not a number",
        "a short row",
        "a long row",
        "two columns of one name",
        "two groups",
        "no year",
        "two years",
        "Latin-1",
        "UTF-16",
        "an open quote",
    ],
)
def test_what_is_wrong_is_told_in_one_line(content: bytes, message: str) -> None:
    with pytest.raises(NetworkError) as caught:
        network(content)
    assert str(caught.value) == message
