import json
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading, Rejected
from graph.records import Address, Classification, Names, Organisation, Origin, Point, Succession
from ingest.run import read
from ingest.source import Drift, OutOfScope
from ingest.sources.ror.ingester import INGESTER, parse
from tests.ingest.sources.ror.records import (
    DUMP,
    FOLDER,
    OLD_DUMP,
    organisation,
    organisation_at,
    outcomes,
    outcomes_of,
    record,
    rejected,
)

SHARED = Path(__file__).parents[5] / "shared" / "data"


def reading(*places: Path) -> Reading:
    return read(INGESTER, places, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def name(text: str, language: str | None, *types: str) -> dict[str, object]:
    return {"value": text, "lang": language, "types": list(types)}


def drift(*records: dict[str, Any]) -> list[str]:
    return [one.what for one in outcomes_of(*records) if isinstance(one, Drift)]


def test_an_organisation_comes_with_all_that_the_registry_says_of_it() -> None:
    assert outcomes(DUMP)[0] == Organisation(
        key="0kvv00117",
        origin=Origin(table=DUMP, line=1),
        names=Names(
            fi="Kuvitteellinen yliopisto",
            sv="Inbillade universitetet",
            en="Imaginary University",
            other=("Imaginaire",),
            marked=(("de", "Universität der Einbildung"), ("fi", "Kuvitelmala")),
            short=("KU",),
        ),
        ror="0kvv00117",
        wikidata="Q999900001",
        other_ids=(("grid", "grid.999001.2"), ("isni", "0000000099990008"), ("fundref", "501100099001")),
        address=Address(country="FI", locality="Espoo", point=Point(lat=Decimal("60.2052"), lon=Decimal("24.6522"))),
        homepage="https://www.kuvitelma.example/",
        founded="1640",
        status="active",
        classifications=(
            Classification(scheme="ror-type", concept="education", by="publisher"),
            Classification(scheme="ror-type", concept="funder", by="publisher"),
        ),
    )


def test_a_record_of_schema_1_comes_with_the_region_of_its_town() -> None:
    assert outcomes(OLD_DUMP)[0] == Organisation(
        key="0kvv00893",
        origin=Origin(table=OLD_DUMP, line=1),
        names=Names(fi="Unelmayhtiö", und="Unelma (Finland)", other=("Unelma", "Haave Oy"), short=("UN",)),
        kind="company",
        ror="0kvv00893",
        wikidata="Q999900008",
        other_ids=(("grid", "grid.999008.7"), ("isni", "0000000099990008")),
        address=Address(
            country="FI", nuts="FI1B1", locality="Helsinki", point=Point(lat=Decimal("60.188"), lon=Decimal("24.975"))
        ),
        part_of="0kvv00990",
        homepage="http://www.unelma.example/",
        founded="1865",
        status="active",
        classifications=(Classification(scheme="ror-type", concept="company", by="publisher"),),
    )


def test_every_record_is_accounted_for() -> None:
    found = reading(FOLDER / DUMP)
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (7, 6, 0, 1)


def test_a_record_whose_check_digits_are_wrong_is_set_aside() -> None:
    assert reading(FOLDER / DUMP).rejected == (
        Rejected(
            table=DUMP,
            line=6,
            field="id",
            value="https://ror.org/0kvv00699",
            reason="is not a ROR identifier: its check digits are wrong",
        ),
    )


def test_a_single_record_is_read_as_one_of_an_array_is() -> None:
    [single] = outcomes("record.json")
    assert isinstance(single, Organisation)
    assert single.origin == Origin(table="record.json", line=1)
    assert (single.names, single.other_ids) == (organisation().names, organisation().other_ids)


def test_a_mark_before_the_text_does_no_harm() -> None:
    marked = b"\xef\xbb\xbf" + json.dumps([record()]).encode()
    assert list(parse({"a.json": BytesIO(marked)})) == outcomes_of(record())


def test_of_a_zip_with_both_schemas_only_the_newer_is_read(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "ror-data.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("v1.50-ror-data.csv", "id,name\n")
        archive.writestr("v1.50-ror-data_schema_v2.csv", "id,name\n")
        archive.write(FOLDER / OLD_DUMP, "v1.50-ror-data.json")
        archive.write(FOLDER / DUMP, "v1.50-ror-data_schema_v2.json")
    found = reading(tmp_path / "ror-data.zip")
    assert [file.name for file in found.files] == ["v1.50-ror-data_schema_v2.json"]
    assert found.rows_read == 7


def test_the_name_of_a_file_does_not_matter() -> None:
    [found] = parse({"ror": BytesIO(json.dumps([record()]).encode())})
    assert isinstance(found, Organisation)


def test_tables_in_csv_alone_stop_the_run() -> None:
    with pytest.raises(SourceChanged, match="only CSV"):
        list(parse({"v2.9-ror-data.csv": BytesIO(b"id,name\n")}))


def test_what_two_files_describe_is_read_in_the_newer_schema() -> None:
    old = record(OLD_DUMP, id="https://ror.org/0kvv00117")
    given = {"a.json": BytesIO(json.dumps(old).encode()), "b.json": BytesIO(json.dumps(record()).encode())}
    first, second = parse(given)
    assert isinstance(first, Organisation)
    assert second == OutOfScope(table="a.json", line=1, reason="told with b.json, line 1")


def test_a_succession_that_both_sides_tell_comes_once() -> None:
    assert [one for one in outcomes(DUMP) if isinstance(one, Succession)] == [
        Succession(
            key="0kvv00408-0kvv00214",
            origin=Origin(table=DUMP, line=2),
            predecessor="0kvv00408",
            successor="0kvv00214",
        )
    ]


def test_the_one_parent_is_what_an_organisation_is_part_of() -> None:
    assert organisation_at(DUMP, 2).part_of == "0kvv00117"


def test_several_parents_are_named_in_a_note() -> None:
    found = organisation_at(DUMP, 5)
    assert found.part_of is None
    assert found.note == (
        "Part of Imaginary University (https://ror.org/0kvv00117). Part of Institute of Sleep (https://ror.org/0kvv00408)."
    )


def test_a_second_location_and_a_parent_that_is_not_in_the_file_are_named_in_a_note() -> None:
    found = organisation_at(DUMP, 3)
    assert found.part_of is None
    assert found.note == (
        "The first of 2 locations is given; also in Espoo. "
        "Part of Imaginary Holding (United States) (https://ror.org/02891sr49)."
    )


def test_a_successor_that_is_not_in_the_file_is_named_in_a_note() -> None:
    found = organisation(relationships=[{"type": "successor", "id": "https://ror.org/02891sr49", "label": "A Dream"}])
    assert found.note == "Succeeded by A Dream (https://ror.org/02891sr49)."


def test_what_cannot_be_used_is_left_out_and_told_but_the_record_stays() -> None:
    assert [one for one in outcomes(DUMP) if isinstance(one, Drift)] == [
        Drift(table=DUMP, what=what)
        for what in (
            "wikidata, left out 1 time: are several items, none of them preferred (line 3: 'Q999900003, Q999900004')",
            "website, left out 1 time: is not the address of a page (line 3: 'http//mielikuva.example')",
            "isni, left out 1 time: is not an ISNI: form or check digit is wrong (line 4: '0000 0000 9999 0017')",
            "established, left out 1 time: is not of the years 800 to 2100 (line 4: '1')",
        )
    ]


@pytest.mark.parametrize(
    ("written", "status"), [("active", "active"), ("inactive", "ceased"), ("withdrawn", "withdrawn")]
)
def test_a_status_is_told_in_our_codes(written: str, status: str) -> None:
    assert organisation(status=written).status == status


@pytest.mark.parametrize(
    ("types", "kind"),
    [(["company", "funder"], "company"), (["education"], None), (["healthcare"], None), (["government"], None)],
    ids=["company", "education", "healthcare", "government"],
)
def test_only_a_company_is_of_a_kind(types: list[str], kind: str | None) -> None:
    assert organisation(types=types).kind == kind


@pytest.mark.parametrize(
    ("types", "other"), [(["company"], ("Nokia",)), (["education"], ())], ids=["company", "no company"]
)
def test_the_country_behind_the_name_of_a_company_alone_is_taken_off(types: list[str], other: tuple[str, ...]) -> None:
    found = organisation(types=types, names=[name("Nokia (Finland)", None, "ror_display", "label")])
    assert found.names == Names(und="Nokia (Finland)", other=other)


def test_another_word_in_brackets_is_left_where_it_is() -> None:
    found = organisation(types=["company"], names=[name("Kone (Lifts)", "en", "ror_display", "label")])
    assert found.names == Names(en="Kone (Lifts)")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            [name("Dream Society", "en", "label"), name("Unelma", "en", "label", "ror_display")],
            Names(en="Unelma", marked=(("en", "Dream Society"),)),
        ),
        ([name("TEK", "en", "acronym", "label", "ror_display")], Names(en="TEK")),
        (
            [name("Societas Somniorum", "la", "label", "ror_display"), name("Uniseura", "fi", "label")],
            Names(fi="Uniseura", marked=(("la", "Societas Somniorum"),)),
        ),
        (
            [name("Traumverein", "de", "label", "ror_display")],
            Names(und="Traumverein", marked=(("de", "Traumverein"),)),
        ),
        (
            [name("Unelma", None, "label", "ror_display"), name("Dröm", "sv", "label"), name("Unelma", None, "alias")],
            Names(sv="Dröm", und="Unelma"),
        ),
        (
            [name("Unelma", "en", "label", "ror_display"), name("Uni", "fi", "alias"), name("U", "fi", "acronym")],
            Names(en="Unelma", marked=(("fi", "Uni"),), short=("U",)),
        ),
    ],
    ids=[
        "the displayed one before a label of its language",
        "a name that is an acronym too is a name",
        "displayed in another language than ours",
        "no name in a language of ours",
        "displayed without a language",
        "an alias is no label",
    ],
)
def test_each_name_finds_its_place(given: list[dict[str, object]], expected: Names) -> None:
    assert organisation(names=given).names == expected


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": None}, "id is missing or empty"),
        ({"status": "asleep"}, "status 'asleep' is not one of active, inactive, withdrawn"),
        ({"names": [name("A", "en", "label")]}, "names has 0 names to display, not one"),
        ({"names": [name("A", "en", "ror_display"), name("B", "fi", "ror_display")]}, "names has 2 names to display"),
        ({"names": [{"value": "A", "lang": "en"}]}, "names has a name without types"),
        ({"types": "company"}, "types is not a list of types"),
        ({"external_ids": [{"type": "grid", "all": "grid.1.1"}]}, "external_ids (grid) is not a list of texts"),
        ({"locations": [{"geonames_details": {"lat": "60"}}]}, "lat is not a number"),
    ],
    ids=["id", "status", "none displayed", "two displayed", "untyped", "types", "identifiers", "latitude"],
)
def test_a_record_of_another_layout_is_set_aside(changes: dict[str, Any], message: str) -> None:
    assert message in str(rejected(**changes))


def test_a_record_of_schema_1_of_another_layout_is_set_aside() -> None:
    assert str(rejected(OLD_DUMP, aliases="Haave")) == "a.json, line 1: aliases is not a list of texts"


def test_the_preferred_item_of_several_is_taken() -> None:
    found = organisation(external_ids=[{"type": "wikidata", "all": ["Q1", "Q2"], "preferred": "Q2"}])
    assert found.wikidata == "Q2"


def test_an_organisation_without_a_place_is_nowhere() -> None:
    assert organisation(locations=[]).address is None


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"colour": "blue"}, "field 'colour' is new and not read: use it or ignore it by name"),
        ({"types": ["zoo"]}, "type 'zoo' of organisations is new"),
        ({"links": [{"type": "blog", "value": "a"}]}, "type 'blog' in links is new and not read"),
        ({"external_ids": [{"type": "lei", "all": ["1"]}]}, "type 'lei' in external_ids is new and not read"),
        (
            {"names": [name("A", "en", "ror_display"), name("B", "en", "nickname")]},
            "type 'nickname' of names is new",
        ),
    ],
    ids=["field", "type", "link", "identifier", "name"],
)
def test_what_is_new_is_told_once(changes: dict[str, Any], what: str) -> None:
    assert drift(record(**changes), record(id="https://ror.org/0kvv00214", **changes)) == [what]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>", "neither an array of records nor a record"),
        (b'{"errors": ["not found"]}', "an object without an id"),
        (b'[{"id": "https://ror.org/0kvv00117"', "not JSON"),
    ],
    ids=["page of HTML", "error message", "cut off"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a.json": BytesIO(data)}))


def test_records_come_while_a_long_array_is_still_being_read() -> None:
    one = json.dumps(record(id="https://ror.org/0kvv00699"))
    data = f"[{','.join([one] * 1000)}]".encode()
    stream = BytesIO(data)
    assert isinstance(next(parse({"long.json": stream})), Rejected)
    assert stream.tell() < len(data) / 4


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the genuine files are not here")
def test_the_finnish_records_are_all_read() -> None:
    found = reading(SHARED / "ror" / "ror-fi-v2.json")
    assert (found.rows_read, found.rows_used, found.rejected, found.drift) == (418, 418, (), ())
    said = [one for one in found.records if isinstance(one, Organisation)]
    assert Counter(one.status for one in said) == {"active": 414, "withdrawn": 2, "ceased": 2}
    assert sum(one.wikidata is not None for one in said) == 237


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the genuine files are not here")
def test_the_single_records_of_both_schemas_are_read() -> None:
    found = reading(SHARED / "ror" / "single-records-byte-exact", SHARED / "wikidata" / "fi-nso-sf-ror-v1.json")
    assert (found.rows_read, found.rows_used, found.drift) == (9, 9, ())
    names = {one.key: one.names for one in found.records if isinstance(one, Organisation)}
    assert (names["04b181w54"].fi, names["020hwjq30"].en) == ("Teknologian Tutkimuskeskus VTT", "Aalto University")
