"""`/sparql` under texts made by a grammar: a few hundred here, fifty thousand by `python -m benchmarks.fuzz_sparql`."""

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings

from benchmarks.fuzz_sparql import UNCHECKED, Request, fuzz, over, parses, wrong
from benchmarks.sparql_grammar import queries
from tests.api.conftest import client  # noqa: F401 - a fixture

EXAMPLES = 300


@pytest.mark.slow
def test_no_text_breaks_the_endpoint(client: TestClient) -> None:  # noqa: F811 - the fixture
    found = fuzz(over(client), examples=EXAMPLES, first=20261124)
    assert found.wrong == []
    assert found.statuses.total() >= EXAMPLES
    assert {200, 400, 403, 406} <= set(found.statuses)


def test_most_of_what_the_grammar_makes_is_sparql() -> None:
    made: list[bool] = []

    @settings(max_examples=200, derandomize=True, database=None, deadline=None, suppress_health_check=UNCHECKED)
    @given(queries)
    def one(text: str) -> None:
        made.append(parses(text))

    one()
    assert made.count(True) > 0.8 * len(made)


@pytest.mark.parametrize(
    ("status", "media_type", "body", "text", "what"),
    [
        (500, "text/plain", "oops", "ASK {}", "status 500"),
        (
            200,
            "application/sparql-results+json",
            '{"head":{}',
            "ASK {}",
            "an answer is not application/sparql-results+json",
        ),
        (200, "text/turtle", "<a> <b>", "ASK {}", "an answer is not text/turtle"),
        (200, "text/html", "", "ASK {}", "an answer comes as text/html"),
        (200, "text/csv", "a", "ASK {", "a text that is no query was answered"),
        (400, "text/html", "", "ASK {", "an error comes as text/html"),
        (
            400,
            "application/problem+json",
            '{"title":"x","status":400,"line":1}',
            "ASK {}",
            "a query was called no SPARQL",
        ),
        (400, "application/problem+json", '{"title":"x","status":404}', "ASK {", "an error tells"),
        (503, "application/problem+json", 'File "/home/x/y.py"', "ASK {}", "the answer tells of the machine"),
    ],
)
def test_what_is_wrong_is_seen(status: int, media_type: str, body: str, text: str, what: str) -> None:
    response = httpx.Response(status, content=body.encode(), headers={"content-type": media_type})
    found = wrong(Request(text=text, way="get", accept="*/*"), response)
    assert found is not None
    assert found.startswith(what)


def test_what_is_right_is_let_be() -> None:
    body, headers = b'{"head":{},"boolean":true}', {"content-type": "application/sparql-results+json"}
    assert (
        wrong(Request(text="ASK {}", way="get", accept="*/*"), httpx.Response(200, content=body, headers=headers))
        is None
    )
