"""What a page shows of an answer: the names of things, and where in a statement the words of a need stand."""

from typing import Any

from graph.matching.need import Need
from graph.matching.ranking import match
from graph.matching.showing import answer_page
from graph.matching.telling import answer_json
from ontology import terms
from tests.graph.matching.made import ESPOO, STREET
from tests.graph.matching.test_ranking import ready


def shown(text: str, **given: Any) -> dict[str, Any]:
    using = ready()
    found = match(using, Need(text=text, language="fi", **given))
    page = answer_page(found, using.known, using.lexicon, text=text, language="sv")
    assert answer_json(found).items() <= page.items()
    return page


def marked(page: dict[str, Any]) -> set[str]:
    [beds] = page["marks"]
    every = [one for reason in beds for one in reason]
    return {one["text"][start:end] for one in every for start, end in one["places"]}


def test_inflected_words_and_parts_of_compounds_are_marked_where_they_stand() -> None:
    assert {"jakelurobotteja", "antureita"} <= marked(shown("jakelurobotti ja anturi"))


def test_a_word_that_was_not_asked_for_is_not_marked() -> None:
    assert "Pylväitä" not in marked(shown("jakelurobotti ja anturi"))


def test_things_are_named_in_the_language_of_the_page() -> None:
    page = shown("anturi", cities=(ESPOO,))
    assert page["names"][ESPOO] == "Esbo"
    assert page["names"][STREET] == "Älykatu"
    assert all(one.startswith(terms.ID) for one in page["names"])
