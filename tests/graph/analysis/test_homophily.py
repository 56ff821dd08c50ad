"""Homophily: the worked example with both kinds of chance, exact expectations, edges."""

import numpy as np
import pytest

from graph.analysis.homophily import ALONE, homophily
from graph.analysis.labels import PERMUTED
from graph.analysis.network import network_of
from graph.analysis.nulls import Null
from graph.errors import NetworkError
from tests.graph.analysis.networks import davis, expected, random_network, tiny


def test_the_worked_example() -> None:
    found = homophily(tiny(), "city")
    assert (found.ties, found.external, found.internal) == (4, 3, 1)
    assert (found.ei.value, found.ei_known.value) == (0.5, 0.5)
    assert [found.ei_count.value, found.ei_newman.value] == pytest.approx([0.2, 1 / 7])
    assert found.ei_expected.value == pytest.approx(0.6)
    assert found.assortativity.value == pytest.approx(-7 / 17)
    assert found.modularity.value == -7 / 32
    assert found.degree_assortativity.value == pytest.approx(-5 / 7)
    assert [(one.group, one.actors, one.external, one.internal, one.ei.value) for one in found.groups] == [
        ("Espoo", 2, 3, 1, 0.5),
        ("Helsinki", 2, 2, 0, 1),
        ("Vantaa", 2, 1, 0, 1),
    ]


@pytest.mark.shared
def test_the_expectation_over_permuted_groups_is_that_of_the_reference() -> None:
    assert homophily(tiny(), "city").ei_expected.value == pytest.approx(expected("tiny")["EI_city_expected_labels"])


def test_with_fixed_degrees_the_exact_mean_and_deviation_are_met() -> None:
    null = homophily(tiny(), "city", null=Null(samples=3000, seed=7)).ei.null
    assert null is not None
    assert null.mean == pytest.approx(0.48620689655172417, abs=4 * 0.17757783770696667 / 3000**0.5)
    assert null.sd == pytest.approx(0.17757783770696667, rel=0.06)


def test_permuted_groups_meet_their_exact_expectation() -> None:
    found = homophily(tiny(), "city", permutations=2000, seed=3)
    null = found.ei_labels.null
    assert null is not None
    assert null.model == PERMUTED
    assert null.mean == pytest.approx(0.6, abs=4 * null.sd / 2000**0.5)
    assert found.ei.null is None


def test_the_two_kinds_of_chance_differ() -> None:
    found = homophily(tiny(), "city", null=Null(samples=1000), permutations=1000)
    assert found.ei.null is not None
    assert found.ei_labels.null is not None
    assert found.ei_labels.null.mean - found.ei.null.mean > 0.05


def test_ties_of_actors_of_unknown_groups_can_be_left_out_of_the_index() -> None:
    network = network_of(
        [(one, "p") for one in "abcd"], groups={"city": {"a": "Espoo", "b": "Espoo", "c": "Vantaa", "d": "several"}}
    )
    found = homophily(network, "city")
    assert found.ei.value == pytest.approx((5 - 1) / 6)
    assert found.ei_known.value == pytest.approx((2 - 1) / 3)


def test_where_all_groups_are_unknown_there_is_no_index_of_known_ones() -> None:
    found = homophily(network_of([("a", "p"), ("b", "p")], groups={"city": {}}), "city", null=Null(samples=2))
    assert (found.ei.value, found.ei_known.value) == (-1, None)
    assert found.ei_known.reason == "there is no tie between actors whose groups are known"


def test_a_network_without_ties_has_no_index_and_says_so() -> None:
    found = homophily(network_of([("a", "p")], groups={"city": {"a": "Espoo"}}), "city", null=Null(samples=2))
    figures = [found.ei, found.ei_count, found.assortativity, found.modularity, found.degree_assortativity]
    assert {(one.value, one.reason) for one in figures} == {(None, "there is no tie")}
    assert found.ei_expected.reason == ALONE
    assert found.groups[0].ei.reason == "no actor of the group has a partner"


def test_one_consortium_has_no_assortativity_of_degrees() -> None:
    found = homophily(network_of([(one, "p") for one in "abc"], groups={"city": {"a": "Espoo"}}), "city")
    assert found.degree_assortativity.value is None
    assert found.degree_assortativity.reason is not None
    assert found.degree_assortativity.reason.startswith("all actors with a partner have equally many")


def test_a_group_that_left_is_none() -> None:
    assert [one.group for one in homophily(tiny().without([1, 2]), "city").groups] == ["Helsinki", "Vantaa"]


def test_the_indices_of_groups_are_beside_the_null_model() -> None:
    found = homophily(random_network(1), "kind", null=Null(samples=20))
    nulls = [one.ei.null for one in found.groups]
    assert all(null is not None and null.samples == 20 for null in nulls)


def test_draws_and_permutations_are_told_as_one() -> None:
    told: list[tuple[int, int]] = []
    homophily(
        tiny(), "city", null=Null(samples=2), permutations=1, watch=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_unknown_grouping_is_told() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'city'; the network has no such groups"):
        homophily(davis(), "city")


def test_the_network_is_not_changed() -> None:
    network = tiny()
    before = network.grouping("city").codes.copy()
    homophily(network, "city", permutations=5)
    assert np.array_equal(network.grouping("city").codes, before)
