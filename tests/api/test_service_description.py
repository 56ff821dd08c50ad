"""What the endpoint says of itself when it is asked nothing."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, parse

from api.app import create_app
from api.settings import Settings
from graph.rdf.question import Limits
from graph.rdf.release import Release
from graph.rdf.service_description import FUNCTIONS
from ontology import terms
from tests.api.html import Page

ENDPOINT = "http://testserver/sparql"
SERVICE = NamedNode(f"{ENDPOINT}#service")
SYNTAXES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
OPERANDS = {
    "distance": '"POINT(24 60)"^^geo:wktLiteral, "POINT(25 60)"^^geo:wktLiteral, uom:metre',
    "length": "?one, uom:metre",
    "relate": '?one, ?other, "T********"',
}
"""What a function takes that takes neither one geometry nor two."""


def described(client: TestClient) -> Store:
    store = Store()
    store.load(client.get("/sparql").content, format=RdfFormat.TURTLE)
    return store


def values(store: Store, subject: NamedNode, predicate: str) -> set[str]:
    found = store.quads_for_pattern(subject, NamedNode(predicate), None, None)
    return {str(quad.object.value) for quad in found if not isinstance(quad.object, Triple)}


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_the_description_has_an_endpoint_triple_in_every_syntax(client: TestClient, media_type: str) -> None:
    response = client.get("/sparql", headers={"accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    told = Quad(SERVICE, NamedNode(f"{terms.SD}endpoint"), NamedNode(ENDPOINT))
    assert told in set(parse(response.content, format=SYNTAXES[media_type]))


def test_the_description_names_every_graph_and_its_size(client: TestClient, release: Release) -> None:
    store = described(client)
    names = values(store, NamedNode(f"{ENDPOINT}#dataset"), f"{terms.SD}namedGraph")
    counts = release.manifest["triples"]
    assert {one.removeprefix(terms.GRAPH) for one in names} == set(counts) - {"default"}
    assert values(store, NamedNode(terms.G_CONCEPTS), terms.TRIPLES) == {str(counts["concepts"])}
    assert values(store, NamedNode(f"{ENDPOINT}#default-graph"), terms.TRIPLES) == {str(counts["default"])}


def test_the_limits_are_told_as_numbers_and_in_words(client: TestClient) -> None:
    store = described(client)
    assert values(store, SERVICE, terms.QUERY_DEADLINE) == {"10"}
    assert values(store, SERVICE, terms.MOST_ROWS) == {"1000000"}
    words = [quad.object for quad in store.quads_for_pattern(SERVICE, NamedNode(terms.DESCRIPTION), None, None)]
    assert {one.language for one in words if isinstance(one, Literal)} == {"fi", "sv", "en"}
    assert all("1000000" in one.value for one in words if isinstance(one, Literal))


def test_other_limits_make_another_description_with_another_etag(client: TestClient, data: Path) -> None:
    with TestClient(create_app(data, Settings(limits=Limits(deadline=7)))) as other:
        assert values(described(other), SERVICE, terms.QUERY_DEADLINE) == {"7"}
        assert other.get("/sparql").headers["etag"] != client.get("/sparql").headers["etag"]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda one: one.rpartition("/")[2])
def test_the_engine_knows_each_function_that_is_described(function: str) -> None:
    shape = '"POLYGON((0 0,0 1,1 1,0 0))"^^geo:wktLiteral'
    operands = OPERANDS.get(function.rpartition("/")[2])
    tried = [operands] if operands else ["?one", "?one, ?other"]
    found = [
        Store().query(
            f"""PREFIX geo: <{terms.GEO}> PREFIX uom: <http://www.opengis.net/def/uom/OGC/1.0/>
            SELECT (<{function}>({one}) AS ?made) {{ VALUES (?one ?other) {{ ({shape} {shape}) }} }}"""
        )
        for one in tried
    ]
    assert any(next(one)["made"] is not None for one in found if isinstance(one, QuerySolutions))


@pytest.mark.parametrize(
    ("path", "language", "heading"),
    [
        ("/sparql", "fi", "Mitä palvelu sallii"),
        ("/sv/sparql", "sv", "Vad tjänsten tillåter"),
        ("/en/sparql", "en", "What the service allows"),
    ],
)
def test_a_browser_gets_a_form_and_the_limits_in_its_language(
    client: TestClient, path: str, language: str, heading: str
) -> None:
    response = client.get(path, headers={"accept": "text/html,*/*;q=0.8"})
    shown = Page(response.text)
    assert shown.attributes("html") == [{"lang": language}]
    assert heading in shown.text
    assert [one.get("name") for one in shown.attributes("textarea")] == ["query"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_parameters_without_a_query_are_a_mistake_and_not_a_wish_to_know(client: TestClient) -> None:
    response = client.get("/sparql", params={"qurey": "ASK {}"})
    assert response.status_code == 400
    assert response.json()["title"].startswith("there is no query")


def test_head_and_a_condition_work_for_the_description_too(client: TestClient) -> None:
    head, get = client.head("/sparql"), client.get("/sparql")
    assert (head.content, head.headers) == (b"", get.headers)
    assert client.get("/sparql", headers={"if-none-match": get.headers["etag"]}).status_code == 304
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406
