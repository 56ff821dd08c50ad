"""What a match is measured beside: BM25 by a library, and by our own index, over the same words."""

import pytest

from benchmarks.matching.speed import asked, library, made, measured, own
from graph.matching.knowledge import knowledge
from graph.matching.need import Need
from graph.matching.ranking import Matcher, matcher

BEDS = 40


@pytest.fixture(scope="module")
def using() -> Matcher:
    return matcher(knowledge(made(BEDS)))


def test_both_sides_put_the_test_bed_first_whose_words_are_asked_for(using: Matcher) -> None:
    for place, bed in enumerate(using.known.beds):
        need = Need(text=" ".join(using.wording.passages[bed][1].words), language="en")
        assert own(using, need)[0] == place
        assert library(using)(need)[0] == place


def test_every_side_is_measured(using: Matcher) -> None:
    found = measured(using, asked(2), rounds=1)
    assert min(found.match, found.library, found.own) > 0


def test_made_test_beds_are_the_same_each_time() -> None:
    assert list(made(3)) == list(made(3))
