from datetime import UTC, datetime
from pathlib import Path

from graph.record_files import of_kind
from graph.records import TestBed
from ingest.kept import kept_reading
from ingest.sources.table.ingester import INGESTER
from tests.ingest.sources.table.given import mapping

TABLE = """
[[table]]
file = "beds.csv"
kind = "testbed"
key = ["id"]
ignore = ["new"]
[table.constants]
kind = "xr-lab"
[table.columns]
name = "old"
"""


def names(path: Path, shelf: Path) -> list[str | None]:
    reading = kept_reading(INGESTER, [path], shelf, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    return [one.names.und for one in of_kind(reading.records, TestBed)]


def test_a_table_is_read_again_when_its_mapping_changed(tmp_path: Path) -> None:
    (tmp_path / "beds.csv").write_text("id,old,new\na,Old,New\n", encoding="utf-8")
    assert names(mapping(tmp_path, TABLE), tmp_path / "shelf") == ["Old"]
    changed = TABLE.replace('["new"]', '["old"]').replace('name = "old"', 'name = "new"')
    assert names(mapping(tmp_path, changed), tmp_path / "shelf") == ["New"]


def test_a_row_gone_from_the_table_is_gone_from_its_next_reading(tmp_path: Path) -> None:
    path, table = mapping(tmp_path, TABLE), tmp_path / "beds.csv"
    table.write_text("id,old,new\na,A,\nb,B,\n", encoding="utf-8")
    assert names(path, tmp_path / "shelf") == ["A", "B"]
    table.write_text("id,old,new\nb,B,\nc,C,\n", encoding="utf-8")
    assert names(path, tmp_path / "shelf") == ["B", "C"]
