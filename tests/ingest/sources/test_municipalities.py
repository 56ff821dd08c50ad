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


def key(*rows: str) -> BytesIO:
    columns = "kunta,municipality_name_fi,municipality_name_sv,municipality_name_en,nuts3_code,maakunta_code"
    return BytesIO("\n".join((columns, *rows)).encode())


def shape(code: str, *more: str) -> BytesIO:
    properties = ", ".join((f'"NATCODE": "{code}"', '"NAMEFIN": "Nimi"', *more))
    return BytesIO(f'{{"features": [{{"properties": {{{properties}}}}}]}}'.encode())


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


def test_a_region_whose_nuts_code_the_key_does_not_tell_keeps_its_own_key() -> None:
    kanta_hame = Place(
        key="maakunta-05",
        origin=Origin(table="maakuntarajat.json", line=1),
        names=Names(fi="Kanta-Häme", sv="Egentliga Tavastland"),
        outline="POLYGON((24 60.5,24.73988 60.5,24.73988 61,24 60.5))",
    )
    assert outcomes("maakuntarajat.json")[0] == kanta_hame
    assert kanta_hame in outcomes("key.csv", "maakuntarajat.json")


def test_a_region_has_the_nuts_code_of_its_municipalities_in_the_key() -> None:
    assert outcomes("key.csv", "maakuntarajat.json")[-1] == Place(
        key="maakunta-01",
        origin=Origin(table="maakuntarajat.json", line=2),
        names=Names(fi="Uusimaa", sv="Nyland"),
        nuts="FI1B1",
        outline="POLYGON((23.5 60,26 60,26 60.5,23.5 60))",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("235,Kauniainen,,,FI1C1,01", "has municipalities of FI1B1 (key.csv, line 3) and of FI1C1 (key.csv, line 4)"),
        ("165,Janakkala,,,FI1B1,05", "has the NUTS code FI1B1 in common with the region 05 (key.csv, line 4)"),
    ],
    ids=["one region, two codes", "one code, two regions"],
)
def test_a_region_of_which_the_key_does_not_tell_one_nuts_code_is_set_aside(row: str, reason: str) -> None:
    files = {"key.csv": key("091,Helsinki,,,,01", "049,Espoo,,,FI1B1,01", row), "a.json": shape("01")}
    assert str(list(parse(files))[-1]) == f"a.json, line 1: NATCODE '01' {reason}"


def test_a_row_that_tells_a_municipality_again_says_nothing_of_its_region() -> None:
    files = {
        "key-2016.csv": key("837,Tampere,,,FI197,06"),
        "key-2026.csv": key("837,Tampere,,,FI19B,06"),
        "a.json": shape("06"),
    }
    [_, _, region] = parse(files)
    assert isinstance(region, Place)
    assert region.nuts == "FI197"


def test_a_municipality_whose_code_lost_its_zero_is_not_taken_for_a_region() -> None:
    [askola] = parse({"a.json": shape("18", '"LANDAREA": 212.44')})
    assert str(askola) == "a.json, line 1: NATCODE '18' is not the code of a municipality (three digits)"


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


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_outlines_of_regions_are_read_whole() -> None:
    found = reading(SHARED / "maakuntarajat.json")
    assert (found.rows_read, found.rows_used, found.drift) == (19, 19, ())
    places = [one for one in found.records if isinstance(one, Place)]
    assert all(one.names.fi and one.names.sv and one.outline and one.nuts is None for one in places)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_key_tells_the_nuts_code_of_each_region() -> None:
    found = reading(SHARED / "municipalities_2026.csv", SHARED / "maakuntarajat.json")
    regions = {one.key: one.nuts for one in found.records if isinstance(one, Place) and one.municipality_code is None}
    assert len(set(regions.values()) - {None}) == 19
    assert (regions["maakunta-01"], regions["maakunta-05"]) == ("FI1B1", "FI1C2")
