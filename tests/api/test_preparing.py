"""A service asks for what most visitors ask for before they do, for each release that it serves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.preparing import Visit, usual
from api.settings import Settings
from tests.api.service import PATIENCE
from tests.api.test_release_switch import publish

PAGE = Visit(address="/queries/cq05-testbeds", accept="text/html", settled=True)


@contextmanager
def prepared(data: Path, *visits: Visit) -> Iterator[TestClient]:
    with TestClient(create_app(data, Settings(), prepared=visits)) as client:
        yield client


def wait_until_ready(client: TestClient, release: str) -> None:
    until = time.monotonic() + PATIENCE
    while client.app.state.preparation.ready_for != release:  # type: ignore[attr-defined] # an application has a state
        assert time.monotonic() < until
        time.sleep(0.02)


def live(client: TestClient) -> str:
    found: str = client.get("/health").json()["release"]
    return found


async def nobody(*_: object) -> NoReturn:
    raise AssertionError("somebody was asked once more")


def test_a_visitor_is_answered_with_what_is_there(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with prepared(data, PAGE, Visit(address="/api/graph/network")) as client:
        wait_until_ready(client, live(client))
        monkeypatch.setattr(client.app.state.workers, "ask", nobody)  # type: ignore[attr-defined]
        monkeypatch.setattr(client.app.state.analyst, "ask", nobody)  # type: ignore[attr-defined]
        page = client.get(PAGE.address, headers={"accept": "text/html"})
        assert (page.status_code, page.headers["content-encoding"]) == (200, "br")
        assert client.get("/api/graph/network").status_code == 200


def test_a_later_release_is_made_ready_too(tmp_path: Path) -> None:
    publish(tmp_path, "Vanha Oy", day=0)
    with prepared(tmp_path, PAGE) as client:
        wait_until_ready(client, live(client))
        later = publish(tmp_path, "Uusi Oy", day=1)
        wait_until_ready(client, later.id)


def test_what_fails_is_told_in_the_log_and_hinders_nothing(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    with prepared(data, Visit(address="/nowhere"), PAGE) as client:
        wait_until_ready(client, live(client))
    assert "/nowhere could not be made ready: it answers [404]" in caplog.text
    assert PAGE.address not in caplog.text


def test_all_that_is_usually_made_ready_can_be_had(client: TestClient) -> None:
    answers = {one: client.get(one.address, headers={"accept": one.accept}).status_code for one in usual()}
    assert set(answers.values()) == {200}
    assert {
        "/",
        "/sv/",
        "/en/testbeds",
        "/api/actors",
        "/api/graph/network",
        "/en/queries/cq07-links",
        "/queries/cq07-links.json",
    } <= {one.address for one in answers}
    assert not [one for one in answers if "cq32-provenance" in one.address]
