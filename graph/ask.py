"""Questions to the graph, answered as plain values.

The command line and a notebook ask a store directly; the HTTP service asks a worker and brings the bytes here.
Either way the rows are the same, and so are the notes that say which facts are missing.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from graph.named import Query, bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of a named query. A cell is None where it is unbound; `notes` say what the graph cannot tell."""

    query: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    notes: tuple[str, ...] = ()


def ask(store: Store, query: Query, given: Mapping[str, str]) -> Answer:
    """Return the answer of `store` to `query`, its parameters bound to `given`."""
    found = store.query(bound(query, given))
    missing = store.query(query.needs_sparql)
    if not isinstance(found, QuerySolutions) or not isinstance(missing, QuerySolutions):
        raise TypeError(f"{query.name} is not a SELECT query")
    return answer(
        query,
        _bytes(found.serialize(format=QueryResultsFormat.JSON)),
        _bytes(missing.serialize(format=QueryResultsFormat.JSON)),
    )


def answer(query: Query, results: bytes, missing: bytes) -> Answer:
    """Return the answer that SPARQL JSON results hold: those of the query, and those of its `needs_sparql`.

    A variable that is there only to be bound (a parameter) is no column. Results that a worker has cut say so.
    """
    document = json.loads(results)
    columns = tuple(query.columns)
    lacking = {int(row["n"]["value"]) for row in json.loads(missing)["results"]["bindings"]}
    rows = tuple(
        tuple(row[column]["value"] if column in row else None for column in columns)
        for row in document["results"]["bindings"]
    )
    notes = tuple(f"cannot tell: {text}" for place, text in enumerate(query.needs.values()) if place in lacking)
    if "truncated" in document:
        notes = (*notes, f"cut short: only the first {len(rows)} rows are here")
    return Answer(query=query.name, columns=columns, rows=rows or tuple(_told(notes, columns)), notes=notes)


def answer_csv(found: Answer) -> str:
    """Return an answer as CSV (RFC 4180), an unbound cell empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(found.columns)
    writer.writerows(found.rows)
    return out.getvalue()


def answer_json(found: Answer) -> dict[str, object]:
    """Return an answer as an object for JSON."""
    return {
        "query": found.query,
        "columns": list(found.columns),
        "rows": [dict(zip(found.columns, row, strict=True)) for row in found.rows],
        "notes": list(found.notes),
    }


def _told(notes: Iterable[str], columns: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    """Yield a row for each note: a table that is empty for want of facts says so, in every format."""
    for note in notes:
        yield note, *[None] * (len(columns) - 1)


def _bytes(serialised: bytes | None) -> bytes:
    assert serialised is not None, "serialize returns bytes when it is given no output"
    return serialised
