"""What a consortium would add: the worked example, the network with the project really added, who cannot be named."""

import pickle
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.analysis.consortium import consortium
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.proposals import Proposal, proposals
from graph.analysis.ties import one_mode_graph
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny


def with_project(network: TwoModeNetwork, actors: list[str]) -> "nx.Graph[str]":
    """Return the ties of the network with one more project of these actors, actors it does not know among them."""
    pairs = [(network.actors[a], network.projects[p]) for a, p in zip(network.actor, network.project, strict=True)]
    more = [(actor, "one more") for actor in actors]
    return one_mode_graph(network_of([*pairs, *more], actors=network.actors))


def giant(graph: "nx.Graph[str]") -> int:
    """Return the size of the largest component."""
    return max(map(len, nx.connected_components(graph)))


def test_a_consortium_of_the_worked_example_is_that_worked_by_hand() -> None:
    found = consortium(tiny(), ["H", "A", "V", "N", "X"])
    # A-V has two projects already, H-A, H-V and A-N one; H-N, V-N and all of X are new.
    assert (found.pairs, found.new_ties, found.repeat_ties, found.made_stable) == (10, 6, 4, 3)
    assert found.new_share.value == pytest.approx(0.6)
    # Of the new ones N-X is within Vantaa and within companies; Helsinki-Vantaa had no tie before.
    assert found.crossing == {"city": 5, "kind": 5}
    assert found.crossing_any == 5
    assert found.opened == {"city": 1, "kind": 2}
    assert found.unknown == {"city": 0, "kind": 0}
    assert (found.ties, found.ties_after) == (4, 10)
    assert (found.joined, found.giant_component, found.giant_component_after) == (2, 4, 5)


def test_each_pair_says_what_it_is() -> None:
    found = consortium(tiny(), ["V", "A", "N"], newcomers=["Uusi Oy"])
    assert [(row.actor, row.other, row.state, row.projects, row.crosses, row.opens) for row in found.rows[:3]] == [
        ("V", "A", "repeat", 2, ("kind",), ()),
        ("V", "N", "new", 0, ("city", "kind"), ("kind",)),
        ("A", "N", "repeat", 1, ("city", "kind"), ()),
    ]
    assert [(row.actor, row.other, row.state, row.unknown, row.crosses) for row in found.rows[3:]] == [
        ("V", "Uusi Oy", "new", ("city", "kind"), ()),
        ("A", "Uusi Oy", "new", ("city", "kind"), ()),
        ("N", "Uusi Oy", "new", ("city", "kind"), ()),
    ]


@pytest.mark.parametrize("newcomers", [[], ["new one", "new two"]], ids=["all known", "two newcomers"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_gain_is_that_of_the_network_with_the_project_added(seed: int, newcomers: list[str]) -> None:
    network = random_network(seed)
    actors = [network.actors[place] for place in np.random.default_rng(seed).choice(60, 7, replace=False)]
    found = consortium(network, actors, newcomers=newcomers)
    before, after = one_mode_graph(network), with_project(network, [*actors, *newcomers])
    assert (found.ties, found.ties_after) == (before.number_of_edges(), after.number_of_edges())
    assert found.density.value == pytest.approx(nx.density(before))
    assert found.density_after.value == pytest.approx(nx.density(after))
    assert (found.giant_component, found.giant_component_after) == (giant(before), giant(after))
    components = nx.number_connected_components(before) + len(newcomers) - nx.number_connected_components(after)
    assert found.joined - 1 == components
    stable = [sum(data["count"] >= 2 for *_, data in graph.edges(data=True)) for graph in (before, after)]
    assert found.made_stable == stable[1] - stable[0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_crossing_ties_agree_with_plain_sets(seed: int) -> None:
    network = random_network(seed)
    actors = [network.actors[place] for place in np.random.default_rng(seed).choice(60, 12, replace=False)]
    graph, city = one_mode_graph(network), network.grouping("city")
    of = {actor: city.labels[city.codes[place]] for place, actor in enumerate(network.actors)}
    new = [pair for pair in combinations(actors, 2) if not graph.has_edge(*pair)]
    known = [pair for pair in new if "unknown" not in (of[pair[0]], of[pair[1]])]
    found = consortium(network, actors, by=["city"])
    assert found.crossing == {"city": sum(of[one] != of[other] for one, other in known)}
    assert found.unknown == {"city": len(new) - len(known)}
    linked = {frozenset((of[one], of[other])) for one, other in graph.edges}
    assert found.opened == {"city": len({frozenset((of[a], of[b])) for a, b in known if of[a] != of[b]} - linked)}


def test_an_actor_of_an_unknown_group_or_of_several_never_crosses() -> None:
    network = network_of([], actors="abc", groups={"city": {"a": "Espoo", "b": "several"}})
    found = consortium(network, ["a", "b", "c"])
    assert (found.by, found.crossing, found.unknown) == (("city",), {"city": 0}, {"city": 3})


def test_a_network_without_groups_is_answered_without_crossings() -> None:
    found = consortium(network_of([("a", "p"), ("b", "p"), ("c", "q")]), ["a", "c"])
    assert (found.by, found.new_ties, found.crossing) == ((), 1, {})


def test_one_actor_has_no_pair_and_changes_nothing() -> None:
    found = consortium(tiny(), ["A"])
    assert (found.pairs, found.ties, found.ties_after, found.rows) == (0, 4, 4, ())
    assert (found.new_share.value, found.new_share.reason) == (None, "one actor has no pair")


def test_newcomers_alone_are_answered_in_an_empty_network() -> None:
    found = consortium(network_of([]), [], newcomers=["a", "b"])
    assert (found.ties_after, found.density.value, found.density_after.value) == (1, None, 1.0)
    assert (found.joined, found.giant_component, found.giant_component_after) == (2, 0, 2)


@pytest.mark.parametrize(
    ("actors", "newcomers", "message"),
    [
        ([], [], "a consortium needs an actor; give identifiers or whole names"),
        (["A", "V", "A"], [], "'A' is named twice: it is A"),
        (["A", "aalto"], [], "'aalto' is named twice: it is A"),
        (["Q"], [], "the network has no actor 'Q'; give an identifier or a whole name"),
        (["A"], ["x", "X "], "'X ' is named twice among the newcomers"),
        (["A"], [" "], "a newcomer has no name"),
        (["A"], ["Aalto"], "'Aalto' is in the network already: name it among the actors"),
    ],
    ids=[
        "nobody",
        "twice",
        "twice, by its name too",
        "not known",
        "a newcomer twice",
        "a blank",
        "a newcomer that is known",
    ],
)
def test_who_cannot_be_named_is_told_in_a_line(actors: list[str], newcomers: list[str], message: str) -> None:
    network = network_of([("A", "p"), ("V", "p")], names={"A": "Aalto"})
    with pytest.raises(NetworkError) as caught:
        consortium(network, actors, newcomers=newcomers)
    assert str(caught.value) == message


def test_an_unknown_grouping_is_told() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'colour'"):
        consortium(tiny(), ["A"], by=["colour"])


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = pickle.dumps(network)
    consortium(network, ["a1", "a2"], newcomers=["new"])
    proposals(network)
    assert pickle.dumps(network) == before


def plain(network: TwoModeNetwork, project: str) -> dict[str, Any]:
    """Return what a project added, by adding it to the network of all earlier ones."""
    place = network.projects.index(project)
    earlier = network.keeping((network.start != -1) & (network.start < network.start[place]), idle=True)
    members = [network.actors[one] for one in network.actor[network.project == place]]
    found = consortium(earlier, members)
    return {
        "actors": len(members),
        "pairs": found.pairs,
        "new_ties": found.new_ties,
        "repeat_ties": found.repeat_ties,
        "made_stable": found.made_stable,
        "new_share": found.new_share.value,
        "crossing_any": found.crossing_any,
        "crossing": found.crossing,
        "unknown": found.unknown,
    }


def as_plain(row: Proposal) -> dict[str, Any]:
    """Return the same of a row."""
    names = ("actors", "pairs", "new_ties", "repeat_ties", "made_stable", "crossing_any", "crossing", "unknown")
    return {"new_share": row.new_share.value} | {name: getattr(row, name) for name in names}


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_project_added_is_the_gain_over_all_earlier_ones(seed: int) -> None:
    network = random_network(seed)
    told = [row for row in proposals(network).rows if row.new_ties is not None]
    assert len(told) > 30
    assert [as_plain(row) for row in told] == [plain(network, row.project) for row in told]


def test_projects_of_the_worked_example_come_by_what_they_added() -> None:
    found = proposals(tiny())
    assert [(row.project, row.crossing_any, row.new_ties, row.repeat_ties, row.made_stable) for row in found.rows] == [
        ("P3", 1, 1, 0, 0),
        ("P2", 0, 0, 1, 1),
        ("P4", 0, 0, 0, 0),
        ("P1", None, None, None, None),
    ]
    reasons = {row.project: row.new_share.reason for row in found.rows}
    assert reasons["P1"] == "no project is known to start earlier, so that every tie would be new"
    assert reasons["P4"] == "it has one actor, and no pair"


def test_a_project_without_a_year_comes_last_with_the_reason() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("a", "q"), ("c", "q")], years={"q": (2020, None)})
    found = proposals(network)
    assert found.undated_projects == 1
    assert [(row.project, row.start, row.new_ties) for row in found.rows] == [("p", None, None), ("q", 2020, None)]
    assert found.rows[0].new_share.reason == "its start is not known, so that no project is known to be earlier"


def test_only_the_projects_of_the_mask_and_no_more_than_the_limit() -> None:
    mask = np.array([False, True, True, True])
    assert [row.project for row in proposals(tiny(), mask).rows] == ["P3", "P2", "P4"]
    assert [row.project for row in proposals(tiny(), mask, limit=1).rows] == ["P3"]
    assert proposals(tiny(), mask, limit=1).projects == 3


def test_a_network_without_projects_has_no_proposal() -> None:
    assert proposals(network_of([], actors=["a"])).rows == ()
