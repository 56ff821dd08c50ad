"""Why records are one thing, or are not: what joined them, what did not, and what people decided.

Asked for by name, several things may answer: each is explained, and that they share the name stands with both.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import IdentityError
from graph.identity.decisions import Decision
from graph.identity.gathering import aliases, seen
from graph.identity.identifiers import KINDS, Identifier
from graph.identity.names import normalised
from graph.identity.resolve import Link, Miss, Resolution
from graph.readings import Reading, SourceInfo
from graph.records import Names, Origin, Record

Thing = tuple[str, str]
"""The kind and the key of a thing."""

SUGGESTED = 5
"""How many actors are suggested where none has the name asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A record that speaks of a thing: where it stands, what it calls the thing, and which numbers it gives.

    `shared` are the names of which others may have the same: the full ones, normalised; `short` are acronyms.
    """

    record: str
    source: str
    origin: Origin
    names: tuple[str, ...]
    strong: tuple[Identifier, ...]
    doubted: tuple[Identifier, ...]
    shared: frozenset[str]
    short: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Who speaks of a thing and what joined them.

    `links` joined its records; `misses` are what was not joined though it has a number or a name in common; `decisions`
    are those about its records.
    """

    thing: Thing
    witnesses: tuple[Witness, ...]
    links: tuple[Link, ...]
    misses: tuple[Miss, ...]
    decisions: tuple[Decision, ...]

    def __str__(self) -> str:
        """Return it as lines of text."""
        return "\n".join(_lines(self))


def explain(
    asked: str, readings: Sequence[Reading], resolution: Resolution, decisions: Iterable[Decision] = ()
) -> tuple[Explanation, ...]:
    """Return why the records of what is asked for are one thing, for each thing that is meant, in order of its key.

    Parameters
    ----------
    asked
        An IRI, its last part or last two (`org/fi-0112038-9`), the name of a record (`facts-org-vtt`), or a name.
    readings
        All that was read.
    resolution
        Who is who in it.
    decisions
        The decisions that were made use of.

    Raises
    ------
    IdentityError
        If nothing is called that.
    """
    meant = _meant(asked, readings, resolution.things)
    if not meant:
        raise IdentityError(
            f"no record is called {asked!r}, nor has any that name or key; names are compared whole"
            f"{_suggestion(asked, readings, resolution.things)}"
        )
    of = _witnesses(readings, resolution.things, lambda _, thing: thing in meant)
    ours = {thing: [one for found, one in of if found == thing] for thing in sorted(meant)}
    names = frozenset[str]().union(*(one.shared | one.short for _, one in of))
    kinds = {kind for kind, _ in meant}
    near = _witnesses(
        readings,
        resolution.things,
        lambda record, thing: thing[0] in kinds and not names.isdisjoint(_spellings(record)),
    )
    made = tuple(decisions)
    return tuple(_explained(thing, members, near, resolution, made) for thing, members in ours.items())


def _explained(
    thing: Thing,
    members: Sequence[Witness],
    near: Iterable[tuple[Thing, Witness]],
    resolution: Resolution,
    decisions: Iterable[Decision],
) -> Explanation:
    names = {one.record for one in members}
    told = [one for one in resolution.misses if (one.left in names) != (one.right in names)]
    known = {frozenset((one.left, one.right)) for one in told}
    others = (one for found, one in near if found[0] == thing[0] and found != thing)
    untold = [miss for other in others for miss in _unjoined(members, other, known)]
    return Explanation(
        thing=thing,
        witnesses=tuple(members),
        links=tuple(one for one in resolution.links if one.left in names and one.right in names),
        misses=(*told, *untold),
        decisions=tuple(one for one in decisions if one.left in names or one.right in names),
    )


def _unjoined(members: Iterable[Witness], other: Witness, known: Container[frozenset[str]]) -> Iterator[Miss]:
    """Yield that `other` has a name in common with a thing, where resolving did not say so; once is enough."""
    if any(frozenset((one.record, other.record)) in known for one in members):
        return
    for one in members:
        if common := min(one.shared & other.shared, default=None):
            why = "no register tells that it has one bearer"
            yield Miss(left=one.record, right=other.record, basis=f"the name '{common}'", why=why)
            return
    for one in members:
        if common := min((one.shared | one.short) & (other.shared | other.short), default=None):
            why = "acronyms join nothing: many share them"
            yield Miss(left=one.record, right=other.record, basis=f"the acronym '{common}'", why=why)
            return


def _meant(asked: str, readings: Iterable[Reading], things: Mapping[str, Thing]) -> set[Thing]:
    tail = asked.rstrip("/").split("/")
    if asked in things:
        return {things[asked]}
    if len(tail) > 1 and (tail[-2], tail[-1]) in things.values():
        return {(tail[-2], tail[-1])}
    if found := {thing for thing in things.values() if thing[1] == asked}:
        return found
    name = normalised(asked)
    return {thing for thing, _ in _witnesses(readings, things, lambda record, _: name in _spellings(record))}


def _suggestion(asked: str, readings: Iterable[Reading], things: Mapping[str, Thing]) -> str:
    """Return a hint at actors of which the words asked for are a part of the name, or the key."""
    words = set(normalised(asked).split())
    near = _witnesses(
        readings, things, lambda record, _: any(words <= set(name.split()) for name in _spellings(record))
    )
    found = sorted({f"{'/'.join(thing)} ({one.names[0]})" for thing, one in near if one.names})
    return f"; perhaps {', '.join(found[:SUGGESTED])}" if words and found else ""


def _witnesses(
    readings: Iterable[Reading], things: Mapping[str, Thing], wanted: Callable[[Record, Thing], bool]
) -> list[tuple[Thing, Witness]]:
    """Return the records that are wanted, each with the thing it speaks of."""
    return [
        (thing, _witness(record, reading.source))
        for reading in readings
        for record in reading.records
        if (thing := things.get(f"{reading.source.name}-{KINDS[type(record)]}-{record.key}")) and wanted(record, thing)
    ]


def _witness(record: Record, source: SourceInfo) -> Witness:
    found = seen(record, source)
    names = _names(record)
    return Witness(
        record=found.record,
        source=source.title,
        origin=record.origin,
        names=tuple(dict.fromkeys(_written(names))) if names else (),
        strong=found.strong,
        doubted=found.doubted,
        shared=frozenset(name for name, _ in aliases(names)) if names else frozenset(),
        short=frozenset(map(normalised, names.short)) if names else frozenset(),
    )


def _names(record: Record) -> Names | None:
    found = getattr(record, "names", None)
    return found if isinstance(found, Names) else None


def _written(names: Names) -> Iterator[str]:
    once = (names.fi, names.sv, names.en, names.und, *names.other, *(text for _, text in names.marked))
    yield from (name for name in (*once, *names.short) if name)
    for one in names.dated:
        yield f"{one.text} ({one.start or '?'} to {one.end or 'now'})"


def _spellings(record: Record) -> Iterator[str]:
    names = _names(record)
    if names is not None:
        yield from (name for name, _ in aliases(names))
        yield from map(normalised, names.short)


def _lines(found: Explanation) -> Iterator[str]:
    count = len(found.witnesses)
    yield f"{'/'.join(found.thing)}: {count} {'record' if count == 1 else 'records'}"
    for one in found.witnesses:
        yield f"  {one.record}: {' | '.join(one.names)}"
        where = one.origin.table if one.origin.line is None else f"{one.origin.table}, line {one.origin.line}"
        numbers = [" ".join(number) for number in one.strong] + [
            f"{' '.join(number)} (doubted)" for number in one.doubted
        ]
        yield f"    {'; '.join((f'{one.source}: {where}', *numbers))}"
    yield from _section("Joined by", (f"{one.left} = {one.right}: {one.basis} ({one.score:g})" for one in found.links))
    yield from _section("Not joined", map(str, found.misses))
    yield from _section(
        "Decided",
        (f"{one.left} {one.verdict} {one.right}: {one.evidence} ({one.who}, {one.when})" for one in found.decisions),
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield title
        yield f"  {line}"
