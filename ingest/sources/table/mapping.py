"""The mapping: a TOML file that says whose tables these are, and which field of which record each column fills.

It is written by hand by people who do not read our code, so each mistake is told in one line: where it stands, what
is wrong, what would be right. `docs/tables.md` is the manual.
"""

import codecs
import datetime
import re
import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from graph.errors import SourceError
from ingest import values
from ingest.sources.table.kinds import KINDS

Scalar = str | bool | int | float


def scalar_text(value: Scalar | datetime.date) -> str:
    """Return a value of TOML as a cell would have it.

    >>> scalar_text(True), scalar_text(7), scalar_text(datetime.date(2025, 1, 31))
    ('true', '7', '2025-01-31')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


Day = Annotated[str, BeforeValidator(lambda value: scalar_text(value) if isinstance(value, datetime.date) else value)]


class Strict(BaseModel):
    """A part of the mapping: what it does not know is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Declared(Strict):
    """The source: who publishes the tables, under which licence, and how much of them may be lost or wrong."""

    name: str
    title: str
    publisher: str
    homepage: str
    licence: str | None = None
    retrieved: Day | None = None
    curated: bool = True
    max_quarantined: float = Field(default=0.05, ge=0, le=1)
    max_lost: float = Field(default=0.2, ge=0, le=1)

    @field_validator("name")
    @classmethod
    def _is_free(cls, name: str) -> str:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise ValueError(f"{name!r} is not made of lower case letters, digits and hyphens")
        if name in shipped():
            raise ValueError(f"{name!r} is the name of a source that ships with Verkosto; choose another")
        return name

    @field_validator("homepage")
    @classmethod
    def _is_address(cls, homepage: str) -> str:
        return values.address(homepage)

    @field_validator("retrieved")
    @classmethod
    def _is_date(cls, retrieved: str | None) -> str | None:
        return None if retrieved is None else values.partial_date(retrieved)


class Column(Strict):
    """A column and how its cells are written; what is None here is as the table has it."""

    column: str
    separator: str = ";"
    values: dict[str, Scalar] = {}
    date: str | None = None
    decimal: Literal[".", ","] | None = None
    missing: tuple[str, ...] | None = None

    @field_validator("date")
    @classmethod
    def _is_pattern(cls, pattern: str | None) -> str | None:
        return checked_pattern(pattern)


def _spelt_out(written: object) -> object:
    return {"column": written} if isinstance(written, str) else written


class Table(Strict):
    """One file or sheet: its kind of record, its key, its columns."""

    file: str
    kind: str
    key: tuple[str, ...]
    sheet: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    encoding: str = "utf-8-sig"
    date: str | None = None
    decimal: Literal[".", ","] | None = None
    missing: tuple[str, ...] = ()
    columns: dict[str, Annotated[Column, BeforeValidator(_spelt_out)]] = {}
    constants: dict[str, Scalar | datetime.date] = {}
    ignore: tuple[str, ...] = ()

    @field_validator("kind")
    @classmethod
    def _is_kind(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"no kind {kind!r}{did_you_mean(kind, KINDS)}; there are {', '.join(sorted(KINDS))}")
        return kind

    @field_validator("key")
    @classmethod
    def _is_key(cls, key: tuple[str, ...]) -> tuple[str, ...]:
        if not key:
            raise ValueError("names no column: a row is known by its key")
        return key

    @field_validator("encoding")
    @classmethod
    def _is_encoding(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise ValueError(f"{encoding!r} is not an encoding, such as utf-8 or latin-1") from None
        return encoding

    @field_validator("date")
    @classmethod
    def _is_pattern(cls, pattern: str | None) -> str | None:
        return checked_pattern(pattern)

    def column(self, field: str) -> Column:
        """Return the column of `field`, with what the table says of all its columns."""
        column = self.columns[field]
        return column.model_copy(
            update={
                "date": column.date or self.date,
                "decimal": column.decimal or self.decimal,
                "missing": self.missing if column.missing is None else column.missing,
            }
        )

    def headings(self) -> list[str]:
        """Return the headings that the mapping names, each once: those of the key first."""
        return list(dict.fromkeys([*self.key, *(one.column for one in self.columns.values())]))


class Mapping(Strict):
    """The whole file."""

    source: Declared
    table: tuple[Table, ...]


def load(path: Path) -> Mapping:
    """Return the mapping in the file at `path`.

    Raises
    ------
    SourceError
        If it is not there, not TOML, or says something that no mapping may; the message has one line for each mistake.
    """
    written = _toml(path)
    try:
        found = Mapping.model_validate(written)
    except ValidationError as error:
        raise SourceError("\n".join(_told(path.name, written, one) for one in error.errors())) from None
    if not found.table:
        raise SourceError(f"{path.name}: it maps no [[table]]")
    for number, table in enumerate(found.table, start=1):
        if any(one.file == table.file and one.sheet != table.sheet for one in found.table):
            raise SourceError(f"{path.name}: two sheets of {table.file}; save each sheet as a file of its own")
        _refuse_unknown_fields(f"{path.name}, table {number} ({table.file})", table)
    return found


def shipped() -> frozenset[str]:
    """Return the names of the sources that ship with the program: those of their modules."""
    return frozenset(one.name.removesuffix(".py") for one in files("ingest.sources").iterdir())


def checked_pattern(pattern: str | None) -> str | None:
    """Return the pattern of a date, such as d.m.yyyy; one that lacks a part is an error."""
    if pattern is not None and sorted(re.findall(r"yyyy|mm?|dd?", pattern), key=lambda part: part[0]) not in (
        [day, month, "yyyy"] for day in ("d", "dd") for month in ("m", "mm")
    ):
        raise ValueError(f"{pattern!r} is not a pattern of dates, such as d.m.yyyy or dd/mm/yyyy")
    return pattern


def did_you_mean(written: str, known: Any) -> str:
    """Return a question that names what resembles `written` most, or nothing.

    >>> did_you_mean("contact_pag", ["contact_page", "city"])
    ' (did you mean contact_page?)'
    """
    close = get_close_matches(written, list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SourceError(
            f"table: {path.name} cannot be read ({error.strerror}); name the TOML file of a mapping"
        ) from None
    except UnicodeDecodeError:
        raise SourceError(f"table: {path.name} is not text in UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        hint = "words with ä, ö or a blank go into quotes left of ="
        raise SourceError(f"table: {path.name} is not TOML: {error}; {hint}") from None


def _refuse_unknown_fields(where: str, table: Table) -> None:
    fields = KINDS[table.kind].fields
    for written in (*table.columns, *table.constants):
        if written not in fields:
            meant = did_you_mean(written, fields)
            raise SourceError(f"{where}: a {table.kind} has no field {written!r}{meant}; there are {', '.join(fields)}")
    for needed in KINDS[table.kind].required:
        if needed not in table.columns and needed not in table.constants:
            raise SourceError(f"{where}: a {table.kind} needs {needed}: name its column, or give a constant")
    for written in table.constants:
        if written in table.columns:
            raise SourceError(f"{where}: {written} is both a column and a constant; keep one")


def _told(name: str, written: dict[str, Any], error: Any) -> str:
    where, steps = name, list(error["loc"])
    if steps[:1] == ["table"] and len(steps) > 1 and isinstance(steps[1], int):
        table = written["table"][steps[1]]
        file = f" ({table['file']})" if isinstance(table, dict) and "file" in table else ""
        where, steps = f"{name}, table {steps[1] + 1}{file}", steps[2:]
    field = ".".join(str(step) for step in steps)
    match error["type"]:
        case "extra_forbidden":
            last = str(steps[-1])
            return f"{where}: no setting {field!r}{did_you_mean(last, _settings(steps, inside=where != name))}"
        case "missing":
            return f"{where}: {field} is missing"
        case _:
            return f"{where}: {field}: {error['msg'].removeprefix('Value error, ')}"


def _settings(steps: list[Any], *, inside: bool) -> list[str]:
    """Return the settings that there are where a mistake stands; `inside` says that it is in a table."""
    if inside:
        return list(Column.model_fields if steps[0] == "columns" else Table.model_fields)
    return list(Declared.model_fields if len(steps) > 1 else Mapping.model_fields)
