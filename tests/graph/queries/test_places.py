"""Sites of health and social services, and campuses: cq20 and cq31."""

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import Store

from tests.graph.queries.shipped import ID, listed, project_key, projects, table, words
from tests.graph.queries.toy import Row, bed, columns, project, service, toy

CODES = {row["name_fi"]: row["municipality_code"] for row in table("cities")}
COUNTIES = {row["name_fi"]: row["wellbeing_services_county_fi"] for row in table("cities")}
HOSPITALS = {row["id"] for row in table("institutions") if row["kind"] in ("hospital", "university_hospital")}
CLUSTERS = {"cluster", "cluster_service", "innovation_hub", "startup_campus", "startup_hub"}
DISTRICTS = {"circular_economy_cluster", "food_district", "innovation_campus", "living_lab_network"}


def organisers(city: str) -> list[tuple[str, str | None, str | None]]:
    """Return who organises the services of a city: the county since 2023, but in Helsinki always the city."""
    town = {"Helsinki": "Helsingin kaupunki", "Espoo": "Espoon kaupunki", "Vantaa": "Vantaan kaupunki"}[city]
    return [(town, None, None)] if COUNTIES[city] == town else [(town, None, "2022"), (COUNTIES[city], "2023", None)]


def runs_services(operator: str) -> str:
    if not operator:
        return "cannot tell: who runs it is not known"
    return "yes" if operator in HOSPITALS | {"helsinki", "espoo", "vantaa"} else "no"


def sites() -> Iterator[Row]:
    for row in table("testbeds"):
        for city in listed(row["all_cities"]) if row["agreement_focus_area"] == "4.2" else ():
            for name, since, until in organisers(city):
                key, place = f"testbed/facts-{row['id']}", f"place/fi-{CODES[city]}"
                yield key, runs_services(row["operator_id"]), place, name, since, until


def test_sites_and_organisers_are_those_of_the_shipped_rows(store: Store) -> None:
    found = columns(store, "cq20-sites", "testbed", "serviceSite", "place", "organiserLabel", "start", "end")
    assert sorted(found, key=str) == sorted(sites(), key=str)
    assert len(found) == 24


def test_sites_of_one_city_are_those_of_all(store: Store) -> None:
    every = columns(store, "cq20-sites", "testbed", "place", "organiser")
    found = columns(store, "cq20-sites", "testbed", "place", "organiser", city="place/fi-049")
    assert found == [row for row in every if row[1] == "place/fi-049"]
    assert len(found) == 6


CARE = "dct:subject <focus-area/4.2> ;"
ROLE = (
    "<organiser/{key}> a vk:OrganiserRole ; vk:task <task/health-and-social-services> ; vk:forPlace <place/x> ;"
    " vk:organiser <org/{by}> {dates} .\n"
)


def test_dates_of_two_records_make_one_row_for_an_organiser() -> None:
    text = (
        bed("b", CARE + "dct:spatial <place/x> ;")
        + ROLE.format(key="a", by="county", dates="; vk:startDate '2023'^^xsd:gYear , '2023-01-01'^^xsd:date")
        + ROLE.format(key="b", by="county", dates="; vk:startDate '2024'^^xsd:gYear")
        + '<org/county> skos:prefLabel "County"@en .\n'
    )
    found = columns(toy(text), "cq20-sites", "placeLabel", "organiserLabel", "start", "end")
    assert found == [("place/x", "County", "2023", None)]


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("dct:spatial <place/y> ;", "cannot tell: no source states who organises the services there"),
        ("", "cannot tell: its city is not known"),
    ],
    ids=["no organiser", "no city"],
)
def test_no_site_is_lost_for_want_of_a_city_or_an_organiser(where: str, told: str) -> None:
    text = bed("b", CARE + where) + ROLE.format(key="a", by="city", dates="")
    assert columns(toy(text), "cq20-sites", "testbed", "organiserLabel") == [("testbed/b", told)]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("city", "yes"), ("university-hospital", "yes"), ("wellbeing-services-county", "yes"), ("uas", "no")],
)
def test_a_site_is_one_of_the_services_by_who_runs_it(kind: str, answer: str) -> None:
    text = bed("b", CARE + "vk:operatedBy <org/a> ;") + f"<org/a> vk:actorKind <actor-kind/{kind}> .\n"
    assert columns(toy(text), "cq20-sites", "serviceSite") == [(answer,)]


def grounds(row: dict[str, str]) -> str | None:
    """Return why a test bed is listed among the campuses."""
    if row["kind"] in DISTRICTS:
        return "its kind"
    if re.search("[ck]ampus", f"{row['name_fi']} {row['name_sv']} {row['name_en']}", re.IGNORECASE):
        return "by rule: its name speaks of a campus"
    if re.search(r"\bcampus (area|district)", row["what_can_be_tested_en"], re.IGNORECASE):
        return "by rule: its description speaks of a campus area or district"
    return None


def campuses() -> set[Row]:
    beds = {(f"testbed/facts-{row['id']}", grounds(row)) for row in table("testbeds") if grounds(row)}
    return beds | {(f"service/facts-{row['id']}", "its kind") for row in table("services") if row["kind"] in CLUSTERS}


def names(row: dict[str, str]) -> list[str]:
    return [words(row[name]) for name in ("name_fi", "name_sv", "name_en") if row.get(name)]


def one_holds_the_other(one: list[str], other: list[str]) -> bool:
    return any(a in b or b in a for a in one for b in other)


def candidates() -> set[Row]:
    """Return each pair of a listed campus and a project that are joined by their names or by a pilot."""
    listed_ = {row[0] for row in campuses()}
    piloted = {(row["testbed_id"], row["project_id"]) for row in table("pilots")}
    ids = {row["id"]: key for key, row in keyed_projects().items()}
    found: set[Row] = set()
    for kind, tables in (("testbed", table("testbeds")), ("service", table("services"))):
        for row in tables:
            key = f"{kind}/facts-{row['id']}"
            for one in projects():
                if key in listed_ and one_holds_the_other(names(row), [words(name) for name in one.names]):
                    found.add((key, f"project/{one.key}", "candidate by rule: one name holds the other"))
    for place, tried in piloted:
        if f"testbed/facts-{place}" in listed_ and tried:
            pair = (f"testbed/facts-{place}", f"project/{ids[tried]}")
            found.discard((*pair, "candidate by rule: one name holds the other"))
            found.add((*pair, "something was tried there under it"))
    return found


def keyed_projects() -> dict[str, dict[str, str]]:
    return {project_key(row["id"], row["code"]): row for row in table("projects")}


def test_campuses_are_those_of_the_shipped_rows(store: Store) -> None:
    found = columns(store, "cq31-campuses", "campus", "basis")
    assert {row for row in found if row[0]} == campuses()
    assert len(campuses()) == 23


def test_projects_of_campuses_are_those_that_the_shipped_rows_join(store: Store) -> None:
    found = columns(store, "cq31-campuses", "campus", "project", "projectBasis")
    assert {row for row in found if row[0] and row[1]} == candidates()
    assert len(candidates()) == 8


def test_a_campus_without_a_project_says_that_none_is_known(store: Store) -> None:
    found = columns(store, "cq31-campuses", "campus", "project", "projectBasis")
    told = {row[2] for row in found if row[1] is None}
    assert told == {"cannot tell: no source states which projects develop it"}


def test_a_project_that_speaks_of_a_campus_stands_alone_where_none_is_its_own(store: Store) -> None:
    found = columns(store, "cq31-campuses", "campus", "project", "projectBasis")
    own = {row[1] for row in candidates()}
    alone = {
        f"project/{one.key}" for one in projects() if any(re.search("[ck]ampus", n, re.IGNORECASE) for n in one.names)
    } - own
    assert {row[1] for row in found if row[0] is None} == alone
    assert len(alone) == 3


def test_campuses_of_one_city_leave_projects_alone_out(store: Store) -> None:
    every = columns(store, "cq31-campuses", "campus", "project", "cityLabel")
    found = columns(store, "cq31-campuses", "campus", "project", "cityLabel", city="place/fi-049")
    assert found == [row for row in every if "Espoo" in str(row[2])]
    assert len(found) == 7


def hub(key: str, rest: str = "") -> str:
    return service(key, rest).replace("service-kind/incubator", "service-kind/innovation-hub")


def test_an_operator_of_two_records_makes_one_row() -> None:
    text = hub("h", "vk:operatedBy <org/b> , <org/a> ;") + '<org/a> skos:prefLabel "A"@sv , "Å"@fi .\n'
    found = columns(toy(text), "cq31-campuses", "label", "operator", "operatorLabel")
    assert found == [("h", f"org/b {ID}org/a", "org/b; Å")]


def test_something_tried_under_a_project_goes_before_a_like_name() -> None:
    trials = "<trial/1> vk:trialAt <testbed/kampus> ; vk:underProject <project/p> .\n" * 2
    text = bed("kampus") + project("p").replace('"p"@fi', '"Kampus Plus"@fi') + trials
    assert columns(toy(text), "cq31-campuses", "project", "projectLabel", "projectBasis") == [
        ("project/p", "Kampus Plus", "something was tried there under it")
    ]


@pytest.mark.parametrize(
    ("name", "basis"),
    [("hubris", None), ("The (H) hub!", "candidate by rule: one name holds the other")],
    ids=["part of a word", "whole words"],
)
def test_names_are_compared_by_whole_words(name: str, basis: str | None) -> None:
    text = hub("hub") + project("p").replace('"p"@fi', f'"{name}"@en')
    told = basis or "cannot tell: no source states which projects develop it"
    assert columns(toy(text), "cq31-campuses", "projectBasis") == [(told,)]


def test_a_project_of_a_campus_is_not_listed_alone_too() -> None:
    text = hub("Kampus Pohjoinen").replace("service/Kampus Pohjoinen", "service/k") + project("p").replace(
        '"p"@fi', '"Kampus Pohjoinen 2.0"@fi'
    )
    assert columns(toy(text), "cq31-campuses", "campus", "project") == [("service/k", "project/p")]
