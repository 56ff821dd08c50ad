"""Redundancy and new ties: the worked example, NetworkX and plain loops on random networks, edges."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.analysis.network import NO_YEAR, TwoModeNetwork, network_of, two_mode_graph
from graph.analysis.nulls import Null
from graph.analysis.redundancy import (
    LONE_ACTOR,
    LONE_PROJECT,
    NO_PAIR,
    UNDATED,
    UNDATED_ALL,
    actor_redundancy,
    new_ties,
    project_redundancy,
)
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def new_pairs_written_out(network: TwoModeNetwork) -> dict[str, tuple[int, int]]:
    """Return for each project of a known year its pairs of members, and those with no project of an earlier year."""
    members = [set(network.actor[network.project == place].tolist()) for place in range(len(network.projects))]
    years = network.start.tolist()
    found = {}
    for place, name in enumerate(network.projects):
        if years[place] == NO_YEAR:
            continue
        earlier = [some for some, year in zip(members, years, strict=True) if year != NO_YEAR and year < years[place]]
        pairs = [set(pair) for pair in combinations(members[place], 2)]
        found[name] = (len(pairs), sum(not any(pair <= some for some in earlier) for pair in pairs))
    return found


def test_the_worked_example() -> None:
    projects, actors = project_redundancy(tiny()), actor_redundancy(tiny())
    assert {row.project: row.redundancy.value for row in projects.rows} == {
        "P1": pytest.approx(1 / 3),
        "P2": 1,
        "P3": 0,
        "P4": None,
    }
    assert projects.redundancy.value == pytest.approx(2 / 5)
    assert {row.actor: row.redundancy.value for row in actors.rows if row.pairs} == {"A": pytest.approx(1 / 3), "V": 1}
    assert actors.redundancy.value == pytest.approx(2 / 4)


def test_new_ties_of_the_worked_example() -> None:
    found = new_ties(tiny())
    assert [(one.year, one.projects, one.pairs, one.new, one.share.value) for one in found.years] == [
        (2022, 1, 3, 3, 1),
        (2023, 2, 2, 1, 0.5),
    ]
    assert found.share.value == pytest.approx(4 / 5)
    assert found.undated == 0
    assert {row.project: row.new_ties.value for row in project_redundancy(tiny()).rows} == {
        "P1": 1,
        "P2": 0,
        "P3": 1,
        "P4": None,
    }


@pytest.mark.shared
def test_the_reference_answers_are_reproduced() -> None:
    projects = {row.project: row.redundancy.value for row in project_redundancy(tiny()).rows if row.pairs}
    actors = {row.actor: row.redundancy.value for row in actor_redundancy(tiny()).rows if row.pairs}
    assert projects | actors == pytest.approx(expected("tiny")["redundancy"])


@pytest.mark.parametrize("seed", range(3))
def test_redundancy_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed, actors=30, projects=24)
    graph = two_mode_graph(network)
    projects = {row.project: row.redundancy.value for row in project_redundancy(network).rows if row.pairs}
    actors = {row.actor: row.redundancy.value for row in actor_redundancy(network).rows if row.pairs}
    assert projects == pytest.approx(nx.bipartite.node_redundancy(graph, list(projects)))
    assert actors == pytest.approx(nx.bipartite.node_redundancy(graph, list(actors)))


def test_the_southern_women_agree_with_networkx() -> None:
    projects = {row.project: row.redundancy.value for row in project_redundancy(davis()).rows}
    assert projects == pytest.approx(nx.bipartite.node_redundancy(two_mode_graph(davis()), list(projects)))


@pytest.mark.parametrize("seed", range(4))
def test_new_ties_are_those_of_the_definition(seed: int) -> None:
    network = random_network(seed)
    reference = new_pairs_written_out(network)
    shares = {
        row.project: row.new_ties.value
        for row in project_redundancy(network).rows
        if row.start is not None and row.pairs
    }
    assert shares == pytest.approx({name: new / pairs for name, (pairs, new) in reference.items() if pairs})
    assert sum(year.new for year in new_ties(network).years) == sum(new for _, new in reference.values())


def test_a_pair_that_meets_twice_in_its_first_year_is_new_both_times() -> None:
    pairs = [(actor, project) for project in "pq" for actor in "ab"]
    found = new_ties(network_of(pairs, years={"p": (2020, None), "q": (2020, None)}))
    assert [(one.pairs, one.new) for one in found.years] == [(2, 2)]


def test_nobody_meets_before_in_a_project_of_an_unknown_year() -> None:
    pairs = [(actor, project) for project in "pq" for actor in "ab"]
    network = network_of(pairs, years={"q": (2020, None)})
    found = new_ties(network)
    assert (found.undated, found.share.value) == (1, 1)
    [undated, dated] = project_redundancy(network).rows
    assert (undated.start, undated.new_ties.value, undated.new_ties.reason) == (None, None, UNDATED)
    assert (dated.new_ties.value, dated.redundancy.value) == (1, 1)


def test_where_there_is_no_pair_there_is_no_share() -> None:
    network = network_of([("a", "p")], years={"p": (2020, None)})
    [project] = project_redundancy(network).rows
    [actor] = actor_redundancy(network).rows
    assert (project.redundancy.reason, project.new_ties.reason) == (LONE_PROJECT, LONE_PROJECT)
    assert actor.redundancy.reason == LONE_ACTOR
    assert project_redundancy(network).redundancy.reason == NO_PAIR
    assert (new_ties(network).share.reason, new_ties(network).years) == (UNDATED_ALL, ())


def test_a_network_of_nothing_has_no_row() -> None:
    network = network_of([])
    assert (project_redundancy(network).rows, actor_redundancy(network).rows) == ((), ())
    assert new_ties(network, null=Null(samples=2)).share.value is None


def test_shares_of_new_ties_stand_beside_the_null_model() -> None:
    found = new_ties(random_network(2), null=Null(samples=30, seed=4, by_year=True))
    nulls = [found.share.null, *(one.share.null for one in found.years)]
    assert all(null is not None and null.samples == 30 and 0 <= null.mean <= 1 for null in nulls)
    first = found.years[0].share.null
    assert first is not None
    assert (first.mean, first.sd) == (1, 0)


def test_the_drawn_pairs_of_each_year_are_as_many_as_observed() -> None:
    network = random_network(2)
    found = new_ties(network, null=Null(samples=5))
    assert sum(one.pairs for one in found.years) == sum(
        size * (size - 1) // 2
        for size, year in zip(network.consortium_sizes.tolist(), network.start.tolist(), strict=True)
        if year != NO_YEAR
    )


def test_a_long_count_is_told_of() -> None:
    told: list[tuple[int, int]] = []
    project_redundancy(tiny(), watch=lambda done, total: told.append((done, total)))
    assert told == [(6, 6)]


def test_the_network_is_not_changed() -> None:
    network = tiny()
    before = network.project.copy()
    new_ties(network, null=Null(samples=3, by_year=True))
    assert np.array_equal(network.project, before)
