"""Ties of actors at home to partners abroad, against plain sets."""

import pickle
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from graph.analysis.foreign import foreign_ties
from graph.analysis.international import CountryTies, international
from graph.analysis.network import TwoModeNetwork, grouping, network_of
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network, tiny

ORIGINS = ["region", "finland", "abroad", "abroad", "unknown"]
COUNTRIES = ["DE", "NL", "SE", "unknown"]


def worldwide(seed: int) -> TwoModeNetwork:
    """Return a random network whose actors have an origin and those abroad a country."""
    network, random = random_network(seed), np.random.default_rng(seed)
    origins = {one: str(random.choice(ORIGINS)) for one in network.actors}
    countries = {one: str(random.choice(COUNTRIES)) for one in network.actors if origins[one] == "abroad"}
    groups = {"origin": origins, "country": countries}
    return replace(network, groupings={name: grouping(name, network.actors, found) for name, found in groups.items()})


def label_of(network: TwoModeNetwork, name: str, actor: str) -> str:
    """Return the group of an actor."""
    one = network.grouping(name)
    code = int(one.codes[network.actors.index(actor)])
    return one.labels[code]


def members_of(network: TwoModeNetwork) -> dict[str, set[str]]:
    """Return the actors of each project."""
    return {
        project: {network.actors[one] for one in network.actor[network.project == place]}
        for place, project in enumerate(network.projects)
    }


def plain_rows(network: TwoModeNetwork, members: dict[str, set[str]]) -> dict[str, tuple[int, ...]]:
    """Return actors at home, partners, ties, stable ties and projects of each country, by plain sets."""
    shared: dict[tuple[str, str], list[str]] = {}
    for project, some in members.items():
        for home in some:
            for partner in some:
                pair = (label_of(network, "origin", home), label_of(network, "origin", partner))
                shared.setdefault((home, partner), []).extend([project] * (pair == ("region", "abroad")))
    found: dict[str, tuple[int, ...]] = {}
    for country in COUNTRIES:
        ties = {
            pair: projects
            for pair, projects in shared.items()
            if projects and label_of(network, "country", pair[1]) == country
        }
        found[country] = (
            len({home for home, _ in ties}),
            len({partner for _, partner in ties}),
            len(ties),
            sum(len(projects) > 1 for projects in ties.values()),
            len({project for projects in ties.values() for project in projects}),
        )
    return {country: numbers for country, numbers in found.items() if any(numbers)}


def numbers(row: CountryTies) -> tuple[int, ...]:
    """Return the same of a row."""
    return (row.home_actors, row.partners, row.ties, row.stable_ties, row.projects)


def small() -> TwoModeNetwork:
    """Return a network of two actors at home, two abroad, one elsewhere in the country and one of unknown origin."""
    members = {"p": "vtt aalto tno", "q": "vtt tno", "r": "vtt oulu", "s": "vtt who", "t": "kth tno"}
    return network_of(
        [(actor, project) for project, some in members.items() for actor in some.split()],
        groups={
            "origin": {"vtt": "region", "aalto": "region", "oulu": "finland", "tno": "abroad", "kth": "abroad"},
            "country": {"tno": "NL", "kth": "SE"},
        },
        tags={"field": {"p": ["energy"], "q": ["water"]}},
        names={"tno": "TNO"},
    )


def test_a_small_network_by_hand() -> None:
    found = international(small())
    assert (found.home_actors, found.tied_actors, found.partners) == (2, 2, 1)
    assert (found.ties, found.stable_ties, found.ties_at_home, found.ties_elsewhere, found.ties_unknown) == (
        2,
        1,
        1,
        1,
        1,
    )
    assert found.share.value == 0.5
    assert (found.home_projects, found.projects, found.project_share.value) == (4, 2, 0.5)
    [row] = found.rows
    assert (row.country, row.label, numbers(row), row.share.value) == ("NL", None, (2, 1, 2, 1, 2), 1.0)


def test_ties_are_told_by_label_of_the_projects_that_make_them() -> None:
    rows = international(small(), tagging="field").rows
    assert [(row.country, row.label, numbers(row)) for row in rows] == [
        ("NL", "energy", (2, 1, 2, 0, 1)),
        ("NL", "water", (1, 1, 1, 0, 1)),
    ]


def test_the_strongest_ties_abroad_by_hand() -> None:
    found = foreign_ties(small())
    assert found.ties == 2
    assert [(row.actor, row.partner_name, row.country, row.projects, row.newman) for row in found.rows] == [
        ("vtt", "TNO", "NL", 2, 1.5),
        ("aalto", "TNO", "NL", 1, 0.5),
    ]
    assert [row.actor for row in foreign_ties(small(), limit=1).rows] == ["vtt"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_agree_with_plain_sets(seed: int) -> None:
    network = worldwide(seed)
    found = international(network)
    assert {row.country: numbers(row) for row in found.rows} == plain_rows(network, members_of(network))
    assert list(found.rows) == sorted(found.rows, key=lambda row: (-row.ties, row.country))
    assert sum(row.share.value or 0 for row in found.rows) == pytest.approx(1)


@pytest.mark.parametrize("label", ["4.1", "unknown"])
def test_rows_of_a_label_agree_with_plain_sets(label: str) -> None:
    network = worldwide(1)
    mask = network.tagging("focus-area").having(label, len(network.projects))
    members = {project: some for project, some in members_of(network).items() if mask[network.projects.index(project)]}
    rows = international(network, tagging="focus-area").rows
    assert {row.country: numbers(row) for row in rows if row.label == label} == plain_rows(network, members)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_tie_of_an_actor_at_home_is_counted_once(seed: int) -> None:
    network = worldwide(seed)
    pairs = {pair for some in members_of(network).values() for pair in combinations(sorted(some), 2)}
    kinds = [{label_of(network, "origin", one) for one in pair} for pair in pairs]
    found = international(network)
    assert found.ties == kinds.count({"region", "abroad"})
    assert found.ties_at_home == kinds.count({"region"})
    assert found.ties_elsewhere == kinds.count({"region", "finland"})
    assert found.ties_unknown == kinds.count({"region", "unknown"})
    assert found.share.value == pytest.approx(found.ties / (found.ties + found.ties_at_home + found.ties_elsewhere))


@pytest.mark.parametrize("seed", [1, 2])
def test_all_strongest_ties_are_all_ties_in_order(seed: int) -> None:
    network = worldwide(seed)
    rows = foreign_ties(network, limit=10_000).rows
    assert len(rows) == international(network).ties
    assert list(rows) == sorted(rows, key=lambda row: (-row.projects, -round(row.newman, 12), row.actor, row.partner))


def test_without_ties_shares_are_none_for_a_reason() -> None:
    empty = international(network_of([], groups={"origin": {}, "country": {}}))
    assert (empty.share.value, empty.project_share.value, empty.rows) == (None, None, ())
    assert empty.project_share.reason == "no actor at home takes part in a project"
    alone = international(network_of([("a", "p")], groups={"origin": {"a": "region"}, "country": {}}))
    assert (alone.share.value, alone.project_share.value) == (None, 0)
    assert alone.share.reason == "no actor at home has a tie to an actor whose origin is known"


def test_without_a_tie_abroad_there_is_no_row_for_a_reason() -> None:
    found = foreign_ties(network_of([("a", "p")], groups={"origin": {"a": "region"}, "country": {}}))
    assert (found.rows, found.reason) == ((), "no actor at home has a tie abroad")


@pytest.mark.parametrize(
    ("network", "options", "message"),
    [
        (small(), {"home": "moon"}, "no actor is of the origin 'moon'; there are abroad, finland, region, unknown"),
        (small(), {"home": "abroad"}, "home and abroad are both 'abroad'"),
        (small(), {"by": "planet"}, "actors are not grouped by 'planet'; there are origin, country"),
        (small(), {"tagging": "colour"}, "projects are not tagged by 'colour'; there are field"),
        (tiny(), {}, "actors are not grouped by 'origin'; there are city, kind"),
    ],
    ids=["nobody at home", "home abroad", "no such grouping", "no such tagging", "no origin"],
)
def test_what_cannot_be_asked_is_told_in_a_line(network: TwoModeNetwork, options: dict[str, Any], message: str) -> None:
    with pytest.raises(NetworkError) as caught:
        international(network, **options)
    assert str(caught.value) == message


def test_the_network_is_not_changed() -> None:
    network = worldwide(1)
    before = pickle.dumps(network)
    international(network, tagging="focus-area")
    foreign_ties(network)
    assert pickle.dumps(network) == before
