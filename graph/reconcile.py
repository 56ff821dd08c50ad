"""Which thing of the graph a name in somebody's table means: candidates with a score, and whether one is sure.

Sure (`match`) is a candidate that has the number which the table gives, or the one and only candidate whose name is the
same but for case, punctuation and legal form, unless a number or a city that the table gives speaks against it. Nothing
else is: the person who asked chooses.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.identity import identifiers
from graph.name_index import Found, NamedThing, NameIndex, likeness

NUMBERS = ("business-id", "ror", "wikidata", "pic", "vat", "lei", "eura", "cordis", "kohesio")
"""Properties that are numbers of registers."""

ADDRESS = re.compile(r"https?://(?P<host>ror\.org|www\.wikidata\.org)/(?:entity/|wiki/)?(?P<number>[0-9a-zA-Z]+)")
"""A number as the address of its register's page."""

AGAINST = 0.6
"""What is left of the score of a candidate that something the table gives speaks against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A name to be matched, with what else the table says: `properties` are (property, value)."""

    name: str
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A thing that may be meant. `features` tell what the score is made of; `score` is 0 to 100."""

    thing: NamedThing
    score: float
    match: bool
    features: tuple[tuple[str, float | bool], ...]


def candidates(index: NameIndex, wanted: Wanted) -> list[Candidate]:
    """Return the things that may be meant, the likeliest first; at most one is a match."""
    by_number = _by_number(index, wanted)
    known = {one.address for one in by_number}
    similar = [
        one
        for one in index.search(wanted.name, types=wanted.types, limit=wanted.limit + len(known))
        if one.thing.address not in known
    ]
    found = [_numbered(one, wanted, sure=len(by_number) == 1) for one in by_number]
    exact = [one for one in similar if one.exact and not _against(one.thing, wanted)]
    sure = exact[0].thing.address if len(exact) == 1 and not by_number else None
    found += [_named(one, wanted, sure=one.thing.address == sure) for one in similar]
    return sorted(found, key=lambda one: (-one.match, -one.score, one.thing.address))[: wanted.limit]


def canonical_number(scheme: str, value: str) -> str:
    """Return a number of a register as the graph has it.

    >>> canonical_number("business-id", "FI01120389"), canonical_number("ror", "https://ror.org/020hwjq30")
    ('0112038-9', '020hwjq30')
    """
    text = value.strip()
    if scheme == "business-id":
        return identifiers.business_id(text) or text
    found = ADDRESS.fullmatch(text)
    return found["number"] if found else text


def _by_number(index: NameIndex, wanted: Wanted) -> list[NamedThing]:
    found: dict[str, NamedThing] = {}
    for scheme, number in _numbers(wanted):
        for one in index.by_identifier(number, scheme):
            if not wanted.types or one.type in wanted.types:
                found[one.address] = one
    return list(found.values())


def _numbers(wanted: Wanted) -> Iterator[tuple[str, str]]:
    for name, value in wanted.properties:
        if name in NUMBERS:
            yield name, canonical_number(name, value)
    if (number := identifiers.business_id(wanted.name)) is not None:
        yield "business-id", number
    if (found := ADDRESS.fullmatch(wanted.name.strip())) is not None:
        yield "ror" if found["host"] == "ror.org" else "wikidata", found["number"]


def _numbered(thing: NamedThing, wanted: Wanted, *, sure: bool) -> Candidate:
    best = max((likeness(wanted.name.casefold(), name.casefold()) for name in thing.names), default=0.0)
    return Candidate(thing=thing, score=100.0, match=sure, features=(("identifier", True), ("name", round(best, 1))))


def _named(found: Found, wanted: Wanted, *, sure: bool) -> Candidate:
    against = _against(found.thing, wanted)
    score = found.score * AGAINST if against else found.score
    features: list[tuple[str, float | bool]] = [("name", round(found.score, 1))]
    features += [(name, False) for name in against]
    return Candidate(thing=found.thing, score=round(score, 1), match=sure, features=tuple(features))


def _against(thing: NamedThing, wanted: Wanted) -> list[str]:
    """Return the properties of which the thing is known to have another value than the table gives."""
    known: Mapping[str, Sequence[str]] = {
        scheme: [number for other, number in thing.identifiers if other == scheme] for scheme, _ in thing.identifiers
    }
    against = []
    for name, value in wanted.properties:
        if name in NUMBERS and known.get(name) and canonical_number(name, value) not in known[name]:
            against.append(name)
        if name == "city" and thing.city is not None and value.strip().casefold() != thing.city.casefold():
            against.append(name)
    return against
