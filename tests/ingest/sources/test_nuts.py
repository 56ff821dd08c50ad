from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Names, Origin, Place
from ingest.run import read
from ingest.source import OutOfScope
from ingest.sources.nuts import INGESTER, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "nuts"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "geo"


def reading(*names: str) -> Reading:
    return read(INGESTER, [FOLDER / name for name in names], clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def test_the_list_tells_code_and_name() -> None:
    assert reading("list.csv").records == (
        Place(key="FI1B1", origin=Origin(table="list.csv", line=2), names=Names(und="Helsinki-Uusimaa"), nuts="FI1B1"),
        Place(key="EL", origin=Origin(table="list.csv", line=3), names=Names(und="ΕΛΛΑΔΑ"), nuts="EL"),
        Place(key="UKK11", origin=Origin(table="list.csv", line=4), names=Names(und="Bristol, City of"), nuts="UKK11"),
    )


def test_an_outline_comes_with_its_code_and_both_forms_of_its_name() -> None:
    assert list(reading("NUTS_RG.geojson").records)[1:] == [
        Place(
            key="EL30",
            origin=Origin(table="NUTS_RG.geojson", line=2),
            names=Names(und="Attiki", other=("Aττική",)),
            nuts="EL30",
            outline="POLYGON((23 38,23.5 38,23.5 38.5,23 38.5,23 38))",
        ),
    ]


def test_a_region_whose_outline_is_read_is_not_told_again() -> None:
    given = {name: BytesIO((FOLDER / name).read_bytes()) for name in ("list.csv", "NUTS_RG.geojson")}
    assert OutOfScope(table="list.csv", line=2, reason="told with NUTS_RG.geojson, line 1") in list(parse(given))


def test_what_cannot_be_a_region_is_set_aside() -> None:
    found = reading("list.csv", "NUTS_RG.geojson")
    assert [str(one) for one in found.rejected] == [
        "NUTS_RG.geojson, line 3: geometry 'Point' is neither a polygon nor several",
        "list.csv, line 5: NUTS_ID 'FI1B12' is not a NUTS code",
    ]
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope) == (7, 4, 1)


def test_of_outlines_of_the_national_land_survey_it_is_told_who_reads_them() -> None:
    text = '{"features": [{"properties": {"NATCODE": "05", "NAMEFIN": "Kanta-Häme"}}]}'
    with pytest.raises(SourceChanged) as caught:
        list(parse({"a.json": BytesIO(text.encode())}))
    assert str(caught.value) == (
        "nuts, a.json: outlines by NATCODE, not by NUTS_ID, as of the National Land Survey: "
        "the source municipalities reads them"
    )


def test_a_new_property_is_told() -> None:
    assert reading("NUTS_RG.geojson").drift == ("NUTS_RG.geojson: property 'POPULATION' is new and not read",)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b'{"type": "Topology", "objects": {}}', "no features"), (b"NUTS,NAME\n", "missing columns")],
    ids=["TopoJSON", "another table"],
)
def test_a_file_of_another_layout_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a": BytesIO(data)}))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_list_is_read_whole() -> None:
    found = read(INGESTER, SHARED / "NUTS_AT_2016.csv", clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    assert (found.rows_read, found.rows_used, found.drift) == (2016, 2016, ())
