"""Wikidata: the answer to our query, or items as Wikidata publishes each of them.

An answer is SPARQL 1.1 JSON, `{"head": {"vars": […]}, "results": {"bindings": […]}}`, an item the JSON of
`Special:EntityData`, `{"entities": {"Q…": …}}`. Any number of files of either kind are read at once. What surprises:

- An item stands on many rows, each with a part of it: its record stands on the first and names the others.
- A value that exists and is unknown is a blank node; a year is written as its first of January.
- Anybody edits Wikidata: numbers with a wrong check digit are left out, an item with two ROR identifiers gets none.
- Not every item is an organisation, for portals and sites have websites and numbers too. No kind is told.
"""

import re
from collections.abc import Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Organisation, Origin
from ingest import fields
from ingest.omissions import Omissions
from ingest.opening import opening
from ingest.readers import json_items, json_values
from ingest.repeats import Repeats
from ingest.row import BadField
from ingest.source import Drift, Files, Ingester, Outcome, Select, Source
from ingest.sources.wikidata.answers import VARIABLES, add_row, item_of
from ingest.sources.wikidata.entities import item_of as item_of_entity
from ingest.sources.wikidata.item import Item
from ingest.sources.wikidata.query import QUERY, URL

SOURCE = Source(
    name="wikidata",
    title="Wikidata: organisations in Finland",
    publisher="Wikimedia Foundation",
    homepage="https://www.wikidata.org/",
    licence="CC0-1.0",
    register=True,
    downloads=(Select(name="organisations.json", url=URL, query=QUERY),),
    at_least={"Organisation": 500},
    pause=5.0,
)

FIRST_FIELD = re.compile(rb'\{\s*"(\w+)"')


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each row of each answer, and of each item; a line is a position.

    Raises
    ------
    SourceChanged
        If a file is neither an answer nor items.
    """
    repeats, omissions = Repeats(), Omissions()
    for table in sorted(given):
        stream = given[table]
        for outcome in _outcomes(table, stream, omissions):
            yield repeats.sieved(outcome)
    yield from omissions.told()


def _outcomes(table: str, stream: IO[bytes], omissions: Omissions) -> Iterator[Outcome]:
    field = FIRST_FIELD.match(opening(stream))
    match field and field[1]:
        case b"entities":
            yield from _of_entities(table, stream, omissions)
        case b"head" | b"results":
            yield from _of_answer(table, stream, omissions)
        case _:
            raise SourceChanged(SOURCE.name, table, "neither the answer to a query nor items")


def _of_entities(table: str, stream: IO[bytes], omissions: Omissions) -> Iterator[Outcome]:
    for _, entities in json_items(SOURCE.name, table, stream, "entities"):
        for line, key in enumerate(entities, start=1):
            origin = Origin(table=table, line=line)
            try:
                yield item_of_entity(fields.inner(entities, key), origin, omissions).organisation()
            except BadField as bad:
                yield _rejected(origin, bad)


def _of_answer(table: str, stream: IO[bytes], omissions: Omissions) -> Iterator[Outcome]:
    yield from _drift(table, _variables(table, stream))
    items: dict[str, Item] = {}
    rows: list[Outcome | tuple[int, str]] = []
    stream.seek(0)
    opening(stream)
    for line, binding in json_values(SOURCE.name, table, stream, "results.bindings.item"):
        origin = Origin(table=table, line=line)
        try:
            row = fields.whole(binding)
            key = item_of(row)
        except BadField as bad:
            rows.append(_rejected(origin, bad))
            continue
        if key in items:
            items[key].rows.append((table, line))
        add_row(items.setdefault(key, Item(key=key, origin=origin)), row, origin, omissions)
        rows.append((line, key))
    told = {key: _told(item) for key, item in items.items()}
    for one in rows:
        yield from _of_row(table, *one, told) if isinstance(one, tuple) else [one]


def _told(item: Item) -> Organisation | Rejected:
    try:
        return item.organisation()
    except BadField as bad:
        return _rejected(item.origin, bad)


def _of_row(table: str, line: int, key: str, told: dict[str, Organisation | Rejected]) -> Iterator[Outcome]:
    """Yield what becomes of a row: a record comes with its first, and names the others."""
    match told[key]:
        case Rejected(line=first) as rejected if first != line:
            yield Rejected(table=table, line=line, reason=f"speaks of {key}, which {rejected.reason}", field="item")
        case Rejected() as rejected:
            yield rejected
        case record if record.origin.line == line:
            yield record


def _variables(table: str, stream: IO[bytes]) -> list[str]:
    [head, *_] = [head for _, head in json_items(SOURCE.name, table, stream, "head")] or [{}]
    variables = head.get("vars")
    if not isinstance(variables, list) or "item" not in variables:
        raise SourceChanged(SOURCE.name, table, "an answer without the variable item")
    return [str(one) for one in variables]


def _drift(table: str, variables: list[str]) -> Iterator[Drift]:
    for name in variables:
        if name not in VARIABLES:
            yield Drift(table=table, what=f"variable {name!r} is new and not read")


def _rejected(origin: Origin, bad: BadField) -> Rejected:
    return Rejected(table=origin.table, line=origin.line, reason=bad.reason, field=bad.field, value=bad.value)


INGESTER = Ingester(SOURCE, parse)
