from decimal import Decimal

import pytest

from graph.records import Classification, Money, Names, Origin, Project
from ingest.sources.facts.money import GRANT_KINDS
from ingest.sources.facts.projects import INSTRUMENTS
from ingest.sources.facts.subthemes import stems, sub_themes
from ontology.files import codes
from tests.ingest.sources.facts.tables import record


def test_a_project_on_the_programmes_page_is_classified_by_its_publisher() -> None:
    assert record(Project, "kierto") == Project(
        key="kierto",
        origin=Origin(table="projects.csv", line=2, url="https://hevinnovations.fi/kierto/", confidence="seen"),
        names=Names(fi="Kiertotalous kortteleissa", en="Circular blocks"),
        programme="Uudistuva ja osaava Suomi 2021-2027",
        fund="EAKR",
        instrument="eakr",
        funder="uudenmaanliitto",
        start="2023-04-01",
        end="2026-02-28",
        money=(
            Money(kind="total-cost", value=Decimal(695015)),
            Money(kind="eu-and-state-grant", value=Decimal(416981), note="EU+state (60.0 % of budget)"),
        ),
        classifications=(
            Classification(scheme="focus-area", concept="4.1", by="publisher"),
            Classification(scheme="method-group", concept="1", by="curator"),
            Classification(scheme="sub-theme", concept="4.1.e", by="rule"),
        ),
        under_agreement=True,
        agreement="id:agreement/agreement-helsinki-metropolitan-2021-2027",
    )


def test_a_project_outside_the_agreement_has_no_focus_area() -> None:
    assert record(Project, "fp-greenscent").classifications == (
        Classification(scheme="method-group", concept="2", by="curator"),
    )


def test_the_coordination_project_is_marked_and_its_inferred_fund_doubted() -> None:
    found = record(Project, "hevi-portfolio")
    assert found.coordination
    assert found.start == "2024-05"
    assert found.origin.doubts == (("fund", "inferred"), ("instrument", "inferred"))


def test_coordination_of_another_programme_is_not_that_of_the_agreement() -> None:
    found = record(
        Project, "dronet", table="projects.csv", before="4.1,1,no,https://example.org/dronet",
        after="coordination,coordination,no,https://example.org/dronet",
    )  # fmt: skip
    assert not found.coordination
    assert [one.concept for one in found.classifications] == ["coordination", "coordination"]


def test_whether_a_project_is_under_the_agreement_may_be_unknown() -> None:
    assert record(Project, "uwl").under_agreement is None


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("fp-greenscent", ("cordis", "101036480")),
        ("uwl", ("kohesio", "Q7437836")),
        ("polku", ("eura", "A70726")),
        ("dronet", None),
    ],
)
def test_a_code_names_its_register(key: str, code: tuple[str, str] | None) -> None:
    assert record(Project, key).code == code


def test_a_code_of_no_known_register_stays_in_the_note() -> None:
    assert record(Project, "dronet").note == "decision not seen | code: EURA 2014/8240"


def test_the_citys_fund_gives_its_own_money() -> None:
    [money] = record(Project, "if-xr").money
    assert (money.kind, money.funder) == ("city-innovation-fund-sum", "helsinki")


@pytest.mark.parametrize("meaning", GRANT_KINDS)
def test_each_wording_has_a_known_money_kind(meaning: str) -> None:
    assert GRANT_KINDS[meaning] in codes("money-kind")


@pytest.mark.parametrize("fund", INSTRUMENTS)
def test_each_fund_has_a_known_instrument_or_none(fund: str) -> None:
    assert INSTRUMENTS[fund] in {None, *codes("instrument")}


def test_a_fund_that_the_agreement_does_not_name_is_no_instrument_of_it() -> None:
    assert {fund for fund, instrument in INSTRUMENTS.items() if instrument} == {"EAKR", "ESR"}


def test_the_rule_knows_only_sub_themes_of_the_agreement() -> None:
    assert {one.sub_theme for one in stems()} <= codes("sub-theme")
    assert {one.language for one in stems()} == {"fi", "en"}


@pytest.mark.parametrize(
    ("names", "area", "found"),
    [
        (Names(fi="Kiertotalouslaakso"), "4.1", ["4.1.e"]),
        (Names(fi="Kiertotalouslaakso"), "4.4", []),
        (Names(en="Smart Mobility Lab"), "4.1", ["4.1.g"]),
        (Names(en="Immobility"), "4.1", []),
        (Names(sv="Kiertotalous"), "4.1", []),
        (Names(fi="Kiertotalous", en="Circular construction"), "4.1", ["4.1.c", "4.1.e"]),
    ],
    ids=["stem", "another focus area", "in a later word", "inside a word", "another language", "two"],
)
def test_a_stem_counts_where_a_word_begins_within_its_focus_area(names: Names, area: str, found: list[str]) -> None:
    classified = [Classification(scheme="focus-area", concept=area, by="curator")]
    assert sub_themes(names, classified) == tuple(
        Classification(scheme="sub-theme", concept=code, by="rule") for code in found
    )
