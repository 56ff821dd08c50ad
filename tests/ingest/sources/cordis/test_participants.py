"""Organisations and their participations: one row tells of both."""

import tracemalloc
from collections import deque
from decimal import Decimal
from io import BytesIO

import pytest

from graph.readings import Rejected
from graph.records import Address, Classification, Money, Organisation, Participation, Point, Project
from ingest.source import Outcome, OutOfScope
from ingest.sources.cordis.ingester import parse
from tests.ingest.sources.cordis.dialects import bundle, fixture, one, read, records

TABLE = fixture("organization.csv")
PERSON = '"MISSING";"ESIMERKKI Maija";"MAIJA";"";"PRC";"";"";"";"FI";"";"";"";"https://example.org/contact-form"'


def changed(before: str, after: str) -> list[Outcome]:
    assert before.encode() in TABLE
    return read(organization_csv=TABLE.replace(before.encode(), after.encode()))


def rejected(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome) for outcome in outcomes if isinstance(outcome, Rejected)]


def organisation(key: str) -> Organisation:
    return one(Organisation, key, read(organization_csv=TABLE))


def test_an_organisation_is_emitted_once_however_many_projects_it_is_in() -> None:
    keys = [found.key for found in records(read(organization_csv=TABLE)) if isinstance(found, Organisation)]
    assert sorted(keys) == [f"99000000{number}" for number in range(1, 7)]


def test_the_newest_row_names_an_organisation_and_the_older_name_is_kept() -> None:
    found = organisation("990000002")
    assert found.names.und == "EXAMPLE INSTITUTE, THE NEW NAME"
    assert found.names.other == ("EXAMPLE INSTITUTE, THE OLD NAME",)
    assert found.names.short == ("EXI",)
    assert found.origin.line == 3


def test_what_the_newest_row_leaves_empty_comes_from_an_older_one() -> None:
    found = one(Organisation, "990000002", changed("2013-05-01 10:00:00", "2026-01-01 00:00:00"))
    assert found.names.und == "EXAMPLE INSTITUTE, THE OLD NAME"
    assert found.business_id == "2647375-4"
    assert found.homepage == "https://example.org/"


def test_an_organisation_tells_its_numbers_address_and_class() -> None:
    found = organisation("990000002")
    assert found.business_id == "2647375-4"
    assert found.other_ids == (("pic", "990000002"),)
    assert found.address == Address(
        country="FI",
        nuts="FI1B1",
        locality="HELSINKI",
        postcode="00910",
        street="EXAMPLE STREET 2, DOOR B",
        point=Point(lat=Decimal("60.2"), lon=Decimal("24.9")),
    )
    assert found.kind == "research-institute"
    assert found.classifications == (Classification(scheme="activity-type", concept="rec", by="publisher"),)


@pytest.mark.parametrize(
    ("key", "country", "other_ids"),
    [
        ("990000003", "GR", (("pic", "990000003"), ("vat", "EL090145420"))),
        ("990000005", "GB", (("pic", "990000005"), ("vat", "GB744495211"))),
        ("990000006", "XK", (("pic", "990000006"),)),
    ],
)
def test_countries_are_of_iso_and_vat_numbers_only_what_their_check_digit_vouches_for(
    key: str, country: str, other_ids: tuple[tuple[str, str], ...]
) -> None:
    found = organisation(key)
    assert found.address is not None
    assert (found.address.country, found.other_ids) == (country, other_ids)


@pytest.mark.parametrize("unsaid", ["", ".", "-", "NA", "MISSING", "DE129515866"])
def test_a_vat_number_that_is_none_is_left_out(unsaid: str) -> None:
    found = one(Organisation, "990000005", changed("GB744495211", unsaid))
    assert found.other_ids == (("pic", "990000005"),)


def test_a_wrong_business_id_is_left_out_with_a_remark_and_costs_no_participation() -> None:
    outcomes = read(organization_csv=TABLE)
    found = one(Organisation, "990000004", outcomes)
    assert (found.business_id, found.other_ids) == (None, (("pic", "990000004"),))
    assert found.note == (
        "CORDIS: vatNumber FI12345678 is not a Business ID: its check digit is wrong; "
        "CORDIS: organizationURL is not the address of a page"
    )
    assert one(Participation, "900002-990000004-third-party", outcomes).organisation == "990000004"


def test_a_country_or_activity_that_is_written_twice_is_one_and_two_countries_are_none() -> None:
    twice, two = organisation("990000004"), changed("2025-02-24 17:23:14", "2001-01-01")
    assert twice.address is not None
    assert (twice.address.country, twice.address.nuts, twice.kind) == ("FI", None, "company")
    found = one(Organisation, "990000001", two)
    assert found.address is not None
    assert (found.address.country, found.address.locality) == (None, "ESPOO")


def test_schools_public_bodies_and_others_may_be_of_many_kinds() -> None:
    assert [organisation(f"99000000{number}").kind for number in (1, 3, 5, 6)] == [None] * 4


def test_amounts_with_point_and_comma_stand_side_by_side() -> None:
    assert one(Participation, "900000001-990000002-partner", read(organization_csv=TABLE)).money == (
        Money(kind="eu-contribution", value=Decimal("300000.25")),
        Money(kind="eu-contribution-net", value=Decimal("310000.25")),
        Money(kind="partner-budget", value=Decimal("310000.25")),
    )


def test_an_amount_that_is_not_told_is_none_and_not_zero() -> None:
    assert one(Participation, "900002-990000005-international-partner", read(organization_csv=TABLE)).money == ()


@pytest.mark.parametrize(
    ("key", "sme", "left"),
    [
        ("900000001-990000001-coordinator", False, False),
        ("900002-990000004-third-party", True, False),
        ("900000001-990000003-associated-partner", None, True),
    ],
)
def test_truth_is_read_however_it_is_written(key: str, sme: bool | None, left: bool) -> None:
    found = one(Participation, key, read(organization_csv=TABLE))
    assert (found.sme, found.left) == (sme, left)


def test_an_organisation_twice_in_one_project_in_one_role_has_two_participations() -> None:
    outcomes = read(organization_csv=TABLE)
    keys = ["900000001-990000003-associated-partner", "900000001-990000003-associated-partner-2"]
    assert [one(Participation, key, outcomes).left for key in keys] == [True, False]


def test_a_participation_in_two_files_is_told_once() -> None:
    outcomes = read(organization_csv=TABLE, again_csv=TABLE)
    left_out = [outcome for outcome in outcomes if isinstance(outcome, OutOfScope)]
    assert {outcome.reason for outcome in left_out} == {"is told in organization.csv already"}
    assert [outcome.line for outcome in left_out] == [*range(2, 10), 11]


def test_a_project_that_no_table_describes_is_known_by_its_acronym() -> None:
    found = one(Project, "900000009", parse(bundle()))
    assert (found.names.und, found.code, found.origin.table) == (
        "EXAMPLE-NINE",
        ("cordis", "900000009"),
        "organization.csv",
    )


def test_a_participation_in_a_project_without_any_name_is_set_aside() -> None:
    assert rejected(changed("EXAMPLE-NINE", ""))[1:] == [
        "organization.csv, line 11: projectID '900000009' is described in no project table, and has no acronym"
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("international Partner", "friend", "line 8: role 'friend' is not one of"),
        ('"990000005"', '"none"', "line 8: organisationID 'none' is not a participant number"),
        ('"990000005"', '""', "line 8: organisationID is missing or empty"),
        ("EXAMPLE TRUST", "-", "line 8: name is missing or empty"),
        ('"OTH"', '"XYZ"', "line 8: activityType 'XYZ' is not one of"),
        ('"642632.00"', '"a lot"', "line 6: totalCost 'a lot' is not an amount"),
        ('"Yes"', '"perhaps"', "line 7: SME 'perhaps' is neither true nor false"),
    ],
)
def test_a_row_with_a_field_it_cannot_do_without_is_set_aside(before: str, after: str, message: str) -> None:
    found = rejected(changed(before, after))
    assert len(found) == 2  # one for the natural person
    assert message in found[0]


def test_a_natural_person_goes_to_quarantine_without_the_name() -> None:
    outcomes = read(organization_csv=TABLE)
    assert [outcome for outcome in outcomes if isinstance(outcome, Rejected)] == [
        Rejected(
            table="organization.csv",
            line=10,
            reason="looks like a natural person: a private participant without address and VAT number, "
            "named as a person is",
            field="name",
        )
    ]
    assert "esimerkki" not in repr(outcomes).casefold()
    assert "maija" not in repr(outcomes).casefold()


@pytest.mark.parametrize("name", ["ESIMERKKI MAIJA", "Maija Esimerkki", "Dr Maija Esimerkki", "Ms Esimerkki"])
@pytest.mark.parametrize("activity", ["PRC", "OTH", ""])
def test_who_is_named_as_a_person_may_be_and_withholds_everything_goes_to_quarantine(name: str, activity: str) -> None:
    person = PERSON.replace("ESIMERKKI Maija", name).replace("PRC", activity)
    outcomes = changed(PERSON, person)
    assert [line.partition(": ")[2].partition(":")[0] for line in rejected(outcomes)] == [
        "name looks like a natural person"
    ]
    assert "esimerkki" not in repr(outcomes).casefold()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ESIMERKKI Maija", "ESIMERKKI ROBOTICS"),
        ('"PRC";""', '"OTH";"EXAMPLE STREET 7"'),
        ('"MISSING"', '"XK330079956"'),
        ('"";"https://example.org/contact-form"', '"www.example.org";"https://example.org/contact-form"'),
        ('"PRC"', '"HES"'),
    ],
    ids=["a word of firms", "a street", "a VAT number", "a page", "a school"],
)
def test_a_word_of_firms_or_whatever_leads_to_a_participant_speaks_against_a_person(before: str, after: str) -> None:
    person = PERSON.replace("ESIMERKKI Maija", "ESIMERKKI MAIJA")
    altered = PERSON.replace(before, after).replace("ESIMERKKI Maija", "ESIMERKKI MAIJA")
    assert altered != person
    assert rejected(changed(PERSON, altered)) == []


def test_a_table_without_a_column_for_streets_withholds_none() -> None:
    table = TABLE.replace(PERSON.encode(), PERSON.replace("ESIMERKKI Maija", "ESIMERKKI MAIJA").encode())
    assert rejected(read(organization_csv=table.replace(b'"street"', b'"road"', 1))) == []


def test_a_contact_form_gets_nowhere() -> None:
    assert "contact-form" not in repr(read(organization_csv=TABLE))


def test_memory_grows_with_the_organisations_and_not_with_the_rows() -> None:
    head, row = TABLE.splitlines(keepends=True)[:2]
    many = head + b"".join(row.replace(b"900000001", b"%d" % (900000001 + at), 1) for at in range(2_000))
    stream = BytesIO(many)
    deque(parse({"organization.csv": BytesIO(head + row)}), maxlen=0)  # what is loaded once is no growth
    tracemalloc.start()
    deque(parse({"organization.csv": stream}), maxlen=0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(many)
