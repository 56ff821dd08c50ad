"""Concentration: the worked example, the definitions pair by pair, newcomers counted by hand, edges."""

import numpy as np
import pytest

from graph.analysis.concentration import NewcomerRow, concentration, newcomers
from graph.analysis.network import NO_YEAR, network_of
from tests.graph.analysis.networks import random_network, tiny


def test_the_worked_example() -> None:
    # 3, 2, 1, 1, 1, 0 participations: HHI (9 + 4 + 1 + 1 + 1) / 64, Gini 18 / 48; of H, A, V, N alone 1, 3, 2, 1.
    found = concentration(tiny())
    assert (found.actors, found.idle, found.participations) == (6, 1, 8)
    assert [found.hhi.value, found.gini.value, found.gini_active.value] == pytest.approx([0.25, 0.375, 7 / 28])
    assert (found.top5.value, found.top10.value) == (1, 1)
    assert found.top_actors == ("A", "V", "H", "M", "N")
    assert found.gini_active.population == "active"


@pytest.mark.parametrize("seed", range(4))
def test_gini_is_half_the_mean_difference_by_the_mean(seed: int) -> None:
    network = random_network(seed)
    degrees = network.degrees.astype(np.float64)
    difference = np.abs(degrees[:, None] - degrees[None, :]).mean()
    assert concentration(network).gini.value == pytest.approx(difference / 2 / degrees.mean())


@pytest.mark.parametrize("seed", range(4))
def test_gini_is_twice_the_area_between_the_curve_and_equality(seed: int) -> None:
    network = random_network(seed)
    rows = concentration(network).rows
    area = np.trapezoid([row.participations for row in rows], [row.actors for row in rows])
    # Eleven points of a curve that is bent: the area under it is a little too large.
    assert concentration(network).gini.value == pytest.approx(1 - 2 * area, abs=0.02)
    assert [rows[0].participations, rows[-1].participations] == pytest.approx([0, 1])


@pytest.mark.parametrize("seed", range(4))
def test_shares_of_the_top_are_of_those_with_most_participations(seed: int) -> None:
    network = random_network(seed)
    degrees = sorted(network.degrees.tolist(), reverse=True)
    found = concentration(network)
    assert found.top5.value == pytest.approx(sum(degrees[:5]) / sum(degrees))
    assert found.top10.value == pytest.approx(sum(degrees[:10]) / sum(degrees))
    assert [network.degrees[network.index(one)] for one in found.top_actors] == degrees[:10]


def test_where_all_have_as_many_nothing_is_concentrated() -> None:
    found = concentration(network_of([(actor, project) for actor in "abcd" for project in "pq"]))
    assert [found.gini.value, found.hhi.value] == pytest.approx([0, 0.25])
    assert [row.participations for row in found.rows] == pytest.approx([row.actors for row in found.rows])


@pytest.mark.parametrize("actors", [[], ["a", "b"]], ids=["nobody", "nobody takes part"])
def test_without_participations_there_is_no_figure_and_a_reason(actors: list[str]) -> None:
    found = concentration(network_of([], actors=actors))
    assert [one.value for one in (found.gini, found.gini_active, found.hhi, found.top5, found.top10)] == [None] * 5
    assert found.gini.reason == found.hhi.reason == "there is no participation"
    assert (found.rows, found.top_actors) == ((), ())


def test_newcomers_of_the_worked_example() -> None:
    found = newcomers(tiny())
    common = {"newcomers": 1, "newcomer_participations": 1}
    assert found.rows == (
        NewcomerRow(
            year=2022,
            projects=1,
            actors=3,
            newcomers=3,
            actor_share=None,
            participations=3,
            newcomer_participations=3,
            share=None,
        ),
        NewcomerRow(year=2023, projects=2, actors=3, actor_share=1 / 3, participations=4, share=1 / 4, **common),
        NewcomerRow(year=2024, projects=1, actors=1, actor_share=1, participations=1, share=1, **common),
    )


@pytest.mark.parametrize("seed", range(4))
def test_each_actor_is_new_once(seed: int) -> None:
    network = random_network(seed)
    found = newcomers(network)
    dated = network.start[network.project] != NO_YEAR
    assert sum(row.newcomers for row in found.rows) == len(set(network.actor[dated].tolist()))
    assert sum(row.participations for row in found.rows) + found.undated_participations == network.size
    assert found.undated_projects > 0
    assert [row.year for row in found.rows] == sorted({row.year for row in found.rows})


def test_without_years_there_are_no_newcomers_and_it_is_said_how_much_is_undated() -> None:
    found = newcomers(network_of([("a", "p"), ("b", "p")]))
    assert (found.rows, found.undated_projects, found.undated_participations) == ((), 1, 2)
