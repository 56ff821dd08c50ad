"""Lists as they are asked: which things, in which order, which page of them."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.connections import Connections
from graph.errors import BadField, NoRelease, UnknownThing
from graph.listing.cursor import cursor_at, offset_of
from graph.listing.entry import Labels
from graph.listing.kinds import LISTINGS, Listing, Name
from graph.listing.writing import NO_NUMBER, folded
from graph.text.language import Language
from ontology.terms import ID

MOST = 1000
"""How many things a page holds at the most."""

NAMED = 12
"""How many values are named where one asked for is none."""

Ids = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What is asked of a list.

    `chosen` has for each filter the values of which one must fit. `first` and `last` are years, `level` is a readiness
    level. `sort` is a field, with `-` before it backwards; None is by name, or by relevance where `text` is searched.
    `offset` things are left out where no `cursor` says where to go on.
    """

    listing: Name
    text: str | None = None
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    level: int | None = None
    sort: str | None = None
    language: Language = "fi"
    limit: int = 50
    cursor: str | None = None
    offset: int = 0

    @property
    def question(self) -> str:
        """What a cursor is bound to: all but which page."""
        parts = (self.listing, self.text, sorted(self.chosen.items()), self.first, self.last, self.level)
        return repr((*parts, self.order, self.language if self.order.endswith("label") else ""))

    @property
    def order(self) -> str:
        """What it is sorted by."""
        return self.sort or ("relevance" if self.text is not None else "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing: its address, its names by language, and the values of its fields; what is absent is not known."""

    address: str
    labels: Labels
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a list: its things, how many there are in all, and the cursor of the next page, None after the last."""

    items: tuple[Item, ...]
    total: int
    following: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a filter: what it is called, and how many things there are if it is chosen."""

    value: str
    labels: Labels
    count: int

    def is_called(self, asked: str) -> bool:
        """Whether it is what somebody asks for: by address, the end of it, or a name in any language."""
        ways = (self.value, self.value.rpartition("/")[2], *self.labels.values())
        return folded(asked.strip().removeprefix(ID)) in map(folded, ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The values of a filter, the most frequent first; `unknown` things have none. Things can have several."""

    name: str
    values: tuple[Choice, ...]
    unknown: int


class Lists:
    """The lists of one release, opened to read only. Threads may share it; each question has a connection to itself."""

    def __init__(self, path: Path) -> None:
        """Open the lists at `path`.

        Raises
        ------
        NoRelease
            If the release has none, being of an older version of the program.
        """
        if not path.exists():
            raise NoRelease(f"the release {path.parent.name} has no lists; run: verkosto build")
        self._release = path.parent.name
        self._connections = Connections(path)

    def page(self, asked: Listed, ranked: Callable[[], Sequence[str]] = tuple) -> Page:
        """Return the page asked for; `ranked` gives the addresses that a text finds, the best first.

        Raises
        ------
        Outdated
            If the cursor is of another release.
        BadField
            If a value is none that any thing has, or the cursor is none of this question.
        """
        offset = asked.offset
        if asked.cursor is not None:
            offset = offset_of(asked.cursor, release=self._release, question=asked.question)
        with self._connections.one() as database:
            found = _found(database, asked, ranked)
            page = found[offset : offset + asked.limit]
            end = offset + len(page)
            more = cursor_at(end, release=self._release, question=asked.question) if end < len(found) else None
            return Page(items=tuple(_items(database, asked.listing, page)), total=len(found), following=more)

    def choices(
        self,
        asked: Listed,
        ranked: Callable[[], Sequence[str]] = tuple,
        names: Collection[str] | None = None,
    ) -> tuple[Choices, ...]:
        """Return what each filter called `names` (all, without) offers, among the things that all others leave.

        A filter whose values are things of a list is left out: it may have as many values as there are things.

        Raises
        ------
        BadField
            If a value is none that any thing has.
        NoRelease
            If the release knows no names of values, being of an older version of the program.
        """
        filters = [
            one.name
            for one in LISTINGS[asked.listing].filters
            if one.things is None and (names is None or one.name in names)
        ]
        with self._connections.one() as database:
            if not database.execute("SELECT 1 FROM pragma_table_info('choice') WHERE name = 'labels'").fetchone():
                raise NoRelease(f"the release {self._release} has no names of choices; run: verkosto build")
            return tuple(_choices(database, asked, ranked, filters))

    def addresses(self, asked: Listed) -> list[str]:
        """Return the addresses of all things that are chosen, in order; raise as `page`."""
        with self._connections.one() as database:
            found = _found(database, asked, tuple)
            rows = database.execute("SELECT n, address FROM item WHERE list = ?", (asked.listing,))
            every = dict(rows.fetchall())
        return [every[n] for n in found.tolist()]

    def item(self, name: Name, key: str) -> Item:
        """Return one thing, by its address or the end of it.

        Raises
        ------
        UnknownThing
            If the list has none.
        """
        with self._connections.one() as database:
            for address in _addresses(LISTINGS[name], key):
                row = database.execute(
                    "SELECT address, content FROM item WHERE list = ? AND address = ?", (name, address)
                ).fetchone()
                if row is not None:
                    return _item(*row)
        raise UnknownThing(f"{ID}{_addresses(LISTINGS[name], key)[-1]}")

    def close(self) -> None:
        """Close the file, as soon as questions that are being answered are."""
        self._connections.close()


def _found(database: sqlite3.Connection, asked: Listed, ranked: Callable[[], Sequence[str]]) -> Ids:
    """Return the numbers of all things that are asked for, in order."""
    count = _count(database, asked.listing)
    mask = _within(database, asked, count)
    for one in _chosen(database, asked, count).values():
        mask &= one
    order = _arranged(database, asked, count)
    if asked.text is not None:
        hits = _numbers_of(database, asked.listing, ranked())
        if asked.order == "relevance":
            order = hits
        else:
            is_hit = np.zeros(count, np.bool_)
            is_hit[hits] = True
            mask &= is_hit
    return order[mask[order]]


def _count(database: sqlite3.Connection, name: Name) -> int:
    return len(_array(database, "SELECT ids FROM arranged WHERE list = ? AND sort = 'id'", (name,), np.int32))


def _within(database: sqlite3.Connection, asked: Listed, count: int) -> Mask:
    """Return which things reach into the years and levels asked for."""
    mask = np.ones(count, np.bool_)
    if asked.first is not None or asked.last is not None:
        mask &= _overlapping(database, asked.listing, "year", asked.first, asked.last)
    if asked.level is not None:
        mask &= _overlapping(database, asked.listing, "level", asked.level, asked.level)
    return mask


def _chosen(database: sqlite3.Connection, asked: Listed, count: int) -> dict[str, Mask]:
    """Return, for each filter that chooses, which things it leaves."""
    listing = LISTINGS[asked.listing]
    return {name: _having(database, listing, name, values, count) for name, values in asked.chosen.items() if values}


def _choices(
    database: sqlite3.Connection, asked: Listed, ranked: Callable[[], Sequence[str]], filters: Sequence[str]
) -> Iterator[Choices]:
    """Yield what filters offer, each counted with all others."""
    count = _count(database, asked.listing)
    base, chosen = _within(database, asked, count), _chosen(database, asked, count)
    if asked.text is not None:
        is_hit = np.zeros(count, np.bool_)
        is_hit[_numbers_of(database, asked.listing, ranked())] = True
        base &= is_hit
    sql = "SELECT value, ids, labels FROM choice WHERE list = ? AND filter = ?"
    for filtered in filters:
        mask = base.copy()
        for name, other in chosen.items():
            if name != filtered:
                mask &= other
        left, values = mask.copy(), []
        for value, ids, labels in database.execute(sql, (asked.listing, filtered)):
            having = np.frombuffer(ids, np.int32)
            left[having] = False
            if (found := int(np.count_nonzero(mask[having]))) > 0:
                values.append(Choice(value=value, labels=msgspec.json.decode(labels), count=found))
        values.sort(key=lambda each: (-each.count, each.value))
        yield Choices(name=filtered, values=tuple(values), unknown=int(np.count_nonzero(left)))


def _arranged(database: sqlite3.Connection, asked: Listed, count: int) -> Ids:
    if asked.order == "relevance":
        return np.arange(count, dtype=np.int32)
    sort = f"{asked.order} {asked.language}" if asked.order.endswith("label") else asked.order
    sql = "SELECT ids FROM arranged WHERE list = ? AND sort = ?"
    return _array(database, sql, (asked.listing, sort), np.int32)


def _having(database: sqlite3.Connection, listing: Listing, name: str, values: Sequence[str], count: int) -> Mask:
    """Return which things have one of the values of a filter."""
    mask = np.zeros(count, np.bool_)
    sql = "SELECT ids FROM choice WHERE list = ? AND filter = ? AND value = ?"
    for asked in values:
        for value in _values_of(database, listing, name, asked):
            mask[_array(database, sql, (listing.name, name, value), np.int32)] = True
    return mask


def _values_of(database: sqlite3.Connection, listing: Listing, name: str, asked: str) -> list[str]:
    """Return the values that somebody may mean: by address, the end of it, or a name in any language."""
    spelling = folded(asked.strip().removeprefix(ID))
    sql = "SELECT value FROM spelling WHERE list = ? AND filter = ? AND spelling = ?"
    found = [row[0] for row in database.execute(sql, (listing.name, name, spelling))]
    [filtered] = [one for one in listing.filters if one.name == name]
    if found or (filtered.things is not None and _is_thing(database, filtered.things, asked)):
        return found
    known = database.execute(
        "SELECT value FROM choice WHERE list = ? AND filter = ? ORDER BY value LIMIT ?", (listing.name, name, NAMED)
    )
    raise BadField(name, f"no {listing.called} has {asked[:80]!r}; there are {_offer(row[0] for row in known)}")


def _offer(values: Iterator[str]) -> str:
    some = list(values)
    return ", ".join(some) + (", …" if len(some) == NAMED else "") if some else "none"


def _is_thing(database: sqlite3.Connection, name: Name, asked: str) -> bool:
    sql = "SELECT 1 FROM item WHERE list = ? AND address = ?"
    return any(database.execute(sql, (name, one)).fetchone() for one in _addresses(LISTINGS[name], asked))


def _addresses(listing: Listing, key: str) -> list[str]:
    """Return the addresses that a thing may have that is called `key`: as it stands, or with what stands before it."""
    address = key.strip().removeprefix(ID)
    return [address, *(f"{begins}{address}" for begins in listing.begins)]


def _overlapping(database: sqlite3.Connection, name: Name, what: str, first: int | None, last: int | None) -> Mask:
    """Return which things are known to reach into the numbers from `first` to `last`."""
    sql = "SELECT numbers FROM number WHERE list = ? AND name = ?"
    begins = _array(database, sql, (name, f"{what}-first"), np.int16)
    ends = _array(database, sql, (name, f"{what}-last"), np.int16)
    mask: Mask = begins != NO_NUMBER
    if last is not None:
        mask &= begins <= last
    if first is not None:
        mask &= ends >= first
    return mask


def _numbers_of(database: sqlite3.Connection, name: Name, addresses: Sequence[str]) -> Ids:
    sql = (
        "SELECT item.n FROM json_each(?) AS found JOIN item ON item.list = ? AND item.address = found.value "
        "ORDER BY found.key"
    )
    rows = database.execute(sql, (msgspec.json.encode(addresses).decode(), name))
    return np.array([row[0] for row in rows], np.int32)


def _array(database: sqlite3.Connection, sql: str, asked: Sequence[str], kind: Any) -> NDArray[Any]:
    row = database.execute(sql, asked).fetchone()
    return np.frombuffer(row[0], kind) if row is not None else np.empty(0, kind)


def _items(database: sqlite3.Connection, name: Name, page: Ids) -> Iterator[Item]:
    sql = "SELECT address, content FROM item WHERE list = ? AND n = ?"
    for n in page.tolist():
        yield _item(*database.execute(sql, (name, n)).fetchone())


def _item(address: str, content: bytes) -> Item:
    labels, values = msgspec.msgpack.decode(content)
    return Item(address=address, labels=labels, values=values)
