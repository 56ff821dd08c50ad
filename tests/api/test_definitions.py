"""`/def`: the vocabulary over HTTP."""

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Store, parse

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
