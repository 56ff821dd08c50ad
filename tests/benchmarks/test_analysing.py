import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from benchmarks import analysing, networks
from benchmarks.__main__ import main
from benchmarks.analyses import pairs, rows, whole
from benchmarks.analyses.pairs import Pair, Timed, disagreeing, timed
from benchmarks.analyses.report import Analysed, analysis_json, pair_table, pair_words, whole_words
from benchmarks.analyses.sides import Sides, mixing_of_matrix, same_clustering, same_counts, same_distances, same_ties
from benchmarks.analyses.whole import Step, Whole
from benchmarks.engines import EngineFailed
from benchmarks.report import Ratio
from graph.analysis.clustering import clustering
from graph.analysis.distances import distances
from graph.analysis.network import TwoModeNetwork
from graph.analysis.ties import tally, ties_of

ACTORS = 60
TIMED = Timed(
    figure="core numbers",
    peer="NetworkX core_number",
    actors=1000,
    bar=50,
    rounds=7,
    ours=0.002,
    theirs=0.2,
    ours_cpu=0.001,
    theirs_cpu=0.2,
    agree=True,
)
WHOLE = Whole(
    actors=1000,
    participations=5000,
    ties=30_000,
    made_mb=200,
    steps=(
        Step(analysis="density", seconds=1.5, cpu=1.25, peak_mb=300),
        Step(analysis="cores", seconds=0.5, cpu=0.25, peak_mb=310),
    ),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no side be called again for the sake of a longer measure."""
    monkeypatch.setattr(pairs, "LEAST", 0.0)


@pytest.fixture(scope="module")
def network() -> TwoModeNetwork:
    """Return a small network."""
    return networks.network(ACTORS)


def pair(ours: object = 1, theirs: Any = lambda: 1, **changed: Any) -> Pair:
    usual = {"figure": "one", "peer": "another", "bar": 2.0, "agree": lambda mine, other: mine == other}
    return Pair(**{**usual, "ours": lambda: ours, "theirs": theirs, **changed})


def endless() -> None:
    while True:
        pass


def test_a_network_is_the_same_for_the_same_seed() -> None:
    one, again, another = networks.network(200), networks.network(200), networks.network(200, seed=2)
    assert np.array_equal(one.actor, again.actor)
    assert np.array_equal(one.project, again.project)
    assert not np.array_equal(one.project, another.project)


def test_a_network_is_shaped_like_cordis() -> None:
    made = networks.network(5000)
    assert made.size == pytest.approx(5 * 5000, rel=0.1)
    assert np.mean(made.consortium_sizes == 1) == pytest.approx(0.6, abs=0.03)
    assert 100 < made.consortium_sizes.max() <= networks.LARGEST
    assert np.median(made.degrees) <= 4
    assert made.degrees.max() > 300
    assert np.count_nonzero(made.degrees == 0) > 0


def test_a_network_has_years_groups_and_labels(network: TwoModeNetwork) -> None:
    assert (network.start <= network.end).all()
    assert [len(one.codes) for one in network.groupings.values()] == [ACTORS] * 4
    assert len(network.tagging("focus-area").projects) == ACTORS


def test_both_sides_of_every_pair_agree(network: TwoModeNetwork) -> None:
    found = {(one.figure, one.peer): one.agree(one.ours(), one.theirs()) for one in Sides(network).pairs()}
    assert len(found) == 7
    assert set(found.values()) == {True}


def test_a_weight_that_differs_is_seen(network: TwoModeNetwork) -> None:
    ties = ties_of(network)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from(zip(ties.one.tolist(), ties.other.tolist(), ties.newman.tolist(), strict=True))
    assert same_ties(ties, graph)
    assert not same_ties(replace(ties, newman=ties.newman + 0.01), graph)
    assert not same_ties(ties.keeping(ties.one > 0), graph)


def test_a_count_that_differs_is_seen(network: TwoModeNetwork) -> None:
    kind = network.grouping("kind")
    shape = len(network.actors), len(network.projects)
    mine = tally(network.actor, network.project, *shape, kind.codes, len(kind.labels))
    theirs = mixing_of_matrix(network.actor, network.project, shape, kind.codes, len(kind.labels))
    assert same_counts(mine, theirs)
    assert not same_counts(replace(mine, cells=mine.cells + 1), theirs)


def test_a_coefficient_that_differs_is_seen(network: TwoModeNetwork) -> None:
    assert not same_clustering(clustering(network), (0.1, 0.2, 0.3))


def test_a_distance_that_differs_is_seen(network: TwoModeNetwork) -> None:
    assert not same_distances(distances(network), [{0: 0, 1: 1}])


def test_a_network_read_from_a_store_is_that_of_its_solutions(network: TwoModeNetwork, tmp_path: Path) -> None:
    made = rows.pair(network, tmp_path)
    mine, theirs = made.ours(), made.theirs()
    assert mine.network.size == theirs.number_of_edges() > 0
    assert made.agree(mine, theirs)
    theirs.remove_edge(*next(iter(theirs.edges)))
    assert not made.agree(mine, theirs)
    assert list(tmp_path.iterdir()) == []


def test_a_pair_is_timed_in_rounds() -> None:
    found = timed(pair(), 5, rounds=3)
    assert (found.actors, found.rounds, found.agree) == (5, 3, True)
    assert 0 < found.ours < 0.1
    assert disagreeing([found]) == []


def test_sides_that_disagree_are_told() -> None:
    found = timed(pair(theirs=lambda: 2), 5, rounds=1)
    assert disagreeing([TIMED, found]) == [found]


def test_a_side_that_takes_too_long_is_stopped_and_gives_a_lower_bound() -> None:
    found = timed(pair(theirs=endless), 5, rounds=3, cap=0.05)
    assert (found.rounds, found.agree, found.ratio.at_least) == (1, None, True)
    assert found.theirs >= 0.05
    assert disagreeing([found]) == []


def test_an_error_of_a_side_is_no_answer() -> None:
    with pytest.raises(ZeroDivisionError):
        timed(pair(theirs=lambda: 1 // 0), 5, rounds=1, cap=1)


def test_the_ratio_is_of_their_seconds_to_ours() -> None:
    assert (TIMED.ratio, TIMED.cpu_ratio) == (Ratio(value=100), Ratio(value=200))
    assert TIMED.is_reached
    assert not replace(TIMED, theirs=0.05).is_reached


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, ["100", "200", "50", "7", "yes"]),
        ({"theirs": 0.02}, ["10", "200", "50", "MISSED", "7", "yes"]),
        ({"theirs": 0.02, "agree": None}, ["≥", "10", "≥", "200", "50", "not", "told", "7", "stopped"]),
        ({"agree": False}, ["100", "200", "50", "7", "MISMATCH"]),
    ],
    ids=["bar reached", "bar missed", "stopped before the bar", "other figures"],
)
def test_the_table_has_ratios_bars_and_whether_both_are_the_same(changed: dict[str, Any], told: list[str]) -> None:
    assert pair_table([replace(TIMED, **changed)])[1].split()[5:-2] == told


def test_analyses_are_run_by_name_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    found = whole.run(ACTORS, told.append, names=("cores", "density", "consortium"))
    assert [one.analysis for one in found.steps] == ["cores", "density", "consortium"]
    assert [line.partition(":")[0] for line in told] == ["cores", "density", "consortium"]
    assert found.ties == ties_of(networks.network(ACTORS)).size
    assert found.peak_mb >= found.made_mb > 0


def test_four_gibibytes_are_within_what_all_analyses_may_take() -> None:
    assert WHOLE.is_bounded
    assert not replace(WHOLE, made_mb=5000, steps=()).is_bounded
    assert whole_words(WHOLE)[2] == "peak memory 310 MiB, within the 4096 MiB allowed (200 before the first)."
    assert whole_words(WHOLE)[-1].split() == ["cores", "0.5", "0.2", "310"]


def test_analyses_that_fail_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, returncode=-9, stdout=b"")

    monkeypatch.setattr(subprocess, "run", killed)
    with pytest.raises(EngineFailed, match="the analyses of 10 actors ended with code -9"):
        whole.measured(10)


@pytest.mark.parametrize(
    ("pair_found", "everything", "fails"),
    [
        (TIMED, WHOLE, False),
        (replace(TIMED, theirs=0.002), WHOLE, False),
        (replace(TIMED, agree=None), WHOLE, False),
        (replace(TIMED, agree=False), WHOLE, True),
        (TIMED, replace(WHOLE, made_mb=5000, steps=()), True),
    ],
    ids=["all is well", "a bar missed", "one stopped", "sides disagree", "too much memory"],
)
def test_a_run_fails_where_figures_differ_or_memory_is_too_much(
    pair_found: Timed,
    everything: Whole,
    fails: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(analysing, "measured", lambda *_, **__: [pair_found])
    monkeypatch.setattr(whole, "measured", lambda _: everything)
    file = tmp_path / "measures.json"
    assert main(["analysing", "--json", str(file)]) == fails
    kept = analysis_json(Analysed(pairs=(pair_found,), whole=everything, cap=analysing.CAP))
    assert json.loads(file.read_text("utf-8"))["analysing"] == json.loads(json.dumps(kept))
    told = [*pair_words([pair_found], analysing.CAP), *whole_words(everything)]
    assert capsys.readouterr().out.splitlines() == told


def test_small_networks_are_measured_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "measures.json"
    sizes = ["--actors", "30", "--participations", "200"]
    assert main(["analysing", *sizes, "--skip", "whole", "--json", str(file)]) == 0
    found = json.loads(file.read_text("utf-8"))["analysing"]
    assert [one["actors"] for one in found["pairs"]] == [30] * 7 + [40]
    assert {one["agree"] for one in found["pairs"]} == {True}
    assert found["whole"] is None
    assert "Newman projection" in capsys.readouterr().out
