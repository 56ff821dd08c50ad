"""A build over tables with broken rows: the rows stand in quarantine, and the rest becomes a release."""

from datetime import UTC, datetime
from pathlib import Path

from graph.build import Plan, build
from graph.rdf.release import open_store
from graph.readings import Reading
from ingest.run import read
from ingest.sources.agreement.ingester import INGESTER as AGREEMENT
from ingest.sources.facts.ingester import INGESTER
from tests.ingest.sources.facts.tables import files

NOW = datetime(2026, 11, 24, tzinfo=UTC)
EDITS = (
    ("services.csv", "https://example.org/startup-center", "https://ex.org/%zz"),
    ("testbeds.csv", "https://example.org/kera,en;fi", "https://x y<z>,en;fi"),
    ("companies.csv", "https://example.org/exel", "https://[::1"),
    ("cities.csv", "FI1B1,Uusimaa,03,Länsi-Uudenmaan hyvinvointialue,no", "F I<,Uusimaa,03,,no"),
)


def broken(folder: Path) -> Reading:
    """Return what is read of the fixture tables, each of some edited so that a value cannot stand in the graph."""
    for name, stream in files().items():
        (folder / name).write_bytes(stream.read())
    for edit in EDITS:
        (folder / edit[0]).write_bytes(files(*edit)[edit[0]].read())
    return read(INGESTER, folder, clock=lambda: NOW)


def test_rows_that_no_graph_can_hold_are_set_aside_and_the_build_succeeds(tmp_path: Path) -> None:
    (tables := tmp_path / "tables").mkdir()
    reading = broken(tables)
    reasons = {(one.table, one.field, one.value) for one in reading.rejected}
    assert reasons >= {
        ("services.csv", "source_url", "https://ex.org/%zz"),
        ("testbeds.csv", "contact_url", "https://x y<z>"),
        ("companies.csv", "source_url", "https://[::1"),
        ("cities.csv", "nuts3_code", "F I<"),
    }
    agreement = read(AGREEMENT, clock=lambda: NOW)
    release = build([reading, agreement], tmp_path / "data", Plan(decisions=(), issued=NOW, version="0.0.0"))
    assert len(open_store(release)) > len(reading.records)
