"""Joining by names: when one is enough, and when it is not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from graph.identity.decisions import Decision, shipped_decisions
from graph.identity.gathering import seen
from graph.identity.identified import Identified
from graph.identity.resolve import Link, Resolution, resolve
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
    vat: str | None = None,
    pic: str | None = None,
    lei: str | None = None,
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
        other_ids=tuple((scheme, one) for scheme, one in (("vat", vat), ("pic", pic), ("lei", lei)) if one),
    )
    return seen(one, source(info, register=info in ("ror", "prh"), curated=info == "facts"))


def whys(found: Resolution) -> set[str]:
    return {one.why for one in found.misses}


def joined(found: Resolution) -> bool:
    return len(set(found.things.values())) < len(found.things)


def clusters(records: Sequence[Identified]) -> set[frozenset[str]]:
    """Return which records are one thing."""
    things = resolve(records).things
    return {frozenset(name for name in things if things[name] == thing) for thing in things.values()}


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


SIEMENS = (
    called("facts-org-siemens", "Siemens"),
    called("cordis-org-953556755", "SIEMENS SRL", country="RO", vat="RO7614474", pic="953556755"),
    called("cordis-org-999987260", "SIEMENS AKTIENGESELLSCHAFT", country="DE", vat="DE129274202", pic="999987260"),
)
"""Two companies of one group that CORDIS has, and what the facts call the group."""


def test_a_name_that_a_source_gives_to_companies_of_two_countries_joins_neither_and_it_is_told() -> None:
    found = resolve(SIEMENS)
    assert not joined(found)
    assert {(one.left, one.right) for one in found.misses} == {
        ("facts-org-siemens", "cordis-org-953556755"),
        ("facts-org-siemens", "cordis-org-999987260"),
    }
    assert whys(found) == {"not all things of that name are one: together they are in DE and RO"}


def test_a_third_source_does_not_join_by_a_name_that_another_gives_to_two() -> None:
    assert not joined(resolve([*SIEMENS, called("eura-org-1", "Siemens")]))


def test_countries_are_compared_with_all_records_of_a_thing() -> None:
    records = [
        called("facts-org-1", "Siemens", lei="5299"),
        called("table-org-1", "Siemens Group", country="DE", lei="5299"),
        called("cordis-org-1", "SIEMENS SRL", country="RO"),
    ]
    found = resolve(records)
    assert found.things["facts-org-1"] == found.things["table-org-1"] != found.things["cordis-org-1"]
    assert whys(found) == {"together they are in DE and RO"}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"vat": "SE1"}, {"vat": "SE2"}, "together they have the VAT numbers SE1 and SE2"),
        ({"number": "0112038-9"}, {"vat": "SE2"}, "together they have the VAT numbers FI01120389 and SE2"),
        ({"number": "0112038-9"}, {"country": "SE"}, "together they are in FI and SE"),
        ({"lei": "A"}, {"lei": "B"}, "together they have the LEIs A and B"),
    ],
    ids=["VAT", "Business ID and VAT", "Business ID and country", "LEI"],
)
def test_a_name_is_not_enough_where_numbers_differ(one: dict[str, str], other: dict[str, str], why: str) -> None:
    found = resolve([called("ror-org-1", "Huld", **one), called("cordis-org-1", "Huld", **other)])  # type: ignore[arg-type]
    assert not joined(found)
    assert whys(found) == {why}


def test_a_name_is_not_enough_for_a_second_participant_of_one_source() -> None:
    records = [
        called("ror-org-1", "Huld", "Huld Space"),
        called("cordis-org-1", "HULD", pic="1", country="FI"),
        called("cordis-org-2", "HULD", pic="2", country="FI"),
    ]
    found = resolve(records)
    assert not joined(found)
    assert whys(found) == {"not all things of that name are one: together they have the PICs 1 and 2 in cordis"}


def test_two_participants_with_one_vat_number_are_one_and_join_by_name() -> None:
    records = [
        called("ror-org-1", "Huld", ror="1"),
        called("cordis-org-1", "HULD", pic="1", vat="SE1", country="SE"),
        called("cordis-org-2", "HULD AB", pic="2", vat="SE1", country="SE"),
    ]
    assert len(clusters(records)) == 1


def test_a_country_that_the_register_knows_tells_which_of_two_is_meant() -> None:
    records = [
        called("ror-org-1", "Nokia (Finland)", ror="1", country="FI"),
        called("cordis-org-1", "NOKIA", pic="1", country="FI"),
        called("cordis-org-2", "NOKIA", pic="2", country="DE"),
    ]
    assert clusters(records) == {frozenset({"ror-org-1", "cordis-org-1"}), frozenset({"cordis-org-2"})}


def test_an_association_and_its_company_are_not_joined_by_way_of_a_name_without_a_legal_form() -> None:
    records = [
        called("facts-org-1", "Demos Helsinki"),
        called("eura-org-1", "Demos Helsinki Oy"),
        called("eura-org-2", "Demos Helsinki ry"),
    ]
    found = resolve(records)
    assert not joined(found)
    assert whys(found) == {"not all things of that name are one: one is an association, another a company"}


OULU = (
    called("eura-org-1", "Oulun yliopisto"),
    called("facts-org-ouluuni", "Oulun yliopisto", "University of Oulu"),
    called("ror-org-03yj89h83", "University of Oulu", "Oulun yliopisto", ror="03yj89h83", country="FI"),
    called("cordis-org-1", "OULUN YLIOPISTO", pic="1", country="FI"),
    called("prh-org-1", "Oulun yliopisto", number="0112038-9"),
)


def test_what_lists_know_meets_before_others_are_joined_by_name() -> None:
    found = resolve(OULU)
    assert set(found.things.values()) == {("org", "fi-0112038-9")}
    assert found.misses == ()


@pytest.mark.parametrize("records", [OULU, (*SIEMENS, called("eura-org-1", "Siemens", country="DE"))])
def test_neither_the_order_of_records_nor_what_sources_are_called_decides(records: tuple[Identified, ...]) -> None:
    sources = sorted({one.source for one in records})
    first = clusters(records)
    for called_now in permutations(sources):
        renamed = dict(zip(sources, called_now, strict=True))
        assert clusters([_of(one, renamed[one.source]) for one in records]) == {
            frozenset(f"{renamed[one.partition('-')[0]]}-{one.partition('-')[2]}" for one in thing) for thing in first
        }
    assert all(clusters(order) == first for order in permutations(records))


def _of(one: Identified, source: str) -> Identified:
    """Return a record under the name of another source, of the standing that it has."""
    key = one.record.partition("-")[2]
    return replace(one, record=f"{source}-{key}", source=source, own=f"{source}-{key}")


def test_names_that_lead_to_two_things_join_neither_whichever_comes_first() -> None:
    records = [
        called("ror-org-1", "Huld", ror="1"),
        called("ror-org-2", "Vantage", ror="2"),
        called("eura-org-1", "Huld", "Vantage"),
    ]
    found = resolve(records)
    assert not joined(found)
    assert whys(found) == {"its names lead to what is not one: together they have the ROR identifiers 1 and 2"}


def test_a_list_that_names_somebody_twice_is_joined_with_another_that_does_not() -> None:
    records = [
        called("facts-org-1", "Huld"),
        called("facts-org-2", "Huld Oy"),
        called("ror-org-1", "Huld", ror="1"),
    ]
    assert len(clusters(records)) == 1


def test_the_name_of_the_agency_that_vtt_was_joins_the_company_that_lists_it() -> None:
    records = [
        called("facts-org-vtt", "Teknologian tutkimuskeskus VTT Oy", "VTT", number="2647375-4"),
        called("cordis-org-932760440", "TEKNOLOGIAN TUTKIMUSKESKUS VTT OY", number="2647375-4", pic="932760440"),
        called("cordis-org-999901706", "TEKNOLOGIAN TUTKIMUSKESKUS VTT", number="0244679-4", pic="999901706"),
        called("eura-org-1", "Teknologian tutkimuskeskus VTT"),
    ]
    decisions = [one for one in shipped_decisions() if one.left == "cordis-org-999901706"]
    found = resolve(records, decisions)
    assert [one.verdict for one in decisions] == ["successor"]
    assert found.things["eura-org-1"] == found.things["cordis-org-932760440"] == ("org", "fi-2647375-4")
    assert found.things["cordis-org-999901706"] == ("org", "fi-0244679-4")
