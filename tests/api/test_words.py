"""The words of the pages: gettext catalogues that say the same in Finnish, Swedish and English."""

import re
from importlib.resources import files

import pytest

from api.pages.words import DOMAINS, NAMES, borrowed, catalogue, counted, named, number, words
from ontology.terms import VK
from ontology.turtle import Language

HOLE = re.compile(r"\{\w+\}")


def texts(language: Language, domain: str) -> dict[str, tuple[str, ...]]:
    """Return every text of a catalogue by its key, however many forms it has."""
    found = {}
    for one in catalogue(language, domain):
        key = one.id if isinstance(one.id, str) else one.id[0]
        if key:
            found[key] = (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_key_is_translated_into_all_three_languages(domain: str) -> None:
    finnish = texts("fi", domain)
    for language in NAMES:
        found = texts(language, domain)
        assert [*found] == [*finnish]
        assert [key for key, forms in found.items() if not all(one.strip() for one in forms)] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", NAMES)
def test_no_translation_is_doubtful_or_left_over(language: Language, domain: str) -> None:
    found = catalogue(language, domain)
    assert [one.id for one in found if one.fuzzy] == []
    assert [*found.obsolete] == []


def test_a_translation_has_the_same_holes_to_fill_in_every_language() -> None:
    holes = {
        language: {
            key: {frozenset(HOLE.findall(one)) for one in forms} for key, forms in texts(language, "pages").items()
        }
        for language in NAMES
    }
    assert holes["fi"] == holes["sv"] == holes["en"]


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = {
        key
        for one in (files("api.pages") / "templates").iterdir()
        for key in re.findall(r'\bwords\.(\w+)|\bcounted\("(\w+)",', one.read_text("utf-8"))
    }
    assert {first or second for first, second in asked} - set(texts("fi", "pages")) == set()


def test_a_number_of_things_is_told_as_each_language_tells_it() -> None:
    assert [counted("n_projects", 1, language) for language in NAMES] == ["1 hanke", "1 projekt", "1 project"]
    assert counted("n_projects", 1234, "fi") == "1\N{NO-BREAK SPACE}234 hanketta"
    assert number(0.857, "sv", "0.00") == "0,86"


def test_words_are_those_of_the_language_asked_for() -> None:
    assert words("sv")["skip"] == "Gå till innehållet"
    assert borrowed("fi")["http://www.w3.org/2004/02/skos/core#prefLabel"].value == "nimi"
    assert named("en")[VK + "theme"].language == "en"
