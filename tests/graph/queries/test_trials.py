"""Companies that have piloted, long-term tests and references: cq15 and cq22."""

import pytest
from pyoxigraph import Store

from graph.ask import NOTHING
from tests.graph.queries.shipped import listed, table
from tests.graph.queries.test_testbeds import links
from tests.graph.queries.toy import Row, answer, bed, columns, project, toy

BEDS = {row["id"]: row for row in table("testbeds")}
COMPANIES = {row["id"] for row in table("companies")}
AREAS = {row["id"]: row["agreement_focus_area"] for name in ("companies", "projects") for row in table(name)}
PILOTS = {row["id"]: row for row in table("pilots")}
OPEN = "cannot tell: no source states it"


def themes(pilot: dict[str, str]) -> set[str]:
    return set(listed(BEDS[pilot["testbed_id"]]["themes"]))


def areas(pilot: dict[str, str]) -> set[str]:
    """Return the focus areas that a pilot lies in by its test bed, the test bed's themes, or its project."""
    linked = links()
    by_theme = {code[:3] for theme in themes(pilot) for code in linked.get(theme, ())}
    return by_theme | {BEDS[pilot["testbed_id"]]["agreement_focus_area"], AREAS.get(pilot["project_id"], "")}


def test_every_trial_is_asked_whether_it_was_long_and_gave_a_reference(store: Store) -> None:
    found = columns(store, "cq22-tests", "trial", "longTerm", "reference")
    told = {f"trial/facts-{key}": (OPEN, OPEN) for key in PILOTS} | {"trial/facts-rob-kivikko": ("yes, in doubt", OPEN)}
    assert {row[0]: row[1:] for row in found} == told
    assert found[0][0] == "trial/facts-rob-kivikko"


def test_an_answer_without_references_says_that_no_source_states_them(store: Store) -> None:
    assert answer(store, "cq22-tests").notes == (
        "cannot tell: no source states whether a trial gave a public reference",
    )


def test_the_trials_of_a_focus_area_are_those_of_its_beds_and_projects(store: Store) -> None:
    found = columns(store, "cq22-tests", "trial", theme="focus-area/4.3")
    assert {row[0] for row in found} == {f"trial/facts-{key}" for key, row in PILOTS.items() if "4.3" in areas(row)}
    assert len(found) == 13


TRIAL = '<trial/{key}> a vk:Trial , prov:Activity ; skos:prefLabel "{key}"@en ; {rest} .\n'


def trial(key: str, rest: str = "") -> str:
    return TRIAL.format(key=key, rest=rest)


def actor(key: str, rest: str = "", *, kind: str | None = "company") -> str:
    """Return the Turtle of an actor, a company unless told otherwise."""
    told = f"vk:actorKind <actor-kind/{kind}> ;" if kind else ""
    return f'<org/{key}> a vk:Actor ; skos:prefLabel "{key}"@en ; {told} {rest} .\n'


@pytest.mark.parametrize(
    ("rest", "long_term", "reference"),
    [
        ("vk:longTerm true ; vk:publicReference false ;", "yes", "no"),
        ("vk:longTerm false ; vk:publicReference true ;", "no", "yes"),
        ("vk:longTerm true , false ;", "cannot tell: sources disagree", OPEN),
        ("vk:startDate '2020'^^xsd:gYear ; vk:endDate '2025'^^xsd:gYear ;", OPEN, OPEN),
        ("vk:outcome 'taken into use'@en ;", OPEN, OPEN),
    ],
    ids=["long", "with a reference", "disputed", "five years, but nobody calls it long", "praised only"],
)
def test_only_what_a_source_states_is_a_long_term_test_or_a_reference(
    rest: str, long_term: str, reference: str
) -> None:
    found = columns(toy(trial("t", rest)), "cq22-tests", "longTerm", "reference")
    assert found == [(long_term, reference)]


def test_a_statement_that_nobody_read_is_in_doubt() -> None:
    doubt = (
        "GRAPH g:provenance { <doubt/1> rdf:subject <record/r> ; rdf:predicate vk:publicReference ; rdf:object true }\n"
    )
    text = trial("t", "vk:publicReference true ; vk:longTerm true ; prov:wasDerivedFrom <record/r> ;") + doubt
    assert columns(toy(text), "cq22-tests", "longTerm", "reference") == [("yes", "yes, in doubt")]


def test_long_term_tests_come_first_then_references() -> None:
    text = (
        trial("a")
        + trial("b", "vk:publicReference true ;")
        + trial("c", "vk:longTerm false ;")
        + trial("d", "vk:longTerm true ;")
        + trial("e", "vk:longTerm true ; vk:publicReference true ;")
    )
    assert [row[0] for row in columns(toy(text), "cq22-tests", "label")] == ["e", "d", "c", "b", "a"]


def test_two_dates_of_two_records_make_one_row() -> None:
    rest = (
        "vk:startDate '2023'^^xsd:gYear , '2024-02'^^xsd:gYearMonth ; vk:endDate '2025'^^xsd:gYear ;"
        " vk:year '2023'^^xsd:gYear , '2024'^^xsd:gYear ; vk:trialAt <testbed/b> , <testbed/a> ;"
        " vk:referencePage <https://example.org/> ; vk:publicReference true ;"
    )
    found = columns(
        toy(trial("t", rest) + bed("a") + bed("b")),
        "cq22-tests",
        "start",
        "end",
        "year",
        "testbedLabel",
        "referencePage",
    )
    assert found == [("2023", "2025", "2023, 2024", "a; b", "https://example.org/")]


def test_a_trial_whose_city_is_not_known_is_kept_where_one_is_asked_for() -> None:
    text = trial("here", "dct:spatial <place/x> ;") + trial("there", "dct:spatial <place/y> ;") + trial("somewhere")
    assert [row[0] for row in columns(toy(text), "cq22-tests", "label", city="place/x")] == ["here", "somewhere"]


def test_without_an_actor_or_theme_every_trial_of_a_company_is_listed(store: Store) -> None:
    found = columns(store, "cq15-piloted", "trial", "basis")
    assert {row[0] for row in found} == {
        f"trial/facts-{key}" for key, row in PILOTS.items() if row["actor_id"] in COMPANIES
    }
    assert {row[1] for row in found} == {"every trial: neither an actor nor a theme was given"}


def test_companies_of_a_theme_are_those_that_tried_at_a_bed_of_it(store: Store) -> None:
    found = columns(store, "cq15-piloted", "trial", theme="theme/edtech")
    assert {row[0] for row in found} == {
        f"trial/facts-{key}" for key, row in PILOTS.items() if row["actor_id"] in COMPANIES and "edtech" in themes(row)
    }
    assert len(found) == 13


def shared_with(company: str) -> dict[str, set[str]]:
    """Return the themes that each trial of another company shares with those of `company`."""
    mine = {theme for row in PILOTS.values() if row["actor_id"] == company for theme in themes(row)}
    others = {key: row for key, row in PILOTS.items() if row["actor_id"] in COMPANIES - {company}}
    return {f"trial/facts-{key}": mine & themes(row) for key, row in others.items() if mine & themes(row)}


def test_companies_like_one_share_the_themes_that_the_shipped_rows_tell(store: Store) -> None:
    found = columns(store, "cq15-piloted", "trial", "basis", "notCompared", actor="org/facts-bercman")
    told = {
        row[0]: set(str(row[1]).removeprefix("same theme: ").split("; ")[0].split(", "))
        for row in found
        if str(row[1]).startswith("same theme: ")
    }
    assert told == shared_with("bercman")
    assert {row[2] for row in found} == {"industry, size"}
    assert "trial/facts-lm-crossing" not in {row[0] for row in found}


def test_the_most_alike_come_first(store: Store) -> None:
    found = columns(store, "cq15-piloted", "basis", actor="org/facts-bercman")
    assert str(found[0][0]).startswith("same theme: 5G, automated driving, last-mile logistics, LiDAR, MaaS")
    assert found[-1] == ("same focus area: 4.1",)


def industry(*codes: str) -> str:
    return " ".join(f"dct:subject <{code}> ;" for code in codes)


ASKED = trial("t", "prov:wasAssociatedWith <org/b> ;")


@pytest.mark.parametrize(
    ("mine", "theirs", "row"),
    [
        ("tol-2008/62100", "tol-2008/62100", ("org/b", "same industry: tol-2008/62100", "size")),
        ("nace-2/26.30", "nace-2/26.51", ("org/b", "same division of industry: nace-2/26", "size")),
        ("tol-2008/62100", "tol-2025/62100", (NOTHING, None, None)),
        ("tol-2008/62100", "tol-2008/01100", (NOTHING, None, None)),
    ],
    ids=["class", "division", "other classification", "other industry"],
)
def test_industries_are_compared_within_one_classification(mine: str, theirs: str, row: Row) -> None:
    store = toy(actor("a", industry(mine)) + actor("b", industry(theirs)) + ASKED)
    assert columns(store, "cq15-piloted", "company", "basis", "notCompared", actor="org/a") == [row]


def part(company: str, *, sme: bool) -> str:
    return f"<participation/{company}> eurio:isRoleOf <org/{company}> ; vk:sme {str(sme).lower()} .\n"


def test_size_alone_makes_no_company_alike_but_is_told_beside_another_reason() -> None:
    both = part("a", sme=True) + part("b", sme=True) + ASKED
    alone = toy(actor("a", "dct:subject <focus-area/4.1> ;") + actor("b") + both)
    assert columns(alone, "cq15-piloted", "company", actor="org/a") == [(NOTHING,)]
    beside = toy(actor("a", industry("nace-2/62.01")) + actor("b", industry("nace-2/62.01")) + both)
    found = columns(beside, "cq15-piloted", "basis", "notCompared", "industry", "size", actor="org/a")
    assert found == [("same industry: nace-2/62.01; same size: both have been SMEs", None, "nace-2/62.01", "SME")]


def test_an_actor_of_which_nothing_is_known_cannot_be_compared() -> None:
    store = toy(actor("a", "foaf:homepage <https://example.org/> ;") + actor("b") + ASKED)
    assert columns(store, "cq15-piloted", "company", "basis", actor="org/a") == [
        (None, "cannot tell: neither the industry nor a theme of the actor is known")
    ]


@pytest.mark.parametrize(("kind", "listed_"), [("company", True), ("association", False), (None, True)])
def test_only_companies_are_listed_and_those_that_may_be(kind: str | None, listed_: bool) -> None:
    found = columns(toy(actor("b", kind=kind) + ASKED), "cq15-piloted", "company")
    assert (("org/b",) in found) is listed_


def test_what_one_does_in_projects_counts_as_well() -> None:
    mine = "<participation/p> eurio:isRoleOf <org/a> ; eurio:isInvolvedIn <project/mine> .\n"
    text = (
        actor("a")
        + actor("b")
        + mine
        + project("mine", rest="dct:subject <sub-theme/4.1.e> ;")
        + project("theirs", rest="dct:subject <sub-theme/4.1.e> ;")
        + trial("t", "prov:wasAssociatedWith <org/b> ; vk:underProject <project/theirs> ;")
    )
    assert columns(toy(text), "cq15-piloted", "basis", actor="org/a") == [("same sub-theme: 4.1.e",)]


def test_whom_to_ask_is_told_of_each_test_bed() -> None:
    text = (
        actor("b", "foaf:homepage <https://b.example/> ;")
        + trial("t", "prov:wasAssociatedWith <org/b> ; vk:trialAt <testbed/y> , <testbed/x> ;")
        + bed("x", "vk:operatorName 'City' ;")
        + bed("y", "vk:operatorName 'School' ; foaf:page <https://y.example/> ;")
    )
    found = columns(toy(text), "cq15-piloted", "testbedLabel", "operatorLabel", "contact", "companyPage")
    assert found == [("x; y", "City; School", "https://y.example/", "https://b.example/")]
