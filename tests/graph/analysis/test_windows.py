"""What each window of years holds: the worked example, plain sets as the oracle, and what is flagged."""

import pickle
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.analysis.changes import changes
from graph.analysis.figures import Figure
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.nulls import Null
from graph.analysis.ties import one_mode_graph
from graph.analysis.windows import Window, Windows, windows
from graph.analysis.years import Activity
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

Pairs = set[frozenset[str]]


def row_of(found: Windows, year: int) -> Window:
    """Return the one row that ends in `year`."""
    [row] = [row for row in found.rows if row.year == year]
    return row


def members_in(network: TwoModeNetwork, year: int, width: int, activity: Activity) -> dict[str, set[str]]:
    """Return the actors of each project of a window, by the plain reading of the rule."""
    found: dict[str, set[str]] = {}
    for place, project in enumerate(network.projects):
        start, end = int(network.start[place]), int(network.end[place])
        running = {start} if activity == "started" else set(range(start, max(start, end) + 1))
        if start != -1 and running & set(range(year - width + 1, year + 1)):
            found[project] = {network.actors[one] for one in network.actor[network.project == place]}
    return found


def ties_in(members: dict[str, set[str]]) -> Pairs:
    """Return the pairs of actors that share a project."""
    return {frozenset(pair) for some in members.values() for pair in combinations(sorted(some), 2)}


def test_the_windows_of_the_worked_example_are_those_worked_by_hand() -> None:
    found = windows(tiny(), activity="started")
    assert [(row.year, row.actors, row.ties, row.density.value) for row in found.rows] == [
        (2022, 3, 3, 1.0),
        (2023, 3, 2, pytest.approx(2 / 3)),
        (2024, 1, 0, None),
    ]
    assert row_of(found, 2024).density.reason == "fewer than two actors: no pair could have a tie"


def test_the_changes_of_the_worked_example_are_those_worked_by_hand() -> None:
    found = changes(tiny(), 2023, activity="started")
    assert [(row.state, row.actor, row.other, row.projects, row.before) for row in found.rows] == [
        ("new", "A", "N", 1, 0),
        ("repeat", "A", "V", 1, 1),
        ("lost", "A", "H", 0, 1),
        ("lost", "H", "V", 0, 1),
    ]
    row = row_of(windows(tiny(), activity="started"), 2023)
    assert (row.new_ties, row.repeat_ties, row.lost_ties, row.newcomers) == (1, 1, 2, 1)
    assert (found.new, found.repeat, found.lost) == (1, 1, 2)


def test_the_first_window_has_no_new_ties_since_nothing_is_known_before() -> None:
    row = row_of(windows(tiny()), 2022)
    assert (row.new_ties, row.repeat_ties, row.lost_ties, row.newcomers) == (None, None, None, None)
    found = changes(tiny(), 2022)
    assert (found.new, found.rows) == (None, ())
    assert found.reason == "no project is known to start before the year, so that every tie would be new"


def test_the_last_years_are_partial_for_a_reason_in_words() -> None:
    found = windows(tiny(), today_year=2023, last=2025)
    assert [(row.year, row.partial, row.reason) for row in found.rows] == [
        (2022, False, None),
        (2023, True, "the year is not over"),
        (
            2024,
            True,
            "the year has not begun; no start after 2024 is known, so that sources may lack some of 2024",
        ),
        (
            2025,
            True,
            "the year has not begun; no start after 2024 is known, so that sources may lack some of 2025",
        ),
    ]


def test_a_window_that_begins_before_the_data_is_partial() -> None:
    found = windows(tiny(), width=2)
    assert row_of(found, 2022).reason == "it begins before the first known start, 2022"
    assert not row_of(found, 2023).partial


@pytest.mark.parametrize("activity", ["active", "started"])
@pytest.mark.parametrize("width", [1, 3], ids=["a year", "three years"])
@pytest.mark.parametrize("seed", [1, 2])
def test_ties_agree_with_plain_sets(seed: int, width: int, activity: Activity) -> None:
    network = random_network(seed)
    found = windows(network, width=width, activity=activity)
    years = [row.year for row in found.rows]
    before = [ties_in(members_in(network, year - 1, width, activity)) for year in years]
    now = [ties_in(members_in(network, year, width, activity)) for year in years]
    assert [row.ties for row in found.rows] == [len(one) for one in now]
    assert [row.new_ties for row in found.rows[1:]] == [len(n - b) for n, b in zip(now[1:], before[1:], strict=True)]
    assert [row.repeat_ties for row in found.rows[1:]] == [len(n & b) for n, b in zip(now[1:], before[1:], strict=True)]
    assert [row.lost_ties for row in found.rows[1:]] == [len(b - n) for n, b in zip(now[1:], before[1:], strict=True)]


@pytest.mark.parametrize("activity", ["active", "started"])
@pytest.mark.parametrize("seed", [1, 2])
def test_actors_and_projects_agree_with_plain_sets(seed: int, activity: Activity) -> None:
    network = random_network(seed)
    found = windows(network, width=2, activity=activity)
    inside = [members_in(network, row.year, 2, activity) for row in found.rows]
    actors = [set().union(*one.values()) for one in inside]
    assert [row.projects for row in found.rows] == [len(one) for one in inside]
    assert [row.actors for row in found.rows] == [len(one) for one in actors]
    assert [row.participations for row in found.rows] == [sum(map(len, one.values())) for one in inside]
    assert [row.active for row in found.rows] == [len(set().union(*ties_in(one))) for one in inside]


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_of_a_window_agree_with_networkx(seed: int) -> None:
    network = random_network(seed)
    row = row_of(windows(network, width=3, by="city"), 2020)
    mask = np.isin(network.projects, list(members_in(network, 2020, 3, "active")))
    graph = one_mode_graph(network.keeping(mask, idle=False))
    assert row.density.value == pytest.approx(nx.density(graph))
    assert row.mean_degree.value == pytest.approx(np.mean([degree for _, degree in graph.degree]))
    newman = sum(data["newman"] for _, _, data in graph.edges(data=True))
    assert row.newman_density.value == pytest.approx(newman / (len(graph) * (len(graph) - 1) / 2))
    stable = sum(data["count"] >= 2 for _, _, data in graph.edges(data=True))
    assert row.stable_share.value == pytest.approx(stable / graph.number_of_edges())


def test_each_actor_is_a_newcomer_once() -> None:
    network = random_network(3)
    found = windows(network, width=3)
    dated = network.actor[network.start[network.project] != -1]
    first = network.start[network.start != -1].min()
    begun = set(network.actor[network.start[network.project] == first])
    assert sum(row.newcomers or 0 for row in found.rows) == len(set(dated) - begun)


def test_a_project_without_an_end_counts_in_its_start_year_and_is_counted() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("a", "q"), ("c", "q")], years={"p": (2020, None), "q": (2021, 2022)})
    found = windows(network)
    assert [(row.year, row.projects) for row in found.rows] == [(2020, 1), (2021, 1)]
    assert found.open_ended_projects == 1
    assert "without an end in its start year only" in found.rule


def test_projects_without_a_year_are_counted_in_the_answer() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("a", "q"), ("c", "q")], years={"p": (2020, 2020)})
    found = windows(network)
    assert (found.projects, found.undated_projects, found.undated_actors) == (2, 1, 1)


def test_a_network_without_any_year_has_no_window_for_a_reason() -> None:
    found = windows(network_of([("a", "p"), ("b", "p")]))
    assert (found.rows, found.reason, found.undated_projects) == ((), "no project has a known start year", 1)


def test_an_empty_network_has_no_window() -> None:
    assert windows(network_of([])).rows == ()
    assert changes(network_of([]), 2020).rows == ()


def test_one_actor_alone_has_no_density() -> None:
    [row] = windows(network_of([("a", "p")], years={"p": (2020, 2020)})).rows
    assert (row.actors, row.active, row.density.value, row.stable_share.value) == (1, 0, None, None)
    assert row.mean_degree.value == 0


def test_a_year_between_without_a_project_is_there_and_loses_all_ties() -> None:
    network = network_of([("a", "p"), ("b", "p"), ("a", "q"), ("b", "q")], years={"p": (2020, 2020), "q": (2022, 2022)})
    found = windows(network)
    assert [(row.year, row.ties, row.new_ties, row.lost_ties) for row in found.rows] == [
        (2020, 1, None, None),
        (2021, 0, 0, 1),
        (2022, 1, 1, 0),
    ]
    assert row_of(found, 2021).mean_degree.reason == "nobody takes part in a project"
    assert row_of(found, 2021).mean_consortium.reason == "no project is in the window"


def test_ties_of_actors_in_unknown_groups_are_neither_external_nor_internal() -> None:
    network = network_of(
        [(actor, "p") for actor in "abcd"],
        years={"p": (2020, 2020)},
        groups={"city": {"a": "Espoo", "b": "Espoo", "c": "Vantaa"}},
    )
    [row] = windows(network, by="city").rows
    assert row.ei_known is not None
    assert row.ei_known.value == pytest.approx((2 - 1) / 3)
    assert row.ei_known.counts == {"external": 2, "internal": 1, "unknown": 3}


def test_the_null_band_is_that_of_the_window_alone() -> None:
    row = row_of(windows(tiny(), activity="started", null=Null(samples=200, seed=1)), 2023)
    assert isinstance(row.ties, Figure)
    assert row.ties.null is not None
    assert row.ties.null.model == "curveball, fixed degrees"
    # A has both projects of 2023 and each has two actors, so that chance makes 2 ties always.
    assert (row.ties.null.mean, row.ties.null.sd, row.ties.null.z) == (2, 0, None)
    assert row.mean_degree.null is not None
    assert row.mean_degree.null.mean == pytest.approx(4 / 3)


def test_the_null_band_of_a_wide_window_is_within_each_start_year() -> None:
    row = row_of(windows(tiny(), width=3, activity="started", null=Null(samples=50)), 2024)
    assert isinstance(row.ties, Figure)
    assert row.ties.null is not None
    assert row.ties.null.model == "curveball, fixed degrees, within each start year"


@pytest.mark.parametrize("null", [None, Null(samples=3)], ids=["without a null model", "with one"])
def test_who_watches_is_told_of_the_end(null: Null | None) -> None:
    told: list[tuple[int, int]] = []
    windows(tiny(), null=null, last=2025, watch=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == 4 * (null.samples if null else 1)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 0}, "a window of 0 years is none; give a width of 1 or more"),
        ({"first": 2024, "last": 2023}, "the first year, 2024, is after the last, 2023"),
        ({"by": "colour"}, "actors are not grouped by 'colour'; there are city, kind"),
    ],
    ids=["no width", "years in the wrong order", "no such grouping"],
)
def test_what_cannot_be_asked_is_told_in_a_line(options: dict[str, int], message: str) -> None:
    with pytest.raises(NetworkError) as caught:
        windows(tiny(), **options)  # type: ignore[arg-type]  # wrong on purpose
    assert str(caught.value) == message


def test_a_limit_cuts_the_rows_and_not_the_counts() -> None:
    found = changes(tiny(), 2023, activity="started", limit=2)
    assert [row.state for row in found.rows] == ["new", "repeat"]
    assert found.lost == 2


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = pickle.dumps(network)
    windows(network, width=2, by="city", null=Null(samples=2))
    changes(network, 2020)
    assert pickle.dumps(network) == before
