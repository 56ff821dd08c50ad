"""Rows of a CSV file all of whose fields stand in quotes, even where the quotes do not balance.

CORDIS writes `;` between fields, each in quotes, with line breaks in its texts. Some fields open with a doubled quote
that never closes, so that an ordinary reader swallows the rows after it. A row therefore ends where the next one
begins: at a line that opens with a whole quoted field, which no line inside a text can, for quotes are doubled there.
What is between is read as CSV, and, where it is not CSV, cut at `";"`.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import IO

from graph.readings import Rejected
from ingest.row import Row

LONGEST = 2_000
"""So many lines are no row any more: what lies between two rows is never read without bound."""


def quoted_rows(table: str, text: IO[str], header: list[str], delimiter: str) -> Iterator[Row | Rejected]:
    """Yield the rows of `text`, whose header has been read."""
    for line, chunk in _chunks(text, delimiter):
        yield from _rows(table, line, chunk, header, delimiter)


def _chunks(text: Iterable[str], delimiter: str) -> Iterator[tuple[int, str]]:
    begins = re.compile(rf'"[^"{delimiter}]+"{delimiter}"')
    start, held = 2, list[str]()
    for number, line in enumerate(text, start=2):
        if held and (begins.match(line) or len(held) >= LONGEST):
            yield start, "".join(held)
            held = []
        if not held:
            start = number
        held.append(line)
    if held:
        yield start, "".join(held)


def _rows(table: str, line: int, chunk: str, header: list[str], delimiter: str) -> Iterator[Row | Rejected]:
    whole = _whole(chunk, len(header), delimiter)
    if whole is not None:
        yield Row(table, line, dict(zip(header, whole, strict=True)))
        return
    found = _strict(chunk, delimiter)
    if found is None or any(len(fields) != len(header) for _, fields in found):
        cut = _cut(chunk, delimiter)
        found = [(0, cut)] if len(cut) == len(header) else found
    if found is None:
        yield Rejected(table=table, line=line, reason="has quotes that do not balance, and cannot be cut into fields")
        return
    for offset, fields in found:
        if len(fields) == len(header):
            yield Row(table, line + offset, dict(zip(header, fields, strict=True)))
        else:
            reason = f"has {len(fields)} fields, the header {len(header)}"
            yield Rejected(table=table, line=line + offset, reason=reason)


def _whole(chunk: str, width: int, delimiter: str) -> list[str] | None:
    """Return the fields of a row without quotes in its texts, as most are; None where it takes more to read."""
    if chunk.count('"') != 2 * width:
        return None
    text = chunk.strip("\r\n")
    fields = text[1:-1].split(f'"{delimiter}"')
    # the marks between so many fields and the two at the ends are then all the quotes that there are
    return fields if len(fields) == width and text[0] == text[-1] == '"' else None


def _strict(chunk: str, delimiter: str) -> list[tuple[int, list[str]]] | None:
    reader = csv.reader(io.StringIO(chunk, newline=""), delimiter=delimiter, strict=True)
    found, start = list[tuple[int, list[str]]](), 0
    try:
        for fields in reader:
            if fields:
                found.append((start, fields))
            start = reader.line_num
    except csv.Error:
        return None
    return found


def _cut(chunk: str, delimiter: str) -> list[str]:
    whole = chunk.strip("\r\n")
    if len(whole) < 2 or not (whole.startswith('"') and whole.endswith('"')):
        return []
    return [_unquoted(part) for part in whole[1:-1].split(f'"{delimiter}"')]


def _unquoted(part: str) -> str:
    text = part.replace('""', '"')
    return text.removeprefix('"') if text.count('"') % 2 else text
