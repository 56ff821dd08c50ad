from decimal import Decimal
from pathlib import Path

import pytest

from graph.records import (
    ActionPlanLine,
    Address,
    Adoption,
    Classification,
    IndicatorSeries,
    IndicatorValue,
    Money,
    Names,
    OpenChallenge,
    Organisation,
    Origin,
    Participation,
    Place,
    Procurement,
    Project,
    Record,
    Service,
    ServiceLink,
    SteeringGroupDecision,
    TestBed,
    Trial,
)
from ingest.source import Outcome
from ingest.sources.table.described import ALL
from ingest.sources.table.kinds import KINDS, MONEY, ORDER
from ingest.sources.table.mentions import name_key
from ontology.files import codes
from tests.ingest.sources.table.given import outcomes, records, rejected

AT = Origin(table="t.csv", line=2)
PAGE = Origin(table="t.csv", line=2, url="https://example.org/1")


def row(folder: Path, what: str, /, **cells: str) -> list[Record]:
    """Return the records of one row, whose columns are called as the fields they fill."""
    return records(row_outcomes(folder, what, **cells))


def row_outcomes(folder: Path, what: str, /, **cells: str) -> list[Outcome]:
    """Return what becomes of one row, whose columns are called as the fields they fill."""
    columns = "\n".join(f'{field} = "{field}"' for field in cells)
    text = f'[[table]]\nfile = "t.csv"\nkind = "{what}"\nkey = ["id"]\ndelimiter = "|"\n[table.columns]\n{columns}\n'
    table = "|".join(["id", *cells]) + "\n" + "|".join(["k", *cells.values()]) + "\n"
    return outcomes(folder, text, {"t.csv": table})


def test_a_test_bed_may_tell_everything(tmp_path: Path) -> None:
    assert row(
        tmp_path,
        "testbed",
        name_fi="Katu",
        name_sv="Gata",
        name_en="Street",
        other_names="Tie;Kuja",
        short_name="K",
        kind="street-test-area",
        city="Vanda",
        cities="092;Esbo",
        district="Keskusta",
        address="Katu 1",
        operator="org/fi-0112038-9",
        operator_name="Kaupunki",
        parent="testbed/facts-kyky",
        focus_area="4.1;4.2",
        sub_theme="4.1.a",
        themes="robotics",
        can_be_tested_en="Robots",
        can_be_tested_fi="Robotteja",
        can_be_tested_sv="Robotar",
        access_terms="On terms",
        access_mode="by_agreement",
        access_types="physical;mail_in",
        user_groups="SMEs",
        trl_min="5",
        trl_max="9",
        lat="60.3",
        lon="25.0",
        offered="power;data",
        contact_page="https://example.org/katu",
        languages="fi;en",
        status="active",
        status_years="2024;2025",
        start="2020",
        end="2027-12",
        last_seen="2026-01-02",
        last_verified="2026-01",
        availability_fi="arkisin",
        availability_en="on weekdays",
        lead_time_fi="kaksi viikkoa",
        lead_time_sv="två veckor",
        lead_time_days="14",
        cost_fi="maksuton kouluille",
        cost_en="free for schools",
        free="no",
        note="n",
        source_url="https://example.org/1",
        classified_by="curator",
    ) == [
        TestBed(
            key="k",
            origin=PAGE,
            names=Names(fi="Katu", sv="Gata", en="Street", other=("Tie", "Kuja"), short=("K",)),
            kind="street-test-area",
            city="id:place/fi-092",
            cities=("id:place/fi-092", "id:place/fi-049"),
            district="Keskusta",
            address="Katu 1",
            operator="id:org/fi-0112038-9",
            operator_name="Kaupunki",
            parent="id:testbed/facts-kyky",
            classified_by="curator",
            classifications=(
                Classification(scheme="focus-area", concept="4.1", by="curator"),
                Classification(scheme="focus-area", concept="4.2", by="curator"),
                Classification(scheme="sub-theme", concept="4.1.a", by="curator"),
            ),
            themes=("robotics",),
            can_be_tested_en="Robots",
            can_be_tested_fi="Robotteja",
            can_be_tested_sv="Robotar",
            access_terms="On terms",
            access_mode="by-agreement",
            access_types=("physical", "mail-in"),
            user_groups=("SMEs",),
            trl_min=5,
            trl_max=9,
            lat=Decimal("60.3"),
            lon=Decimal("25.0"),
            offered=("power", "data"),
            contact_page="https://example.org/katu",
            languages=("fi", "en"),
            status="active",
            status_years=(2024, 2025),
            start="2020",
            end="2027-12",
            last_seen="2026-01-02",
            last_verified="2026-01",
            availability=(("fi", "arkisin"), ("en", "on weekdays")),
            lead_time=(("fi", "kaksi viikkoa"), ("sv", "två veckor")),
            lead_time_days=14,
            cost=(("fi", "maksuton kouluille"), ("en", "free for schools")),
            free=False,
            note="n",
        )
    ]


def test_a_test_bed_that_tells_little_is_known_little_of(tmp_path: Path) -> None:
    [found] = row(tmp_path, "testbed", name="Katu", kind="xr-lab", trl_min="", operator="", city="")
    assert found == TestBed(key="k", origin=AT, names=Names(und="Katu"), kind="xr-lab", classified_by="publisher")


def test_a_place_without_a_code_is_told_once(tmp_path: Path) -> None:
    bed, place = row(tmp_path, "testbed", name="Katu", kind="xr-lab", city="Nurmijärvi", cities="Nurmijärvi;091")
    key = name_key("Nurmijärvi")
    assert place == Place(key=key, origin=AT, names=Names(und="Nurmijärvi"))
    assert isinstance(bed, TestBed)
    assert (bed.city, bed.cities) == (key, (key, "id:place/fi-091"))


def test_a_service_is_read(tmp_path: Path) -> None:
    assert row(
        tmp_path, "service", name_en="Advice", kind="business-advice", city="235", public="Yes", description_en="d"
    ) == [
        Service(
            key="k",
            origin=AT,
            names=Names(en="Advice"),
            kind="business-advice",
            city="id:place/fi-235",
            public=True,
            description_en="d",
        )
    ]


def test_a_link_may_join_things_of_other_sources(tmp_path: Path) -> None:
    address = "https://w3id.org/verkosto/id/service/facts-newco"
    assert row(tmp_path, "service-link", testbed="testbed/facts-kyky", service=address) == [
        ServiceLink(key="k", origin=AT, testbed="id:testbed/facts-kyky", service="id:service/facts-newco")
    ]


def test_a_trial_is_read_with_its_actor_and_its_project(tmp_path: Path) -> None:
    found = row(
        tmp_path,
        "trial",
        title="Robot",
        actor="Robotti Oy",
        testbed="id:testbed/facts-kyky",
        project_number="A71234",
        project_scheme="eura",
        project_title="Kokeilu",
        year="2025",
        start="2025-03-01",
        end="2026-02",
        city="091",
        outcome="good",
        long_term="yes",
        reference="yes",
        reference_page="https://example.org/reference",
    )
    actor = name_key("Robotti Oy")
    assert found == [
        Trial(
            key="k",
            origin=AT,
            title="Robot",
            actor=actor,
            testbed="id:testbed/facts-kyky",
            project="eura-A71234",
            year=2025,
            start="2025-03-01",
            end="2026-02",
            city="id:place/fi-091",
            outcome="good",
            long_term=True,
            reference=True,
            reference_page="https://example.org/reference",
        ),
        Organisation(key=actor, origin=AT, names=Names(und="Robotti Oy")),
        Project(key="eura-A71234", origin=AT, names=Names(und="Kokeilu"), code=("eura", "A71234")),
    ]


def test_a_trial_without_a_year_is_of_the_year_in_which_it_begins(tmp_path: Path) -> None:
    [found] = row(tmp_path, "trial", title="Robot", start="2024-11", end="2025-02")
    assert found == Trial(key="k", origin=AT, title="Robot", year=2024, start="2024-11", end="2025-02")


def test_the_page_of_a_reference_says_that_there_is_one(tmp_path: Path) -> None:
    [found] = row(tmp_path, "trial", title="Robot", reference="", reference_page="https://example.org/reference")
    assert isinstance(found, Trial)
    assert (found.reference, found.reference_page) == (True, "https://example.org/reference")


def test_what_a_trial_does_not_tell_is_not_known(tmp_path: Path) -> None:
    [found] = row(tmp_path, "trial", title="Robot", long_term="", reference="", start="")
    assert found == Trial(key="k", origin=AT, title="Robot")


@pytest.mark.parametrize(
    ("kind", "cells", "reason"),
    [
        (
            "trial",
            {"year": "2023", "start": "2024-01"},
            "year '2023' lies outside start and end (2024-01 to not known)",
        ),
        ("trial", {"year": "2026", "end": "2025"}, "year '2026' lies outside start and end (not known to 2025)"),
        ("trial", {"start": "2025", "end": "2024"}, "end '2024' lies before start (2025)"),
        (
            "trial",
            {"reference": "no", "reference_page": "https://example.org/"},
            "reference_page 'https://example.org/' is given, though the trial gave no public reference",
        ),
        ("testbed", {"lead_time_days": "two"}, "lead_time_days 'two' is not a whole number of days (0 to 3653)"),
        ("testbed", {"lead_time_days": "-1"}, "lead_time_days '-1' is not a whole number of days (0 to 3653)"),
        ("testbed", {"free": "partly"}, "free 'partly' is neither yes nor no ("),
        (
            "testbed",
            {"access_types": "physical;by-car"},
            "access_types 'physical;by-car' is not one of mail-in, physical, remote, virtual",
        ),
    ],
    ids=lambda one: "" if isinstance(one, str) else " ".join(one),
)
def test_a_cell_that_cannot_be_right_sends_its_row_to_quarantine(
    tmp_path: Path, kind: str, cells: dict[str, str], reason: str
) -> None:
    named = {"trial": {"title": "Robot"}, "testbed": {"name": "Katu", "kind": "xr-lab"}}[kind]
    [found] = rejected(row_outcomes(tmp_path, kind, **named, **cells))
    assert found.startswith(f"t.csv, line 2: {reason}")


def test_a_project_may_tell_everything(tmp_path: Path) -> None:
    assert row(
        tmp_path,
        "project",
        name_fi="Hanke",
        short_name="H",
        scheme="eura",
        number="A71234",
        programme="p",
        fund="f",
        instrument="eakr",
        funder="Rahoittaja",
        authority="Liitto",
        start="2021",
        end="2022",
        total_cost="100.50",
        own_funding="50",
        currency="SEK",
        money_year="2021",
        focus_area="4.3",
        method_group="1",
        under_agreement="yes",
        coordination="no",
        lead_only="true",
        description_sv="s",
        keywords="a;b",
        call="c",
        topics="t",
        funding_scheme="RIA",
        legal_basis="l",
        homepage="www.example.org",
        regions="FI1B1",
    )[0] == Project(
        key="k",
        origin=AT,
        names=Names(fi="Hanke", short=("H",)),
        code=("eura", "A71234"),
        programme="p",
        fund="f",
        instrument="eakr",
        funder=name_key("Rahoittaja"),
        authority="Liitto",
        start="2021",
        end="2022",
        money=(
            Money(kind="total-cost", value=Decimal("100.5"), currency="SEK", year=2021),
            Money(kind="own-funding", value=Decimal(50), currency="SEK", year=2021),
        ),
        classifications=(
            Classification(scheme="focus-area", concept="4.3", by="publisher"),
            Classification(scheme="method-group", concept="1", by="publisher"),
        ),
        under_agreement=True,
        lead_only=True,
        acronym="H",
        descriptions=(("sv", "s"),),
        keywords=("a", "b"),
        call="c",
        topics=("t",),
        funding_scheme="RIA",
        legal_basis="l",
        homepage="http://www.example.org",
        regions=("FI1B1",),
    )


def test_a_participation_tells_of_its_organisation_and_its_project_too(tmp_path: Path) -> None:
    assert row(
        tmp_path,
        "participation",
        project_number="101000001",
        project_scheme="cordis",
        project_acronym="EXA",
        project_programme="H2020",
        project_start="2021-01-01",
        project_end="2024-01-01",
        organisation_pic="900000011",
        organisation_name="ESIMERKKI  OY",
        organisation_short_name="ESI",
        organisation_vat="FI01120389",
        organisation_country="FI",
        organisation_city="ESPOO",
        organisation_kind="company",
        organisation_homepage="example.org",
        organisation_ror="https://ror.org/040af2s02",
        role="partner",
        year="2021",
        eu_contribution="10",
        sme="yes",
        left="no",
        start="2021-02",
        end="2023",
    ) == [
        Participation(
            key="k",
            origin=AT,
            project="cordis-101000001",
            organisation="pic-900000011",
            role="partner",
            year=2021,
            money=(Money(kind="eu-contribution", value=Decimal(10)),),
            sme=True,
            left=False,
            start="2021-02",
            end="2023",
        ),
        Organisation(
            key="pic-900000011",
            origin=AT,
            names=Names(und="ESIMERKKI OY", short=("ESI",)),
            kind="company",
            business_id="0112038-9",
            ror="040af2s02",
            other_ids=(("pic", "900000011"),),
            address=Address(country="FI", municipality="049", locality="ESPOO"),
            homepage="http://example.org",
        ),
        Project(
            key="cordis-101000001",
            origin=AT,
            names=Names(und="EXA"),
            code=("cordis", "101000001"),
            programme="H2020",
            start="2021-01-01",
            end="2024-01-01",
            acronym="EXA",
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        (
            "adoption",
            {"adopter": "org/fi-0112038-9", "trial": "trial/facts-1", "city": "091", "start": "2025"},
            Adoption(
                key="k",
                origin=AT,
                adopter="id:org/fi-0112038-9",
                trial="id:trial/facts-1",
                city="id:place/fi-091",
                start="2025",
            ),
        ),
        (
            "challenge",
            {"name_en": "Quiet trams", "posted_by": "org/fi-0112038-9", "themes": "mobility", "focus_area": "4.1"}
            | {"start": "2026-01-01", "end": "2026-02-01", "page": "https://example.org/1"},
            OpenChallenge(
                key="k",
                origin=AT,
                names=Names(en="Quiet trams"),
                posted_by="id:org/fi-0112038-9",
                themes=("mobility",),
                classifications=(Classification(scheme="focus-area", concept="4.1", by="publisher"),),
                start="2026-01-01",
                end="2026-02-01",
                page="https://example.org/1",
            ),
        ),
        (
            "procurement",
            {"name": "Robots", "buyer": "org/fi-0112038-9", "innovative": "ei", "date": "2025-05", "year": "2025"}
            | {"total_cost": "12.5"},
            Procurement(
                key="k",
                origin=AT,
                names=Names(und="Robots"),
                buyer="id:org/fi-0112038-9",
                innovative=False,
                date="2025-05",
                year=2025,
                money=(Money(kind="total-cost", value=Decimal("12.5")),),
            ),
        ),
        (
            "indicator",
            {"name_fi": "Osuus", "goal": "provision/agreement-goal-1", "unit": "%"},
            IndicatorSeries(
                key="k", origin=AT, names=Names(fi="Osuus"), goal="id:provision/agreement-goal-1", unit="%"
            ),
        ),
        (
            "indicator-value",
            {"series": "indicator/other-1", "period": "2024", "value": "-3.20", "note": "n"},
            IndicatorValue(
                key="k", origin=AT, series="id:indicator/other-1", period="2024", value=Decimal("-3.2"), note="n"
            ),
        ),
        (
            "steering-decision",
            {"project": "project/eura-A1", "body": "body/agreement-steering-group", "date": "2024-05-06"}
            | {"outcome": "in favour"},
            SteeringGroupDecision(
                key="k",
                origin=AT,
                project="id:project/eura-A1",
                body="id:body/agreement-steering-group",
                date="2024-05-06",
                outcome="in favour",
            ),
        ),
        (
            "plan-line",
            {"version": "2024", "text": "Build it", "language": "en", "section": "2", "line": "7"}
            | {"project": "project/eura-A1"},
            ActionPlanLine(
                key="k",
                origin=AT,
                version="2024",
                text="Build it",
                language="en",
                section="2",
                line=7,
                project="id:project/eura-A1",
            ),
        ),
        (
            "organisation",
            {"name_fi": "Esimerkki", "kind": "company", "vat": "DE129515865", "pic": "900000011", "country": "DE"}
            | {"wikidata": "Q1", "ror": "040af2s02", "postcode": "1", "street": "s", "city": "Bonn", "homepage": "a.de"}
            | {"legal_form": "GmbH", "founded": "1990", "ended": "2020-01", "part_of": "org/fi-0112038-9"},
            Organisation(
                key="k",
                origin=AT,
                names=Names(fi="Esimerkki"),
                kind="company",
                ror="040af2s02",
                wikidata="Q1",
                other_ids=(("pic", "900000011"), ("vat", "DE129515865")),
                city=name_key("Bonn"),
                address=Address(country="DE", postcode="1", street="s"),
                part_of="id:org/fi-0112038-9",
                homepage="http://a.de",
                legal_form="GmbH",
                founded="1990",
                ended="2020-01",
            ),
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_row_becomes_a_record_of_its_kind(tmp_path: Path, kind: str, cells: dict[str, str], expected: Record) -> None:
    assert row(tmp_path, kind, **cells)[0] == expected


def test_every_kind_can_be_read_and_stands_in_the_order_of_reading() -> None:
    assert set(ALL) == set(KINDS)
    assert set(ORDER) <= set(KINDS)


def test_every_amount_is_of_a_kind_of_money() -> None:
    assert set(MONEY) <= codes("money-kind")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_needs_is_one_of_its_fields(kind: str) -> None:
    assert set(KINDS[kind].required) <= set(KINDS[kind].fields)
