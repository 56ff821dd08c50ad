import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import bundle
from benchmarks.building import peak_mb
from benchmarks.engines import EngineFailed
from benchmarks.scale import Scaled, Teller, measured, run, words

SCALED = Scaled(rows=10, records=20, quads=1000, triples=400, read=2.0, built=12.0, read_mb=100, peak_mb=2048)


@pytest.fixture
def told() -> list[str]:
    """Return a list for what is told."""
    return []


def ticking(*seconds: float) -> Iterator[float]:
    return iter((0.0, *seconds))


def teller(told: list[str], *seconds: float) -> Teller:
    return Teller(told.append, ticking(*seconds).__next__)


def test_a_stage_is_told_when_it_begins_and_ends_and_now_and_then(told: list[str]) -> None:
    one = teller(told, 1, 2, 12, 13)
    one.tell("load", 10, 4000)
    one.tell("load", 1000, 4000)
    one.tell("load", 2000, 4000)
    one.tell("load", 4000, 4000)
    assert [line.split("  ")[-1] for line in told] == [
        "load: 10 of 4,000",
        "load: 2,000 of 4,000",
        "load: 4,000 of 4,000",
    ]


def test_another_stage_is_told_at_once(told: list[str]) -> None:
    one = teller(told, 1, 2)
    one.tell("read cordis", 5000, None)
    one.tell("identify", 0, 1)
    assert [line.split("  ")[-1] for line in told] == ["read cordis: 5,000", "identify: 0 of 1"]


def test_seconds_and_memory_are_told_with_the_stage(told: list[str]) -> None:
    teller(told, 61).tell("check", 0, 1)
    [line] = told
    assert line.split()[:2] == ["61", "s"]
    assert int(line.split()[2]) > 10
    assert line.split()[3] == "MiB"


def test_two_gibibytes_are_within_what_a_build_may_take() -> None:
    assert SCALED.is_bounded
    assert not replace(SCALED, peak_mb=2049).is_bounded


def test_the_words_give_rates_and_a_verdict() -> None:
    assert words(SCALED) == [
        "read 10 rows to 20 records in 2 s (10 records a second), peak memory 100 MiB",
        "built 1,000 statements, 400 of them in the default graph, in 10 s (100 statements a second), gate included",
        "peak memory 2048 MiB, within the 2048 MiB allowed",
    ]
    assert "MORE THAN the 2048 MiB" in words(replace(SCALED, peak_mb=3000))[-1]


def test_a_bundle_is_read_and_built_with_every_stage_told(tmp_path: Path, told: list[str]) -> None:
    tables = tmp_path / "bundle"
    tables.mkdir()
    bundle.write(tables, 60, 30)
    found = run(tables, tmp_path / "data", told.append)
    assert found.records == found.rows + 30
    assert found.quads > found.triples > found.records
    assert 0 < found.read < found.built
    stages = [line.split("  ")[-1].partition(":")[0] for line in told]
    assert set(stages) >= {"identify", "load", "analyse", "check", "index"}


def test_a_large_build_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, returncode=-9, stdout=b"")

    monkeypatch.setattr(subprocess, "run", killed)
    with pytest.raises(EngineFailed, match="the large build ended with code -9"):
        measured(tmp_path, 10, 20)


def test_the_memory_of_a_process_is_not_that_of_the_one_which_started_it() -> None:
    held = b"x" * (400 << 20)
    command = [sys.executable, "-c", "from benchmarks.building import peak_mb; print(peak_mb())"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert 10 < float(done.stdout) < len(held) >> 20 < peak_mb()
