"""Every `curl` in docs/api.md is run, and prints what stands below it; `…` stands for what changes."""

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

PAGE = (Path(__file__).parent.parent.parent / "docs/api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^    \$ (curl [^\n]*)\n((?:    [^$\n][^\n]*\n)*)", PAGE, re.MULTILINE)


def asked(command: str) -> str:
    """Return the address on the service that a command asks."""
    [address] = [word for word in shlex.split(command) if word.startswith("http://127.0.0.1:8000/")]
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=[asked(command) for command, _ in EXAMPLES])
def test_an_example_prints_what_stands_below_it(client: TestClient, command: str, printed: str) -> None:
    shown = "".join(line.removeprefix("    ") for line in printed.splitlines(keepends=True)).strip()
    pattern = re.escape(shown).replace("…", ".*")
    found = client.get(asked(command)).text.replace("\r\n", "\n").strip()
    assert re.fullmatch(pattern, found, re.DOTALL) or not shown, found


def test_the_loop_over_pages_meets_everything(client: TestClient) -> None:
    code = re.search(r"^    import httpx\n.*?(?=^\S)", PAGE, re.MULTILINE | re.DOTALL)
    assert code is not None
    defined: dict[str, Any] = {}
    exec(re.sub(r"^    ", "", code[0], flags=re.MULTILINE), defined)
    everything = defined["everything"]
    found = [one["id"] for one in everything(client, "/api/services?limit=10&fields=id")]
    assert len(found) == len(set(found)) == client.get("/api/services?limit=1").json()["total"]


def test_every_list_and_network_is_on_the_page() -> None:
    for path in (
        "actors",
        "projects",
        "testbeds",
        "services",
        "themes",
        "graph/network",
        "graph/ego",
        "testbeds.geojson",
    ):
        assert f"`/api/{path}" in PAGE
