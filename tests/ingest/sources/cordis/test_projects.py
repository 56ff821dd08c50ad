"""Projects, and what their side tables tell of them."""

from decimal import Decimal

import pytest

from graph.readings import Rejected
from graph.records import Classification, Concept, Money, Names, Project
from ingest.source import OutOfScope
from ingest.sources.cordis.ingester import parse
from tests.ingest.sources.cordis.dialects import bundle, files, fixture, one, read


def test_a_project_is_told_with_all_that_its_tables_say() -> None:
    found = one(Project, "900000001", parse(bundle()))
    assert found == Project(
        key="900000001",
        origin=found.origin,
        names=Names(und='Example one: harbours, "quiet" and clean'),
        code=("cordis", "900000001"),
        programme="HORIZON",
        start="2024-01-01",
        end="2026-12-31",
        money=(
            Money(kind="total-cost", value=Decimal("1500000.5")),
            Money(kind="eu-grant", value=Decimal("1200000.5")),
        ),
        classifications=(
            Classification(scheme="euroscivoc", concept="543", by="publisher"),
            Classification(scheme="euroscivoc", concept="89", by="publisher"),
        ),
        acronym="EXAMPLE-ONE",
        descriptions=((None, 'An invented objective.\nIt holds "quotes"; a semicolon, and a line break.'),),
        keywords=("harbours", "quiet"),
        status="active",
        call="EXAMPLE-2023-D5-01",
        topics=("EXAMPLE-2023-D5-01-01",),
        funding_scheme="HORIZON-RIA",
        legal_basis="HORIZON.2.5",
        other_ids=(("doi", "10.3030/900000001"),),
    )
    assert (found.origin.table, found.origin.line) == ("project.csv", 2)


def test_days_with_slashes_and_short_statuses_of_older_programmes_are_read() -> None:
    found = one(Project, "900002", read(project_csv=fixture("project.csv")))
    assert (found.start, found.end, found.status) == ("2010-02-01", "2013-01-31", "ended")
    assert found.descriptions == ()
    assert found.other_ids == ()


def test_of_several_legal_bases_the_one_that_is_marked_counts() -> None:
    assert one(Project, "900000003", parse(bundle())).legal_basis == "H2020-EU.3.4."


def test_of_several_legal_bases_none_of_which_is_marked_none_is_chosen() -> None:
    unmarked = fixture("legalBasis.csv").replace(b'"Transport";"true"', b'"Transport";""')
    outcomes = read(project_csv=fixture("project.csv"), legalBasis_csv=unmarked)
    assert one(Project, "900000003", outcomes).legal_basis is None


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("TERMINATED", "ASLEEP", "status 'ASLEEP' is not one of"),
        ("2021-03-01", "2021-02-30", "startDate '2021-02-30' is not a date of the calendar"),
        ("31/01/2013", "31/01/2009", "endDate '31/01/2009' lies before startDate (2010-02-01)"),
        ("642632.00", "much", "totalCost 'much' is not an amount"),
        ('"900000003"', '"90000000x"', "id '90000000x' is not the number of a project"),
        ("Example three, unlike the others", "", "title is missing or empty"),
        ("https://doi.org/10.3030/900000003", "doi", "grantDoi 'doi' is not a DOI"),
    ],
)
def test_a_project_with_a_field_that_cannot_be_read_is_set_aside(before: str, after: str, message: str) -> None:
    outcomes = read(project_csv=fixture("project.csv").replace(before.encode(), after.encode()))
    [rejected] = [str(found) for found in outcomes if isinstance(found, Rejected)]
    assert message in rejected
    assert len(outcomes) == 3


def test_a_project_in_two_files_is_told_once() -> None:
    outcomes = read(project_csv=fixture("project.csv"), older_csv=fixture("project.csv"))
    assert [found for found in outcomes if isinstance(found, OutOfScope)] == [
        OutOfScope(table="older.csv", line=line, reason=f"project {key} is told in an earlier row or file")
        for line, key in [(2, "900000001"), (4, "900002"), (5, "900000003")]
    ]


def test_a_project_names_the_rows_of_the_side_tables_that_it_was_made_of() -> None:
    tables = {f"{name}_csv": fixture(f"{name}.csv") for name in ("project", "topics", "euroSciVoc")}
    outcomes = read(**tables)
    assert one(Project, "900000001", outcomes).origin.rows == (
        ("topics.csv", 2),
        ("euroSciVoc.csv", 2),
        ("euroSciVoc.csv", 3),
    )
    assert one(Project, "900000003", outcomes).topics == ("EXAMPLE-2020-01",)


def test_a_row_of_a_side_table_whose_project_no_table_describes_is_out_of_scope() -> None:
    outcomes = read(project_csv=fixture("project.csv"), topics_csv=fixture("topics.csv"))
    assert [found for found in outcomes if isinstance(found, OutOfScope)] == [
        OutOfScope(table="topics.csv", line=4, reason="its project is in no project table that was given")
    ]


@pytest.mark.parametrize("name", ["topics.csv", "legalBasis.csv", "euroSciVoc.csv"])
def test_a_row_of_a_side_table_that_repeats_another_is_out_of_scope(name: str) -> None:
    outcomes = list(parse(files(project_csv=fixture("project.csv"), a_csv=fixture(name), b_csv=fixture(name))))
    repeated = [found for found in outcomes if isinstance(found, OutOfScope) and found.reason.startswith("tells of")]
    assert {found.table for found in repeated} == {"b.csv"}
    named = {table for found in outcomes if isinstance(found, Project) for table, _ in found.origin.rows}
    assert named == {"a.csv"}


def test_rows_of_side_tables_go_out_of_scope_with_a_project_that_is_set_aside() -> None:
    damaged = fixture("project.csv").replace(b"2024-01-01", b"2024-02-30")
    reading_ = {
        "project_csv": damaged,
        "topics_csv": fixture("topics.csv"),
        "euroSciVoc_csv": fixture("euroSciVoc.csv"),
    }
    aside = [found for found in read(**reading_) if isinstance(found, OutOfScope) and "set aside" in found.reason]
    assert aside == [OutOfScope(table="topics.csv", line=2, reason="its project has been set aside")]


@pytest.mark.parametrize("name", ["topics.csv", "legalBasis.csv"])
def test_side_tables_without_a_project_table_are_out_of_scope_and_accounted_for(name: str) -> None:
    outcomes = read(**{name: fixture(name)})
    assert outcomes == [
        OutOfScope(table=name, line=line, reason="its project is in no project table that was given")
        for line in (2, 3, 4)
    ]


def test_fields_of_science_alone_yield_their_concepts_once_with_those_above() -> None:
    outcomes = read(euroSciVoc_csv=fixture("euroSciVoc.csv"))
    found = [outcome for outcome in outcomes if isinstance(outcome, Concept)]
    assert [(concept.code, concept.names.en, concept.broader, concept.origin.line) for concept in found] == [
        ("29", "social sciences", (), 2),
        ("97", "political sciences", ("29",), 2),
        ("543", "government systems", ("97",), 2),
        ("89", "law", ("29",), 3),
    ]
    assert {concept.scheme for concept in found} == {"euroscivoc"}
    assert [outcome.line for outcome in outcomes if isinstance(outcome, OutOfScope)] == [4, 5]


def test_a_label_that_holds_a_slash_names_the_narrowest_concept_alone() -> None:
    row = b'"1234";"/1/2";"/natural sciences/input/output";"input/output"\n'
    head = b'"projectID";"euroSciVocCode";"euroSciVocPath";"euroSciVocTitle"\n'
    found = [outcome for outcome in read(euroSciVoc_csv=head + row) if isinstance(outcome, Concept)]
    assert [(concept.code, concept.names.en, concept.broader) for concept in found] == [("2", "input/output", ("1",))]


def test_a_field_of_science_without_a_way_of_codes_is_set_aside() -> None:
    damaged = fixture("euroSciVoc.csv").replace(b"/29/97/543", b"law")
    outcomes = read(euroSciVoc_csv=damaged)
    assert str(outcomes[0]) == "euroSciVoc.csv, line 2: euroSciVocCode 'law' is not a way of codes (/29/97/543)"


def test_pages_and_pictures_are_out_of_scope() -> None:
    [outcome] = read(webLink_csv=fixture("webLink.csv"))
    assert isinstance(outcome, OutOfScope)
