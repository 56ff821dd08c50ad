"""One large build, from a bundle of CORDIS to a release: is its memory bounded, and does it tell how far it is?

`python -m benchmarks scale` writes the bundle, and has a process of its own read it and build; stages, seconds and
memory are told as they pass. Nothing is compared.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import bundle
from benchmarks.building import peak_mb
from benchmarks.engines import EngineFailed
from benchmarks.made import plan
from graph.build import build
from ingest.kept import kept_reading
from ingest.sources.cordis.ingester import INGESTER

ORGANISATIONS, PARTICIPATIONS = 100_000, 500_000
MOST_MB = 2048
"""The most memory that a build of that size may take."""

INVENTED = replace(INGESTER, source=replace(INGESTER.source, at_least={}))
"""CORDIS, but for the numbers of records that only the genuine bundles reach."""

PACE = 10.0
"""Seconds between two words on the same stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    """What a large build made, in how many seconds from its start, and the peak of its memory by then."""

    rows: int
    records: int
    quads: int
    triples: int
    read: float
    built: float
    read_mb: float
    peak_mb: float

    @property
    def is_bounded(self) -> bool:
        """Whether the memory stayed within what it may take."""
        return self.peak_mb <= MOST_MB


class Teller:
    """Tells how far a stage is, with the seconds and the memory so far: when it begins, now and then, when it ends."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.perf_counter) -> None:
        self._say, self._clock = say, clock
        self._start, self._stage, self._told = clock(), "", 0.0

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._start

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Say that `done` of `total` are done, unless that was said just now."""
        now = self.seconds
        if stage == self._stage and done != total and now - self._told < PACE:
            return
        self._stage, self._told = stage, now
        share = f"{done:,}" if total is None else f"{done:,} of {total:,}"
        self._say(f"{now:6.0f} s  {peak_mb():6.0f} MiB  {stage}: {share}")


def measured(folder: Path, organisations: int, participations: int) -> Scaled:
    """Write a bundle into `folder`, and return the measures of a build of it by a process of its own.

    Raises
    ------
    EngineFailed
        If that process fails; it has said why.
    """
    tables = folder / "bundle"
    tables.mkdir()
    bundle.write(tables, participations, organisations)
    command = [sys.executable, "-m", "benchmarks.scale", str(tables), str(folder / "data")]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        raise EngineFailed(f"the large build ended with code {done.returncode}")
    return Scaled(**json.loads(done.stdout))


def run(tables: Path, data: Path, say: Callable[[str], None]) -> Scaled:
    """Read and build here, and return what was measured."""
    teller = Teller(say)
    reading = kept_reading(
        INVENTED,
        [tables],
        data / "readings",
        clock=lambda: datetime.now(UTC),
        progress=lambda source, rows: teller.tell(f"read {source}", rows, None),
    )
    read, read_mb = teller.seconds, peak_mb()
    release = build([reading], data, plan(), progress=teller.tell)
    return Scaled(
        rows=reading.rows_read,
        records=len(reading.records),
        quads=sum(release.manifest["triples"].values()),
        triples=release.triples,
        read=read,
        built=teller.seconds,
        read_mb=read_mb,
        peak_mb=peak_mb(),
    )


def words(found: Scaled) -> list[str]:
    """Return the measures as sentences."""
    build_seconds = found.built - found.read
    verdict = "within" if found.is_bounded else "MORE THAN"
    return [
        f"read {found.rows:,} rows to {found.records:,} records in {found.read:.0f} s "
        f"({found.records / found.read:,.0f} records a second), peak memory {found.read_mb:.0f} MiB",
        f"built {found.quads:,} statements, {found.triples:,} of them in the default graph, in {build_seconds:.0f} s "
        f"({found.quads / build_seconds:,.0f} statements a second), gate included",
        f"peak memory {found.peak_mb:.0f} MiB, {verdict} the {MOST_MB} MiB allowed",
    ]


if __name__ == "__main__":
    print(json.dumps(asdict(run(Path(sys.argv[1]), Path(sys.argv[2]), lambda what: print(what, file=sys.stderr)))))
