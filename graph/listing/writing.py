"""The file of lists, written once: things with their fields, and for each order and filter the numbers of things.

Things of one list are numbered from 0 in the order of their addresses. Orders and choices are arrays of these numbers,
so that a question is answered by a few array operations and a look at one page of things, however long the list is.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from graph.listing.collation import sort_key
from graph.listing.entry import Entry, Labels, in_language
from graph.listing.kinds import LISTINGS, Listing, Name
from graph.text.language import LANGUAGES

FILE = "lists.sqlite"
"""What the file is called within a release."""

NO_NUMBER = -1
"""What stands in an array of years or levels where none is known."""

TABLES = """
CREATE TABLE item (list TEXT NOT NULL, n INTEGER NOT NULL, address TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (list, n)) WITHOUT ROWID;
CREATE TABLE arranged (list TEXT NOT NULL, sort TEXT NOT NULL, ids BLOB NOT NULL, PRIMARY KEY (list, sort));
CREATE TABLE choice (list TEXT NOT NULL, filter TEXT NOT NULL, value TEXT NOT NULL, ids BLOB NOT NULL,
    labels TEXT NOT NULL, PRIMARY KEY (list, filter, value));
CREATE TABLE spelling (list TEXT NOT NULL, filter TEXT NOT NULL, spelling TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (list, filter, spelling, value)) WITHOUT ROWID;
CREATE TABLE number (list TEXT NOT NULL, name TEXT NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (list, name));
"""
INDEXES = "CREATE UNIQUE INDEX item_by_address ON item (list, address);"

STEP = 1000
"""After how many things progress is told."""


@dataclass(slots=True)
class _Noted:
    """What is noted of one list while its things pass by."""

    count: int = 0
    ids: dict[tuple[str, str], "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("i")))
    labels: dict[tuple[str, str], Labels] = field(default_factory=dict)
    spellings: set[tuple[str, str, str]] = field(default_factory=set)
    numbers: dict[str, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("h")))
    names: list[tuple[str, ...]] = field(default_factory=list)
    keys: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def write_lists(path: Path, entries: Iterable[Entry], *, told: Callable[[int], None] = lambda _done: None) -> int:
    """Write the lists of `entries`, those of one list in the order of their addresses, and return how many there are.

    `told` hears how many are done.
    """
    noted: dict[Name, _Noted] = {name: _Noted() for name in LISTINGS}
    total = 0
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        database.execute("BEGIN")
        for total, one in enumerate(entries, start=1):
            _write_item(database, one, noted[one.listing])
            if total % STEP == 0:
                told(total)
        for name, known in noted.items():
            _write_list(database, LISTINGS[name], known)
        database.execute("COMMIT")
        database.executescript(INDEXES)
    return total


def folded(spelling: str) -> str:
    """Return how a value is looked up, however it is written.

    >>> folded("  Open  CALL ")
    'open call'
    """
    return " ".join(spelling.casefold().split())


def _write_item(database: sqlite3.Connection, one: Entry, noted: _Noted) -> None:
    n = noted.count
    noted.count += 1
    content = msgspec.msgpack.encode([dict(one.labels), dict(one.values)])
    database.execute("INSERT INTO item VALUES (?, ?, ?, ?)", (one.listing, n, one.address, content))
    for name, values in one.chosen.items():
        for value in {chosen.value: chosen for chosen in values}.values():
            noted.ids[name, value.value].append(n)
            noted.labels.setdefault((name, value.value), value.labels)
            last = value.value.rpartition("/")[2]
            noted.spellings.update((name, folded(way), value.value) for way in (value.value, last, *value.spellings))
    for key, pair in (("year", one.years), ("level", one.levels)):
        first, last_number = pair or (NO_NUMBER, NO_NUMBER)
        noted.numbers[f"{key}-first"].append(first)
        noted.numbers[f"{key}-last"].append(last_number)
    noted.names.append(tuple(in_language(one.labels, tongue) or one.address for tongue in LANGUAGES))
    for order in LISTINGS[one.listing].orders:
        noted.keys[order].append(one.values.get(order))


def _write_list(database: sqlite3.Connection, listing: Listing, noted: _Noted) -> None:
    database.executemany(
        "INSERT INTO choice VALUES (?, ?, ?, ?, ?)",
        (
            (listing.name, *key, ids.tobytes(), msgspec.json.encode(dict(noted.labels[key])).decode())
            for key, ids in noted.ids.items()
        ),
    )
    database.executemany(
        "INSERT INTO spelling VALUES (?, ?, ?, ?)", ((listing.name, *one) for one in sorted(noted.spellings))
    )
    database.executemany(
        "INSERT INTO number VALUES (?, ?, ?)",
        ((listing.name, name, found.tobytes()) for name, found in noted.numbers.items()),
    )
    database.executemany(
        "INSERT INTO arranged VALUES (?, ?, ?)",
        ((listing.name, sort, array("i", ids).tobytes()) for sort, ids in _arrangements(listing, noted).items()),
    )


def _arrangements(listing: Listing, noted: _Noted) -> Mapping[str, Sequence[int]]:
    """Return every order, forwards and (with `-`) backwards; what has no value comes last in both."""
    every = list(range(noted.count))
    found: dict[str, Sequence[int]] = {"id": every, "-id": every[::-1]}
    for place, tongue in enumerate(LANGUAGES):
        keys = [sort_key(names[place], tongue) for names in noted.names]
        found[f"label {tongue}"] = sorted(every, key=keys.__getitem__)
        found[f"-label {tongue}"] = sorted(every, key=keys.__getitem__, reverse=True)
    for order in listing.orders:
        values = noted.keys[order]
        known = [n for n in every if values[n] is not None]
        bare = [n for n in every if values[n] is None]
        found[order] = sorted(known, key=values.__getitem__) + bare
        found[f"-{order}"] = sorted(known, key=values.__getitem__, reverse=True) + bare
    return found
