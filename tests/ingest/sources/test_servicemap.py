import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Address, Names, Organisation, Origin, Point, Site
from ingest.run import read
from ingest.source import Outcome, OutOfScope, Pages
from ingest.sources.servicemap import INGESTER, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "servicemap"
FIRST, SECOND = "units-0001.json", "units-0002.json"


def outcomes(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def reading() -> Reading:
    return read(INGESTER, [FOLDER / FIRST, FOLDER / SECOND], clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def unit(**more: object) -> dict[str, object]:
    return {"id": 9, "name": {"fi": "Paikka"}, "organizer_type": "MUNICIPALITY", "organizer_name": "Espoo", **more}


def site(**more: object) -> Site:
    [found, *_] = parse({"a": BytesIO(json.dumps({"results": [unit(**more)]}).encode())})
    assert isinstance(found, Site)
    return found


def test_a_unit_is_a_site_with_its_names_organiser_address_and_page() -> None:
    assert outcomes(FIRST)[0] == Site(
        key="1",
        origin=Origin(table=FIRST, line=1),
        names=Names(fi="Kuvitteellinen kirjasto", sv="Påhittade biblioteket", en="Imaginary Library"),
        organiser="0201256-6",
        organiser_kind="MUNICIPALITY",
        address=Address(
            country="FI",
            municipality="091",
            locality="helsinki",
            postcode="00100",
            street="Kuvitelmankatu 1",
            point=Point(lat=Decimal("60.17"), lon=Decimal("24.94")),
        ),
        homepage="https://example.org/kirjasto",
    )


def test_an_organiser_is_told_once_with_every_name_that_units_use_of_it() -> None:
    first, *_ = (one for one in outcomes(FIRST) if isinstance(one, Organisation))
    assert first == Organisation(
        key="0201256-6",
        origin=Origin(table=FIRST, line=1),
        names=Names(und="Helsingin kaupunki", other=("Helsingin kaupunki, kasvatus ja koulutus",)),
        business_id="0201256-6",
    )


def test_every_organiser_that_a_site_names_is_described() -> None:
    records = reading().records
    named = {one.organiser for one in records if isinstance(one, Site)}
    assert named == {one.key for one in records if isinstance(one, Organisation)}


def test_the_organiser_of_a_health_station_in_espoo_is_a_wellbeing_services_county() -> None:
    station = outcomes(FIRST)[2]
    county = outcomes(FIRST)[6]
    assert isinstance(station, Site)
    assert isinstance(county, Organisation)
    assert (station.organiser, station.organiser_kind) == (county.key, "JOINT_MUNICIPAL_AUTHORITY")
    assert (county.names.und, county.kind) == ("Länsi-Uudenmaan hyvinvointialue", "joint-authority")


def test_a_name_and_a_street_that_are_no_translations_are_taken_as_they_are() -> None:
    found = site(name="Paikka", street_address="Tie 1")
    assert found.names == Names(und="Paikka")
    assert found.address == Address(country="FI", street="Tie 1")


def test_a_site_of_a_municipality_without_a_known_code_keeps_its_name() -> None:
    assert site(municipality="kerava").address == Address(country="FI", locality="kerava")


def test_a_site_whose_public_organiser_is_not_named_has_none() -> None:
    found = site(organizer_name=None, organizer_business_id="0201256-6")
    assert (found.organiser, found.organiser_kind) == (None, "MUNICIPALITY")


def test_a_page_or_a_point_that_cannot_be_right_is_left_out_and_told_without_addresses_of_persons() -> None:
    assert reading().drift[-3:] == (
        f"{FIRST}: location, left out 1 time: is not a point in degrees, longitude first (line 3: '[60.2, 240.8]')",
        f"{FIRST}: www, left out 1 time: may hold an e-mail address (line 3: 'not shown')",
        f"{SECOND}: www, left out 1 time: is not the address of a page (line 1: 'ei sivua')",
    )
    assert "@" not in str(reading())


@pytest.mark.parametrize("location", [{"type": "Point"}, {"type": "LineString", "coordinates": [24, 60]}])
def test_a_location_that_is_no_point_is_left_out(location: object) -> None:
    assert site(location=location).address == Address(country="FI")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"id": None}, "a, line 1: id is missing or empty"),
        ({"name": {"fi": " "}}, "a, line 1: name is missing or empty"),
        ({"name": {"fi": 1.5}}, "a, line 1: fi is not a text"),
    ],
    ids=["no key", "no name", "a name that is a number"],
)
def test_a_unit_that_cannot_be_told_apart_or_named_is_set_aside(more: dict[str, object], message: str) -> None:
    stream = BytesIO(json.dumps({"results": [unit(**more)]}).encode())
    assert [str(one) for one in parse({"a": stream})] == [message]


def test_telephone_numbers_and_addresses_of_persons_are_neither_asked_for_nor_read() -> None:
    [pages] = INGESTER.source.downloads
    assert isinstance(pages, Pages)
    assert not {"phone", "email", "fax", "connections"} & set(pages.query["only"].split(","))
    assert "sukunimi" not in str(site(phone="+358 9 1", email="etunimi.sukunimi@example.org"))


def test_an_organiser_that_may_be_a_natural_person_is_set_aside_unnamed() -> None:
    assert str(outcomes(FIRST)[3]) == (
        f"{FIRST}, line 4: organizer_name may be a natural person: its name shows no legal form"
    )
    assert "Sukunimi" not in str(reading())


def test_a_unit_whose_organiser_is_not_told_is_out_of_scope() -> None:
    assert outcomes(FIRST)[4] == OutOfScope(
        table=FIRST, line=5, reason="its organiser is not told and may be a natural person"
    )


def test_every_unit_is_accounted_for() -> None:
    found = reading()
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (7, 4, 1, 2)


def test_a_number_whose_check_digit_is_wrong_is_set_aside() -> None:
    assert str(reading().rejected[1]) == (
        f"{SECOND}, line 2: organizer_business_id '9990000-0' is not a Business ID: form or check digit is wrong"
    )


def test_a_new_field_is_told() -> None:
    assert reading().drift[0] == f"{SECOND}: field 'unexpected' is new and not read: use it or ignore it by name"


def test_an_unknown_type_of_organiser_is_set_aside() -> None:
    unit = b'{"results": [{"organizer_type": 12, "organizer_name": "A Oy", "organizer_business_id": "0201256-6"}]}'
    assert [str(one) for one in parse({"a": BytesIO(unit)})] == [
        "a, line 1: organizer_type '12' is not a known type of organiser"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"<html>", "no page of units"), (b'{"detail": "Not found."}', "a page without a list of units")],
    ids=["page of HTML", "error message"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a": BytesIO(data)}))
