"""The figures of a release: the worked example by hand, and every figure that of the function it comes from."""

from dataclasses import replace

import pytest

from graph.analysis.brokers import brokers
from graph.analysis.changes import FIRST
from graph.analysis.cube import DRAWN, LEAST, NOT_DRAWN, SAMPLES, Observation, notes, null_of, observations
from graph.analysis.density import ALONE, NOBODY, collaboration_density, density_by
from graph.analysis.figures import Figure
from graph.analysis.mixing import mixing
from graph.analysis.network import TwoModeNetwork, grouping, network_of, tagging
from graph.analysis.nulls import Null
from graph.analysis.windows import windows
from tests.graph.analysis.networks import CITY, random_network, tiny

FEW = Null(samples=20, seed=1)
ORIGIN = {"H": "region", "A": "region", "V": "region", "N": "finland", "M": "finland"}
AREAS = {"P1": ["4.1", "4.2"], "P2": ["4.1"]}

Key = tuple[str, tuple[str | int, ...], str]


def whole(network: TwoModeNetwork) -> TwoModeNetwork:
    """Return `network` with the groups that a release has beside."""
    origins = {actor: ORIGIN.get(actor, "") for actor in network.actors}
    areas = {"focus-area": tagging("focus-area", network.projects, AREAS), **network.taggings}
    return replace(
        network,
        groupings={**network.groupings, "origin": grouping("origin", network.actors, origins)},
        taggings=areas,
    )


def key(one: Observation) -> Key:
    return one.data_set, tuple(one.dimensions.values()), one.measure


def figures(network: TwoModeNetwork, null: Null | None = None) -> dict[Key, Figure]:
    return {key(one): one.figure for one in observations(network, null=null, today_year=2024)}


TINY = figures(whole(tiny()), FEW)
EMPTY = figures(whole(network_of([], groups={"kind": {}, "city": {}})), FEW)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("density", (), "actors"), 6),
        (("density", (), "projects"), 4),
        (("density", (), "participations"), 8),
        (("density", (), "ties"), 4),
        (("density", (), "density"), 8 / 30),
        (("density", (), "density-active"), 2 / 3),
        (("density-by-focus-area", ("4.1",), "actors"), 3),
        (("density-by-focus-area", ("4.2",), "ties"), 3),
        (("density-by-focus-area", ("unknown",), "density"), 1 / 3),
        (("mixing-by-city", ("Espoo", "Helsinki"), "ties"), 2),
        (("mixing-by-city", ("Espoo", "Helsinki"), "pairs"), 4),
        (("mixing-by-city", ("Espoo", "Helsinki"), "density"), 0.5),
        (("mixing-by-city", ("Helsinki", "Helsinki"), "density"), 0),
        (("mixing-by-city", ("Espoo", "Vantaa"), "density"), 0.25),
        (("density-by-year", (2022, 1), "density"), 1),
        (("density-by-year", (2023, 1), "new-ties"), 1),
        (("density-by-year", (2023, 1), "repeat-ties"), 1),
        (("density-by-year", (2023, 1), "lost-ties"), 2),
        (("density-by-year", (2024, 3), "ties"), 4),
        (("brokers", ("A",), "betweenness"), 0.2),
        (("brokers", ("A",), "brokerage"), 4),
        (("brokers", ("A",), "constraint"), 11 / 18),
        (("brokers", ("A",), "pairs-disconnected"), 2),
    ],
    ids=str,
)
def test_the_worked_example(place: Key, value: float) -> None:
    assert TINY[place].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (("density-by-year", (2022, 1), "new-ties"), FIRST),
        (("density-by-year", (2024, 1), "density"), ALONE),
    ],
    ids=str,
)
def test_a_figure_that_does_not_exist_is_there_with_its_reason(place: Key, reason: str) -> None:
    assert (TINY[place].value, TINY[place].reason) == (None, reason)


def test_cells_without_a_pair_are_left_out() -> None:
    kinds = {dimensions for data_set, dimensions, _ in TINY if data_set == "mixing-by-kind"}
    assert ("city", "city") not in kinds
    assert ("city", "company") in kinds


def test_an_empty_network_has_figures_without_value() -> None:
    assert EMPTY["density", (), "density"].reason == ALONE
    assert EMPTY["density", (), "mean-degree"].reason == NOBODY
    assert EMPTY["density", (), "ties"].value == 0
    assert {data_set for data_set, _, _ in EMPTY} == {"density"}


def test_without_a_null_model_there_is_no_lift() -> None:
    found = figures(whole(tiny()))["mixing-by-city", ("Espoo", "Helsinki"), "lift"]
    assert (found.value, found.reason) == (None, NOT_DRAWN)


@pytest.mark.parametrize("network", [whole(random_network(seed)) for seed in (1, 2)], ids=["one", "another"])
class TestRandom:
    """Networks with isolates, lone actors, a giant consortium, several labels and unknown groups."""

    def test_no_figure_comes_twice(self, network: TwoModeNetwork) -> None:
        found = [key(one) for one in observations(network, null=FEW)]
        assert len(found) == len(set(found))

    def test_the_whole_is_the_density_of_the_network(self, network: TwoModeNetwork) -> None:
        found, told = collaboration_density(network, null=FEW), figures(network, FEW)
        assert told["density", (), "density"] == found.density_all
        assert told["density", (), "density-active"] == found.density_active
        assert told["density", (), "newman-strength"] == found.newman_strength

    def test_each_focus_area_is_a_network_of_its_own(self, network: TwoModeNetwork) -> None:
        told = figures(network, FEW)
        for one in density_by(network, "focus-area", null=FEW).groups:
            assert told["density-by-focus-area", (one.group,), "density"] == one.figures.density_all

    def test_cells_are_those_of_the_mixing_matrix(self, network: TwoModeNetwork) -> None:
        told = figures(network, FEW)
        cells = [cell for cell in mixing(network, "city", null=FEW).cells if cell.pairs]
        found = [told["mixing-by-city", (cell.group, cell.other), "ties"] for cell in cells]
        lifts = [told["mixing-by-city", (cell.group, cell.other), "lift"].value for cell in cells]
        assert found == [cell.ties for cell in cells]
        assert lifts == [cell.ties.null.ratio if cell.ties.null else None for cell in cells]

    def test_years_are_those_of_the_windows(self, network: TwoModeNetwork) -> None:
        told = figures(network)
        rows = windows(network, width=3, today_year=2024).rows
        assert [told["density-by-year", (row.year, 3), "mean-degree"] for row in rows] == [
            row.mean_degree for row in rows
        ]

    def test_windows_that_are_not_whole_say_so(self, network: TwoModeNetwork) -> None:
        said = {
            one.dimensions["year"]: one.partial
            for one in observations(network, today_year=2024)
            if one.data_set == "density-by-year" and one.dimensions["width"] == 1
        }
        assert said == {row.year: row.reason for row in windows(network, today_year=2024).rows}

    def test_brokers_are_those_who_stand_between_others(self, network: TwoModeNetwork) -> None:
        told = figures(network)
        rows = [row for row in brokers(network, None, limit=50).rows if row.total]
        assert [key[1] for key in told if key[0] == "brokers" and key[2] == "degree"] == [(row.actor,) for row in rows]
        assert [told["brokers", (row.actor,), "betweenness"].value for row in rows] == [row.betweenness for row in rows]

    def test_the_watch_hears_of_it_up_to_the_end(self, network: TwoModeNetwork) -> None:
        told: list[tuple[int, int]] = []
        list(observations(network, null=FEW, watch=lambda *step: told.append(step)))
        assert told == sorted(told)
        assert [step for step in told if step[0] == step[1]] == [told[-1]]


def test_a_watch_that_raises_interrupts() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(observations(whole(tiny()), null=FEW, watch=stop))


def test_of_what_is_not_known_the_reader_is_told() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("c", "q")], years={"p": (2022, None)}, groups={"city": CITY})
    assert notes(whole(network)) == {
        "density-by-year": "the start of 1 of 2 projects is not known",
        "density-by-focus-area": "the focus area of 2 of 2 projects is not known",
        "mixing-by-city": "the city of 3 of 3 actors is not known",
        "mixing-by-origin": "the origin of 3 of 3 actors is not known",
    }


@pytest.mark.parametrize(
    ("size", "samples"),
    [(0, SAMPLES), (479, SAMPLES), (DRAWN // SAMPLES, SAMPLES), (DRAWN // 50, 50), (DRAWN, LEAST)],
    ids=["nothing", "the network that ships", "as much as goes", "four times as much", "far more"],
)
def test_a_large_network_is_drawn_less_often(size: int, samples: int) -> None:
    network = network_of([(str(actor), "p") for actor in range(2)])
    larger = replace(network, actor=network.actor.repeat(size)[:size])
    assert null_of(larger).samples == samples
