"""The index of actors: what each is known by, and what the strengths of these things come to."""

from math import sqrt

import numpy as np
import pytest

from graph.matching.actors import ActorIndex
from graph.matching.closeness import IN, OF
from graph.matching.statements import Statement
from ontology import terms
from tests.graph.matching.made import ID, STREET, WARD, said
from tests.graph.matching.made_actors import (
    CARTER,
    CITY,
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


def strengths(found: ActorIndex, **given: float) -> dict[str, float]:
    """Return what the strengths of projects come to, by actor; those that have none are left out."""
    each = np.zeros(len(found.things))
    each[[found.things[f"{ID}project/{key}"] for key in given]] = list(given.values())
    return {actor: one for actor, one in zip(found.actors, found.together(each).tolist(), strict=True) if one}


def test_who_has_a_project_a_trial_or_a_test_bed_is_there_and_nobody_else() -> None:
    found = index([*actor_statements(), *said(f"{ID}org/idle", terms.PREF_LABEL, "Idle Oy", language="fi")])
    assert found.actors == (CARTER, CITY, NURSING, POLES, UNIVERSITY, UNSTATED)
    assert found.coverage == {"actors": 6, "projects": 4, "trials": 2}


def test_an_actor_is_known_by_projects_trials_where_they_were_and_itself() -> None:
    assert index().of(NURSING) == [f"{ID}project/wards", f"{ID}trial/call", WARD, NURSING]
    assert index().of(CITY) == [f"{ID}project/lamps", f"{ID}project/poles", CITY]


def test_each_statement_of_taking_part_is_told() -> None:
    found = index()
    place, thing = found.places[POLES], found.things[f"{ID}project/poles"]
    assert set(found.taking_part(place, thing)) == set(participation("poles.poles", "poles", POLES))


def test_two_roles_in_one_project_count_once_and_are_both_told() -> None:
    found = index([*actor_statements(), *participation("poles.again", "poles", POLES)])
    assert strengths(found, poles=0.5)[POLES] == 0.5
    told = list(found.taking_part(found.places[POLES], found.things[f"{ID}project/poles"]))
    assert {one.subject for one in told} == {f"{ID}participation/poles.again", f"{ID}participation/poles.poles"}


@pytest.mark.parametrize("gone", [OF, IN], ids=["whose it is", "in what"])
def test_a_participation_of_which_one_side_is_not_stated_is_none(gone: str) -> None:
    said_half = [one for one in project("half", "Half", f"{ID}org/half") if one.predicate != gone]
    found = index([*actor_statements(), *said_half])
    assert f"{ID}org/half" not in found.places
    assert f"{ID}project/half" not in found.things


def test_a_single_thing_makes_its_own_strength_and_four_alike_one_of_twice_that() -> None:
    assert strengths(index(), poles=0.3) == {POLES: 0.3, CITY: 0.3}
    actors = [one for key in "abcd" for one in project(key, key, f"{ID}org/all")]
    assert strengths(index(actors), a=0.3, b=0.3, c=0.3, d=0.3)[f"{ID}org/all"] == pytest.approx(0.6)


def test_what_has_less_than_a_quarter_of_the_best_counts_nothing() -> None:
    found = strengths(index(), robots=0.8, wards=0.4, lamps=0.1)
    assert found[UNIVERSITY] == pytest.approx(sqrt(0.8**2 + 0.4**2))
    assert found[CITY] == pytest.approx(0.1)


def test_the_order_of_statements_does_not_matter() -> None:
    forth, back = index(), index(reversed(actor_statements()))
    assert forth.actors == back.actors
    assert forth.words.things == back.words.things
    assert forth.taking.participations == back.taking.participations


def test_a_trial_at_two_test_beds_is_one_trial_at_both() -> None:
    found = index([*actor_statements(), *said(f"{ID}trial/call", terms.TRIAL_AT, STREET)])
    assert found.of(NURSING) == [f"{ID}project/wards", f"{ID}trial/call", STREET, WARD, NURSING]
    assert found.coverage["trials"] == 2


def test_nothing_stated_is_nobody() -> None:
    found = index([])
    assert found.actors == ()
    assert found.together(np.zeros(0)).tolist() == []


def test_a_trial_alone_makes_an_actor() -> None:
    stated: list[Statement] = trial("alone", "Alone", STREET, f"{ID}org/alone")
    assert index(stated).actors == (f"{ID}org/alone",)
