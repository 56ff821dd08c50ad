from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.text.language import Language
from graph.text.stems import Stemmer, trigrams

FINNISH = Stemmer("fi", voikko=False)
STEMMERS: dict[Language, Stemmer] = {"fi": FINNISH, "sv": Stemmer("sv"), "en": Stemmer("en")}

FORMS = {
    "kiertotalous": "kiertotalouden kiertotaloudesta kiertotaloutta",
    "kaupunki": "kaupungin kaupungissa kaupunkien kaupungeille",
    "vesi": "veden vettä vedessä vesien",
    "testaus": "testauksen testauksessa testausta",
    "rakentaminen": "rakentamisen rakentamista rakentamisessa",
    "potilas": "potilaan potilaalle potilaiden",
    "kehitysympäristö": "kehitysympäristön kehitysympäristössä kehitysympäristöt",
    "hyvinvointialue": "hyvinvointialueen hyvinvointialueella",
    "testialusta": "testialustan testialustoja testialustalla",
    "espoo": "Espoon Espoossa",
    "vantaa": "Vantaan Vantaalla",
    "otaniemi": "Otaniemen Otaniemessä",
    "laurea": "Laurean Laureassa",
}


@pytest.mark.parametrize(("base", "forms"), FORMS.items(), ids=FORMS)
def test_the_forms_of_a_finnish_word_have_one_base(base: str, forms: str) -> None:
    assert set(FINNISH.stems(f"{base} {forms}")) == {base}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("sv", "testbäddarna", "testbädd"), ("sv", "staden", "stad"), ("en", "batteries", "battery")],
    ids=["testbädd", "stad", "battery"],
)
def test_the_forms_of_a_word_meet_in_swedish_and_english(language: Language, one: str, other: str) -> None:
    assert STEMMERS[language].stem(one) == STEMMERS[language].stem(other)


@pytest.mark.parametrize("word", ["5g", "6g", "xr", "vtt", "iot"])
def test_an_abbreviation_is_its_own_stem_or_at_least_a_stem(word: str) -> None:
    assert STEMMERS["en"].stem(word) == word
    assert FINNISH.stem(word)


def test_stop_words_have_no_stem() -> None:
    assert FINNISH.stems("missä voimme testata robottia") == ["testata", "robotti"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kehitysympäristö", ("kehitys", "ympäristö")),
        ("terveydenhuolto", ("terveys", "huolto")),
        ("kehittämishanke", ("kehittäminen", "hanke")),
        ("päästövähennystavoite", ("päästö", "vähennys", "tavoite")),
        ("päästövähennystavoitteet", ("päästö", "vähennys", "tavoite")),
        ("talous", ()),
        ("kehitysapu", ()),
        ("6gympäristö", ()),
    ],
)
def test_a_finnish_compound_is_divided_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    known = {"kehitys", "ympäristö", "terveys", "huolto", "kehittäminen", "hanke", "päästö", "vähennys", "tavoite"}
    assert FINNISH.parts(word, known | {"talous"}) == parts


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("utvecklingsmiljö", ["utveckling", "miljö"]),
        ("kyrkogård", ["kyrka", "gård"]),
        ("hälsovård", ["hälsa", "vård"]),
        ("äldreomsorg", ["äldre", "omsorg"]),
        ("miljö", []),
    ],
)
def test_a_swedish_compound_is_divided_whatever_links_its_parts(word: str, parts: list[str]) -> None:
    swedish = STEMMERS["sv"]
    known = {swedish.stem(one) for one in "utveckling miljö kyrka gård hälsa vård äldre omsorg".split()}
    assert swedish.parts(word, known) == tuple(swedish.stem(one) for one in parts)


def test_english_has_no_compounds_of_one_word() -> None:
    assert STEMMERS["en"].parts("testbed", {"test", "bed", "testb"}) == ()


def test_trigrams_mark_where_a_word_begins_and_ends() -> None:
    assert trigrams("vtt") == {"^vt", "vtt", "tt$"}


def test_a_stemmer_says_what_it_works_with() -> None:
    assert FINNISH.engine.startswith("simplemma 2")
    assert STEMMERS["sv"].engine.startswith("snowball 3")


def test_threads_may_share_a_stemmer() -> None:
    shared = Stemmer("fi", voikko=False)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(shared.stem, ["kaupungeissa"] * 100)) == {"kaupunki"}
