"""The mixing matrix: the worked example, NetworkX, labels of projects shared out, edges, and what chance would give."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.figures import as_json
from graph.analysis.labels import OTHERS
from graph.analysis.mixing import LONE, MOST, NO_END, Cell, Mixing, Weight, mixing
from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.nulls import Null
from graph.analysis.ties import one_mode_graph, ties_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import expected, random_network, tiny


def cell(found: Mixing, group: str, other: str) -> Cell:
    [one] = [one for one in found.cells if (one.group, one.other) == (group, other)]
    return one


def memberships(network: TwoModeNetwork, name: str) -> dict[str, dict[str, float]]:
    """Return how much of each actor belongs to each label, written out."""
    tagging = network.tagging(name)
    labels: dict[int, list[str]] = {}
    for project, tag in zip(tagging.projects.tolist(), tagging.tags.tolist(), strict=True):
        labels.setdefault(project, []).append(tagging.labels[tag])
    found: dict[str, dict[str, float]] = {actor: {} for actor in network.actors}
    for actor, project in zip(network.actor.tolist(), network.project.tolist(), strict=True):
        for label in labels[project]:
            share = float(1 / len(labels[project]) / network.degrees[actor])
            shares = found[network.actors[actor]]
            shares[label] = shares.get(label, 0) + share
    return {actor: shares or {"unknown": 1.0} for actor, shares in found.items()}


def between(one: dict[str, float], other: dict[str, float], group: str, second: str) -> float:
    straight = one.get(group, 0) * other.get(second, 0)
    return straight if group == second else straight + one.get(second, 0) * other.get(group, 0)


def test_the_worked_example() -> None:
    found = mixing(tiny(), "city")
    assert {(one.group, one.other): (one.ties.value, one.pairs, one.density.value) for one in found.cells} == {
        ("Espoo", "Espoo"): (1, 1, 1),
        ("Espoo", "Helsinki"): (2, 4, 0.5),
        ("Espoo", "Vantaa"): (1, 4, 0.25),
        ("Helsinki", "Helsinki"): (0, 1, 0),
        ("Helsinki", "Vantaa"): (0, 4, 0),
        ("Vantaa", "Vantaa"): (0, 1, 0),
    }
    assert [found.ei.value, found.assortativity.value] == pytest.approx([0.5, -7 / 17])
    assert (found.sizes, found.fractional, found.folded) == ({"Espoo": 2, "Helsinki": 2, "Vantaa": 2}, False, 0)


def test_the_weights_of_the_worked_example() -> None:
    inside = cell(mixing(tiny(), "city"), "Espoo", "Espoo")
    assert (inside.stable_ties.value, inside.shared_projects.value, inside.newman.value) == (1, 2, 1.5)
    across = cell(mixing(tiny(), "city"), "Espoo", "Helsinki")
    assert (across.stable_ties.value, across.shared_projects.value, across.newman.value) == (0, 2, 1)


def test_shares_are_of_the_ends_of_a_group() -> None:
    found = cell(mixing(tiny(), "city"), "Espoo", "Helsinki")
    assert (found.share.value, found.other_share.value) == (2 / 5, 1)
    inside = cell(mixing(tiny(), "city"), "Espoo", "Espoo")
    assert (inside.share.value, inside.other_share.value) == (2 / 5, 2 / 5)


@pytest.mark.shared
def test_the_reference_densities_are_reproduced() -> None:
    reference = expected("tiny")["group_density"]
    short = {(one.group[:3], one.other[:3]): one.density.value for one in mixing(tiny(), "city").cells}
    assert {name: short[min(pair), max(pair)] for name in reference for pair in [name.split("-")]} == reference


@pytest.mark.parametrize(
    ("weight", "density", "ei"), [("ties", 1, 0.5), ("count", 2, 0.2), ("newman", 1.5, 1 / 7)], ids=str
)
def test_density_and_indices_count_what_is_asked_for(weight: Weight, density: float, ei: float) -> None:
    found = mixing(tiny(), "city", weight=weight)
    assert found.weight == weight
    assert cell(found, "Espoo", "Espoo").density.value == density
    assert found.ei.value == pytest.approx(ei)


@pytest.mark.parametrize("seed", range(5))
def test_ties_agree_with_networkx_once_each_is_counted_once(seed: int) -> None:
    network = random_network(seed)
    grouping = network.grouping("kind")
    graph = one_mode_graph(network)
    labels = {actor: grouping.labels[code] for actor, code in zip(network.actors, grouping.codes, strict=True)}
    nx.set_node_attributes(graph, labels, "kind")
    reference = nx.attribute_mixing_dict(graph, "kind")
    found = mixing(network, "kind")
    assert {(one.group, one.other): one.ties.value for one in found.cells} == {
        (one.group, one.other): reference[one.group].get(one.other, 0) / (2 if one.group == one.other else 1)
        for one in found.cells
    }
    assert found.assortativity.value == pytest.approx(nx.attribute_assortativity_coefficient(graph, "kind"))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("by", ["kind", "focus-area"])
def test_the_cells_add_up_to_the_network(seed: int, by: str) -> None:
    network = random_network(seed)
    found, ties = mixing(network, by), ties_of(network)
    assert sum(one.ties.value or 0 for one in found.cells) == pytest.approx(ties.size)
    assert sum(one.stable_ties.value or 0 for one in found.cells) == pytest.approx(ties.stable().size)
    assert sum(one.shared_projects.value or 0 for one in found.cells) == pytest.approx(ties.count.sum())
    assert sum(one.newman.value or 0 for one in found.cells) == pytest.approx(ties.newman.sum())
    assert sum(one.pairs for one in found.cells) == pytest.approx(60 * 59 / 2)
    assert sum(one.expected or 0 for one in found.cells) == pytest.approx(ties.size)
    assert sum(found.sizes.values()) == pytest.approx(60)


@pytest.mark.parametrize("seed", range(3))
def test_labels_of_projects_are_shared_out_among_actors(seed: int) -> None:
    network = random_network(seed, actors=24, projects=14)
    found, ties = mixing(network, "focus-area"), ties_of(network)
    shares = [memberships(network, "focus-area")[actor] for actor in network.actors]
    assert found.fractional
    assert {(one.group, one.other): one.ties.value for one in found.cells} == pytest.approx(
        {
            (one.group, one.other): sum(
                between(shares[a], shares[b], one.group, one.other) for a, b in zip(ties.one, ties.other, strict=True)
            )
            for one in found.cells
        }
    )
    assert {(one.group, one.other): one.pairs for one in found.cells} == pytest.approx(
        {
            (one.group, one.other): sum(
                between(one_, other_, one.group, one.other) for one_, other_ in combinations(shares, 2)
            )
            for one in found.cells
        }
    )


def test_labels_without_overlap_are_counted_like_groups() -> None:
    pairs = [("a", "p"), ("b", "p"), ("c", "q"), ("d", "q"), ("d", "r"), ("e", "r")]
    labelled = mixing(network_of(pairs, actors="f", tags={"area": {"p": ["x"], "q": ["y"], "r": ["y"]}}), "area")
    grouped = mixing(network_of(pairs, actors="f", groups={"area": dict(zip("abcde", "xxyyy", strict=True))}), "area")
    assert [(one.group, one.other, one.ties.value, one.pairs) for one in labelled.cells] == [
        (one.group, one.other, one.ties.value, one.pairs) for one in grouped.cells
    ]
    assert cell(labelled, "unknown", "unknown").density.reason == LONE


def test_an_actor_of_two_labels_counts_half_for_each() -> None:
    network = network_of([("a", "p"), ("b", "p")], tags={"area": {"p": ["x", "y"]}})
    assert [(one.group, one.other, one.ties.value, one.pairs) for one in mixing(network, "area").cells] == [
        ("x", "x", 0.25, 0.25),
        ("x", "y", 0.5, 0.5),
        ("y", "y", 0.25, 0.25),
    ]


def test_whose_group_is_unknown_is_kept() -> None:
    network = network_of([("a", "p"), ("b", "p")], groups={"city": {"a": "Espoo"}})
    assert cell(mixing(network, "city"), "Espoo", "unknown").ties.value == 1


def test_a_group_of_one_has_no_density_within() -> None:
    network = network_of([("a", "p"), ("b", "p")], groups={"city": {"a": "Espoo"}})
    density = cell(mixing(network, "city", null=Null(samples=2)), "Espoo", "Espoo").density
    assert (density.value, density.reason, density.null) == (None, LONE, None)


def test_a_group_without_a_partner_has_no_shares() -> None:
    found = cell(mixing(tiny(), "kind"), "city", "company")
    assert (found.share.value, found.other_share.value) == (0, 0)
    alone = network_of([("a", "p"), ("b", "p")], actors="cd", groups={"city": {"c": "Espoo", "d": "Espoo"}})
    inside = cell(mixing(alone, "city"), "Espoo", "Espoo")
    assert (inside.share.value, inside.share.reason) == (None, NO_END)


def test_a_network_of_nothing_has_no_cell_and_no_index() -> None:
    found = mixing(network_of([], groups={"city": {}}), "city", null=Null(samples=2))
    assert (found.cells, found.ties, found.sizes) == ((), 0, {})
    assert (found.ei.value, found.ei.reason) == (None, "there is no tie")


def test_all_in_one_group_have_no_assortativity() -> None:
    found = mixing(network_of([("a", "p"), ("b", "p")], groups={"city": {"a": "Espoo", "b": "Espoo"}}), "city")
    assert (found.ei.value, found.assortativity.value) == (-1, None)
    assert found.assortativity.reason == "all ties are within one group: nothing could be more or less assortative"


def test_groups_beyond_the_most_are_put_together() -> None:
    actors = [f"a{number:03}" for number in range(2 * (MOST + 5))]
    groups = {actor: f"g{number // 2:03}" for number, actor in enumerate(actors)}
    found = mixing(network_of([(actor, "p") for actor in actors], groups={"city": groups}), "city")
    assert (found.folded, len(found.sizes), found.sizes[OTHERS]) == (5, MOST + 1, 10)
    assert cell(found, "g000", OTHERS).ties.value == 20


def test_labels_beyond_the_most_are_put_together() -> None:
    tags = {f"p{number:02}": [f"t{number:02}", f"t{number + 1:02}"] for number in range(MOST + 5)}
    found = mixing(network_of([(one, project) for project in tags for one in "ab"], tags={"field": tags}), "field")
    assert (found.folded, len(found.sizes)) == (6, MOST + 1)
    assert sum(found.sizes.values()) == pytest.approx(2)
    assert sum(one.ties.value or 0 for one in found.cells) == pytest.approx(1)


def test_a_label_that_nobody_has_any_more_is_no_group() -> None:
    assert set(mixing(tiny().without([1, 2]), "city").sizes) == {"Helsinki", "Vantaa"}


def test_without_a_null_model_there_is_no_lift() -> None:
    assert "null" not in str(as_json(mixing(tiny(), "city")))


def test_the_lift_is_against_the_ties_that_chance_makes() -> None:
    found = mixing(tiny(), "city", null=Null(samples=3000, seed=4))
    drawn = [one.ties.null for one in found.cells if one.group == one.other]
    assert sum(null.mean for null in drawn if null) == pytest.approx(68 / 58, abs=0.04)
    assert found.ei.null is not None
    assert found.ei.null.mean == pytest.approx(0.48621, abs=4 * 0.17758 / 3000**0.5)
    across = cell(found, "Espoo", "Helsinki")
    assert across.ties.null is not None
    assert across.density.null is not None
    assert across.ties.null.ratio == pytest.approx(2 / across.ties.null.mean)
    assert across.density.null.ratio == pytest.approx(across.ties.null.ratio)
    assert across.newman.null is None


@pytest.mark.parametrize("by", ["city", "focus-area"])
@pytest.mark.parametrize("weight", ["count", "newman"])
def test_the_weight_that_is_asked_for_has_a_null_model(by: str, weight: Weight) -> None:
    found = mixing(random_network(2), by, null=Null(samples=30, seed=2), weight=weight)
    figures = [one.shared_projects if weight == "count" else one.newman for one in found.cells]
    drawn = [figure.null for figure in figures if figure.null is not None]
    assert len(drawn) == len(found.cells)
    observed = sum(figure.value or 0 for figure in figures)
    assert sum(null.mean for null in drawn) == pytest.approx(observed)


def test_the_fast_way_counts_what_the_other_does() -> None:
    network, null = random_network(4), Null(samples=20, seed=3)
    fast, slow = mixing(network, "city", null=null), mixing(network, "city", null=null, weight="newman")
    assert [one.ties for one in fast.cells] == [one.ties for one in slow.cells]
    assert [one.stable_ties for one in fast.cells] == [one.stable_ties for one in slow.cells]


def test_between_labels_actors_belong_to_what_they_draw() -> None:
    pairs = [(actor, project) for project, actors in (("p", "ab"), ("q", "cd")) for actor in actors]
    network = network_of(pairs, tags={"area": {"p": ["x"], "q": ["y"]}})
    found = mixing(network, "area", null=Null(samples=50, seed=1))
    inside = cell(found, "x", "x")
    assert inside.ties.null is not None
    assert (inside.ties.null.mean, inside.ties.null.sd) == (1, 0)
    assert inside.density.null is not None
    assert inside.density.null.mean == 1


def test_permuted_groups_have_the_expected_ties_on_average() -> None:
    found = mixing(random_network(5), "city", permutations=400, seed=2)
    differences = [
        abs(one.ties.null.mean - (one.expected or 0)) / (one.ties.null.sd / 20)
        for one in found.cells
        if one.ties.null is not None
    ]
    assert len(differences) == len(found.cells)
    assert max(differences) < 4


def test_permuted_memberships_have_the_expected_ties_on_average() -> None:
    found = mixing(random_network(5), "focus-area", permutations=400, seed=2)
    differences = [
        abs(one.ties.null.mean - (one.expected or 0)) / (one.ties.null.sd / 20)
        for one in found.cells
        if one.ties.null is not None
    ]
    assert len(differences) == len(found.cells)
    assert max(differences) < 4


def test_every_draw_is_told() -> None:
    told: list[tuple[int, int]] = []
    mixing(tiny(), "city", null=Null(samples=2), watch=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_an_unknown_grouping_is_told() -> None:
    with pytest.raises(NetworkError, match="actors are not grouped by 'colour'"):
        mixing(tiny(), "colour")


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("pqrs")), max_size=24),
    st.dictionaries(st.sampled_from("pqrs"), st.sets(st.sampled_from("xyz"), max_size=3)),
)
@settings(deadline=None)
def test_no_cell_has_more_ties_than_pairs(pairs: list[tuple[str, str]], tags: dict[str, set[str]]) -> None:
    found = mixing(network_of(pairs, actors="abcdef", tags={"area": tags}), "area")
    assert all((one.ties.value or 0) <= one.pairs + 1e-9 for one in found.cells)
    assert np.isclose(sum(one.pairs for one in found.cells), 15)
