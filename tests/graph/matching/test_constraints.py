"""Constraints: yes where it is stated, no where something else is, unknown where nothing is."""

import pytest

from graph.matching.constraints import excluded, verdicts
from graph.matching.need import Need
from ontology import terms
from tests.graph.matching.made import ESPOO, HELSINKI, ID, OLD, STREET, WARD, known, said, statements


def verdict(bed: str, name: str, need: Need) -> str:
    [found] = [one for one in verdicts(known(), bed, need) if one.name == name]
    return found.verdict


@pytest.mark.parametrize(
    ("bed", "name", "need", "expected"),
    [
        (STREET, "city", Need(text="x", cities=(ESPOO,)), "yes"),
        (STREET, "city", Need(text="x", cities=(HELSINKI,)), "no"),
        (STREET, "trl", Need(text="x", trl=5), "yes"),
        (STREET, "trl", Need(text="x", trl=9), "no"),
        (WARD, "trl", Need(text="x", trl=9), "unknown"),
        (STREET, "theme", Need(text="x", theme=f"{ID}theme/robots"), "yes"),
        (STREET, "theme", Need(text="x", theme=f"{ID}focus-area/4.1"), "yes"),
        (WARD, "theme", Need(text="x", theme=f"{ID}theme/robots"), "unknown"),
        (STREET, "access", Need(text="x", access=f"{ID}access-mode/open-call"), "unknown"),
        (STREET, "language", Need(text="x", service_language="en"), "unknown"),
        (STREET, "open", Need(text="x"), "yes"),
        (WARD, "open", Need(text="x"), "unknown"),
        (OLD, "open", Need(text="x"), "no"),
        (OLD, "open", Need(text="x", first="2016", last="2018"), "yes"),
        (OLD, "open", Need(text="x", first="2019-07", last="2019-09"), "no"),
        (OLD, "open", Need(text="x", first="2013", last="2014-12-31"), "no"),
        (STREET, "open", Need(text="x", first="2027", last="2027"), "unknown"),
    ],
    ids=[
        "in the city",
        "in another city",
        "within the readiness levels",
        "above the readiness levels",
        "readiness levels that nobody states",
        "a theme it has",
        "a focus area that holds its theme",
        "a theme that it does not name",
        "an access mode that nobody states",
        "languages that nobody states",
        "running",
        "nobody says whether it runs",
        "ended",
        "running at the time",
        "ended before the time",
        "begun after the time",
        "a time that no source speaks of",
    ],
)
def test_a_verdict_rests_on_what_is_stated(bed: str, name: str, need: Need, expected: str) -> None:
    assert verdict(bed, name, need) == expected


def test_a_verdict_names_the_statements_that_it_rests_on() -> None:
    [found] = [one for one in verdicts(known(), STREET, Need(text="x", trl=9)) if one.name == "trl"]
    assert found.statements == (*said(STREET, terms.MIN_TRL, "5"), *said(STREET, terms.MAX_TRL, "8"))


def test_without_its_statements_a_verdict_is_unknown() -> None:
    left = known(one for one in statements() if one.predicate not in (terms.MIN_TRL, terms.MAX_TRL))
    [found] = [one for one in verdicts(left, STREET, Need(text="x", trl=9)) if one.name == "trl"]
    assert (found.verdict, found.statements) == ("unknown", ())


def test_only_a_no_excludes() -> None:
    assert not excluded(verdicts(known(), WARD, Need(text="x", trl=9, service_language="sv")))
    assert excluded(verdicts(known(), STREET, Need(text="x", trl=9)))
