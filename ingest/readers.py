"""Files into rows, with the line each row stands on: CSV in its dialects, sheets of Excel, arrays of JSON."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

import ijson
from python_calamine import CalamineError, load_workbook

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.nesting import Shallow
from ingest.opening import NOT_UTF8, is_utf16
from ingest.row import Row

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ",;\t"
"""What may stand between the fields of a line."""

LONGEST = 1 << 20
"""How many characters a field of CSV may have; a row with a longer one is set aside."""

ENDLESS = 16 * LONGEST
"""How many characters make it certain that a quotation mark was never closed: what follows cannot be told apart."""


def csv_rows(
    source: str,
    table: str,
    stream: IO[bytes],
    *,
    columns: Collection[str],
    delimiter: str | None = ",",
    encoding: str = "utf-8-sig",
) -> Iterator[Row | Rejected]:
    """Yield the rows of a table in CSV, whose first line names its columns.

    A row with more or fewer fields than the header is yielded as rejected.

    Parameters
    ----------
    source, table
        The names of the source and of the file.
    stream
        The file.
    columns
        The columns that it must have.
    delimiter
        What stands between fields; None looks at the header for the one of `DELIMITERS` that occurs most there.
    encoding
        Of the text; the default takes UTF-8 with or without a byte order mark.

    Raises
    ------
    SourceChanged
        If one of `columns` is missing, a column occurs twice, or the file is not CSV in that encoding.
    """
    text = io.TextIOWrapper(stream, encoding, newline="")
    try:
        first = text.readline()
        reader = csv_reader(chain([first], text), delimiter=delimiter or _delimiter(first), strict=True)
        yield from _rows(source, table, reader, columns)
    except UnicodeError as error:
        raise SourceChanged(source, table, _not_text(encoding, error)) from error
    finally:
        text.detach()


def csv_reader(lines: Iterable[str], *, delimiter: str, strict: bool = False) -> "Reader":
    """Return a reader of CSV whose fields may have up to `ENDLESS` characters, where Python's own limit is 131,072."""
    csv.field_size_limit(ENDLESS)
    return csv.reader(lines, delimiter=delimiter, strict=strict)


def not_csv(source: str, table: str, line: int, error: csv.Error) -> SourceChanged:
    """Return the error that says why what begins on a line is not CSV."""
    hint = "; is a quotation mark never closed?" if "field limit" in str(error) else ""
    return SourceChanged(source, f"{table}, line {line}", f"not CSV: {error}{hint}")


def too_long(table: str, line: int, header: Sequence[str], fields: Sequence[str]) -> Rejected | None:
    """Return what stands in quarantine for a row with a field longer than `LONGEST`, None for any other."""
    if max(map(len, fields), default=0) <= LONGEST:
        return None
    name = next(name for name, field in zip(header, fields, strict=True) if len(field) > LONGEST)
    return Rejected(table=table, line=line, field=name, reason=f"is longer than {LONGEST:,} characters")


def sheet_rows(
    source: str, table: str, stream: IO[bytes], *, columns: Collection[str], sheet: str | None = None
) -> Iterator[Row | Rejected]:
    """Yield the rows of a sheet of Excel, the first one unless `sheet` names another; its first row names the columns.

    Every cell becomes the text that CSV would have: whole numbers without a point, days as YYYY-MM-DD, true and false.

    Raises
    ------
    SourceChanged
        If the file is no workbook, lacks the sheet or one of `columns`, or has a column twice.
    """
    try:
        # what it is called does not matter: some publishers call an XLSX file .xls
        book = load_workbook(io.BytesIO(stream.read()))
    except CalamineError as error:
        raise SourceChanged(source, table, f"not a workbook of Excel: {error}") from error
    if sheet is not None and sheet not in book.sheet_names:
        raise SourceChanged(source, table, f"no sheet {sheet!r}; there are {', '.join(book.sheet_names)}")
    cells = book.get_sheet_by_name(sheet or book.sheet_names[0])
    start = 1 + (cells.start[0] if cells.start else 0)
    rows = iter(cells.iter_rows())
    named = [cell_text(cell) for cell in next(rows, [])]
    while named and not named[-1]:
        named.pop()
    header = _header(source, table, named, columns)
    for line, row in enumerate(rows, start=start + 1):
        fields = [cell_text(cell) for cell in row]
        while len(fields) > len(header) and not fields[-1]:
            fields.pop()
        if any(fields):
            yield _row(table, line, header, fields + [""] * (len(header) - len(fields)))


def json_items(source: str, table: str, stream: IO[bytes], path: str = "item") -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what `json_values` does, where it must be objects: a page or a part that is none makes the file useless.

    Raises
    ------
    SourceChanged
        If the file is not JSON, is nested too deep, or an item is no object.
    """
    for number, item in json_values(source, table, stream, path):
        if not isinstance(item, dict):
            raise SourceChanged(source, f"{table}, item {number}", "is not an object")
        yield number, item


def json_values(source: str, table: str, stream: IO[bytes], path: str = "item") -> Iterator[tuple[int, object]]:
    """Yield the items of an array in a JSON file as they come, each with its position from 1, in bounded memory.

    `path` is where the array's items are, in the notation of ijson: `item` for an array at the top, `results.item`
    for one in a field. Numbers with a point are `Decimal`. Whether an item is an object is for its reader to see
    (`ingest.fields.whole`), so that one that is none does not cost the others.

    Raises
    ------
    SourceChanged
        If the file is not JSON, or is nested too deep.
    """
    try:
        yield from enumerate(ijson.items(Shallow(source, table, stream), path), start=1)
    except ijson.JSONError as error:
        raise SourceChanged(source, table, f"not JSON: {error}") from error


def cell_text(cell: object) -> str:
    """Return a cell of a sheet as text.

    >>> cell_text(12.0), cell_text(0.5), cell_text(True), cell_text(None), cell_text(datetime(2024, 5, 1))
    ('12', '0.5', 'true', '', '2024-05-01')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def _rows(source: str, table: str, reader: "Reader", columns: Collection[str]) -> Iterator[Row | Rejected]:
    start = 1
    try:
        header = _header(source, table, next(reader, []), columns)
        start = reader.line_num + 1
        for fields in reader:
            if fields:
                yield _row(table, start, header, fields)
            start = reader.line_num + 1
    except csv.Error as error:
        raise not_csv(source, table, start, error) from error


def _not_text(encoding: str, error: UnicodeError) -> str:
    # the decoder of UTF-16 says of a text without its mark only that it is wrong, and not where
    reason = error.reason if isinstance(error, UnicodeDecodeError) else str(error)
    if not encoding.lower().startswith("utf-8"):
        return f"not {encoding} ({reason}); name the encoding it has, or save it as UTF-8"
    is_other = isinstance(error, UnicodeDecodeError) and is_utf16(error.object)
    return NOT_UTF8 if is_other else f"not UTF-8 ({reason}); save it as UTF-8"


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _header(source: str, table: str, names: list[str], columns: Collection[str]) -> list[str]:
    missing = [name for name in columns if name not in names]
    if missing:
        raise SourceChanged(source, f"{table}, line 1", f"missing columns: {', '.join(missing)}")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SourceChanged(source, f"{table}, line 1", f"columns that occur twice: {', '.join(twice)}")
    return names


def _row(table: str, line: int, header: list[str], fields: list[str]) -> Row | Rejected:
    if len(fields) != len(header):
        return Rejected(table=table, line=line, reason=f"has {len(fields)} fields, the header {len(header)}")
    return too_long(table, line, header, fields) or Row(table, line, dict(zip(header, fields, strict=True)))
