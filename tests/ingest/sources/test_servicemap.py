from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Names, Organisation, Origin
from ingest.run import read
from ingest.source import Outcome, OutOfScope
from ingest.sources.servicemap import INGESTER, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "servicemap"
FIRST, SECOND = "units-0001.json", "units-0002.json"


def outcomes(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def reading() -> Reading:
    return read(INGESTER, [FOLDER / FIRST, FOLDER / SECOND], clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def test_an_organiser_is_told_once_with_every_name_that_units_use_of_it() -> None:
    [first, second, *_] = outcomes(FIRST)
    assert first == Organisation(
        key="0201256-6",
        origin=Origin(table=FIRST, line=1),
        names=Names(und="Helsingin kaupunki", other=("Helsingin kaupunki, kasvatus ja koulutus",)),
        business_id="0201256-6",
    )
    assert second == OutOfScope(table=FIRST, line=2, reason=f"its organiser is told with {FIRST}, line 1")


def test_the_organiser_of_a_health_station_in_espoo_is_a_wellbeing_services_county() -> None:
    found = outcomes(FIRST)[2]
    assert isinstance(found, Organisation)
    assert (found.names.und, found.kind) == ("Länsi-Uudenmaan hyvinvointialue", "joint-authority")


def test_an_organiser_that_may_be_a_natural_person_is_set_aside_unnamed() -> None:
    assert str(outcomes(FIRST)[3]) == (
        f"{FIRST}, line 4: organizer_name may be a natural person: its name shows no legal form"
    )
    assert "Sukunimi" not in str(reading())


def test_a_unit_without_an_organiser_is_out_of_scope() -> None:
    assert outcomes(FIRST)[4] == OutOfScope(table=FIRST, line=5, reason="its organiser has no name or no Business ID")


def test_every_unit_is_accounted_for() -> None:
    found = reading()
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (7, 3, 2, 2)


def test_a_number_whose_check_digit_is_wrong_is_set_aside() -> None:
    assert str(reading().rejected[1]) == (
        f"{SECOND}, line 2: organizer_business_id '9990000-0' is not a Business ID: form or check digit is wrong"
    )


def test_a_new_field_is_told() -> None:
    assert reading().drift == (f"{SECOND}: field 'unexpected' is new and not read: use it or ignore it by name",)


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
