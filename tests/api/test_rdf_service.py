"""A service over RDF files instead of a release: the same `/sparql`, its description, and the graph store."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from api.app import create_rdf_app
from api.cli import main
from api.settings import Settings
from graph.rdf.given import RdfFile, serving
from ontology import terms

DEFAULT = '<http://example.org/s> <http://example.org/p> "ä" .'
NAMED = "<http://example.org/s> <http://example.org/q> 1 , 2 ."
GRAPH = "http://example.org/g?a=1&b=å"
HERE = "http://testserver/people"
MEDIA_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("rdf")
    (folder / "default.ttl").write_text(DEFAULT, "utf-8")
    (folder / "named.ttl").write_text(NAMED, "utf-8")
    given = [
        RdfFile(path=folder / "default.ttl"),
        RdfFile(path=folder / "named.ttl", graph=GRAPH),
        RdfFile(path=folder / "named.ttl", graph=HERE),
    ]
    with (
        serving(given, at=datetime(2026, 11, 24, 12, tzinfo=UTC)) as served,
        TestClient(create_rdf_app(served, Settings()), follow_redirects=False) as client,
    ):
        yield client


def count(content: bytes, media_type: str) -> int:
    return sum(1 for _ in parse(content, format=MEDIA_TYPES[media_type]))


# --- what is served ---


def test_queries_are_answered_from_the_files(files: TestClient) -> None:
    query = "SELECT ?g { { ?s ?p ?o BIND('default' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g"
    found = files.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert found.text.split() == ["g", GRAPH, GRAPH, HERE, HERE, "default"]


def test_relative_names_in_a_query_are_read_against_ours_whatever_the_host(files: TestClient) -> None:
    found = files.get("/sparql", params={"query": "SELECT (<id/org/x> AS ?iri) {}"}, headers={"accept": "text/csv"})
    assert found.text.split() == ["iri", f"{terms.ID}org/x"]


@pytest.mark.parametrize("path", ["/queries", "/doc/place/fi-091", "/api/search", "/graph/source/facts"])
def test_what_needs_a_release_says_that_there_is_none(files: TestClient, path: str) -> None:
    found = files.get(path)
    assert found.status_code == 404
    assert "RDF files are served here and no release" in found.json()["title"]


def test_the_front_leads_to_the_description_and_health_names_what_is_served(files: TestClient) -> None:
    assert files.get("/").headers["location"] == "/sparql"
    health = files.get("/health").json()
    assert health["release"].startswith("rdf-")
    assert health["triples"] == 1


@pytest.mark.parametrize("arguments", [["--rdf", "none.ttl"], ["--rdf", "a.ttl", "--data", "."]])
def test_the_command_tells_in_one_line_what_it_cannot_serve(arguments: list[str]) -> None:
    found = CliRunner().invoke(main, ["serve", "--port", "0", *arguments])
    assert found.exit_code == 1
    assert found.stderr.startswith("Error: ")
    assert found.stderr.count("\n") == 1


# --- the description of the service ---


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_without_a_query_the_service_describes_itself(files: TestClient, media_type: str) -> None:
    found = files.get("/sparql", headers={"accept": media_type})
    assert found.headers["content-type"].partition(";")[0] == media_type
    assert count(found.content, media_type) > 10


def test_the_description_names_the_endpoint_and_every_graph(files: TestClient) -> None:
    found = files.get("/sparql", headers={"host": "example.org:81", "accept": "application/n-triples"}).text
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{sd}endpoint> <http://example.org:81/sparql> ." in found
    assert f"<{sd}name> <{GRAPH}> ." in found
    assert f"<{sd}supportedLanguage> <{sd}SPARQL11Query> ." in found
    assert "One query may take 10 seconds" in found


def test_the_description_of_a_release_names_the_graphs_of_its_sources(client: TestClient) -> None:
    found = client.get("/sparql", headers={"accept": "text/turtle"})
    assert "g:source\\/facts" in found.text
    again = client.get("/sparql", headers={"accept": "text/turtle", "if-none-match": found.headers["etag"]})
    assert again.status_code == 304


# --- the graph store ---


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_a_graph_can_be_had_by_its_name_in_every_syntax(files: TestClient, media_type: str) -> None:
    found = files.get("/rdf-graph-store", params={"graph": GRAPH}, headers={"accept": media_type})
    assert found.headers["content-type"].partition(";")[0] == media_type
    assert count(found.content, media_type) == 2


def test_the_default_graph_can_be_had(files: TestClient) -> None:
    found = files.get("/rdf-graph-store?default")
    assert found.text == '<http://example.org/s> <http://example.org/p> "ä" .\n'


def test_a_graph_whose_name_is_an_address_of_ours_is_at_that_address(files: TestClient) -> None:
    assert files.get("/people").content == files.get("/rdf-graph-store", params={"graph": HERE}).content


def test_a_graph_of_a_release_is_at_its_path_on_any_host(client: TestClient) -> None:
    name = f"{terms.GRAPH}ontology"
    direct = client.get("/graph/ontology", headers={"accept": "application/n-triples"})
    indirect = client.get("/rdf-graph-store", params={"graph": name}, headers={"accept": "application/n-triples"})
    assert direct.status_code == 200
    assert count(direct.content, "application/n-triples") > 1000
    assert direct.content == indirect.content
    assert direct.headers["etag"] == indirect.headers["etag"]


def test_head_of_a_graph_has_the_headers_of_get_and_no_body(files: TestClient) -> None:
    got, head = (files.request(method, "/rdf-graph-store", params={"graph": GRAPH}) for method in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("where", ["/rdf-graph-store?graph=http%3A%2F%2Fexample.org%2Fnone", "/nobody"])
def test_a_graph_that_is_not_there_is_not_found(files: TestClient, method: str, where: str) -> None:
    assert files.request(method, where).status_code == 404


@pytest.mark.parametrize(
    "where", ["?default", "?graph=http%3A%2F%2Fexample.org%2Fnone", "?graph=http%3A%2F%2Fexample.org%2Fg"]
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_no_graph_can_be_written(files: TestClient, method: str, where: str) -> None:
    found = files.request(method, f"/rdf-graph-store{where}", content=DEFAULT, headers={"content-type": "text/turtle"})
    assert found.status_code == 405
    assert found.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "where", ["", "?", "?default&graph=http://example.org/g", "?graph=a&graph=b", "?graph=a", "?g=1"]
)
def test_a_request_that_names_no_one_graph_is_told(files: TestClient, where: str) -> None:
    found = files.get(f"/rdf-graph-store{where}")
    assert found.status_code == 400
    assert "graph" in found.json()["title"]


def test_a_client_that_reads_no_rdf_is_told_what_there_is(files: TestClient) -> None:
    found = files.get("/rdf-graph-store?default", headers={"accept": "image/png"})
    assert found.status_code == 406
    assert found.json()["available"] == list(MEDIA_TYPES)


def test_options_tell_what_may_be_done(files: TestClient) -> None:
    found = files.options("/rdf-graph-store")
    assert found.status_code == 204
    assert found.headers["allow"] == found.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
