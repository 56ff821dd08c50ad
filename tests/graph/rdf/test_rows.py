"""Where an answer is cut: after a whole row, in a document that stays well-formed and says so."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import IO, cast
from xml.etree import ElementTree

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from graph.rdf.rows import RowGate, TripleGate, Truncated, graph_closing
from graph.rdf.worker import GRAPH_FORMATS, RESULT_FORMATS
from ontology import terms

VALUE = NamedNode("https://example.org/value")
NASTY = (
    'a "b"',
    "two\nlines",
    "tab\tand, comma",
    "}},{",
    '"}]},{"',
    "{}",
    "</result>",
    "\\",
    "",
    "# truncated: no",
    "å",
)
ROWS = 400
MARKS = {
    "json": b']},"truncated"',
    "xml": b"</results><!--",
    "csv": b"# truncated",
    "tsv": b'"# truncated',
}


@pytest.fixture(scope="module")
def nasty() -> Store:
    """Return a store of values that look like the ends of rows, in an order of their own."""
    store = Store()
    store.extend(
        Quad(NamedNode(f"https://example.org/{n:04}"), VALUE, Literal(f"{NASTY[n % len(NASTY)]}{'x' * (n % 97)}"))
        for n in range(ROWS)
    )
    return store


def solutions(store: Store) -> QuerySolutions:
    found = store.query("SELECT ?s ?o ?none { ?s ?p ?o OPTIONAL { ?o ?s ?none } } ORDER BY ?s")
    assert isinstance(found, QuerySolutions)
    return found


def gated(store: Store, form: str, *, rows: int = ROWS, size: int = 10**9) -> tuple[bytes, str | None]:
    """Return a document of at most so many rows and bytes, and what cut it."""
    out = io.BytesIO()
    gate = RowGate(out.write, format_name=form, columns=3, most_rows=rows, most_bytes=size)
    try:
        solutions(store).serialize(cast("IO[bytes]", gate), format=RESULT_FORMATS[form])
        gate.finish()
    except Truncated as truncated:
        return out.getvalue(), truncated.cut
    return out.getvalue(), None


def whole(store: Store, form: QueryResultsFormat) -> bytes:
    return cast("bytes", solutions(store).serialize(format=form))


def json_rows(document: bytes) -> list[str]:
    return [row["o"]["value"] for row in json.loads(document)["results"]["bindings"]]


def xml_rows(document: bytes) -> list[str]:
    space = "{http://www.w3.org/2005/sparql-results#}"
    results = ElementTree.fromstring(document).iter(f"{space}result")
    return [row.findall(f"{space}binding")[1].findtext(f"{space}literal") or "" for row in results]


def csv_rows(document: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(document.decode(), newline=""), strict=True)
    return [cells[1] for cells in list(rows)[1:] if not cells[0].startswith("# truncated")]


def tsv_rows(document: bytes) -> list[str]:
    table = [line.split("\t") for line in document.decode().splitlines()[1:]]
    return [json.loads(cells[1]) for cells in table if not cells[0].startswith('"# truncated')]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "json": json_rows,
    "xml": xml_rows,
    "csv": csv_rows,
    "tsv": tsv_rows,
}


@pytest.mark.parametrize("form", READERS)
def test_an_answer_within_its_limits_is_what_the_engine_writes(nasty: Store, form: str) -> None:
    assert gated(nasty, form) == (whole(nasty, RESULT_FORMATS[form]), None)


@pytest.mark.parametrize("form", READERS)
def test_every_number_of_rows_can_be_the_limit(nasty: Store, form: str) -> None:
    read = READERS[form]
    every = read(whole(nasty, RESULT_FORMATS[form]))
    cut = [gated(nasty, form, rows=rows) for rows in range(0, ROWS, 7)]
    assert [read(document) for document, _ in cut] == [every[:rows] for rows in range(0, ROWS, 7)]
    assert {why for _, why in cut} == {"rows"}


@pytest.mark.parametrize("form", READERS)
def test_a_limit_of_bytes_keeps_the_rows_that_fit(nasty: Store, form: str) -> None:
    read, document = READERS[form], whole(nasty, RESULT_FORMATS[form])
    sizes = range(500, len(document) - 1, len(document) // 40)
    cut = [gated(nasty, form, size=size) for size in sizes]
    kept = [read(short) for short, _ in cut]
    every = read(document)
    assert kept == [every[: len(rows)] for rows in kept]
    assert [len(rows) for rows in kept] == sorted(len(rows) for rows in kept)
    assert all(short.rindex(MARKS[form]) <= size for (short, _), size in zip(cut, sizes, strict=True))
    assert len(kept[-1]) > ROWS * 0.9
    assert {why for _, why in cut} == {"bytes"}


@pytest.mark.parametrize(
    ("form", "end"),
    [
        ("json", b']},"truncated":"rows"}'),
        ("xml", b"</results><!-- truncated: rows --></sparql>"),
        ("csv", b"# truncated: rows,,\r\n"),
        ("tsv", b'"# truncated: rows"\t\t\n'),
    ],
)
def test_an_answer_that_was_cut_says_so_once_at_its_end(nasty: Store, form: str, end: bytes) -> None:
    document, _ = gated(nasty, form, rows=300)
    assert document.endswith(end)
    assert document.count(b'"truncated"') + document.count(b"truncated: rows") == 1


@pytest.mark.parametrize("form", READERS)
def test_rows_without_values_are_counted_too(form: str) -> None:
    out = io.BytesIO()
    gate = RowGate(out.write, format_name=form, columns=1, most_rows=1000, most_bytes=10**9)
    found = Store().query(f"SELECT ?x {{ VALUES ?x {{ {'UNDEF ' * 5000} }} }}")
    assert isinstance(found, QuerySolutions)
    with pytest.raises(Truncated):
        found.serialize(cast("IO[bytes]", gate), format=RESULT_FORMATS[form])
        gate.finish()
    assert rows_of(form, out.getvalue()) == 1000


def rows_of(form: str, document: bytes) -> int:
    """Return how many rows a document has that has no values."""
    counted = {
        "json": lambda: len(json.loads(document)["results"]["bindings"]),
        "xml": lambda: document.count(b"<result>") + document.count(b"<result/>"),
        "csv": lambda: document.count(b"\n") - 2,
        "tsv": lambda: document.count(b"\n") - 2,
    }
    return counted[form]()


def triples() -> Iterable[Triple]:
    return (Triple(NamedNode(f"https://example.org/{n:04}"), VALUE, Literal(f"{n} å\n")) for n in range(2000))


def graph(form: str, *, rows: int, size: int = 10**9) -> tuple[bytes, str | None]:
    """Return a graph document of at most so many triples, and what cut it, as a worker writes it."""
    out = Counted()
    gate = TripleGate(triples(), out, most_rows=rows, most_bytes=size)
    serialize(gate, cast("IO[bytes]", out), format=GRAPH_FORMATS[form])
    if gate.cut:
        giving_way, mark = graph_closing(form, gate.cut)
        out.truncate(out.tell() - giving_way)
        out.seek(0, io.SEEK_END)
        out.write(mark)
    return out.getvalue(), gate.cut


class Counted(io.BytesIO):
    """A file that knows how much was written."""

    @property
    def written(self) -> int:
        return len(self.getbuffer())


def subjects(document: bytes, form: RdfFormat) -> list[str]:
    return [str(quad.subject) for quad in parse(document, format=form)]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@pytest.mark.parametrize("rows", [1, 255, 256, 257, 1999])
def test_a_graph_is_cut_after_any_triple_and_says_so(form: str, rows: int) -> None:
    document, cut = graph(form, rows=rows)
    expected = [str(one.subject) for one in triples()][:rows]
    assert (subjects(document, GRAPH_FORMATS[form]), cut) == (expected, "rows")
    assert b"truncated" in document[-80:]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@pytest.mark.parametrize("rows", [2000, 2001])
def test_a_graph_that_fits_is_whole_and_says_nothing(form: str, rows: int) -> None:
    document, cut = graph(form, rows=rows)
    assert (len(subjects(document, GRAPH_FORMATS[form])), cut) == (2000, None)
    assert b"truncated" not in document


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_graph_is_cut_soon_after_so_many_bytes(form: str) -> None:
    document, cut = graph(form, rows=2000, size=20_000)
    assert cut == "bytes"
    assert 20_000 < len(document) < 90_000
    assert 0 < len(subjects(document, GRAPH_FORMATS[form])) < 1000


def test_the_mark_in_json_ld_is_a_node_of_ours() -> None:
    document, _ = graph("jsonld", rows=3)
    assert json.loads(document)[-1] == {"@id": f"{terms.VK}truncated"}
