"""A source whose new reading no release can be made of: the release and the readings before it stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.rdf.release import current
from graph.records import Names, Origin, TestBed
from ingest.kept import kept_sources, last_reading
from ingest.source import Files, Ingester, Outcome, Source
from tests.api.command import run

SOURCE = Source(
    name="beds", title="Beds", publisher="us", homepage="https://example.org/", licence="CC0-1.0", curated=True
)


def parse(given: Files) -> Iterator[Outcome]:
    """A test bed for each line: its highest readiness level, of which the parser checks nothing."""
    for table in given:
        for line, word in enumerate(given[table].read().decode().split(), start=1):
            yield TestBed(
                key=str(line),
                origin=Origin(table=table, line=line),
                names=Names(fi=f"Paja {line}"),
                kind="pilot-site",
                trl_max=int(word),
            )


@pytest.fixture
def beds(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("ingest.registry", "api.cli.building"):
        monkeypatch.setattr(f"{module}.INGESTERS", (Ingester(SOURCE, parse),))


def given(folder: Path, text: str) -> str:
    (folder / "beds.txt").write_text(text)
    return f"beds={folder / 'beds.txt'}"


@pytest.mark.usefixtures("beds")
def test_a_gate_that_closes_brings_the_readings_before_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run("build", "--data", str(data), "--source", given(tmp_path, "6 7")).exit_code == 0
    live = current(data).id
    closed = run("build", "--data", str(data), "--source", given(tmp_path, "6 12"))
    assert closed.exit_code == 1
    assert "not taken over: the new readings of beds" in closed.stderr
    assert current(data).id == live
    last = last_reading("beds", data / "readings")
    assert last is not None
    assert [one.trl_max for one in last.records if isinstance(one, TestBed)] == [6, 7]
    assert run("build", "--data", str(data)).exit_code == 0


@pytest.mark.usefixtures("beds")
def test_a_source_that_no_release_was_ever_made_of_is_not_kept(tmp_path: Path) -> None:
    assert run("build", "--data", str(tmp_path), "--source", given(tmp_path, "12")).exit_code == 1
    assert kept_sources(tmp_path / "readings") == []
