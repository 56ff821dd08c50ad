"""Pairs of projects that have most in common, against plain sets and a matrix product over all pairs."""

import pickle
from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.overlaps import Overlap, overlaps
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

ALL = 10_000


def things_of(network: TwoModeNetwork, tagging: str) -> dict[str, set[str]]:
    """Return the actors and the known labels of each project, by plain sets."""
    one = network.tagging(tagging)
    found: dict[str, set[str]] = {project: set() for project in network.projects}
    for actor, project in zip(network.actor, network.project, strict=True):
        found[network.projects[project]].add(network.actors[actor])
    for project, tag in zip(one.projects, one.tags, strict=True):
        found[network.projects[project]].add(f"{tagging} {one.labels[tag]}")
    return {project: some - {f"{tagging} unknown"} for project, some in found.items()}


def row_of(rows: tuple[Overlap, ...], one: str, other: str) -> Overlap:
    """Return the row of a pair."""
    [row] = [row for row in rows if (row.project, row.other) == (one, other)]
    return row


def test_the_worked_example_by_hand() -> None:
    found = overlaps(tiny())
    # A is in three projects, V in two: P1-P2 share both (1/2 + 1), P1-P3 and P2-P3 share A alone.
    assert [(row.project, row.other, row.score, row.partners, row.partner_names) for row in found.rows] == [
        ("P1", "P2", 1.5, 2, ("V", "A")),
        ("P1", "P3", 0.5, 1, ("A",)),
        ("P2", "P3", 0.5, 1, ("A",)),
    ]
    assert [row.common_years for row in found.rows] == [0, 0, 1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_agree_with_plain_sets(seed: int) -> None:
    network = random_network(seed)
    things = things_of(network, "focus-area")
    having = {thing: sum(thing in some for some in things.values()) for thing in set().union(*things.values())}
    oracle = {
        (min(pair), max(pair)): pytest.approx(
            sum(1 / (having[thing] - 1) for thing in things[pair[0]] & things[pair[1]])
        )
        for pair in combinations(network.projects, 2)
        if things[pair[0]] & things[pair[1]]
    }
    found = overlaps(network, limit=ALL)
    assert {(row.project, row.other): row.score for row in found.rows} == oracle
    assert [row.partners + row.labels for row in found.rows] == [
        len(things[row.project] & things[row.other]) for row in found.rows
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_shared_partners_agree_with_a_sparse_product(seed: int) -> None:
    network = random_network(seed)
    ones, shape = np.ones(network.size), (len(network.projects), len(network.actors))
    product = csr_array((ones, (network.project, network.actor)), shape=shape)
    shared = (product @ product.T).toarray()
    place = {project: number for number, project in enumerate(network.projects)}
    rows = overlaps(network, taggings=[], limit=ALL).rows
    assert [row.partners for row in rows] == [shared[place[row.project], place[row.other]] for row in rows]
    assert len(rows) == np.count_nonzero(np.triu(shared, 1))


def test_labels_are_named_with_their_tagging_the_rarest_first() -> None:
    network = network_of(
        [("a", "p"), ("b", "q"), ("c", "r")],
        tags={"theme": {"p": ["heat"], "q": ["heat"], "r": ["heat"]}, "test-bed": {"p": ["harbour"], "q": ["harbour"]}},
    )
    row = row_of(overlaps(network).rows, "p", "q")
    assert (row.partners, row.labels, row.label_names) == (0, 2, ("test-bed harbour", "theme heat"))
    assert row.score == pytest.approx(1 + 1 / 2)


def test_a_partner_in_a_hundred_projects_counts_little() -> None:
    network = network_of([("everywhere", f"p{number}") for number in range(100)])
    assert overlaps(network, limit=1).rows[0].score == pytest.approx(1 / 99)
    assert overlaps(network, limit=1).equal_to_last == 100 * 99 // 2 - 1


def test_projects_of_which_no_label_is_known_have_none_in_common() -> None:
    network = network_of([("a", "p"), ("b", "q")], tags={"theme": {}})
    found = overlaps(network)
    assert found.rows == ()
    assert found.reason == "no two projects without a recorded co-operation have anything in common"


def test_related_projects_are_left_out_and_counted_once() -> None:
    found = overlaps(tiny(), related={("P2", "P1"), ("P1", "P2"), ("P1", "P9"), ("P3", "P3")})
    assert [(row.project, row.other) for row in found.rows] == [("P1", "P3"), ("P2", "P3")]
    assert found.related_pairs == 1
    assert "not to say there is none" in found.meaning


@pytest.mark.parametrize(
    ("years", "common"),
    [
        ({"p": (2020, 2022), "q": (2022, 2025)}, 1),
        ({"p": (2020, 2020), "q": (2022, 2025)}, 0),
        ({"p": (2020, None), "q": (2022, 2025)}, None),
        ({"p": (2020, 2022)}, None),
    ],
    ids=["one year", "none", "an end that is not known", "no year known"],
)
def test_years_in_common(years: dict[str, tuple[int | None, int | None]], common: int | None) -> None:
    [row] = overlaps(network_of([("a", "p"), ("a", "q")], years=years)).rows
    assert row.common_years == common


@pytest.mark.parametrize("limit", [1, 7])
def test_a_limit_keeps_the_best(limit: int) -> None:
    network = random_network(1)
    every = overlaps(network, limit=ALL).rows
    assert list(every) == sorted(every, key=lambda row: (-row.score, row.project, row.other))
    assert overlaps(network, limit=limit).rows == every[:limit]


@pytest.mark.parametrize("network", [network_of([]), network_of([("a", "p")])], ids=["an empty network", "one project"])
def test_without_two_projects_there_is_no_pair(network: TwoModeNetwork) -> None:
    assert overlaps(network).rows == ()


def test_an_unknown_tagging_is_told() -> None:
    with pytest.raises(NetworkError, match="projects are not tagged by 'colour'"):
        overlaps(tiny(), taggings=["colour"])


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = pickle.dumps(network)
    overlaps(network, related=[("p1", "p2")])
    assert pickle.dumps(network) == before
