from dataclasses import replace

import pytest

from graph.errors import IdentityError
from graph.identity.decisions import Decision, Verdict, read_decisions, shipped_decisions
from graph.identity.gathering import seen
from graph.identity.identified import Identified
from graph.identity.resolve import resolve
from graph.records import Names, Organisation, Origin, Place
from tests.graph.identity.actors import source

VTT = ("business-id", "2647375-4")
NOKIA = ("business-id", "0112038-9")
VTT_ROR = ("ror", "04b181w54")
WHERE = Origin(table="t.csv")


def org(name: str, *strong: tuple[str, str]) -> Identified:
    return Identified(record=name, source=name.partition("-")[0], kind="org", own=name, strong=strong)


def decided(left: str, verdict: Verdict, right: str) -> Decision:
    return Decision(
        left=left, right=right, verdict=verdict, basis="a test", evidence="none", who="tests", when="2026-11-24"
    )


def test_records_with_one_business_id_are_one_thing_named_by_it() -> None:
    found = resolve([org("facts-org-vtt", VTT), org("ror-org-1", VTT, VTT_ROR)])
    assert found.things == {"facts-org-vtt": ("org", "fi-2647375-4"), "ror-org-1": ("org", "fi-2647375-4")}


def test_a_record_without_strong_identifiers_is_named_by_its_source() -> None:
    assert resolve([org("facts-org-siukkula")]).things == {"facts-org-siukkula": ("org", "facts-org-siukkula")}


def test_identity_is_carried_along_a_chain_of_identifiers() -> None:
    found = resolve([org("a", VTT), org("b", VTT, VTT_ROR), org("c", VTT_ROR)])
    assert set(found.things.values()) == {("org", "fi-2647375-4")}


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [org("a", VTT_ROR), org("b", VTT), org("c", VTT, VTT_ROR), org("d", NOKIA)]
    assert resolve(records).things == resolve(reversed(records)).things


def test_a_merge_that_would_give_an_actor_two_business_ids_is_refused_and_told() -> None:
    found = resolve([org("a", VTT, VTT_ROR), org("b", NOKIA, VTT_ROR)])
    assert found.things["a"] != found.things["b"]
    assert found.refused == (
        "a and b share ror 04b181w54, but together they have the Business IDs 0112038-9 and 2647375-4",
    )


def test_a_decision_merges_what_no_identifier_does() -> None:
    found = resolve([org("a", VTT), org("b")], [decided("a", "same", "b")])
    assert found.things["b"] == ("org", "fi-2647375-4")


def test_a_decision_that_two_are_different_blocks_an_identifier() -> None:
    found = resolve([org("a", VTT), org("b", VTT)], [decided("b", "different", "a")])
    assert found.refused == ("a and b share business-id 2647375-4, but a decision says that they are different",)


def test_a_decision_that_two_are_different_holds_for_what_they_were_merged_with() -> None:
    records = [org("a", VTT), org("b"), org("c", VTT), org("d")]
    decisions = [decided("b", "different", "c"), decided("a", "same", "b"), decided("c", "same", "d")]
    found = resolve(records, decisions)
    assert found.refused == ("a and c share business-id 2647375-4, but a decision says that they are different",)


def test_a_decision_that_two_business_ids_are_one_actor_stops_the_build() -> None:
    with pytest.raises(IdentityError, match="a = b: together they have the Business IDs 0112038-9 and 2647375-4"):
        resolve([org("a", VTT), org("b", NOKIA)], [decided("a", "same", "b")])


def test_decisions_that_contradict_each_other_stop_the_build() -> None:
    with pytest.raises(IdentityError, match="a decision says that they are different"):
        resolve([org("a"), org("b")], [decided("a", "different", "b"), decided("a", "same", "b")])


def test_a_decision_about_a_record_that_its_source_has_lost_is_idle_and_told() -> None:
    decision = decided("facts-org-vtt", "same", "facts-org-gone")
    assert resolve([org("facts-org-vtt")], [decision]).idle == (decision,)


@pytest.mark.parametrize("verdict", ["different", "part-of", "successor"])
def test_what_is_decided_not_to_be_the_same_is_two_things_even_with_one_number(verdict: Verdict) -> None:
    things = resolve([org("a", VTT), org("b", VTT)], [decided("b", verdict, "a")]).things
    assert things == {"a": ("org", "fi-2647375-4"), "b": ("org", "b")}


def test_a_decision_about_a_source_that_is_not_built_is_idle() -> None:
    assert resolve([org("facts-org-vtt")], [decided("facts-org-vtt", "same", "ror-org-1")]).refused == ()


def test_things_of_two_kinds_are_never_one() -> None:
    place = Identified(record="p", source="p", kind="place", own="p")
    with pytest.raises(IdentityError, match="things of two kinds"):
        resolve([org("a"), place], [decided("a", "same", "p")])


def test_removing_a_decision_undoes_its_merge() -> None:
    records = [org("a"), org("b")]
    merged = resolve(records, [decided("a", "same", "b")]).things
    assert merged["a"] == merged["b"]
    assert resolve(records).things == {"a": ("org", "a"), "b": ("org", "b")}


@pytest.mark.parametrize(
    ("records", "key"),
    [
        ({"eura-1": 0, "facts-lahti": 2, "ror-2": 1}, "facts-lahti"),
        ({"eura-1": 0, "ror-2": 1}, "ror-2"),
        ({"eura-1": 0, "cordis-2": 0}, "cordis-2"),
        ({"facts-b": 2, "facts-a": 2}, "facts-a"),
    ],
    ids=["curated", "register", "others", "two of one standing"],
)
def test_a_thing_without_numbers_is_named_by_the_best_of_its_sources(records: dict[str, int], key: str) -> None:
    found = [replace(org(name), standing=standing) for name, standing in records.items()]
    decisions = [decided(found[0].record, "same", one.record) for one in found[1:]]
    assert set(resolve(found, decisions).things.values()) == {("org", key)}


def test_a_city_and_the_place_that_it_governs_are_two_even_with_one_number() -> None:
    # ROR gives the City of Helsinki the Wikidata item of the municipality
    city = Organisation(key="03vdzkx92", origin=WHERE, names=Names(fi="Helsinki"), ror="03vdzkx92", wikidata="Q1757")
    place = Place(key="helsinki", origin=WHERE, names=Names(fi="Helsinki"), wikidata="Q1757")
    records = [seen(city, source("ror", register=True)), seen(place, source("facts", curated=True))]
    numbered = replace(records[1], strong=(("wikidata", "Q1757"),))
    assert len(set(resolve(records).things.values())) == 2
    assert resolve([records[0], numbered]).things == {
        "ror-org-03vdzkx92": ("org", "ror-03vdzkx92"),
        "facts-place-helsinki": ("place", "wikidata-Q1757"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left,right\n", "line 1: is 'left,right'; it must be 'left,right,verdict,"),
        ("left,right,verdict,basis,evidence,who,when\na,b,equal,x,y,z,2026\n", "line 2: verdict is 'equal'"),
        ("left,right,verdict,basis,evidence,who,when\na,b,same,,y,z,2026\n", "line 2: every column needs a value"),
    ],
    ids=["missing columns", "unknown verdict", "no basis"],
)
def test_a_decision_that_cannot_be_read_is_an_error(text: str, message: str) -> None:
    with pytest.raises(IdentityError, match=message):
        read_decisions(text)


def test_shipped_decisions_can_be_read() -> None:
    assert {one.verdict for one in shipped_decisions()} == {"same", "successor"}
