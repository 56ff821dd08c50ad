from dataclasses import replace

import numpy as np

from graph.analysis.network import network_of
from graph.excerpt import Part, ego_excerpt, network_excerpt
from graph.network_files import NetworkFile, Told
from graph.places import ego_places, excerpt_places, places_in
from ontology.terms import ID

NETWORK = network_of(
    [(f"{ID}org/{one}", project) for project, some in {"p": "abc", "q": "ad", "r": "ab"}.items() for one in some]
)


def file(actor: str | None = None) -> NetworkFile:
    excerpt = ego_excerpt(NETWORK, actor, Part()) if actor else network_excerpt(NETWORK, Part())
    told = {one: Told(address=one.removeprefix(ID), label=one[-1].upper()) for one in NETWORK.actors}
    return NetworkFile(excerpt=excerpt, actors=told, release="r", issued="2026-11-24", language="fi", note="")


def test_actors_of_an_excerpt_stand_where_they_stand_in_the_release() -> None:
    places = places_in(NETWORK, {})
    assert excerpt_places(file(), {**places, "org/other": (9.0, 9.0)}) == places


def test_an_actor_without_a_place_gets_one_and_the_others_keep_theirs() -> None:
    places = dict(places_in(NETWORK, {}))
    del places["org/d"]
    found = excerpt_places(file(), places)
    assert {one: found[one] for one in places} == places
    assert min(np.hypot(x - found["org/d"][0], y - found["org/d"][1]) for x, y in places.values()) >= 1


def test_who_has_no_partner_has_no_place() -> None:
    alone = replace(NETWORK, actors=(*NETWORK.actors, f"{ID}org/z"), groupings={})
    assert sorted(places_in(alone, {})) == ["org/a", "org/b", "org/c", "org/d"]


def test_an_actor_stands_in_the_middle_of_its_partners() -> None:
    found = ego_places(file("a"))
    assert found["org/a"] == (0.0, 0.0)
    assert min(np.hypot(*place) for one, place in found.items() if one != "org/a") >= 1
