"""A TOML file of blocks (`[[name]]`) as rows, each with the line its block begins on.

`tomllib` tells no lines. The n-th block of a name is the one whose n-th heading stands in the file, so the headings
are looked up in the text.

What TOML tells apart stays apart: a number in quotes, or a text without, is an error of the file's writer.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from ingest.row import Row
from ingest.source import Drift

HEADING = re.compile(r"^\[\[([\w-]+)\]\]", re.ASCII)

TYPES: dict[type, str] = {str: "a text", Decimal: "a number", bool: "true or false", list: "a list of texts"}
"""The types a field may be of, and how they are called; a whole number is a number too."""

Fields = Mapping[str, type]
"""The fields that a block may have, each with its type."""


def blocks(
    source: str, table: str, stream: IO[bytes], fields: Mapping[str, Fields]
) -> list[tuple[str, Row | Rejected | Drift]]:
    """Return the blocks of a file in order of the names in `fields`, which gives the fields that a block may have.

    A field that a block lacks is an empty field. A block with a value of another type is returned as rejected, and
    after the blocks comes a note for each name that `fields` does not know.

    Raises
    ------
    SourceChanged
        If the file is not TOML, or has no block of one of the names.
    """
    try:
        text = stream.read().decode("utf-8")
        found = tomllib.loads(text, parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceChanged(source, table, f"not TOML: {error}") from error
    for name in fields:
        if not isinstance(found.get(name), list):
            raise SourceChanged(source, table, f"there is no [[{name}]]")
    lines = _lines(text)
    for name in fields:
        if len(lines.get(name, ())) != len(found[name]):
            raise SourceChanged(source, table, f"each [[{name}]] must stand at the beginning of a line")
    read: list[tuple[str, Row | Rejected | Drift]] = [
        (name, _row(table, line, fields[name], block))
        for name in fields
        for line, block in zip(lines[name], found[name], strict=True)
    ]
    return read + [
        (name, Drift(table=table, what=f"block {name!r} is new and not read"))
        for name in sorted(set(found) - set(fields))
    ]


def _lines(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := HEADING.match(line):
            lines.setdefault(heading[1], []).append(number)
    return lines


def _row(table: str, line: int, fields: Fields, block: Mapping[str, object]) -> Row | Rejected:
    for name, value in block.items():
        if name in fields and not _is_of(fields[name], value):
            return Rejected(
                table=table, line=line, reason=f"is not {TYPES[fields[name]]}", field=name, value=str(value)
            )
    return Row(table, line, {**dict.fromkeys(fields, ""), **_written(block)})


def _is_of(kind: type, value: object) -> bool:
    if kind is Decimal:
        return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return isinstance(value, kind) and (not isinstance(value, list) or all(isinstance(one, str) for one in value))


def _written(block: Mapping[str, object]) -> dict[str, str]:
    return {name: ";".join(map(str, value)) if isinstance(value, list) else str(value) for name, value in block.items()}
