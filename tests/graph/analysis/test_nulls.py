"""Null models: all networks of the same degrees alike, exact means, and what is said of an observed figure."""

from collections import Counter
from collections.abc import Iterator
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import chi2

from graph.analysis.figures import Figure
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.nulls import CONSTANT, Null, compared, draws, holders, part_of, summary
from graph.analysis.ties import projected, tally
from tests.graph.analysis.networks import davis, expected, random_network, tiny

EXACT = {
    "states": 58,
    "edges_mean": 268 / 58,
    "edges_sd": 0.48521542343001,
    "internal_city_mean": 68 / 58,
    "wAV_mean": 80 / 58,
    "EI_mean": 0.48620689655172417,
    "EI_sd": 0.17757783770696667,
}
"""The answers over all 58 networks with the degrees of the worked example, by enumeration."""

DRAWS = 4000
Drawn = dict[str, NDArray[np.float64]]


def states(network: TwoModeNetwork, null: Null) -> Iterator[bytes]:
    """Yield each draw as what tells it from others."""
    for actor, project in draws(network, null):
        table = np.zeros((len(network.actors), len(network.projects)), np.bool_)
        table[actor, project] = True
        yield table.tobytes()


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Return what was counted of draws of the worked example."""
    network = tiny()
    codes = network.grouping("city").codes
    rows = []
    for actor, project in draws(network, Null(samples=DRAWS, seed=5)):
        ties = projected(actor, project, 6, 4)
        internal = int((codes[ties.one] == codes[ties.other]).sum())
        pair = ties.count[(ties.one == 1) & (ties.other == 2)].sum()
        rows.append((ties.size, internal, pair, (ties.size - 2 * internal) / ties.size, ties.count.sum()))
    return dict(zip(("edges", "internal_city", "wAV", "EI", "weight"), np.array(rows, np.float64).T, strict=True))


@pytest.mark.parametrize("seed", [1, 2])
def test_all_networks_of_the_same_degrees_are_drawn_alike_often(seed: int) -> None:
    found = Counter(states(tiny(), Null(samples=58 * 100, seed=seed)))
    assert len(found) == EXACT["states"]
    distance = sum((count - 100) ** 2 / 100 for count in found.values())
    assert distance < chi2.ppf(0.95, 57) == pytest.approx(75.62, abs=0.01)


@pytest.mark.parametrize("name", ["edges", "internal_city", "wAV", "EI"])
def test_exact_means_are_met(drawn: Drawn, name: str) -> None:
    error = drawn[name].std() / sqrt(DRAWS)
    assert drawn[name].mean() == pytest.approx(EXACT[f"{name}_mean"], abs=4 * error)


@pytest.mark.parametrize("name", ["edges", "EI"])
def test_exact_deviations_are_met(drawn: Drawn, name: str) -> None:
    squares = (drawn[name] - EXACT[f"{name}_mean"]) ** 2
    error = squares.std() / sqrt(DRAWS)
    assert squares.mean() == pytest.approx(EXACT[f"{name}_sd"] ** 2, abs=4 * error)


def test_the_sum_of_weights_is_the_same_in_all_networks(drawn: Drawn) -> None:
    assert set(drawn["weight"]) == {5}


@pytest.mark.shared
def test_the_exact_answers_are_those_of_the_reference() -> None:
    reference = expected("tiny")["exact_null"]
    assert {name: reference[name] for name in EXACT} == pytest.approx(EXACT)
    assert reference["sum_w_is_constant"] == 5


def test_the_southern_women_have_the_null_model_of_another_implementation() -> None:
    counted = [tally(actor, project, 18, 14) for actor, project in draws(davis(), Null(samples=2000, seed=3))]
    ties = np.array([one.ties for one in counted])
    cycles = np.array([one.four_cycles for one in counted])
    # vegan, 5000 draws; both answers err.
    error = 4 * sqrt(1 / 2000 + 1 / 5000)
    assert ties.mean() == pytest.approx(139.478, abs=4.009 * error)
    assert cycles.mean() == pytest.approx(312.739, abs=16.382 * error)
    assert ties.std() == pytest.approx(4.009, rel=error / sqrt(2))
    assert cycles.std() == pytest.approx(16.382, rel=error)


@pytest.mark.parametrize("by_year", [False, True], ids=["whole", "by year"])
@pytest.mark.parametrize("seed", range(3))
def test_degrees_and_consortium_sizes_stay(seed: int, by_year: bool) -> None:
    network = random_network(seed)
    actors, projects = len(network.actors), len(network.projects)
    found = [
        (
            np.bincount(actor, minlength=actors).tolist(),
            np.bincount(project, minlength=projects).tolist(),
            len(set(zip(actor.tolist(), project.tolist(), strict=True))),
        )
        for actor, project in draws(network, Null(samples=5, seed=seed, by_year=by_year))
    ]
    assert found == [(network.degrees.tolist(), network.consortium_sizes.tolist(), network.size)] * 5


@pytest.mark.parametrize("seed", range(3))
def test_by_year_each_actor_keeps_its_projects_of_each_year(seed: int) -> None:
    network = random_network(seed)
    observed = Counter(zip(network.actor.tolist(), network.start[network.project].tolist(), strict=True))
    found = [
        Counter(zip(actor.tolist(), network.start[project].tolist(), strict=True))
        for actor, project in draws(network, Null(samples=3, seed=seed, by_year=True))
    ]
    assert found == [observed] * 3


def test_within_a_project_actors_come_in_ascending_order() -> None:
    network = random_network(1)
    for_project = [
        actor[project == 5].tolist() for actor, project in draws(network, Null(samples=3, seed=1, by_year=True))
    ]
    assert for_project == [sorted(one) for one in for_project]


def test_the_same_seed_draws_the_same_and_another_seed_others() -> None:
    one, again, other = (list(states(tiny(), Null(samples=20, seed=seed))) for seed in (4, 4, 5))
    assert one == again
    assert one != other


def test_the_network_is_not_changed() -> None:
    network = tiny()
    before = network.actor.tolist(), network.project.tolist()
    list(draws(network, Null(samples=10)))
    assert (network.actor.tolist(), network.project.tolist()) == before


@pytest.mark.parametrize(
    "network",
    [network_of([]), network_of([("a", "p")]), network_of([], actors="ab", projects="p")],
    ids=["nothing", "one participation", "none takes part"],
)
def test_a_network_without_a_trade_is_drawn_as_it_is(network: TwoModeNetwork) -> None:
    found = list(states(network, Null(samples=3)))
    assert found == [found[0]] * 3


def test_each_draw_is_told_and_may_be_the_last() -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(draws(tiny(), Null(samples=5), watch))
    assert told == [(1, 5), (2, 5)]


def test_draws_that_are_part_of_more_are_told_so() -> None:
    told: list[tuple[int, int]] = []
    list(draws(tiny(), Null(samples=2), part_of(lambda done, total: told.append((done, total)), 3, 5)))
    assert told == [(4, 5), (5, 5)]


def test_an_actor_is_a_holder_in_each_stratum_where_it_has_projects() -> None:
    actor, project, starts, groups = holders(
        np.array([0, 0, 1, 2], np.int32), np.array([0, 1, 1, 0], np.int32), np.array([7, 3], np.int16)
    )
    assert (actor.tolist(), project.tolist()) == ([0, 1, 0, 2], [1, 1, 0, 0])
    assert (starts.tolist(), groups.tolist()) == ([0, 1, 2, 3, 4], [0, 2, 4])


def test_a_summary_says_how_far_the_observed_is_from_chance() -> None:
    found = summary(5, np.array([1.0, 2.0, 3.0, 2.0]), "model", 9)
    assert (found.model, found.seed, found.samples) == ("model", 9, 4)
    assert [found.mean, found.sd] == pytest.approx([2, sqrt(0.5)])
    assert [found.ratio, found.z] == pytest.approx([2.5, 3 / sqrt(0.5)])
    assert (found.p, found.reason) == (1 / 5, None)
    assert (found.low, found.high) == pytest.approx((1.075, 2.925))


def test_the_probability_is_two_sided_and_counts_the_observed() -> None:
    sample = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    assert [summary(observed, sample, "", 1).p for observed in (0, 1, 2, 4, 9)] == [3 / 6, 5 / 6, 1, 3 / 6, 1 / 6]


@pytest.mark.parametrize(
    ("values", "ratio", "reason"),
    [
        ([2.0, 2.0], 1.0, CONSTANT),
        ([0.1 + 0.2, 0.3], 2 / 0.3, CONSTANT),
        ([0.0, 0.0], None, f"{CONSTANT}; its mean is 0, to which nothing has a ratio"),
        ([1.0, -1.0], None, "its mean is 0, to which nothing has a ratio"),
    ],
    ids=["constant", "constant but for rounding", "always nothing", "mean nothing"],
)
def test_what_does_not_exist_is_none_with_a_reason(values: list[float], ratio: float | None, reason: str) -> None:
    found = summary(2, np.array(values), "", 1)
    assert found.ratio == pytest.approx(ratio)
    assert found.reason == reason
    assert (found.z is None) == (CONSTANT in reason)


def test_a_figure_that_is_small_in_itself_varies_all_the_same() -> None:
    found = summary(3e-12, np.array([1e-12, 2e-12]), "", 1)
    assert found.z == pytest.approx(3)


def test_a_figure_is_compared_with_the_networks_in_which_it_exists() -> None:
    figure = Figure(value=1, unit="share")
    found = compared(figure, np.array([np.nan, 1.0, 3.0]), "model", 1)
    assert found.null is not None
    assert (found.null.samples, found.null.mean) == (2, 2)
    assert compared(figure, np.array([np.nan]), "model", 1) == figure


def test_a_figure_that_does_not_exist_is_compared_with_nothing() -> None:
    figure = Figure(value=None, unit="share", reason="there is nothing")
    assert compared(figure, np.array([1.0]), "model", 1) == figure
