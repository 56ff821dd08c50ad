"""Communities: modularity by NetworkX, what runs agree on, rows counted by hand, chance, edges."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.communities import communities
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.nulls import Null
from graph.analysis.partition import NO_COMMUNITY, modularity_of, partition
from graph.analysis.ties import one_mode_graph, ties_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import davis, random_network, tiny


def halves() -> TwoModeNetwork:
    """Return two groups of three, met twice each, with one tie between; and one actor alone."""
    meetings = {"p": "abc", "q": "abc", "r": "def", "s": "def", "t": "cd"}
    return network_of(
        [(actor, project) for project, members in meetings.items() for actor in members],
        actors=["z"],
        groups={
            "city": {"a": "Espoo", "b": "Espoo", "c": "Vantaa", "d": "Espoo"},
            "kind": dict.fromkeys("abc", "company") | dict.fromkeys("def", "university"),
            "sector": {},
        },
        names={"c": "Cee"},
    )


def test_two_halves_are_two_communities() -> None:
    found = communities(halves(), runs=5)
    assert (found.actors, found.isolates, found.communities, found.fewest, found.most) == (7, 1, 2, 2, 2)
    first, second = found.rows
    assert (first.community, first.actors, first.ties, first.ties_out) == (1, 3, 3, 1)
    assert first.inside == pytest.approx(6 / 7)
    assert first.mix == ("city: Espoo 2, Vantaa 1", "kind: company 3")
    assert first.top_actors == ("c", "a", "b")
    assert first.top_names == ("Cee", "a", "b")
    assert second.mix == ("city: unknown 2, Espoo 1", "kind: university 3")


def test_runs_that_find_the_same_agree_wholly() -> None:
    found = communities(halves(), runs=4)
    assert [found.nmi.value, found.ari.value] == pytest.approx([1, 1])
    assert found.nmi.counts == {"pairs of runs": 6}
    assert found.modularity.value == pytest.approx(found.chosen_modularity.value)


def test_the_cities_of_the_worked_example_have_a_modularity() -> None:
    ties = ties_of(tiny())
    assert modularity_of(ties, np.ones(ties.size), tiny().grouping("city").codes) == pytest.approx(-7 / 32)


@pytest.mark.parametrize("seed", range(5))
def test_modularity_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed, actors=100, projects=120)
    found = partition(ties_of(network), runs=3, seed=seed)
    names = np.array(network.actors)
    groups = [set(names[found.codes == code].tolist()) for code in range(int(found.codes.max()) + 1)]
    alone = [{name} for name in names[found.codes == NO_COMMUNITY].tolist()]
    graph = one_mode_graph(network)
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups + alone, weight="newman"))


@pytest.mark.parametrize("seed", range(3))
def test_rows_agree_with_the_graph(seed: int) -> None:
    network = random_network(seed, actors=100, projects=120)
    graph = one_mode_graph(network)
    found = partition(ties_of(network), runs=3, seed=1)
    names = np.array(network.actors)
    rows = communities(network, runs=3, limit=None).rows
    groups = [set(names[found.codes == code].tolist()) for code in range(int(found.codes.max()) + 1)]
    counted = [(len(some), graph.subgraph(some).size(), nx.cut_size(graph, some)) for some in groups]
    assert sorted((row.actors, row.ties, row.ties_out) for row in rows) == sorted(counted)
    assert [row.actors for row in rows] == sorted((len(some) for some in groups), reverse=True)


@pytest.mark.parametrize("seed", range(3))
def test_actors_without_a_partner_are_in_no_community_and_counted(seed: int) -> None:
    network = random_network(seed)
    found = communities(network, runs=2, limit=None)
    assert found.isolates > 0
    assert sum(row.actors for row in found.rows) + found.isolates == found.actors


def test_the_answer_is_the_same_for_a_seed() -> None:
    network = random_network(1, actors=100, projects=120)
    assert communities(network, runs=4, seed=3) == communities(network, runs=4, seed=3)


def test_the_partition_is_that_of_the_run_nearest_to_all_others() -> None:
    network = random_network(2, actors=100, projects=60)
    found = partition(ties_of(network), runs=6, seed=1)
    assert len(found.nmi) == len(found.ari) == 15
    assert len(found.modularities) == len(found.counts) == 6
    assert np.any(np.isclose(found.modularities, found.modularity))
    assert np.all(np.diff(np.bincount(found.codes[found.codes != NO_COMMUNITY])) <= 0)


def test_modularity_is_compared_with_chance_where_that_is_asked() -> None:
    found = communities(davis(), runs=5, null=Null(samples=10))
    assert found.modularity.null is not None
    assert found.modularity.null.samples == 10
    assert 0 < found.modularity.null.mean < 1
    assert communities(davis(), runs=2).modularity.null is None


def test_one_run_has_nothing_to_agree_with() -> None:
    found = communities(halves(), runs=1)
    assert found.nmi.value is None
    assert found.nmi.reason == found.ari.reason
    assert found.nmi.reason == "the search was run once: there is nothing that it could agree with"
    assert found.communities == 2


@pytest.mark.parametrize("actors", [[], ["a"], ["a", "b"]], ids=["nobody", "one actor", "two strangers"])
def test_without_ties_there_are_no_communities_and_a_reason(actors: list[str]) -> None:
    found = communities(network_of([], actors=actors), null=Null(samples=2))
    assert (found.communities, found.rows, found.isolates) == (0, (), len(actors))
    assert found.modularity.reason == found.nmi.reason == "no actor has a partner"


def test_a_grouping_in_which_nobody_is_known_is_told_only_where_it_is_asked_for() -> None:
    assert communities(halves(), runs=1, by=["sector"]).rows[0].mix == ("sector: unknown 3",)


def test_an_unknown_grouping_is_refused() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'theme'"):
        communities(halves(), by=["theme"])


def test_a_watch_is_told_of_runs_and_then_of_samples() -> None:
    told: list[tuple[int, int]] = []
    communities(halves(), runs=2, null=Null(samples=1), watch=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2), (1, 1)]
