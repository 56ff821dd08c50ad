"""Files into rows, with the line each row stands on."""

import csv
import io
from collections.abc import Collection, Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.row import Row


def csv_rows(
    source: str, table: str, stream: IO[bytes], *, columns: Collection[str], delimiter: str = ","
) -> Iterator[Row | Rejected]:
    """Yield the rows of a table in CSV, UTF-8 with or without a byte order mark, whose first line names its columns.

    A row with more or fewer fields than the header is yielded as rejected.

    Raises
    ------
    SourceChanged
        If one of `columns` is missing, a column occurs twice, or the file is not CSV in UTF-8.
    """
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        header = _header(source, table, next(reader, []), columns)
        start = reader.line_num + 1
        for fields in reader:
            if fields:
                yield _row(table, start, header, fields)
            start = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise SourceChanged(source, table, f"not UTF-8 ({error.reason}); save it as UTF-8") from error
    except csv.Error as error:
        raise SourceChanged(source, f"{table}, line {reader.line_num}", f"not CSV: {error}") from error
    finally:
        text.detach()


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
    return Row(table, line, dict(zip(header, fields, strict=True)))
