"""Records as JSON, one to a line, for eyes and for other tools."""

import json
from dataclasses import asdict

from graph.records import Record


def record_json(record: Record) -> str:
    """Return `record` as one line of JSON, with its `type` first; what the source does not say is left out.

    Decimals become strings, so that no digit is lost.
    """
    said = {"type": type(record).__name__, **asdict(record)}
    return json.dumps(_spoken(said), ensure_ascii=False, default=str)


def _spoken(value: object) -> object:
    if isinstance(value, dict):
        return {name: _spoken(one) for name, one in value.items() if one not in (None, (), {})}
    if isinstance(value, (tuple, list)):
        return [_spoken(one) for one in value]
    return value
