"""`/def`: the vocabulary over HTTP."""

import re

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from ontology import terms
from ontology.files import ontology_file
from ontology.page import ontology_page
from ontology.turtle import Language

BROWSER = {"accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize(("path", "language"), [("/def/", "fi"), ("/sv/def/", "sv"), ("/en/def/", "en")])
def test_a_browser_gets_the_page_in_each_language(client: TestClient, path: str, language: Language) -> None:
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.headers["content-language"]) == (200, language)
    assert response.text == ontology_page(language)


def test_a_browser_that_follows_a_term_lands_on_the_page(client: TestClient) -> None:
    response = client.get("/def", headers=BROWSER)
    assert (response.status_code, response.headers["location"]) == (303, "/def/")


@pytest.mark.parametrize("path", ["/def", "/def/", "/en/def/", "/def.ttl"])
def test_a_program_gets_turtle(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"accept": "text/turtle"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert response.content == ontology_file()


def test_the_syntaxes_hold_the_same_terms(client: TestClient) -> None:
    turtle = list(parse(ontology_file(), format=RdfFormat.TURTLE))
    for_nt, for_jsonld = Store(), Store()
    for_nt.extend(parse(client.get("/def.nt").content, format=RdfFormat.N_TRIPLES))
    for_jsonld.extend(parse(client.get("/def.jsonld").content, format=RdfFormat.JSON_LD))
    assert len(for_nt) == len(for_jsonld) == len(turtle)


def test_the_page_is_kept_by_a_client_that_has_it(client: TestClient) -> None:
    first = client.get("/def/", headers=BROWSER)
    again = client.get("/def/", headers={**BROWSER, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("prefix", "page"), [("", "/def/"), ("/sv", "/sv/def/"), ("/en", "/en/def/")])
def test_a_term_leads_a_browser_to_its_place_on_the_page(client: TestClient, prefix: str, page: str) -> None:
    response = client.get(f"{prefix}/def/TestBed", headers=BROWSER)
    assert (response.status_code, response.headers["location"]) == (303, f"{page}#TestBed")


@pytest.mark.parametrize(
    ("suffix", "syntax"), [(".ttl", RdfFormat.TURTLE), (".nt", RdfFormat.N_TRIPLES), (".jsonld", RdfFormat.JSON_LD)]
)
def test_a_program_gets_what_is_said_of_the_term(client: TestClient, suffix: str, syntax: RdfFormat) -> None:
    store = Store()
    store.load(client.get(f"/def/operatedBy{suffix}").content, format=syntax)
    assert {one.value for one in objects(store, "operatedBy", f"{terms.RDFS}label")} >= {"operated by"}
    assert store.query(f"ASK {{ <{terms.VK}operatedBy> <{terms.RDFS}domain> ?domain }}")
    whole = len(list(parse(ontology_file(), format=RdfFormat.TURTLE)))
    assert 5 < len(store) < whole / 10


def objects(store: Store, name: str, predicate: str) -> list[Literal]:
    found = store.quads_for_pattern(NamedNode(terms.VK + name), NamedNode(predicate), None, None)
    return [quad.object for quad in found if isinstance(quad.object, Literal)]


def test_the_address_of_the_version_holds_that_version(client: TestClient) -> None:
    version = re.search(r"def/(\d+\.\d+\.\d+)>", ontology_file().decode())
    assert version is not None
    assert client.get(f"/def/{version[1]}", headers={"accept": "text/turtle"}).content == ontology_file()


@pytest.mark.parametrize("name", ["Nothing", "9.9.9", "TestBed2.ttl", "%3Cscript%3E"])
def test_a_term_that_is_not_defined_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/def/{name}").status_code == 404


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", BROWSER["accept"]])
def test_the_shapes_can_be_had(client: TestClient, accept: str) -> None:
    response = client.get("/shape", headers={"accept": accept})
    assert response.status_code == 200
    assert "NodeShape" in response.text
