"""Tables of CSV or Excel, read as their mapping says.

The tables that others refer to come first, whatever their order in the mapping: organisations, projects, test beds,
services, trials, indicators. What rows only mention (organisations, projects, places) comes last, once each, when all
that the rows say of it is known.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from graph.errors import SourceChanged, SourceError
from graph.readings import Rejected
from ingest.row import BadField, Row
from ingest.source import Files, Ingester, Outcome, OutOfScope, Source
from ingest.sources.table.cells import Cells, Plan
from ingest.sources.table.described import ALL
from ingest.sources.table.kinds import ORDER
from ingest.sources.table.mapping import Declared, Mapping, Table, load
from ingest.sources.table.rows import is_workbook, rows
from ingest.sources.table.things import Things

SOURCE = Source(
    name="table",
    title="Tables of anyone's own, mapped by a TOML file",
    publisher="whoever the mapping names",
    homepage="https://w3id.org/verkosto/id/source/table",
    curated=True,
)


def parse(files: Files) -> Iterator[Outcome]:
    """Raise the error that says how a table is read.

    Raises
    ------
    SourceError
        Always: without a mapping no table means anything.
    """
    raise SourceError(
        f"table: {', '.join(files)} cannot be read without a mapping; name its TOML file (docs/tables.md)"
    )


def configured(path: Path) -> tuple[Ingester, Path]:
    """Return the ingester that the mapping at `path` describes, and the file or folder of its tables.

    Raises
    ------
    SourceError
        If the mapping says something it may not, or its files lie in several folders.
    """
    if path.suffix.lower() != ".toml":
        raise SourceError(f"table: {path.name} is not a mapping; name its TOML file (docs/tables.md)")
    mapping = load(path)
    places = {path.parent / table.file for table in mapping.table}
    if len({place.resolve().parent for place in places}) > 1:
        away = next((table.file for table in mapping.table if _is_outside(table.file)), None)
        where = "the files lie in several folders" if away is None else f"{away} lies outside the folder of the mapping"
        raise SourceError(f"{path.name}: {where}; put all tables into one folder")
    place = next(iter(places))
    return Ingester(_source(mapping.source), partial(_parse, mapping)), place if len(places) == 1 else place.parent


def _is_outside(file: str) -> bool:
    return Path(file).is_absolute() or ".." in Path(file).parts


def _source(declared: Declared) -> Source:
    return Source(
        name=declared.name,
        title=declared.title,
        publisher=declared.publisher,
        homepage=declared.homepage,
        licence=declared.licence,
        retrieved=declared.retrieved,
        curated=declared.curated,
        max_quarantined=declared.max_quarantined,
        max_lost=declared.max_lost,
    )


def _parse(mapping: Mapping, files: Files) -> Iterator[Outcome]:
    things = Things()
    for table in mapping.table:
        if Path(table.file).name not in files:
            raise SourceChanged(mapping.source.name, table.file, "the file is missing")
    for table in sorted(mapping.table, key=_turn):
        plan = Plan(table, workbook=is_workbook(table, files))
        for row in rows(mapping.source.name, table, files):
            yield from _outcomes(row, plan, things)
    yield from things.mentioned()


def _turn(table: Table) -> int:
    return ORDER.index(table.kind) if table.kind in ORDER else len(ORDER)


def _outcomes(row: Row | Rejected, plan: Plan, things: Things) -> Iterator[Outcome]:
    if isinstance(row, Rejected):
        yield row
        return
    try:
        cells = Cells(row, plan)
        if cells.empty:
            yield OutOfScope(table=row.table, line=row.line, reason="is empty")
            return
        record = ALL[plan.table.kind](cells, things)
        things.refuse_known(plan.kind.record, record.key)
    except BadField as bad:
        things.settle(sound=False)
        yield row.rejected(bad)
        return
    things.settle(sound=True)
    things.add(record)
    yield record
    yield from row.leftovers()


INGESTER = Ingester(SOURCE, parse, configured=configured)
