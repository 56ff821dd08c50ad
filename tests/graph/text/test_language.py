from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.matching.needs import needs
from graph.text.language import language

SHORT = {
    "drone kaupungissa testaus": "fi",
    "älykäs liikenne Vantaalla": "fi",
    "6G-verkon testialusta": "fi",
    "ruokahävikki": "fi",
    "robot i äldreomsorgen": "sv",
    "var kan vi prova": "sv",
    "smart trafik i Helsingfors": "sv",
    "drone test site": "en",
    "AI in schools": "en",
    "smart traffic Vantaa": "en",
}


@pytest.mark.parametrize(("text", "expected"), SHORT.items(), ids=SHORT)
def test_a_need_of_few_words_tells_its_language(text: str, expected: str) -> None:
    assert language(text) == expected


def test_every_need_that_was_judged_tells_its_language() -> None:
    assert [one.id for one in needs() if language(one.text) != one.language] == []


@pytest.mark.parametrize(
    "text", ["", "AI", "5G", "Nokia", "123 456 789", "🚀🚀🚀", "<p class='fi'></p>", "&nbsp;&nbsp;&nbsp;", "?!" * 50]
)
def test_what_has_hardly_a_word_has_no_language(text: str) -> None:
    assert language(text) is None


def test_markup_does_not_tell_the_language() -> None:
    assert language("<section class='content wrapper'>kiertotalous rakentamisessa</section>") == "fi"


def test_a_long_text_is_read_no_further_than_it_tells() -> None:
    assert language("Kokeilemme robottia sairaalassa. " * 100_000) == "fi"


def test_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(language, ["testbädd för drönare"] * 40)) == {"sv"}
