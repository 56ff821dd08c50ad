"""Each way in which a row or a table can break, and what the maintainer is told."""

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.source import Drift
from ingest.sources.facts.ingester import parse
from tests.ingest.sources.facts.tables import files, outcomes, records, rejected


@pytest.mark.parametrize(
    ("table", "before", "after", "message"),
    [
        (
            "companies.csv",
            "0116510-6",
            "0116510-7",
            "companies.csv, line 4: business_id '0116510-7' is not a Business ID: form or check digit is wrong",
        ),
        (
            "institutions.csv",
            "02e8hzf44",
            "02e8hzf45",
            "institutions.csv, line 3: ror 'https://ror.org/02e8hzf45' is not a ROR identifier: "
            "its check digits are wrong",
        ),
        ("companies.csv", "elisa,Elisa,", "elisa,,", "companies.csv, line 4: name is missing or empty"),
        (
            "services.csv",
            "https://example.org/startup-center",
            "https://example.org/%zz",
            "services.csv, line 3: source_url 'https://example.org/%zz' is not the address of a page",
        ),
        (
            "services.csv",
            "https://example.org/startup-center",
            "https://[::1",
            "services.csv, line 3: source_url 'https://[::1' is not the address of a page",
        ),
        (
            "services.csv",
            "https://example.org/startup-center",
            "http:example.org",
            "services.csv, line 3: source_url 'http:example.org' is not the address of a page",
        ),
        (
            "testbeds.csv",
            "https://example.org/kera,en;fi",
            "https://x y<z>,en;fi",
            "testbeds.csv, line 3: contact_url 'https://x y<z>' is not the address of a page",
        ),
        (
            "testbeds.csv",
            "https://example.org/kera-2",
            "https://example.org/[kera",
            "testbeds.csv, line 3: source_url_2 'https://example.org/[kera' is not the address of a page",
        ),
        (
            "cities.csv",
            'https://example.org/A70202,seen,"Business ID belongs to legal',
            'https://[1:2]/,seen,"Business ID belongs to legal',
            "cities.csv, line 2: second_source_url 'https://[1:2]/' is not the address of a page: "
            "host or port is malformed",
        ),
        (
            "testbeds.csv",
            "60.2176,24.7553",
            "60.2176,",
            "testbeds.csv, line 3: lat '60.2176' stands alone: latitude and longitude belong together",
        ),
        (
            "testbeds.csv",
            "60.2176,24.7553",
            ",24.7553",
            "testbeds.csv, line 3: lon '24.7553' stands alone: latitude and longitude belong together",
        ),
        (
            "testbeds.csv",
            "active_2022",
            "active_1022",
            "testbeds.csv, line 3: status 'active_1022' tells a year that is not of the years 1800 to 2100",
        ),
        (
            "projects.csv",
            "2026-02-28",
            "2926-02-28",
            "projects.csv, line 2: end '2926-02-28' is not of the years 1800 to 2100",
        ),
        ("pilots.csv", ",2022,", ",1799,", "pilots.csv, line 2: year '1799' is not of the years 1800 to 2100"),
        (
            "cities.csv",
            "FI1B1",
            "F I<",
            "cities.csv, line 2: nuts3_code 'F I<' is not a NUTS code",
        ),
        (
            "companies.csv",
            "elisa,Elisa",
            "nokia,Elisa",
            "companies.csv, line 4: id 'nokia' is taken: "
            "companies.csv, line 2 has defined the same Organisation already",
        ),
        (
            "organisations.csv",
            "akatemia,",
            "helsinki,",
            "organisations.csv, line 4: id 'helsinki' is taken: "
            "cities.csv, line 2 has defined the same Organisation already",
        ),
        (
            "participations.csv",
            "kierto,helsinki,partner",
            "kierto,espoo,lead",
            "participations.csv, line 3: project_id 'kierto' is taken: "
            "participations.csv, line 2 has defined the same Participation already",
        ),
        (
            "participations.csv",
            "kierto,helsinki",
            "kierto,nobody",
            "participations.csv, line 3: org_id 'nobody' refers to nothing: no Organisation has this key",
        ),
        (
            "pilots.csv",
            "nokia,kera,",
            "nokia,kerava,",
            "pilots.csv, line 2: testbed_id 'kerava' refers to nothing: no TestBed has this key",
        ),
        (
            "testbeds.csv",
            "Espoo;Helsinki",
            "Espoo;Helsnki",
            "testbeds.csv, line 3: all_cities 'Espoo;Helsnki' refers to nothing: no city of cities.csv has this name",
        ),
        (
            "projects.csv",
            "2026-02-28",
            "2026-02-30",
            "projects.csv, line 2: end '2026-02-30' is not a date of the calendar",
        ),
        (
            "projects.csv",
            "2026-02-28",
            "2023-03",
            "projects.csv, line 2: end '2023-03' lies before start (2023-04-01)",
        ),
        (
            "projects.csv",
            "2026-02-28",
            "spring 2026",
            "projects.csv, line 2: end 'spring 2026' is not a date (YYYY-MM-DD, YYYY-MM or YYYY)",
        ),
        (
            "projects.csv",
            "EU+state (60.0 % of budget)",
            "some grant",
            "projects.csv, line 2: grant_meaning 'some grant' is a wording that has no money kind yet; "
            "add it to the table of money kinds",
        ),
        (
            "projects.csv",
            ",EU+state (60.0 % of budget),",
            ",,",
            "projects.csv, line 2: grant_meaning must stand beside an amount in grant_eur, and an amount beside it",
        ),
        (
            "projects.csv",
            ",695015,",
            ",695 015,",
            "projects.csv, line 2: budget_eur '695 015' is not an amount (digits, with a decimal point if need be)",
        ),
        (
            "projects.csv",
            "Dronet,Drones",
            ",",
            "projects.csv, line 8: name_fi and name_en are both empty",
        ),
        (
            "projects.csv",
            ",H2020,",
            ",H2030,",
            "projects.csv, line 5: fund 'H2030' is not one of AIKO, Academy, Business Finland, DIGITAL, EAKR, ENI CBC, "
            "ESR, FP7, H2020, Horizon, Interreg, Research Council, Sitra, Tekes, innovaatiorahasto, national",
        ),
        (
            "testbeds.csv",
            ",5,8,",
            ",8,5,",
            "testbeds.csv, line 3: trl_max '5' is below trl_min (8)",
        ),
        (
            "testbeds.csv",
            ",5,8,",
            ",5,10,",
            "testbeds.csv, line 3: trl_max '10' is not a technology readiness level (1 to 9)",
        ),
        (
            "testbeds.csv",
            "en;fi",
            "en;de",
            "testbeds.csv, line 3: languages 'en;de' is not made of en, fi, sv",
        ),
        (
            "testbeds.csv",
            "active_2022",
            "asleep_2022",
            "testbeds.csv, line 3: status 'asleep_2022' is not a known status "
            "(active, ended, funded, planned, each with years)",
        ),
        (
            "testbeds.csv",
            "start;status",
            "start;mood",
            "testbeds.csv, line 3: memory_or_inferred_cells 'start;mood' names other columns than access_mode, city, "
            "district, end, last_seen_in_source, operator_id, start, status, themes",
        ),
        (
            "companies.csv",
            "nokia,seen",
            "nokia,sure",
            "companies.csv, line 2: confidence 'sure' is not one of from-memory, inferred, secondary, seen",
        ),
        (
            "pilots.csv",
            ",2022,",
            ",22,",
            "pilots.csv, line 2: year '22' is not a year",
        ),
        ("pilots.csv", "bus,seen,", "bus,seen", "pilots.csv, line 3: the row has 10 fields, the header 11"),
    ],
    ids=[
        "check digit of a Business ID",
        "check digits of a ROR identifier",
        "required field empty",
        "escape that is none",
        "host that is none",
        "address without slashes",
        "contact page that is none",
        "second page that is none",
        "second page of a city with a host that is none",
        "latitude alone",
        "longitude alone",
        "status of a year long ago",
        "end in a far year",
        "year long ago",
        "region that is none",
        "key taken in the table",
        "key taken in another table",
        "participation told twice",
        "unknown organisation",
        "unknown test bed",
        "unknown city",
        "day that does not exist",
        "end before start",
        "date in prose",
        "unknown money wording",
        "amount without a meaning",
        "amount with a blank",
        "no name",
        "unknown fund",
        "readiness levels the wrong way round",
        "readiness level out of range",
        "unknown language",
        "unknown status",
        "doubt about an unknown column",
        "unknown confidence",
        "no year",
        "too few fields",
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(table: str, before: str, after: str, message: str) -> None:
    assert message in rejected(table, before, after)


def test_an_unknown_code_is_set_aside_with_the_known_ones() -> None:
    [found] = rejected("services.csv", "cluster,,,4.2", "circus,,,4.2")
    assert found.startswith("services.csv, line 4: kind 'circus' is not a known code (accelerator, business-advice,")


def test_a_bad_row_leaves_the_others_as_they_were() -> None:
    [found] = rejected("pilots.csv", ",2022,", ",22,")
    assert len(outcomes("pilots.csv", ",2022,", ",22,")) == len(outcomes())
    assert found.startswith("pilots.csv, line 2")


def test_what_refers_to_a_row_in_quarantine_goes_there_too() -> None:
    assert rejected("companies.csv", "0112038-9", "0112038-8") == [
        "companies.csv, line 2: business_id '0112038-8' is not a Business ID: form or check digit is wrong",
        "participations.csv, line 5: org_id 'nokia' refers to a row that is itself in quarantine",
        "pilots.csv, line 2: actor_id 'nokia' refers to a row that is itself in quarantine",
    ]


def test_a_rejected_row_yields_no_record() -> None:
    assert [one.key for one in records("cities.csv") if one.origin.line == 3] != []
    broken = records("cities.csv", before="0101263-6", after="0101263-7")
    assert [one.key for one in broken if one.origin.line == 3] == []


def test_a_new_column_is_told_once_and_stops_nobody() -> None:
    edited = outcomes("organisations.csv", "\n", ",x\n")
    assert not [one for one in edited if isinstance(one, Rejected)]
    assert {str(one) for one in edited if isinstance(one, Drift)} == {
        "organisations.csv: column 'x' is new and not read: use it or ignore it by name"
    }


def test_a_missing_column_stops_the_run() -> None:
    with pytest.raises(SourceChanged) as caught:
        outcomes("companies.csv", "business_id,city", "y_tunnus,city")
    assert str(caught.value) == "facts, companies.csv, line 1: missing columns: business_id"


def test_a_missing_table_stops_the_run() -> None:
    given = files()
    del given["pilots.csv"]
    with pytest.raises(SourceChanged) as caught:
        list(parse(given))
    assert str(caught.value) == "facts, pilots.csv: the table is missing"
