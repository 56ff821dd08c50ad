"""Structural holes: the worked example, NetworkX on random networks, edges."""

import networkx as nx
import pytest

from graph.analysis.holes import Weights, structural_holes
from graph.analysis.network import network_of
from graph.analysis.nulls import Null
from graph.analysis.ties import one_mode_graph
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def test_the_worked_example() -> None:
    rows = structural_holes(tiny()).rows
    assert {row.actor: row.constraint for row in rows if row.degree} == pytest.approx(
        {"A": 11 / 18, "H": 145 / 144, "V": 145 / 144, "N": 1}
    )
    assert {row.actor: row.effective_size for row in rows if row.degree} == pytest.approx(
        {"A": 7 / 3, "H": 1, "V": 1, "N": 1}
    )
    assert [row.actor for row in rows if row.constraint is None and row.effective_size is None] == ["M", "X"]


@pytest.mark.shared
def test_the_reference_answer_is_reproduced() -> None:
    reference = expected("tiny")
    rows = [row for row in structural_holes(tiny()).rows if row.degree]
    assert {row.actor: row.constraint for row in rows} == pytest.approx(reference["constraint"])
    assert {row.actor: row.effective_size for row in rows} == pytest.approx(reference["effective_size"])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("weights", "attribute"), [("unweighted", None), ("count", "count"), ("newman", "newman")], ids=lambda one: str(one)
)
def test_constraint_agrees_with_networkx(seed: int, weights: Weights, attribute: str | None) -> None:
    network = random_network(seed, actors=30, projects=20)
    graph = one_mode_graph(network)
    rows = [row for row in structural_holes(network, weights=weights, limit=None).rows if row.degree]
    reference = nx.constraint(graph, [row.actor for row in rows], weight=attribute)
    assert {row.actor: row.constraint for row in rows} == pytest.approx(reference)


@pytest.mark.parametrize("seed", range(5))
def test_effective_size_agrees_with_networkx(seed: int) -> None:
    network = random_network(seed, actors=30, projects=20)
    rows = [row for row in structural_holes(network, limit=None).rows if row.degree]
    reference = nx.effective_size(one_mode_graph(network), [row.actor for row in rows])
    assert {row.actor: row.effective_size for row in rows} == pytest.approx(reference)


@pytest.mark.parametrize("seed", range(3))
def test_actors_without_a_partner_are_reported_and_in_no_mean(seed: int) -> None:
    found = structural_holes(random_network(seed), limit=None)
    alone = [row for row in found.rows if not row.degree]
    assert found.isolates == len(alone) > 0
    assert {(row.constraint, row.effective_size) for row in alone} == {(None, None)}
    known = [row.constraint for row in found.rows if row.constraint is not None]
    assert found.mean_constraint.value == pytest.approx(sum(known) / len(known))
    assert found.mean_constraint.population == "active"
    assert found.mean_constraint.counts == {"actors": len(known)}


def test_the_means_are_compared_with_chance_where_that_is_asked() -> None:
    found = structural_holes(davis(), null=Null(samples=20))
    assert found.mean_constraint.null is not None
    assert found.mean_constraint.null.samples == 20
    assert found.mean_constraint.null.low <= found.mean_constraint.null.mean <= found.mean_constraint.null.high
    assert structural_holes(davis()).mean_constraint.null is None


@pytest.mark.parametrize(
    "actors", [[], ["a"], ["a", "b"]], ids=["nobody", "one actor", "two who have nothing in common"]
)
def test_without_ties_there_is_no_mean_and_a_reason(actors: list[str]) -> None:
    found = structural_holes(network_of([], actors=actors), null=Null(samples=2))
    assert found.mean_constraint.value is None
    assert found.mean_constraint.reason == found.mean_effective_size.reason == "no actor has a partner"
    assert len(found.rows) == len(actors)
