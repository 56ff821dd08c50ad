"""Money by focus area and method group: cq01, cq02 and cq04."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

import pytest
from pyoxigraph import Store

from tests.graph.queries.shipped import ALL, AREAS, GROUPS, UNDER, Project, projects
from tests.graph.queries.toy import AGREEMENT, Row, amount, answer, columns, project, toy

DECIDED = {
    "eu-and-state-grant",
    "eu-and-state-granted-to-date",
    "eu-contribution-sum",
    "city-innovation-fund-sum",
    "sub-project-support",
    "programme-support",
    "national-grant",
    "eu-grant",
}
"""The kinds among the shipped projects' amounts that are decided funding; the others are costs and plans."""

HUGE = Decimal(10**15)
Figures = tuple[str | None, ...]


def in_scope(scope: str) -> list[Project]:
    return [one for one in projects() if scope == ALL or one.under == "yes"]


def sums(chosen: list[Project], kind: str) -> tuple[int, Decimal]:
    amounts = [one.money[kind] for one in chosen if kind in one.money]
    return len(amounts), sum(amounts, Decimal(0))


def funding() -> Iterator[Figures]:
    """Yield scope, kind, area, projects, those unsure, those with an amount, and the sum."""
    for scope in (UNDER, ALL):
        chosen = in_scope(scope)
        seen = {kind for one in chosen if one.areas for kind in one.money} & DECIDED
        for kind, area in product(sorted(seen), AREAS):
            inside = [one for one in chosen if area in one.areas]
            unsure = [one for one in projects() if scope == UNDER and area in one.areas and one.may_be_under]
            known, total = sums(inside, kind)
            counts = (str(len(inside)), str(len(unsure)), str(known))
            yield scope, f"money-kind/{kind}", f"focus-area/{area}", *counts, str(total) if known else None


def matrix() -> Iterator[Figures]:
    """Yield scope, group, area, projects, kind, projects with an amount, and the sum."""
    for scope, group, area in product((UNDER, ALL), GROUPS, AREAS):
        cell = [one for one in in_scope(scope) if area in one.areas and group in one.groups]
        kinds = sorted({kind for one in cell for kind in one.money})
        where = (scope, f"method-group/{group}", f"focus-area/{area}", str(len(cell)))
        for kind in kinds:
            known, total = sums(cell, kind)
            yield *where, f"money-kind/{kind}", str(known), str(total)
        if not kinds:
            yield *where, None, None, None


def verdicts(known: Mapping[str, Decimal | None], rest: set[str]) -> set[bool]:
    """Return what may be true of 4.4 being below each of `rest`, whatever the unknown sums are."""
    choices = [[value] if value is not None else [Decimal(0), HUGE] for value in (known[area] for area in AREAS)]
    found = set()
    for chosen in product(*choices):
        by_area = dict(zip(AREAS, chosen, strict=True))
        others = [by_area[area] for area in AREAS[:3]]
        found.add(by_area["4.4"] < (min(others) if "each" in rest else sum(others, Decimal(0))))
    return found


WORD = {frozenset([True]): "holds", frozenset([False]): "fails"}


def readings() -> Iterator[Figures]:
    """Yield, for each scope and kind, how both readings begin: by trying the extremes of every unknown sum."""
    tables: dict[tuple[str | None, str | None], dict[str, Decimal | None]] = {}
    for scope, kind, area, _, _, _, total in funding():
        tables.setdefault((scope, kind), {})[str(area).removeprefix("focus-area/")] = Decimal(total) if total else None
    for (scope, kind), known in tables.items():
        words = [WORD.get(frozenset(verdicts(known, {rest})), "cannot tell") for rest in ("each", "together")]
        yield scope, kind, *words


def first_words(cell: str | None) -> str:
    return "cannot tell" if cell and cell.startswith("cannot tell: ") else str(cell).removesuffix(" by known amounts")


def judged(store: Store) -> list[Figures]:
    rows = columns(store, "cq01-funding", "scope", "moneyKind", "focusArea", "readingA", "readingB")
    return [
        (scope, kind, first_words(a), first_words(b)) for scope, kind, area, a, b in rows if area == "focus-area/4.1"
    ]


def shares(store: Store) -> dict[tuple[str | None, str | None], Decimal]:
    found: dict[tuple[str | None, str | None], Decimal] = {}
    for scope, kind, share in columns(store, "cq01-funding", "scope", "moneyKind", "share"):
        if share:
            found[scope, kind] = found.get((scope, kind), Decimal(0)) + Decimal(share)
    return found


def test_sums_by_area_are_those_of_the_shipped_rows(store: Store) -> None:
    wanted = ("scope", "moneyKind", "focusArea", "projects", "unsure", "projectsWithAmount", "sum")
    assert columns(store, "cq01-funding", *wanted) == list(funding())


def test_both_readings_are_told_where_no_unknown_sum_could_change_them(store: Store) -> None:
    assert judged(store) == list(readings())


def test_shares_add_up_to_one_and_are_told_only_where_every_sum_is_known(store: Store) -> None:
    whole = {(scope, kind): Decimal(1) for scope, kind in complete_kinds()}
    assert shares(store) == pytest.approx(whole, abs=Decimal("0.0003"))


def complete_kinds() -> set[tuple[str | None, str | None]]:
    gaps = {(scope, kind) for scope, kind, *_, total in funding() if total is None}
    return {(scope, kind) for scope, kind, *_ in funding()} - gaps


def test_cells_of_the_portfolio_are_those_of_the_shipped_rows(store: Store) -> None:
    wanted = ("scope", "methodGroup", "focusArea", "projects", "moneyKind", "projectsWithAmount", "sum")
    assert columns(store, "cq04-portfolio", *wanted) == list(matrix())


def agreed_projects() -> set[Figures]:
    found: set[Figures] = set()
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


def areas(**money: int | None) -> str:
    """Return a project under the agreement in each area, with an EU and state grant where one is given."""
    return "".join(
        project(f"p{area}", area=area, under=True, money={} if euros is None else {"eu-and-state-grant": euros})
        for area, euros in zip(AREAS, money.values(), strict=True)
    )


def four(a: int | None, b: int | None, c: int | None, d: int | None) -> Store:
    return toy(areas(a=a, b=b, c=c, d=d))


def both(store: Store) -> Row:
    [first, *_] = columns(store, "cq01-funding", "readingA", "readingB")
    return first


@pytest.mark.parametrize(
    ("given", "a", "b"),
    [
        ((5, 6, 7, 4), "holds", "holds"),
        ((5, 4, 7, 4), "fails", "holds"),
        ((1, 1, 1, 3), "fails", "fails"),
        ((5, None, 7, 6), "fails", "holds"),
        ((5, None, 7, 4), "cannot tell: no known amount of this kind in 4.2", "holds"),
        ((1, None, 1, 2), "fails", "cannot tell: no known amount of this kind in 4.2"),
        (
            (5, 6, 7, None),
            "cannot tell: no known amount of this kind in 4.4",
            "cannot tell: no known amount of this kind in 4.4",
        ),
    ],
    ids=[
        "least of all",
        "as much as one of them",
        "as much as all of them",
        "one unknown, another below",
        "the unknown one decides A",
        "the unknown one decides B",
        "4.4 unknown",
    ],
)
def test_a_reading_is_told_as_far_as_the_known_sums_decide_it(
    given: tuple[int | None, int | None, int | None, int | None], a: str, b: str
) -> None:
    assert both(four(*given)) == (a, b)


def test_a_project_without_an_amount_makes_a_reading_one_by_known_amounts() -> None:
    more = project("unknown", area="4.4", under=True)
    assert both(toy(areas(a=5, b=6, c=7, d=4) + more)) == ("holds by known amounts", "holds by known amounts")


def test_a_project_that_may_be_under_the_agreement_makes_a_reading_one_by_known_amounts() -> None:
    more = project("perhaps", area="4.1")
    assert both(toy(AGREEMENT + areas(a=1, b=1, c=1, d=3) + more)) == ("fails", "fails by known amounts")


def test_a_project_that_began_before_the_agreement_is_not_under_it() -> None:
    early = project("early", area="4.4", rest='eurio:startDate "2016-01-01"^^xsd:date ;')
    assert both(toy(AGREEMENT + areas(a=5, b=6, c=7, d=4) + early)) == ("holds", "holds")


def test_without_any_amount_each_area_says_so() -> None:
    rows = columns(four(None, None, None, None), "cq01-funding", "scope", "moneyKind", "sum", "readingA")
    assert set(rows) == {(scope, None, None, "cannot tell: no amount is known") for scope in (UNDER, ALL)}
    assert len(rows) == 8


def test_an_empty_graph_says_what_it_lacks() -> None:
    assert answer(toy(""), "cq01-funding").notes == (
        "cannot tell: no source states an amount of money",
        "cannot tell: no source states which projects are under the agreement",
    )


def test_costs_plans_and_budgets_are_no_decided_funding() -> None:
    costs = {"total-cost": 9, "public-funding-planned": 9, "own-funding": 9, "partner-budget": 9, "partner-share": 9}
    [first, *_] = columns(toy(project("p", area="4.1", under=True, money=costs)), "cq01-funding", "moneyKind")
    assert first == (None,)


def test_kinds_of_money_are_never_added_up() -> None:
    store = toy(project("p", area="4.1", group="1", under=True, money={"eu-grant": 4, "eu-and-state-grant": 6}))
    rows = columns(store, "cq04-portfolio", "scope", "moneyKind", "sum")
    assert [row for row in rows if row[0] == UNDER and row[1]] == [
        (UNDER, "money-kind/eu-and-state-grant", "6"),
        (UNDER, "money-kind/eu-grant", "4"),
    ]


def twice(one: int, other: int) -> str:
    amounts = [amount("eu-and-state-grant", one, record="a"), amount("eu-and-state-grant", other, record="b")]
    return project("p", area="4.1", group="1", under=True, rest=f"vk:money {' , '.join(amounts)} ;")


@pytest.mark.parametrize(("other", "disputed"), [(6, "0"), (5, "1")], ids=["alike", "otherwise"])
def test_an_amount_that_two_records_state_counts_once(other: int, disputed: str) -> None:
    store = toy(twice(6, other))
    [first, *_] = columns(store, "cq01-funding", "projectsWithAmount", "disputed", "sum")
    assert first == ("1", disputed, "6")
    cells = columns(store, "cq04-portfolio", "scope", "projectsWithAmount", "disputed", "sum")
    assert (UNDER, "1", disputed, "6") in cells


def test_amounts_in_another_currency_are_left_out() -> None:
    kronor = amount("eu-grant", 5).replace("EUR", "SEK")
    store = toy(project("p", area="4.1", under=True, rest=f"vk:money {kronor} ;", money={"eu-grant": 4}))
    [first, *_] = columns(store, "cq01-funding", "sum")
    assert first == ("4",)


SPLIT = '<provision/split> a vk:FundingRule ; vk:euStateShare "60"^^xsd:decimal .\n'


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


def cell_of(text: str) -> str | None:
    rows = columns(toy(AGREEMENT + text), "cq04-portfolio", "scope", "methodGroup", "focusArea", "cell")
    return {row[:3]: row[3] for row in rows}[UNDER, "method-group/1", "focus-area/4.2"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (project("p", area="4.2", group="1", under=True), "in use"),
        (project("p", area="4.2", group="1", under=False), "empty"),
        (
            project("p", area="4.2", group="1"),
            "cannot tell: whether 1 project(s) of it are under the agreement is not known",
        ),
        (project("p", area="4.2", group="1", rest='eurio:startDate "2014"^^xsd:gYear ;'), "empty"),
        (project("p", area="4.2", under=True), "empty"),
    ],
    ids=["under", "not under", "nobody says", "began before", "of no group"],
)
def test_a_cell_is_empty_only_where_nothing_may_be_in_it(text: str, cell: str) -> None:
    assert cell_of(text) == cell


def test_no_cell_is_lost_for_want_of_an_amount(store: Store) -> None:
    rows = columns(store, "cq04-portfolio", "scope", "methodGroup", "focusArea")
    assert len(set(rows)) == 24
