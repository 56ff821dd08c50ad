"""One organisation out of the many rows that speak of it.

A participant number (PIC) stands on a row for each project, with whatever was known when that project's page was last
updated. The newest row counts; what it leaves empty is filled from the older ones, and the names they had are kept as
alternative ones. Most rows say of an organisation what an earlier one said, and need not be read again. What is kept
meanwhile is one packed record for each number and a digest of each way to tell of it, so memory grows with the
organisations and not with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from graph.records import Names, Organisation, Origin


@dataclass(slots=True)
class Entry:
    """An organisation as far as it is known; when, where and as what its newest row tells of it."""

    packed: bytes
    updated: str
    origin: Origin
    told: bytes


class Directory:
    """The organisations met so far, by participant number."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._told: set[bytes] = set()
        self._pack = msgspec.json.Encoder().encode
        self._unpack = msgspec.json.Decoder(Organisation).decode

    def knows(self, key: str, told: bytes, updated: str) -> bool:
        """Say whether a row has nothing new: its digest `told` is that of the newest row, or of one that is older.

        What an older row told counts anew where it is told again after the newest, for the newest overruled it.
        """
        known = self._entries.get(key)
        return known is not None and (told == known.told or (updated <= known.updated and told in self._told))

    def meet_again(self, key: str, updated: str, origin: Origin) -> None:
        """Take note of a row that has nothing new."""
        known = self._entries[key]
        if updated > known.updated:
            known.updated, known.origin = updated, origin

    def meet(self, found: Organisation, told: bytes, updated: str) -> None:
        """Take in what one row tells, which was last updated at `updated`; `told` is a digest of what it says."""
        self._told.add(told)
        known = self._entries.get(found.key)
        if known is None:
            self._entries[found.key] = Entry(self._pack(found), updated, found.origin, told)
            return
        before = self._unpack(known.packed)
        if updated > known.updated:
            known.packed = self._pack(merge(found, before))
            known.updated, known.origin, known.told = updated, found.origin, told
        elif (merged := merge(before, found)) != before:
            known.packed = self._pack(merged)

    def organisations(self) -> Iterator[Organisation]:
        """Yield each organisation once, in the order in which they were met."""
        for known in self._entries.values():
            yield replace(self._unpack(known.packed), origin=known.origin)


def merge(newer: Organisation, older: Organisation) -> Organisation:
    """Return `newer` with what it leaves open filled from `older`."""
    registered = any(scheme == "vat" for scheme, _ in newer.other_ids)
    return replace(
        newer,
        names=_names(newer.names, older.names),
        kind=newer.kind if newer.classifications else older.kind,
        classifications=newer.classifications or older.classifications,
        business_id=newer.business_id or older.business_id,
        other_ids=newer.other_ids if registered else (*newer.other_ids, *_more(newer, older)),
        address=newer.address or older.address,
        homepage=newer.homepage or older.homepage,
    )


def _more(newer: Organisation, older: Organisation) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in older.other_ids if one not in newer.other_ids)


def _names(newer: Names, older: Names) -> Names:
    others = {name for name in (older.und, *older.other, *newer.other) if name and name != newer.und}
    short = dict.fromkeys((*newer.short, *older.short))
    return replace(newer, other=tuple(sorted(others)), short=tuple(one for one in short if one != newer.und))
