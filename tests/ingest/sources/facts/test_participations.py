from decimal import Decimal

from graph.records import Money, Origin, Participation
from tests.ingest.sources.facts.tables import record, records


def test_each_role_in_each_year_is_a_participation() -> None:
    assert [one.key for one in records("participations.csv")] == [
        "kierto.espoo.lead",
        "kierto.helsinki.partner",
        "if-xr.aalto.implementer.2020",
        "fp-greenscent.nokia.third-party",
        "uwl.aalto.partner",
    ]


def test_a_yearly_grant_of_the_citys_fund_has_its_year_and_giver() -> None:
    assert record(Participation, "if-xr.aalto.implementer.2020") == Participation(
        key="if-xr.aalto.implementer.2020",
        origin=Origin(
            table="participations.csv", line=4, citation="paatokset.hel.fi HEL 2024-013503 § 35", confidence="seen"
        ),
        project="if-xr",
        organisation="aalto",
        role="implementer",
        year=2020,
        money=(Money(kind="city-innovation-fund-grant", value=Decimal(142524), year=2020, funder="helsinki"),),
    )


def test_a_stated_zero_is_an_amount() -> None:
    assert record(Participation, "fp-greenscent.nokia.third-party").money == (
        Money(kind="eu-contribution", value=Decimal(0)),
    )


def test_an_amount_that_may_be_grant_or_budget_is_a_share() -> None:
    assert record(Participation, "kierto.helsinki.partner").money == (
        Money(kind="partner-share", value=Decimal("83250.50")),
    )


def test_a_stated_budget_is_a_budget_and_an_inferred_role_is_doubted() -> None:
    found = record(Participation, "uwl.aalto.partner")
    assert [money.kind for money in found.money] == ["partner-budget"]
    assert (found.origin.confidence, found.origin.doubts) == ("inferred", (("role", "inferred"),))
