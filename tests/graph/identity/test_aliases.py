"""Joining by names: when one is enough, and when it is not."""

from graph.identity.decisions import Decision
from graph.identity.gathering import seen
from graph.identity.resolve import Identified, Link, Resolution, resolve
from graph.records import Address, Confidence, Names, Organisation, Origin
from tests.graph.identity.actors import source

DIFFERENT = Decision(
    left="eura-org-1",
    right="ror-org-1",
    verdict="different",
    basis="a test",
    evidence="none",
    who="tests",
    when="2026-11-24",
)


def called(
    record: str,
    *names: str,
    country: str | None = None,
    ror: str | None = None,
    number: str | None = None,
    doubted: bool = False,
    short: tuple[str, ...] = (),
) -> Identified:
    info, key = record.split("-org-")
    doubts: tuple[tuple[str, Confidence], ...] = (("business_id", "secondary"),) if doubted else ()
    one = Organisation(
        key=key,
        origin=Origin(table="t.csv", doubts=doubts),
        names=Names(und=names[0], other=names[1:], short=short),
        address=Address(country=country),
        ror=ror,
        business_id=number,
    )
    return seen(one, source(info, register=info in ("ror", "prh")))


def whys(found: Resolution) -> set[str]:
    return {one.why for one in found.misses}


def joined(found: Resolution) -> bool:
    return len(set(found.things.values())) < len(found.things)


def test_a_name_that_one_thing_of_a_register_has_joins_and_says_so() -> None:
    found = resolve([called("ror-org-1", "Nokia (Finland)", ror="1"), called("eura-org-1", "NOKIA OYJ")])
    assert found.things["eura-org-1"] == ("org", "ror-1")
    assert found.links == (
        Link(left="ror-org-1", right="eura-org-1", basis="the name 'nokia', which ror lists", score=0.95),
    )


def test_two_records_of_no_register_are_not_joined_by_a_name() -> None:
    assert not joined(resolve([called("cordis-org-1", "Huld Oy"), called("eura-org-1", "Huld Oy")]))


def test_two_registers_are_joined_by_a_name_where_each_has_it_once() -> None:
    found = resolve(
        [called("ror-org-1", "Huld (Finland)", ror="1"), called("prh-org-2", "Huld Oy", number="0112038-9")]
    )
    assert set(found.things.values()) == {("org", "fi-0112038-9")}


def test_registers_that_disagree_are_told_and_join_nothing() -> None:
    records = [
        called("prh-org-1", "Huld Oy", number="0112038-9"),
        called("ror-org-1", "Huld", ror="1", number="2647375-4"),
        called("eura-org-1", "Huld"),
    ]
    found = resolve(records)
    assert not joined(found)
    assert "2 things have that name" in whys(found)
    assert any("together they have the Business IDs" in one or "different numbers" in one for one in whys(found))


def test_a_name_that_several_things_of_one_register_have_joins_nothing() -> None:
    records = [
        called("prh-org-1", "Kahvila Oy", number="0112038-9"),
        called("prh-org-2", "Kahvila Oy", number="2647375-4"),
        called("eura-org-1", "Kahvila"),
        called("ror-org-1", "Kahvila", ror="1"),
    ]
    found = resolve([one for one in records if one.record != "ror-org-1"])
    assert not joined(found)
    assert whys(found) == {"2 things have that name"}
    assert resolve(records).things["prh-org-1"] == ("org", "fi-0112038-9")
    assert resolve(records).things["ror-org-1"] == ("org", "ror-1")


def test_the_same_name_in_another_country_joins_nothing() -> None:
    records = [called("ror-org-1", "Nokia", ror="1", country="FI"), called("cordis-org-1", "NOKIA", country="DE")]
    assert not joined(resolve(records))


def test_an_acronym_and_a_name_of_three_letters_join_nothing() -> None:
    acronym = [called("ror-org-1", "Technical Research Centre", short=("VTTX",), ror="1"), called("eura-org-1", "VTTX")]
    short = [called("ror-org-1", "GTK", ror="1"), called("eura-org-1", "GTK")]
    assert not joined(resolve(acronym))
    assert not joined(resolve(short))


def test_an_association_and_its_company_of_one_name_stay_two() -> None:
    records = [called("prh-org-1", "Demos Helsinki Oy", number="0112038-9"), called("eura-org-1", "Demos Helsinki ry")]
    assert not joined(resolve(records))


def test_a_decision_that_two_are_different_blocks_a_name() -> None:
    found = resolve([called("ror-org-1", "Huld", ror="1"), called("eura-org-1", "Huld")], [DIFFERENT])
    assert not joined(found)
    assert whys(found) == {"a decision says that they are different"}


def test_a_doubted_number_joins_only_with_a_name() -> None:
    sure = called("cordis-org-1", "NOKIA OYJ", number="0112038-9")
    alone = resolve([sure, called("facts-org-1", "Rovio", number="0112038-9", doubted=True)])
    named = resolve([sure, called("facts-org-1", "Nokia", number="0112038-9", doubted=True)])
    assert alone.things == {"cordis-org-1": ("org", "fi-0112038-9"), "facts-org-1": ("org", "facts-1")}
    assert set(named.things.values()) == {("org", "fi-0112038-9")}


def test_a_doubted_number_makes_the_address_where_nobody_else_has_it() -> None:
    found = resolve([called("facts-org-1", "Rovio", number="0112038-9", doubted=True)])
    assert found.things == {"facts-org-1": ("org", "fi-0112038-9")}


def test_german_and_swedish_letters_written_with_e_are_the_same_name() -> None:
    records = [called("ror-org-1", "Chalmers tekniska högskola", ror="1")]
    records += [called("cordis-org-1", "CHALMERS TEKNISKA HOEGSKOLA AB")]
    assert joined(resolve(records))


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [
        called("ror-org-1", "Huld (Finland)", ror="1"),
        called("prh-org-2", "Huld Oy", number="0112038-9"),
        called("eura-org-1", "Huld"),
        called("cordis-org-7", "HULD OY"),
    ]
    assert resolve(records).things == resolve(reversed(records)).things
