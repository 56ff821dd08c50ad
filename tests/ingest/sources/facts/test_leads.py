from decimal import Decimal

from graph.records import Money, Names, Organisation, Origin, Participation, Project
from tests.ingest.sources.facts.tables import record, records

VTT = "eura-lead-4d6c29c0d2f0"


def test_a_project_its_lead_and_the_leads_part_come_of_one_row() -> None:
    where = Origin(table="eura_lead_only.csv", line=2, url="https://example.org/export", confidence="seen")
    assert records("eura_lead_only.csv")[:3] == [
        Project(
            key="A70258",
            origin=where,
            names=Names(fi="INKA-ILMA"),
            code=("eura", "A70258"),
            fund="EAKR",
            instrument="eakr",
            authority="Innovaatiorahoituskeskus Tekes",
            start="2015-04-01",
            end="2017-03-31",
            money=(
                Money(
                    kind="eu-and-state-granted-to-date",
                    value=Decimal(162000),
                    note="granted by mid-2016 (register export)",
                ),
                Money(
                    kind="public-funding-planned",
                    value=Decimal(172000),
                    note="public plan (register export of mid-2016)",
                ),
            ),
            lead_only=True,
        ),
        Organisation(key=VTT, origin=where, names=Names(fi="Teknologian tutkimuskeskus VTT Oy")),
        Participation(key=f"A70258.{VTT}.lead", origin=where, project="A70258", organisation=VTT, role="lead"),
    ]


def test_a_lead_of_two_projects_comes_once() -> None:
    assert [one.key for one in records("eura_lead_only.csv") if isinstance(one, Organisation)] == [
        VTT,
        "eura-lead-b95e2c83cdf4",
    ]


def test_of_a_project_whose_partners_stand_elsewhere_not_only_the_lead_is_known() -> None:
    assert not record(Project, "A70726").lead_only


def test_an_amount_that_the_other_row_states_is_not_stated_again() -> None:
    assert [money.kind for money in record(Project, "A70726").money] == ["public-funding-planned"]


def test_an_amount_that_differs_from_the_other_rows_is_stated() -> None:
    found = record(Project, "A70726", table="eura_lead_only.csv", before=",267576,", after=",267577,")
    assert [money.kind for money in found.money] == ["eu-and-state-granted-to-date", "public-funding-planned"]
