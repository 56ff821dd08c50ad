"""Somebody's list of names, linked to the organisations of registers: one row in, one row out, blank ones too.

A row is linked where the rules of identity would link it: its name, but for case, punctuation and legal form, is a name
of exactly one organisation there, of no other country. Otherwise the three most alike are named, for the reader to
judge. Whatever is asked here counts as a register, as the user says that it is one.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from graph.errors import IdentityError
from graph.identity.gathering import aliases, seen
from graph.identity.identified import SHORTEST, Identified
from graph.identity.names import normalised
from graph.identity.propose import BUCKET
from graph.identity.resolve import Resolution, resolve
from graph.name_index import likeness
from graph.readings import Reading, SourceInfo
from graph.record_files import of_kind
from graph.records import Address, Names, Organisation, Origin

ASKER = SourceInfo(name="names", title="Names", publisher="The user", homepage="https://example.org/")
"""The list of names, as a source like any other."""

PROPOSED = 3
"""How many organisations are named that may be meant."""

LEAST = 60.0
"""The least likeness of a name that may be meant."""

NEW = ("verdict", "thing", "record", "found", "score", "basis", "also")
"""The columns that are added to each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One row of the list: its line, its name ("" in a blank row), and where it says that the organisation is."""

    line: int
    name: str
    country: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A register's organisation whose name is alike: `score` from 0 to 100."""

    thing: str
    record: str
    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a row means: one organisation if `basis` says why, else perhaps one of `proposed`, the likeliest first."""

    asked: Asked
    proposed: tuple[Near, ...]
    basis: str | None = None

    @property
    def verdict(self) -> str:
        """`linked`, `proposed` or `none`; `blank` where nothing was asked."""
        if not self.asked.name:
            return "blank"
        return "linked" if self.basis else "proposed" if self.proposed else "none"


def link(asked: Sequence[Asked], registers: Sequence[Reading]) -> Iterator[Linked]:
    """Yield what each row means among the organisations of `registers`, in the order of the rows."""
    listing = _Listing(registers)
    ours = [seen(_organisation(one), ASKER) for one in asked]
    resolution = resolve([*listing.records, *ours])
    basis = {one.right: one.basis for one in resolution.links if one.left in listing.written}
    partner = {one.right: one.left for one in resolution.links if one.left in listing.written}
    for row, own in zip(asked, ours, strict=True):
        if own.record in partner:
            found = partner[own.record]
            near = Near(thing=_thing(resolution, found), record=found, name=listing.written[found], score=100.0)
            yield Linked(asked=row, proposed=(near,), basis=basis[own.record])
        else:
            yield Linked(asked=row, proposed=tuple(listing.near(row, resolution)))


def read_names(
    file: IO[str],
    *,
    name: str | None = None,
    country: str | None = None,
    city: str | None = None,
    called: str = "names",
) -> tuple[tuple[str, ...], list[dict[str, str]], list[Asked]]:
    """Return the columns and rows of a CSV file, and what each row asks; the name is in the first column unless told.

    An error calls the file by what it is `called`.

    Raises
    ------
    IdentityError
        If there are no columns or no rows, or a column that is named is not there.
    """
    reader = csv.reader(file)
    columns = tuple(next(reader, ()))
    if not columns:
        raise IdentityError(
            f"{called}, line 1: names no columns; "
            "name them in the first line, and write one organisation to each row below"
        )
    name = name or columns[0]
    for column in (name, country, city):
        if column is not None and column not in columns:
            raise IdentityError(f"{called}, line 1: no column is called {column!r}; there are {', '.join(columns)}")
    rows: list[dict[str, str]] = []
    asked: list[Asked] = []
    for cells in reader:
        # not a `DictReader`: it leaves blank rows out, and what is written would not line up with what was asked
        row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
        where = {"country": _cell(row, country), "city": _cell(row, city)}
        rows.append(row)
        asked.append(Asked(line=reader.line_num, name=row[name].strip(), **where))
    if not rows:
        raise IdentityError(
            f"{called}: there is no row below the names of the columns; write one organisation to a row"
        )
    return columns, rows, asked


def write_links(
    columns: Sequence[str], rows: Iterable[Mapping[str, str]], found: Iterable[Linked], file: IO[str]
) -> None:
    """Write each row as it was, and what it means; a column that is called like one of ours gives way to it."""
    kept = [column for column in columns if column not in NEW]
    writer = csv.DictWriter(file, (*kept, *NEW), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row, one in zip(rows, found, strict=True):
        writer.writerow({**row, **_cells(one)})


def _cells(one: Linked) -> dict[str, str]:
    first = one.proposed[0] if one.proposed else None
    return {
        "verdict": one.verdict,
        "thing": first.thing if first else "",
        "record": first.record if first else "",
        "found": first.name if first else "",
        "score": f"{first.score:.0f}" if first else "",
        "basis": one.basis or "",
        "also": "; ".join(f"{near.name} ({near.thing}, {near.score:.0f})" for near in one.proposed[1:]),
    }


def _cell(row: Mapping[str, str], column: str | None) -> str | None:
    return row[column].strip() or None if column else None


def _organisation(one: Asked) -> Organisation:
    return Organisation(
        key=str(one.line),
        origin=Origin(table="names", line=one.line),
        names=Names(und=one.name),
        address=Address(country=one.country, locality=one.city) if one.country or one.city else None,
    )


def _thing(resolution: Resolution, record: str) -> str:
    return "/".join(resolution.things[record])


class _Listing:
    """The organisations of registers, by the words of their names."""

    def __init__(self, registers: Iterable[Reading]) -> None:
        self.records: list[Identified] = []
        self.written: dict[str, str] = {}
        self._names: list[tuple[str, str, str | None, str | None]] = []
        self._words: dict[str, list[int]] = {}
        for reading in registers:
            for one in of_kind(reading.records, Organisation):
                self._add(one, seen(one, replace(reading.source, register=True)))

    def near(self, asked: Asked, resolution: Resolution) -> list[Near]:
        """Return the organisations whose names are most like the one asked for, the most like first."""
        wanted = normalised(asked.name)
        buckets = sorted((self._words[word] for word in set(wanted.split()) if word in self._words), key=len)
        close = [bucket for bucket in buckets if len(bucket) <= BUCKET] or buckets[:1]
        best: dict[str, Near] = {}
        for number in {number for bucket in close for number in bucket}:
            name, record, country, town = self._names[number]
            if asked.country and country and asked.country != country:
                continue
            same_town = bool(asked.city and town and asked.city.casefold() == town.casefold())
            score = min(99.0, likeness(wanted, name) + (5 if same_town else 0))
            if score >= LEAST and (record not in best or score > best[record].score):
                found = Near(
                    thing=_thing(resolution, record), record=record, name=self.written[record], score=round(score, 1)
                )
                best[record] = found
        return sorted(best.values(), key=lambda one: (-one.score, one.record))[:PROPOSED]

    def _add(self, one: Organisation, about: Identified) -> None:
        names = one.names
        self.records.append(about)
        self.written[about.record] = names.en or names.fi or names.sv or names.und or one.key
        town = one.address.locality if one.address else None
        for name, _ in aliases(names):
            if len(name) >= SHORTEST:
                for word in set(name.split()):
                    self._words.setdefault(word, []).append(len(self._names))
                self._names.append((name, about.record, about.country, town))
