"""Sets of records that are one thing (union-find): their numbers of which a thing has one, and what they are not."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Protocol

EXCLUSIVE = ("business-id", "ror")
"""Schemes of which one thing has one number."""

WORDS = {
    "business-id": "have the Business IDs",
    "ror": "have the ROR identifiers",
    "country": "are in",
    "vat": "have the VAT numbers",
    "lei": "have the LEIs",
    "pic": "have the PICs",
}
"""What speaks against two things being one where only a name says so: the schemes, the plainest first."""


class Numbered(Protocol):
    """A record with its numbers, as (scheme, number), and its country."""

    @property
    def source(self) -> str:
        """Who has it."""
        raise NotImplementedError

    @property
    def country(self) -> str | None:
        """Where it is."""
        raise NotImplementedError

    @property
    def strong(self) -> tuple[tuple[str, str], ...]:
        """Those it is sure of."""
        raise NotImplementedError

    @property
    def doubted(self) -> tuple[tuple[str, str], ...]:
        """Those it is not."""
        raise NotImplementedError


Numbers = frozenset[tuple[str, str]]
NONE: Numbers = frozenset()

Key = tuple[str, str]
"""A scheme, and the source in which it tells two apart, "" where it does so in all."""

MOST = 4
"""How many values are told in words."""


class Clusters:
    """The sets, each record at first in one of its own."""

    def __init__(self, records: Mapping[str, Numbered]) -> None:
        self._records = records
        self._parent = {name: name for name in records}
        self._members: dict[str, list[str]] = {}
        self._sure = {name: found for name, one in records.items() if (found := _exclusive(one.strong))}
        self._apart: dict[str, set[str]] = {}

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember pairs that are different things."""
        for left, right in pairs:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def join(self, left: str, right: str) -> str | None:
        """Make two records one thing, or return in words why they cannot be."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return None
        numbers = self._sure.get(one, NONE) | self._sure.get(other, NONE)
        if why := _clash(numbers) or self._decided([one, other]):
            return why
        self._merge(min(one, other), max(one, other), numbers)
        return None

    def against(self, records: Iterable[str]) -> str | None:
        """Say in words what speaks against records being one thing where no number says so; None if nothing does.

        Doubted numbers count too, and so do countries and the numbers of which one thing may have several: those of
        things that numbers have joined stay together, but no name adds to them.
        """
        roots = sorted({self.root(one) for one in records})
        told = [self._told(root) for root in roots]
        for key in sorted({key for one in told for key in one}, key=_plainest_first):
            values = [one.get(key, frozenset()) for one in told]
            together = frozenset[str]().union(*values)
            if len(together) > 1 and (key[0] in EXCLUSIVE or not nested(values)):
                return _in_words(key, together)
        return self._decided(roots)

    def same(self, left: str, right: str) -> bool:
        """Say whether two records are one thing."""
        return self.root(left) == self.root(right)

    def of(self, record: str) -> list[str]:
        """Return the records that are the same thing as `record`, itself among them."""
        root = self.root(record)
        return self._members.get(root, [root])

    def members(self) -> list[list[str]]:
        """Return the clusters, each in order of name."""
        roots = sorted(name for name, parent in self._parent.items() if name == parent)
        return [sorted(self._members.get(root, [root])) for root in roots]

    def root(self, name: str) -> str:
        """Return the record that stands for the set of `name`."""
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def _decided(self, roots: Collection[str]) -> str | None:
        """Say that decisions keep some of these sets apart, if they do."""
        apart = any(self.root(name) in roots for root in roots for name in self._apart.get(root, ()))
        return "a decision says that they are different" if apart else None

    def _told(self, root: str) -> dict[Key, frozenset[str]]:
        """Return what speaks against a set being one with others."""
        found: dict[Key, set[str]] = {}
        for name in self.of(root):
            for key, value in _telling(self._records[name]):
                found.setdefault(key, set()).add(value)
        return {key: frozenset(values) for key, values in found.items()}

    def _merge(self, low: str, high: str, numbers: Numbers) -> None:
        self._parent[high] = low
        self._members[low] = [*self._members.pop(low, [low]), *self._members.pop(high, [high])]
        if numbers:
            self._sure[low] = numbers
        for name in self._apart.pop(high, set()):
            self._apart.setdefault(low, set()).add(name)
            self._apart.setdefault(self.root(name), set()).add(low)


def nested(sets: Iterable[frozenset[str]]) -> bool:
    """Whether of each two sets one holds the other, so that none of them adds to what the fullest has.

    >>> nested([frozenset("a"), frozenset("ab"), frozenset()]), nested([frozenset("a"), frozenset("b")])
    (True, False)
    """
    return all(smaller <= larger for smaller, larger in pairwise(sorted(sets, key=len)))


def _exclusive(identifiers: Iterable[tuple[str, str]]) -> Numbers:
    return frozenset(one for one in identifiers if one[0] in EXCLUSIVE)


def _clash(numbers: Numbers) -> str | None:
    for scheme in EXCLUSIVE:
        found = {number for one, number in numbers if one == scheme}
        if len(found) > 1:
            return _in_words((scheme, ""), found)
    return None


def _telling(one: Numbered) -> Iterator[tuple[Key, str]]:
    """Yield the numbers of a record and its country: a Business ID is Finnish, and a VAT number too."""
    country = one.country
    for scheme, number in (*one.strong, *one.doubted):
        if scheme == "pic":
            yield (scheme, one.source), number
        elif scheme in WORDS:
            yield (scheme, ""), number
        if scheme == "business-id":
            country = country or "FI"
            yield ("vat", ""), f"FI{number.replace('-', '')}"
    if country:
        yield ("country", ""), country


def _plainest_first(key: Key) -> tuple[int, str]:
    return tuple(WORDS).index(key[0]), key[1]


def _in_words(key: Key, values: Collection[str]) -> str:
    scheme, source = key
    *firsts, last = sorted(values)[:MOST]
    more = " and others" if len(values) > MOST else ""
    return f"together they {WORDS[scheme]} {', '.join(firsts)} and {last}{more}{f' in {source}' if source else ''}"
