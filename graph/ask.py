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

from graph.errors import BadParameter
from graph.named import Query, bound

NOTHING = "none: nothing that the graph knows meets this"
"""What stands in an answer that has no rows, in place of a bare empty table."""


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
    gaps = store.query(query.gaps_sparql(given))
    if not isinstance(found, QuerySolutions) or not isinstance(gaps, QuerySolutions):
        raise TypeError(f"{query.name} is not a SELECT query")
    return answer(
        query,
        given,
        _bytes(found.serialize(format=QueryResultsFormat.JSON)),
        _bytes(gaps.serialize(format=QueryResultsFormat.JSON)),
    )


def answer(query: Query, given: Mapping[str, str], results: bytes, gaps: bytes) -> Answer:
    """Return the answer that SPARQL JSON results hold: those of the query, and those of its `gaps_sparql`.

    A variable that is there only to be bound (a parameter) is no column. Results that a worker has cut say so. An
    answer without rows has one that says why, in every format.

    Raises
    ------
    BadParameter
        If a parameter names a thing that the graph does not know.
    """
    document = json.loads(results)
    found = json.loads(gaps)["results"]["bindings"]
    for unknown in (row["param"]["value"] for row in found if "param" in row):
        text = query.params[unknown].removeprefix("(required) ")
        raise BadParameter(f"{query.name}: the graph knows no {unknown} {given[unknown]!r}; {text}")
    lacking = {int(row["n"]["value"]) for row in found if "n" in row}
    columns = tuple(query.columns)
    rows = tuple(
        tuple(row[column]["value"] if column in row else None for column in columns)
        for row in document["results"]["bindings"]
    )
    notes = tuple(f"cannot tell: {text}" for place, text in enumerate(query.needs.values()) if place in lacking)
    if "truncated" in document:
        notes = (*notes, f"cut short: only the first {len(rows)} rows are here")
    # Where conditions were given, a missing fact need not be why nothing meets them.
    reasons = (NOTHING,) if any(given.values()) or not notes else notes
    return Answer(query=query.name, columns=columns, rows=rows or tuple(_told(reasons, columns)), notes=notes)


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
