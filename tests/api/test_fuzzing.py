"""The real service does what its description says: schemathesis asks every operation, with a fixed seed.

The long run is `make fuzz`.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from api.problems import MEDIA_TYPE
from benchmarks.fuzzing import fuzzed, served


@pytest.mark.slow
def test_no_answer_differs_from_what_is_described(data: Path, tmp_path: Path) -> None:
    with served(data, tmp_path / "log") as url:
        found = fuzzed(url, seed=1, examples=3, phases="examples,fuzzing")
        described = httpx.get(f"{url}/openapi.json").json()["paths"]
    assert not found.is_failed, found.output
    assert found.operations == sum(map(len, described.values()))
    assert found.requests > found.operations
    assert "Traceback" not in (tmp_path / "log").read_text()


class Wrong(BaseHTTPRequestHandler):
    """A service that says a number and answers a word."""

    def do_GET(self) -> None:
        told: object = "seven"
        if self.path == "/openapi.json":
            content = {"application/json": {"schema": {"type": "integer"}}}
            operation = {"responses": {"200": {"description": "a number", "content": content}}}
            told = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {"/n": {"get": operation}}}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""


def test_a_difference_is_found_and_told() -> None:
    with HTTPServer(("127.0.0.1", 0), Wrong) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        found = fuzzed(f"http://127.0.0.1:{server.server_port}", seed=1, examples=1, phases="fuzzing")
        server.shutdown()
    assert found.is_failed
    assert any("GET /n" in one for one in found.failures)


@pytest.fixture(scope="module")
def url(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(data, tmp_path_factory.mktemp("served") / "log") as url:
        yield url


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/actors?q=" + "x" * 70_000, {}), ("/api/actors", {"x-long": "y" * 600_000})],
    ids=["a long address", "a long header"],
)
def test_a_request_that_is_too_long_is_told_as_a_problem(url: str, path: str, headers: dict[str, str]) -> None:
    with closing(HTTPConnection("127.0.0.1", int(url.rpartition(":")[2]), timeout=20)) as connection:
        connection.request("GET", path, headers=headers)
        found = connection.getresponse()
        assert (found.status, found.getheader("content-type")) == (400, MEDIA_TYPE)
        assert json.loads(found.read())["status"] == 400
    assert httpx.get(f"{url}/health").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"accept": "%%%"},
        {"accept": "a/b" * 5000},
        {"accept": "text/csv;q=nan"},
        {"if-none-match": '*, W/"x", "y'},
        {"accept-language": "\xff\xfe"},
        {"range": "bytes=0-1"},
        {"host": "evil.example"},
        {"x-forwarded-host": "evil.example"},
    ],
    ids="accept long-accept quality condition latin-1 range host forwarded".split(),
)
def test_odd_headers_are_answered_as_any_other(url: str, headers: dict[str, str]) -> None:
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    found = httpx.get(f"{url}/api/testbeds?limit=1", headers=raw)
    assert found.status_code in (200, 406)
    assert "evil.example" not in found.text
