"""Whom names bring together, and whom they do not though they might seem to.

A record meets those that a list (a register, or a curated source) has under a name of it. What would come together is
looked at as a whole, so that it does not matter in which order records are taken: where two that would meet in one
thing cannot be one, the name does not tell which is meant, and joins neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.identity.clusters import Clusters, nested
from graph.identity.identified import SHORTEST, Identified


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A record, and one of a list that has a name of it; `why` says why they are not joined, if they are not."""

    record: str
    other: str
    name: str
    why: str | None = None


class Namesakes:
    """The records that have a name which a list has."""

    def __init__(self, records: Mapping[str, Identified], clusters: Clusters) -> None:
        self._records = records
        self._clusters = clusters
        self._listed: dict[str, list[Identified]] = {}
        named = sorted((one for one in records.values() if one.aliases), key=lambda one: one.record)
        for one in named:
            for name in _names(one) if one.lists else ():
                self._listed.setdefault(name, []).append(one)
        self._asking = [(one, name) for one in named for name in _names(one) if name in self._listed]

    def meetings(self, *, lists_only: bool) -> list[Meeting]:
        """Return who meets whom, as far as they are not one already; of lists only, or of all."""
        asking = (pair for pair in self._asking if pair[0].lists or not lists_only)
        met = [meeting for one, name in asking for meeting in self._met(one, name)]
        met = self._judged(met, self._of_one_name(met), "not all things of that name are one")
        return self._judged(met, self._bunches(met), "its names lead to what is not one")

    def _met(self, one: Identified, name: str) -> Iterator[Meeting]:
        """Yield whom a record meets by one of its names, each thing once."""
        listed = [other for other in self._listed[name] if other.source != one.source and other.kind == one.kind]
        things = {self._clusters.root(other.record): other for other in reversed(listed)}
        if self._clusters.root(one.record) in things:
            return
        possible: dict[str, Identified] = {}
        for root, other in things.items():
            if why := self._against((one.record, root), (name,)):
                yield Meeting(record=one.record, other=other.record, name=name, why=why)
            else:
                possible[root] = other
        possible = self._known(possible)
        several = self._several(one, listed, possible)
        why = f"{len(possible)} things have that name" if several else None
        for other in possible.values():
            yield Meeting(record=one.record, other=other.record, name=name, why=why)

    def _known(self, things: dict[str, Identified]) -> dict[str, Identified]:
        """Return those things that somebody knows by a number, or all where nobody knows any of them.

        A curated list may name somebody in passing too, of whom it knows nothing but the name.
        """
        return {root: one for root, one in things.items() if self._numbered(root)} or things

    def _numbered(self, root: str) -> bool:
        members = (self._records[name] for name in self._clusters.of(root))
        return any(one.strong or one.doubted for one in members)

    def _several(self, one: Identified, listed: Iterable[Identified], things: Mapping[str, Identified]) -> bool:
        """Whether a name is that of several things: lists that have it once each may yet speak of one."""
        if not one.lists:
            return len(things) > 1
        bearers = {(other.source, root) for other in listed if (root := self._clusters.root(other.record)) in things}
        return len(bearers) > len({source for source, _ in bearers})

    def _of_one_name(self, met: Iterable[Meeting]) -> Iterable[list[Meeting]]:
        """Return what a name brings to one thing."""
        found: dict[tuple[str, str], list[Meeting]] = {}
        for one in met:
            if one.why is None:
                found.setdefault((self._clusters.root(one.other), one.name), []).append(one)
        return found.values()

    def _bunches(self, met: Iterable[Meeting]) -> Iterable[list[Meeting]]:
        """Return what all names together bring to one thing."""
        bunch: dict[str, list[Meeting]] = {}
        for one in met:
            if one.why is not None:
                continue
            ends = [bunch.setdefault(self._clusters.root(end), []) for end in (one.record, one.other)]
            smaller, larger = sorted(ends, key=len)
            if smaller is not larger:
                larger += smaller
                bunch.update(dict.fromkeys((self._clusters.root(end) for end in _ends(smaller)), larger))
            larger.append(one)
            bunch.update(dict.fromkeys((self._clusters.root(end) for end in _ends([one])), larger))
        return {id(one): one for one in bunch.values()}.values()

    def _judged(self, met: Sequence[Meeting], groups: Iterable[list[Meeting]], words: str) -> list[Meeting]:
        """Return the meetings, those of each group refused that cannot be one thing as a whole."""
        refused: dict[Meeting, str] = {}
        for group in groups:
            if len(group) > 1 and (why := self._against(_ends(group), {one.name for one in group})):
                refused.update(dict.fromkeys(group, f"{words}: {why}"))
        return [replace(one, why=refused.get(one, one.why)) for one in met]

    def _against(self, records: Iterable[str], names: Iterable[str]) -> str | None:
        """Say what speaks against records being one thing because of these names, if anything does."""
        roots = {self._clusters.root(one) for one in records}
        if why := self._clusters.against(roots):
            return why
        for name in sorted(names):
            persons = [self._persons(root, name) for root in roots]
            if not nested(persons):
                words = sorted(frozenset().union(*persons))
                return f"one is {_a(words[0])}, another {_a(words[1])}"
        return None

    def _persons(self, root: str, name: str) -> frozenset[str]:
        """Return the kinds of legal persons that a thing of that name is said to be."""
        members = (self._records[one] for one in self._clusters.of(root))
        return frozenset(kind for one in members for alias, kind in one.aliases if alias == name and kind)


def _names(one: Identified) -> Iterable[str]:
    return dict.fromkeys(name for name, _ in one.aliases if len(name) >= SHORTEST)


def _ends(met: Iterable[Meeting]) -> set[str]:
    return {end for one in met for end in (one.record, one.other)}


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
