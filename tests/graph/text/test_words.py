import pytest

from graph.text.stop_words import STOP_WORDS, is_stop_word
from graph.text.words import folded, plain, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Älykäs ÄÄNI", ["älykäs", "ääni"]),
        ("Aalto-yliopisto", ["aalto", "yliopisto", "aaltoyliopisto"]),
        ("TKI/RDI", ["tki", "rdi", "tkirdi"]),
        ("5G, 6G, AI ja IoT", ["5g", "6g", "ai", "ja", "iot"]),
        ("sosiaali- ja terveysala", ["sosiaali", "ja", "terveysala"]),
        ("EU:n, Laurea's and YIT:ltä", ["eu", "laurea", "and", "yit"]),
        ("Café Ålesund øre", ["cafe", "ålesund", "öre"]),
        ("2228357-4", ["2228357", "4", "22283574"]),
        ("a_b", ["a", "b"]),
        ("A\u030allokering", ["ållokering"]),
        ("\u4eba\u5de5 \U0001f680 …", ["\u4eba\u5de5"]),
    ],
    ids=["letters", "hyphen", "slash", "digits", "left open", "endings", "accents", "number", "line", "NFD", "others"],
)
def test_words_are_those_that_people_search_by(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_markup_is_no_words() -> None:
    text = "<script>var x = 'a';</script><p title='no'>Lahden&nbsp;testi&auml;</p><!-- not this --> x < 5"
    assert words(text) == ["lahden", "testiä", "x", "5"]


def test_text_that_only_looks_like_markup_stays() -> None:
    assert plain("TRL < 4 and > 2") == "TRL < 4 and > 2"


def test_a_long_text_is_read_up_to_a_limit() -> None:
    assert len(words("ab " * 1000, limit=300)) == 100


def test_what_is_too_long_for_a_word_is_none() -> None:
    assert words("x" * 65 + " ok") == ["ok"]


def test_a_joined_word_knows_its_parts() -> None:
    [token] = tokens("XR-laboratorio")
    assert (token.text, token.parts) == ("xrlaboratorio", ("xr", "laboratorio"))


def test_only_the_letters_of_our_languages_keep_their_marks() -> None:
    assert folded("Ñandú Łódź Åäö") == "nandu lodz åäö"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_stop_words_are_words_as_they_come_out_of_a_text(language: str) -> None:
    listed = STOP_WORDS[language]  # type: ignore[index]
    assert {words(one)[0] for one in listed} == listed


def test_a_word_that_says_nothing_in_one_language_may_say_something_in_another() -> None:
    assert is_stop_word("under", "sv")
    assert not is_stop_word("under", "fi")
    assert is_stop_word("under")
