"""Records as JSON, one to a line, and the account of a reading, for eyes and for other tools."""

import json
from dataclasses import asdict
from typing import Any

from graph.readings import Reading
from graph.record_files import count_kinds
from graph.records import Record


def record_json(record: Record) -> str:
    """Return `record` as one line of JSON: its `type`, its `key`, `where` it stands, and its fields.

    What the source does not say is left out. Decimals become strings, so that no digit is lost.
    """
    fields = asdict(record)
    origin = fields.pop("origin")
    where = {"file": origin.pop("table"), "line": origin.pop("line"), "rows": origin.pop("rows")}
    said = {"type": type(record).__name__, "key": fields.pop("key"), "where": where, **fields, "origin": origin}
    return json.dumps(_spoken(said), ensure_ascii=False, default=str)


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return what became of the rows of a reading, for JSON: counts by kind, files, drift, rows in quarantine."""
    return {
        "source": reading.source.name,
        "rows": reading.rows_read,
        "used": reading.rows_used,
        "out_of_scope": reading.rows_out_of_scope,
        "quarantined": reading.rows_quarantined,
        "records": count_kinds(reading.records),
        "files": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "rows": one.rows_read,
                "used": one.rows_used,
                "out_of_scope": one.rows_out_of_scope,
                "quarantined": one.rows_quarantined,
            }
            for one in reading.files
        ],
        "drift": list(reading.drift),
        "rejected": [asdict(one) for one in reading.rejected],
    }


def _spoken(value: object) -> object:
    if isinstance(value, dict):
        told = {name: _spoken(one) for name, one in value.items()}
        return {name: one for name, one in told.items() if one not in (None, [], {})}
    if isinstance(value, (tuple, list)):
        return [_spoken(one) for one in value]
    return value
