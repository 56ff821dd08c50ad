"""Proper tables of projects: the Excel of the 2021 register, and CSV that was made or saved again by its users.

Their columns may stand in any order and under any heading that `headings` knows. In a workbook the header is the first
row that has the required ones; exports may put a title above it.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

from python_calamine import CalamineError, load_workbook

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.readers import DELIMITERS, cell_text, csv_reader, not_csv, too_long
from ingest.row import Row
from ingest.source import OutOfScope
from ingest.sources.eura.headings import known, lacking, refuse_lacking
from ingest.sources.eura.lists import text_lines

Cells = list[str]
TITLES = 20
"""How many rows of a workbook may stand above its header."""


def sheet_rows(source: str, table: str, stream: IO[bytes]) -> Iterator[Row | Rejected | OutOfScope]:
    """Yield the rows of the first sheet; what stands above its header is beyond scope.

    Raises
    ------
    SourceChanged
        If the file is no workbook, or no row has the required headings.
    """
    rows = list(_numbered(source, table, stream))
    top = next((at for at, (_, cells) in enumerate(islice(rows, TITLES)) if not lacking(cells)), None)
    if top is None:
        refuse_lacking(source, table, rows[0][1] if rows else [])
        return
    for line, _ in rows[:top]:
        yield OutOfScope(table=table, line=line, reason="is a title above the header")
    header = rows[top][1]
    for line, cells in rows[top + 1 :]:
        yield _row(table, line, header, cells + [""] * (len(header) - len(cells)))


def csv_rows(source: str, table: str, stream: IO[bytes]) -> Iterator[Row | Rejected]:
    """Yield the rows of a table in CSV, with a comma, a semicolon or a tab between its fields.

    Raises
    ------
    SourceChanged
        If a required heading is missing, or the file is not CSV.
    """
    lines = text_lines(stream)
    first = next(lines, "")
    delimiter = max(DELIMITERS, key=first.count)
    [header] = csv_reader([first], delimiter=delimiter)
    refuse_lacking(source, f"{table}, line 1", header)
    reader = csv_reader((f"{line}\n" for line in lines), delimiter=delimiter)
    start = 2
    try:
        for cells in reader:
            if any(cells):
                yield _row(table, start, header, cells)
            start = reader.line_num + 2
    except csv.Error as error:
        raise not_csv(source, table, start, error) from error


def _numbered(source: str, table: str, stream: IO[bytes]) -> Iterator[tuple[int, Cells]]:
    try:
        book = load_workbook(io.BytesIO(stream.read()))
    except CalamineError as error:
        raise SourceChanged(source, table, f"not a workbook of Excel: {error}") from error
    sheet = book.get_sheet_by_name(book.sheet_names[0])
    start = 1 + (sheet.start[0] if sheet.start else 0)
    for line, row in enumerate(sheet.iter_rows(), start=start):
        cells = _trimmed(map(cell_text, row))
        if cells:
            yield line, cells


def _trimmed(cells: Iterable[str]) -> Cells:
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return found


def _row(table: str, line: int, header: Cells, cells: Cells) -> Row | Rejected:
    if len(cells) != len(header):
        return Rejected(table=table, line=line, reason=f"has {len(cells)} fields, the header {len(header)}")
    if (rejected := too_long(table, line, header, cells)) is not None:
        return rejected
    return Row(table, line, {name: cell for name, cell in zip(known(header), cells, strict=True) if name})
