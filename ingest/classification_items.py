"""Classifications of Statistics Finland, as its interface tells them: an array of items, in one language an answer.

`{"code": "62", "level": 2, "parentCode": "J", "classificationItemNames": [{"lang": "fi", "name": …}], "localId":
"toimiala_1_20080101/62", …}`. The answers in other languages have the same items: they are joined, and an item is
told once, where it comes first, with its rows of the others. Codes are text; those of municipalities and industries
may begin with 0.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from graph.errors import SourceChanged
from graph.records import Names, Origin
from ingest import fields
from ingest.fields import Object
from ingest.opening import opening
from ingest.readers import json_values
from ingest.row import BadField

EDITION = re.compile(r"([a-z]+_\d+)_(\d{4})\d{4}")
"""The name of an edition: classification, and the day from which it holds."""

LANGUAGES = ("fi", "sv", "en")


@dataclass(slots=True, kw_only=True)
class Item:
    """An item of a classification: `classification` such as `kunta_1`, of the year `edition`.

    `rows` are all that it was read from, as table and line.
    """

    classification: str
    edition: str
    code: str
    parent: str | None
    rows: list[tuple[str, int]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def origin(self) -> Origin:
        """Return where it stands."""
        (table, line), *further = self.rows
        return Origin(table=table, line=line, rows=tuple(further))

    def told(self) -> Names:
        """Return its names."""
        if not self.names.keys() & set(LANGUAGES):
            raise BadField("is missing in Finnish, Swedish and English", field="classificationItemNames")
        return Names(fi=self.names.get("fi"), sv=self.names.get("sv"), en=self.names.get("en"))


def is_array(stream: IO[bytes]) -> bool:
    """Say whether a file is an array of JSON, as these answers are."""
    return opening(stream).startswith(b"[")


def read_items(source: str, given: Mapping[str, IO[bytes]]) -> Iterator[tuple[str, int, Item | BadField, bool]]:
    """Yield table, line and item of each row, and whether its item comes here for the first time.

    Raises
    ------
    SourceChanged
        If a file is no such answer.
    """
    known: dict[tuple[str, str, str], Item] = {}
    rows: list[tuple[str, int, Item | BadField]] = []
    for table, stream in given.items():
        rows += [(table, line, _joined(known, table, line, one)) for line, one in _rows(source, table, stream)]
    for table, line, item in rows:
        yield table, line, item, isinstance(item, BadField) or item.rows[0] == (table, line)


def _rows(source: str, table: str, stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    line = 0
    for line, one in json_values(source, table, stream):
        if isinstance(one, dict) and not {"classificationItemNames", "code"} <= one.keys():
            raise SourceChanged(source, f"{table}, item {line}", "lacks code or classificationItemNames")
        yield line, one
    if not line:
        raise SourceChanged(source, table, "no items in it")


def _joined(known: dict[tuple[str, str, str], Item], table: str, line: int, given: object) -> Item | BadField:
    try:
        one = fields.whole(given)
        code = fields.required(one, "code")
        classification, edition = _edition(table, one)
        item = known.setdefault(
            (classification, edition, code),
            Item(
                classification=classification,
                edition=edition,
                code=code,
                parent=fields.text(one, "parentCode") or _last(fields.text(one, "parentItemLocalId")),
            ),
        )
        for name in fields.objects(one, "classificationItemNames"):
            if text := fields.text(name, "name"):
                item.names.setdefault(fields.required(name, "lang"), text)
        item.rows.append((table, line))
    except BadField as bad:
        return bad
    return item


def _edition(table: str, one: Object) -> tuple[str, str]:
    """Return what an item is of: itself, its classification or else the name of the file says it."""
    said = (fields.text(one, "localId"), fields.text(fields.inner(one, "classification"), "localId"), table)
    found = next((parts for text in said if text and (parts := EDITION.search(text))), None)
    if found is None:
        raise BadField("does not tell which classification it is of, nor does the name of the file", field="localId")
    return found[1], found[2]


def _last(local_id: str | None) -> str | None:
    return None if local_id is None else local_id.rpartition("/")[2] or None
