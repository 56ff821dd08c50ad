"""The answers to our own SELECT queries, asked of a store in this process."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store


def selected(store: Store, sparql: str) -> bytes:
    """Return the answer of `store` to a SELECT query as CSV, with a head."""
    found = store.query(sparql)
    assert isinstance(found, QuerySolutions), "it is a SELECT query"
    content = found.serialize(format=QueryResultsFormat.CSV)
    assert content is not None, "without a file the serialisation is returned"
    return content


def selected_rows(store: Store, sparql: str) -> Iterator[list[str]]:
    """Yield the rows of the answer as text, without the head."""
    content = selected(store, sparql)
    return islice(csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")), 1, None)
