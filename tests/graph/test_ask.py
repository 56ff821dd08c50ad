"""Answers read from SPARQL results, as a worker sends them."""

import json

from graph.ask import answer, answer_csv
from graph.named import read_query

QUERY = read_query("toy", "#+ summary: s\n#+ description: d\n#+ columns:\n#+   thing: the thing\nSELECT ?thing { }\n")
ROWS = [{"thing": {"type": "literal", "value": "a"}}, {}]
NOTHING = b'{"head":{"vars":["n"]},"results":{"bindings":[]}}'


def results(**more: str) -> bytes:
    return json.dumps({"head": {"vars": ["thing"]}, "results": {"bindings": ROWS}, **more}).encode()


def test_an_answer_that_a_worker_has_cut_says_so() -> None:
    assert answer(QUERY, {}, results(truncated="rows"), NOTHING).notes == ("cut short: only the first 2 rows are here",)


def test_a_whole_answer_has_nothing_to_say() -> None:
    found = answer(QUERY, {}, results(), NOTHING)
    assert (found.rows, found.notes) == ((("a",), (None,)), ())
    assert answer_csv(found) == 'thing\r\na\r\n""\r\n'


def test_an_answer_without_rows_says_that_there_are_none() -> None:
    empty = b'{"head":{"vars":["thing"]},"results":{"bindings":[]}}'
    assert answer(QUERY, {}, empty, NOTHING).rows == (("none: nothing that the graph knows meets this",),)
