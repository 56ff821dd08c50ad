"""The two-mode network: what is collapsed, what is kept, how it is cut."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.network import (
    NO_YEAR,
    UNKNOWN,
    TwoModeNetwork,
    collapsed,
    network_of,
    rows_of,
    two_mode_graph,
)
from graph.errors import NetworkError
from tests.graph.analysis.networks import TINY, davis, random_network, tiny


def participations(network: TwoModeNetwork) -> list[tuple[str, str]]:
    return [
        (network.actors[actor], network.projects[project])
        for actor, project in zip(network.actor, network.project, strict=True)
    ]


def test_the_worked_example_has_its_degrees_and_sizes() -> None:
    network = tiny()
    assert network.actors == ("H", "A", "V", "N", "M", "X")
    assert network.degrees.tolist() == [1, 3, 2, 1, 1, 0]
    assert network.consortium_sizes.tolist() == [3, 2, 2, 1]
    assert network.size == 8


def test_the_southern_women_are_whole() -> None:
    network = davis()
    assert (len(network.actors), len(network.projects), network.size) == (18, 14, 89)


def test_a_participation_on_several_rows_counts_once_and_leads_if_any_row_does() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("a", "p")], leads=[("a", "p"), ("nobody", "p")])
    assert participations(network) == [("a", "p"), ("b", "p")]
    assert network.lead.tolist() == [True, False]


def test_participations_are_sorted_by_actor_and_project() -> None:
    actor, project, lead = collapsed(
        np.array([1, 0, 1, 1], np.int32),
        np.array([2, 1, 0, 2], np.int32),
        np.array([False, True, False, True]),
        3,
    )
    assert (actor.tolist(), project.tolist(), lead.tolist()) == ([0, 1, 1], [1, 0, 2], [True, False, True])


def test_actors_and_projects_without_participations_stay() -> None:
    network = network_of([("a", "p")], actors=["b", "a"], projects=["q"])
    assert (network.actors, network.projects) == (("a", "b"), ("p", "q"))
    assert (network.degrees.tolist(), network.consortium_sizes.tolist()) == ([1, 0], [1, 0])


def test_a_network_of_nothing_is_one() -> None:
    network = network_of([])
    assert (network.actors, network.size, network.degrees.tolist()) == ((), 0, [])


def test_whose_group_nobody_states_is_unknown_and_last() -> None:
    grouping = network_of([("z", "p"), ("a", "p")], groups={"kind": {"z": "zoo", "a": ""}}).grouping("kind")
    assert grouping.labels == ("zoo", UNKNOWN)
    assert grouping.sizes.tolist() == [1, 1]
    assert grouping.known.tolist() == [True, False]


def test_a_project_has_the_labels_that_are_stated_each_once() -> None:
    tagging = network_of([("a", "p"), ("a", "q")], tags={"field": {"p": ["y", "x", "y"]}}).tagging("field")
    assert tagging.labels == ("x", "y", UNKNOWN)
    assert (tagging.projects.tolist(), tagging.tags.tolist()) == ([0, 0, 1], [0, 1, 2])
    assert tagging.having("y", 2).tolist() == [True, False]


def test_years_that_are_not_known_are_told_apart() -> None:
    network = network_of([("a", "p"), ("a", "q")], years={"p": (2020, None)})
    assert (network.start.tolist(), network.end.tolist()) == ([2020, NO_YEAR], [NO_YEAR, NO_YEAR])


@pytest.mark.parametrize("asked", ["a", "Aalto", "aalto"], ids=["identifier", "name", "name in lower case"])
def test_an_actor_is_found_by_identifier_or_name(asked: str) -> None:
    assert network_of([("b", "p"), ("a", "p")], names={"a": "Aalto"}).index(asked) == 1


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("c", "the network has no actor 'c'; give an identifier or a whole name"),
        ("Aalto", "2 actors are called 'Aalto'; give one of a, b"),
    ],
    ids=["nobody", "two of the name"],
)
def test_an_actor_that_cannot_be_found_is_told(asked: str, message: str) -> None:
    network = network_of([("a", "p"), ("b", "p")], names={"a": "Aalto", "b": "Aalto"})
    with pytest.raises(NetworkError) as caught:
        network.index(asked)
    assert str(caught.value) == message


def test_an_unknown_grouping_is_told_with_those_there_are() -> None:
    with pytest.raises(NetworkError) as caught:
        tiny().grouping("colour")
    assert str(caught.value) == "actors are not grouped by 'colour'; there are city, kind"


def test_an_unknown_tagging_is_told_where_there_is_none() -> None:
    with pytest.raises(NetworkError) as caught:
        tiny().tagging("colour")
    assert str(caught.value) == "projects are not tagged by 'colour'; the network has no such groups"


def test_a_label_that_no_project_has_is_told_with_those_there_are() -> None:
    network = network_of([("a", "p")], tags={"field": {"p": ["x"]}})
    with pytest.raises(NetworkError) as caught:
        network.tagging("field").having("y", 1)
    assert str(caught.value) == "no project has the field 'y'; there are x"


def test_keeping_projects_keeps_idle_actors_where_that_is_asked() -> None:
    network = tiny()
    late = network.start >= 2023
    whole, active = network.keeping(late, idle=True), network.keeping(late, idle=False)
    assert whole.actors == network.actors
    assert active.actors == ("A", "V", "N", "M")
    assert participations(whole) == participations(active) == [p for p in participations(network) if p[1] != "P1"]
    assert active.start.tolist() == [2023, 2023, 2024]


def test_a_cut_network_keeps_groups_and_labels_with_their_owners() -> None:
    network = random_network(3)
    cut = network.keeping(network.start >= 2020, idle=False)
    cities = dict(zip(network.actors, network.grouping("city").codes.tolist(), strict=True))
    assert cut.grouping("city").codes.tolist() == [cities[actor] for actor in cut.actors]
    labels = network.tagging("focus-area")
    before = {(network.projects[p], labels.labels[t]) for p, t in zip(labels.projects, labels.tags, strict=True)}
    after = cut.tagging("focus-area")
    assert {(cut.projects[p], after.labels[t]) for p, t in zip(after.projects, after.tags, strict=True)} == {
        (project, label) for project, label in before if project in cut.projects
    }


def test_projects_of_an_actor_that_leaves_stay() -> None:
    network = tiny().without([1])
    assert network.actors == ("H", "V", "N", "M", "X")
    assert network.projects == ("P1", "P2", "P3", "P4")
    assert network.consortium_sizes.tolist() == [2, 1, 1, 1]


def test_nothing_changes_the_network() -> None:
    network = tiny()
    network.keeping(network.start >= 2023, idle=False)
    network.without([0])
    assert participations(network) == sorted(
        [(actor, project) for project in TINY for actor in TINY[project]], key=lambda one: ("HAVNM".index(one[0]), one)
    )


def test_rows_keep_their_order_and_empty_owners() -> None:
    starts, found = rows_of(np.array([2, 0, 2], np.int32), np.array([5, 6, 4], np.int32), 4)
    assert (starts.tolist(), found.tolist()) == ([0, 1, 1, 3, 3], [6, 5, 4])


def test_a_graph_has_the_bipartite_sides_and_what_is_known() -> None:
    graph = two_mode_graph(network_of([("a", "p")], years={"p": (2020, None)}, groups={"city": {}}, names={"a": "A"}))
    assert {node: graph.nodes[node] for node in graph} == {
        "a": {"bipartite": 0, "label": "A"},
        "p": {"bipartite": 1, "label": "p", "start": 2020},
    }
    assert list(graph.edges(data=True)) == [("a", "p", {"lead": False})]


@pytest.mark.parametrize("seed", range(3))
def test_a_graph_has_every_participation_and_every_isolate(seed: int) -> None:
    network = random_network(seed)
    graph = two_mode_graph(network)
    assert graph.number_of_nodes() == len(network.actors) + len(network.projects)
    assert {frozenset(edge) for edge in graph.edges} == {frozenset(pair) for pair in participations(network)}
    assert nx.is_bipartite(graph)


def test_an_actor_and_a_project_of_one_identifier_make_no_graph() -> None:
    with pytest.raises(NetworkError) as caught:
        two_mode_graph(network_of([("a", "a")]))
    assert str(caught.value) == "'a' is an actor and a project; give the projects other names"
