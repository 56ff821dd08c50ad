"""What scores of missing ties foretell, against plain sets of pairs, NetworkX, and every order of a small network."""

import pickle
from itertools import combinations, product
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.analysis.auc import placements
from graph.analysis.evaluation import Evaluation, Foresight, missing_evaluation
from graph.analysis.network import TwoModeNetwork, network_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

Pair = tuple[str, str]
ALL = 10_000


def ties_between(network: TwoModeNetwork, first: int, last: int) -> "nx.Graph[str]":
    """Return who shares a project that starts in these years, by plain sets, over those who take part in one."""
    graph: nx.Graph[str] = nx.Graph()
    for place in np.flatnonzero((network.start >= first) & (network.start <= last)):
        members = [network.actors[one] for one in network.actor[network.project == place]]
        graph.add_nodes_from(members)
        graph.add_edges_from(combinations(members, 2))
    return graph


def split(network: TwoModeNetwork, year: int) -> tuple["nx.Graph[str]", set[Pair], set[Pair]]:
    """Return the ties up to a year, and the pairs without a tie that met in the two years after, and that did not."""
    before, after = ties_between(network, 1, year), ties_between(network, year + 1, year + 2)
    pairs = {(min(pair), max(pair)) for pair in nx.non_edges(before)}
    came_true = {pair for pair in pairs if after.has_edge(*pair)}
    return before, came_true, pairs - came_true


def row_of(found: Evaluation, year: int, score: str) -> Foresight:
    """Return the row of a cut year and a score."""
    [row] = [row for row in found.rows if (row.year, row.score) == (year, score)]
    return row


def by_score(graph: "nx.Graph[str]", score: str, pairs: set[Pair]) -> dict[Pair, float]:
    """Return the scores of pairs, rounded as those that are compared."""
    oracle: dict[str, Any] = {
        "adamic-adar": nx.adamic_adar_index,
        "jaccard": nx.jaccard_coefficient,
        "preferential-attachment": nx.preferential_attachment,
    }
    return {(one, other): round(value, 10) for one, other, value in oracle[score](graph, sorted(pairs))}


@pytest.mark.parametrize("score", ["adamic-adar", "jaccard", "preferential-attachment"])
@pytest.mark.parametrize(("seed", "year"), [(1, 2020), (2, 2022), (3, 2021)])
def test_the_auc_is_that_of_all_pairs_of_a_hit_and_a_miss(seed: int, year: int, score: str) -> None:
    network = random_network(seed)
    graph, came_true, did_not = split(network, year)
    scores = by_score(graph, score, came_true | did_not)
    won = [
        (scores[hit] > scores[miss]) + (scores[hit] == scores[miss]) / 2 for hit, miss in product(came_true, did_not)
    ]
    row = row_of(missing_evaluation(network, years=[year], negatives=ALL), year, score)
    assert row.auc.value == pytest.approx(np.mean(won))
    assert row.came_true == len(came_true)
    assert row.untied_pairs == len(came_true) + len(did_not)
    assert row.far == sum(not set(graph[one]) & set(graph[other]) for one, other in came_true)


@pytest.mark.parametrize("score", ["adamic-adar", "jaccard", "preferential-attachment"])
@pytest.mark.parametrize("ranked", [5, 40])
def test_the_precision_is_the_average_over_orders_of_pairs_that_tie(ranked: int, score: str) -> None:
    network = random_network(1)
    graph, came_true, did_not = split(network, 2020)
    scores = {pair: value for pair, value in by_score(graph, score, came_true | did_not).items() if value > 0}
    least = sorted(scores.values())[-ranked]
    tied = [pair for pair in scores if scores[pair] == least]
    above = [pair for pair in scores if scores[pair] > least]
    hits = len(came_true & set(above)) + (ranked - len(above)) * len(came_true & set(tied)) / len(tied)
    row = row_of(missing_evaluation(network, years=[2020], ranked=ranked), 2020, score)
    assert row.precision.value == pytest.approx(hits / ranked)
    assert row.precision.counts == {"came_true": pytest.approx(hits), "ranked": ranked}


def test_chance_is_one_half_and_hits_as_often_as_pairs_come_true() -> None:
    row = row_of(missing_evaluation(random_network(1), years=[2020]), 2020, "chance")
    assert row.auc.value == 0.5
    assert row.precision.value == pytest.approx(row.came_true / row.untied_pairs)
    assert row.verdict == "is a baseline"


def test_gain_is_over_preferential_attachment() -> None:
    found = missing_evaluation(random_network(1), years=[2020])
    one, other = row_of(found, 2020, "adamic-adar"), row_of(found, 2020, "preferential-attachment")
    assert one.auc.value is not None
    assert other.auc.value is not None
    assert one.gain.value == pytest.approx(one.auc.value - other.auc.value)
    assert other.gain.value == 0


def test_a_drawn_auc_is_within_its_error_of_that_of_all_pairs() -> None:
    network = random_network(2, actors=120, projects=90)
    drawn = row_of(missing_evaluation(network, years=[2020], negatives=300), 2020, "adamic-adar")
    every = row_of(missing_evaluation(network, years=[2020], negatives=ALL), 2020, "adamic-adar")
    assert drawn.auc.counts["did_not"] == 300
    assert drawn.auc.value == pytest.approx(every.auc.value, abs=0.06)
    assert drawn.auc_error is not None
    assert every.auc_error is not None
    assert drawn.auc_error > every.auc_error


def test_the_error_without_clusters_is_that_of_delong() -> None:
    # Worked by hand: placements of positives 1, 3/4, 1/2; of negatives 1, 1/2.
    found = placements(np.array([3.0, 2.0, 1.0]), np.array([0.0, 2.0]))
    assert found.positives.tolist() == [1.0, 0.75, 0.5]
    assert found.negatives.tolist() == [1.0, 0.5]
    expected = np.sqrt(np.var([1, 0.75, 0.5], ddof=1) / 3 + np.var([1, 0.5], ddof=1) / 2)
    assert found.error(np.arange(3)) == pytest.approx(expected)


def test_pairs_of_one_project_are_one_event() -> None:
    found = placements(np.array([3.0, 3.0, 1.0, 1.0]), np.array([0.0, 2.0]))
    apart, together = found.error(np.arange(4)), found.error(np.array([0, 0, 1, 1]))
    assert apart is not None
    assert together is not None
    assert together > apart
    assert found.error(np.zeros(4, np.int64)) is None


def test_a_score_that_foretells_beats_both_baselines() -> None:
    # Pairs of a community meet through one partner first and directly later; busy actors have no more new partners.
    pairs = [(f"{c}{one}", f"{c}-{one}") for c in range(20) for one in range(6)]
    pairs += [(f"{c}{(one + 1) % 6}", f"{c}-{one}") for c in range(20) for one in range(6)]
    later = [(f"{c}{one}", f"{c}+{one % 2}") for c in range(20) for one in range(6)]
    years = {project: (2020, 2020) for _, project in pairs} | {project: (2021, 2021) for _, project in later}
    found = missing_evaluation(network_of(pairs + later, years=years), years=[2020], scores=["adamic-adar"])
    row = row_of(found, 2020, "adamic-adar")
    assert row.verdict == "beats preferential attachment and chance"
    assert found.verdict == "cut years in which a score beats preferential attachment and chance: adamic-adar in 1 of 1"


def test_ties_at_random_are_not_foretold() -> None:
    random = np.random.default_rng(5)
    pairs = [(f"a{one}", f"p{place}") for place in range(300) for one in random.choice(80, 2, replace=False)]
    years = {f"p{place}": (2020 + place // 100, None) for place in range(300)}
    found = missing_evaluation(network_of(pairs, years=years), years=[2020], scores=["adamic-adar", "jaccard"])
    assert {row_of(found, 2020, score).verdict for score in ("adamic-adar", "jaccard")} == {"does not beat chance"}


def test_too_few_pairs_are_no_test() -> None:
    found = missing_evaluation(tiny(), years=[2022])
    row = row_of(found, 2022, "adamic-adar")
    assert (row.came_true, row.auc.value, row.auc.reason) == (0, None, "only 0 pairs came true, fewer than 10")
    assert row.precision.value is None
    assert row.verdict == "cannot be told: only 0 pairs came true, fewer than 10"


def test_few_projects_are_no_test_of_who_is_better() -> None:
    row = row_of(missing_evaluation(random_network(1), years=[2020]), 2020, "adamic-adar")
    assert row.test_projects == 4
    assert row.auc.value is not None
    assert row.verdict == "cannot be told: all that came true is of 4 projects, fewer than 5"


def test_cut_years_are_the_latest_after_which_enough_pairs_came_true() -> None:
    network = random_network(1)
    latest = int(network.start.max())
    came_true = {year: len(split(network, year)[1]) for year in range(2014, latest - 1)}
    enough = [year for year, number in came_true.items() if number >= 10][-5:]
    found = missing_evaluation(network)
    assert [row.year for row in found.rows[::7]] == enough
    assert found.skipped_years == sum(year > enough[0] and number < 10 for year, number in came_true.items())
    assert [row.score for row in found.rows[:7]] == [
        "adamic-adar",
        "resource-allocation",
        "common-neighbours",
        "jaccard",
        "content",
        "preferential-attachment",
        "chance",
    ]


def test_the_same_seed_gives_the_same_answer() -> None:
    network = random_network(1)
    assert missing_evaluation(network, negatives=50) == missing_evaluation(network, negatives=50)


def test_content_is_left_out_where_projects_have_no_labels() -> None:
    assert "content" not in {row.score for row in missing_evaluation(tiny(), years=[2022]).rows}


@pytest.mark.parametrize(
    "network",
    [network_of([]), network_of([("a", "p")]), network_of([("a", "p"), ("b", "p")], years={"p": (2020, 2020)})],
    ids=["nobody", "no known year", "one year"],
)
def test_without_years_before_and_after_there_is_no_row_for_a_reason(network: TwoModeNetwork) -> None:
    found = missing_evaluation(network)
    assert (found.rows, found.reason) == ((), "known starts do not span more than 2 years")


def test_where_too_few_pairs_ever_came_true_there_is_no_row_for_a_reason() -> None:
    found = missing_evaluation(tiny())
    assert found.rows == ()
    assert found.reason == "in none of 1 cut years did 10 pairs come true in the 2 years after"


def test_a_year_before_all_projects_is_answered_with_reasons() -> None:
    found = missing_evaluation(random_network(1), years=[1990])
    assert {row.auc.value for row in found.rows} == {None}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"horizon": 0}, "horizon is 0; it has to be 1 or more"),
        (
            {"scores": ["luck"]},
            "no score 'luck'; there are adamic-adar, resource-allocation, common-neighbours, jaccard, content",
        ),
    ],
    ids=["no horizon", "no such score"],
)
def test_what_cannot_be_asked_is_told_in_a_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(NetworkError) as caught:
        missing_evaluation(tiny(), **options)
    assert str(caught.value) == message


def test_the_network_is_not_changed_and_who_watches_is_told_of_the_end() -> None:
    network, told = random_network(1), list[tuple[int, int]]()
    before = pickle.dumps(network)
    missing_evaluation(network, years=[2019, 2020], watch=lambda done, total: told.append((done, total)))
    assert pickle.dumps(network) == before
    assert told == [(number, 14) for number in range(1, 15)]
    assert {row.year for row in missing_evaluation(network, years=[2020, 2019, 2020]).rows} == {2019, 2020}
