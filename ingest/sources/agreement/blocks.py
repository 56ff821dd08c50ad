"""A TOML file of blocks (`[[name]]`) as rows, each with the line its block begins on.

`tomllib` tells no lines. The n-th block of a name is the one whose n-th heading stands in the file, so the headings
are looked up in the text.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import IO

from graph.errors import SourceChanged
from ingest.row import Row

HEADING = re.compile(r"^\[\[([\w-]+)\]\]", re.ASCII)


def blocks(source: str, table: str, stream: IO[bytes], fields: Mapping[str, tuple[str, ...]]) -> list[tuple[str, Row]]:
    """Return the blocks of a file in order of the names in `fields`, which gives the fields that a block may have.

    A field that a block lacks is an empty field.

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
    return [
        (name, Row(table, line, {**dict.fromkeys(fields[name], ""), **_written(block)}))
        for name in fields
        for line, block in zip(lines[name], found[name], strict=True)
    ]


def _lines(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := HEADING.match(line):
            lines.setdefault(heading[1], []).append(number)
    return lines


def _written(block: Mapping[str, object]) -> dict[str, str]:
    return {name: ";".join(map(str, value)) if isinstance(value, list) else str(value) for name, value in block.items()}
