"""What lists tell of records of every kind, with every field set: nothing that has a place in them gets lost."""

from collections.abc import Mapping

import pytest
from pyoxigraph import Store

from graph.build import Plan, build
from graph.listing.entry import Entry
from graph.listing.kinds import LISTINGS, Listing
from graph.rdf.listed import listed_entries
from graph.rdf.release import open_store
from graph.readings import Reading, SourceInfo
from tests.conftest import NOW
from tests.graph.every_kind import RECORDS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    info = SourceInfo(name="toy", title="toy", publisher="Tests", homepage="https://example.org/")
    reading = Reading(source=info, records=RECORDS, rejected=(), files=(), started=NOW, ended=NOW)
    plan = Plan(decisions=(), issued=NOW, version="0.0.0")
    return open_store(build([reading], tmp_path_factory.mktemp("data"), plan))


@pytest.fixture(scope="module")
def entries(store: Store) -> Mapping[str, Entry]:
    return {one.address: one for one in listed_entries(store)}


NOT_IN_ENTRIES = {"id", "iri", "href", "label"}
"""Told of a thing's address and names alone."""


UNSAID: Mapping[str, frozenset[str]] = {
    "projects": frozenset(("method_groups", "sub_themes", "leads")),
    "testbeds": frozenset(("sub_themes", "identifiers")),
    "services": frozenset(("identifiers",)),
    "themes": frozenset(("identifiers",)),
}
"""Fields that no record here leads to: nobody leads, and a project is put into a focus area only."""
UNCHOSEN: Mapping[str, frozenset[str]] = {"projects": frozenset(("method-group", "lead"))}


@pytest.mark.parametrize("listing", LISTINGS.values(), ids=lambda one: one.name)
def test_every_field_is_told_of_some_thing(entries: Mapping[str, Entry], listing: Listing) -> None:
    told = {name for one in entries.values() if one.listing == listing.name for name in one.values}
    assert told == set(listing.field_names) - NOT_IN_ENTRIES - UNSAID.get(listing.name, frozenset())


@pytest.mark.parametrize("listing", LISTINGS.values(), ids=lambda one: one.name)
def test_every_filter_finds_some_thing(entries: Mapping[str, Entry], listing: Listing) -> None:
    found = {
        name for one in entries.values() if one.listing == listing.name for name, some in one.chosen.items() if some
    }
    assert found == {one.name for one in listing.filters} - UNCHOSEN.get(listing.name, frozenset())


def test_a_test_bed_is_told_with_its_place_and_levels(entries: Mapping[str, Entry]) -> None:
    bed = entries["testbed/toy-b"]
    assert (bed.values["longitude"], bed.values["latitude"], bed.levels) == (24.82, 60.18, (4, 7))


@pytest.mark.parametrize("name", LISTINGS)
def test_things_of_a_list_come_in_the_order_of_their_addresses(store: Store, name: str) -> None:
    met = [one.address for one in listed_entries(store) if one.listing == name]
    assert met == sorted(met)
