"""Where actors of some kind are present, and where the last goes."""

import numpy as np
import pytest

from graph.analysis.network import TwoModeNetwork, network_of
from graph.analysis.presence import HIGHER_EDUCATION, Presence, answerable, present
from graph.errors import NetworkError
from tests.graph.analysis.networks import random_network


def areas() -> TwoModeNetwork:
    return network_of(
        [("aalto", "p"), ("vtt", "p"), ("aalto", "q"), ("helsinki", "q"), ("vtt", "r"), ("aalto", "s")],
        groups={"kind": {"aalto": "hei", "helsinki": "hei", "vtt": "research-institute"}},
        tags={"focus-area": {"p": ["health", "energy"], "q": ["health"], "r": ["mobility"]}},
    )


def test_an_area_is_left_without_where_the_last_goes() -> None:
    found = present(areas(), HIGHER_EDUCATION)
    assert dict(zip(found.labels, found.counts.tolist(), strict=True)) == {
        "energy": 1,
        "health": 2,
        "mobility": 0,
        "unknown": 1,
    }
    # Mobility had none before, and projects without an area are none: neither is lost.
    assert found.left_without([areas().index("aalto")]) == ("energy",)
    assert found.left_without([areas().index("aalto"), areas().index("helsinki")]) == ("energy", "health")
    assert found.left_without([areas().index("vtt")]) == ()


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_sets(seed: int) -> None:
    network = random_network(seed)
    found = present(network, Presence(tagging="focus-area", grouping="kind", labels=("university", "city")))
    grouping, tagging = network.grouping("kind"), network.tagging("focus-area")
    wanted = {place for place, code in enumerate(grouping.codes) if grouping.labels[code] in ("university", "city")}
    pairs = set(zip(network.actor.tolist(), network.project.tolist(), strict=True))
    tags = set(zip(tagging.projects.tolist(), tagging.tags.tolist(), strict=True))
    expected = {(actor, tag) for actor, project in pairs if actor in wanted for other, tag in tags if other == project}
    assert set(zip(*(one.tolist() for one in found.matrix.nonzero()), strict=True)) == expected
    assert np.array_equal(
        found.counts, [sum(tag == label for _, tag in expected) for label in range(len(found.labels))]
    )


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Presence(tagging="theme", grouping="kind", labels=("university",)), "projects are not tagged by 'theme'"),
        (Presence(tagging="focus-area", grouping="sector", labels=("62",)), "actors are not grouped by 'sector'"),
        (
            Presence(tagging="focus-area", grouping="kind", labels=("polytechnic",)),
            "no actor has the kind 'polytechnic'; there are hei, research-institute",
        ),
    ],
    ids=["tagging", "grouping", "label"],
)
def test_what_is_not_there_is_refused(asked: Presence, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        present(areas(), asked)


def test_where_nobody_could_be_meant_the_question_falls_away() -> None:
    assert answerable(areas(), HIGHER_EDUCATION) == HIGHER_EDUCATION
    assert answerable(areas(), Presence(tagging="theme", grouping="kind", labels=("hei",))) is None
    assert answerable(areas(), Presence(tagging="focus-area", grouping="sector", labels=("hei",))) is None
    some = Presence(tagging="focus-area", grouping="kind", labels=("hei", "school"))
    assert answerable(areas(), some) == HIGHER_EDUCATION
