"""The search for communities: known optima, NetworkX and NetworKit as rivals, pieces, chance, edges."""

from collections.abc import Iterator

import networkit as nk
import networkx as nx
import numpy as np
import pytest

from graph.analysis.leiden import leiden, numbered
from graph.analysis.network import Indices, TwoModeNetwork, network_of
from graph.analysis.ties import Ties, one_mode_graph, ties_of
from tests.graph.analysis.networks import davis, random_network, tiny


def karate() -> TwoModeNetwork:
    """Return the karate club of Zachary (1977), each friendship a project of two."""
    edges = [(f"{one:02}", f"{other:02}") for one, other in nx.karate_club_graph().edges]
    return network_of((end, "-".join(edge)) for edge in edges for end in edge)


def rings(count: int, size: int) -> TwoModeNetwork:
    """Return a ring of cliques: each has met in five projects, and a project of two ties it to the next."""
    inside = [(f"{ring}.{one}", f"c{ring}.{time}") for ring in range(count) for one in range(size) for time in range(5)]
    between = [(f"{(ring + step) % count}.{step}", f"b{ring}") for ring in range(count) for step in (0, 1)]
    return network_of([*inside, *between])


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Let NetworKit use one thread, without which its answer is not the same twice."""
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    nk.setSeed(1, False)
    yield
    nk.setNumberOfThreads(threads)


def groups(network: TwoModeNetwork, codes: Indices) -> list[set[str]]:
    names = np.array(network.actors)
    return [set(names[codes == code].tolist()) for code in range(int(codes.max(initial=-1)) + 1)]


def modularity(network: TwoModeNetwork, codes: Indices) -> float:
    return float(nx.community.modularity(one_mode_graph(network), groups(network, codes), weight="newman"))


def found(network: TwoModeNetwork, seed: int) -> Indices:
    ties = ties_of(network)
    return leiden(ties, ties.newman, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_the_karate_club_falls_into_its_best_four_communities(seed: int) -> None:
    # 0.4197896 is the greatest modularity there is (Brandes and others 2008).
    codes = found(karate(), seed)
    assert int(codes.max()) + 1 == 4
    assert modularity(karate(), codes) == pytest.approx(0.4197896, abs=1e-7)


def test_cliques_in_a_ring_are_the_communities() -> None:
    network = rings(8, 6)
    assert {frozenset(some) for some in groups(network, found(network, 1))} == {
        frozenset(f"{ring}.{one}" for one in range(6)) for ring in range(8)
    }


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("seed", range(5))
def test_it_finds_no_less_than_networkit_does(seed: int) -> None:
    network = random_network(seed, actors=100, projects=120)
    ties = ties_of(network)
    graph = nk.GraphFromCoo((ties.newman, (ties.one, ties.other)), n=ties.actors, weighted=True)
    rivals = [nk.community.ParallelLeiden(graph).run().getPartition() for _ in range(5)]
    best = max(modularity(network, numbered(np.array(one.getVector()))) for one in rivals)
    assert max(modularity(network, found(network, chance)) for chance in range(5)) >= best - 0.002


@pytest.mark.parametrize("seed", range(3))
def test_it_finds_no_less_than_louvain_does(seed: int) -> None:
    network = random_network(seed, actors=100, projects=120)
    graph = one_mode_graph(network)
    rivals = [nx.community.louvain_communities(graph, weight="newman", seed=chance) for chance in range(5)]
    best = max(nx.community.modularity(graph, one, weight="newman") for one in rivals)
    assert max(modularity(network, found(network, chance)) for chance in range(5)) >= best - 0.002


@pytest.mark.parametrize("seed", range(5))
def test_no_community_is_in_pieces(seed: int) -> None:
    network = random_network(seed, actors=100, projects=120)
    graph = one_mode_graph(network)
    assert all(nx.is_connected(graph.subgraph(some)) for some in groups(network, found(network, seed)))


@pytest.mark.parametrize("seed", range(3))
def test_the_answer_is_the_same_for_a_seed(seed: int) -> None:
    network = random_network(4, actors=100, projects=120)
    assert np.array_equal(found(network, seed), found(network, seed))


def test_who_has_no_tie_stays_alone() -> None:
    assert [some for some in groups(tiny(), found(tiny(), 1)) if some & {"M", "X"}] == [{"M"}, {"X"}]


def test_communities_are_numbered_by_their_first_actors() -> None:
    codes = found(davis(), 1)
    assert [int(np.flatnonzero(codes == code)[0]) for code in range(int(codes.max()) + 1)] == sorted(
        int(np.flatnonzero(codes == code)[0]) for code in range(int(codes.max()) + 1)
    )


def test_a_network_without_actors_has_no_communities() -> None:
    nobody: Ties = ties_of(network_of([]))
    assert len(leiden(nobody, nobody.newman, np.random.default_rng(1))) == 0
