from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Names, Origin, Place
from ingest.run import read
from ingest.source import Outcome, OutOfScope
from ingest.sources.municipalities import INGESTER, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "municipalities"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "geo"
FI, SV = "kunta_1_20260101-fi.json", "kunta_1_20260101-sv.json"


def outcomes(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def reading(*places: Path) -> Reading:
    return read(INGESTER, places, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def test_the_key_tells_names_and_region() -> None:
    assert outcomes("key.csv")[1] == Place(
        key="091",
        origin=Origin(table="key.csv", line=3),
        names=Names(fi="Helsinki", sv="Helsingfors", en="Helsinki"),
        municipality_code="091",
        nuts3="FI1B1",
    )


def test_a_code_that_lost_its_zero_is_set_aside() -> None:
    assert str(outcomes("key.csv")[2]) == (
        "key.csv, line 4: kunta '92' is not the code of a municipality (three digits)"
    )


def test_an_outline_is_a_record_beside_that_of_the_key() -> None:
    assert outcomes("kuntarajat.json")[0] == Place(
        key="outline-091",
        origin=Origin(table="kuntarajat.json", line=1),
        names=Names(fi="Helsinki", sv="Helsingfors"),
        municipality_code="091",
        outline="MULTIPOLYGON(((24.5 60,24.623457 60,24.623457 60.123457,24.5 60.123457,24.5 60)),"
        "((25 60,25.5 60,25.5 60.5,25 60.5,25 60)))",
    )


def test_a_region_among_municipalities_is_out_of_scope() -> None:
    assert outcomes("kuntarajat.json")[2] == OutOfScope(
        table="kuntarajat.json", line=3, reason="is a region, not a municipality"
    )


def test_an_outline_in_metres_is_set_aside() -> None:
    [espoo, vantaa] = outcomes("kunta4500k.json")
    assert isinstance(espoo, Place)
    assert espoo.names == Names(fi="Espoo", sv="Esbo", en="Espoo")
    assert "geometry '385000.0 6680000.0' lies outside 18.5-32.0 degrees east" in str(vantaa)


def test_answers_in_several_languages_are_one_record() -> None:
    [_, helsinki] = outcomes(FI, SV)
    assert helsinki == Place(
        key="091",
        origin=Origin(table=FI, line=2, rows=((SV, 2),)),
        names=Names(fi="Helsinki", sv="Helsingfors"),
        municipality_code="091",
    )


def test_the_rows_of_each_language_are_used() -> None:
    found = reading(FOLDER / FI, FOLDER / SV)
    assert [(one.rows_read, one.rows_used) for one in found.files] == [(2, 2), (2, 2)]


def test_a_municipality_of_the_key_is_not_told_again_from_the_classification() -> None:
    assert outcomes("key.csv", FI)[3:] == [
        OutOfScope(table=FI, line=1, reason="told with key.csv, line 2"),
        OutOfScope(table=FI, line=2, reason="told with key.csv, line 3"),
    ]


def test_what_the_key_told_is_out_of_scope_in_every_language() -> None:
    found = reading(FOLDER / "key.csv", FOLDER / FI, FOLDER / SV)
    assert {one.name: one.rows_out_of_scope for one in found.files} == {"key.csv": 0, FI: 2, SV: 2}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'[{"code": "01"}]', "lacks code or classificationItemNames"),
        (b"[]", "no items in it"),
        (b"kunta,name\n", "missing columns"),
        (b"{}", "no features"),
    ],
    ids=["another array", "empty array", "another table", "another object"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a": BytesIO(data)}))


def test_a_feature_without_a_code_is_set_aside() -> None:
    text = '{"features": [{"properties": {"name": "Espoo"}}, {"properties": {"kunta": "049"}}]}'
    assert [str(one) for one in parse({"a.json": BytesIO(text.encode())})] == [
        "a.json, line 1: the row has none of the properties NATCODE, kunta, code",
        "a.json, line 2: nimi is missing or empty",
    ]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_key_and_outlines_are_read_whole() -> None:
    found = reading(SHARED / "municipalities_2026.csv", SHARED / "kuntarajat.json")
    assert [(one.name, one.rows_read, one.rows_used) for one in found.files] == [
        ("kuntarajat.json", 309, 309),
        ("municipalities_2026.csv", 308, 308),
    ]
    assert found.drift == ()
