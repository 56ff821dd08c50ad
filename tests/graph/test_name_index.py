from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.name_index import NamedThing, NameIndex, likeness, write_index
from graph.rdf.named_things import named_things
from graph.rdf.release import Release, open_store

AALTO = NamedThing(
    address="org/fi-2228357-4",
    type="actor",
    label="Aalto-yliopisto",
    names=("Aalto-yliopisto", "Aalto University"),
    kind="University",
    city="Espoo",
    identifiers=(("business-id", "2228357-4"), ("ror", "020hwjq30")),
)
FACTORY = NamedThing(
    address="testbed/facts-design-factory",
    type="testbed",
    label="Aalto Design Factory",
    names=("Aalto Design Factory",),
)
OULU = NamedThing(address="org/x", type="actor", label="Oulun yliopisto", names=("Oulun yliopisto",))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[NameIndex]:
    assert write_index(tmp_path / "names.sqlite", [AALTO, FACTORY, OULU]) == 3
    with closing(NameIndex(tmp_path / "names.sqlite")) as index:
        yield index


def test_a_thing_is_found_by_its_address_with_all_that_was_written(index: NameIndex) -> None:
    assert index.thing("org/fi-2228357-4") == AALTO
    assert index.thing("org/none") is None


def test_a_thing_is_found_by_a_number(index: NameIndex) -> None:
    assert index.by_identifier("020hwjq30") == [AALTO]
    assert index.by_identifier("020hwjq30", "business-id") == []


def test_another_spelling_of_a_name_is_exact(index: NameIndex) -> None:
    first = index.search("AALTO YLIOPISTO")[0]
    assert (first.thing, first.name, first.score, first.exact) == (AALTO, "Aalto-yliopisto", 100.0, True)


@pytest.mark.parametrize("name", ["Alto-yliopisto", "Aalto Univercity", "University, Aalto"])
def test_a_name_with_a_mistake_or_in_another_order_is_found_but_is_not_exact(index: NameIndex, name: str) -> None:
    first = index.search(name)[0]
    assert first.thing == AALTO
    assert not first.exact
    assert first.score < 100


def test_a_word_of_a_long_name_finds_it_before_a_name_that_is_spelt_alike(index: NameIndex) -> None:
    found = [(one.thing.label, one.score) for one in index.search("oulun")]
    assert found[0][0] == "Oulun yliopisto"
    assert found[0][1] > 70


def test_only_things_of_the_types_asked_for_are_found(index: NameIndex) -> None:
    assert [one.thing for one in index.search("aalto", types=["testbed"])] == [FACTORY]


def test_each_thing_is_found_once_by_its_likest_name(index: NameIndex) -> None:
    assert [one.thing.address for one in index.search("Aalto")].count(AALTO.address) == 1


def test_a_beginning_finds_things_the_shortest_name_first(index: NameIndex) -> None:
    assert index.beginning("AALTO") == [AALTO, FACTORY]
    assert index.beginning("") == []


@pytest.mark.parametrize("name", ["", "x", '"', "' OR 1=1 --", "NEAR(", "%", "\U0001f600\U0001f600\U0001f600"])
def test_whatever_is_asked_is_answered(index: NameIndex, name: str) -> None:
    assert index.search(name, limit=1) == [] or index.search(name, limit=1)[0].score < 60


def test_unequal_names_are_never_wholly_alike() -> None:
    assert likeness("yliopisto aalto", "aalto yliopisto") < 100


def test_a_release_has_an_index_of_its_actors_projects_services_and_test_beds(release: Release) -> None:
    things = list(named_things(open_store(release)))
    with closing(NameIndex(release.path / "names.sqlite")) as index:
        found = [index.thing(one.address) for one in things]
    assert found == things
    assert {one.type for one in things} == {"actor", "project", "service", "testbed"}
    assert sum(one.type == "testbed" for one in things) == 92
