"""Indices of ties with one's like: the worked example, NetworkX on random networks, and where there is none."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis.assortativity import (
    degree_assortativity,
    ei_index,
    ei_index_of_groups,
    ends_of_actors,
    modularity,
    nominal_assortativity,
)
from graph.analysis.cells import cells, sums, sums_of
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.ties import one_mode_graph, ties_of
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def labelled(network: TwoModeNetwork, by: str) -> "nx.Graph[str]":
    graph, grouping = one_mode_graph(network), network.grouping(by)
    codes = dict(zip(network.actors, grouping.codes.tolist(), strict=True))
    nx.set_node_attributes(graph, {actor: grouping.labels[code] for actor, code in codes.items()}, by)
    return graph


def parts(network: TwoModeNetwork, by: str) -> list[set[str]]:
    codes = network.grouping(by).codes
    return [{network.actors[place] for place in np.flatnonzero(codes == code)} for code in set(codes.tolist())]


def test_the_worked_example() -> None:
    ties, codes = ties_of(tiny()), tiny().grouping("city").codes
    found = sums(ties, codes, 3)
    assert ei_index(found) == 0.5
    assert ei_index_of_groups(found).tolist() == [0.5, 1, 1]
    assert nominal_assortativity(found) == pytest.approx(-7 / 17)
    assert modularity(found) == -7 / 32
    assert ei_index(sums(ties, codes, 3, ties.count)) == pytest.approx(0.2)
    assert ei_index(sums(ties, codes, 3, ties.newman)) == pytest.approx(1 / 7)
    assert ei_index(sums(ties, tiny().grouping("kind").codes, 4)) == 1


def test_the_ends_of_each_actor() -> None:
    external, internal = ends_of_actors(ties_of(tiny()), tiny().grouping("city").codes)
    assert external.tolist() == [2, 2, 1, 1, 0, 0]
    assert internal.tolist() == [0, 1, 1, 0, 0, 0]


@pytest.mark.shared
def test_the_reference_answers_are_reproduced() -> None:
    reference, network = expected("tiny"), tiny()
    ties, codes = ties_of(network), network.grouping("city").codes
    assert ei_index(sums(ties, codes, 3)) == reference["EI_city"]
    assert ei_index(sums(ties, codes, 3, ties.count)) == pytest.approx(reference["EI_city_projectcount"])
    assert ei_index(sums(ties, codes, 3, ties.newman)) == pytest.approx(reference["EI_city_newman"])
    assert nominal_assortativity(sums(ties, codes, 3)) == pytest.approx(reference["assort_city"])
    assert modularity(sums(ties, codes, 3)) == pytest.approx(reference["modularity_city"])


@pytest.mark.parametrize("by", ["city", "kind"])
@pytest.mark.parametrize("seed", range(5))
def test_indices_agree_with_networkx(seed: int, by: str) -> None:
    network = random_network(seed)
    grouping, graph = network.grouping(by), labelled(network, by)
    ties = ties_of(network)
    found = sums(ties, grouping.codes, len(grouping.labels))
    weighted = sums(ties, grouping.codes, len(grouping.labels), ties.newman)
    assert nominal_assortativity(found) == pytest.approx(nx.attribute_assortativity_coefficient(graph, by))
    assert modularity(found) == pytest.approx(nx.community.modularity(graph, parts(network, by)))
    assert modularity(found, 1.5) == pytest.approx(nx.community.modularity(graph, parts(network, by), resolution=1.5))
    assert modularity(weighted) == pytest.approx(nx.community.modularity(graph, parts(network, by), weight="newman"))


@pytest.mark.parametrize("network", [tiny(), davis(), *map(random_network, range(4))], ids=lambda one: "")
def test_the_assortativity_of_degrees_agrees_with_networkx(network: TwoModeNetwork) -> None:
    assert degree_assortativity(ties_of(network)) == pytest.approx(
        nx.degree_assortativity_coefficient(one_mode_graph(network))
    )


@pytest.mark.parametrize(
    "pairs", [[], [("a", "p")], [(actor, "p") for actor in "abcd"]], ids=["nothing", "one actor", "one consortium"]
)
def test_equal_degrees_have_no_assortativity(pairs: list[tuple[str, str]]) -> None:
    assert degree_assortativity(ties_of(network_of(pairs, actors="z"))) is None


def test_without_a_tie_there_is_no_index() -> None:
    found = sums(ties_of(network_of([("a", "p")])), np.zeros(1, np.int32), 1)
    assert np.isnan([ei_index(found), modularity(found), nominal_assortativity(found)]).all()


@pytest.mark.parametrize("weights", ["count", "newman", "fractional"])
def test_all_ties_in_one_group_have_no_assortativity(weights: str) -> None:
    ties = ties_of(davis())
    found = sums(ties, np.zeros(18, np.int32), 2, getattr(ties, weights))
    assert np.isnan(nominal_assortativity(found))
    assert ei_index(found) == pytest.approx(-1)


def test_many_networks_at_once_are_measured_like_each() -> None:
    tables = [cells(ties_of(network), network.grouping("city").codes, 4) for network in map(random_network, range(3))]
    together = sums_of(np.array(tables))
    assert ei_index(together).tolist() == [float(ei_index(sums_of(one))) for one in tables]
    assert nominal_assortativity(together).tolist() == [float(nominal_assortativity(sums_of(one))) for one in tables]
    assert ei_index_of_groups(together)[1].tolist() == ei_index_of_groups(sums_of(tables[1])).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_sums_are_those_of_the_cells(seed: int) -> None:
    network = random_network(seed)
    ties, codes = ties_of(network), network.grouping("city").codes
    direct, table = sums(ties, codes, 4, ties.newman), sums_of(cells(ties, codes, 4, ties.newman))
    assert direct.inside.tolist() == pytest.approx(table.inside.tolist())
    assert direct.ends.tolist() == pytest.approx(table.ends.tolist())
