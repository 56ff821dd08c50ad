"""Matching actors: companies for a test bed, partners for an idea, similar actors; each reason rests on statements."""

from collections.abc import Callable, Iterator

import pytest
from pyoxigraph import Store

from graph.errors import BadNeed
from graph.matching.actor_ranking import ActorAnswer, ActorMatch
from graph.matching.actors import ActorIndex
from graph.matching.asking import idea_of
from graph.matching.closeness import OF
from graph.matching.need import LONGEST
from graph.matching.partners import LEAST, Idea, companies_for, partners, similar
from graph.matching.statements import Statement
from graph.rdf.matching import knowledge_of
from graph.rdf.partnering import actors_of, statements_of_actors
from ontology import terms
from tests.graph.matching.made import ESPOO, HELSINKI, ID, STREET, WARD, said
from tests.graph.matching.made_actors import (
    CARTER,
    CITY,
    COMPANY,
    HIGHER,
    NURSING,
    POLES,
    UNIVERSITY,
    UNSTATED,
    actor_statements,
    index,
    participation,
    project,
    trial,
)

ROBOTS = "delivery robots"

Asking = Callable[[ActorIndex], ActorAnswer]

ANSWERS: dict[str, Asking] = {
    "companies": lambda found: companies_for(found, STREET, language="en"),
    "partners": lambda found: partners(found, Idea(text="sensors and delivery robots for cold streets")),
    "similar": lambda found: similar(found, CARTER),
    "similar by partners": lambda found: similar(found, POLES),
}


@pytest.fixture(scope="module")
def release_index(store: Store) -> ActorIndex:
    """Return the index of the release built from the data we ship."""
    return actors_of(store, knowledge_of(store))


def features(found: ActorMatch) -> set[str]:
    return {one.feature for one in found.reasons}


def names(found: ActorAnswer) -> list[str]:
    return [one.actor for one in found.results]


def of(found: ActorAnswer, actor: str) -> ActorMatch:
    [match] = [one for one in found.results if one.actor == actor]
    return match


def values(found: ActorMatch, feature: str) -> tuple[str, ...]:
    [reason] = [one for one in found.reasons if one.feature == feature]
    return reason.values


def verdicts(found: ActorMatch) -> dict[str, str]:
    return {one.name: one.verdict for one in found.constraints}


def without_each_reason(asking: Asking, stated: list[Statement]) -> Iterator[tuple[str, str, float, float]]:
    """Yield, of each reason, actor, feature, the score, and the score where its statements were never made."""
    for one in asking(index(stated)).results:
        for reason in one.reasons:
            left = [each for each in stated if each not in set(reason.statements)]
            scores = {each.actor: each.score for each in asking(index(left)).results}
            yield one.actor, reason.feature, one.score, scores.get(one.actor, 0.0)


@pytest.mark.parametrize("asking", ANSWERS.values(), ids=ANSWERS)
def test_a_score_is_the_sum_of_its_reasons_which_come_greatest_first(asking: Asking) -> None:
    points = [[reason.points for reason in one.reasons] for one in asking(index()).results]
    assert [sum(some) for some in points] == [one.score for one in asking(index()).results]
    assert points == [sorted(some, reverse=True) for some in points]


@pytest.mark.parametrize("asking", ANSWERS.values(), ids=ANSWERS)
def test_each_reason_names_statements_that_were_made(asking: Asking) -> None:
    stated = set(actor_statements())
    told = [set(reason.statements) for one in asking(index()).results for reason in one.reasons]
    assert told
    assert [some - stated for some in told] == [set()] * len(told)
    assert [] not in [list(some) for some in told]


@pytest.mark.parametrize("asking", ANSWERS.values(), ids=ANSWERS)
def test_without_the_statements_of_a_reason_the_score_is_another(asking: Asking) -> None:
    same = [
        (actor, feature)
        for actor, feature, before, after in without_each_reason(asking, actor_statements())
        if after == pytest.approx(before)
    ]
    assert same == []


@pytest.mark.parametrize("asking", ANSWERS.values(), ids=ANSWERS)
def test_the_same_question_has_the_same_answer(asking: Asking) -> None:
    assert asking(index()) == asking(index(reversed(actor_statements())))


def test_companies_come_for_what_they_did_for_the_operator_and_for_their_city() -> None:
    found = companies_for(index(), STREET)
    assert {POLES, CARTER, UNSTATED} <= set(names(found))
    assert features(of(found, POLES)) == {"text", "concept", "network"}
    assert values(of(found, POLES), "network") == ("5G poles for streets",)
    assert "distance" in features(of(found, CARTER))


def test_those_that_have_tried_something_there_are_marked() -> None:
    found = companies_for(index(), STREET)
    assert (of(found, CARTER).tried, of(found, POLES).tried) == ("yes", "unknown")


def test_who_has_tried_something_there_is_not_left_out_whatever_it_was() -> None:
    stated = [*actor_statements(), *trial("other", "Zzz", STREET, f"{ID}org/other")]
    found = of(companies_for(index(stated), STREET), f"{ID}org/other")
    assert (found.tried, features(found), values(found, "use")) == ("yes", {"use"}, ("Zzz",))


def test_a_university_is_no_company_and_what_is_of_no_stated_kind_may_be_one() -> None:
    found = companies_for(index(), STREET)
    assert UNIVERSITY not in names(found)
    assert found.excluded == ()
    assert verdicts(of(found, UNSTATED)) == {"kind": "unknown"}
    assert verdicts(of(found, POLES)) == {"kind": "yes"}


def test_to_lie_in_the_same_city_is_no_ground_by_itself() -> None:
    near = [*project("x", "Zzz", f"{ID}org/near"), *said(f"{ID}org/near", terms.SPATIAL, ESPOO)]
    assert f"{ID}org/near" not in names(companies_for(index([*actor_statements(), *near]), STREET))


def test_partners_are_known_by_projects_and_themes() -> None:
    found = partners(index(), Idea(text=ROBOTS))
    assert {UNIVERSITY, UNSTATED} <= set(names(found))
    assert values(of(found, UNSTATED), "text") == ("Delivery robots in cold weather",)
    assert values(of(found, UNSTATED), "concept")[0] == "robotit"


def test_a_theme_is_named_in_another_language_than_the_project() -> None:
    assert UNSTATED in names(partners(index(), Idea(text="robotit")))


def test_who_operates_a_test_bed_for_it_may_be_a_partner() -> None:
    assert values(of(partners(index(), Idea(text=ROBOTS)), CITY), "operates") == ("Älykatu",)


def test_a_kind_that_holds_the_stated_one_is_met_and_an_unstated_one_is_unknown() -> None:
    found = partners(index(), Idea(text=ROBOTS, kinds=(HIGHER,)))
    assert {one: verdicts(of(found, one)) for one in names(found)} == {
        UNIVERSITY: {"kind": "yes"},
        UNSTATED: {"kind": "unknown"},
    }
    assert {CITY, CARTER} <= {one.actor for one in found.excluded}


def test_a_city_is_met_or_excludes_or_is_unknown() -> None:
    found = partners(index(), Idea(text=ROBOTS, cities=(HELSINKI,)))
    assert {one: verdicts(of(found, one)) for one in names(found)} == {
        UNSTATED: {"city": "unknown"},
        CITY: {"city": "unknown"},
    }
    assert {one.actor: verdicts(one) for one in found.excluded} == {
        UNIVERSITY: {"city": "no"},
        CARTER: {"city": "no"},
    }


def test_where_nobody_suits_nobody_is_named_but_who_comes_nearest() -> None:
    found = partners(index(), Idea(text="sensors for deep drilling of manganese under Antarctic glaciers"))
    assert (found.results, found.abstained) == ((), True)
    assert found.covered is not None
    assert 0 < found.covered < LEAST
    assert found.nearest is not None


@pytest.mark.parametrize(
    "text", ["zzz qqq", "🚌🚌", "the of and", "<b></b>"], ids=["unknown", "emoji", "stop", "markup"]
)
def test_of_what_nobody_states_anything_there_is_no_nearest(text: str) -> None:
    found = partners(index(), Idea(text=text))
    assert (found.results, found.nearest, found.covered) == ((), None, 0.0)


@pytest.mark.parametrize(
    ("text", "kinds", "cities", "field"),
    [
        ("", (), (), "q"),
        ("x" * (LONGEST + 1), (), (), "q"),
        (ROBOTS, ("dragon",), (), "kind"),
        (ROBOTS, (), ("Atlantis",), "city"),
    ],
    ids=["no text", "a document", "an unknown kind", "an unknown city"],
)
def test_what_cannot_be_used_is_named(text: str, kinds: tuple[str, ...], cities: tuple[str, ...], field: str) -> None:
    with pytest.raises(BadNeed) as caught:
        idea_of(index().known, text, kinds=kinds, cities=cities)
    assert caught.value.field == field


def test_kinds_and_cities_are_known_by_name_in_any_language() -> None:
    found = idea_of(index().known, ROBOTS, kinds=("YRITYS", "hei"), cities=("esbo", ""))
    assert (found.kinds, found.cities) == ((COMPANY, HIGHER), (ESPOO,))


def test_similar_actors_come_with_what_they_tried_where_when_and_whom_to_ask() -> None:
    stated = [*actor_statements(), *trial("cart2", "Parcel robot in snow", STREET, f"{ID}org/cart2", "2023")]
    [found] = [one for one in similar(index(stated), CARTER).results if one.actor == f"{ID}org/cart2"]
    [pilot] = found.pilots
    assert (pilot.testbed, pilot.years, pilot.page) == (STREET, ("2023",), "https://example.org/street")
    assert pilot.operators == ("Kaupunki",)
    assert "Älykatu" in values(found, "text")


def test_a_trial_without_a_year_has_that_of_its_dates_or_none() -> None:
    stated = [*actor_statements(), *said(f"{ID}trial/cart", terms.START_DATE, "2019-05-01")]
    assert of(similar(index(stated), UNSTATED), CARTER).pilots[0].years == ("2019",)
    assert of(similar(index(), UNSTATED), CARTER).pilots[0].years == ()


def test_that_no_pilot_is_known_is_not_that_there_was_none() -> None:
    found = similar(index(), CARTER)
    assert of(found, POLES).piloted == "unknown"
    assert of(similar(index(), POLES), CARTER).piloted == "yes"


def test_only_those_that_have_piloted_can_be_asked_for() -> None:
    assert names(similar(index(), POLES, piloted=True)) == [CARTER]


def test_only_those_of_a_kind_can_be_asked_for() -> None:
    found = similar(index(), POLES, kinds=(COMPANY,))
    assert CARTER in names(found)
    assert UNIVERSITY in [one.actor for one in found.excluded]


def test_nobody_is_similar_to_itself() -> None:
    assert CARTER not in names(similar(index(), CARTER))


def test_a_project_of_both_is_no_likeness() -> None:
    twins = project("twins", "Quantum valves", f"{ID}org/a", f"{ID}org/b")
    assert names(similar(index([*actor_statements(), *twins]), f"{ID}org/a")) == []
    apart = project("apart", "Quantum valves", f"{ID}org/c")
    assert names(similar(index([*actor_statements(), *twins, *apart]), f"{ID}org/a")) == [f"{ID}org/c"]


def test_industries_are_alike_by_what_holds_both() -> None:
    found = of(similar(index(), CARTER), POLES)
    [reason] = [one for one in found.reasons if one.feature == "industry"]
    assert reason.values == ("post",)
    assert reason.points == pytest.approx(0.5 * 0.5)


def test_partners_in_common_are_met_in_different_projects() -> None:
    assert values(of(similar(index(), POLES), UNIVERSITY), "network") == ("Kaupunki",)
    three = project("three", "Quantum valves", *(f"{ID}org/{key}" for key in "abc"))
    assert names(similar(index(three), f"{ID}org/a")) == []


def test_of_a_partner_in_common_both_projects_are_stated() -> None:
    [reason] = [one for one in of(similar(index(), POLES), UNIVERSITY).reasons if one.feature == "network"]
    assert [one.subject for one in reason.statements if one.predicate == OF] == [
        f"{ID}participation/{key}" for key in ("poles.poles", "poles.city", "lamps.city", "lamps.university")
    ]


def test_who_is_not_ranked_is_compared_by_what_is_stated_of_it() -> None:
    idle = f"{ID}org/idle"
    about = [*said(idle, terms.ACTOR_KIND, COMPANY), *said(idle, terms.SUBJECT, f"{ID}tol-2008/53200")]
    found = similar(index(), idle, about=about)
    assert names(found) == [CARTER, POLES]
    assert values(of(found, CARTER), "industry") == ("parcels",)


def test_of_whom_nothing_is_stated_nobody_is_similar() -> None:
    found = similar(index(), f"{ID}org/nobody")
    assert (found.results, found.abstained) == ((), True)


def test_equal_scores_come_in_the_order_of_addresses() -> None:
    many = [one for key in "dbca" for one in project(key, "Quantum valves", f"{ID}org/{key}")]
    assert names(partners(index(many), Idea(text="quantum valves"))) == [f"{ID}org/{key}" for key in "abcd"]


def test_no_more_are_told_than_are_asked_for() -> None:
    many = [one for key in "abcd" for one in project(key, "Quantum valves", f"{ID}org/{key}")]
    assert names(partners(index(many), Idea(text="quantum valves"), limit=2)) == [f"{ID}org/a", f"{ID}org/b"]


def test_a_reason_of_very_many_projects_names_those_that_add_most() -> None:
    many = [one for n in range(30) for one in project(f"p{n}", "Quantum valves", f"{ID}org/giant")]
    [found] = partners(index(many), Idea(text="quantum valves")).results
    assert len({one.subject for one in found.reasons[0].statements if one.predicate == OF}) == 12


def test_in_the_release_who_tried_something_at_a_test_bed_is_marked(release_index: ActorIndex) -> None:
    known = release_index.known
    tried = {
        (bed, actor.value)
        for bed, trials in known.trials.items()
        for trial in trials
        for actor in trial.actors
        if any(one.value == COMPANY for one in known.statements.of(actor.value, terms.ACTOR_KIND))
    }
    marked = {
        (bed, one.actor)
        for bed in known.trials
        for one in companies_for(release_index, bed, limit=300).results
        if one.tried == "yes"
    }
    assert len(tried) > 70
    assert tried <= marked


@pytest.mark.parametrize(
    ("text", "suits"),
    [
        ("reducing food waste in restaurants", True),
        ("ruokahävikin vähentäminen suurkeittiöissä", True),
        ("parcel delivery robots", True),
        ("sisäviljely ravintoloissa", True),
        ("deep sea mining of manganese nodules", False),
        ("poronhoito ja teurastus", False),
        ("hunting rifles", False),
    ],
    ids=["food waste", "food waste in Finnish", "robots", "farming", "mining", "reindeer", "rifles"],
)
def test_in_the_release_an_idea_finds_partners_or_silence(release_index: ActorIndex, text: str, suits: bool) -> None:
    assert bool(partners(release_index, Idea(text=text)).results) is suits


@pytest.mark.slow
@pytest.mark.parametrize(
    "asking",
    [
        lambda found: companies_for(found, f"{ID}testbed/facts-kera", limit=1),
        lambda found: partners(found, Idea(text="kiertotalous ruokahävikin vähentämisessä"), limit=1),
        lambda found: similar(found, f"{ID}org/fi-0112038-9", limit=1),
    ],
    ids=["companies", "partners", "similar"],
)
def test_in_the_release_a_score_is_another_without_the_statements_of_a_reason(store: Store, asking: Asking) -> None:
    stated = [*knowledge_of(store).statements.all(), *statements_of_actors(store)]
    found = list(without_each_reason(asking, stated))
    assert [(feature, before) for _, feature, before, after in found if after == pytest.approx(before)] == []
    assert found


def test_the_ward_finds_who_nurses() -> None:
    assert names(companies_for(index(), WARD))[0] == NURSING


def test_a_second_role_adds_nothing() -> None:
    stated = [*actor_statements(), *participation("poles.again", "poles", POLES)]
    before, after = (of(companies_for(index(one), STREET), POLES).score for one in (actor_statements(), stated))
    assert after == pytest.approx(before)
