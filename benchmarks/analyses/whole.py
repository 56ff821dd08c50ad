"""All analyses of one large network, one after another in a process of its own: seconds of each, and peak memory.

`python -m benchmarks.analyses.whole ACTORS` prints them as JSON. Every analysis of the catalogue is run as the command
line runs it, but for fewer samples and runs, which add time and no memory.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from benchmarks import networks
from benchmarks.building import peak_mb
from benchmarks.engines import EngineFailed
from graph.analysis.catalogue import ANALYSES, Analysis
from graph.analysis.network import TwoModeNetwork
from graph.analysis.parameters import Asked
from graph.analysis.running import analysed
from graph.analysis.ties import ties_of

MOST_MB = 4096
"""The most memory that the analyses of the largest network may take."""

SAMPLES, RUNS, LIMIT = 10, 2, 20
"""Networks that the null model draws, runs of the search for communities, and rows."""

SMALL = 300
"""Actors of the network on which everything is compiled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One analysis: wall and processor seconds, and the peak of memory when it was done."""

    analysis: str
    seconds: float
    cpu: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All analyses of one network, and the peak of memory when it was made, before the first."""

    actors: int
    participations: int
    ties: int
    made_mb: float
    steps: tuple[Step, ...]

    @property
    def peak_mb(self) -> float:
        """The most memory that the process had."""
        return max((one.peak_mb for one in self.steps), default=self.made_mb)

    @property
    def is_bounded(self) -> bool:
        """Whether the memory stayed within what it may take."""
        return self.peak_mb <= MOST_MB


def measured(actors: int) -> Whole:
    """Return the measures of all analyses of so many actors, by a process of its own, which tells how far it is.

    Raises
    ------
    EngineFailed
        If it fails; it has said why.
    """
    command = [sys.executable, "-m", "benchmarks.analyses.whole", str(actors)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        raise EngineFailed(f"the analyses of {actors} actors ended with code {done.returncode}")
    found = json.loads(done.stdout)
    return Whole(**{**found, "steps": tuple(Step(**one) for one in found["steps"])})


def run(actors: int, say: Callable[[str], None], *, names: Sequence[str] = tuple(ANALYSES)) -> Whole:
    """Run the analyses here, compiled on a small network before; `say` is told of each that is done."""
    wanted = [ANALYSES[name] for name in names]
    small = networks.network(SMALL)
    for one in wanted:
        analysed(small, one.name, asked_of(one, small))
    network = networks.network(actors)
    ties, made_mb = ties_of(network).size, peak_mb()
    steps = []
    for one in wanted:
        wall, cpu = time.perf_counter(), time.process_time()
        analysed(network, one.name, asked_of(one, network))
        steps.append(
            Step(
                analysis=one.name,
                seconds=time.perf_counter() - wall,
                cpu=time.process_time() - cpu,
                peak_mb=peak_mb(),
            )
        )
        say(f"{one.name}: {steps[-1].seconds:.1f} s, {steps[-1].peak_mb:.0f} MiB")
    return Whole(actors=actors, participations=network.size, ties=ties, made_mb=made_mb, steps=tuple(steps))


def asked_of(one: Analysis, network: TwoModeNetwork) -> Asked:
    """Return what is asked of an analysis: beside a null model where it takes one, of three actors for a consortium."""
    return Asked(
        null="curveball" if "null" in one.takes else None,
        samples=SAMPLES,
        runs=RUNS,
        limit=LIMIT,
        actors=network.actors[:3] if one.name == "consortium" else (),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(run(int(sys.argv[1]), lambda what: print(what, file=sys.stderr, flush=True)))))
