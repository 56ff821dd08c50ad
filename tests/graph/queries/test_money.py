"""Money by focus area and method group: cq01 and cq04."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

import pytest
from pyoxigraph import Store

from tests.graph.queries.shipped import ALL, AREAS, GROUPS, UNDER, Project, projects
from tests.graph.queries.toy import AGREEMENT, Row, amount, answer, columns, project, toy, twice

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
        ((4, 5, 7, 4), "fails", "holds"),
        ((5, 4, 7, 4), "fails", "holds"),
        ((5, 7, 4, 4), "fails", "holds"),
        ((1, 1, 2, 4), "fails", "fails"),
        ((5, None, 7, 6), "fails", "holds"),
        ((5, None, 7, 4), "cannot tell: no known amount of this kind in 4.2", "holds"),
        ((None, 6, 7, 4), "cannot tell: no known amount of this kind in 4.1", "holds"),
        ((5, 6, None, 4), "cannot tell: no known amount of this kind in 4.3", "holds"),
        ((1, 1, None, 2), "fails", "cannot tell: no known amount of this kind in 4.3"),
        ((1, None, 1, 2), "fails", "cannot tell: no known amount of this kind in 4.2"),
        (
            (5, 6, 7, None),
            "cannot tell: no known amount of this kind in 4.4",
            "cannot tell: no known amount of this kind in 4.4",
        ),
    ],
    ids=[
        "least of all",
        "as much as 4.1",
        "as much as 4.2",
        "as much as 4.3",
        "as much as all of them",
        "one unknown, another below",
        "the unknown one decides A",
        "4.1 decides A",
        "4.3 decides A",
        "4.3 decides B",
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


def test_costs_plans_budgets_and_payments_are_no_decided_funding() -> None:
    costs = {"total-cost": 9, "public-funding-planned": 9, "own-funding": 9, "partner-budget": 9, "partner-share": 9}
    costs |= {"eligible-cost": 9, "eu-and-state-paid": 9, "public-funding-paid": 9}
    [first, *_] = columns(toy(project("p", area="4.1", under=True, money=costs)), "cq01-funding", "moneyKind")
    assert first == (None,)


def test_kinds_of_money_are_never_added_up() -> None:
    store = toy(project("p", area="4.1", group="1", under=True, money={"eu-grant": 4, "eu-and-state-grant": 6}))
    rows = columns(store, "cq04-portfolio", "scope", "moneyKind", "sum")
    assert [row for row in rows if row[0] == UNDER and row[1]] == [
        (UNDER, "money-kind/eu-and-state-grant", "6"),
        (UNDER, "money-kind/eu-grant", "4"),
    ]


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
