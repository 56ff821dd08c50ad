from collections import deque
from decimal import Decimal
from pathlib import Path

import pytest

from graph.record_files import KIND_NAMES, RecordFiles, RecordWriter, count_kinds, of_kind
from graph.records import Address, Classification, Money, Names, Organisation, Origin, Participation, Point, Record

ORIGIN = Origin(table="t.csv", line=2, doubts=(("city", "from-memory"),))
ACTOR = Organisation(
    key="1",
    origin=ORIGIN,
    names=Names(und="Yksi Oy", other=("Yksi",)),
    other_ids=(("pic", "999"),),
    address=Address(country="FI", point=Point(lat=Decimal("60.10"), lon=Decimal("24.9"))),
    classifications=(Classification(scheme="activity-type", concept="prc", by="publisher"),),
)
PART = Participation(
    key="1-1",
    origin=ORIGIN,
    project="p",
    organisation="1",
    role="lead",
    money=(Money(kind="eu-contribution", value=Decimal("528340.90")),),
)


def written(folder: Path, *records: Record) -> RecordFiles:
    with RecordWriter(folder) as writer:
        deque(map(writer.append, records), maxlen=0)
        return writer.written()


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    assert list(written(tmp_path, PART, ACTOR)) == [ACTOR, PART]


def test_digits_of_amounts_are_not_lost(tmp_path: Path) -> None:
    [part] = written(tmp_path, PART).of(Participation)
    assert str(part.money[0].value) == "528340.90"


def test_records_are_counted_and_read_by_kind(tmp_path: Path) -> None:
    records = written(tmp_path, ACTOR, PART)
    assert len(records) == 2
    assert count_kinds(records) == {"Organisation": 1, "Participation": 1}
    assert list(of_kind(records, Organisation)) == [ACTOR]
    assert PART in records


def test_a_kind_without_records_is_empty(tmp_path: Path) -> None:
    assert list(written(tmp_path, ACTOR).of(Participation)) == []


def test_records_in_memory_are_read_by_kind_too() -> None:
    assert list(of_kind((ACTOR, PART), Participation)) == [PART]
    assert count_kinds((PART, ACTOR, PART)) == {"Organisation": 1, "Participation": 2}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_of_record_can_be_stored(kind: str, tmp_path: Path) -> None:
    assert list(RecordFiles(tmp_path, {}).of(KIND_NAMES[kind])) == []
