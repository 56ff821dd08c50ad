"""Values that are left out of records which are sound without them: a wrong check digit, an address that is none.

They are told as drift, once for each kind of fault however often it occurs, with where it first did.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from graph.records import Origin
from ingest.source import Drift

T = TypeVar("T")

SHOWN = 3
"""How many of the values of one kind of fault are shown."""


class Omissions:
    """What has been left out so far, and why."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, str], int] = {}
        self._shown: dict[tuple[str, str, str], list[str]] = {}

    def value(self, origin: Origin, field: str, text: str | None, read: Callable[[str], T]) -> T | None:
        """Return `text` as `read` understands it; None where it is None, and where `read` refuses it, which is noted.

        >>> from ingest.values import year
        >>> omissions = Omissions()
        >>> omissions.value(Origin(table="a.json", line=7), "founded", "c. 1900", year)
        >>> print(*omissions.told())
        a.json: founded, left out 1 time: is not a year (line 7: 'c. 1900')
        """
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            self.add(origin, field, text, str(error))
            return None

    def add(self, origin: Origin, field: str, text: str, reason: str) -> None:
        """Note that `text` was left out, because it … `reason`, which begins with a verb."""
        fault = (origin.table, field, reason)
        self._counts[fault] = self._counts.get(fault, 0) + 1
        shown = self._shown.setdefault(fault, [])
        if len(shown) < SHOWN:
            shown.append(f"line {origin.line}: {text!r}")

    def told(self) -> Iterator[Drift]:
        """Yield one note for each kind of fault."""
        for fault, count in self._counts.items():
            table, field, reason = fault
            more = ", …" if count > SHOWN else ""
            times = "1 time" if count == 1 else f"{count} times"
            what = f"{field}, left out {times}: {reason} ({', '.join(self._shown[fault])}{more})"
            yield Drift(table=table, what=what)
