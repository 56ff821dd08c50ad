"""The share of each project's cost that the EU and the state pay: cq02."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from pyoxigraph import Store

from tests.graph.queries.shipped import projects
from tests.graph.queries.toy import Row, amount, columns, project, toy, twice

SPLIT = '<provision/split> a vk:FundingRule ; vk:euStateShare "60"^^xsd:decimal .\n'


def agreed_projects() -> set[Row]:
    found: set[Row] = set()
    for one in projects():
        if one.under == "yes" or one.may_be_under:
            cost, grant = one.money.get("total-cost"), one.money.get("eu-and-state-grant")
            share = f"{round(100 * grant / cost, 1).normalize():f}" if cost and grant else None
            found.add((f"project/{one.key}", "true" if one.under else None, str(cost) if cost else None, share))
    return found


def portfolio() -> tuple[Decimal, Decimal]:
    chosen = [
        one for one in projects() if one.under == "yes" and {"total-cost", "eu-and-state-grant"} <= set(one.money)
    ]
    return sum((one.money["total-cost"] for one in chosen), Decimal(0)), sum(
        (one.money["eu-and-state-grant"] for one in chosen), Decimal(0)
    )


def test_the_share_of_each_project_is_that_of_the_shipped_rows(store: Store) -> None:
    found = columns(store, "cq02-shares", "project", "underAgreement", "totalCost", "euAndStateShare")
    assert len(found) == 9
    assert set(found[1:]) == agreed_projects()


def test_the_share_of_the_portfolio_is_that_of_the_projects_known_whole(store: Store) -> None:
    [first, *_] = columns(store, "cq02-shares", "label", "totalCost", "euAndState", "euAndStateShare", "verdict")
    cost, grant = portfolio()
    share = str(round(100 * grant / cost))
    assert first == ("portfolio: 4 of 5 projects", str(cost), str(grant), share, "as agreed by known amounts")


def shared(cost: int, grant: int) -> Mapping[str, int]:
    return {"total-cost": cost, "eu-and-state-grant": grant}


def verdict_of(text: str, key: str = "project/p") -> str | None:
    return {row[0]: row[1] for row in columns(toy(text), "cq02-shares", "project", "verdict")}[key]


@pytest.mark.parametrize(
    ("grant", "verdict"),
    [(600, "as agreed"), (604, "as agreed"), (606, "differs"), (594, "differs")],
    ids=["exactly", "within half a point", "above", "below"],
)
def test_a_share_is_compared_with_the_agreed_one(grant: int, verdict: str) -> None:
    assert verdict_of(SPLIT + project("p", under=True, money=shared(1000, grant))) == verdict


def test_the_portfolio_may_be_as_agreed_where_its_projects_differ() -> None:
    text = SPLIT + "".join(
        [project("p", under=True, money=shared(100, 50)), project("q", under=True, money=shared(100, 70))]
    )
    assert columns(toy(text), "cq02-shares", "label", "euAndStateShare", "localShare", "verdict") == [
        ("portfolio: 2 of 2 projects", "60", "40", "as agreed"),
        ("p", "50", "50", "differs"),
        ("q", "70", "30", "differs"),
    ]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            SPLIT + project("p", under=True, money={"total-cost": 100, "eu-grant": 40}),
            "cannot tell: only the EU's part is known",
        ),
        (SPLIT + project("p", under=True), "cannot tell: the total cost is not known"),
        (
            SPLIT + project("p", under=True, money={"total-cost": 100}),
            "cannot tell: the EU and state grant is not known",
        ),
        (project("p", under=True, money=shared(100, 60)), "cannot tell: the agreed split is not known"),
        (
            SPLIT + project("p", money=shared(100, 60)),
            "cannot tell: it is not known whether it is under the agreement; if it is: as agreed",
        ),
        (
            SPLIT
            + twice(60, 50).replace("vk:underAgreement", f"vk:money {amount('total-cost', 100)} ; vk:underAgreement"),
            "cannot tell: two records state different amounts",
        ),
    ],
    ids=["EU part only", "nothing", "cost only", "no agreed split", "membership unknown", "two grants"],
)
def test_what_cannot_be_told_of_a_share_says_what_is_missing(text: str, verdict: str) -> None:
    assert verdict_of(text) == verdict


def test_a_portfolio_of_nothing_cannot_be_told() -> None:
    assert columns(toy(SPLIT), "cq02-shares", "label", "totalCost", "verdict") == [
        ("portfolio: 0 of 0 projects", None, "cannot tell: no project has both amounts known")
    ]
