"""The front page: a question, three doors, and figures that are those of the lists they lead to."""

import json

import pytest
from fastapi.testclient import TestClient

from api.pages.words import day, words
from graph.rdf.release import Release
from ontology.turtle import Language
from tests.api.html import Page

LANGUAGES: tuple[tuple[Language, str], ...] = (("fi", "/"), ("sv", "/sv/"), ("en", "/en/"))
every_language = pytest.mark.parametrize(("language", "path"), LANGUAGES)


@every_language
def test_the_question_leads_to_a_match_in_the_same_language(client: TestClient, language: Language, path: str) -> None:
    shown = Page(client.get(path).text)
    [form] = shown.attributes("form")
    assert (form["action"], form["method"]) == (f"{path}match", "get")
    assert words(language)["what_to_test"] in shown.text


@every_language
def test_figures_are_told_with_the_day_of_the_data(
    client: TestClient, release: Release, language: Language, path: str
) -> None:
    assert day(release.issued, language) in Page(client.get(path).text).text


def test_each_figure_is_the_length_of_the_list_it_leads_to(client: TestClient) -> None:
    text = Page(client.get("/en/").text).text
    for name, called in (("testbeds", "Test beds"), ("actors", "Actors"), ("projects", "Projects")):
        assert f"{called} {client.get(f'/api/{name}?limit=1').json()['total']} " in text


def test_each_count_of_a_focus_area_is_what_its_link_finds(client: TestClient) -> None:
    shown = Page(client.get("/en/").text)
    areas = client.get("/api/themes?kind=focus-area&lang=en").json()["items"]
    assert len(areas) == 4
    for one in areas:
        assert one["label"] in shown.text
        for name, called in (("testbeds", "test bed"), ("projects", "project")):
            href = f"/en/{name}?focus-area={one['notation']}"
            total = client.get(f"/api/{name}?focus-area={one['notation']}").json()["total"]
            assert href in shown.hrefs
            assert f"{total} {called}" in shown.text


def test_an_example_finds_something(client: TestClient) -> None:
    for _, path in LANGUAGES:
        found = [one for one in Page(client.get(path).text).hrefs if "match?q=" in one]
        assert len(found) == 3
        for one in found:
            assert json.loads(client.get(one, headers={"accept": "application/json"}).text)["results"]
