"""A network in the order of its identifiers is the same network."""

import pickle

import numpy as np
import pytest

from graph.analysis.alphabetical import alphabetical
from graph.analysis.network import TwoModeNetwork, network_of
from tests.graph.analysis.networks import random_network


def facts_of(network: TwoModeNetwork) -> list[object]:
    """Return all that a network says, by identifier."""
    rows = zip(network.actor, network.project, network.lead, strict=True)
    groups = [
        (name, actor, one.labels[one.codes[place]])
        for name, one in network.groupings.items()
        for place, actor in enumerate(network.actors)
    ]
    tags = [
        (name, network.projects[project], one.labels[tag])
        for name, one in network.taggings.items()
        for project, tag in zip(one.projects, one.tags, strict=True)
    ]
    return [
        sorted((network.actors[actor], network.projects[project], bool(lead)) for actor, project, lead in rows),
        sorted(zip(network.projects, network.start.tolist(), network.end.tolist(), strict=True)),
        sorted(groups),
        sorted(tags),
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_it_says_the_same_in_the_order_of_identifiers(seed: int) -> None:
    network = random_network(seed)
    found = alphabetical(network)
    assert facts_of(found) == facts_of(network)
    assert list(found.actors) == sorted(network.actors)
    assert list(found.projects) == sorted(network.projects)


def test_participations_stay_sorted_by_actor_and_then_by_project() -> None:
    found = alphabetical(random_network(1))
    keys = found.actor.astype(np.int64) * len(found.projects) + found.project
    assert np.all(np.diff(keys) > 0)


def test_one_in_order_already_is_itself() -> None:
    network = network_of([("a", "p"), ("b", "q")])
    assert alphabetical(network) is network
    assert alphabetical(network_of([])).actors == ()


def test_the_network_is_not_changed() -> None:
    network = random_network(1)
    before = pickle.dumps(network)
    alphabetical(network)
    assert pickle.dumps(network) == before
