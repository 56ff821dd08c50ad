"""`/testbeds`, `/actors`, `/projects`, `/services`: lists with facets for people, beside those for programs."""

import gzip
import re

import pytest
from fastapi.testclient import TestClient

from api.list_page import PAGES, parameters
from api.list_sparql import PATTERNS
from api.pages.listing import chips, facets, line
from api.pages.render import Frame, render
from api.pages.words import counted, words
from graph.listing.kinds import LISTINGS, Name
from graph.listing.reading import Choice, Choices
from ontology.turtle import Language
from tests.api.html import Page

BROWSER = {"accept": "text/html,*/*;q=0.8"}
HOSTILE = "<script>alert('x')</script>\" onload=\"x 🤖 \u202eשלום " + "å" * 200
every_list = pytest.mark.parametrize("name", PAGES)


def page(client: TestClient, path: str) -> Page:
    return Page(client.get(path, headers=BROWSER).text)


@every_list
@pytest.mark.parametrize(("language", "prefix"), [("fi", ""), ("sv", "/sv"), ("en", "/en")])
def test_a_list_says_how_long_it_is_and_shows_its_first_things(
    client: TestClient, name: Name, language: Language, prefix: str
) -> None:
    found = client.get(f"/api/{name}?lang={language}&limit=25").json()
    shown = page(client, f"{prefix}/{name}")
    assert counted(f"n_{name}", found["total"], language) in " ".join(shown.words)
    hrefs = [one for one in shown.hrefs if one.startswith(f"{prefix}/doc/") and "/release/" not in one]
    assert len(hrefs) == found["count"]
    assert [one["label"] for one in found["items"] if one["label"] not in shown.text] == []


@every_list
def test_each_value_of_a_facet_leads_to_as_many_things_as_it_says(client: TestClient, name: Name) -> None:
    html = client.get(f"/{name}", headers=BROWSER).text
    offered = re.findall(rf'<li><a href="(/{name}\?[^"]+)">[^<]+</a><span class="count">([^<]+)</span>', html)
    assert len(offered) > 3
    for href, count in offered[::5]:
        query = href.replace("&amp;", "&").partition("?")[2]
        assert client.get(f"/api/{name}?{query}&limit=1").json()["total"] == int(re.sub(r"\D", "", count))


def test_a_facet_says_of_how_many_things_nobody_states_a_value(client: TestClient) -> None:
    shown = page(client, "/actors")
    cities = [one for one in client.get("/api/actors?limit=1000").json()["items"] if not one["cities"]]
    assert f"{words('fi')['no_info']} {len(cities)}" in shown.text


def test_a_filter_is_a_chip_that_takes_it_away_again(client: TestClient) -> None:
    shown = page(client, "/en/testbeds?city=esbo&status=active")
    assert "City: Espoo" in shown.text
    assert "Status: " in shown.text
    assert {"/en/testbeds?status=active", "/en/testbeds?city=esbo", "/en/testbeds"} <= set(shown.hrefs)


def test_a_filter_by_a_thing_is_a_chip_with_its_name(client: TestClient) -> None:
    assert "Mukana: Aalto-yliopisto" in page(client, "/projects?actor=fi-2228357-4").text


def test_a_search_keeps_the_filters_that_are_set(client: TestClient) -> None:
    shown = page(client, "/testbeds?city=Espoo&q=robotti")
    assert {"type": "hidden", "name": "city", "value": "Espoo"} in shown.attributes("input")
    total = client.get("/api/testbeds?city=Espoo&q=robotti").json()["total"]
    assert counted("n_testbeds", total, "fi") in shown.text
    assert client.get("/testbeds?city=Espoo&q=", headers=BROWSER).headers["location"] == "/testbeds?city=Espoo"


def test_pages_follow_one_another_and_hold_everything_once(client: TestClient) -> None:
    path, found = "/testbeds", []
    while path:
        shown = page(client, path)
        found += [one for one in shown.hrefs if one.startswith("/doc/testbed/")]
        [*following] = [one["href"] for one in shown.attributes("a") if one.get("rel") == "next"]
        path = str(following[0]) if following else ""
    assert len(found) == len(set(found)) == client.get("/api/testbeds?limit=1").json()["total"]


def test_a_page_past_the_end_leads_back(client: TestClient) -> None:
    shown = page(client, "/testbeds?page=99")
    assert words("fi")["no_hits"] in shown.text
    assert "/testbeds?page=4" in shown.hrefs


@every_list
def test_an_order_is_that_of_the_interface_for_programs(client: TestClient, name: Name) -> None:
    for sort in ("-label", *(f"-{one}" for one in LISTINGS[name].orders[:2])):
        ids = [one["id"] for one in client.get(f"/api/{name}?sort={sort}&limit=25").json()["items"]]
        hrefs = [one.removeprefix("/doc/") for one in page(client, f"/{name}?sort={sort}").hrefs if "/doc/" in one]
        assert hrefs[: len(ids)] == ids


@every_list
def test_every_export_gives_the_things_of_the_list(client: TestClient, name: Name) -> None:
    shown = page(client, f"/sv/{name}?view=export&source=facts")
    total = client.get(f"/api/{name}?source=facts").json()["total"]
    exports = [one for one in shown.hrefs if one.startswith("/api/")]
    assert len(exports) == (3 if name == "testbeds" else 2)
    for one in exports:
        assert client.get(one).headers["verkosto-total"] == str(total)


@every_list
def test_a_list_shown_as_sparql_finds_the_same_things(client: TestClient, name: Name) -> None:
    asked = [("", "")]
    for filtered in PATTERNS[name]:
        html = client.get(f"/{name}", headers=BROWSER).text
        values = re.findall(rf'<li><a href="/{name}\?{filtered}=([^"&]+)">', html)
        asked += [(filtered, value) for value in values[:4]]
    assert len(asked) > 4
    for filtered, value in asked:
        query = f"{filtered}={value}" if filtered else ""
        shown = page(client, f"/{name}?view=export&{query}")
        text = next(one for one in shown.words if one.startswith("PREFIX"))
        answer = client.get(
            "/sparql", params={"query": text}, headers={"accept": "application/sparql-results+json"}
        ).json()
        things = {one["thing"]["value"] for one in answer["results"]["bindings"]}
        listed = {one["iri"] for one in client.get(f"/api/{name}?limit=1000&{query}").json()["items"]}
        assert things == listed, query


def test_what_sparql_does_not_say_alike_is_not_shown_as_sparql(client: TestClient) -> None:
    for query in ("q=robotti", "from=2020", "trl=5", "theme=4.1.e"):
        assert words("fi")["as_sparql"] not in page(client, f"/testbeds?view=export&{query}").text


@pytest.mark.parametrize(
    "query", ["city=Atlantis", "colour=red", "page=0", "trl=99", "sort=colour", "sort=relevance", "page=1&page=2"]
)
def test_a_filter_that_cannot_be_used_is_told_and_the_list_offers_all(client: TestClient, query: str) -> None:
    response = client.get(f"/testbeds?{query}", headers=BROWSER)
    shown = Page(response.text)
    assert response.status_code == 422
    assert [attrs for _, attrs in shown.tags if attrs.get("role") == "alert"]
    assert "/testbeds?city=place%2Ffi-091" in shown.hrefs


def test_a_hostile_search_is_shown_as_text(client: TestClient) -> None:
    response = client.get("/testbeds", params={"q": HOSTILE}, headers=BROWSER)
    shown = Page(response.text)
    assert shown.attributes("script") == []
    assert HOSTILE in {one.get("value") for one in shown.attributes("input")}


def test_hostile_names_are_shown_as_text() -> None:
    offered = (Choices(name="city", values=(Choice(value=HOSTILE, labels={"": HOSTILE}, count=1),), unknown=1),)
    told = {
        "iri": "javascript:alert(1)",
        "label": HOSTILE,
        "kind": {"id": HOSTILE, "label": HOSTILE},
        "cities": [{"id": HOSTILE, "label": HOSTILE}],
        "can_be_tested": HOSTILE * 9,
    }
    content = render(
        "list",
        Frame(language="fi", path="/testbeds", query=HOSTILE),
        listing="testbeds",
        lines=[line(told, "testbeds", "fi")],
        total=1,
        facets=facets(offered, [("city", HOSTILE)], "fi"),
        chips=chips([("city", HOSTILE)], offered, {}, "fi"),
        bare="",
        text=HOSTILE,
        hidden=[(HOSTILE, HOSTILE)],
        orders=[HOSTILE],
        order=HOSTILE,
        view="list",
        queries=dict.fromkeys(("list", "export", "api", "features"), ""),
        sparql=None,
        page=1,
        pages=1,
        turn=lambda _number: "",
        error=None,
    )
    shown = Page(content.decode())
    assert shown.attributes("script") == []
    assert not any(name.startswith("on") for _, attrs in shown.tags for name in attrs)
    assert [href for href in shown.hrefs if href.startswith("javascript:")] == []
    assert HOSTILE in " ".join(shown.words)


@every_list
def test_a_list_is_light_and_every_field_of_it_has_a_label(client: TestClient, name: Name) -> None:
    response = client.get(f"/{name}", headers=BROWSER)
    shown = Page(response.text)
    assert len(gzip.compress(response.content)) <= 80 * 1024
    labelled = {one["for"] for one in shown.attributes("label")}
    assert {one["id"] for one in (*shown.attributes("input"), *shown.attributes("select"))} == labelled


def test_every_filter_and_every_order_has_words() -> None:
    from api.list_page import SORTS

    for name in PAGES:
        named = {f"facet_{one.name}" for one in parameters(LISTINGS[name]) if one.name not in ("sort", "page", "view")}
        orders = {f"sort_{one.removeprefix('-')}" for one in SORTS[name]}
        assert (named | orders) - words("sv").keys() == set()
