"""How many cities projects join, by both readings, against plain sets; and which years are tested for a trend."""

import pickle
from typing import Any

import pytest

from graph.analysis.cities import CityReach, CityYear, city_reach
from graph.analysis.network import TwoModeNetwork, network_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

CITIES = {"Helsinki", "Espoo", "Vantaa"}


def row_of(found: CityReach, year: int) -> CityYear:
    """Return the row of a year."""
    [row] = [row for row in found.rows if row.year == year]
    return row


def cities_of(network: TwoModeNetwork, project: int, kind: str | None) -> set[str]:
    """Return the cities of a project, by plain sets."""
    city, kinds = network.grouping("city"), network.grouping("kind")
    members = network.actor[network.project == project]
    counting = [one for one in members if kind in (None, kinds.labels[kinds.codes[one]])]
    return {city.labels[city.codes[one]] for one in counting}


def joined_by_year(inter_city: dict[int, tuple[int, int]]) -> TwoModeNetwork:
    """Return a network with, for each year, so many projects of one city and so many of two."""
    pairs, years = [], {}
    for year, (one, two) in inter_city.items():
        for number in range(one + two):
            project = f"{year}-{number}"
            pairs += [("h", project)] + [("e", project)] * (number < two)
            years[project] = (year, year)
    return network_of(pairs, years=years, groups={"city": {"h": "Helsinki", "e": "Espoo"}})


def test_the_worked_example_by_both_readings() -> None:
    found = city_reach(tiny())
    assert (found.one, found.two, found.three, found.none) == (2, 2, 0, 0)
    assert [(row.year, row.one, row.two, row.inter_city.value) for row in found.rows] == [
        (2022, 0, 1, 1.0),
        (2023, 1, 1, 0.5),
        (2024, 1, 0, 0.0),
    ]
    assert found.reading == "a city takes part where any actor in it does"
    themselves = city_reach(tiny(), actor_kind="city")
    assert (themselves.one, themselves.two, themselves.none) == (1, 0, 3)
    assert themselves.reading == "a city takes part where an actor of the kind city in it does"


@pytest.mark.parametrize("kind", [None, "city", "company"], ids=["any actor", "the city itself", "companies"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_agree_with_plain_sets(seed: int, kind: str | None) -> None:
    network = random_network(seed)
    cities = [cities_of(network, project, kind) for project in range(len(network.projects))]
    joined = [len(some & CITIES) for some in cities]
    found = city_reach(network, actor_kind=kind)
    assert [found.none, found.one, found.two, found.three] == [joined.count(number) for number in range(4)]
    assert found.unlocated == sum("unknown" in some for some in cities)
    by_year = [[joined[p] for p in range(50) if network.start[p] == row.year] for row in found.rows]
    assert [[row.none, row.one, row.two, row.three] for row in found.rows] == [
        [some.count(number) for number in range(4)] for some in by_year
    ]
    assert [row.projects for row in found.rows] == [len(some) for some in by_year]
    assert found.undated_projects + sum(row.projects for row in found.rows) == found.projects


def test_a_rising_share_is_told_with_its_test() -> None:
    found = city_reach(joined_by_year({2015 + number: (9 - number, 1 + number) for number in range(7)}))
    assert found.direction == "rising"
    assert found.tested_years == 6
    assert found.p.value == pytest.approx(2 / 720)
    assert found.slope.value == pytest.approx(0.1)
    assert found.tau.value == 1


def test_the_last_year_is_flagged_and_not_tested() -> None:
    found = city_reach(joined_by_year(dict.fromkeys(range(2015, 2021), (1, 1))))
    assert [row.year for row in found.rows if not row.tested] == [2020]
    assert row_of(found, 2020).reason == "no start after 2020 is known, so that sources may lack some of 2020"
    assert found.direction == "cannot be told: it is the same in all years"


def test_the_current_year_and_years_left_out_are_not_tested() -> None:
    network = joined_by_year(dict.fromkeys(range(2014, 2021), (1, 1)))
    found = city_reach(network, today_year=2019, left_out=[2014])
    assert [(row.year, row.reason) for row in found.rows if not row.tested][:2] == [
        (2014, "it was left out by who asked"),
        (2019, "the year is not over"),
    ]


def test_a_year_without_a_city_has_no_share_and_is_not_tested() -> None:
    found = city_reach(joined_by_year({2015: (1, 1), 2017: (1, 0)}))
    row = row_of(found, 2016)
    assert (row.projects, row.inter_city.value, row.tested) == (0, None, False)
    assert row.inter_city.reason == "no project with one of the cities starts in the year"


def test_too_few_years_are_no_test() -> None:
    assert city_reach(tiny()).direction == "cannot be told: only 2 years can be compared, fewer than 4"


def test_who_is_in_several_cities_is_in_none_and_makes_the_project_unlocated() -> None:
    network = network_of([("h", "p"), ("s", "p")], groups={"city": {"h": "Helsinki", "s": "several"}})
    found = city_reach(network)
    assert (found.one, found.unlocated, found.unlocated_actors) == (1, 1, 1)


def test_an_actor_elsewhere_is_located_and_in_none_of_the_cities() -> None:
    network = network_of([("t", "p")], groups={"city": {"t": "Tampere"}})
    found = city_reach(network, cities=["Tampere", "Turku"])
    assert (found.one, found.unlocated) == (1, 0)


def test_more_than_three_cities_count_as_three() -> None:
    network = network_of([(one, "p") for one in "abcd"], groups={"city": {one: one.upper() for one in "abcd"}})
    assert city_reach(network, cities=["A", "B", "C", "D"]).three == 1


@pytest.mark.parametrize(
    ("network", "reason"),
    [
        (network_of([], groups={"city": {}}), "no project has one of the cities"),
        (network_of([("a", "p")], groups={"city": {}}), "no project has one of the cities"),
    ],
    ids=["an empty network", "no city is known"],
)
def test_without_a_city_there_is_no_share_for_a_reason(network: TwoModeNetwork, reason: str) -> None:
    found = city_reach(network)
    assert (found.inter_city.value, found.inter_city.reason, found.rows) == (None, reason, ())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "town"}, "actors are not grouped by 'town'; there are city, kind"),
        ({"cities": ["Oulu"]}, "no actor has the city Oulu; there are Espoo, Helsinki, Vantaa"),
        ({"cities": []}, "name a city"),
        ({"actor_kind": "bank"}, "no actor is of the kind 'bank'; there are city, company, institute, university"),
    ],
    ids=["no such grouping", "nobody in the city", "no city", "no such kind"],
)
def test_what_cannot_be_asked_is_told_in_a_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(NetworkError) as caught:
        city_reach(tiny(), **options)
    assert str(caught.value) == message


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = pickle.dumps(network)
    city_reach(network, actor_kind="city")
    assert pickle.dumps(network) == before


def test_a_year_of_few_projects_has_no_vote_where_more_are_asked_for() -> None:
    network = joined_by_year({2015: (3, 3), 2016: (1, 1), 2017: (2, 4), 2018: (3, 3), 2019: (1, 5), 2020: (3, 3)})
    found = city_reach(network, least=5)
    assert row_of(found, 2016).reason == "fewer than 5 of its projects have one of the cities"
    assert [row.year for row in found.rows if row.tested] == [2015, 2017, 2018, 2019]
