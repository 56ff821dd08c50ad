"""`/match`: what suits a need, as a page that works without scripts, in three languages."""

import gzip
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.match_page import FIELDS
from api.pages.match import excluded, matches, segments
from api.pages.render import Frame, render
from api.pages.words import words
from ontology.terms import ID, VK
from ontology.turtle import Language
from tests.api.html import Page

BROWSER = {"accept": "text/html,*/*;q=0.8"}
NEED = {"q": "Anturi joka mittaa sisäilmaa kouluissa", "city": "place/fi-091", "trl": "6"}
HOSTILE = "<script>alert('x')</script>\" onload=\"x 🤖 \u202eשלום " + "å" * 200
LANGUAGES: tuple[tuple[Language, str], ...] = (("fi", "/match"), ("sv", "/sv/match"), ("en", "/en/match"))
every_language = pytest.mark.parametrize(("language", "path"), LANGUAGES)


def page(client: TestClient, path: str, **given: Any) -> Page:
    return Page(client.get(path, params=given, headers=BROWSER).text)


@every_language
def test_results_come_in_the_order_of_the_interface_for_programs(
    client: TestClient, language: Language, path: str
) -> None:
    found = client.get("/api/match", params={**NEED, "lang": language}).json()["results"]
    shown = page(client, path, **NEED)
    prefix = path.removesuffix("/match")
    hrefs = [f"{prefix}/doc/{one['testbed'].removeprefix(ID)}" for one in found]
    assert [one for one in shown.hrefs if "/doc/testbed/" in one][: len(hrefs)] == hrefs
    assert words(language)["grounds"] in {one.get("aria-label") for one in shown.attributes("ul")}


@every_language
def test_an_answer_for_programs_is_that_of_the_interface(client: TestClient, language: Language, path: str) -> None:
    found = client.get(path, params=NEED, headers={"accept": "application/json"})
    assert found.headers["content-type"] == "application/json"
    assert found.json() == client.get("/api/match", params={**NEED, "lang": language}).json()


def test_matched_words_are_marked_in_the_text_of_the_statement(client: TestClient) -> None:
    html = client.get("/match", params=NEED, headers=BROWSER).text
    assert "<mark>koulun</mark>" in html
    assert "Osuma sanoihin: <mark>koulun</mark>" in html


def test_what_is_unknown_is_said_to_be(client: TestClient) -> None:
    assert "Valmiustaso (TRL): ei tietoa" in page(client, "/match", **NEED).text


def test_what_is_excluded_is_told_with_the_reason(client: TestClient) -> None:
    shown = page(client, "/en/match", q="robot bus in Helsinki", limit=100)
    found = client.get("/api/match", params={"q": "robot bus in Helsinki", "limit": 100, "lang": "en"}).json()
    assert found["excluded"]
    for one in found["excluded"]:
        assert f"{one['label']} – Still running: no" in shown.text


def test_where_nothing_suits_the_nearest_is_named(client: TestClient) -> None:
    need = "underwater volcano opera"
    found = client.get("/api/match", params={"q": need, "lang": "en"}).json()
    shown = page(client, "/en/match", q=need)
    assert found["abstained"]
    assert "No test bed suits well enough" in shown.text
    assert found["nearest"]["testbed_label"] is None or found["nearest"]["testbed_label"] in shown.text


def test_where_nothing_is_even_near_the_page_says_so(client: TestClient) -> None:
    found = client.get("/api/match", params={"q": "zzqqxx"}).json()
    shown = page(client, "/match", q="zzqqxx")
    assert (found["nearest"]["testbed"], found["nearest"]["service"]) == (None, None)
    assert words("fi")["nothing_near"] in shown.text


def test_without_a_need_there_is_the_form_alone(client: TestClient) -> None:
    shown = page(client, "/match")
    assert [one["action"] for one in shown.attributes("form")] == ["/match"]
    assert shown.attributes("ol") == []


def test_a_form_sent_with_empty_fields_is_found_at_an_address_to_share(client: TestClient) -> None:
    sent = client.get("/sv/match", params={"q": "buss & tåg", "city": "", "trl": "", "access": " "}, headers=BROWSER)
    assert (sent.status_code, sent.headers["location"]) == (303, "/sv/match?q=buss+%26+t%C3%A5g")
    assert client.get("/match?q=", headers=BROWSER).headers["location"] == "/match"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"city": "place/fi-091"}, "q"),
        ({"q": "x" * 30_000}, "q"),
        ({"q": "x", "city": "Oulu"}, "city"),
        ({"q": "x", "trl": "12"}, "trl"),
        ({"q": "x", "theme": "alchemy"}, "theme"),
        ({"q": "x", "access": "magic"}, "access"),
        ({"q": "x", "from": "soon"}, "from"),
        ({"q": "x", "service_lang": "la"}, "service_lang"),
        ({"q": "x", "actor": "Nobody at all Oy"}, "actor"),
    ],
    ids=["nothing", "30 kB", "city", "readiness", "theme", "access", "day", "language", "actor"],
)
def test_what_cannot_be_used_is_told_beside_the_form_as_it_was(
    client: TestClient, given: dict[str, str], field: str
) -> None:
    response = client.get("/en/match", params=given, headers=BROWSER)
    shown = Page(response.text)
    assert response.status_code == 422
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    [wrong] = [attrs for _, attrs in shown.tags if attrs.get("aria-invalid") == "true"]
    assert wrong["name"] == field
    for name, value in given.items():
        kept = [one.get("value") for _, one in shown.tags if one.get("name") == name]
        chosen = [one.get("value") for _, one in shown.tags if "selected" in one]
        assert value in {*kept, *chosen, *shown.words}, name


def test_an_unknown_condition_is_told_too(client: TestClient) -> None:
    response = client.get("/match?q=x&colour=red", headers=BROWSER)
    assert response.status_code == 422
    assert words("fi")["wrong_field"] in Page(response.text).text


def test_a_hostile_need_is_shown_as_text(client: TestClient) -> None:
    shown = page(client, "/match", q=HOSTILE)
    assert shown.attributes("script") == []
    assert HOSTILE in shown.words
    assert not any(name.startswith("on") for _, attrs in shown.tags for name in attrs)


def test_hostile_names_and_texts_are_shown_as_text() -> None:
    stated = {"subject": f"{ID}testbed/x", "predicate": f"{VK}canBeTested", "object": HOSTILE, "language": '"><script>'}
    reasons = [
        {"feature": name, "values": [HOSTILE], "points": 0.1, "statements": [stated]}
        for name in ("text", "concept", "use", "kin", "semantic", "network", "popularity", "distance")
    ]
    verdict = {"name": "city", "verdict": "no", "statements": [stated]}
    mark = {"subject": f"{ID}testbed/x", "predicate": f"{VK}canBeTested", "text": HOSTILE, "language": '"><script>'}
    found = {
        "results": [
            {
                "testbed": f"{ID}testbed/x",
                "label": HOSTILE,
                "score": 1.0,
                "reasons": reasons,
                "constraints": [verdict],
                "page": "javascript:alert(1)",
            }
        ],
        "marks": [[[{**mark, "places": [(8, 13)]}] for _ in reasons]],
        "excluded": [{"testbed": f"{ID}testbed/y", "label": HOSTILE, "constraints": [verdict]}],
        "names": {f"{ID}testbed/x": HOSTILE},
        "abstained": False,
        "lacks": [HOSTILE],
    }
    shown = Page(
        render(
            "match",
            Frame(language="fi", path="/match", query=HOSTILE),
            given={name: [HOSTILE] for name in FIELDS},
            options={name: [] for name in ("city", "theme", "access", "user_group")},
            results=matches(found, {}, "fi"),
            excluded=excluded(found),
            found=found,
            about={},
            error=None,
            known={},
            machine="/api/match",
        ).decode()
    )
    assert shown.attributes("script") == []
    assert not any(name.startswith("on") for _, attrs in shown.tags for name in attrs)
    assert [href for href in shown.hrefs if href.startswith("javascript:")] == []


def test_a_quote_is_the_passage_around_the_first_word_that_was_met() -> None:
    text = "alku " * 60 + "anturi " + "loppu " * 60
    start = text.index("anturi")
    found = segments(text, [(start, start + 6)])
    assert [one for one, marked in found if marked] == ["anturi"]
    assert "".join(one for one, _ in found).startswith("… ")
    assert len("".join(one for one, _ in found)) < 300


def test_every_field_has_a_label_and_headings_go_down_step_by_step(client: TestClient) -> None:
    shown = page(client, "/match", **NEED)
    labelled = {one["for"] for one in shown.attributes("label")}
    fields = [*shown.attributes("input"), *shown.attributes("select"), *shown.attributes("textarea")]
    assert {one["id"] for one in fields if one.get("type") != "hidden"} == labelled
    levels = [int(tag[1]) for tag, _ in shown.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_several_cities_stay_chosen(client: TestClient) -> None:
    shown = page(client, "/match", q="robotti", city=["Espoo", "Vanda"])
    [cities] = [one for one in shown.attributes("select") if one["name"] == "city"]
    chosen = [one["value"] for one in shown.attributes("option") if "selected" in one]
    assert "multiple" in cities
    assert chosen == ["place/fi-049", "place/fi-092"]


def test_what_is_printed_says_what_was_asked_for(client: TestClient) -> None:
    html = client.get("/match", params=NEED, headers=BROWSER).text
    [printed] = [one for one in html.splitlines() if 'class="printed"' in one]
    assert NEED["q"] in printed
    assert "Kaupunki: Helsinki" in printed
    assert "Valmiustaso (TRL): 6" in printed


def test_a_hundred_results_are_light_enough(client: TestClient) -> None:
    content = client.get("/match", params={"q": "testi", "limit": "100"}, headers=BROWSER).content
    assert len(gzip.compress(content)) <= 80 * 1024


def test_a_page_that_one_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/match", params=NEED, headers=BROWSER).headers["etag"]
    assert client.get("/match", params=NEED, headers={**BROWSER, "if-none-match": tag}).status_code == 304
