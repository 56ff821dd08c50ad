"""The names and numbers by which things of a release are found: an SQLite file that is written once and only read.

Every name stands there as written and normalised (`graph.identity.names`), with an index of trigrams, so that a name
with a typing error, an abbreviation left out or the words in another order still finds its thing.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from graph.identity.names import normalised

FILE = "names.sqlite"
"""What the file is called within a release."""

CANDIDATES = 200
"""How many things with similar names are looked at closely."""

SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, type TEXT NOT NULL, label TEXT NOT NULL,
    kind TEXT, city TEXT);
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL REFERENCES thing, text TEXT NOT NULL,
    normalised TEXT NOT NULL);
CREATE TABLE identifier (scheme TEXT NOT NULL, number TEXT NOT NULL, thing INTEGER NOT NULL REFERENCES thing);
CREATE VIRTUAL TABLE trigram USING fts5 (normalised, content = 'name', content_rowid = 'id', tokenize = 'trigram',
    detail = 'none');
"""

INDEXES = """
CREATE INDEX name_by_thing ON name (thing);
CREATE INDEX name_by_normalised ON name (normalised);
CREATE INDEX identifier_by_number ON identifier (number, scheme);
CREATE INDEX identifier_by_thing ON identifier (thing);
CREATE INDEX thing_by_label ON thing (label COLLATE NOCASE);
INSERT INTO trigram (trigram) VALUES ('rebuild');
"""

EXACT = """SELECT name.thing, name.text, name.normalised, thing.type
    FROM name JOIN thing ON thing.id = thing WHERE normalised = ?"""

FIRST = """SELECT name.thing, name.text, name.normalised, thing.type
    FROM name JOIN thing ON thing.id = thing WHERE normalised >= ? AND normalised < ?
    ORDER BY length(normalised) LIMIT ?"""

BEGINNING = """SELECT thing.* FROM name JOIN thing ON thing.id = thing WHERE normalised >= ? AND normalised < ?
    GROUP BY thing.id ORDER BY min(length(normalised)), label, address LIMIT ?"""

SIMILAR = """SELECT name.thing, name.text, name.normalised, thing.type
    FROM (SELECT rowid AS found FROM trigram WHERE trigram MATCH ? ORDER BY rank LIMIT ?)
    JOIN name ON name.id = found JOIN thing ON thing.id = thing"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThing:
    """A thing and what it is called: `address` is `{kind}/{key}`, `type` a word such as `actor`, `kind` its label.

    `label` is its name in the first language that it has one in; `identifiers` are (scheme, number).
    """

    address: str
    type: str
    label: str
    names: tuple[str, ...]
    kind: str | None = None
    city: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing that may be meant: the name that is most like the one asked for, and how like, 0 to 100.

    `exact` says that this name and the one asked for are the same but for case, punctuation and legal form.
    """

    thing: NamedThing
    name: str
    score: float
    exact: bool


def write_index(path: Path, things: Iterable[NamedThing]) -> int:
    """Write the index of `things` to a new file, and return how many there are."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(SCHEMA)
        number = 0
        for number, one in enumerate(things, start=1):
            database.execute(
                "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)",
                (number, one.address, one.type, one.label, one.kind, one.city),
            )
            database.executemany(
                "INSERT INTO name (thing, text, normalised) VALUES (?, ?, ?)",
                ((number, name, normalised(name)) for name in one.names),
            )
            database.executemany(
                "INSERT INTO identifier VALUES (?, ?, ?)", ((*pair, number) for pair in one.identifiers)
            )
        database.executescript(INDEXES)
        return number


class NameIndex:
    """The index of one release, opened for reading; to be used by the thread that opened it."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self._database.row_factory = sqlite3.Row

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def thing(self, address: str) -> NamedThing | None:
        """Return the thing at `address`, `{kind}/{key}`, or None where there is none."""
        row = self._database.execute("SELECT * FROM thing WHERE address = ?", (address,)).fetchone()
        return None if row is None else self._named(row)

    def by_identifier(self, number: str, scheme: str | None = None) -> list[NamedThing]:
        """Return the things that a register knows by `number`."""
        rows = self._database.execute(
            "SELECT DISTINCT thing.* FROM identifier JOIN thing ON thing.id = thing"
            " WHERE number = ? AND (? IS NULL OR scheme = ?) ORDER BY address",
            (number, scheme, scheme),
        )
        return [self._named(row) for row in rows]

    def search(self, name: str, *, types: Sequence[str] = (), limit: int = 10) -> list[Found]:
        """Return the things whose names are most like `name`, the most like first; ties by type and address."""
        wanted = normalised(name)
        best: dict[int, tuple[float, str, str]] = {}
        for row in self._candidates(wanted):
            if types and row["type"] not in types:
                continue
            score = resemblance(wanted, row["normalised"])
            if row["thing"] not in best or score > best[row["thing"]][0]:
                best[row["thing"]] = (score, row["text"], row["normalised"])
        ranked = sorted(best.items(), key=lambda found: (-found[1][0], found[0]))
        return [
            Found(thing=self._thing(number), name=text, score=score, exact=spelt == wanted)
            for number, (score, text, spelt) in ranked[:limit]
        ]

    def beginning(self, prefix: str, *, limit: int = 10) -> list[NamedThing]:
        """Return the things that have a name beginning with `prefix`, those with the shortest such name first."""
        wanted = normalised(prefix)
        rows = self._database.execute(BEGINNING, (wanted, wanted + "\U0010ffff", limit))
        return [self._named(row) for row in rows] if wanted else []

    def _candidates(self, wanted: str) -> Iterator[sqlite3.Row]:
        yield from self._database.execute(EXACT, (wanted,))
        yield from self._database.execute(FIRST, (f"{wanted} ", f"{wanted}!", CANDIDATES))
        if grams := sorted({wanted[at : at + 3] for at in range(len(wanted) - 2)}):
            asked = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
            yield from self._database.execute(SIMILAR, (asked, CANDIDATES))

    def _thing(self, number: int) -> NamedThing:
        return self._named(self._database.execute("SELECT * FROM thing WHERE id = ?", (number,)).fetchone())

    def _named(self, row: sqlite3.Row) -> NamedThing:
        names = self._database.execute("SELECT text FROM name WHERE thing = ? ORDER BY id", (row["id"],))
        numbers = self._database.execute(
            "SELECT scheme, number FROM identifier WHERE thing = ? ORDER BY scheme, number", (row["id"],)
        )
        return NamedThing(
            address=row["address"],
            type=row["type"],
            label=row["label"],
            names=tuple(one["text"] for one in names),
            kind=row["kind"],
            city=row["city"],
            identifiers=tuple((one["scheme"], one["number"]) for one in numbers),
        )


def resemblance(wanted: str, name: str) -> float:
    """Return how well a normalised name answers a search, 0 to 100: its likeness, or more where it has all the words.

    People look for "Metropolia" and mean "Metropolia ammattikorkeakoulu". The more of the name is asked for, the
    better; so does a name that is the beginning of what is asked.

    >>> resemblance("metropolia", "metropolia ammattikorkeakoulu") > resemblance("metropolia", "thermopolis")
    True
    """
    like = likeness(wanted, name)
    asked, words = set(wanted.split()), set(name.split())
    if like == 100 or not asked or not words or not (asked <= words or words <= asked):
        return like
    shorter, longer = sorted((len(wanted), len(name)))
    return max(like, CONTAINED + (99 - CONTAINED) * shorter / longer)


CONTAINED = 70.0
"""The least score of a name that has all the words asked for."""


def likeness(one: str, other: str) -> float:
    """Return how like two normalised names are, 0 to 100; only equal ones have 100.

    The mean of two measures of rapidfuzz: of the names letter by letter, and of their words in any order.

    >>> likeness("aalto yliopisto", "aalto yliopisto"), likeness("aalto", "oulun yliopisto") < 60
    (100.0, True)
    """
    if one == other:
        return 100.0
    return min(99.0, (fuzz.ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2)
