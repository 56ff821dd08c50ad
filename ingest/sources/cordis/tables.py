"""The tables of CORDIS and the dialects they come in, told by what they hold and not by what they are called.

The bundles exist as CSV, XLSX (one sheet, all text) and JSON, and people save the CSV again in Excel: comma, byte
order mark, no quotes. Columns come and go from year to year; a table is known by a few that it always had.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import IO, Literal

import ijson

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest import fields
from ingest.nesting import Shallow
from ingest.readers import DELIMITERS, csv_rows, json_values, sheet_rows
from ingest.row import BadField, Row
from ingest.source import Files
from ingest.sources.cordis.quotes import quoted_rows

NAME = "cordis"
Content = Literal["project", "organization", "topics", "legalBasis", "euroSciVoc", "aside"]
"""What a table tells; `aside` are tables that we know and do not use."""

COLUMNS: Mapping[Content, tuple[str, ...]] = {
    "organization": ("projectID", "organisationID", "name", "role"),
    "euroSciVoc": ("projectID", "euroSciVocCode", "euroSciVocPath"),
    "topics": ("projectID", "topic"),
    "legalBasis": ("projectID", "legalBasis"),
    "project": ("id", "title"),
    "aside": (),
}
"""The columns without which a table cannot be read."""

TELLING: tuple[tuple[frozenset[str], Content], ...] = (
    (frozenset({"organisationID"}), "organization"),
    (frozenset({"euroSciVocCode"}), "euroSciVoc"),
    (frozenset({"projectID", "topic"}), "topics"),
    (frozenset({"projectID", "legalBasis"}), "legalBasis"),
    (frozenset({"id", "physUrl"}), "aside"),
    (frozenset({"uri", "represents"}), "aside"),
    (frozenset({"id", "frameworkProgramme"}), "project"),
    (frozenset({"id", "objective"}), "project"),
    (frozenset({"id", "acronym", "title"}), "project"),
)
"""Columns that tell what a table holds; the first line that fits counts."""

STEMS: Mapping[str, Content] = {
    "project": "project",
    "organization": "organization",
    "topics": "topics",
    "legalbasis": "legalBasis",
    "euroscivoc": "euroSciVoc",
    "weblink": "aside",
    "webitem": "aside",
    "policypriorities": "aside",
    "projectdeliverables": "aside",
    "reportsummaries": "aside",
}
"""What a file is said to hold by its name, where its columns do not tell."""

SUFFIXES = ("", ".csv", ".json", ".tsv", ".txt", ".xls", ".xlsx")
WORKBOOK, MARK = b"PK\x03\x04", b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Table:
    """A file of CORDIS and what it holds."""

    name: str
    content: Content
    form: Literal["csv", "json", "xlsx"]


def table_of(files: Files, name: str) -> Table | None:
    """Return what the file called `name` holds, or None where it is no table of CORDIS."""
    path = PurePath(name)
    if path.suffix.lower() not in SUFFIXES:
        return None
    stem = STEMS.get(path.stem.lower())
    start = _opened(files, name).read(1024)
    if start.startswith(WORKBOOK):
        # to look into a workbook is to read it whole, so its name is believed where it says enough
        content = stem or _told_by(_sheet_columns(name, _opened(files, name)))
        return Table(name, content, "xlsx") if content else None
    is_json = start.removeprefix(MARK).lstrip()[:1] == b"["
    columns = _json_columns(name, _opened(files, name)) if is_json else _csv_columns(_opened(files, name))
    content = _told_by(columns) or stem
    return Table(name, content, "json" if is_json else "csv") if content else None


def rows_of(files: Files, table: Table) -> Iterator[Row | Rejected]:
    """Yield the rows of `table`, all values as text.

    Raises
    ------
    SourceChanged
        If it lacks a column without which it cannot be read.
    """
    columns, stream = COLUMNS[table.content], _opened(files, table.name)
    match table.form:
        case "xlsx":
            return sheet_rows(NAME, table.name, stream, columns=columns)
        case "json":
            return _json_rows(table.name, stream, columns)
        case "csv":
            return _csv_rows(files, table.name, columns)


def _csv_rows(files: Files, name: str, columns: tuple[str, ...]) -> Iterator[Row | Rejected]:
    first = _opened(files, name).readline().decode("utf-8-sig", "replace").rstrip("\r\n")
    delimiter = next((one for one in DELIMITERS if f'"{one}"' in first), None)
    if delimiter is None or not (first.startswith('"') and first.endswith('"')):
        yield from csv_rows(NAME, name, _opened(files, name), columns=columns, delimiter=None)
        return
    header = first[1:-1].split(f'"{delimiter}"')
    _demand(name, columns, header)
    text = io.TextIOWrapper(_opened(files, name), "utf-8-sig", newline="")
    try:
        text.readline()
        yield from quoted_rows(name, text, header, delimiter)
    except UnicodeDecodeError as error:
        raise SourceChanged(NAME, name, f"not UTF-8 ({error.reason}); save it as UTF-8") from error
    finally:
        text.detach()


def _json_rows(name: str, stream: IO[bytes], columns: tuple[str, ...]) -> Iterator[Row | Rejected]:
    demanded = False
    for number, item in json_values(NAME, name, _unmarked(stream)):
        try:
            found = fields.whole(item)
        except BadField as bad:
            yield Rejected(table=name, line=number, reason=bad.reason)
            continue
        if not demanded:
            _demand(name, columns, list(found), line=number)
            demanded = True
        yield Row(name, number, {key: json_text(value) for key, value in found.items()})


def json_text(value: object) -> str:
    """Return a value of JSON as the text that CSV would have.

    >>> json_text(912), json_text(Decimal("1E+3")), json_text(False), json_text(None)
    ('912', '1000', 'false', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def _demand(name: str, columns: tuple[str, ...], header: list[str], *, line: int = 1) -> None:
    if missing := [column for column in columns if column not in header]:
        raise SourceChanged(NAME, f"{name}, line {line}", f"missing columns: {', '.join(missing)}")
    if twice := sorted({column for column in header if header.count(column) > 1}):
        raise SourceChanged(NAME, f"{name}, line {line}", f"columns that occur twice: {', '.join(twice)}")


def _told_by(columns: list[str]) -> Content | None:
    return next((content for telling, content in TELLING if telling <= set(columns)), None)


def _csv_columns(stream: IO[bytes]) -> list[str]:
    first = stream.readline(1 << 16).decode("utf-8-sig", "replace").strip()
    delimiter = max(DELIMITERS, key=first.count)
    return [part.strip('"') for part in first.split(delimiter)]


def _json_columns(name: str, stream: IO[bytes]) -> list[str]:
    try:
        items: Iterator[object] = ijson.items(Shallow(NAME, name, _unmarked(stream)), "item")
        return next((list(item) for item in items if isinstance(item, dict)), [])
    except ijson.JSONError:
        return []


def _sheet_columns(name: str, stream: IO[bytes]) -> list[str]:
    first = next(sheet_rows(NAME, name, stream, columns=()), None)
    known = {column for telling, _ in TELLING for column in telling}
    return [column for column in known if isinstance(first, Row) and first.has(column)]


def _opened(files: Files, name: str) -> IO[bytes]:
    stream = files[name]
    stream.seek(0)  # a mapping may hand out the same stream again
    return stream


def _unmarked(stream: IO[bytes]) -> IO[bytes]:
    if stream.read(3) != MARK:
        stream.seek(0)
    return stream
