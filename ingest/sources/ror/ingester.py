"""ROR, the Research Organization Registry: the dump, its records in either schema, or single records.

The dump is a zip with one JSON array of more than 110,000 records, read as it streams; its twin in CSV is not read.
Between releases 1.45 and 1.74 the zip holds the array twice, in schema 1 and, under a name that ends `_schema_v2`, in
schema 2: then schema 1 is left alone. A record tells its schema by having the field `admin` or not.
What surprises:

- A file is read twice, for a record may name a parent or successor that comes after it, or not at all in an extract.
- What two files describe is read in schema 2; the other is out of scope.
- Languages of names are often wrong, and companies have their country behind them (`ingest.sources.ror.names`).
- Schema 1 has regions (NUTS) and no language of the name; schema 2 has it the other way round.
- Some are in two towns: the first is taken. Bad check digits and addresses of websites are left out, not the record.
"""

from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Origin, Succession
from ingest import fields, values
from ingest.fields import Object
from ingest.omissions import Omissions
from ingest.opening import opening
from ingest.readers import json_values
from ingest.repeats import Repeats
from ingest.row import BadField
from ingest.source import Download, Drift, Files, Ingester, Outcome, Source
from ingest.sources.ror.layout import is_new, news
from ingest.sources.ror.old_schema import as_new
from ingest.sources.ror.organisation import organisation
from ingest.sources.ror.relatives import relatives, successions
from ingest.sources.ror.zenodo import LISTING, newest_dump

SOURCE = Source(
    name="ror",
    title="Research Organization Registry (ROR)",
    publisher="Research Organization Registry",
    homepage="https://ror.org/",
    licence="CC0-1.0",
    register=True,
    downloads=(Download(name="ror-data.zip", url=LISTING, form="zip", listing=newest_dump),),
    at_least={"Organisation": 100_000},
    max_quarantined=0.01,
    max_lost=0.05,
)

NEW_SCHEMA = "_schema_v2"
"""How the name of the array in schema 2 ends, where its twin in schema 1 lies beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file: an array of records, or one record, and in which schema the first of them is."""

    name: str
    stream: IO[bytes]
    array: bool
    new: bool

    def records(self) -> Iterator[tuple[int, object]]:
        """Yield each record, an object or not, with its position, from the first one on."""
        self.stream.seek(0)
        opening(self.stream)
        return json_values(SOURCE.name, self.name, self.stream, "item" if self.array else "")


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each record of each file, schema 2 first; its line is its position.

    Raises
    ------
    SourceChanged
        If a file holds no records of the registry.
    """
    tables = sorted(_tables(given), key=lambda one: (not one.new, one.name))
    reader = _Reader(frozenset(key for table in tables for key in _keys(table)))
    for table in tables:
        told: set[str] = set()
        for line, item in table.records():
            origin = Origin(table=table.name, line=line)
            try:
                record = fields.whole(item)
                laid_out = record if is_new(record) else as_new(record)
                yield from reader.outcomes(laid_out, origin)
            except BadField as bad:
                yield Rejected(table=table.name, line=line, reason=bad.reason, field=bad.field, value=bad.value)
                continue
            yield from _drift(table.name, record, laid_out, told)
    yield from reader.omissions.told()


class _Reader:
    """Reads records and remembers which organisations and which successions have been told."""

    def __init__(self, known: Container[str]) -> None:
        self.omissions = Omissions()
        self._known, self._repeats = known, Repeats()
        self._pairs: set[str] = set()

    def outcomes(self, record: Object, origin: Origin) -> list[Outcome]:
        """Return what becomes of a record in the layout of schema 2: its organisation, and who took whose place."""
        key = fields.text_as(record, "id", values.ror_id)
        if key is None:
            raise BadField("is missing or empty", field="id")
        kin = relatives(record, origin, self._known, self.omissions)
        found = organisation(record, key, origin, kin, self.omissions)
        told = self._repeats.sieved(found)
        return [told, *self._new(successions(key, origin, kin))] if told is found else [told]

    def _new(self, pairs: Iterator[Succession]) -> Iterator[Succession]:
        """Yield the successions that the other side has not told."""
        for pair in pairs:
            if pair.key not in self._pairs:
                self._pairs.add(pair.key)
                yield pair


def _tables(given: Files) -> Iterator[Table]:
    wanted = [name for name in sorted(given) if not name.lower().endswith(".csv") and not _has_twin(name, given)]
    if not wanted:
        raise SourceChanged(SOURCE.name, ", ".join(sorted(given)), "only CSV; the records are read from JSON")
    for name in wanted:
        yield _table(name, given[name])


def _has_twin(name: str, given: Files) -> bool:
    return name.endswith(".json") and f"{name.removesuffix('.json')}{NEW_SCHEMA}.json" in given


def _table(name: str, stream: IO[bytes]) -> Table:
    start = opening(stream)[:1]
    if start not in (b"[", b"{"):
        raise SourceChanged(SOURCE.name, name, "neither an array of records nor a record")
    table = Table(name=name, stream=stream, array=start == b"[", new=False)
    first = next((record for _, record in table.records() if isinstance(record, dict)), {})
    if not table.array and "id" not in first:
        raise SourceChanged(SOURCE.name, name, "an object without an id, so no record of the registry")
    return replace(table, new=is_new(first))


def _keys(table: Table) -> Iterator[str]:
    for _, record in table.records():
        with suppress(BadField):
            key = fields.text_as(fields.whole(record), "id", values.ror_id)
            if key is not None:
                yield key


def _drift(table: str, record: Object, laid_out: Object, told: set[str]) -> Iterator[Drift]:
    for what in news(record, laid_out):
        if what not in told:
            told.add(what)
            yield Drift(table=table, what=what)


INGESTER = Ingester(SOURCE, parse)
