"""The ranking: a score is the sum of its reasons, a reason rests on statements, and silence is an answer."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from graph.errors import BadNeed
from graph.matching.asking import need_of
from graph.matching.grounds import Answer
from graph.matching.knowledge import Knowledge, knowledge
from graph.matching.need import Need
from graph.matching.ranking import Matcher, match, matcher
from graph.matching.statements import Statement
from graph.rdf.matching import knowledge_of, statements_about
from ontology import terms
from tests.graph.matching.made import ESPOO, ID, OLD, STREET, WARD, known, said, statements

EAGER, STRICT = 20.0, -20.0
"""Bias by which everything is enough, and nothing is."""


def ready(found: Knowledge | None = None, *, bias: float = EAGER) -> Matcher:
    made = matcher(known() if found is None else found)
    return replace(made, weights=replace(made.weights, bias=bias))


def asked(text: str, *, language: str = "en", **given: object) -> Answer:
    return match(ready(), Need(text=text, language=language, **given))  # type: ignore[arg-type] # tests name the fields


def test_the_best_comes_first_with_its_reasons() -> None:
    found = asked("delivery robot with 5G")
    assert [one.testbed for one in found.results] == [STREET]
    assert {one.feature for one in found.results[0].reasons} == {"text", "concept", "use", "kin", "popularity"}


@pytest.mark.parametrize(
    ("text", "language", "bed"),
    [
        ("jakelurobotti", "fi", STREET),
        ("antureita", "fi", STREET),
        ("laite hoitajan työhön", "fi", WARD),
        ("a device for a patient", "en", WARD),
        ("smart traffic", "en", STREET),
    ],
    ids=["a compound", "an inflected word", "some words of many", "another number", "a theme above its own"],
)
def test_a_need_is_found_in_other_forms_of_its_words(text: str, language: str, bed: str) -> None:
    assert asked(text, language=language).results[0].testbed == bed


def test_a_score_is_the_sum_of_its_reasons_which_come_greatest_first() -> None:
    [found] = asked("delivery robot with 5G").results
    points = [one.points for one in found.reasons]
    assert found.score == pytest.approx(sum(points))
    assert points == sorted(points, reverse=True)


def test_what_a_constraint_excludes_is_told_with_the_reason() -> None:
    found = asked("sensors", cities=(ESPOO,))
    assert [one.testbed for one in found.results] == [STREET]
    [out] = found.excluded
    assert (out.testbed, [one.name for one in out.constraints if one.verdict == "no"]) == (OLD, ["open"])


def test_that_a_test_bed_is_popular_is_no_ground_by_itself() -> None:
    found = asked("nurses")
    assert [one.testbed for one in found.results] == [WARD]


@pytest.mark.parametrize(
    "text", ["!!!", "😀", "and the of", "<b></b>"], ids=["signs", "a face", "stop words", "markup"]
)
def test_where_there_is_no_word_nothing_suits(text: str) -> None:
    found = match(ready(), Need(text=text))
    assert (found.abstained, found.results) == (True, ())


def test_a_trial_at_a_test_bed_that_is_not_ranked_is_left_out() -> None:
    whole, trial = f"{ID}testbed/whole", f"{ID}trial/whole"
    stated = [
        *statements(),
        *said(whole, terms.RDF + "type", terms.TEST_BED),
        *said(STREET, terms.PART_OF_TEST_BED, whole),
        *said(trial, terms.RDF + "type", terms.TRIAL),
        *said(trial, terms.PREF_LABEL, "Parcel robot on the ice", language="en"),
        *said(trial, terms.TRIAL_AT, whole),
    ]
    found = match(ready(knowledge(stated)), Need(text="parcel robot on the ice", language="en"))
    assert [one.testbed for one in found.results] == [STREET]


def test_where_nothing_suits_the_nearest_test_bed_and_service_are_named() -> None:
    found = match(ready(bias=STRICT), Need(text="a submarine with one robot for whales and seals", language="en"))
    assert found.abstained
    assert found.nearest is not None
    assert (found.nearest.testbed, found.nearest.service) == (STREET, f"{ID}service/help")
    assert found.nearest.page == "https://example.org/help"


def test_the_answer_says_what_it_does_without() -> None:
    assert "no model of language is installed" in asked("robots").lacks[0]


def test_an_actor_is_matched_by_its_projects_partners_and_place() -> None:
    involved, of = terms.EURIO + "isInvolvedIn", terms.EURIO + "isRoleOf"
    actor = f"{ID}org/asker"
    about = [
        *said(actor, terms.SPATIAL, ESPOO),
        *said(f"{ID}participation/1", involved, f"{ID}project/p"),
        *said(f"{ID}participation/1", of, actor),
        *said(f"{ID}participation/2", involved, f"{ID}project/p"),
        *said(f"{ID}participation/2", of, f"{ID}org/city"),
        *said(f"{ID}project/p", terms.PREF_LABEL, "Robots for streets", language="en"),
    ]
    [first, *_] = match(ready(), Need(actor=actor), about=about).results
    assert first.testbed == STREET
    assert {"network", "distance", "text"} <= {one.feature for one in first.reasons}


@given(
    cities=st.sets(st.sampled_from([ESPOO, f"{ID}place/fi-091"])),
    trl=st.none() | st.integers(1, 9),
    theme=st.none() | st.sampled_from([f"{ID}theme/robots", f"{ID}focus-area/4.1", f"{ID}theme/care"]),
    years=st.none() | st.tuples(st.integers(2012, 2030), st.integers(0, 5)),
    language=st.none() | st.sampled_from(["fi", "sv", "en"]),
)
@settings(max_examples=60, deadline=None)
def test_no_result_violates_a_constraint(
    cities: set[str], trl: int | None, theme: str | None, years: tuple[int, int] | None, language: str | None
) -> None:
    first, last = (str(years[0]), str(years[0] + years[1])) if years else (None, None)
    need = Need(
        text="robots and sensors for nurses",
        language="en",
        cities=tuple(sorted(cities)),
        trl=trl,
        theme=theme,
        first=first,
        last=last,
        service_language=language,
    )
    found = match(READY, need)
    assert [verdict for one in found.results for verdict in one.constraints if verdict.verdict == "no"] == []
    assert all(any(verdict.verdict == "no" for verdict in one.constraints) for one in found.excluded)


READY = ready()


@pytest.fixture(scope="module")
def shipped(store: Store) -> Knowledge:
    return knowledge_of(store)


def without(found: Knowledge, gone: tuple[Statement, ...]) -> Knowledge:
    left = set(gone)
    return knowledge(one for one in found.statements.all() if one not in left)


@pytest.mark.parametrize("text", ["delivery robot with 5G", "antureita kadulle", "parcel robot"])
def test_without_the_statements_of_a_reason_the_score_is_another(text: str) -> None:
    need = Need(text=text, language="fi" if "kadulle" in text else "en")
    [best, *_] = match(ready(), need).results
    scores = [
        next(
            (
                one.score
                for one in match(ready(without(known(), reason.statements)), need).results
                if one.testbed == best.testbed
            ),
            0.0,
        )
        for reason in best.reasons
    ]
    assert all(abs(score - best.score) > 1e-9 for score in scores)


def test_the_need_of_a_company_is_matched_over_the_release_that_ships(shipped: Knowledge) -> None:
    found = match(ready(shipped), need_of(shipped, text="We build a 5G sensor for street lights", cities=["esbo"]))
    assert found.results[0].testbed == f"{ID}testbed/facts-luxturrim"


def test_an_actor_of_the_release_is_matched(shipped: Knowledge, store: Store) -> None:
    actor = f"{ID}org/fi-0112038-9"
    found = match(ready(shipped), Need(actor=actor), about=statements_about(store, actor))
    assert found.results[0].testbed == f"{ID}testbed/facts-luxturrim"


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"text": " "}, "q"),
        ({"text": "x" * 100_000}, "q"),
        ({"text": "x", "cities": ["Oulu"]}, "city"),
        ({"text": "x", "trl": 12}, "trl"),
        ({"text": "x", "theme": "alchemy"}, "theme"),
        ({"text": "x", "access": "by magic"}, "access"),
        ({"text": "x", "first": "soon"}, "from"),
        ({"text": "x", "last": "2026-13"}, "to"),
        ({"text": "x", "first": "2027", "last": "2026"}, "from"),
        ({"text": "x", "service_language": "la"}, "service_lang"),
    ],
    ids=["nothing", "100 kB", "no such city", "no such level", "no such theme", "no such access", "no day", "no month",
         "no span", "no such language"],
)  # fmt: skip
def test_a_need_that_cannot_be_matched_names_the_field(given_: dict[str, object], field: str) -> None:
    with pytest.raises(BadNeed) as caught:
        need_of(known(), **given_)  # type: ignore[arg-type] # tests name the fields
    assert caught.value.field == field


@pytest.mark.parametrize(
    "name", ["espoo", "ESPOO", "Esbo", "place/fi-049", ESPOO], ids=["small", "large", "Swedish", "short", "whole"]
)
def test_a_city_is_known_by_any_of_its_names(name: str) -> None:
    assert need_of(known(), text="x", cities=[name]).cities == (ESPOO,)


@pytest.mark.parametrize("name", ["4.1.g", "smart traffic", "Älykäs liikenne", "sub-theme/4.1.g"])
def test_a_theme_is_known_by_code_name_and_address(name: str) -> None:
    assert need_of(known(), text="x", theme=name).theme == f"{ID}sub-theme/4.1.g"


def test_statements_are_what_they_were_made_of() -> None:
    assert sorted(known().statements.all()) == sorted(set(statements()))
