"""A graph as tables, one for each kind of thing: a row is a thing, a column a property; CSV on the Web describes them.

The kind of a thing is that of its address (`id:{kind}/…`; of a record the kind of what it describes). Several values
of one property stand in one cell with `|` between them, in order; texts end in `@` and their language where they have
one. Addresses of ours are short (`place/fi-091`), as the API gives them. Rows come in the order of the store.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from graph.identity.identifiers import KINDS
from graph.rdf.describe import short
from ontology import terms

BETWEEN = "|"
ADDRESS = "id"
"""The first column: the address of the thing, short."""

RECORD = f"{terms.ID}record/"
LONGEST_FIRST = sorted(KINDS.values(), key=len, reverse=True)

Columns = Mapping[str, tuple[str, ...]]
"""The properties (IRIs) that things of each kind have, in the order of their columns."""


def columns(store: Store, graph: NamedNode | DefaultGraph) -> Columns:
    """Return the kinds of things that `graph` describes, and the properties of each."""
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, None, None, graph):
        if (kind := kind_of(quad.subject, graph)) is not None:
            found.setdefault(kind, set()).add(quad.predicate.value)
    return {kind: tuple(sorted(properties, key=short)) for kind, properties in sorted(found.items())}


def write_tables(
    store: Store, graph: NamedNode | DefaultGraph, shape: Columns, opened: Callable[[str], IO[bytes]]
) -> dict[str, int]:
    """Write each table of `graph` to what `opened` gives for its kind; return how many rows each has."""
    outs = {kind: io.TextIOWrapper(opened(kind), "utf-8", newline="") for kind in shape}
    writers = {kind: csv.writer(out, lineterminator="\r\n") for kind, out in outs.items()}
    rows = dict.fromkeys(shape, 0)
    for kind, properties in shape.items():
        writers[kind].writerow([ADDRESS, *map(short, properties)])
    # the store has the statements of a graph in the order of their subjects
    for subject, quads in groupby(store.quads_for_pattern(None, None, None, graph), key=lambda quad: quad.subject):
        if (thing := kind_of(subject, graph)) is not None:
            writers[thing].writerow(_row(subject, quads, shape[thing]))
            rows[thing] += 1
    for out in outs.values():
        out.close()
    return rows


def kind_of(subject: NamedNode | BlankNode | Triple, graph: NamedNode | DefaultGraph) -> str | None:
    """Return the kind of a thing of ours in `graph` by its address; of a record the kind of what it describes.

    >>> kind_of(NamedNode(terms.ID + "steering-decision/x"), DefaultGraph())
    'steering-decision'
    >>> kind_of(NamedNode(terms.ID + "record/facts-plan-line-1"), NamedNode(terms.GRAPH + "source/facts"))
    'plan-line'
    """
    if not isinstance(subject, NamedNode) or not subject.value.startswith(terms.ID):
        return None
    if subject.value.startswith(RECORD) and isinstance(graph, NamedNode):
        source = graph.value.removeprefix(terms.G_SOURCE)
        key = subject.value.removeprefix(f"{RECORD}{source}-")
        return next((kind for kind in LONGEST_FIRST if key.startswith(f"{kind}-")), "record")
    return subject.value.removeprefix(terms.ID).partition("/")[0]


def table_group(
    tables: Mapping[str, Columns], address: Callable[[str, str], str], more: Iterable[Mapping[str, Any]] = ()
) -> bytes:
    """Return the description of tables, by name of their graph, in the words of CSV on the Web.

    `address` gives the address of a table by its graph and kind; `more` are tables that are described already.
    """
    described = [
        {
            "url": address(graph, kind),
            "dc:title": kind,
            "tableSchema": {"columns": [_column(ADDRESS), *map(_of_property, properties)], "primaryKey": ADDRESS},
        }
        for graph, shape in tables.items()
        for kind, properties in shape.items()
    ]
    group: dict[str, Any] = {"@context": "http://www.w3.org/ns/csvw", "tables": [*described, *more]}
    return json.dumps(group, ensure_ascii=False, indent=1).encode()


def _column(name: str) -> dict[str, Any]:
    return {"name": name, "titles": name, "required": True}


def _of_property(iri: str) -> dict[str, Any]:
    name = short(iri)
    return {"name": name.replace(":", "_").replace("-", "_"), "titles": name, "propertyUrl": iri, "separator": BETWEEN}


def _row(subject: NamedNode | BlankNode | Triple, quads: Iterable[Quad], properties: tuple[str, ...]) -> Iterator[str]:
    values: dict[str, list[str]] = {}
    for quad in quads:
        values.setdefault(quad.predicate.value, []).append(_cell(quad.object))
    yield _cell(subject)
    for one in properties:
        yield BETWEEN.join(sorted(values.get(one, ())))


def _cell(term: NamedNode | BlankNode | Literal | Triple) -> str:
    if isinstance(term, NamedNode):
        return short(term.value)
    if isinstance(term, Literal):
        return f"{term.value}@{term.language}" if term.language else term.value
    return str(term)
