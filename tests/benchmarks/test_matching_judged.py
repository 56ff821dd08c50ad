from dataclasses import replace
from datetime import date

import pytest

from benchmarks.matching.asks import Task
from benchmarks.matching.facts import sorted_facts
from benchmarks.matching.judged import judged, refuses
from benchmarks.matching.needs import Constraints, Grade, Need
from graph.records import Classification, Names, Origin, TestBed

HERE = Origin(table="made.csv")
STREET = TestBed(
    key="street",
    origin=HERE,
    names=Names(fi="Katu"),
    kind="urban-living-lab",
    city="espoo",
    cities=("espoo", "vantaa"),
    classifications=(Classification(scheme="focus-area", concept="4.1", by="curator"),),
    themes=("smart mobility",),
    access_mode="open-call",
    languages=("fi", "en"),
    status="active",
    start="2020",
    end="2026-06",
    trl_min=5,
    trl_max=7,
)
UNTOLD = TestBed(key="untold", origin=HERE, names=Names(fi="Tuntematon"), kind="laboratory")
ENDED = replace(STREET, key="ended", status="ended", end=None)


@pytest.mark.parametrize(
    "asks",
    [
        Constraints(city="Helsinki"),
        Constraints(theme="4.2"),
        Constraints(theme="edtech"),
        Constraints(trl=4),
        Constraints(trl=8),
        Constraints(access="paid-service"),
        Constraints(start=date(2026, 7, 1)),
        Constraints(end=date(2019, 12, 31)),
        Constraints(service_lang="sv"),
    ],
    ids=str,
)
def test_a_test_bed_that_is_known_to_fail_refuses(asks: Constraints) -> None:
    assert refuses(STREET, asks)


@pytest.mark.parametrize(
    "asks",
    [
        Constraints(city="Vantaa"),
        Constraints(theme="4.1"),
        Constraints(theme="smart-mobility"),
        Constraints(trl=5),
        Constraints(trl=7),
        Constraints(access="open-call"),
        Constraints(start=date(2026, 6, 30), end=date(2027, 1, 1)),
        Constraints(service_lang="fi"),
        Constraints(),
    ],
    ids=str,
)
def test_a_test_bed_that_meets_a_constraint_does_not_refuse(asks: Constraints) -> None:
    assert not refuses(STREET, asks)


def test_what_is_not_known_is_no_refusal() -> None:
    everything = Constraints(
        city="Helsinki",
        theme="4.1",
        trl=3,
        access="open-call",
        start=date(2026, 1, 1),
        end=date(2026, 2, 1),
        service_lang="sv",
    )
    assert not refuses(UNTOLD, everything)


def test_what_has_ended_refuses_only_who_asks_for_a_time() -> None:
    assert refuses(ENDED, Constraints(start=date(2026, 1, 1)))
    assert not refuses(ENDED, Constraints())


def need(key: str, pair: str | None = None, **asks: str) -> Need:
    return Need(
        id=key,
        language="en",
        text="We want to try lamps.",
        area="4.1",
        topic="lamps",
        kind="answerable",
        pair=pair,
        note="startup",
        constraints=Constraints(**asks),  # type: ignore[arg-type]
        graded_twice=False,
    )


NEEDS = [need("lamps-en", "lamps"), need("lamps-fi", "lamps"), need("here", city="Helsinki"), need("nothing")]
GRADES = [
    *(Grade(need=one, testbed="ended", grade=3) for one in ("lamps-en", "lamps-fi")),
    *(Grade(need=one, testbed="street", grade=1) for one in ("lamps-en", "lamps-fi")),
    Grade(need="here", testbed="street", grade=3),
]
WHOLE, OPEN = judged(sorted_facts([STREET, UNTOLD, ENDED]), NEEDS, GRADES)


def answerable(task: Task) -> list[str]:
    return [case.ask.id for case in task.cases if case.is_answerable]


def test_who_refuses_leaves_the_ranking_and_the_ideal_list() -> None:
    assert WHOLE.cases[2].ask.candidates == ("untold",)
    assert answerable(WHOLE) == ["lamps-en", "lamps-fi"]


def test_with_ended_test_beds_left_out_a_need_may_have_nothing() -> None:
    assert [host.id for host in OPEN.hosts] == ["street", "untold"]
    assert answerable(OPEN) == []


def test_a_need_in_two_languages_is_one_unit() -> None:
    assert [case.unit for case in WHOLE.cases] == ["lamps", "lamps", "here", "nothing"]


def test_the_area_of_a_need_is_not_told_but_its_theme_and_city_are() -> None:
    asks = judged(sorted_facts([STREET]), [need("one", city="Espoo", theme="4.1")], [])[0].cases[0].ask
    assert asks.themes == {"4.1"}
    assert asks.place == "espoo"
    assert WHOLE.cases[0].ask.themes == frozenset()
