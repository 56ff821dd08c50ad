"""Municipalities: by code, or by name in Finnish, Swedish or English for those of the metropolitan area."""

import re
from dataclasses import dataclass, field

from graph.records import Names, Origin, Place
from ingest.sources.table.addresses import address_of
from ingest.sources.table.cells import Cells
from ingest.sources.table.mentions import name_key

NAMES = {
    "helsinki": "091",
    "helsingfors": "091",
    "espoo": "049",
    "esbo": "049",
    "vantaa": "092",
    "vanda": "092",
    "kauniainen": "235",
    "grankulla": "235",
}
"""Any other municipality is written by its code: names alone are no keys."""


@dataclass(slots=True)
class Places:
    """The places that rows name and no code stands for, each told once."""

    _met: dict[str, Place] = field(default_factory=dict)
    _pending: list[Place] = field(default_factory=list)

    def reference(self, cells: Cells, name: str) -> str | None:
        """Return the place that field `name` speaks of."""
        found = cells.read(name, reference)
        return None if found is None else self._known(cells, found)

    def references(self, cells: Cells, name: str) -> tuple[str, ...]:
        """Return the places that field `name`, a list, speaks of."""
        return tuple(self._known(cells, found) for found in cells.list_read(name, reference))

    def places(self) -> list[Place]:
        """Return the places that only a name stands for."""
        return list(self._met.values())

    def settle(self, *, sound: bool) -> None:
        """Keep what was named since the last time where the row proved sound, else forget it."""
        for place in self._pending if sound else ():
            self._met.setdefault(place.key, place)
        self._pending.clear()

    def _known(self, cells: Cells, found: str) -> str:
        if found.startswith("id:"):
            return found
        key = name_key(found)
        table, line = cells.where
        self._pending.append(Place(key=key, origin=Origin(table=table, line=line), names=Names(und=found)))
        return key


def municipality(text: str) -> str | None:
    """Return the code of a municipality, or None where neither code nor known name is written.

    >>> municipality("091"), municipality("Esbo"), municipality("Turku")
    ('091', '049', None)
    """
    return text if re.fullmatch(r"\d{3}", text, re.ASCII) else NAMES.get(text.casefold())


def reference(text: str) -> str:
    """Return a reference to a place, or the name itself where it is no address, code or known name.

    >>> reference("Vanda"), reference("place/fi-837"), reference("Lohja")
    ('id:place/fi-092', 'id:place/fi-837', 'Lohja')
    """
    if address := address_of(text, "place"):
        return address
    code = municipality(text)
    return text if code is None else f"id:place/fi-{code}"
