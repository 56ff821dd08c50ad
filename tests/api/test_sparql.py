"""`/sparql` over the release built from the data we ship: the protocol, the formats, and what is told when."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx2 as httpx
import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from rdflib.query import Result

from api.intake import LARGEST_BODY
from graph.rdf.guard import LARGEST
from graph.rdf.release import Release
from ontology import terms

BEDS = f"SELECT ?t {{ ?t a <{terms.VK}TestBed> }} ORDER BY ?t"
COUNT = f"SELECT (COUNT(DISTINCT ?t) AS ?n) {{ ?t a <{terms.VK}TestBed> }}"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
NAMES = f"CONSTRUCT {{ ?t <{LABEL}> ?l }} WHERE {{ ?t a <{terms.VK}TestBed> ; <{LABEL}> ?l }}"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
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


def ask(client: TestClient, query: str, **headers: str) -> httpx.Response:
    return client.get(
        "/sparql", params={"query": query}, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )


def values(response: httpx.Response) -> list[str]:
    return [value["value"] for row in response.json()["results"]["bindings"] for value in row.values()]


def problem(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == response.status_code
    return found


# --- ways to ask ---


def test_the_default_build_has_ninety_two_test_beds(client: TestClient) -> None:
    assert values(ask(client, COUNT)) == ["92"]


def test_all_three_ways_to_ask_give_the_same_answer(client: TestClient) -> None:
    by_get = ask(client, BEDS)
    by_form = client.post("/sparql", data={"query": BEDS})
    directly = client.post("/sparql", content=BEDS, headers={"content-type": f"{DIRECT}; charset=utf-8"})
    assert len(values(by_get)) == 92
    assert by_get.content == by_form.content == directly.content
    assert by_get.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_graphs_can_be_named_in_every_way(client: TestClient, way: str) -> None:
    query = "SELECT DISTINCT ?g { { ?s a ?c BIND('default' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } }"
    graphs = {"default-graph-uri": f"{terms.GRAPH}ontology", "named-graph-uri": [f"{terms.GRAPH}concepts"]}
    ways = {
        "get": lambda: client.get("/sparql", params={"query": query, **graphs}),
        "form": lambda: client.post("/sparql", data={"query": query, **graphs}),
        "direct": lambda: client.post("/sparql", params=graphs, content=query, headers={"content-type": DIRECT}),
    }
    assert sorted(values(ways[way]())) == ["default", f"{terms.GRAPH}concepts"]


def test_graphs_of_the_protocol_go_before_those_of_the_query(client: TestClient) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{terms.GRAPH}concepts> {{ ?s a <http://www.w3.org/2002/07/owl#Ontology> }}"
    params = {"query": query, "default-graph-uri": f"{terms.GRAPH}ontology"}
    assert values(ask(client, query)) == ["0"]
    assert values(client.get("/sparql", params=params)) == ["1"]


def test_head_has_the_headers_of_get_and_no_body(client: TestClient) -> None:
    got = client.get("/sparql", params={"query": BEDS})
    head = client.head("/sparql", params={"query": BEDS})
    assert (head.status_code, head.content, head.headers) == (200, b"", got.headers)


def test_any_page_may_ask(client: TestClient) -> None:
    preflight = client.options("/sparql", headers={"origin": "https://e.org", "access-control-request-method": "POST"})
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, "*")
    assert preflight.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert ask(client, COUNT).headers["access-control-allow-origin"] == "*"
    assert ask(client, "SELECT").headers["access-control-allow-origin"] == "*"


# --- formats ---


@pytest.mark.parametrize("media_type", RESULTS)
def test_rows_come_in_the_format_asked_for(client: TestClient, media_type: str) -> None:
    response = ask(client, BEDS, accept=media_type)
    assert response.headers["content-type"].partition(";")[0] == media_type
    found = parse_query_results(response.content, format=RESULTS[media_type])
    assert isinstance(found, QuerySolutions)
    assert [row["t"].value for row in found] == values(ask(client, BEDS))


@pytest.mark.parametrize("media_type", [*RESULTS, "text/csv"])
def test_rows_are_read_by_rdflib(client: TestClient, media_type: str) -> None:
    form = media_type.rpartition("+")[2].replace("text/tab-separated-values", "tsv").replace("text/csv", "csv")
    body = ask(client, BEDS, accept=media_type).content
    found = Result.parse(io.BytesIO(body), format=form)
    assert [str(row[rdflib.Variable("t")]) for row in found.bindings] == values(ask(client, BEDS))


def test_csv_has_a_line_for_each_row(client: TestClient) -> None:
    response = ask(client, BEDS, accept="text/csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.text, newline="")))
    assert [cells[0] for cells in rows] == ["t", *values(ask(client, BEDS))]


@pytest.mark.parametrize(
    ("media_type", "answer"),
    [
        ("application/sparql-results+json", '{"head":{},"boolean":true}'),
        ("text/csv", "true"),
        ("text/tab-separated-values", "true"),
    ],
)
def test_a_yes_comes_in_every_format(client: TestClient, media_type: str, answer: str) -> None:
    assert ask(client, f"ASK {{ ?t a <{terms.VK}TestBed> }}", accept=media_type).text == answer


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of its own parser of JSON-LD
@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_comes_in_the_format_asked_for(client: TestClient, media_type: str) -> None:
    response = ask(client, NAMES, accept=media_type)
    assert response.headers["content-type"].partition(";")[0] == media_type
    expected = {str(quad) for quad in parse(ask(client, NAMES).content, format=RdfFormat.TURTLE)}
    assert {str(quad) for quad in parse(response.content, format=GRAPHS[media_type])} == expected
    assert len(rdflib.Graph().parse(data=response.content, format=media_type)) == len(expected) >= 92


def test_a_description_is_a_graph(client: TestClient) -> None:
    response = ask(client, f"DESCRIBE <{terms.ID}place/fi-049>")
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert len(rdflib.Graph().parse(data=response.text, format="turtle")) > 3


# --- what is wrong with a request ---


@pytest.mark.parametrize(
    ("query", "status", "title"),
    [
        ("SELECT * { ?s ?p }", 400, "line 1, column 19: the text is not SPARQL up to here"),
        ("SELECT *\n{ ?s a x:y }", 400, "line 2, column 11: Prefix not found"),
        ("SELECT (<https://example.org/f>(1) AS ?x) {}", 400, "the query cannot be evaluated: The custom function"),
        (f"SELECT * {{ FILTER({'(' * 5000}1{')' * 5000}) }}", 403, "brackets are nested more than 199 deep"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", 403, "SERVICE would ask another server"),
        ("LOAD <file:///etc/passwd>", 403, "LOAD would change the graph"),
        ("", 400, "line 1, column 1: the text is not SPARQL up to here"),
    ],
    ids=["syntax", "second line", "function", "nested", "service", "load", "empty"],
)
@pytest.mark.parametrize("way", ["get", "post"])
def test_a_query_that_cannot_be_answered_is_told_why(
    client: TestClient, way: str, query: str, status: int, title: str
) -> None:
    ways = {"get": lambda: ask(client, query), "post": lambda: client.post("/sparql", data={"query": query})}
    response = ways[way]()
    assert (response.status_code, problem(response)["title"][: len(title)]) == (status, title)


def test_the_place_of_a_syntax_error_is_told_in_members_too(client: TestClient) -> None:
    found = problem(ask(client, "SELECT *\n{ ?s a x:y }"))
    assert (found["line"], found["column"]) == (2, 11)


@pytest.mark.parametrize(
    ("params", "status", "title"),
    [
        ({"default-graph-uri": "urn:x"}, 400, "there is no query; ask with GET /sparql?query=…"),
        ({"query": [BEDS, BEDS]}, 400, "there is more than one query"),
        ({"update": "CLEAR ALL"}, 403, "this service only answers queries"),
        ({"query": BEDS, "default-graph-uri": "a b"}, 400, "'a b' is not the name of a graph"),
        ({"query": BEDS, "named-graph-uri": ["urn:x"] * 1001}, 400, "there are more than 1000 parameters"),
    ],
    ids=["no query", "two queries", "update", "no graph", "many"],
)
@pytest.mark.parametrize("way", ["get", "post"])
def test_parameters_that_make_no_question_are_told(
    client: TestClient, way: str, params: dict[str, Any], status: int, title: str
) -> None:
    ways = {
        "get": lambda: client.get("/sparql", params=params),
        "post": lambda: client.post("/sparql", content=urlencode(params, doseq=True), headers={"content-type": FORM}),
    }
    response = ways[way]()
    assert response.status_code == status
    assert problem(response)["title"].startswith(title)


@pytest.mark.parametrize(
    ("content", "media_type", "url", "status", "title"),
    [
        (BEDS, "text/plain", "/sparql", 415, "a query is posted as application/x-www-form-urlencoded or"),
        (BEDS, "", "/sparql", 415, "a query is posted as"),
        ("CLEAR ALL", "application/sparql-update", "/sparql", 403, "this service only answers queries"),
        (BEDS, DIRECT, "/sparql?query=ASK%7B%7D", 400, "there is a query in the URL and another in the body"),
        ("  ", DIRECT, "/sparql", 400, "there is no query"),
        (b"ASK { ?s ?p '\xff' }", DIRECT, "/sparql", 400, "the query is not UTF-8"),
        (b"query=\xff", FORM, "/sparql", 400, "the parameters are not percent-encoded UTF-8"),
        (b"query=%FF", FORM, "/sparql", 400, "the parameters are not percent-encoded UTF-8"),
    ],
    ids=["type", "no type", "update", "two queries", "blank", "not UTF-8", "raw bytes", "encoded bytes"],
)
def test_a_body_that_makes_no_question_is_told(
    client: TestClient, content: str | bytes, media_type: str, url: str, status: int, title: str
) -> None:
    response = client.post(url, content=content, headers={"content-type": media_type})
    assert response.status_code == status
    assert problem(response)["title"].startswith(title)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_which_there_are(client: TestClient, method: str) -> None:
    response = client.request(method, "/sparql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert problem(response)["title"].startswith(f"{method} is not answered here")


def test_a_client_that_takes_no_format_is_told_which_there_are(client: TestClient) -> None:
    rows, graph = ask(client, BEDS, accept="text/turtle"), ask(client, NAMES, accept="text/csv")
    assert (rows.status_code, graph.status_code) == (406, 406)
    assert problem(rows)["available"] == [*list(RESULTS)[:2], "text/csv", "text/tab-separated-values"]
    assert problem(graph)["available"] == list(GRAPHS)


def test_a_client_may_take_whatever_there_is(client: TestClient) -> None:
    accept = "text/html, application/sparql-results+xml;q=0.9, */*;q=0.1"
    assert ask(client, BEDS, accept=accept).headers["content-type"] == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("content", "media_type", "title"),
    [
        (b"#" * (LARGEST + 1), DIRECT, f"the query has more than {LARGEST} bytes"),
        (b"#" * (LARGEST_BODY + 1), DIRECT, f"the query has more than {LARGEST} bytes"),
        (b"query=" + b"%7B%7D+" * 22_000, FORM, f"the query has more than {LARGEST} bytes"),
        (b"query=" + b"%7B%7D+" * 50_000, FORM, f"the query has more than {LARGEST} bytes"),
        (
            b"query=ASK%7B%7D&x=" + b"x" * LARGEST_BODY,
            FORM,
            f"the body of the request has more than {LARGEST_BODY} bytes",
        ),
    ],
    ids=["query", "long query", "22,000 groups", "50,000 groups", "other parameters"],
)
def test_what_is_too_long_is_told(client: TestClient, content: bytes, media_type: str, title: str) -> None:
    response = client.post("/sparql", content=content, headers={"content-type": media_type})
    assert (response.status_code, problem(response)["title"]) == (413, title)


# --- answers that are kept, and those that are not ---


def test_an_answer_has_a_tag_by_which_it_is_not_sent_again(client: TestClient) -> None:
    first = ask(client, BEDS)
    etag = first.headers["etag"]
    again = ask(client, BEDS, if_none_match=f'"other", W/{etag}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert first.headers["cache-control"] == "public, no-cache"


def test_a_client_that_wants_an_answer_only_if_there_is_none_gets_none(client: TestClient) -> None:
    query = f"{BEDS} # {uuid4()}"
    for _ in ("evaluated", "from the cache"):
        found = ask(client, query, if_none_match="*")
        assert (found.status_code, found.content, found.headers["etag"]) == (
            304,
            b"",
            ask(client, query).headers["etag"],
        )
    assert ask(client, "SELECT", if_none_match="*").status_code == 400
    assert ask(client, "SELECT ?x { SELECT ?x { ?x ?x } ", if_none_match="*").status_code == 400


@pytest.mark.parametrize(
    ("query", "accept", "graph"),
    [(BEDS + " ", None, None), (BEDS, "text/csv", None), (BEDS, None, f"{terms.GRAPH}ontology")],
    ids=["another query", "another format", "another graph"],
)
def test_what_is_another_answer_has_another_tag(
    client: TestClient, query: str, accept: str | None, graph: str | None
) -> None:
    params = {"query": query, **({"default-graph-uri": graph} if graph else {})}
    other = client.get("/sparql", params=params, headers={"accept": accept or "*/*"})
    assert other.status_code == 200
    assert other.headers["etag"] != ask(client, BEDS).headers["etag"]


def test_a_tag_is_no_reason_not_to_answer_a_post(client: TestClient) -> None:
    etag = ask(client, BEDS).headers["etag"]
    response = client.post("/sparql", data={"query": BEDS}, headers={"if-none-match": etag})
    assert (response.status_code, len(values(response))) == (200, 92)


def test_an_answer_from_the_cache_is_the_same(client: TestClient) -> None:
    query = f"{BEDS} # kept"
    first, again = ask(client, query), ask(client, query)
    assert (first.content, first.headers) == (again.content, again.headers)


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_differs_each_time_is_neither_tagged_nor_kept(client: TestClient, call: str) -> None:
    query = f"SELECT ({call} AS ?x) {{ }}"
    first, again = ask(client, query), ask(client, query)
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    assert first.content != again.content


def test_a_graph_with_new_nodes_is_not_tagged(client: TestClient) -> None:
    response = ask(client, "CONSTRUCT { [] ?p ?o } WHERE { { SELECT * { ?s ?p ?o } LIMIT 2 } }")
    assert response.status_code == 200
    assert "etag" not in response.headers


# --- whether the service is well ---


def test_a_service_that_is_well_says_what_it_serves(client: TestClient, release: Release) -> None:
    found = client.get("/health")
    assert found.status_code == 200
    assert (found.json()["release"], found.json()["triples"]) == (release.id, release.triples)
    assert found.json()["workers"] >= 1


def test_problems_are_json_to_machines(client: TestClient) -> None:
    assert problem(client.get("/nothing"))["title"] == "nothing is at /nothing; / and /openapi.json say what there is"
    assert json.loads(client.post("/health").content)["status"] == 405
