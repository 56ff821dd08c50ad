"""What decisions say about the world, beside who is who: that one actor took another's place, or is a part of it.

They are read as a source of their own, so that whoever asks who says so finds the line.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from graph.identity.decisions import Decision
from graph.readings import FileInfo, Reading, SourceInfo
from graph.records import Names, Organisation, Origin, Record, Succession
from graph.references import ABROAD

Thing = tuple[str, str]

SOURCE = SourceInfo(
    name="decisions",
    title="Decisions about who is who: those that ship with Verkosto, and those of the keeper of this graph",
    publisher="Verkosto contributors; the keeper of this graph",
    homepage="https://w3id.org/verkosto/id/source/decisions",
    compilation_licence="CC-BY-4.0",
    curated=True,
)

TABLE = "decisions.csv"


def decided_reading(
    decisions: Sequence[Decision], things: Mapping[str, Thing], kept: Callable[[Thing], bool], at: datetime
) -> tuple[Reading | None, dict[str, Thing]]:
    """Return what decisions say of actors that are kept, as a reading, and the thing of each of its records.

    The reading is None where they say nothing. `at` is the time of the build.
    """
    made = [
        (number, one)
        for number, one in enumerate(decisions, start=1)
        if one.verdict in ("successor", "part-of")
        and all(_is_kept(name, things, kept) for name in (one.left, one.right))
    ]
    records = [_record(number, one, things) for number, one in made]
    own = {f"{SOURCE.name}-org-{_key(one)}": things[one.left] for _, one in made if one.verdict == "part-of"}
    digest = sha256("\n".join(map(str, decisions)).encode()).hexdigest()
    file = FileInfo(name=TABLE, sha256=digest, rows_used=len(records))
    reading = Reading(source=SOURCE, records=records, rejected=(), files=(file,), started=at, ended=at)
    return (reading if records else None), own


def _is_kept(record: str, things: Mapping[str, Thing], kept: Callable[[Thing], bool]) -> bool:
    thing = things.get(record)
    return thing is not None and thing[0] == "org" and kept(thing)


def _record(number: int, one: Decision, things: Mapping[str, Thing]) -> Record:
    origin = Origin(table=TABLE, line=number, citation=one.evidence)
    left, right = (f"{ABROAD}org/{things[name][1]}" for name in (one.left, one.right))
    if one.verdict == "part-of":
        return Organisation(key=_key(one), origin=origin, names=Names(), part_of=right)
    return Succession(key=_key(one), origin=origin, predecessor=left, successor=right)


def _key(one: Decision) -> str:
    return f"{one.left}-{one.verdict}-{one.right}"
