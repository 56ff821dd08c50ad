"""The rows of one table: CSV, CSV compressed by gzip, or a sheet of Excel, told apart by their first bytes."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.readers import DELIMITERS, csv_reader, csv_rows, sheet_rows
from ingest.row import Row
from ingest.source import Files
from ingest.sources.table.mapping import Table

ZIPPED, GZIPPED, OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
"""How XLSX, gzip and the old XLS begin."""


def rows(source: str, table: Table, files: Files) -> Iterator[Row | Rejected]:
    """Yield the rows of a table.

    Raises
    ------
    SourceChanged
        If a column of the mapping is missing (the message lists those there are), or the file is damaged.
    """
    name = Path(table.file).name
    try:
        yield from _read(source, name, table, files, columns=table.headings())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceChanged(source, name, f"damaged: {error}") from error
    except SourceChanged as error:
        if not error.what.startswith("missing columns"):
            raise
        there = _headings(source, name, table, files)
        raise SourceChanged(source, error.where, f"{error.what}; there are {', '.join(there)}") from None


def is_workbook(table: Table, files: Files) -> bool:
    """Say whether a table is a sheet of Excel, whose numbers are numbers and not text."""
    return _opened(files[Path(table.file).name])[1]


def _read(source: str, name: str, table: Table, files: Files, columns: list[str]) -> Iterator[Row | Rejected]:
    stream, sheet = _opened(files[name])
    if sheet:
        return sheet_rows(source, name, stream, columns=columns, sheet=table.sheet)
    return csv_rows(source, name, stream, columns=columns, delimiter=table.delimiter, encoding=table.encoding)


def _opened(stream: IO[bytes]) -> tuple[IO[bytes], bool]:
    """Return the stream of the table itself, and whether it is a workbook."""
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(GZIPPED):
        return io.BufferedReader(gzip.GzipFile(fileobj=stream)), False
    return stream, start in (ZIPPED, OLE)


def _headings(source: str, name: str, table: Table, files: Files) -> list[str]:
    """Return the headings that there are."""
    stream, sheet = _opened(files[name])
    if sheet:
        found = next(sheet_rows(source, name, stream, columns=(), sheet=table.sheet), None)
        return [one.what.split("'")[1] for one in found.leftovers()] if isinstance(found, Row) else []
    text = io.TextIOWrapper(stream, table.encoding, newline="")
    first = text.readline()
    text.detach()
    return next(csv_reader([first], delimiter=table.delimiter or max(DELIMITERS, key=first.count)), [])
