"""What was measured of the three ways, as ratios to ours: more than 1 means that we are faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.report import Ratio, table

OURS, RDFLIB, MORPH = "ours", "pandas + rdflib", "morph-kgc"
BARS = {RDFLIB: 5.0, MORPH: 4.0}
"""How many times faster than the others we mean to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: seconds of reading (None where it cannot be told from writing) and writing, processor time, memory.

    `records` and `made`, the statements made before some were left out, are told where the way counts them.
    """

    records: int | None = None
    made: int | None = None
    read: float | None
    written: float
    cpu: float
    peak_mb: float

    @property
    def seconds(self) -> float:
        """From files to a file."""
        return (self.read or 0.0) + self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The medians of one way."""

    read: float | None
    written: float
    seconds: float
    cpu: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What all ways made of one bundle, the measures of each, and why morph-kgc is not among them.

    `quads` are the statements that all of them make, `made` those that ours makes before it leaves some out.
    """

    participations: int
    rounds: int
    records: int
    made: int
    quads: int
    ways: Mapping[str, Way]
    missing: str | None = None


def way(runs: Sequence[Run]) -> Way:
    """Return the medians of some runs; of the memory, the most."""
    reads = [one.read for one in runs if one.read is not None]
    return Way(
        read=median(reads) if reads else None,
        written=median(one.written for one in runs),
        seconds=median(one.seconds for one in runs),
        cpu=median(one.cpu for one in runs),
        peak_mb=max(one.peak_mb for one in runs),
    )


def ratios(found: Ingested) -> dict[str, Ratio]:
    """Return how many times longer each of the others takes from files to a file."""
    ours = found.ways[OURS].seconds
    return {name: Ratio(value=one.seconds / ours) for name, one in found.ways.items() if name != OURS}


def ingest_words(found: Ingested) -> list[str]:
    """Return all that there is to tell of the ingesting."""
    said = [
        "",
        f"Ingesting {found.participations} participations of CORDIS: from the same two tables to the same "
        f"{found.quads} statements ({found.records} records) in a file of N-Quads.",
        f"Medians of {found.rounds} interleaved rounds, each in a process of its own. Ratios above 1: we are faster.",
        f"Ours checks every field, makes all {found.made} statements of CORDIS, and then leaves out those that "
        "the others cannot make.",
        "morph-kgc runs as many processes as it likes; its memory is that of the largest.",
        *ingest_table(found),
        "",
        "The stages: reading makes checked records of ours, and frames of text of pandas.",
        *stage_table(found),
    ]
    return said if found.missing is None else [*said, f"{MORPH} is not compared: {found.missing}."]


def ingest_table(found: Ingested) -> list[str]:
    """Return the table of the whole: a line for each way."""
    head = ("files to N-Quads", "s", "records/s", "quads/s", "cpu s", "peak MiB", "theirs/ours", "bar")
    return table([head, *(_whole(name, one, found) for name, one in found.ways.items())])


def stage_table(found: Ingested) -> list[str]:
    """Return the table of the two stages, for the ways that have two."""
    head = ("stage", "way", "s", "rate", "theirs/ours")
    ours = found.ways[OURS]
    lines: list[tuple[str, ...]] = [head]
    for name, one in found.ways.items():
        if one.read is not None and ours.read is not None:
            lines.append(_stage("read", name, one.read, found.records, "records/s", ours.read))
            lines.append(_stage("write", name, one.written, found.quads, "quads/s", ours.written))
        else:
            lines.append(_stage("write", f"{name} (reading too)", one.written, found.quads, "quads/s", ours.written))
    return table(lines)


def _whole(name: str, one: Way, found: Ingested) -> tuple[str, ...]:
    ratio = "" if name == OURS else str(ratios(found)[name])
    bar = f"{BARS[name]:g}" if name in BARS else ""
    records, quads = (f"{count / one.seconds:,.0f}" for count in (found.records, found.quads))
    return name, f"{one.seconds:.1f}", records, quads, f"{one.cpu:.1f}", f"{one.peak_mb:.0f}", ratio, bar


def _stage(stage: str, name: str, seconds: float, count: int, unit: str, ours: float) -> tuple[str, ...]:
    ratio = "" if name == OURS else str(Ratio(value=seconds / ours))
    return stage, name, f"{seconds:.1f}", f"{count / seconds:,.0f} {unit}", ratio
