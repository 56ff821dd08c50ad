"""The cells of one row under the names of the fields they fill, each read as the mapping says it is written."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import TypeVar

from graph.records import Origin
from ingest import values
from ingest.contacts import contact_details
from ingest.row import BadField, Row
from ingest.sources.table.kinds import KINDS
from ingest.sources.table.mapping import Column, Table, scalar_text
from ontology.files import codes

T = TypeVar("T")

TRUTH = {"true": True, "yes": True, "1": True, "kyllä": True, "false": False, "no": False, "0": False, "ei": False}


class Plan:
    """What a mapping says of one table, worked out once for all its rows."""

    def __init__(self, table: Table, *, workbook: bool = False) -> None:
        self.table, self.kind, self.workbook = table, KINDS[table.kind], workbook
        self.columns = {field: table.column(field) for field in table.columns}
        self.constants = {field: scalar_text(value) for field, value in table.constants.items()}
        self.headings = table.headings()
        self._tables = {field: _folded(column) for field, column in self.columns.items() if column.values}

    def meaning(self, field: str, raw: str) -> str | None:
        """Return what a cell says, None where it says nothing."""
        missing = self.columns[field].missing
        if not raw or (missing is not None and raw in missing):
            return None
        meanings = self._tables.get(field)
        return raw if meanings is None else meanings.get(raw, meanings.get(raw.casefold(), raw)) or None


class Cells:
    """The cells of one row. Making it raises `BadField` where contact details of people stand in one."""

    def __init__(self, row: Row, plan: Plan) -> None:
        self._row, self._plan = row, plan
        row.ignore(*plan.table.ignore)
        self._raw = {heading: row.take_optional(heading) or "" for heading in plan.headings}
        for heading, raw in self._raw.items():
            if raw and contact_details(raw):
                raise BadField(
                    "holds an e-mail address or a telephone number: contact details of people are not taken",
                    field=heading,
                )

    @property
    def where(self) -> tuple[str, int]:
        """The file and the line of the row."""
        return self._row.table, self._row.line

    @property
    def empty(self) -> bool:
        """Whether every cell that the mapping reads is empty."""
        return not any(self._raw.values())

    def key(self) -> str:
        """Return the key of the row: the cells of its key, joined."""
        parts = {heading: self._raw[heading] for heading in self._plan.table.key}
        for heading, part in parts.items():
            if not part or part in self._plan.table.missing:
                raise BadField("is empty, and part of the key", field=heading)
        return "-".join(parts.values())

    def origin(self) -> Origin:
        """Return where the row stands, with the page it names."""
        url = self.read("source_url", values.address)
        return Origin(table=self._row.table, line=self._row.line, url=url)

    def text(self, field: str) -> str | None:
        """Return `field`, or None where the table does not say."""
        if field not in self._plan.kind.fields:
            raise KeyError(field)
        if field in self._plan.constants:
            return self._plan.constants[field] or None
        column = self._plan.columns.get(field)
        return None if column is None else self._plan.meaning(field, self._raw[column.column])

    def required(self, field: str) -> str:
        """Return `field`, which must say something."""
        found = self.text(field)
        if found is None:
            raise self.bad(field, "is missing or empty")
        return found

    def read(self, field: str, read: Callable[[str], T]) -> T | None:
        """Return `field` as `read` understands it; its `ValueError` becomes the reason for quarantine."""
        found = self.text(field)
        try:
            return None if found is None else read(found)
        except ValueError as error:
            raise self.bad(field, str(error)) from None

    def list(self, field: str) -> tuple[str, ...]:
        """Return the parts of `field`, each once."""
        column = self._plan.columns.get(field)
        found = (self.text(field) or "").split(column.separator if column else ";")
        parts = (self._plan.meaning(field, one.strip()) if column else one.strip() for one in found)
        return tuple(dict.fromkeys(part for part in parts if part))

    def list_read(self, field: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """Return the parts of `field` as `read` understands them."""
        try:
            return tuple(read(part) for part in self.list(field))
        except ValueError as error:
            raise self.bad(field, str(error)) from None

    def code(self, field: str, kind: str) -> str | None:
        """Return `field` as a code of `kind`; underscores stand for hyphens."""
        return self.read(field, lambda text: one_of(text.replace("_", "-"), codes(kind)))

    def code_list(self, field: str, kind: str) -> tuple[str, ...]:
        """Return the parts of `field` as codes of `kind`."""
        return self.list_read(field, lambda text: one_of(text.replace("_", "-"), codes(kind)))

    def date(self, field: str) -> str | None:
        """Return `field` as a partial date, written as the mapping says or as YYYY-MM-DD."""
        column = self._plan.columns.get(field)
        return self.read(field, lambda text: day(text, column.date if column else None))

    def period(self, start: str, end: str) -> tuple[str | None, str | None]:
        """Return two dates, the second of which may not lie before the first."""
        first, last = self.date(start), self.date(end)
        if first and last and last[: len(first)] < first[: len(last)]:
            raise self.bad(end, f"lies before {start} ({first})")
        return first, last

    def number(self, field: str) -> Decimal | None:
        """Return `field` as a number, below zero too."""
        column = self._plan.columns.get(field)
        point = column.decimal if column else None
        return self.read(field, lambda text: decimal(text, point, workbook=self._plan.workbook))

    def amount(self, field: str) -> Decimal | None:
        """Return `field` as an amount of money, zero or more."""
        found = self.number(field)
        if found is not None and found < 0:
            raise self.bad(field, "is an amount below zero")
        return found

    def truth(self, field: str) -> bool | None:
        """Return `field` as a truth value."""
        return self.read(field, truth)

    def bad(self, field: str, reason: str) -> BadField:
        """Return the error that says why `field` cannot be used, by the heading people see."""
        column = self._plan.columns.get(field)
        if column is None:
            return BadField(reason, field=field, value=self._plan.constants.get(field))
        return BadField(reason, field=column.column, value=self._raw[column.column] or None)


def one_of(text: str, known: Iterable[str]) -> str:
    """Return `text`, which must be one of `known`."""
    if text not in known:
        raise ValueError(f"is not one of {', '.join(sorted(known))}")
    return text


def day(text: str, pattern: str | None) -> str:
    """Return a partial date in the usual form.

    >>> day("1.2.2024", "d.m.yyyy"), day("2024-02", "d.m.yyyy"), day("2024-02-01", None)
    ('2024-02-01', '2024-02', '2024-02-01')
    """
    parts = None if pattern is None else _pattern(pattern).fullmatch(text)
    if parts is not None:
        return values.partial_date(f"{parts['y']}-{parts['m']:0>2}-{parts['d']:0>2}")
    try:
        return values.partial_date(text)
    except ValueError:
        if pattern is None or re.match(r"\d{4}-", text):
            raise
        raise ValueError(f"is not a date ({pattern}, YYYY-MM-DD, YYYY-MM or YYYY)") from None


def decimal(text: str, point: str | None, *, workbook: bool = False) -> Decimal:
    """Return a number; blanks part its thousands, and what is not its decimal point where the mapping tells that.

    In a workbook a number has a decimal point whatever the mapping says: there only texts have commas.

    >>> decimal("1 234,5", ","), decimal("1.234,5", ","), decimal("-0.25", None)
    (Decimal('1234.5'), Decimal('1234.5'), Decimal('-0.25'))
    """
    plain = "".join(text.split())
    if point is not None and not (workbook and re.fullmatch(r"-?\d+(\.\d+)?", plain, re.ASCII)):
        thousands = "." if point == "," else ","
        if re.fullmatch(rf"-?\d{{1,3}}(\{thousands}\d{{3}})+(\{point}\d+)?", plain, re.ASCII):
            plain = plain.replace(thousands, "")
        plain = plain.replace(point, ".") if thousands not in plain else plain
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain, re.ASCII):
        raise ValueError("is not a number" + (f" (its decimal point is {point!r})" if point else ""))
    return Decimal(plain)


def truth(text: str) -> bool:
    """Return a truth value.

    >>> truth("Yes"), truth("false")
    (True, False)
    """
    if text.casefold() not in TRUTH:
        raise ValueError(f"is neither yes nor no ({', '.join(TRUTH)}); say in the mapping what it means")
    return TRUTH[text.casefold()]


@cache
def _pattern(pattern: str) -> "re.Pattern[str]":
    found = re.escape(pattern).replace("yyyy", r"(?P<y>\d{4})")
    found = re.sub(r"(?<![a-zA-Z<\\(])mm?", r"(?P<m>\\d{1,2})", found, count=1)
    found = re.sub(r"(?<![a-zA-Z<\\(])dd?(?![}{])", r"(?P<d>\\d{1,2})", found, count=1)
    return re.compile(found, re.ASCII)


def _folded(column: Column) -> dict[str, str]:
    meanings = {raw: scalar_text(value) for raw, value in column.values.items()}
    return {raw.casefold(): value for raw, value in meanings.items()} | meanings
