"""Specialisation: published values, definitions gone through cell by cell, what is unknown, edges."""

from math import nan

import numpy as np
import pytest

from graph.analysis.network import network_of
from graph.analysis.relatedness import advantage, proximity, relatedness, specialisation, table_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network

PLANTS = np.array([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]], np.bool_)
"""Four countries by four products: figure S4 of Hidalgo and Hausmann 2009."""


def test_the_advantage_of_econgeo() -> None:
    # EconGeo gives 1.62 for the first: (4 / 7) / (6 / 17).
    found = advantage(np.array([[4.0, 2, 1], [1, 5, 0], [1, 0, 3]]))
    assert found[0, 0] == pytest.approx((4 / 7) / (6 / 17))
    assert found[0, 0] == pytest.approx(1.619, abs=1e-3)
    assert found[1, 2] == 0


def test_two_labels_are_as_near_as_the_lesser_probability_says() -> None:
    # Of the three in product 4, two are in product 3, and both of product 3 are in product 4.
    found = proximity(PLANTS)
    assert found[2, 3] == found[3, 2] == pytest.approx(2 / 3)
    assert found[0].tolist() == pytest.approx([0, 1 / 2, 1 / 2, 1 / 3])


def test_relatedness_is_the_share_of_proximity_that_a_group_has() -> None:
    near, defined = relatedness(PLANTS)
    whole = proximity(PLANTS)
    expected = [
        [
            sum(whole[label, other] for other in range(4) if PLANTS[group, other]) / whole[label].sum()
            for label in range(4)
        ]
        for group in range(4)
    ]
    assert near == pytest.approx(np.array(expected))
    assert defined.all()


def test_a_label_near_no_other_has_no_relatedness() -> None:
    _, defined = relatedness(np.eye(3, dtype=np.bool_))
    assert not defined.any()


@pytest.mark.parametrize("seed", range(4))
def test_the_sum_of_the_table_is_the_number_of_participations(seed: int) -> None:
    network = random_network(seed)
    table = table_of(network, network.grouping("city"), "focus-area")
    assert table.counts.sum() == pytest.approx(network.size)


@pytest.mark.parametrize("seed", range(4))
def test_rows_agree_with_the_definition(seed: int) -> None:
    network = random_network(seed)
    city, area = network.grouping("city"), network.tagging("focus-area")
    areas = [{area.labels[tag] for tag in area.tags[area.projects == project]} for project in range(50)]
    parts = [
        (city.labels[city.codes[actor]], label, 1 / len(areas[project]))
        for actor, project in zip(network.actor, network.project, strict=True)
        for label in areas[project]
    ]

    def of(group: str | None, label: str | None) -> float:
        return sum(part for one, other, part in parts if group in (None, one) and label in (None, other))

    rows = specialisation(network).rows
    assert [row.participations for row in rows] == pytest.approx([of(row.group, row.label) for row in rows])
    assert [row.advantage for row in rows] == pytest.approx(
        [of(row.group, row.label) / of(row.group, None) / (of(None, row.label) / of(None, None)) for row in rows]
    )
    assert [(row.group, row.label) for row in rows] == [(a, b) for a in city.labels for b in area.labels]


def test_nobody_is_specialised_in_what_is_unknown_but_it_is_there() -> None:
    rows = specialisation(random_network(1)).rows
    vague = [row for row in rows if "unknown" in (row.group, row.label)]
    assert len(vague) == 4 + 5 - 1
    assert {(row.specialised, row.relatedness) for row in vague} == {(False, None)}
    assert any(row.advantage >= 1 for row in vague)


def test_what_takes_part_in_nothing_is_left_out_and_named() -> None:
    network = network_of(
        [("a", "p"), ("b", "p")],
        actors=["c"],
        projects=["q"],
        groups={"city": {"a": "Espoo", "b": "Vantaa", "c": "Kauniainen"}},
        tags={"focus-area": {"p": ["health"], "q": ["energy"]}},
    )
    found = specialisation(network)
    assert (found.idle_groups, found.idle_labels) == (("Kauniainen",), ("energy",))
    assert [(row.group, row.label, row.advantage) for row in found.rows] == [
        ("Espoo", "health", 1),
        ("Vantaa", "health", 1),
    ]


@pytest.mark.parametrize("actors", [[], ["a"]], ids=["nobody", "nobody takes part"])
def test_without_participations_there_are_no_rows(actors: list[str]) -> None:
    network = network_of([], actors=actors, groups={"city": {"a": "Espoo"}}, tags={"focus-area": {}})
    found = specialisation(network)
    assert (found.rows, found.participations) == ((), 0)
    assert found.idle_groups == tuple("Espoo" for _ in actors)


def test_no_number_is_missing_without_being_none() -> None:
    rows = specialisation(random_network(2)).rows
    assert nan not in [row.advantage for row in rows]
    assert all(row.relatedness is None or 0 <= row.relatedness <= 1 + 1e-9 for row in rows)


def test_an_unknown_tagging_is_refused() -> None:
    with pytest.raises(NetworkError, match="projects are not tagged by 'theme'; there are focus-area"):
        specialisation(random_network(1), tagging="theme")
