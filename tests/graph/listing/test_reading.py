"""Lists of a few things made here: which are found, in which order, page by page."""

from pathlib import Path

import pytest

from graph.errors import BadField, NoRelease, Outdated, UnknownThing
from graph.listing.entry import Chosen, Entry
from graph.listing.reading import Choices, Listed, Lists
from graph.listing.writing import FILE, write_lists

HELSINKI = Chosen(value="place/fi-091", spellings=("Helsinki", "Helsingfors"))
ESPOO = Chosen(value="place/fi-049", spellings=("Espoo", "Esbo"))


def bed(key: str, name: str, *cities: Chosen, start: str | None = None, **more: tuple[int, int] | None) -> Entry:
    return Entry(
        listing="testbeds",
        address=f"testbed/{key}",
        labels={"fi": name},
        values={} if start is None else {"start": start},
        chosen={"city": cities},
        **more,
    )


BEDS = (
    bed("a", "Öljylaboratorio", HELSINKI, start="2019", years=(2019, 2021), levels=(3, 5)),
    bed("b", "Ähtäri", ESPOO, HELSINKI, start="2015-06", years=(2015, 2015)),
    bed("c", "zeppelin", ESPOO, levels=(5, 9)),
    bed("d", "Alusta"),
)
ACTORS = (
    Entry(listing="actors", address="org/fi-1", labels={"en": "One"}, values={}),
    Entry(listing="actors", address="org/fi-2", labels={}, values={}),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "release-1"
    folder.mkdir()
    assert write_lists(folder / FILE, [*BEDS, *ACTORS]) == 6
    return folder / FILE


@pytest.fixture
def lists(path: Path) -> Lists:
    return Lists(path)


def keys(lists: Lists, **asked: object) -> list[str]:
    page = lists.page(Listed(listing="testbeds", **asked))  # type: ignore[arg-type]
    return [one.address.rpartition("/")[2] for one in page.items]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "dcba"),
        ({"sort": "-label"}, "abcd"),
        ({"language": "en"}, "bdac"),
        ({"sort": "-id"}, "dcba"),
        ({"sort": "start"}, "bacd"),
        ({"sort": "-start"}, "abcd"),
        ({"chosen": {"city": ["esbo"]}}, "cb"),
        ({"chosen": {"city": ["Helsingfors"], "operator": []}}, "ba"),
        ({"chosen": {"city": ["fi-049", "place/fi-091"]}}, "cba"),
        ({"chosen": {"city": ["https://w3id.org/verkosto/id/place/fi-049"]}}, "cb"),
        ({"first": 2016}, "a"),
        ({"last": 2016}, "b"),
        ({"first": 2015, "last": 2020}, "ba"),
        ({"first": 2022}, ""),
        ({"level": 5}, "ca"),
        ({"level": 4}, "a"),
        ({"level": 1}, ""),
    ],
    ids=[
        "å ä ö come after z",
        "backwards",
        "beside a and o in English",
        "by address backwards",
        "by start; without one last",
        "by start backwards; without one last, too",
        "a city in Swedish",
        "one of several cities",
        "any of two cities",
        "a city by IRI",
        "from a year",
        "to a year",
        "between years",
        "years that nothing reaches",
        "a level at the edge of both",
        "a level of one",
        "unknown levels are not met",
    ],
)
def test_things_are_chosen_and_sorted(lists: Lists, asked: dict[str, object], found: str) -> None:
    assert "".join(keys(lists, **asked)) == found


def test_pages_go_on_where_the_last_one_ended(lists: Lists) -> None:
    first = lists.page(Listed(listing="testbeds", limit=3))
    second = lists.page(Listed(listing="testbeds", limit=3, cursor=first.following))
    assert (len(first.items), len(second.items), first.total, second.total) == (3, 1, 4, 4)
    assert second.following is None
    assert not {one.address for one in first.items} & {one.address for one in second.items}


def test_a_page_may_have_another_size_than_the_one_before(lists: Lists) -> None:
    first = lists.page(Listed(listing="testbeds", limit=1))
    assert len(lists.page(Listed(listing="testbeds", limit=2, cursor=first.following)).items) == 2


@pytest.mark.parametrize("cursor", ["x", "", "a" * 1000, "å", "k6xl", "8J+YgA=="], ids=str)
def test_a_cursor_that_is_none_is_told(lists: Lists, cursor: str) -> None:
    with pytest.raises(BadField, match="cursor: it is none of ours"):
        lists.page(Listed(listing="testbeds", cursor=cursor))


def test_a_cursor_belongs_to_its_question(lists: Lists) -> None:
    cursor = lists.page(Listed(listing="testbeds", limit=1)).following
    with pytest.raises(BadField, match="other filters or another order"):
        lists.page(Listed(listing="testbeds", limit=1, sort="id", cursor=cursor))


def test_a_cursor_says_so_when_the_release_has_changed(path: Path, lists: Lists, tmp_path: Path) -> None:
    cursor = lists.page(Listed(listing="testbeds", limit=1)).following
    path.parent.rename(tmp_path / "release-2")
    with pytest.raises(Outdated, match="the release has changed"):
        Lists(tmp_path / "release-2" / FILE).page(Listed(listing="testbeds", limit=1, cursor=cursor))


def test_a_value_that_nothing_has_is_told_with_those_that_there_are(lists: Lists) -> None:
    with pytest.raises(BadField, match="no test bed has 'Atlantis'; there are place/fi-049, place/fi-091"):
        lists.page(Listed(listing="testbeds", chosen={"city": ["Atlantis"]}))


def test_an_actor_that_runs_nothing_runs_nothing(lists: Lists) -> None:
    assert keys(lists, chosen={"operator": ["fi-1"]}) == []


def test_a_text_finds_what_the_index_finds_in_its_order(lists: Lists) -> None:
    asked = Listed(listing="testbeds", text="x")
    page = lists.page(asked, lambda: ["testbed/a", "org/fi-1", "testbed/d", "testbed/c"])
    assert [one.address for one in page.items] == ["testbed/a", "testbed/d", "testbed/c"]


def test_a_text_may_be_sorted_and_filtered_too(lists: Lists) -> None:
    asked = Listed(listing="testbeds", text="x", sort="label", chosen={"city": ["Espoo", "Helsinki"]})
    page = lists.page(asked, lambda: ["testbed/a", "testbed/d", "testbed/c"])
    assert [one.address for one in page.items] == ["testbed/c", "testbed/a"]


@pytest.mark.parametrize("key", ["fi-1", "org/fi-1", "https://w3id.org/verkosto/id/org/fi-1"], ids=str)
def test_one_thing_is_found_by_its_address_or_the_end_of_it(lists: Lists, key: str) -> None:
    assert lists.item("actors", key).address == "org/fi-1"


def test_a_thing_of_another_list_is_not_found(lists: Lists) -> None:
    with pytest.raises(UnknownThing):
        lists.item("actors", "testbed/a")


def test_a_list_of_nothing_is_empty(lists: Lists) -> None:
    page = lists.page(Listed(listing="themes"))
    assert (page.items, page.total, page.following) == ((), 0, None)


def test_a_release_without_lists_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="has no lists; run: verkosto build"):
        Lists(tmp_path / FILE)


def test_lists_that_are_closed_answer_what_they_have_in_hand(lists: Lists) -> None:
    keys(lists)
    lists.close()
    assert keys(lists) == ["d", "c", "b", "a"]


def counts(found: tuple[Choices, ...], name: str) -> tuple[dict[str, int], int]:
    [one] = [each for each in found if each.name == name]
    return {each.value: each.count for each in one.values}, one.unknown


def test_a_filter_offers_what_the_other_filters_leave(lists: Lists) -> None:
    everything = lists.choices(Listed(listing="testbeds"))
    assert counts(everything, "city") == ({"place/fi-049": 2, "place/fi-091": 2}, 1)
    chosen = lists.choices(Listed(listing="testbeds", chosen={"city": ["Esbo"]}, level=5))
    assert counts(chosen, "city") == ({"place/fi-091": 1, "place/fi-049": 1}, 0)


def test_a_value_of_a_filter_leaves_as_many_things_as_it_says(lists: Lists) -> None:
    for one in lists.choices(Listed(listing="testbeds", first=2015)):
        for value in one.values:
            left = lists.page(Listed(listing="testbeds", first=2015, chosen={one.name: [value.value]}))
            assert left.total == value.count


def test_a_filter_counts_among_what_words_find(lists: Lists) -> None:
    found = lists.choices(Listed(listing="testbeds", text="b"), lambda: ["testbed/b"])
    assert sum(one.count for one in found[1].values) == 2


def test_a_page_may_begin_anywhere(lists: Lists) -> None:
    found = lists.page(Listed(listing="testbeds", sort="id", offset=1, limit=2))
    assert [one.address for one in found.items] == ["testbed/b", "testbed/c"]
    assert lists.page(Listed(listing="testbeds", offset=9)).items == ()
