"""The tokenizer reads a query as the engine does, and in time that grows with its length alone."""

import time
from contextlib import suppress

import pytest

from graph.errors import BadSyntax, Refused, VerkostoError
from graph.rdf.tokens import tokens


def texts(sparql: str) -> list[str]:
    return [token.text for token in tokens(sparql)]


def seconds(sparql: str) -> float:
    started = time.perf_counter()
    with suppress(VerkostoError):
        tokens(sparql)
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("ASK{?s a:b 1.5}#x", ["ASK", "{", "?s", "a:b", "1.5", "}"]),
        ("?a<?b", ["?a", "<", "?b"]),
        ("FILTER(?a<?b && ?c>?d)", ["FILTER", "(", "?a", "<", "?b", "&&", "?c", ">", "?d", ")"]),
        ("FILTER(<http://e.org/f>(?x))", ["FILTER", "(", "<http://e.org/f>", "(", "?x", ")", ")"]),
        ("?s <p#q> 'it''s'", ["?s", "<p#q>", "'it'", "'s'"]),
        ('"""a "quoted" \n#text""" # remark', ['"""a "quoted" \n#text"""']),
        (r"'a\'b' " + r'"\\"', [r"'a\'b'", r'"\\"']),
        (r"a:b\-c _:n.1 ?x@en", [r"a:b\-c", "_:n.1", "?x", "@en"]),
        ("1e6 .5 <= ^^ ||", ["1e6", ".5", "<=", "^^", "||"]),
    ],
    ids=[
        "no blanks",
        "comparison",
        "comparison in a filter",
        "function",
        "hash in an IRI",
        "long string",
        "escapes",
        "names",
        "signs",
    ],
)
def test_a_query_is_read_as_the_engine_reads_it(sparql: str, expected: list[str]) -> None:
    assert texts(sparql) == expected


def test_what_two_readings_would_hide_is_refused() -> None:
    with pytest.raises(Refused, match="can be read in two ways"):
        tokens("SELECT * { FILTER(?a<b#c>d) }")


@pytest.mark.parametrize(
    ("sparql", "line", "column"),
    [("ASK { ?s ?p 'x }", 1, 13), ('ASK {\n ?s ?p "x\n" }', 2, 8), ('ASK { """x }', 1, 9), ("'\\'", 1, 1)],
    ids=["to the end", "over a line", "long", "an escaped end"],
)
def test_a_string_without_an_end_is_told_with_its_place(sparql: str, line: int, column: int) -> None:
    with pytest.raises(BadSyntax) as caught:
        tokens(sparql)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value) == f"line {line}, column {column}: a string begins here and has no end"


@pytest.mark.parametrize(
    "piece",
    [
        '\\"',
        "\\'",
        '"""\\',
        "'''\\'",
        "<",
        "<a",
        "(?a<b ",
        "{} ",
        "(",
        ".",
        "a:.",
        "a:%",
        "_:a.",
        "a ",
        "#\n",
        "1e",
        "@",
    ],
)
def test_no_text_takes_long_to_read(piece: str) -> None:
    assert seconds('"' + piece * (65_000 // len(piece))) < 1
    assert seconds(piece * (65_000 // len(piece))) < 1
