from decimal import Decimal

from graph.records import Classification, Names, Origin, TestBed
from tests.ingest.sources.facts.tables import record


def test_a_test_bed_is_read_whole() -> None:
    assert record(TestBed, "kera") == TestBed(
        key="kera",
        origin=Origin(
            table="testbeds.csv",
            line=3,
            url="https://example.org/kera",
            also=("https://example.org/kera-2",),
            confidence="seen",
            doubts=(("start", "from-memory"), ("status", "from-memory"), ("status_years", "from-memory")),
        ),
        names=Names(fi="Keran kehitysympäristö", en="Kera development environment"),
        kind="urban-living-lab",
        city="espoo",
        cities=("espoo", "helsinki"),
        district="Kera",
        operator="espoo",
        operator_name="City of Espoo",
        parent="keto-1",
        classified_by="curator",
        classifications=(Classification(scheme="focus-area", concept="4.1", by="curator"),),
        themes=("construction", "5G"),
        can_be_tested_en="Building and transport.",
        can_be_tested_fi="Rakentamista ja liikkumista.",
        access_terms="By talks with the city.",
        access_mode="by-agreement",
        user_groups=("companies", "startups"),
        trl_min=5,
        trl_max=8,
        lat=Decimal("60.2176"),
        lon=Decimal("24.7553"),
        offered=("test area",),
        contact_page="https://example.org/kera",
        languages=("en", "fi"),
        status="active",
        status_years=(2022,),
        start="2019",
        last_seen="2022-08-31",
    )


def test_what_is_not_known_stays_unknown() -> None:
    kumpula = record(TestBed, "kumpula")
    unknown = (kumpula.access_mode, kumpula.operator, kumpula.trl_min, kumpula.lat, kumpula.user_groups, kumpula.note)
    assert unknown == (None, None, None, None, (), None)


def test_a_status_may_speak_of_two_years() -> None:
    kumpula = record(TestBed, "kumpula")
    assert (kumpula.status, kumpula.status_years) == ("funded", (2023, 2025))


def test_an_unknown_status_is_none() -> None:
    kumpula = record(TestBed, "kumpula", table="testbeds.csv", before="funded_2023_2025", after="unknown")
    assert (kumpula.status, kumpula.status_years) == (None, ())


def test_a_status_without_years_is_read() -> None:
    assert record(TestBed, "keto-1").status == "ended"


def test_the_parent_of_the_three_sites_has_none_itself() -> None:
    assert record(TestBed, "keto-1").parent is None


def test_a_thing_across_focus_areas_is_classified_so() -> None:
    assert record(TestBed, "kumpula").classifications == (
        Classification(scheme="focus-area", concept="cross", by="curator"),
    )
