from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.name_index import NamedThing, NameIndex, write_index
from graph.reconcile import Wanted, candidates, canonical_number


def actor(address: str, *names: str, city: str | None = None, **numbers: str) -> NamedThing:
    return NamedThing(
        address=address,
        type="actor",
        label=names[0],
        names=names,
        city=city,
        identifiers=tuple((scheme.replace("_", "-"), number) for scheme, number in sorted(numbers.items())),
    )


NOKIA = actor("org/fi-0112038-9", "Nokia Oyj", "Nokia Abp", city="Espoo", business_id="0112038-9")
NETWORKS = actor("org/pic-9", "Nokia Solutions and Networks Oy", city="Espoo", pic="9")
TWIN_A = actor("org/a", "Testi Oy", city="Helsinki")
TWIN_B = actor("org/b", "Testi Oy", city="Vantaa")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[NameIndex]:
    write_index(tmp_path / "names.sqlite", [NOKIA, NETWORKS, TWIN_A, TWIN_B])
    with closing(NameIndex(tmp_path / "names.sqlite")) as index:
        yield index


def matches(index: NameIndex, name: str, **given: str) -> list[str]:
    properties = tuple((one.replace("_", "-"), value) for one, value in given.items())
    return [one.thing.address for one in candidates(index, Wanted(name=name, properties=properties)) if one.match]


def test_the_one_thing_of_that_name_is_a_match_whatever_its_legal_form_and_case(index: NameIndex) -> None:
    assert matches(index, "NOKIA OYJ") == ["org/fi-0112038-9"]


def test_a_similar_name_is_a_candidate_and_no_match(index: NameIndex) -> None:
    found = candidates(index, Wanted(name="Nokia Networks"))
    assert found[0].thing == NETWORKS
    assert not any(one.match for one in found)


def test_of_two_things_of_one_name_neither_is_a_match(index: NameIndex) -> None:
    assert matches(index, "Testi Oy") == []


def test_a_city_tells_two_things_of_one_name_apart(index: NameIndex) -> None:
    assert matches(index, "Testi Oy", city="vantaa") == ["org/b"]


def test_a_number_makes_a_match_whatever_the_name(index: NameIndex) -> None:
    found = candidates(index, Wanted(name="Puhelinyhtiö", properties=(("business-id", "FI01120389"),)))
    assert [(one.thing.address, one.score, one.match) for one in found if one.match] == [
        ("org/fi-0112038-9", 100.0, True)
    ]


def test_a_business_id_in_place_of_a_name_is_understood(index: NameIndex) -> None:
    assert matches(index, "0112038-9") == ["org/fi-0112038-9"]


def test_the_address_of_a_registers_page_is_understood_as_its_number(tmp_path: Path) -> None:
    aalto = actor("org/x", "Aalto-yliopisto", ror="020hwjq30")
    write_index(tmp_path / "others.sqlite", [aalto])
    with closing(NameIndex(tmp_path / "others.sqlite")) as index:
        assert matches(index, "https://ror.org/020hwjq30") == ["org/x"]


def test_another_number_speaks_against_a_name(index: NameIndex) -> None:
    found = candidates(index, Wanted(name="Nokia", properties=(("business-id", "2647375-4"),)))
    [nokia] = [one for one in found if one.thing == NOKIA]
    assert (nokia.match, nokia.score) == (False, 60.0)
    assert ("business-id", False) in nokia.features
    assert found[0].thing == NETWORKS


def test_no_more_candidates_than_asked_for(index: NameIndex) -> None:
    assert len(candidates(index, Wanted(name="Nokia", limit=1))) == 1


@pytest.mark.parametrize(
    ("scheme", "value", "number"),
    [
        ("business-id", "01120389", "0112038-9"),
        ("ror", "https://ror.org/020hwjq30", "020hwjq30"),
        ("wikidata", "http://www.wikidata.org/entity/Q28695", "Q28695"),
        ("pic", " 991256096 ", "991256096"),
    ],
)
def test_numbers_are_understood_in_every_form(scheme: str, value: str, number: str) -> None:
    assert canonical_number(scheme, value) == number
