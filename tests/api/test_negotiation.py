"""`Accept` against the formats on offer."""

import pytest

from api.negotiation import choose
from graph.rdf.question import GRAPHS, RESULTS, Format


@pytest.mark.parametrize(
    ("accept", "offered", "name"),
    [
        (None, RESULTS, "json"),
        ("", RESULTS, "json"),
        ("*/*", RESULTS, "json"),
        ("*/*", GRAPHS, "turtle"),
        ("text/*", RESULTS, "csv"),
        ("text/tab-separated-values", RESULTS, "tsv"),
        ("APPLICATION/SPARQL-Results+XML", RESULTS, "xml"),
        ("application/json", RESULTS, "json"),
        ("application/json", GRAPHS, "jsonld"),
        ("application/xml", GRAPHS, "rdfxml"),
        ("text/plain", GRAPHS, "ntriples"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", RESULTS, "xml"),
        ("text/csv, application/sparql-results+json", RESULTS, "json"),
        ("text/csv, */*", RESULTS, "csv"),
        ("text/csv;q=0.1, */*;q=0.2", RESULTS, "json"),
        ("application/sparql-results+json;q=0, */*", RESULTS, "xml"),
        ("text/html, application/xhtml+xml, */*;q=0.8", RESULTS, "json"),
        ("text/csv; header=present; q=0.3, text/tab-separated-values;q=0.2", RESULTS, "csv"),
        ("nonsense, text/csv", RESULTS, "csv"),
        ('application/ld+json; profile="a,b;c\\""; q=0.1, text/turtle;q=0.5', GRAPHS, "turtle"),
        ('application/ld+json; profile="text/turtle, q=0"', GRAPHS, "jsonld"),
        ('text/turtle; profile="never closed, application/ld+json', GRAPHS, "turtle"),
    ],
)
def test_the_format_that_is_wanted_most_is_chosen(accept: str | None, offered: tuple[Format, ...], name: str) -> None:
    found = choose(accept, offered)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("accept", ["text/html", "image/*", "text/csv;q=0", "*/*;q=0", "text/turtle", "nonsense"])
def test_a_client_that_takes_nothing_on_offer_gets_nothing(accept: str) -> None:
    assert choose(accept, RESULTS) is None
