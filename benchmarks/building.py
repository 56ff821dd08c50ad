"""One build of a generated release, measured from within a process of its own so that its memory is its own.

`python -m benchmarks.building PARTICIPATIONS DATA` builds, and prints what it measured as JSON.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.made import plan, readings
from graph.build import build

KIB_PER_UNIT = 1024 if sys.platform == "darwin" else 1
"""`ru_maxrss` counts bytes on macOS, KiB elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A build: what it made, how many seconds after its start each stage was done, and the peak of memory by then.

    `quads` are all statements of the release, `triples` those of its default graph. The records were in memory
    before the clock began, and took `records_mb`.
    """

    records: int
    quads: int
    triples: int
    checks: int
    loaded: float
    gated: float
    published: float
    records_mb: float
    loaded_mb: float
    gated_mb: float
    peak_mb: float

    @property
    def gate(self) -> float:
        """Seconds that the gate took."""
        return self.gated - self.loaded


def measured(participations: int, data: Path) -> Built:
    """Return the measures of a build of so many participations into `data`, made by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.building", str(participations), str(data)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return Built(**json.loads(done.stdout))


def run(participations: int, data: Path) -> Built:
    """Build here, and return what was measured."""
    given = readings(participations)
    records_mb = peak_mb()
    marks: dict[tuple[str, int], tuple[float, float]] = {}
    start = time.perf_counter()

    def told(stage: str, done: int, _total: int) -> None:
        marks[stage, done] = time.perf_counter() - start, peak_mb()

    release = build(given, data, plan(), progress=told)
    published = time.perf_counter() - start
    (loaded, loaded_mb), (gated, gated_mb) = marks["check", 0], marks["check", 1]
    return Built(
        records=sum(len(one.records) for one in given),
        quads=sum(release.manifest["triples"].values()),
        triples=release.triples,
        checks=release.manifest["gate"]["checks"],
        loaded=loaded,
        gated=gated,
        published=published,
        records_mb=records_mb,
        loaded_mb=loaded_mb,
        gated_mb=gated_mb,
        peak_mb=peak_mb(),
    )


def peak_mb() -> float:
    """Return the most memory this process has had so far, in MiB.

    On Linux `ru_maxrss` begins with that of the process which started this one, and is asked only elsewhere.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        return int(told["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / KIB_PER_UNIT


if __name__ == "__main__":
    print(json.dumps(asdict(run(int(sys.argv[1]), Path(sys.argv[2])))))
