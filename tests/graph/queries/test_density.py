"""How densely actors collaborate, cq08: worked out a second time with NetworkX, from the rows of one plain question."""

from collections import Counter
from itertools import combinations_with_replacement

import networkx as nx
import pytest
from pyoxigraph import Store

from tests.graph.queries.taking_part import Oracle
from tests.graph.queries.toy import Row, answer, columns, toy


@pytest.fixture(scope="module")
def oracle(store: Store) -> Oracle:
    return Oracle(store)


def told(graph: "nx.Graph[str]") -> tuple[str, ...]:
    """Return actors, ties, pairs and density as the query writes them."""
    actors, ties = graph.number_of_nodes(), graph.number_of_edges()
    return str(actors), str(ties), str(actors * (actors - 1) // 2), number(nx.density(graph))


def number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def test_the_whole(store: Store, oracle: Oracle) -> None:
    found = columns(store, "cq08-density", "actors", "ties", "pairs", "density", by="whole")
    assert found == [told(oracle.whole())]


def test_each_focus_area(store: Store, oracle: Oracle) -> None:
    found = columns(store, "cq08-density", "group", "actors", "ties", "pairs", "density", by="focus-area")
    areas = {row[4] for row in oracle.parts if row[4]}
    expected = {area: told(oracle.ties([row for row in oracle.parts if row[4] == area])) for area in areas}
    expected["group/unknown"] = told(oracle.ties([row for row in oracle.parts if not row[4]]))
    assert {row[0]: row[1:] for row in found} == expected


def test_each_two_kinds(store: Store, oracle: Oracle) -> None:
    found = columns(store, "cq08-density", "group", "otherGroup", "ties", "pairs", by="kind")
    sizes = Counter(oracle.kinds.values())
    ties = Counter(pair(oracle.kinds[one], oracle.kinds[other]) for one, other in oracle.whole().edges)
    expected = {
        pair(one, other): (str(ties[pair(one, other)]), str(pairs))
        for one, other in combinations_with_replacement(sizes, 2)
        if (pairs := sizes[one] * sizes[other] if one != other else sizes[one] * (sizes[one] - 1) // 2)
    }
    assert {pair(str(row[0]), str(row[1])): row[2:] for row in found} == expected


def pair(one: str, other: str) -> frozenset[str]:
    return frozenset((one, other))


@pytest.mark.parametrize(("width", "year"), [(1, 2018), (1, 2021), (3, 2021), (3, 2014)])
def test_each_window_of_years(store: Store, oracle: Oracle, width: int, year: int) -> None:
    rows = columns(store, "cq08-density", "years", "label", "actors", "ties", "pairs", "density", by="year")
    running = [row for row in oracle.parts if runs(row[5], row[6], year - width + 1, year)]
    found = {(one[0], one[1]): one[2:] for one in rows}
    assert found[str(width), str(year)] == told(oracle.ties(running))


def runs(start: str, end: str, first: int, last: int) -> bool:
    """Whether a project runs in any year of a window; one without a known end runs in its start year."""
    return bool(start) and int(start) <= last and max(start, end) >= str(first)


def test_what_chance_would_make_is_told_with_each_two_kinds(store: Store) -> None:
    found = columns(store, "cq08-density", "group", "otherGroup", "ties", "expected", "lift", "p", by="kind")
    compared = [row for row in found if row[3] not in (None, "0")]
    assert len(compared) > 100
    assert [row for row in compared if row[4] is None or row[5] is None] == []
    assert [row for row in found if row[5] is None] == []


def test_years_are_compared_with_no_null_model(store: Store) -> None:
    found = columns(store, "cq08-density", "expected", "lift", "p", by="year")
    assert set(found) == {(None, None, None)}


def test_every_row_says_from_how_much_it_was_computed(store: Store) -> None:
    found = columns(store, "cq08-density", "by", "coverage", "population")
    assert {row[0] for row in found} == {"whole", "kind", "city", "origin", "focus-area", "year"}
    assert all(str(row[1]).startswith("computed from ") for row in found)
    assert {row[2] for row in found} == {"all"}


def test_without_the_parameter_all_of_them_are_there(store: Store) -> None:
    whole = columns(store, "cq08-density", "by", "group", "otherGroup", "years", "label")
    parts = [columns(store, "cq08-density", "by", "group", "otherGroup", "years", "label", by=one) for one in BY]
    assert whole == [row for part in parts for row in part]


BY = ("city", "focus-area", "kind", "origin", "whole", "year")


def test_a_figure_that_does_not_exist_is_a_row_with_its_reason() -> None:
    store = toy("""GRAPH <https://w3id.org/verkosto/graph/analysis> {
        <figure/x> vk:measure <measure/density> ; qb:dataSet <analysis/density> ; vk:population "all" ;
            vk:tieCount 0 ; vk:pairCount 0 ; vk:actorCount 1 ; vk:reason "fewer than two actors" .
        <analysis/density> vk:coverage "computed from nothing"@en }
        <part/x> eurio:isRoleOf <org/x> .""")
    expected: list[Row] = [("whole", "1", None, "0", "fewer than two actors")]
    assert columns(store, "cq08-density", "by", "actors", "density", "meanDegree", "reason") == expected


def test_without_participations_the_answer_says_so() -> None:
    assert answer(toy(""), "cq08-density").notes == ("cannot tell: no source states who takes part in a project",)
