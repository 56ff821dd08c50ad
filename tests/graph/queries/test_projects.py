"""Who takes part in which project, and until when: cq10-cities, cq10-projects and cq23."""

from collections import Counter

import pytest
from pyoxigraph import Store

from tests.graph.queries.shipped import Project, cities_of, projects, table
from tests.graph.queries.toy import Row, answer, columns, project, toy

COUNTS = ("oneCity", "twoCities", "threeCities", "noCity", "projects", "leadOnly")
CITIES = "".join(
    f'<org/{name.lower()}> a org:Organization ; vk:actorKind <actor-kind/city> ; skos:prefLabel "{name}n kaupunki"@fi ;'
    f" dct:spatial <place/{name.lower()}> .\n"
    f'<place/{name.lower()}> skos:prefLabel "{name}"@fi .\n<agreement/a> vk:party <org/{name.lower()}> .\n'
    for name in ("Helsinki", "Espoo", "Vantaa")
)
PARTIES = "<agreement/a> a vk:EcosystemAgreement ; vk:party <org/tem> .\n" + CITIES


def part(of: str, by: str, role: str = "partner", *, year: int = 0) -> str:
    return (
        f"<participation/{of}.{by}.{role}.{year}> a eurio:OrganisationRole ; eurio:isInvolvedIn <project/{of}> ;"
        f" eurio:isRoleOf <org/{by}> ; org:role <role/{role}> .\n"
    )


def year_of(one: Project) -> str:
    return min(one.starts)[:4] if one.starts else "not known"


def years() -> list[Row]:
    """Yield the counts of each year, from the shipped rows."""
    counts: dict[str, Counter[str]] = {}
    names = ("noCity", "oneCity", "twoCities", "threeCities")
    for one in projects():
        counted = ["leadOnly"] if one.lead_only else [names[len(cities_of(one))], "projects"]
        counts.setdefault(year_of(one), Counter()).update(counted)
    return [(year, *(str(counts[year][name]) for name in COUNTS)) for year in sorted(counts)]


def with_cities() -> set[Row]:
    return {
        (f"project/{one.key}", str(len(found)), ", ".join(sorted(found)), "at least" if one.lead_only else "whole")
        for one in projects()
        if (found := cities_of(one))
    }


def test_cities_by_year_are_those_of_the_shipped_rows(store: Store) -> None:
    assert columns(store, "cq10-cities", "year", *COUNTS) == years()


def test_every_project_is_counted_in_one_year(store: Store) -> None:
    rows = columns(store, "cq10-cities", "projects", "leadOnly")
    assert sum(int(str(cell)) for row in rows for cell in row) == len(projects()) == 244


def test_projects_with_a_city_are_those_of_the_shipped_rows(store: Store) -> None:
    found = columns(store, "cq10-projects", "project", "cities", "names", "certainty")
    assert {(*row[:3], str(row[3]).partition(":")[0]) for row in found} == with_cities()
    assert len(found) == 65


def test_both_tables_of_cities_agree(store: Store) -> None:
    by_year = columns(store, "cq10-cities", "oneCity", "twoCities", "threeCities")
    whole = [row for row in columns(store, "cq10-projects", "cities", "certainty") if row[1] == "whole"]
    assert sum(int(str(cell)) for row in by_year for cell in row) == len(whole)


def counts_of(text: str) -> list[Row]:
    return columns(toy(PARTIES + text), "cq10-cities", "year", *COUNTS)


def test_one_two_and_three_cities_are_told_apart() -> None:
    one = project("a") + part("a", "helsinki") + part("a", "other")
    two = project("b") + part("b", "helsinki", "lead") + part("b", "espoo", "collaborator")
    three = project("c") + part("c", "helsinki") + part("c", "espoo") + part("c", "vantaa", "member")
    text = one + two + three + project("d") + part("d", "other")
    assert counts_of(text) == [("not known", "1", "1", "1", "1", "4", "0")]
    assert columns(toy(PARTIES + text), "cq10-cities", "interCityShare") == [("0.667",)]


def test_a_city_in_two_roles_and_years_is_one_city() -> None:
    text = project("a") + part("a", "espoo", "lead") + part("a", "espoo", year=2020) + part("a", "espoo", year=2021)
    assert counts_of(text)[0][1:4] == ("1", "0", "0")


def test_a_city_that_only_funds_does_not_take_part() -> None:
    assert counts_of(project("a") + part("a", "vantaa", "funder")) == [("not known", "0", "0", "0", "1", "1", "0")]


def test_a_ministry_is_a_party_but_no_city() -> None:
    assert counts_of(project("a") + part("a", "tem"))[0][4] == "1"


LEAD_ONLY = project("a", rest='vk:leadOnly true ; eurio:startDate "2015-02-01"^^xsd:date ;') + part(
    "a", "helsinki", "lead"
)


def test_a_project_of_which_only_the_lead_is_known_is_counted_apart() -> None:
    assert counts_of(LEAD_ONLY) == [("2015", "0", "0", "0", "0", "0", "1")]
    assert columns(toy(PARTIES + LEAD_ONLY), "cq10-projects", "names", "certainty") == [
        ("Helsinki", "at least: only the lead is known")
    ]


def test_a_project_whose_partners_another_source_names_is_whole() -> None:
    text = LEAD_ONLY + part("a", "espoo")
    assert counts_of(text) == [("2015", "0", "1", "0", "0", "1", "0")]
    assert columns(toy(PARTIES + text), "cq10-projects", "names", "certainty") == [("Espoo, Helsinki", "whole")]


def test_two_starts_make_one_project_in_the_earlier_year() -> None:
    text = project("a", rest='eurio:startDate "2016"^^xsd:gYear , "2015-11-30"^^xsd:date ;') + part("a", "vantaa")
    assert [row[0] for row in counts_of(text)] == ["2015"]
    assert columns(toy(PARTIES + text), "cq10-projects", "start") == [("2015-11-30",)]


def test_a_city_without_a_name_still_counts() -> None:
    text = PARTIES.replace('<place/espoo> skos:prefLabel "Espoo"@fi .\n', "") + project("a") + part("a", "espoo")
    assert columns(toy(text), "cq10-projects", "cities", "names") == [("1", "Espoon kaupunki")]


def test_a_project_without_a_finnish_name_is_called_in_english() -> None:
    text = project("a").replace('"a"@fi', '"An A"@en') + part("a", "vantaa")
    assert columns(toy(PARTIES + text), "cq10-projects", "label") == [("An A",)]


def test_projects_of_one_city_keep_their_other_cities(store: Store) -> None:
    found = columns(store, "cq10-projects", "project", "names", city="place/fi-092")
    wanted = {row for row in columns(store, "cq10-projects", "project", "names") if "Vantaa" in str(row[1])}
    assert set(found) == wanted
    assert len(found) == 28


HEI = {row["id"] for row in table("institutions") if row["kind"] in ("university", "uas")} | {
    row["id"] for row in table("organisations") if row["kind"] == "foreign_university"
}


def institutions(one: Project) -> int:
    return len({actor for actor, role in one.parts if actor in HEI and role != "funder"})


def incubators() -> set[Row]:
    chosen = [one for one in projects() if "3" in one.groups]
    return {
        (
            f"project/{one.key}",
            " or ".join(sorted(one.ends)) or None,
            str(institutions(one)),
            "passes" if one.ends or institutions(one) else "cannot tell",
        )
        for one in chosen
    }


def test_incubator_projects_are_those_of_the_shipped_rows(store: Store) -> None:
    [_, *found] = columns(store, "cq23-incubators", "project", "end", "institutions", "verdict")
    assert {(*row[:3], str(row[3]).partition(":")[0]) for row in found} == incubators()
    assert len(found) == 15


def test_the_first_row_answers_for_all_incubator_projects(store: Store) -> None:
    passed = Counter(row[3] for row in incubators())
    [first, *_] = columns(store, "cq23-incubators", "project", "label", "verdict")
    assert first == (
        None,
        f"{passed['passes']} of 15 projects pass",
        f"cannot tell: of {passed['cannot tell']} neither an end nor an institution is known",
    )


def test_a_project_with_two_ends_has_one_row(store: Store) -> None:
    rows = columns(store, "cq23-incubators", "label", "end")
    assert [row for row in rows if row[0] == "HoivaDigi"] == [("HoivaDigi", "2017-10-31 or 2017-12-31")]


SCHOOLS = (
    '<org/uni> vk:actorKind <actor-kind/university> ; skos:prefLabel "Yliopisto"@fi .\n'
    '<org/uas> vk:actorKind <actor-kind/uas> ; skos:prefLabel "Arcada"@sv .\n'
    '<org/vocational> vk:actorKind <actor-kind/vocational> ; skos:prefLabel "Omnia"@fi .\n'
)
ENDS = 'eurio:endDate "2024"^^xsd:gYear ;'


@pytest.mark.parametrize(
    ("text", "names", "verdict"),
    [
        (project("p", group="3", rest=ENDS), None, "passes: it ends"),
        (
            project("p", group="3", rest=ENDS) + part("p", "uni"),
            "Yliopisto",
            "passes: it ends, and an institution takes part",
        ),
        (
            project("p", group="3") + part("p", "uni") + part("p", "uas", "lead") + part("p", "uni", "lead"),
            "Arcada, Yliopisto",
            "passes: an institution takes part; its end is not known",
        ),
        (
            project("p", group="3") + part("p", "vocational") + part("p", "uas", "funder"),
            None,
            "cannot tell: its end is not known, and no institution is named",
        ),
    ],
    ids=["ends", "both", "institutions only", "neither"],
)
def test_a_service_project_is_judged_by_its_end_and_institutions(text: str, names: str | None, verdict: str) -> None:
    [_, row] = columns(toy(SCHOOLS + text), "cq23-incubators", "names", "verdict")
    assert row == (names, verdict)


def test_all_pass_where_all_do() -> None:
    store = toy(project("p", group="3", rest=ENDS) + project("q", group="2"))
    assert columns(store, "cq23-incubators", "label", "verdict")[0] == ("1 of 1 projects pass", "all pass")


def test_without_any_service_project_the_answer_says_so() -> None:
    found = answer(toy(""), "cq23-incubators")
    assert found.rows[0][-1] == "cannot tell: the graph knows no such project"
    assert found.notes == ("cannot tell: no source states when a project ends",)


def test_a_project_whose_only_name_is_in_no_language_is_called_by_it() -> None:
    text = PARTIES + '<project/p> a eurio:Project ; skos:prefLabel "ILMA" .\n' + part("p", "espoo")
    assert columns(toy(text), "cq10-projects", "project", "label") == [("project/p", "ILMA")]
