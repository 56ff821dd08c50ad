"""What holds for every page: it stands alone, escapes everything, and speaks one language at a time."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.pages.render import Frame, embedded, render
from api.pages.thing import thing_page
from api.pages.words import borrowed, number
from graph.rdf.describe import Description, Fact, Link, Provenance, Said, Tried, Value
from graph.rdf.release import Release
from graph.rdf.schema_org import schema_org
from ontology import terms
from ontology.turtle import Language, Text
from tests.api.html import Page

BROWSER = {"accept": "text/html,*/*;q=0.8"}
PATHS = (
    "/",
    "/sv/",
    "/en/",
    "/match",
    "/sv/match?q=robotbuss&city=place/fi-091&trl=6",
    "/en/match?q=zzqq",
    "/testbeds",
    "/sv/actors?kind=company&city=Esbo",
    "/en/projects?focus-area=4.1&page=2",
    "/services?view=export",
    "/queries",
    "/queries/cq05-testbeds?city=place/fi-049",
    "/queries/cq32-provenance",
    "/doc/testbed/facts-kyky",
    "/doc/org/fi-0201256-6",
    "/doc/source/facts",
    "/def/",
    "/sparql",
    "/sv/data",
    "/graph/source/facts",
)
HOSTILE = "<script>alert('x')</script>\" onload=\"x"


def hostile() -> Description:
    said = Provenance(
        source=HOSTILE,
        graph=HOSTILE,
        record="javascript:alert(1)",
        pages=("javascript:alert(2)", 'https://example.org/"><script>'),
        citation=HOSTILE,
        table=HOSTILE,
        line="1",
        section=HOSTILE,
        confidence=HOSTILE,
        assigned_by=HOSTILE,
        retrieved=HOSTILE,
        licence="javascript:alert(3)",
        compilation_licence=HOSTILE,
        released=HOSTILE,
    )
    name = Text(value=HOSTILE, language='fi"><script>')
    script = "javascript:alert(4)"
    values = (
        Value(text=HOSTILE, is_iri=False, language='fi"><script>'),
        Value(text=script, is_iri=True, label=name),
        Value(text="https://w3id.org/verkosto/id/org/<script>", is_iri=True, label=name),
    )
    facts = tuple(Fact(predicate=script, predicate_label=name, value=one, sources=(said,)) for one in values)
    links = (Link(predicate=script, predicate_label=name, thing=script, label=name),)
    told = [(terms.OUTCOME, values[0]), (terms.REFERENCE_PAGE, values[1]), (terms.PRIMARY_SOURCE, values[1])]
    statements = tuple(Said(predicate=under, value=value, confidence=HOSTILE) for under, value in told)
    trials = (Tried(trial=script, label=name, said=statements),)
    return Description(iri=script, label=name, facts=facts, links=links, link_count=1, trials=trials)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_fetches_anything_from_another_host(client: TestClient, path: str) -> None:
    response = client.get(path, headers=BROWSER)
    shown = Page(response.text)
    assert response.status_code == 200
    assert all(one == {"type": "application/ld+json"} for one in shown.attributes("script"))
    assert [one for one in shown.resources if not one.startswith(("/style.css?", "data:,"))] == []
    assert "url(" not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")


def test_the_style_sheet_is_ours_and_fetches_nothing(client: TestClient) -> None:
    [path] = [one for one in Page(client.get("/", headers=BROWSER).text).resources if one.startswith("/style")]
    response = client.get(path)
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert "prefers-color-scheme: dark" in response.text
    assert "url(" not in response.text
    assert "@import" not in response.text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_hostile_graph_gets_no_tag_and_no_script_onto_a_page(language: Language) -> None:
    html = render(
        "thing",
        Frame(language=language, path="/doc/x"),
        thing=thing_page(hostile(), language),
        downloads=[],
        schema=embedded(schema_org(hostile())),
    ).decode()
    shown = Page(html)
    assert shown.attributes("script") == [{"type": "application/ld+json"}]
    assert not any(name.startswith("on") for _, attrs in shown.tags for name in attrs)
    assert [href for href in shown.hrefs if href.startswith("javascript:")] == []
    assert HOSTILE in " ".join(shown.words)


def test_a_hostile_parameter_is_shown_as_text(client: TestClient) -> None:
    shown = Page(client.get("/queries/cq05-testbeds", params={"trl": HOSTILE}, headers=BROWSER).text)
    assert shown.attributes("script") == []
    assert HOSTILE in {one.get("value") for one in shown.attributes("input")}


@pytest.mark.parametrize(
    ("path", "language", "heading"),
    [
        ("/", "fi", "Helsingin seudun innovaatioekosysteemin avoin tietoverkko"),
        ("/sv/", "sv", "Öppen kunskapsgraf över innovationsekosystemet i Helsingforsregionen"),
        ("/en/", "en", "An open knowledge graph of the innovation ecosystem of the Helsinki region"),
    ],
)
def test_the_front_page_says_what_is_here(
    client: TestClient, release: Release, path: str, language: Language, heading: str
) -> None:
    shown = Page(client.get(path).text)
    assert shown.attributes("html") == [{"lang": language}]
    assert heading in shown.text
    assert number(release.triples, language) in " ".join(shown.words)
    led = ("queries", "def/", "match", "testbeds", "actors", "projects", "services")
    assert {f"{path}{one}" for one in led} <= set(shown.hrefs)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_links_to_no_address_of_ours_that_is_not_there(client: TestClient, path: str) -> None:
    own = {href.partition("#")[0] for href in Page(client.get(path, headers=BROWSER).text).hrefs if href[0] == "/"}
    first = sorted(own)[:25]
    assert [href for href in first if client.get(href, headers=BROWSER).status_code != 200] == []


def test_every_borrowed_term_that_our_records_use_has_words() -> None:
    used = {value for name, value in vars(terms).items() if name.isupper() and isinstance(value, str)}
    pages = {one for one in used if "://" in one and not one.startswith((terms.VK, terms.ID, terms.GRAPH))}
    assert pages - set(terms.PREFIXES.values()) - set(borrowed("fi")) == {terms.WKT_LITERAL}


def test_a_service_without_a_release_says_what_to_do(tmp_path: Path) -> None:
    from api.app import create_app
    from api.settings import Settings

    with TestClient(create_app(tmp_path, Settings())) as client:
        response = client.get("/doc/place/fi-091")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert response.json()["title"] == "no release is being served yet; run: verkosto build"


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/doc/place/nowhere", 404, "Sivua ei löydy"),
        ("/sv/doc/place/nowhere", 404, "Sidan finns inte"),
        ("/en/queries/cq99-nothing", 404, "Not found"),
        ("/en/queries/cq05-testbeds?town=Espoo", 400, "The request cannot be understood"),
        ("/id/place/nowhere", 404, "Sivua ei löydy"),
        ("/no/such/page", 404, "Sivua ei löydy"),
    ],
)
def test_a_browser_is_told_what_is_wrong_on_a_page(client: TestClient, path: str, status: int, heading: str) -> None:
    response = client.get(path, headers=BROWSER)
    shown = Page(response.text)
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert [heading] == [one for one in shown.words if one == heading]
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["access-control-allow-origin"] == "*"
