"""Every address that the graph gives leads somewhere, on any host."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Store

from graph.rdf.release import Release
from ontology import terms
from tests.api.html import Page

BROWSER = {"accept": "text/html,*/*;q=0.8"}
SPACE = "https://w3id.org/verkosto/"
EXPECTED = {"id": 303, "def": 200, "graph": 200, "shape": 200}
"""What an address is answered by its first part; those of terms are fragments of one document."""


@pytest.fixture(scope="module")
def minted(store: Store) -> list[str]:
    """Return all addresses of ours in the default build, wherever in a statement they stand."""
    found = {term.value for quad in store for term in quad if isinstance(term, NamedNode)}
    datatypes = {quad.object.datatype.value for quad in store if isinstance(quad.object, Literal)}
    return sorted(one for one in found | datatypes if one.startswith(SPACE))


@pytest.mark.slow
def test_every_address_that_the_graph_gives_leads_somewhere(client: TestClient, minted: list[str]) -> None:
    paths = {urlsplit(one).path.removeprefix("/verkosto") for one in minted}
    kinds = {one: one.split("/")[1] for one in paths}
    astray = [one for one, kind in kinds.items() if client.get(one).status_code != EXPECTED[kind]]
    assert astray == []
    assert Counter(kinds.values())["id"] > 9000


def test_every_term_that_the_graph_uses_is_defined_under_its_own_address(client: TestClient, minted: list[str]) -> None:
    names = [one.removeprefix(terms.VK) for one in minted if one.startswith(terms.VK)]
    assert len(names) > 150
    assert [one for one in names if client.get(f"/def/{one}").status_code != 200] == []


def test_every_graph_has_a_page(client: TestClient, release: Release) -> None:
    graphs = [one for one in release.manifest["triples"] if one != "default"]
    pages = {one: client.get(f"/graph/{one}", headers=BROWSER) for one in graphs}
    assert {one.headers["content-type"] for one in pages.values()} == {"text/html; charset=utf-8"}
    assert "Curated facts about the innovation ecosystem" in pages["source/facts"].text
    assert f"/rdf-graph-store?graph={terms.GRAPH}source/facts".replace(":", "%3A").replace("/", "%2F")[
        len("%2Frdf-graph-store") :
    ] in "".join(Page(pages["source/facts"].text).hrefs)


@pytest.mark.parametrize(("prefix", "heading"), [("/sv", "Uppgifter"), ("/en", "Facts and their sources")])
def test_the_page_of_a_graph_speaks_each_language(client: TestClient, prefix: str, heading: str) -> None:
    assert heading in client.get(f"{prefix}/graph/provenance", headers=BROWSER).text


def test_a_program_gets_the_graph_and_a_browser_the_page_at_one_address(client: TestClient) -> None:
    turtle, page = client.get("/graph/gate"), client.get("/graph/gate", headers=BROWSER)
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    assert {turtle.headers["vary"], page.headers["vary"]} == {"Accept, Accept-Encoding"}
    assert client.get("/graph/nothing", headers=BROWSER).status_code == 404
