"""The fixture tables, read as they are or with one edit."""

from io import BytesIO
from pathlib import Path
from typing import IO, TypeVar

from graph.readings import Rejected
from graph.records import Record
from ingest.source import Drift, Outcome, OutOfScope
from ingest.sources.facts.ingester import parse

FOLDER = Path(__file__).parents[3] / "fixtures" / "facts"
NAMES = sorted(path.name for path in FOLDER.glob("*.csv"))
R = TypeVar("R", bound=Record)


def files(table: str = "", before: str = "", after: str = "") -> dict[str, IO[bytes]]:
    """Return the tables, `before` replaced by `after` in one of them."""
    texts = {name: (FOLDER / name).read_text("utf-8") for name in NAMES}
    if table:
        assert before in texts[table], f"{before!r} is not in {table}"
        texts[table] = texts[table].replace(before, after)
    return {name: BytesIO(text.encode()) for name, text in texts.items()}


def outcomes(table: str = "", before: str = "", after: str = "") -> list[Outcome]:
    """Return all outcomes, after one edit."""
    return list(parse(files(table, before, after)))


def rejected(table: str, before: str, after: str) -> list[str]:
    """Return the rejected rows in words, after one edit."""
    return [str(one) for one in outcomes(table, before, after) if isinstance(one, Rejected)]


def records(table: str, *, before: str = "", after: str = "") -> list[Record]:
    """Return the records that the rows of one table yield, after one edit in it."""
    found = [one for one in outcomes(table, before, after) if not isinstance(one, (Rejected, Drift, OutOfScope))]
    return [one for one in found if one.origin.table == table]


def record(kind: type[R], key: str, *, table: str = "", before: str = "", after: str = "") -> R:
    """Return the one record of `kind` with `key`, after one edit."""
    [found] = [one for one in outcomes(table, before, after) if isinstance(one, kind) and one.key == key]
    return found
