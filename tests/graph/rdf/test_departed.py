"""An address that was given once leads somewhere in every later release."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import Plan, build
from graph.identity.decisions import Decision
from graph.rdf.departed import Departed, _known, ended_with
from graph.rdf.release import open_store
from graph.readings import FileInfo, Reading, SourceInfo
from graph.records import Names, Organisation, Origin
from ontology.terms import ID
from tests.conftest import NOW

INFO = SourceInfo(name="toy", title="A toy", publisher="Tests", homepage="https://example.org/")
SECOND = "2026-11-26T12:00:00Z"
ONE, TWO, THREE = (f"{ID}org/toy-{key}" for key in ("one", "two", "three"))


def organisation(key: str, business_id: str | None = None) -> Organisation:
    origin = Origin(table="t.csv", line=2, confidence="seen")
    return Organisation(key=key, origin=origin, names=Names(fi=key.title()), kind="company", business_id=business_id)


def same(left: str, right: str) -> Decision:
    return Decision(
        left=f"toy-org-{left}",
        right=f"toy-org-{right}",
        verdict="same",
        basis="b",
        evidence="e",
        who="w",
        when="2026-01-01",
    )


class History:
    """Releases of one data folder, one a day."""

    def __init__(self, data: Path) -> None:
        self.data, self.days = data, 0

    def release(self, *records: Organisation, decisions: Iterable[Decision] = ()) -> Store:
        self.days += 1
        file = FileInfo(name="t.csv", sha256=f"{self.days:064}", rows_used=len(records))
        reading = Reading(source=INFO, records=records, rejected=(), files=(file,), started=NOW, ended=NOW)
        plan = Plan(decisions=tuple(decisions), issued=NOW + timedelta(days=self.days), version="0.0.0")
        return open_store(build([reading], self.data, plan))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path)


def told(store: Store, *kinds: str) -> dict[str, tuple[str, ...]]:
    """Return what took the place of each address of `kinds` that is no more."""
    return {one.iri: one.successors for one in _known(store) if one.iri.removeprefix(ID).split("/")[0] in kinds}


def test_the_first_release_forgets_nothing(history: History) -> None:
    assert list(_known(history.release(organisation("one")))) == []


def test_a_merged_address_leads_to_the_survivor(history: History) -> None:
    history.release(organisation("one"), organisation("two"))
    merged = history.release(organisation("one"), organisation("two"), decisions=[same("one", "two")])
    assert told(merged, "org") == {TWO: (ONE,)}


def test_an_actor_whose_number_becomes_known_is_found_under_its_old_address(history: History) -> None:
    history.release(organisation("one"))
    known = history.release(organisation("one", "0112038-9"))
    assert told(known, "org") == {ONE: (f"{ID}org/fi-0112038-9",)}


def test_a_withdrawn_address_has_no_successor_and_says_since_when(history: History) -> None:
    history.release(organisation("one"), organisation("two"))
    left = history.release(organisation("one"))
    assert Departed(iri=TWO, since=SECOND, successors=()) in list(_known(left))
    assert f"{ID}record/toy-org-two" in told(left, "record")


def test_later_releases_remember(history: History) -> None:
    history.release(organisation("one"), organisation("two"), organisation("three"))
    history.release(organisation("one"), organisation("two"), decisions=[same("one", "two")])
    members = (organisation("one"), organisation("two"))
    later = [history.release(*members, decisions=[same("one", "two")]) for _ in range(6)]
    found = {one.iri: one for one in _known(later[-1])}
    assert found[TWO] == Departed(iri=TWO, since=SECOND, successors=(ONE,))
    assert found[THREE].successors == ()


def test_a_chain_of_mergers_leads_to_its_end(history: History) -> None:
    members = (organisation("one"), organisation("three"), organisation("two"))
    history.release(*members)
    history.release(*members, decisions=[same("three", "two")])
    latest = history.release(*members, decisions=[same("three", "two"), same("one", "three")])
    assert told(latest, "org") == {TWO: (ONE,), THREE: (ONE,)}


def test_a_merger_into_what_is_withdrawn_since_is_withdrawn(history: History) -> None:
    history.release(organisation("one"), organisation("two"), organisation("three"))
    history.release(organisation("one"), organisation("two"), organisation("three"), decisions=[same("one", "two")])
    latest = history.release(organisation("three"))
    assert told(latest, "org") == {ONE: (), TWO: ()}


def test_an_address_that_is_back_is_not_told_to_be_gone(history: History) -> None:
    members = (organisation("one"), organisation("two"))
    history.release(*members)
    history.release(*members, decisions=[same("one", "two")])
    assert told(history.release(*members), "org", "record") == {}


def test_a_thing_that_was_split_names_all_that_took_its_place(history: History) -> None:
    history.release(organisation("one", "0112038-9"), organisation("two", "0112038-9"))
    split = history.release(organisation("one"), organisation("two"))
    assert told(split, "org") == {f"{ID}org/fi-0112038-9": (ONE, TWO)}


def test_what_is_told_of_a_release_is_not_gone_while_the_next_is_made(history: History) -> None:
    history.release(organisation("one"))
    latest = history.release(organisation("one"))
    assert told(latest, "dataset", "catalogue", "partition", "linkset", "source", "figure") == {}


def test_what_holds_the_id_of_a_release_is_not_listed_and_known_to_end_with_it(history: History) -> None:
    history.release(organisation("one"))
    latest = history.release(organisation("one"))
    assert told(latest, "release", "run", "gate") == {}
    earlier, later = "20260101T000000000000Z-00000000", "20260201T000000000000Z-00000000"
    assert ended_with(f"{ID}run/{earlier}-toy", later) == earlier
    assert ended_with(f"{ID}run/{later}-toy", later) is None
    assert ended_with(f"{ID}org/{earlier}", later) is None
