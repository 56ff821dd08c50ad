"""The fixture records of the registry, read as they are or with one edit."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from graph.readings import Rejected
from graph.records import Organisation
from ingest.source import Outcome
from ingest.sources.ror.ingester import parse

FOLDER = Path(__file__).parents[3] / "fixtures" / "ror"
DUMP, OLD_DUMP = "v2.9-2026-06-23-ror-data.json", "v1.44-2024-03-28-ror-data.json"


def outcomes(*names: str) -> list[Outcome]:
    """Return what becomes of each record of these files."""
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def organisation_at(table: str, line: int) -> Organisation:
    """Return the organisation of one row of a file."""
    [found] = [one for one in outcomes(table) if isinstance(one, Organisation) and one.origin.line == line]
    return found


def record(table: str = DUMP, **changes: Any) -> dict[str, Any]:
    """Return the first record of a file, with some fields changed."""
    return {**json.loads((FOLDER / table).read_bytes())[0], **changes}


def outcomes_of(*records: dict[str, Any]) -> list[Outcome]:
    """Return what becomes of an array of these records."""
    return list(parse({"a.json": BytesIO(json.dumps(records).encode())}))


def organisation(table: str = DUMP, **changes: Any) -> Organisation:
    """Return the organisation that the first record of a file, with some fields changed, yields."""
    found = outcomes_of(record(table, **changes))[0]
    assert isinstance(found, Organisation)
    return found


def rejected(table: str = DUMP, **changes: Any) -> Rejected:
    """Return why the first record of a file, with some fields changed, is set aside."""
    [found] = outcomes_of(record(table, **changes))
    assert isinstance(found, Rejected)
    return found
