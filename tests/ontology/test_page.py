"""The vocabulary's page: whole, alone, and in three languages."""

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ontology.page import PATHS, ontology_page
from ontology.turtle import Language, Statements, Text
from ontology.vocabulary import vocabulary
from ontology.words import NAMES, WORDS

LANGUAGES: Sequence[Language] = ("fi", "sv", "en")


class Page(HTMLParser):
    """The tags, anchors and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    def all(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute))]


PAGES: dict[str, Page] = {language: Page(ontology_page(language)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_at_its_anchor_with_its_name_and_definition(language: Language) -> None:
    page, terms = PAGES[language], vocabulary(language).terms
    assert {term.name for term in terms} <= set(page.all("id"))
    assert {term.definition.value for term in terms} <= set(page.words)
    assert {term.label.value for term in terms} <= set(page.words)
    assert {term.label.language for term in terms} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_list_shows_every_concept(language: Language) -> None:
    page = PAGES[language]
    concepts = [concept for scheme in vocabulary(language).schemes for concept in scheme.concepts]
    assert len(concepts) > 500
    assert {concept.notation for concept in concepts} <= set(page.words)
    assert {concept.label.value for concept in concepts} <= set(page.words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_page_has_its_anchor_and_no_anchor_comes_twice(language: Language) -> None:
    page = PAGES[language]
    inner = {href[1:] for href in page.all("href") if href.startswith("#")}
    anchors = page.all("id")
    assert len(inner) > 100
    assert inner <= set(anchors)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_makes_no_request(language: Language) -> None:
    html = ontology_page(language)
    fetching = {"script", "img", "iframe", "object", "embed", "source", "video", "audio", "base"}
    assert not PAGES[language].all("src")
    assert {tag for tag, _ in PAGES[language].tags} & fetching == set()
    assert {attrs["rel"] for tag, attrs in PAGES[language].tags if tag == "link"} == {"alternate"}
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_its_language_and_links_to_all_three(language: Language) -> None:
    page = PAGES[language]
    alternates = {attrs["hreflang"]: attrs["href"] for tag, attrs in page.tags if tag == "link"}
    assert dict(page.tags)["html"] == {"lang": language}
    assert alternates == dict(PATHS)
    assert set(NAMES.values()) <= set(page.words)
    assert [attrs["lang"] for _, attrs in page.tags if attrs.get("aria-current") == "page"] == [language]


@pytest.mark.parametrize(("language", "heading"), [("fi", "Ominaisuudet"), ("sv", "Egenskaper"), ("en", "Properties")])
def test_the_headings_are_in_the_language_of_the_page(language: Language, heading: str) -> None:
    assert heading in PAGES[language].words


def test_each_word_of_the_page_exists_in_each_language() -> None:
    assert set(WORDS["fi"]) == set(WORDS["sv"]) == set(WORDS["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_is_named_in_the_language_of_the_page(language: Language) -> None:
    concepts = [concept for scheme in vocabulary(language).schemes for concept in scheme.concepts]
    assert {concept.label.language for concept in concepts} == {language}


def test_a_text_without_translation_comes_in_english() -> None:
    read = Statements([b'<urn:a> <urn:name> "bed"@en, "b\xc3\xa4dd"@sv .'])
    assert read.text("urn:a", "urn:name", "fi") == Text(value="bed", language="en")


def test_a_text_in_another_language_than_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    untranslated = replace(vocabulary("fi"), description=Text(value="not yet in Finnish", language="en"))
    monkeypatch.setattr("ontology.page.vocabulary", lambda _: untranslated)
    assert '<span lang="en">not yet in Finnish</span>' in ontology_page.__wrapped__("fi")


def test_a_property_of_several_classes_shows_each_of_them() -> None:
    operated_by = next(term for term in vocabulary("en").terms if term.name == "operatedBy")
    assert [link.name for link in operated_by.domain] == ["vk:TestBed", "vk:Service"]
    assert [link.name for link in operated_by.range] == ["org:Organization"]
    assert {link.name for link in operated_by.close} == {"schema:provider", "cv:hasCompetentAuthority"}
