"""Parts of a small network: five actors, four projects.

p1: a b c   p2: a b   p3: c d   p4: e
"""

from graph.analysis.network import TwoModeNetwork, network_of
from graph.excerpt import Excerpt, Part, ego_excerpt, network_excerpt


def network() -> TwoModeNetwork:
    taking = {"p1": "abc", "p2": "ab", "p3": "cd", "p4": "e"}
    return network_of([(actor, project) for project, actors in taking.items() for actor in actors])


def ties(found: Excerpt) -> list[tuple[str, int, float]]:
    return [(tie.one + tie.other, tie.projects, tie.newman) for tie in found.ties]


def actors(found: Excerpt) -> str:
    return "".join(one.actor for one in found.actors)


def test_actors_with_the_most_partners_come_first_and_those_without_are_left_out() -> None:
    found = network_excerpt(network(), Part())
    assert actors(found) == "cabd"
    assert ties(found) == [("ab", 2, 1.5), ("ac", 1, 0.5), ("bc", 1, 0.5), ("cd", 1, 1.0)]
    assert (found.all_actors, found.all_ties, found.is_whole) == (4, 4, True)


def test_an_actor_is_told_with_its_projects_and_partners() -> None:
    [first, *_] = network_excerpt(network(), Part()).actors
    assert (first.actor, first.projects, first.partners) == ("c", 2, 3)


def test_weak_ties_can_be_left_out() -> None:
    found = network_excerpt(network(), Part(least_shared=2))
    assert (actors(found), ties(found)) == ("ab", [("ab", 2, 1.5)])


def test_projects_can_be_chosen() -> None:
    assert ties(network_excerpt(network(), Part(projects=["p2", "p3", "p9"]))) == [("ab", 1, 1.0), ("cd", 1, 1.0)]


def test_actors_that_are_not_chosen_count_in_the_size_of_a_consortium() -> None:
    assert ties(network_excerpt(network(), Part(actors="ab"))) == [("ab", 2, 1.5)]


def test_a_limit_keeps_the_first_and_says_how_many_there_are() -> None:
    found = network_excerpt(network(), Part(limit=2))
    assert (actors(found), found.all_actors, found.all_ties, found.is_whole) == ("ca", 4, 4, False)
    assert ties(found) == [("ac", 1, 0.5)]


def test_nothing_chosen_is_an_empty_network() -> None:
    found = network_excerpt(network(), Part(projects=[]))
    assert (found.actors, found.ties, found.all_actors, found.is_whole) == ((), (), 0, True)


def test_an_actor_comes_with_its_partners_and_their_ties() -> None:
    found = ego_excerpt(network(), "a", Part())
    assert actors(found) == "abc"
    assert [pair for pair, _, _ in ties(found)] == ["ab", "ac", "bc"]


def test_an_actor_stays_when_partners_of_a_kind_are_chosen() -> None:
    assert actors(ego_excerpt(network(), "a", Part(actors="c"))) == "ac"


def test_an_actor_without_partners_is_alone() -> None:
    found = ego_excerpt(network(), "e", Part())
    assert (actors(found), found.ties) == ("e", ())


def test_partners_beyond_the_limit_are_told() -> None:
    found = ego_excerpt(network(), "c", Part(limit=2))
    assert (actors(found), found.all_actors) == ("cd", 4)
