"""Clients that others wrote, over a socket: SPARQLWrapper, rdflib's SPARQLStore, pandas, curl, YASGUI, Comunica."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pandas as pd
import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from benchmarks.w3c import servers
from benchmarks.w3c.asking import Server

PEOPLE = """@prefix : <http://example.org/> .
:anna :name "Anna" , "Åna, \\"A\\""@sv ; :age 7 ; :knows :bo .
:bo :name "Bo" ; :age 21 .
"""
E = "http://example.org/"
NAMES = f"SELECT ?who ?name ?age {{ ?who <{E}name> ?name ; <{E}age> ?age }} ORDER BY ?age ?name"
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("clients")
    (folder / "people.ttl").write_text(PEOPLE, "utf-8")
    with servers.ours({"": folder / "people.ttl", f"{E}g": folder / "people.ttl"}) as found:
        yield found


@pytest.fixture(scope="module")
def endpoint(server: Server) -> str:
    return str(server.client.base_url.join("/sparql"))


# --- SPARQLWrapper ---


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("way", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_asks_in_every_way(endpoint: str, method: str, way: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(NAMES)
    found: Any = wrapper.queryAndConvert()
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["Anna", 'Åna, "A"', "Bo"]


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_sparqlwrapper_reads_rows_in_every_format(endpoint: str, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(NAMES)
    found: Any = wrapper.queryAndConvert()
    text = found.toxml() if form == XML else found.decode("utf-8")
    assert text.count(f"{E}anna") == 2


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # in SPARQLWrapper itself
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_reads_graphs_in_every_format(endpoint: str, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(ALL)
    found: Any = wrapper.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 6


def test_sparqlwrapper_names_graphs(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint, defaultGraph=f"{E}none")
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("ASK { ?s ?p ?o }")
    found: Any = wrapper.queryAndConvert()
    assert found["boolean"] is False


# --- rdflib ---


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_takes_the_service_as_a_store(endpoint: str, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
    [row] = graph.query(f"SELECT ?name {{ <{E}bo> <{E}name> ?name }}")
    assert [str(value) for value in row] == ["Bo"]  # type: ignore[union-attr]


def test_rdflib_reads_the_triples_of_the_store_and_of_its_graphs(endpoint: str) -> None:
    store = SPARQLStore(endpoint)
    assert (URIRef(f"{E}bo"), URIRef(f"{E}age"), Literal(21)) in Graph(store)
    assert len(list(Graph(store, URIRef(f"{E}g")).triples((URIRef(f"{E}anna"), None, None)))) == 4


def test_rdflib_reads_a_graph_at_its_address(server: Server) -> None:
    where = server.client.base_url.join(f"/rdf-graph-store?{urlencode({'graph': f'{E}g'})}")
    assert len(Graph().parse(str(where))) == 6


# --- pandas ---


def test_pandas_reads_the_answer_as_csv_by_its_address(endpoint: str) -> None:
    frame = pd.read_csv(f"{endpoint}?{urlencode({'query': NAMES})}", storage_options={"Accept": "text/csv"})
    assert list(frame.columns) == ["who", "name", "age"]
    assert list(frame["name"]) == ["Anna", 'Åna, "A"', "Bo"]
    assert list(frame["age"]) == [7, 7, 21]


# --- curl ---


def curl(*arguments: str) -> bytes:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    return subprocess.run([program, "--silent", "--fail", *arguments], check=True, capture_output=True).stdout


@pytest.mark.parametrize("coding", [[], ["--compressed"]], ids=["plain", "compressed"])
@pytest.mark.parametrize("media_type", [*RESULTS, "text/csv"])
def test_curl_gets_rows_in_every_format(endpoint: str, media_type: str, coding: list[str]) -> None:
    found = curl(*coding, "-H", f"Accept: {media_type}", "--data-urlencode", f"query={NAMES}", endpoint)
    if media_type == "text/csv":
        assert len(pd.read_csv(StringIO(found.decode()))) == 3
    else:
        rows = parse_query_results(found, format=RESULTS[media_type])
        assert isinstance(rows, QuerySolutions)
        assert len(list(rows)) == 3


@pytest.mark.parametrize("media_type", GRAPHS)
def test_curl_gets_graphs_in_every_format(endpoint: str, media_type: str) -> None:
    found = curl("-G", "-H", f"Accept: {media_type}", "--data-urlencode", f"query={ALL}", endpoint)
    assert len(list(parse(BytesIO(found), format=GRAPHS[media_type]))) == 6


def test_curl_posts_a_query_from_a_file(endpoint: str, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(NAMES, "utf-8")
    body = f"@{tmp_path / 'names.rq'}"
    found = curl("-H", "Content-Type: application/sparql-query", "--data-binary", body, endpoint)
    assert len(json.loads(found)["results"]["bindings"]) == 3


# --- YASGUI, which asks from a page of another origin ---


def test_yasgui_asks_as_a_form_from_another_origin(endpoint: str) -> None:
    accept = "application/sparql-results+json,*/*;q=0.9"
    headers = {"accept": accept, "origin": "https://yasgui.example", "accept-encoding": "gzip, deflate, br"}
    found = httpx.post(endpoint, data={"query": NAMES}, headers=headers)
    assert found.headers["access-control-allow-origin"] == "*"
    assert found.headers["content-type"] == "application/sparql-results+json"
    assert len(found.json()["results"]["bindings"]) == 3
    graph = httpx.post(endpoint, data={"query": ALL}, headers={**headers, "accept": "text/turtle,*/*;q=0.9"})
    assert graph.headers["content-type"].startswith("text/turtle")


def test_a_browser_may_ask_before_it_posts_from_another_origin(endpoint: str) -> None:
    asks = {"origin": "https://yasgui.example", "access-control-request-method": "POST"}
    found = httpx.options(endpoint, headers={**asks, "access-control-request-headers": "content-type"})
    assert found.status_code == 204
    assert "POST" in found.headers["access-control-allow-methods"]
    assert "content-type" in found.headers["access-control-allow-headers"].lower()


# --- Comunica, where somebody has it ---


def test_comunica_asks_the_endpoint(endpoint: str) -> None:
    program = os.environ.get("COMUNICA_SPARQL") or shutil.which("comunica-sparql")
    if program is None:
        pytest.skip("Comunica is not installed: npm install -g @comunica/query-sparql, or name it in $COMUNICA_SPARQL")
    said = subprocess.run([program, "--version"], check=False, capture_output=True)  # on standard error, with code 1
    if b"Comunica Engine" not in said.stdout + said.stderr:
        pytest.skip("this Comunica does not run on this Node.js")
    done = subprocess.run(
        [program, f"sparql@{endpoint}", NAMES, "-t", "application/sparql-results+json"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = json.loads(done.stdout)["results"]["bindings"]
    assert [row["name"]["value"] for row in found] == ["Anna", 'Åna, "A"', "Bo"]
