"""Classifications of industries: NACE Rev. 2.1 of the Union, and Finland's TOL 2008 and TOL 2025.

Two layouts, any number of files of either at once: a table of NACE (`;`, quoted) whose header names eight columns while
its rows have six fields, so that all but the first four (code, parent, level, name) cannot be told for sure and are not
read; and the answers of Statistics Finland's interface (`toimiala_1_…`), one for each language. What surprises: NACE
writes a point in its codes ("62.10"), TOL does not ("62100"), and neither says which edition a code is of: TOL 2008 is
NACE Rev. 2, TOL 2025 is NACE Rev. 2.1, and the same code may mean another industry in each.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Concept, Names, Origin
from ingest.classification_items import Item, is_array, read_items
from ingest.opening import opening
from ingest.repeats import Repeats
from ingest.row import BadField, Row, outcomes
from ingest.source import Download, Drift, Files, Ingester, Outcome, OutOfScope, Source

ITEMS = "https://data.stat.fi/api/classifications/v2/classifications/{edition}/classificationItems"

SOURCE = Source(
    name="nace",
    title="Classifications of industries: NACE Rev. 2.1, TOL 2008, TOL 2025",
    publisher="Statistics Finland; Eurostat",
    homepage="https://stat.fi/en/luokitukset/toimiala",
    licence="CC-BY-4.0",
    register=True,
    downloads=tuple(
        Download(
            name=f"{edition}-{language}.json",
            url=f"{ITEMS.format(edition=edition)}?content=data&meta=max&format=json&lang={language}",
            form="json",
        )
        for edition in ("toimiala_1_20080101", "toimiala_1_20250101")
        for language in ("fi", "sv", "en")
    ),
    at_least={"Concept": 1000},
)

COLUMNS = ["code", "parentCode", "level", "name"]
NACE = "nace-2.1"
TOL = {"2008": "tol-2008", "2025": "tol-2025"}
CODE = re.compile(r"[A-Z]|\d{2}(?:\.\d{1,3})?", re.ASCII)
"""A section, or a division and what is below it."""


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each row and each item.

    Raises
    ------
    SourceChanged
        If a file has neither layout.
    """
    streams = {table: given[table] for table in sorted(given)}
    answers = {table: stream for table, stream in streams.items() if is_array(stream)}
    repeats = Repeats()
    for table, stream in streams.items():
        if table not in answers:
            yield from map(repeats.sieved, _table(table, stream))
    for table, line, item, first in read_items(SOURCE.name, answers):
        outcome = _outcome_of_item(table, line, item)
        if first or isinstance(outcome, Rejected | OutOfScope):
            yield outcome


def _table(table: str, stream: IO[bytes]) -> Iterator[Outcome]:
    opening(stream)
    text = io.TextIOWrapper(stream, "utf-8", newline="")
    try:
        reader = csv.reader(text, delimiter=";", strict=True)
        header = next(reader, [])
        if header[: len(COLUMNS)] != COLUMNS:
            raise SourceChanged(SOURCE.name, f"{table}, line 1", f"does not begin with {';'.join(COLUMNS)}")
        start = reader.line_num + 1
        for cells in reader:
            if cells:
                yield from _row(table, start, header, cells)
            start = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise SourceChanged(SOURCE.name, table, f"not UTF-8 ({error.reason})") from error
    except csv.Error as error:
        raise SourceChanged(SOURCE.name, table, f"not CSV: {error}") from error
    finally:
        text.detach()


def _row(table: str, line: int, header: list[str], cells: list[str]) -> Iterator[Outcome]:
    if len(cells) < len(COLUMNS) or len(cells) > len(header):
        yield Rejected(table=table, line=line, reason=f"has {len(cells)} fields, the header {len(header)}")
        return
    if len(cells) != len(header):
        what = f"rows have {len(cells)} fields, the header {len(header)}: the first {len(COLUMNS)} are read"
        yield Drift(table=table, what=what)
    yield from outcomes(Row(table, line, dict(zip(COLUMNS, cells, strict=False))), _listed)


def _listed(row: Row) -> list[Concept]:
    row.ignore("level")
    code = row.take_as("code", industry)
    parent = row.take_optional_as("parentCode", industry)
    return [
        Concept(
            key=f"{NACE}-{code}",
            origin=Origin(table=row.table, line=row.line),
            scheme=NACE,
            code=code,
            names=Names(en=row.take("name")),
            broader=(parent,) if parent else (),
        )
    ]


def _outcome_of_item(table: str, line: int, item: Item | BadField) -> Outcome:
    try:
        if isinstance(item, BadField):
            raise item
        scheme = TOL.get(item.edition) if item.classification == "toimiala_1" else None
        if scheme is None:
            return OutOfScope(
                table=table, line=line, reason=f"is of {item.classification}_{item.edition}, which is not read"
            )
        return Concept(
            key=f"{scheme}-{item.code}",
            origin=item.origin(),
            scheme=scheme,
            code=item.code,
            names=item.told(),
            broader=(item.parent,) if item.parent else (),
        )
    except BadField as bad:
        return Rejected(table=table, line=line, reason=bad.reason, field=bad.field, value=bad.value)


def industry(text: str) -> str:
    """Return a code of NACE.

    >>> industry("A"), industry("01"), industry("01.110")
    ('A', '01', '01.110')
    """
    if not CODE.fullmatch(text):
        raise ValueError("is not a code of NACE")
    return text


INGESTER = Ingester(SOURCE, parse)
