"""`/id/…` and `/doc/…` over the release built from the data we ship."""

import json

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Dataset, NamedNode, Quad, RdfFormat, Store, parse

from graph.rdf.release import Release
from graph.rdf.workers import Workers
from ontology.terms import ID, SKOS
from tests.api.html import Page

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
KYKY = "/doc/testbed/facts-kyky"
SYNTAXES = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".jsonld": RdfFormat.JSON_LD}


def default_facts(store: Store, iri: str) -> set[str]:
    return {str(quad.triple) for quad in store.quads_for_pattern(NamedNode(iri), None, None, None) if is_default(quad)}


def is_default(quad: Quad) -> bool:
    return not isinstance(quad.graph_name, NamedNode)


def page(client: TestClient, path: str) -> Page:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/id/testbed/facts-kyky", "/doc/testbed/facts-kyky"),
        ("/id/sub-theme/4.1.e", "/doc/sub-theme/4.1.e"),
        ("/id/place/facts-Jyväskylä", "/doc/place/facts-Jyv%C3%A4skyl%C3%A4"),
        ("/id/place/facts-Jyv%C3%A4skyl%C3%A4", "/doc/place/facts-Jyv%C3%A4skyl%C3%A4"),
        ("/id/record/facts-testbed-kyky", "/doc/record/facts-testbed-kyky"),
        ("/id/source/facts", "/doc/source/facts"),
    ],
    ids=["test bed", "key with dots", "letters as they are", "letters encoded", "record", "source"],
)
def test_a_thing_leads_to_its_document_on_any_host(client: TestClient, asked: str, location: str) -> None:
    response = client.get(asked, headers={"host": "data.example.org"})
    assert (response.status_code, response.headers["location"]) == (303, location)
    assert response.headers["access-control-allow-origin"] == "*"
    assert client.get(location).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/id/testbed/nothing", "/doc/testbed/nothing", "/doc/testbed/nothing.ttl", "/id/Not%20a%20kind/x", "/id/place/"],
)
def test_an_unknown_thing_is_not_found(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["title"].startswith("the graph says nothing of https://w3id.org/verkosto/id/")


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        (KYKY, None, "text/turtle; charset=utf-8"),
        (KYKY, "*/*", "text/turtle; charset=utf-8"),
        (KYKY, "application/n-triples", "application/n-triples"),
        (KYKY, "text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        (KYKY, BROWSER["accept"], "text/html; charset=utf-8"),
        (KYKY + ".ttl", "text/html", "text/turtle; charset=utf-8"),
        (KYKY + ".nt", None, "application/n-triples"),
        (KYKY + ".jsonld", None, "application/ld+json"),
        (KYKY + ".html", "text/turtle", "text/html; charset=utf-8"),
    ],
)
def test_a_document_comes_as_its_suffix_or_else_the_client_says(
    client: TestClient, path: str, accept: str | None, media_type: str
) -> None:
    response = client.get(path, headers={"accept": accept} if accept else {})
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert response.headers["vary"] == "Accept, Accept-Encoding"


def test_a_format_that_is_not_to_be_had_is_told_with_those_that_are(client: TestClient) -> None:
    response = client.get(KYKY, headers={"accept": "image/png"})
    assert response.status_code == 406
    assert response.json()["available"] == ["text/turtle", "application/n-triples", "application/ld+json", "text/html"]


def test_each_format_names_the_others(client: TestClient) -> None:
    turtle, html = (client.get(KYKY + suffix).headers["link"] for suffix in (".ttl", ".html"))
    assert f'<{KYKY}.html>; rel="alternate"; type="text/html"' in turtle
    assert f'<{KYKY}.ttl>; rel="alternate"; type="text/turtle"' in html
    assert f"<{KYKY}.ttl>" not in turtle


@pytest.mark.parametrize(
    "thing", ["testbed/facts-kyky", "org/fi-0201256-6", "record/facts-testbed-kyky", "source/facts"]
)
def test_the_syntaxes_say_the_same(client: TestClient, thing: str) -> None:
    turtle, ntriples, jsonld = (
        Dataset(parse(client.get(f"/doc/{thing}{suffix}").content, format=syntax))
        for suffix, syntax in SYNTAXES.items()
    )
    assert len(ntriples) > 5
    assert turtle == ntriples == jsonld


def test_a_document_holds_every_statement_about_its_thing_and_names_what_it_links_to(
    client: TestClient, store: Store
) -> None:
    found = {str(quad.triple) for quad in parse(client.get(f"{KYKY}.nt").content, format=RdfFormat.N_TRIPLES)}
    expected = default_facts(store, f"{ID}testbed/facts-kyky")
    assert len(expected) > 30
    assert expected <= found
    assert f'<{ID}place/fi-049> <{SKOS}prefLabel> "Esbo"@sv' in found
    assert any(one.endswith(f"<{ID}testbed/facts-kyky>") for one in found)


def test_json_ld_is_compact_under_our_context(client: TestClient) -> None:
    found = client.get(f"{KYKY}.jsonld").json()
    assert found["@context"]["vk"] == "https://w3id.org/verkosto/def#"
    assert found["@graph"][0]["@id"] == f"{ID}testbed/facts-kyky"
    assert found["@graph"][0]["mainCity"] == f"{ID}place/fi-049"
    assert {"@language": "fi", "@value": "Espoon koulut living lab (KYKY)"} in found["@graph"][0]["prefLabel"]


def test_turtle_uses_our_prefixes_and_begins_with_its_thing(client: TestClient) -> None:
    lines = client.get(f"{KYKY}.ttl").text.splitlines()
    assert "@prefix vk: <https://w3id.org/verkosto/def#> ." in lines
    assert next(line for line in lines if not line.startswith("@")).startswith("id:testbed\\/facts-kyky ")


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".html"])
def test_what_a_client_has_is_not_sent_again(client: TestClient, suffix: str) -> None:
    first = client.get(KYKY + suffix)
    again = client.get(KYKY + suffix, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(KYKY + suffix, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_client_that_wants_a_document_only_if_there_is_none_gets_none(client: TestClient) -> None:
    found = client.get(KYKY, headers={"if-none-match": "*"})
    assert (found.status_code, found.content, found.headers["etag"]) == (304, b"", client.get(KYKY).headers["etag"])
    assert client.get("/doc/testbed/nowhere", headers={"if-none-match": "*"}).status_code == 404


def refuse(*_: object) -> None:
    raise AssertionError("this has been answered before")


@pytest.mark.parametrize(
    "path",
    [KYKY, f"{KYKY}.html", "/data", "/.well-known/void", "/en/data", "/sparql", "/en/sparql", "/queries/cq02-shares"],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_was_made_is_kept_for_the_next_asker(
    client: TestClient, path: str, accept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(path, headers={"accept": accept})
    monkeypatch.setattr(Workers, "ask", refuse)
    again = client.get(path, headers={"accept": accept})
    assert (again.status_code, again.content, again.headers) == (200, first.content, first.headers)


def test_each_format_and_language_has_an_etag_of_its_own(client: TestClient) -> None:
    paths = [KYKY, f"{KYKY}.nt", f"{KYKY}.jsonld", f"{KYKY}.html", f"/sv{KYKY}.html", "/doc/testbed/facts-luxturrim"]
    assert len({client.get(path).headers["etag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("path", ["/id/testbed/facts-kyky", KYKY, f"{KYKY}.html"])
def test_head_tells_what_get_would(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.content == b""
    assert (head.status_code, head.headers) == (get.status_code, get.headers)


def test_the_page_lists_each_fact_with_its_source(client: TestClient) -> None:
    shown = page(client, f"{KYKY}.html")
    assert "Espoon koulut living lab (KYKY)" in shown.text
    assert "Curated facts about the innovation ecosystem" in shown.text
    assert "testbeds.csv, rivi 18" in shown.text
    assert "luokitteli Verkoston toimitus" in shown.text
    assert "https://www.espoo.fi/en-US/City_of_Espoo/Innovative_Espoo/What_has_been_completed" in shown.hrefs
    assert {"/def/#theme", "/doc/place/fi-049", "/doc/record/facts-testbed-kyky"} <= set(shown.hrefs)


def test_the_page_never_passes_our_licence_off_as_that_of_the_source(client: TestClient) -> None:
    text = page(client, f"{KYKY}.html").text
    assert "Lähde luettu ei tiedossa Lähteen lisenssi ei tiedossa" in text
    assert "Verkoston oman koosteen lisenssi CC-BY-4.0 (koskee vain Verkoston koostetta, ei lähteen sivua)" in text


@pytest.mark.parametrize(
    ("prefix", "language", "heading", "name"),
    [
        ("", "fi", "Tiedot ja niiden lähteet", "Jatkuva haku"),
        ("/sv", "sv", "Uppgifter och deras källor", "Fortlöpande ansökan"),
        ("/en", "en", "Facts and their sources", "Continuous application"),
    ],
)
def test_the_page_speaks_three_languages(
    client: TestClient, prefix: str, language: str, heading: str, name: str
) -> None:
    shown = page(client, prefix + KYKY)
    assert shown.attributes("html") == [{"lang": language}]
    assert heading in shown.text
    assert name in shown.text
    alternates = {one["hreflang"]: one["href"] for one in shown.attributes("link") if "hreflang" in one}
    assert alternates == {"fi": KYKY, "sv": f"/sv{KYKY}", "en": f"/en{KYKY}"}
    assert f"{prefix}/doc/place/fi-049" in shown.hrefs


def test_a_name_in_another_language_than_the_page_says_so(client: TestClient) -> None:
    assert {"lang": "en"} in page(client, KYKY).attributes("span")


def test_the_footer_names_the_release(client: TestClient, release: Release) -> None:
    shown = page(client, KYKY)
    assert f"/doc/release/{release.id}" in shown.hrefs
    assert {"datetime": release.issued} in shown.attributes("time")


def test_many_links_are_counted_and_the_first_are_shown(client: TestClient) -> None:
    shown = page(client, "/en/doc/source/facts")
    assert "The first ones are shown: 200 of " in shown.text
    assert sum(href.startswith("/en/doc/record/") for href in shown.hrefs) > 150


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ("record/facts-testbed-kyky", ["nähty", "Verkoston oma kirjanpito", "testbeds.csv, rivi 18"]),
        ("source/facts", ["Verkoston oma kirjanpito", "Verkosto contributors"]),
        (
            "decision/facts-org-eura-lead-3ec84c75832e-same-facts-org-diak",
            ["equal names but for the legal form", "identity"],
        ),
        ("agent/curator", ["The curators of Verkosto"]),
    ],
    ids=["record", "source", "decision", "agent"],
)
def test_what_stands_in_named_graphs_only_has_its_page_too(client: TestClient, thing: str, said: list[str]) -> None:
    text = page(client, f"/doc/{thing}").text
    assert [one for one in said if one not in text] == []


def test_the_release_and_its_runs_have_their_pages(client: TestClient, release: Release) -> None:
    assert release.issued[:10] in page(client, f"/doc/release/{release.id}").text
    run = page(client, f"/en/doc/run/{release.id}-facts")
    assert "rows read" in run.text
    assert "testbeds.csv" in run.text


@pytest.mark.parametrize("kind", ["testbed", "org", "project", "participation", "money", "record", "doubt", "rejected"])
def test_every_kind_of_thing_can_be_had(client: TestClient, store: Store, kind: str) -> None:
    subjects = {str(quad.subject) for quad in store if str(quad.subject).startswith(f"<{ID}{kind}/")}
    wanted = [one[1:-1].removeprefix(ID) for one in sorted(subjects)[:3]]
    assert [client.get(f"/doc/{one}.html").status_code for one in wanted] == [200] * len(wanted)


def test_the_description_of_the_interface_tells_formats_and_problems(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    told = paths["/doc/{kind}/{key}"]["get"]["responses"]
    assert set(told) == {"200", "300", "301", "304", "400", "404", "406", "410", "503"}
    assert "text/turtle" in told["200"]["content"]
    assert json.dumps(paths["/id/{kind}/{key}"]["get"]["responses"]["404"]).count("problem+json") == 1
    assert not any(path.startswith(("/sv/", "/en/")) for path in paths)
