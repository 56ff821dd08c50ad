"""`/api/search` and `verkosto search` over the release built from the data we ship."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.settings import Settings
from graph.search.telling import COLUMNS

AALTO = "https://w3id.org/verkosto/id/org/fi-2228357-4"


def test_hits_come_with_how_many_there_are_and_of_what(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "2228357-4", "lang": "en"})
    assert found.headers["content-type"] == "application/json"
    assert found.json() == {
        "results": [
            {
                "iri": AALTO,
                "kind": "actor",
                "label": "Aalto University",
                "city": "Espoo",
                "score": 0.0,
                "matched": "identifier",
                "snippet": None,
            }
        ],
        "total": 1,
        "every_word": True,
        "corrected": {},
        "language": "en",
        "facets": {
            "kind": {"values": [{"value": "actor", "label": "actor", "count": 1}], "unknown": 0},
            "city": {"values": [{"value": "place/fi-049", "label": "Espoo", "count": 1}], "unknown": 0},
            "focus-area": {"values": [], "unknown": 1},
            "year": {"values": [], "unknown": 1},
            "source": {"values": [{"value": "facts", "label": "facts", "count": 1}], "unknown": 0},
        },
    }


@pytest.mark.parametrize("path", ["/api/search.csv", "/api/search"], ids=["by suffix", "by header"])
def test_hits_can_be_had_as_csv_with_the_same_fields(client: TestClient, path: str) -> None:
    found = client.get(path, params={"q": "aallto"}, headers={"accept": "text/csv"})
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(found.text)))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["iri"] == AALTO
    assert "searched for 'aalto'" in found.headers["verkosto-note"]


def test_choices_may_be_repeated(client: TestClient) -> None:
    asked: dict[str, Any] = {
        "q": "ympäristö",
        "kind": ["testbed", "service"],
        "city": ["Esbo", "place/fi-092"],
        "limit": 100,
    }
    found = client.get("/api/search", params=asked).json()
    assert {one["kind"] for one in found["results"]} <= {"testbed", "service"}
    assert {one["city"] for one in found["results"]} >= {"Espoo", "Vantaa"}
    assert found["total"] == len(found["results"])


def test_focus_area_year_and_source_choose_too(client: TestClient) -> None:
    asked: dict[str, Any] = {"q": "kalasatama", "focus-area": "4.1", "year": 2015, "source": "facts"}
    found = client.get("/api/search", params=asked).json()
    assert 0 < found["total"] < client.get("/api/search", params={"q": "kalasatama"}).json()["total"]


def test_pages_do_not_overlap(client: TestClient) -> None:
    pages = [client.get("/api/search", params={"q": "hanke", "limit": 5, "offset": at}).json() for at in (0, 5)]
    assert len({one["iri"] for page in pages for one in page["results"]}) == 10


def test_an_answer_that_the_client_has_is_not_made_again(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "aalto"})
    again = client.get("/api/search", params={"q": "aalto"}, headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_head_tells_the_same_as_get(client: TestClient) -> None:
    found, told = client.get("/api/search?q=aalto"), client.head("/api/search?q=aalto")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-length"] == found.headers["content-length"]


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({}, 422, {"field": "q", "title": "q: it is missing"}),
        ({"q": "\U0001f680"}, 422, {"field": "q"}),
        ({"q": "<br>"}, 422, {"field": "q"}),
        ({"q": "x" * 10_000}, 422, {"field": "q"}),
        ({"q": "aalto", "city": "Atlantis"}, 422, {"field": "city"}),
        ({"q": "aalto", "source": "gossip"}, 422, {"field": "source"}),
        ({"q": "aalto", "kind": "person"}, 422, {"field": "kind"}),
        ({"q": "aalto", "year": "soon"}, 422, {"field": "year", "title": "year: 'soon' is not a whole number"}),
        ({"q": "aalto", "lang": "de"}, 422, {"field": "lang", "title": "lang: there is no 'de'; there are fi, sv, en"}),
        ({"q": "aalto", "limit": 1000}, 422, {"field": "limit"}),
        ({"q": "aalto", "offset": -1}, 422, {"field": "offset"}),
        ({"q": ["aalto", "vesi"]}, 422, {"field": "q", "title": "q: it is given more than once; give it one value"}),
        ({"q": "aalto", "town": "Espoo"}, 422, {"field": "town"}),
    ],
    ids="empty emoji markup long city source kind year lang limit offset twice unknown".split(),
)
def test_what_cannot_be_searched_is_told(client: TestClient, asked: dict[str, Any], status: int, said: object) -> None:
    found = client.get("/api/search", params=asked)
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    assert {**found.json(), **dict(said)} == found.json()  # type: ignore[call-overload]


def test_words_that_say_nothing_are_answered(client: TestClient) -> None:
    assert client.get("/api/search", params={"q": "ja tai mutta"}).status_code == 200


def test_a_format_that_there_is_not_is_told(client: TestClient) -> None:
    assert client.get("/api/search?q=aalto", headers={"accept": "text/turtle"}).status_code == 406


def test_the_description_of_the_interface_names_every_parameter(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/api/search"]["get"]
    names = [one["name"] for one in described["parameters"]]
    assert names == ["q", "kind", "city", "focus-area", "year", "source", "lang", "limit", "offset", "If-None-Match"]
    assert set(described["responses"]) == {"200", "304", "400", "406", "422", "503"}


def test_the_command_line_has_the_same_fields(client: TestClient, data: Path) -> None:
    options = ["--kind", "testbed", "--city", "Espoo", "--focus-area", "4.1", "--lang", "sv", "--limit", "3"]
    told = CliRunner().invoke(main, ["search", "ympäristö", *options, "--data", str(data), "--format", "json"])
    asked: dict[str, Any] = {
        "q": "ympäristö",
        "kind": "testbed",
        "city": "Espoo",
        "focus-area": "4.1",
        "lang": "sv",
        "limit": 3,
    }
    assert json.loads(told.stdout) == client.get("/api/search", params=asked).json()


def test_the_command_line_prints_a_table_and_says_what_was_set_right(data: Path) -> None:
    told = CliRunner().invoke(main, ["search", "aallto", "--limit", "1", "--data", str(data)])
    assert told.stdout.splitlines()[1].split()[:2] == ["org/fi-2228357-4", "actor"]
    assert told.stderr.startswith("nothing has 'aallto'; searched for 'aalto'\n1 of ")


def test_the_command_line_prints_rows(data: Path) -> None:
    told = CliRunner().invoke(main, ["search", "2228357-4", "--format", "csv", "--data", str(data)])
    assert told.stdout.splitlines()[0] == ",".join(COLUMNS)


def test_the_command_line_tells_what_it_cannot_search(data: Path) -> None:
    told = CliRunner().invoke(main, ["search", "!", "--data", str(data)])
    assert (told.exit_code, told.stderr) == (1, "Error: q: no word or number to look for in '!'\n")


def test_a_search_before_any_release_is_told(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, Settings())) as client:
        assert client.get("/api/search?q=aalto").status_code == 503
