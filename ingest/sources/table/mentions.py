"""Organisations and projects that rows speak of without a table of their own, each told once.

Many rows speak of one thing, some with less than others. The first that says something counts; a name that differs
becomes an alternative one. A thing that no row names is called by its number: an identifier, not a guess. What is kept
meanwhile grows with the things and not with the rows.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from hashlib import sha1
from typing import Generic, TypeVar

from graph.records import Names, Organisation, Project

Thing = TypeVar("Thing", Organisation, Project)

NAMELESS = Names()


class Mentions(Generic[Thing]):
    """The things of one kind mentioned so far, by key."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[Thing, str]] = {}
        self._pending: list[tuple[Thing, str]] = []

    def meet(self, thing: Thing, number: str) -> None:
        """Take in what one row says of a thing; `number` is what it is called where no row names it."""
        self._pending.append((thing, number))

    def settle(self, *, sound: bool) -> None:
        """Keep what was met since the last time where the row proved sound, else forget it."""
        for thing, number in self._pending if sound else ():
            known, called = self._met.get(thing.key, (thing, number))
            self._met[thing.key] = (filled(known, thing), called)
        self._pending.clear()

    def things(self) -> Iterator[Thing]:
        """Yield each thing once, in the order in which they were met."""
        for thing, number in self._met.values():
            yield thing if thing.names != NAMELESS else replace(thing, names=Names(und=number))


def filled(known: Thing, told: Thing) -> Thing:
    """Return `known` with what it leaves open filled from `told`."""
    if known is told:
        return known
    gaps = {}
    for field in fields(known):
        old, new = getattr(known, field.name), getattr(told, field.name)
        if field.name not in ("key", "origin", "names") and old in (None, ()) and new not in (None, ()):
            gaps[field.name] = new
    names = merged(known.names, told.names)
    if names != known.names:
        gaps["names"] = names
    return replace(known, **gaps) if gaps else known


def merged(first: Names, later: Names) -> Names:
    """Return the names of a thing that two rows name.

    >>> merged(Names(und="Esimerkki Oy"), Names(und="ESIMERKKI OY")).other
    ('ESIMERKKI OY',)
    """
    und = first.und or later.und
    others = {one for one in (first.und, later.und, *first.other, *later.other) if one and one != und}
    short = tuple(one for one in dict.fromkeys((*first.short, *later.short)) if one != und)
    return Names(und=und, other=tuple(sorted(others)), short=short)


def name_key(name: str) -> str:
    """Return the key of what a source knows by name alone, letter for letter.

    >>> name_key("Helsingin kaupunki")
    'name-b95e2c83cdf4'
    """
    return f"name-{sha1(name.encode(), usedforsecurity=False).hexdigest()[:12]}"
