"""One organisation out of the many rows that speak of it.

A participant number (PIC) stands on a row for each project, with whatever was known when that project's page was last
updated. The newest row counts; what it leaves empty is filled from the older ones, and the names they had are kept as
alternative ones. What is kept meanwhile is one packed record for each number, so memory grows with the organisations
and not with the rows.
"""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from graph.records import Names, Organisation


class Directory:
    """The organisations met so far, by participant number."""

    def __init__(self) -> None:
        self._packed: dict[str, tuple[str, bytes]] = {}
        self._pack = msgspec.json.Encoder().encode
        self._unpack = msgspec.json.Decoder(Organisation).decode

    def meet(self, found: Organisation, updated: str) -> None:
        """Take in what one row tells, which was last updated at `updated`."""
        if found.key not in self._packed:
            self._packed[found.key] = (updated, self._pack(found))
            return
        when, packed = self._packed[found.key]
        known = self._unpack(packed)
        merged = merge(found, known) if updated > when else merge(known, found)
        if merged != known:
            packed = self._pack(merged)
        self._packed[found.key] = (max(updated, when), packed)

    def organisations(self) -> Iterator[Organisation]:
        """Yield each organisation once, in the order in which they were met."""
        for _, packed in self._packed.values():
            yield self._unpack(packed)


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
