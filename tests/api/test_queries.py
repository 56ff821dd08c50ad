"""`/queries` over the release built from the data we ship."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from pyoxigraph import QuerySolutions, RdfFormat, Store

from api.cli import main
from api.queries import notes_for_headers
from graph.named import named_queries, named_query, without_header
from ontology import terms
from tests.api.html import Page

BROWSER = {"accept": "text/html,*/*;q=0.8"}
GIVEN = {
    "cq06-services": {"testbed": "testbed/facts-urbanfarmlab"},
    "cq32-provenance": {"subject": "testbed/facts-kyky"},
}


@pytest.fixture(scope="session")
def cli(data: Path) -> Callable[..., bytes]:
    """Return a way to ask the command line for a named query as CSV."""

    def ask(name: str, given: dict[str, str]) -> bytes:
        options = [part for pair in given.items() for part in ("--param", "=".join(pair))]
        result = CliRunner().invoke(main, ["query", name, "--data", str(data), "--format", "csv", *options])
        assert result.exit_code == 0
        return result.stdout_bytes

    return ask


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_csv_is_the_same_as_on_the_command_line(client: TestClient, cli: Callable[..., bytes], name: str) -> None:
    given = GIVEN.get(name, {})
    assert client.get(f"/queries/{name}.csv", params=given).content == cli(name, given)


FOUND = """
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?query ?comment ?select ?endpoint {
  ?query a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; rdfs:comment ?comment ; sh:select ?select ;
    <https://schema.org/target> ?endpoint
}"""
"""How editors of other endpoints look for examples."""


FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
}


def rows(content: bytes, form: RdfFormat, sparql: str) -> list[dict[str, str]]:
    store = Store()
    store.load(content, format=form)
    found = store.query(sparql)
    assert isinstance(found, QuerySolutions)
    return [{name.value: row[name].value for name in found.variables} for row in found]


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_client_of_others_finds_the_queries_as_executables(client: TestClient, media_type: str) -> None:
    leads = rows(
        client.get("/sparql").content, RdfFormat.TURTLE, f"SELECT ?list {{ ?service <{terms.SEE_ALSO}> ?list }}"
    )
    assert {"list": "http://testserver/queries"} in leads
    response = client.get("/queries", headers={"accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    found = {row["query"].rpartition("#")[2]: row for row in rows(response.content, FORMATS[media_type], FOUND)}
    assert found.keys() == named_queries().keys()
    for name, row in found.items():
        assert (row["comment"], row["select"]) == (named_query(name).summary, named_query(name).bare)
        assert row["endpoint"] == "http://testserver/sparql"


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_the_header_of_a_query_is_yaml(client: TestClient, name: str) -> None:
    yaml = pytest.importorskip("yaml", reason="the header is read by PyYAML, which is not here")
    text, query = client.get(f"/queries/{name}.rq").text, named_query(name)
    header = yaml.safe_load("\n".join(line[2:] for line in text.splitlines() if line.startswith("#+")))
    told = {"params": query.params, "columns": query.columns, "needs": query.needs}
    assert header == {
        "summary": query.summary,
        "description": query.description,
        **{section: entries for section, entries in told.items() if entries},
    }


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_the_text_of_a_query_is_answered_by_the_endpoint(client: TestClient, name: str) -> None:
    text = client.get(f"/queries/{name}.rq", params=GIVEN.get(name, {})).text
    found = client.post("/sparql", data={"query": text}, headers={"accept": "text/csv"})
    assert (found.status_code, "verkosto-truncated" in found.headers) == (200, False)
    assert set(found.text.splitlines()[0].split(",")) == set(named_query(name).columns)


def test_a_parameter_is_told_with_the_variable_that_takes_its_value(client: TestClient) -> None:
    sparql = """PREFIX sh: <http://www.w3.org/ns/shacl#>
    SELECT ?path ?optional { ?query sh:parameter [ sh:path ?path ; sh:optional ?optional ]
      FILTER STRENDS(STR(?query), '/queries#cq32-provenance') }"""
    found = rows(client.get("/queries.ttl").content, RdfFormat.TURTLE, sparql)
    query = named_query("cq32-provenance")
    told = {row["path"].rpartition("/")[2]: row["optional"] for row in found}
    assert told == {name: str(name not in query.required).lower() for name in query.params}
    assert all(f"?{name} " in query.sparql for name in told)


def test_the_list_leads_to_its_other_formats(client: TestClient) -> None:
    link = client.get("/queries").headers["link"]
    for suffix in (".ttl", ".nt", ".jsonld"):
        assert f"</queries{suffix}>" in link
        assert client.get(f"/queries{suffix}", headers={"accept": "text/html"}).status_code == 200


def test_parameters_are_bound_as_on_the_command_line(client: TestClient, cli: Callable[..., bytes]) -> None:
    given = {"city": "place/fi-049", "theme": "theme/edtech"}
    found = client.get("/queries/cq05-testbeds", params=given, headers={"accept": "text/csv"})
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.content == cli("cq05-testbeds", given)
    assert found.content != client.get("/queries/cq05-testbeds.csv").content


def test_json_is_what_comes_where_nobody_says_otherwise(client: TestClient) -> None:
    response = client.get("/queries/cq31-campuses")
    found = response.json()
    assert response.headers["content-type"] == "application/json"
    assert found["query"] == "cq31-campuses"
    assert found["columns"] == list(named_query("cq31-campuses").columns)
    assert set(found["rows"][0]) == set(found["columns"])
    assert found == client.get("/queries/cq31-campuses.json", headers={"accept": "text/csv"}).json()


def test_what_the_data_cannot_tell_is_said_in_every_format(client: TestClient) -> None:
    note = "cannot tell: no source states links between test beds and services"
    assert client.get("/queries/cq07-links.json").json()["notes"] == [note]
    assert client.get("/queries/cq07-links.csv").headers["verkosto-note"] == note
    assert note in Page(client.get("/queries/cq07-links", headers=BROWSER).text).text


def test_a_note_in_a_header_is_ascii_on_one_line() -> None:
    assert notes_for_headers(["ei tiedossa: lähde\nvaiti, 100 %"]) == ("ei tiedossa: l%C3%A4hde%0Avaiti, 100 %25",)


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("cq99-nothing", 404, "no named query 'cq99-nothing'; there are cq01-funding, "),
        ("cq05-testbeds?town=Espoo", 400, "cq05-testbeds has no parameter 'town'; it has theme, city, "),
        ("cq32-provenance", 400, "cq32-provenance needs subject: the thing, e.g. "),
        ("cq32-provenance?subject=", 400, "cq32-provenance needs subject: the thing, e.g. "),
        ("cq32-provenance?subject=https%3A%2F%2Fa%20b", 400, "'https://a b' is not a term: "),
        ("cq05-testbeds?city=place/fi-049&city=place/fi-091", 400, "city is given more than once"),
    ],
    ids=["unknown query", "unknown parameter", "missing", "empty", "no address", "twice"],
)
def test_what_cannot_be_asked_is_told_with_what_can(client: TestClient, path: str, status: int, title: str) -> None:
    response = client.get(f"/queries/{path}")
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["title"].startswith(title)


def test_an_attempt_to_break_out_of_a_parameter_finds_nothing(client: TestClient) -> None:
    response = client.get("/queries/cq05-testbeds", params={"city": '" } } # { ?s ?p ?o'})
    assert response.status_code == 400
    assert "which is no address of a thing" in response.json()["title"]


def test_a_thing_that_the_graph_does_not_know_is_told(client: TestClient) -> None:
    response = client.get("/queries/cq05-testbeds", params={"city": "place/nowhere"})
    assert response.status_code == 400
    assert response.json()["title"].startswith(
        "cq05-testbeds: the graph knows no city 'place/nowhere'; the place, e.g."
    )


def test_the_text_of_a_query_can_be_had_with_its_parameters_bound(client: TestClient) -> None:
    plain = client.get("/queries/cq32-provenance.rq")
    assert plain.headers["content-type"] == "application/sparql-query"
    assert without_header(plain.text) == named_query("cq32-provenance").bare
    text = client.get(
        "/queries/cq05-testbeds", params={"city": "place/fi-091"}, headers={"accept": plain.headers["content-type"]}
    ).text
    assert "<https://w3id.org/verkosto/id/place/fi-091>" in text


def test_the_list_says_what_each_query_takes_and_returns(client: TestClient) -> None:
    listed = {one["name"]: one for one in client.get("/queries").json()["queries"]}
    assert list(listed) == list(named_queries())
    subject, predicate, _ = listed["cq32-provenance"]["params"]
    assert (subject["name"], subject["required"], predicate["required"]) == ("subject", True, False)
    assert subject["description"].startswith("the thing, e.g. ")
    assert listed["cq07-links"]["needs"] == {
        "vk:offersService": "no source states links between test beds and services"
    }
    assert listed["cq07-links"]["links"]["csv"] == "/queries/cq07-links.csv"
    assert set(listed["cq07-links"]["columns"]) == set(named_query("cq07-links").columns)


def test_a_browser_gets_the_list_as_a_page(client: TestClient) -> None:
    shown = Page(client.get("/sv/queries", headers=BROWSER).text)
    assert "Färdiga frågor" in shown.text
    assert {f"/sv/queries/{name}" for name in named_queries()} <= set(shown.hrefs)


def test_a_browser_gets_a_form_and_a_table(client: TestClient) -> None:
    response = client.get("/queries/cq05-testbeds", params={"city": "place/fi-049", "theme": ""}, headers=BROWSER)
    shown = Page(response.text)
    fields = {one["name"]: one["value"] for one in shown.attributes("input")}
    assert fields == {**dict.fromkeys(named_query("cq05-testbeds").params, ""), "city": "place/fi-049"}
    assert "/doc/testbed/facts-kyky" in shown.hrefs
    assert f"/queries/cq05-testbeds.csv?city={quote('place/fi-049', safe='')}" in shown.hrefs


def test_a_form_that_must_be_filled_in_first_is_no_error(client: TestClient) -> None:
    response = client.get("/en/queries/cq32-provenance", headers=BROWSER)
    assert response.status_code == 200
    assert "Fill in what is required, then ask." in Page(response.text).text


def test_a_long_answer_is_shown_in_part_and_says_so(client: TestClient) -> None:
    shown = Page(client.get("/en/queries/cq07-links", headers=BROWSER).text)
    assert "rows, showing the first 500" in shown.text
    assert len(shown.attributes("tr")) == 501


def test_each_format_links_to_the_others_with_the_parameters(client: TestClient) -> None:
    link = client.get("/queries/cq05-testbeds.csv", params={"trl": "a b&c"}).headers["link"]
    assert '</queries/cq05-testbeds.json?trl=a+b%26c>; rel="alternate"; type="application/json"' in link
    assert ".csv" not in link


def test_parameters_too_long_for_a_header_are_not_repeated_there(client: TestClient) -> None:
    response = client.get("/queries/cq05-testbeds", params={"trl": "x" * 5000})
    assert response.status_code == 200
    assert "link" not in response.headers


def test_what_a_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/queries/cq31-campuses.csv")
    again = client.get("/queries/cq31-campuses.csv", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/queries/cq05-testbeds.csv", params={"city": "place/fi-049"})
    assert other.headers["etag"] != client.get("/queries/cq05-testbeds.csv").headers["etag"]


@pytest.mark.parametrize("path", ["/queries", "/queries/cq31-campuses", "/queries/cq31-campuses.csv"])
def test_any_page_may_read_it_and_caches_ask_first(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["access-control-allow-origin"] == "*"
    assert (headers["vary"], headers["cache-control"]) == ("Accept, Accept-Encoding", "public, no-cache")
    head = client.head(path)
    assert (head.content, head.headers) == (b"", headers)
