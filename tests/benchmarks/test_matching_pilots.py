from dataclasses import replace

import pytest

from benchmarks.matching.asks import Ask, Case, Task
from benchmarks.matching.facts import Facts, sorted_facts
from benchmarks.matching.pilots import campaign, names_place, pilots
from graph.records import Classification, Names, Organisation, Origin, Participation, Project, TestBed, Trial

HERE = Origin(table="made.csv", url="https://www.example.org/made")
ENERGY = (Classification(scheme="focus-area", concept="4.1", by="curator"),)


def bed(key: str, **given: str) -> TestBed:
    return TestBed(key=key, origin=HERE, names=Names(fi=key.title()), kind="laboratory", **given)  # type: ignore[arg-type]


def company(key: str) -> Organisation:
    return Organisation(key=key, origin=HERE, names=Names(fi=key), kind="company", classifications=ENERGY, city="espoo")


def trial(key: str, actor: str | None, at: str, year: int | None, project: str | None = None) -> Trial:
    page = replace(HERE, url=f"https://www.example.org/{key}")
    return Trial(key=key, origin=page, title=f"Trying {key}", actor=actor, testbed=at, year=year, project=project)


def part(project: str, organisation: str) -> Participation:
    return Participation(
        key=f"{project}-{organisation}", origin=HERE, project=project, organisation=organisation, role="partner"
    )


TRIALS = (
    trial("lamps", "lumo", "street", 2019, "glow"),
    trial("poles", "lumo", "harbour", 2021),
    trial("wires", "johto", "street", 2020, "glow"),
    trial("boats", "vene", "harbour", 2018),
    trial("nameless", None, "street", None),
)
FACTS = sorted_facts(
    [
        *map(bed, ("street", "harbour", "keto-1")),
        *map(company, ("lumo", "johto", "vene")),
        Project(key="glow", origin=HERE, names=Names(fi="Glow"), start="2018-09"),
        Project(key="undated", origin=HERE, names=Names(fi="Undated")),
        *(part("glow", one) for one in ("lumo", "johto")),
        part("undated", "lumo"),
        *TRIALS,
    ]
)
BY_COMPANY, BY_TIME, BY_CAMPAIGN = pilots(FACTS)


def case(task: Task, key: str) -> Case:
    return next(one for one in task.cases if one.ask.id == key)


def seen(task: Task, key: str) -> set[str]:
    return {use.key for use in case(task, key).ask.past.uses}


def groups(task: Task, key: str) -> dict[str, frozenset[str]]:
    return dict(case(task, key).ask.past.groups)


def test_the_parent_of_others_is_not_ranked() -> None:
    assert {host.id for host in BY_COMPANY.hosts} == {"street", "harbour"}


@pytest.mark.parametrize("task", [BY_COMPANY, BY_TIME, BY_CAMPAIGN], ids=lambda task: task.name)
def test_no_trial_is_seen_by_who_is_asked_for_it(task: Task) -> None:
    assert [one.ask.id for one in task.cases if one.ask.id in seen(task, one.ask.id)] == []
    assert [one.ask.id for one in task.cases if f"trial/{one.ask.id}" in one.ask.past.groups] == []


def test_by_company_all_trials_of_the_company_are_hidden_and_no_others() -> None:
    assert seen(BY_COMPANY, "lamps") == {"wires", "boats", "nameless"}
    assert seen(BY_COMPANY, "nameless") == {"lamps", "poles", "wires", "boats"}


def test_by_company_its_part_in_the_projects_of_its_trials_is_hidden() -> None:
    assert groups(BY_COMPANY, "poles")["project/glow"] == {"johto", "street"}
    assert groups(BY_COMPANY, "poles")["project/undated"] == {"lumo"}
    assert groups(BY_COMPANY, "boats")["project/glow"] == {"lumo", "johto", "street"}


def test_by_time_only_earlier_years_are_seen() -> None:
    assert {one.ask.id: seen(BY_TIME, one.ask.id) for one in BY_TIME.cases} == {
        "lamps": {"boats"},
        "poles": {"lamps", "wires", "boats"},
        "wires": {"lamps", "boats"},
        "boats": set(),
    }


def test_by_time_a_project_is_known_once_it_has_begun_and_never_where_its_start_is_unknown() -> None:
    assert "project/glow" not in groups(BY_TIME, "boats")
    assert groups(BY_TIME, "lamps")["project/glow"] == {"lumo", "johto"}
    assert "project/undated" not in groups(BY_TIME, "poles")


def test_by_time_what_a_company_used_before_is_known_to_it() -> None:
    assert case(BY_TIME, "poles").known == {"street"}
    assert case(BY_TIME, "lamps").known == frozenset()


def test_by_campaign_the_companions_are_hidden_too() -> None:
    assert seen(BY_CAMPAIGN, "lamps") == {"boats", "nameless"}


def test_a_campaign_is_of_one_project_page_or_title() -> None:
    lamps = TRIALS[0]
    others = (
        replace(lamps, key="page", project=None, title="Other"),
        replace(lamps, key="title", project=None, origin=HERE),
        replace(lamps, key="none", project=None, origin=HERE, title="Other"),
    )
    assert campaign(lamps, others) == {"page", "title"}


def test_an_ask_tells_the_title_and_who_asks_but_not_where_or_when() -> None:
    asks = case(BY_COMPANY, "lamps").ask
    assert asks == Ask(
        id="lamps",
        past=asks.past,
        candidates=("street", "harbour"),
        text="Trying lamps",
        language="en",
        actor="lumo",
        themes=frozenset({"4.1"}),
        place="espoo",
    )


def test_the_asks_of_one_company_share_what_they_know() -> None:
    assert case(BY_COMPANY, "lamps").ask.past is case(BY_COMPANY, "poles").ask.past


def test_a_company_without_other_ties_is_cold() -> None:
    assert {one.ask.id for one in BY_COMPANY.cases if one.cold} == {"wires", "boats", "nameless"}


def test_a_title_that_shares_a_long_word_with_the_place_names_it() -> None:
    place = bed("street", district="Kivikko")
    assert names_place("Shuttles in Kivikko", place)
    assert not names_place("Shuttles in the fog", place)


def test_each_company_counts_once_and_a_trial_of_nobody_for_itself() -> None:
    assert [one.unit for one in BY_COMPANY.cases] == ["lumo", "lumo", "johto", "vene", "trial/nameless"]


def test_the_facts_hold_nothing_else() -> None:
    assert isinstance(FACTS, Facts)
    assert len(FACTS.trials) == 5
