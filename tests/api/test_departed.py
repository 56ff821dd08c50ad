"""An address that an earlier release had leads to what took its place, or is told to be no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.rdf.release import current, releases
from tests.graph.rdf.test_departed import History, organisation, same

BROWSER = {"accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose live release has merged one actor, withdrawn another and split a third."""
    folder = tmp_path_factory.mktemp("history")
    history = History(folder)
    members = (organisation("one"), organisation("two"))
    history.release(*members, organisation("old"), organisation("a", "0112038-9"), organisation("b", "0112038-9"))
    history.release(*members, organisation("a"), organisation("b"), decisions=[same("one", "two")])
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(data, Settings()), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/id/org/toy-two", "/id/org/toy-one"),
        ("/doc/org/toy-two", "/doc/org/toy-one"),
        ("/doc/org/toy-two.ttl", "/doc/org/toy-one.ttl"),
        ("/sv/doc/org/toy-two.html", "/sv/doc/org/toy-one.html"),
    ],
)
def test_a_merged_address_leads_to_the_survivor(client: TestClient, path: str, location: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["location"]) == (301, location)
    assert client.get(location).status_code == (303 if location.startswith("/id/") else 200)


@pytest.mark.parametrize(
    "path", ["/id/org/toy-old", "/doc/org/toy-old", "/id/record/toy-org-old", "/doc/org/toy-old.nt"]
)
def test_a_withdrawn_address_is_told_to_be_no_more(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 410
    assert response.json()["title"].endswith("was withdrawn on 2026-11-26: no source speaks of it any more")


def test_an_address_that_was_split_names_its_successors(client: TestClient) -> None:
    response = client.get("/id/org/fi-0112038-9")
    assert response.status_code == 300
    assert response.json()["choices"] == ["/id/org/toy-a", "/id/org/toy-b"]


def test_what_belongs_to_an_earlier_release_went_with_it(client: TestClient, data: Path) -> None:
    earlier, live = releases(data)[-1].id, current(data).id
    assert client.get(f"/id/run/{earlier}-toy").status_code == 410
    assert client.get(f"/doc/release/{earlier}").status_code == 410
    assert client.get(f"/id/run/{live}-toy").status_code == 303


def test_what_never_was_is_unknown(client: TestClient) -> None:
    assert client.get("/id/org/toy-never").status_code == 404


def test_a_browser_is_told_on_a_page(client: TestClient) -> None:
    gone, moved = (client.get(f"/en/doc/org/toy-{key}", headers=BROWSER) for key in ("old", "two"))
    assert "Withdrawn" in gone.text
    assert moved.headers["location"] == "/en/doc/org/toy-one"
