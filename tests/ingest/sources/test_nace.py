from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Concept, Names, Origin
from ingest.run import read
from ingest.source import Outcome, OutOfScope
from ingest.sources.nace import INGESTER, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "nace"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "nace"
FI, EN, NEW = "toimiala_1_20080101-fi.json", "toimiala_1_20080101-en.json", "toimiala_1_20250101-fi.json"


def outcomes(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def reading(*places: Path) -> Reading:
    return read(INGESTER, places, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def test_a_row_that_is_shorter_than_its_header_is_read_by_position() -> None:
    found = reading(FOLDER / "nace.csv")
    assert list(found.records)[1] == Concept(
        key="nace-2.1-62.1",
        origin=Origin(table="nace.csv", line=3),
        scheme="nace-2.1",
        code="62.1",
        names=Names(en="Computer programming activities"),
        broader=("62",),
    )
    assert found.drift == ("nace.csv: rows have 6 fields, the header 8: the first 4 are read",)


def test_a_section_has_nothing_broader() -> None:
    found = list(reading(FOLDER / "nace.csv").records)[3]
    assert isinstance(found, Concept)
    assert (found.code, found.broader, found.names.en) == ("K", (), 'Telecommunication; "programming"')


def test_a_row_without_a_code_or_a_name_is_set_aside() -> None:
    found = reading(FOLDER / "nace.csv")
    assert [str(one) for one in found.rejected] == [
        "nace.csv, line 6: code '6x' is not a code of NACE",
        "nace.csv, line 7: the row has 2 fields, the header 8",
    ]
    assert (found.rows_read, found.rows_used) == (6, 4)


def test_an_item_of_tol_is_joined_from_its_languages() -> None:
    assert list(reading(FOLDER / FI, FOLDER / EN).records)[2] == Concept(
        key="tol-2008-62010",
        origin=Origin(table=EN, line=3, rows=((FI, 3),)),
        scheme="tol-2008",
        code="62010",
        names=Names(fi="Ohjelmistojen suunnittelu ja valmistus", en="Computer programming activities"),
        broader=("62",),
    )


def test_the_editions_of_tol_stay_apart() -> None:
    found = reading(FOLDER / FI, FOLDER / NEW, FOLDER / "nace.csv")
    assert Counter(one.scheme for one in found.records if isinstance(one, Concept)) == {
        "tol-2008": 3,
        "tol-2025": 1,
        "nace-2.1": 4,
    }


def test_another_edition_is_out_of_scope() -> None:
    item = b'[{"localId": "toimiala_1_20020101/A", "code": "A", "classificationItemNames": []}]'
    assert list(parse({"a.json": BytesIO(item)})) == [
        OutOfScope(table="a.json", line=1, reason="is of toimiala_1_2002, which is not read")
    ]


def test_the_name_of_the_file_tells_the_edition_where_the_item_does_not() -> None:
    item = b'[{"code": "A", "classificationItemNames": [{"lang": "en", "name": "Agriculture"}]}]'
    [found] = parse({"toimiala_1_20250101-en.json": BytesIO(item)})
    assert isinstance(found, Concept)
    assert (found.scheme, found.names) == ("tol-2025", Names(en="Agriculture"))


def test_an_item_of_no_known_edition_or_language_is_set_aside() -> None:
    items = (
        b'[{"code": "A", "classificationItemNames": []},'
        b'{"localId": "toimiala_1_20250101/B", "code": "B", "classificationItemNames": [{"lang": "de", "name": "B"}]}]'
    )
    assert [str(one) for one in parse({"a.json": BytesIO(items)})] == [
        "a.json, line 1: localId does not tell which classification it is of, nor does the name of the file",
        "a.json, line 2: classificationItemNames is missing in Finnish, Swedish and English",
    ]


def test_each_row_of_an_item_that_is_set_aside_is_set_aside() -> None:
    item = b'[{"localId": "toimiala_1_20250101/B", "code": "B", "classificationItemNames": []}]'
    found = list(parse({"a.json": BytesIO(item), "b.json": BytesIO(item)}))
    assert [str(one).partition(":")[0] for one in found] == ["a.json, line 1", "b.json, line 1"]


def test_a_table_met_twice_is_told_once() -> None:
    data = (FOLDER / "nace.csv").read_bytes()
    found = list(parse({"a.csv": BytesIO(data), "b.csv": BytesIO(data)}))
    assert OutOfScope(table="b.csv", line=2, reason="told with a.csv, line 2") in found


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"code;name\n", "does not begin with code;parentCode;level;name"),
        (b"code;parentCode;level;name\n\xe5", "not UTF-8"),
        (b'code;parentCode;level;name\n"62', "not CSV"),
    ],
    ids=["another table", "Latin-1", "open quotation mark"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a": BytesIO(data)}))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_table_is_read_whole_and_hangs_together() -> None:
    found = reading(SHARED / "nacecodes.csv")
    concepts = [one for one in found.records if isinstance(one, Concept)]
    assert (found.rows_read, found.rows_used) == (1783, 1783)
    assert {above for one in concepts for above in one.broader} <= {one.code for one in concepts}
