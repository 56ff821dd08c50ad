"""Density: the worked example, NetworkX on random networks, edges, and what chance would give."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.density import (
    ALONE,
    NOBODY,
    Density,
    collaboration_density,
    density_by,
    giant_component,
    mean_tie_value,
    two_mode_density,
)
from graph.analysis.figures import Figure
from graph.analysis.network import network_of, two_mode_graph
from graph.analysis.nulls import CONSTANT, Null
from graph.analysis.ties import one_mode_graph, ties_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def value(found: int | Figure) -> float | None:
    return found.value if isinstance(found, Figure) else found


def values(found: Density) -> dict[str, float | None]:
    return {name: value(getattr(found, name)) for name in Density.__slots__}


def test_the_worked_example() -> None:
    assert values(collaboration_density(tiny())) == pytest.approx(
        {
            "actors": 6,
            "projects": 4,
            "participations": 8,
            "single_actor_projects": 1,
            "ties": 4,
            "stable_ties": 1,
            "isolates": 2,
            "giant_component": 4,
            "density_all": 8 / 30,
            "density_active": 8 / 12,
            "mean_degree": 8 / 6,
            "newman_strength": 7 / 6,
        }
    )
    assert two_mode_density(tiny()).value == pytest.approx(8 / 24)


def test_the_mean_value_of_a_tie_counts_pairs_without_one() -> None:
    ties = ties_of(tiny())
    assert mean_tie_value(ties, ties.count).value == pytest.approx(10 / 30)
    assert mean_tie_value(ties, ties.newman).value == pytest.approx(7 / 30)


@pytest.mark.shared
def test_the_reference_answers_are_reproduced() -> None:
    reference, found = expected("tiny"), collaboration_density(tiny())
    assert found.ties == reference["edges"]
    assert found.density_all.value == pytest.approx(reference["density"])
    assert found.density_active.value == pytest.approx(reference["density_active"])
    assert two_mode_density(tiny()).value == pytest.approx(reference["bipartite_density"])


@pytest.mark.shared
def test_the_southern_women_have_their_density() -> None:
    reference, found = expected("davis")["reference_run"], collaboration_density(davis())
    assert found.ties == reference["projection edges"]
    assert found.density_all.value == pytest.approx(reference["density"])


@pytest.mark.parametrize("seed", range(5))
def test_figures_agree_with_networkx(seed: int) -> None:
    network = random_network(seed)
    graph, found = one_mode_graph(network), collaboration_density(network)
    active = graph.subgraph([one for one, degree in graph.degree() if degree])
    assert found.density_all.value == pytest.approx(nx.density(graph))
    assert found.density_active.value == pytest.approx(nx.density(active))
    assert found.isolates == nx.number_of_isolates(graph) > 0
    assert found.giant_component == max(map(len, nx.connected_components(graph)))
    assert found.mean_degree.value == pytest.approx(2 * graph.number_of_edges() / len(graph))
    assert two_mode_density(network).value == pytest.approx(
        nx.bipartite.density(two_mode_graph(network), network.actors)
    )


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("pqrst")), max_size=30))
@settings(deadline=None)
def test_figures_hold_together(pairs: list[tuple[str, str]]) -> None:
    network = network_of(pairs, actors="abcdef")
    found = collaboration_density(network)
    assert found.density_all.value == pytest.approx((found.mean_degree.value or 0) / 5)
    assert found.newman_strength.value == pytest.approx(
        np.count_nonzero(network.consortium_sizes[network.project] >= 2) / 6
    )
    assert found.actors == found.isolates + int(ties_of(network).active.sum())
    assert network_of(pairs[::-1] + pairs, actors="abcdef").size == network.size


def test_a_network_of_nothing_has_no_density_and_no_mean() -> None:
    found = collaboration_density(network_of([]))
    assert (found.actors, found.ties, found.giant_component) == (0, 0, 0)
    assert (found.density_all.value, found.density_all.reason) == (None, ALONE)
    assert (found.mean_degree.value, found.mean_degree.reason) == (None, NOBODY)
    assert two_mode_density(network_of([])).reason == "there is no actor or no project"


def test_one_actor_has_no_density_and_no_partner() -> None:
    found = collaboration_density(network_of([("a", "p")]))
    assert (found.density_all.value, found.density_active.reason) == (None, ALONE)
    assert (found.mean_degree.value, found.isolates, found.giant_component) == (0, 1, 1)


def test_a_network_of_nothing_stands_chance() -> None:
    found = collaboration_density(network_of([]), null=Null(samples=3))
    assert found.density_all.null is None
    assert isinstance(found.ties, Figure)


def test_without_a_null_model_counts_are_plain_numbers() -> None:
    found = collaboration_density(tiny())
    assert (type(found.ties), type(found.stable_ties), type(found.giant_component)) == (int, int, int)
    assert found.density_all.null is None


def test_a_null_model_stands_beside_every_figure_that_it_may_change() -> None:
    found = collaboration_density(tiny(), null=Null(samples=2000, seed=2))
    assert isinstance(found.ties, Figure)
    null = found.ties.null
    assert null is not None
    assert (null.model, null.samples, null.seed) == ("curveball, fixed degrees", 2000, 2)
    assert null.mean == pytest.approx(4.62069, abs=4 * 0.485215 / 2000**0.5)
    assert null.z == pytest.approx(-1.2792, abs=0.1)
    assert 0 < null.p <= 1
    assert found.density_all.null is not None
    assert found.density_all.null.mean == pytest.approx(null.mean / 15)
    assert found.density_all.null.z == pytest.approx(null.z)


def test_what_the_degrees_decide_has_no_z() -> None:
    null = collaboration_density(tiny(), null=Null(samples=20)).newman_strength.null
    assert null is not None
    assert (null.z, null.reason) == (None, CONSTANT)
    assert null.ratio == pytest.approx(1)


def test_each_group_of_actors_is_a_network_of_its_own() -> None:
    found = density_by(tiny(), "city")
    assert (found.by, found.of) == ("city", "actors")
    assert {one.group: value(one.figures.density_all) for one in found.groups} == {
        "Espoo": 1,
        "Helsinki": 0,
        "Vantaa": 0,
    }


def test_each_label_of_projects_is_a_network_of_those_who_take_part() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("c", "q")], tags={"field": {"p": ["x", "y"], "q": ["y"]}})
    found = density_by(network, "field")
    assert found.of == "projects"
    assert {one.group: (one.figures.actors, value(one.figures.ties)) for one in found.groups} == {
        "x": (2, 1),
        "y": (3, 1),
    }


def test_a_group_of_one_has_no_density() -> None:
    [one] = density_by(network_of([("a", "p")], groups={"city": {"a": "Espoo"}}), "city").groups
    assert (one.figures.density_all.value, one.figures.density_all.reason) == (None, ALONE)


def test_an_unknown_group_is_told() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'colour'; there are city, kind"):
        density_by(tiny(), "colour")


def test_the_giant_component_joins_actors_through_projects() -> None:
    actor, project = np.array([0, 1, 1, 2, 3]), np.array([0, 0, 1, 1, 2])
    assert giant_component(actor, project, 5, 3) == 3
