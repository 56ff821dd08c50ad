import json
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading, Rejected
from graph.records import Address, Classification, DatedName, Names, Organisation, Origin
from ingest.run import read
from ingest.source import Drift, OutOfScope
from ingest.sources.prh.ingester import INGESTER, parse
from tests.ingest.sources.prh.pages import FOLDER, company, organisation, outcomes, rejected

SHARED = Path(__file__).parents[5] / "shared" / "data" / "prh"
HELSINKI, ESPOO, REGISTER = "companies-Helsinki-0001.json", "companies-Espoo-0001.json", "register.json"


def reading(*places: Path) -> Reading:
    return read(INGESTER, places, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def test_a_company_comes_with_all_that_the_register_says_of_it() -> None:
    assert outcomes(HELSINKI)[0] == Organisation(
        key="9990000-8",
        origin=Origin(table=HELSINKI, line=1),
        names=Names(
            und="Kuvitelma Oy",
            other=("Inbillning Ab", "Keksintöpaja"),
            dated=(DatedName(text="Oy Mielikuva Ab", start="2000-09-22", end="2022-01-21"),),
        ),
        kind="company",
        business_id="9990000-8",
        address=Address(
            country="FI", municipality="091", locality="HELSINKI", postcode="00990", street="Mielikuvantie 3"
        ),
        homepage="http://www.kuvitelma.example",
        legal_form="16",
        founded="1990-01-01",
        status="active",
        classifications=(Classification(scheme="tol-2025", concept="62100", by="publisher"),),
    )


def test_every_company_of_every_file_is_accounted_for() -> None:
    found = reading(FOLDER / ESPOO, FOLDER / HELSINKI, FOLDER / REGISTER)
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (8, 5, 1, 2)


def test_a_company_that_two_answers_hold_is_taken_once() -> None:
    assert outcomes(ESPOO, HELSINKI)[1:3] == [
        organisation_at(ESPOO, 2),
        OutOfScope(table=HELSINKI, line=1, reason="repeated"),
    ]


def organisation_at(table: str, line: int) -> Organisation:
    found = outcomes(table)[line - 1]
    assert isinstance(found, Organisation)
    return found


def test_the_whole_register_is_read_from_its_zip(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w", ZIP_DEFLATED) as archive:
        archive.write(FOLDER / REGISTER, "all_companies.json")
    assert [one.key for one in reading(tmp_path / "all.zip").records] == ["9990065-7", "9990078-8"]


def test_a_page_and_the_register_give_the_same_records() -> None:
    page = json.dumps({"totalResults": 1, "companies": [company()]}).encode()
    array = b"\xef\xbb\xbf" + json.dumps([company()]).encode()
    assert list(parse({"a.json": BytesIO(page)})) == list(parse({"a.json": BytesIO(array)}))


def test_a_number_whose_check_digit_is_wrong_is_set_aside() -> None:
    assert outcomes(HELSINKI)[3] == Rejected(
        table=HELSINKI,
        line=4,
        field="value",
        value="9990000-0",
        reason="is not a Business ID: form or check digit is wrong",
    )


@pytest.mark.parametrize(
    "form",
    [
        {"type": "26"},
        {"type": "53"},
        {"type": "TMI", "descriptions": [{"languageCode": "2", "description": "Enskild näringsidkare"}]},
    ],
    ids=["sole trader", "estate of a deceased person", "unknown code, told in words"],
)
def test_natural_persons_are_set_aside_without_name_or_number(form: dict[str, object]) -> None:
    found = rejected(companyForms=[form])
    assert found.reason == "is a form of natural persons, who are not taken in"
    assert found.value is None


def test_a_sole_trader_whose_form_is_not_told_is_set_aside_unnamed() -> None:
    found = rejected(companyForms=[], names=[{"name": "Tmi Etunimi Sukunimi", "type": "1"}])
    assert str(found) == "page.json, line 1: names begins as the names of sole traders do, who are natural persons"


def test_a_company_may_have_a_name_that_begins_alike() -> None:
    assert organisation(names=[{"name": "Fa Holding Oy", "type": "1"}]).names == Names(und="Fa Holding Oy")


def test_a_name_of_a_person_in_an_address_gets_nowhere() -> None:
    assert "Sukunimi" not in str(outcomes(HELSINKI, ESPOO))


def test_a_company_that_ceased_keeps_the_name_it_had() -> None:
    found = organisation_at(HELSINKI, 2)
    assert (found.names, found.status, found.ended) == (Names(und="Loppunut Oy"), "ceased", "2002-02-02")


def test_of_several_main_names_in_use_the_newest_counts() -> None:
    assert organisation_at(ESPOO, 1).names == Names(und="Uudempi Päänimi Oy", other=("Vanhempi Päänimi Oy",))


def test_a_company_without_a_name_is_set_aside() -> None:
    assert rejected(names=[]).field == "names"


@pytest.mark.parametrize(
    ("form", "kind"),
    [("16", "company"), ("OY", "company"), ("SÄÄ", "foundation"), ("6", "association"), ("2", None), ("99", None)],
    ids=["number", "letters", "foundation", "association", "housing company", "unknown"],
)
def test_the_legal_form_tells_the_kind_where_it_does(form: str, kind: str | None) -> None:
    found = organisation(companyForms=[{"type": form}])
    assert (found.kind, found.legal_form) == (kind, form)


def test_of_two_legal_forms_the_present_one_counts() -> None:
    assert organisation_at(REGISTER, 1).kind == "foundation"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"endDate": "2020-01-01"}, "ceased"),
        ({"tradeRegisterStatus": "4"}, "ceased"),
        ({"tradeRegisterStatus": "0"}, None),
        ({"tradeRegisterStatus": None}, None),
        ({"companySituations": [{"type": "KONK"}]}, None),
        ({"companySituations": [{"type": "SANE"}]}, "active"),
        ({"companySituations": [{"type": "SELTILA", "endDate": "2011-01-01"}]}, "active"),
    ],
    ids=["ended", "struck off", "not registered", "not told", "bankrupt", "restructuring", "liquidation called off"],
)
def test_whether_a_company_lives_is_told_by_its_end_its_entry_and_its_situation(
    changes: dict[str, object], status: str | None
) -> None:
    assert organisation(**changes).status == status


def test_an_open_situation_is_told_in_a_note() -> None:
    assert organisation_at(ESPOO, 1).note == "In bankruptcy since 2026-03-01"
    assert organisation_at(REGISTER, 1).note == "In restructuring proceedings since 2026-01-05"


def test_an_industry_keeps_the_classification_it_is_of() -> None:
    assert organisation_at(ESPOO, 1).classifications == (
        Classification(scheme="tol-2008", concept="62010", by="publisher"),
    )


def test_an_industry_of_an_older_classification_is_not_read() -> None:
    assert organisation_at(REGISTER, 1).classifications == ()


def test_an_address_abroad_keeps_its_country_alone() -> None:
    assert organisation_at(ESPOO, 1).address == Address(country="SE")


def test_a_postal_address_stands_in_for_a_visiting_address() -> None:
    addresses = company()["addresses"]
    assert organisation(addresses=addresses[:1]).address == Address(
        country="FI", municipality="091", locality="HELSINKI", postcode="00101", street="PL 99"
    )


@pytest.mark.parametrize(
    ("written", "homepage"),
    [
        ("www.kuvitelma.example/fi?x=1", "http://www.kuvitelma.example/fi?x=1"),
        ("HTTPS://kuvitelma.example", "https://kuvitelma.example"),
        ("https://kuvitelma.example", "https://kuvitelma.example"),
        ("info@kuvitelma.example", None),
        ("ei ole", None),
        ("", None),
    ],
    ids=["host and path", "scheme in capitals", "whole", "e-mail address", "none in words", "empty"],
)
def test_a_website_is_kept_where_it_makes_an_address(written: str, homepage: str | None) -> None:
    assert organisation(website={"url": written}).homepage == homepage


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"registrationDate": "1990-02-30"}, "registrationDate '1990-02-30' is not a date of the calendar"),
        ({"names": "Kuvitelma Oy"}, "names is not a list of objects"),
        ({"businessId": {}}, "value is missing or empty"),
        ({"businessId": "9990000-8"}, "businessId is not an object"),
        ({"mainBusinessLine": {"type": "62100", "typeCodeSet": []}}, "typeCodeSet is not a text"),
        ({"companySituations": 5}, "companySituations is not a list of objects"),
        ({"companySituations": [{"type": {}}]}, "type is not a text"),
        ({"mainBusinessLine": {"type": "62.1"}}, "type '62.1' is not the code of an industry"),
    ],
    ids=[
        "no such day",
        "text for a list",
        "no number",
        "text for an object",
        "code set",
        "number for a list",
        "situation",
        "industry",
    ],
)
def test_a_field_that_cannot_be_read_sends_its_company_to_quarantine(changes: dict[str, object], where: str) -> None:
    assert str(rejected(**changes)) == f"page.json, line 1: {where}"


def test_what_is_new_is_told_once_a_file() -> None:
    text = '[{"a": 1, "mainBusinessLine": {"typeCodeSet": "TOIMI5"}}, {"a": 2}]'
    found = [str(one) for one in parse({"r.json": BytesIO(text.encode())}) if isinstance(one, Drift)]
    assert found == [
        "r.json: field 'a' is new and not read: use it or ignore it by name",
        "r.json: code set 'TOIMI5' of industries is new and not read",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<!DOCTYPE html>", "neither a page of companies nor an array of them"),
        (b'{"timestamp": "2026-01-01T00:00:00", "code": 500}', "a page without a list of companies"),
        (b'[{"businessId": ', "not JSON"),
    ],
    ids=["page of HTML", "error message", "cut short"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a.json": BytesIO(data)}))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_real_shaped_answers_are_read_but_for_their_invented_numbers() -> None:
    found = reading(*sorted(SHARED.glob("*.json")))
    assert Counter(type(one).__name__ for one in found.records) == {"Organisation": 2}
    assert [one.value for one in found.rejected] == ["0111111-1", "0222222-2"]
    assert found.rows_read == 4
