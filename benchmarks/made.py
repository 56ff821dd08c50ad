"""The generated records as readings, and a release built of them by the program's own build."""

from datetime import UTC, datetime
from hashlib import sha256

from benchmarks.generate import funding, register
from graph.build import Plan
from graph.readings import FileInfo, Reading, SourceInfo
from graph.records import Record

ISSUED = datetime(2026, 1, 1, tzinfo=UTC)
"""The time every generated release counts as."""


def plan() -> Plan:
    """Return how a generated release is built: nobody has decided anything."""
    return Plan(decisions=(), issued=ISSUED, version="benchmark")


def readings(participations: int) -> list[Reading]:
    """Return the readings of both sources, of a size."""
    made = {"funding": tuple(funding(participations)), "register": tuple(register(participations))}
    return [reading(name, records) for name, records in made.items()]


def reading(name: str, records: tuple[Record, ...]) -> Reading:
    """Return what a reading of the source `name` would be that yielded `records`."""
    digest = sha256(f"{name} {len(records)}".encode()).hexdigest()
    return Reading(
        source=SourceInfo(
            name=name,
            title=f"Generated records ({name})",
            publisher="benchmarks",
            homepage="https://www.example.org/",
            licence="CC0-1.0",
        ),
        records=records,
        rejected=(),
        files=(FileInfo(name=f"{name}.csv", sha256=digest, rows_used=len(records)),),
        started=ISSUED,
        ended=ISSUED,
    )
