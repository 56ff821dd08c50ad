"""Sets of records that are one thing (union-find): their numbers of which a thing has one, and what they are not."""

from collections.abc import Iterable, Mapping
from typing import Protocol

EXCLUSIVE = ("business-id", "ror")
"""Schemes of which one thing has one number."""


class Numbered(Protocol):
    """A record with its numbers, as (scheme, number)."""

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


class Clusters:
    """The sets, each record at first in one of its own."""

    def __init__(self, records: Mapping[str, Numbered]) -> None:
        self._parent = {name: name for name in records}
        self._members: dict[str, list[str]] = {}
        self._sure = {name: found for name, one in records.items() if (found := _exclusive(one.strong))}
        self._doubted = {name: found for name, one in records.items() if (found := _exclusive(one.doubted))}
        self._apart: dict[str, set[str]] = {}

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember pairs that are different things."""
        for left, right in pairs:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def join(self, left: str, right: str, *, careful: bool = False) -> str | None:
        """Make two records one thing, or return in words why they cannot be; `careful` heeds doubted numbers too."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return None
        numbers = self._sure.get(one, NONE) | self._sure.get(other, NONE)
        doubted = self._doubted.get(one, NONE) | self._doubted.get(other, NONE)
        if clash := _clash(numbers | doubted if careful else numbers):
            return f"together they have the {clash}"
        if any(self.root(name) == other for name in self._apart.get(one, ())):
            return "a decision says that they are different"
        self._merge(min(one, other), max(one, other), numbers, doubted)
        return None

    def clash(self, left: str, right: str) -> bool:
        """Say whether two things are sure of different numbers of a kind of which one thing has one."""
        one, other = self.root(left), self.root(right)
        return one != other and _clash(self._sure.get(one, NONE) | self._sure.get(other, NONE)) is not None

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

    def _merge(self, low: str, high: str, numbers: Numbers, doubted: Numbers) -> None:
        self._parent[high] = low
        self._members[low] = [*self._members.pop(low, [low]), *self._members.pop(high, [high])]
        if numbers:
            self._sure[low] = numbers
        if doubted:
            self._doubted[low] = doubted
        for name in self._apart.pop(high, set()):
            self._apart.setdefault(low, set()).add(name)
            self._apart.setdefault(self.root(name), set()).add(low)


def _exclusive(identifiers: Iterable[tuple[str, str]]) -> Numbers:
    return frozenset(one for one in identifiers if one[0] in EXCLUSIVE)


WORDS = {"business-id": "Business IDs", "ror": "ROR identifiers"}


def _clash(numbers: Numbers) -> str | None:
    for scheme in EXCLUSIVE:
        found = sorted(number for one, number in numbers if one == scheme)
        if len(found) > 1:
            return f"{WORDS[scheme]} {' and '.join(found)}"
    return None
