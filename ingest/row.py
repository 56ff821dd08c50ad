"""Strict reading of one row: each field is taken once, and what is left over is told.

A field that cannot be used raises `BadField`, which sends the whole row to quarantine (`outcomes`) and never leaves
`ingest`. A field nobody took is drift: it is reported, and stops nobody.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from graph.readings import Rejected
from graph.records import Record
from ingest import values
from ingest.source import Drift, Outcome

T = TypeVar("T")


class BadField(Exception):
    """A field, or the row as a whole where `field` is None, cannot be used."""

    def __init__(self, reason: str, *, field: str | None = None, value: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.field, self.value = reason, field, value


class Row:
    """A row of a table that must be used up. `line` is where it starts; line 1 is the first of the file."""

    def __init__(self, table: str, line: int, fields: Mapping[str, str]) -> None:
        self.table, self.line = table, line
        self._fields = dict(fields)
        self._taken: dict[str, str] = {}

    def take(self, name: str) -> str:
        """Return field `name`, which must not be empty."""
        value = self.take_optional(name)
        if value is None:
            raise self.bad(name, "is missing or empty")
        return value

    def take_optional(self, name: str) -> str | None:
        """Return field `name`, or None where it is empty or there is no such field."""
        if name in self._taken:
            raise KeyError(name)
        value = self._taken[name] = self._fields.pop(name, "").strip()
        return value or None

    def take_as(self, name: str, read: Callable[[str], T]) -> T:
        """Return field `name` as `read` understands it; its `ValueError` becomes the reason for quarantine."""
        return self._read(name, self.take(name), read)

    def take_optional_as(self, name: str, read: Callable[[str], T]) -> T | None:
        """Return field `name` as `read` understands it, or None where it is empty."""
        value = self.take_optional(name)
        return None if value is None else self._read(name, value, read)

    def take_from(self, name: str, table: Mapping[str, T]) -> T:
        """Return what `table` has for field `name`; a value it lacks is an error, never a default."""
        value = self.take(name)
        if value not in table:
            raise self.bad(name, f"is not one of {', '.join(sorted(table))}")
        return table[value]

    def take_code(self, name: str, codes: Collection[str]) -> str:
        """Return field `name` as one of `codes`; sources write underscores where codes have hyphens."""
        code = self.take(name).replace("_", "-")
        if code not in codes:
            raise self.bad(name, f"is not a known code ({', '.join(sorted(codes))})")
        return code

    def take_list(self, name: str, *, separator: str = ";") -> tuple[str, ...]:
        """Return the parts of field `name`, none where it is empty; a part that occurs twice comes once."""
        parts = (part.strip() for part in (self.take_optional(name) or "").split(separator))
        return tuple(dict.fromkeys(part for part in parts if part))

    def take_period(self, start: str, end: str) -> tuple[str | None, str | None]:
        """Return the partial dates of two fields, the second of which may not lie before the first."""
        first = self.take_optional_as(start, values.partial_date)
        last = self.take_optional_as(end, values.partial_date)
        if first and last and last[: len(first)] < first[: len(last)]:
            raise self.bad(end, f"lies before {start} ({first})")
        return first, last

    def taken(self, name: str) -> str:
        """Return what stood in field `name`, which has been taken; "" where it was empty or is still there."""
        return self._taken.get(name, "")

    def untaken(self, *names: str) -> list[str]:
        """Return what is written in fields that nobody has taken, without taking them; "" where there is none."""
        return [self._fields.get(name, "") for name in names]

    def has(self, name: str) -> bool:
        """Say whether there is a field `name` that nobody has taken, empty or not."""
        return name in self._fields

    def ignore(self, *names: str) -> None:
        """Leave fields unread by name: out of scope."""
        for name in names:
            self._fields.pop(name, None)

    def bad(self, name: str, reason: str) -> BadField:
        """Return the error that says why the value of field `name` cannot be used."""
        return BadField(reason, field=name, value=self._taken.get(name))

    def rejected(self, bad: BadField) -> Rejected:
        """Return what stands in quarantine for this row."""
        return Rejected(table=self.table, line=self.line, reason=bad.reason, field=bad.field, value=bad.value)

    def leftovers(self) -> list[Drift]:
        """Return one note for each field that nobody took."""
        return [
            Drift(table=self.table, what=f"column {name!r} is new and not read: use it or ignore it by name")
            for name in sorted(self._fields)
        ]

    def _read(self, name: str, value: str, read: Callable[[str], T]) -> T:
        try:
            return read(value)
        except ValueError as error:
            raise self.bad(name, str(error)) from None


def outcomes(row: Row, read: Callable[[Row], Iterable[Record]]) -> list[Outcome]:
    """Return what becomes of `row`: all that `read` makes of it, or, where one field is bad, its rejection alone."""
    try:
        records = list(read(row))
    except BadField as bad:
        return [row.rejected(bad)]
    if not records:
        raise AssertionError(f"{row.table}, line {row.line}: nothing was made of the row")
    return [*records, *row.leftovers()]


def outcomes_of(rows: Iterable[Row | Rejected], read: Callable[[Row], Iterable[Record]]) -> Iterator[Outcome]:
    """Yield what becomes of each of `rows`: what was rejected while it was read stays so."""
    for row in rows:
        yield from outcomes(row, read) if isinstance(row, Row) else [row]
