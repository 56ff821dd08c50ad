"""Missing ties against the values worked by hand, NetworkX, and plain sets of labels."""

import math
import pickle
from collections.abc import Callable, Iterable
from typing import Any

import networkx as nx
import pytest

from graph.analysis.missing import SCORES, MissingTies, Score, missing_ties
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.ties import one_mode_graph
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

ALL = 10_000


def scores_of(found: MissingTies) -> dict[tuple[str, str], float]:
    """Return the score of each pair."""
    return {(row.actor, row.other): row.score for row in found.rows}


def scored(pairs: Iterable[tuple[str, str, float]]) -> dict[tuple[str, str], Any]:
    """Return what an oracle says of pairs that score above 0, to be compared up to rounding."""
    return {(min(one, other), max(one, other)): pytest.approx(score) for one, other, score in pairs if score > 0}


def common(graph: "nx.Graph[str]") -> list[tuple[str, str, float]]:
    """Return how many partners each pair without a tie has in common."""
    return [(one, other, len(set(nx.common_neighbors(graph, one, other)))) for one, other in nx.non_edges(graph)]


def labels_of(network: TwoModeNetwork, name: str) -> dict[str, set[str]]:
    """Return the known labels of the projects of each actor, by plain sets."""
    one = network.tagging(name)
    of_project: dict[int, set[str]] = {}
    for project, tag in zip(one.projects, one.tags, strict=True):
        of_project.setdefault(project, set()).add(one.labels[tag])
    found: dict[str, set[str]] = {actor: set() for actor in network.actors}
    for actor, project in zip(network.actor, network.project, strict=True):
        found[network.actors[actor]] |= of_project[project] - {"unknown"}
    return found


@pytest.mark.parametrize(
    ("score", "value"),
    [("adamic-adar", 0.91024), ("resource-allocation", 1 / 3), ("jaccard", 1 / 2), ("common-neighbours", 1)],
)
def test_the_missing_tie_of_the_worked_example(score: Score, value: float) -> None:
    found = scores_of(missing_ties(tiny(), score=score))
    assert found["H", "N"] == pytest.approx(value, abs=5e-6)
    assert found.keys() == {("H", "N"), ("N", "V")}


def test_a_row_says_who_they_are_and_through_whom() -> None:
    found = missing_ties(tiny())
    row = found.rows[0]
    assert (row.actor, row.other, row.shared, row.through) == ("H", "N", 1, ("A",))
    assert (found.groupings, row.groups, row.other_groups) == (
        ("city", "kind"),
        ("Helsinki", "city"),
        ("Vantaa", "company"),
    )
    assert (found.actors, found.ties, found.untied_pairs) == (6, 4, 11)


@pytest.mark.parametrize(
    ("score", "oracle"),
    [
        ("adamic-adar", nx.adamic_adar_index),
        ("resource-allocation", nx.resource_allocation_index),
        ("jaccard", nx.jaccard_coefficient),
        ("common-neighbours", common),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_agree_with_networkx(
    seed: int, score: Score, oracle: Callable[["nx.Graph[str]"], Iterable[tuple[str, str, float]]]
) -> None:
    network = random_network(seed)
    found = missing_ties(network, score=score, limit=ALL)
    assert scores_of(found) == scored(oracle(one_mode_graph(network)))
    assert found.equal_to_last == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_content_agrees_with_plain_sets(seed: int) -> None:
    network = random_network(seed)
    labels, graph = labels_of(network, "focus-area"), one_mode_graph(network)
    owners = {label: sum(label in some for some in labels.values()) for label in set().union(*labels.values())}
    oracle = [
        (one, other, sum(1 / math.log(owners[label]) for label in labels[one] & labels[other]))
        for one, other in nx.non_edges(graph)
    ]
    assert scores_of(missing_ties(network, score="content", limit=ALL)) == scored(oracle)


def test_content_finds_pairs_without_a_common_partner_and_names_the_labels() -> None:
    network = network_of(
        [("a", "p"), ("b", "q"), ("c", "r")],
        tags={"theme": {"p": ["water", "heat"], "q": ["water", "heat"], "r": ["heat"]}},
    )
    row = missing_ties(network, score="content").rows[0]
    assert (row.actor, row.other, row.through) == ("a", "b", ("theme water", "theme heat"))
    assert row.score == pytest.approx(1 / math.log(2) + 1 / math.log(3))


def test_a_project_without_a_label_makes_nobody_alike() -> None:
    network = network_of([("a", "p"), ("b", "q")], tags={"theme": {}})
    found = missing_ties(network, score="content")
    assert (found.rows, found.reason) == ((), "no two actors without a tie have a label of a project in common")


def test_content_without_labels_has_no_row_for_a_reason() -> None:
    found = missing_ties(tiny(), score="content")
    assert found.rows == ()
    assert found.reason is not None
    assert found.reason.startswith("projects have no labels to compare actors by")


@pytest.mark.parametrize("seed", [1, 2])
def test_only_pairs_across_known_groups_where_that_is_asked_for(seed: int) -> None:
    network = random_network(seed)
    city = network.grouping("city")
    of = {actor: city.labels[city.codes[place]] for place, actor in enumerate(network.actors)}
    every = [(row.actor, row.other) for row in missing_ties(network, limit=ALL).rows]
    found = missing_ties(network, by="city", limit=ALL)
    known = [pair for pair in every if "unknown" not in (of[pair[0]], of[pair[1]])]
    assert [(row.actor, row.other) for row in found.rows] == [pair for pair in known if of[pair[0]] != of[pair[1]]]
    assert found.unknown_group_actors == list(of.values()).count("unknown")
    assert found.groupings == ("city",)


@pytest.mark.parametrize("limit", [1, 5, 20])
@pytest.mark.parametrize("score", SCORES)
def test_a_limit_keeps_the_best_and_says_how_many_equal_the_last(score: Score, limit: int) -> None:
    network = random_network(1)
    every = missing_ties(network, score=score, limit=ALL).rows
    found = missing_ties(network, score=score, limit=limit)
    assert found.rows == every[:limit]
    assert found.equal_to_last == sum(row.score == found.rows[-1].score for row in every[limit:])


def test_best_comes_first_and_equal_ones_by_identifier() -> None:
    rows = missing_ties(random_network(2), limit=ALL).rows
    assert list(rows) == sorted(rows, key=lambda row: (-row.score, row.actor, row.other))


def test_the_order_in_which_rows_were_read_changes_nothing() -> None:
    pairs = [(actor, project) for project in ("pqr", "qst", "ptu") for actor in project]
    assert missing_ties(network_of(pairs)) == missing_ties(network_of(reversed(pairs)))


@pytest.mark.parametrize(
    "network",
    [network_of([]), network_of([("a", "p")]), network_of([("a", "p"), ("b", "p"), ("c", "q")])],
    ids=["nobody", "one actor", "no common partner"],
)
def test_where_nobody_has_a_common_partner_there_is_no_row_for_a_reason(network: TwoModeNetwork) -> None:
    found = missing_ties(network)
    assert (found.rows, found.reason) == ((), "no two actors without a tie have a partner in common")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"score": "luck"},
            "no score 'luck'; there are adamic-adar, resource-allocation, common-neighbours, jaccard, content",
        ),
        ({"by": "colour"}, "actors are not grouped by 'colour'; there are city, kind"),
        (
            {"score": "content", "taggings": ["colour"]},
            "projects are not tagged by 'colour'; the network has no such groups",
        ),
    ],
    ids=["no such score", "no such grouping", "no such tagging"],
)
def test_what_cannot_be_asked_is_told_in_a_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(NetworkError) as caught:
        missing_ties(tiny(), **options)
    assert str(caught.value) == message


def test_who_watches_is_told_of_the_end() -> None:
    told: list[tuple[int, int]] = []
    missing_ties(random_network(1), watch=lambda done, total: told.append((done, total)))
    assert told[-1] == (60, 60)


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = pickle.dumps(network)
    missing_ties(network, score="content", by="city")
    assert pickle.dumps(network) == before


def test_each_pair_comes_once_and_has_no_tie() -> None:
    rows = missing_ties(random_network(1), limit=ALL).rows
    assert len({frozenset((row.actor, row.other)) for row in rows}) == len(rows)
    assert all(row.actor < row.other for row in rows)
    tied = {frozenset(pair) for pair in one_mode_graph(random_network(1)).edges}
    assert not tied & {frozenset((row.actor, row.other)) for row in rows}
