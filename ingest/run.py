"""Read a source: open its files, run its parser, account for every row, and judge whether the whole can be trusted."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.errors import SourceBroken, SourceChanged, SourceError, SourceTooSmall
from graph.readings import FileInfo, Reading, Rejected
from graph.records import Record
from ingest.inputs import opened
from ingest.source import Drift, Ingester, Outcome, OutOfScope, Source


def read(
    ingester: Ingester, where: Path | None = None, *, clock: Callable[[], datetime], strict: bool = False
) -> Reading:
    """Return what `ingester` reads from `where`, or from the data we ship where that is None.

    Parameters
    ----------
    ingester
        The source and its parser.
    where
        A file, a folder or a zip. One file of a source of several that we ship is read in the company of the others;
        the reading tells of that file alone.
    clock
        Returns the time; asked once at the start and once at the end.
    strict
        Whether a harmless change of layout is an error.

    Raises
    ------
    SourceChanged
        If a table or a column is missing; with `strict`, also if one is new.
    SourceError
        If there is nothing to read.
    """
    started = clock()
    place, among = _place(ingester, where)
    with opened(ingester.source.name, [place], among=among) as files:
        tally = _Tally(only=place.name if among else None)
        for outcome in ingester.parse(files):
            tally.add(outcome)
        hashes = dict(files.hashes)
    if strict and tally.drift:
        first = next(iter(tally.drift))
        raise SourceChanged(ingester.source.name, first.table, first.what)
    return Reading(
        source=ingester.source,
        records=tuple(tally.records),
        rejected=tuple(tally.rejected),
        files=tally.files(hashes),
        started=started,
        ended=clock(),
        drift=tuple(map(str, tally.drift)),
    )


def shortfalls(source: Source, reading: Reading) -> list[str]:
    """Return, in words, each kind of record of which there are fewer than `source` is known to hold."""
    counts = Counter(type(record).__name__ for record in reading.records)
    return [
        f"{source.name} yielded {counts[kind]} {kind} records, expected at least {least}; "
        "if the source has really shrunk, lower at_least in its module"
        for kind, least in source.at_least.items()
        if counts[kind] < least
    ]


def refuse_unsound(source: Source, reading: Reading) -> None:
    """Raise an error if the reading is too small or too broken to build on.

    Raises
    ------
    SourceBroken
        If too large a share of its rows is in quarantine.
    SourceTooSmall
        If it yielded fewer records than the source is known to hold.
    """
    bad, rows = reading.rows_quarantined, reading.rows_read
    if bad > rows * source.max_quarantined:
        raise SourceBroken(
            f"{source.name}: {bad} of {rows} rows are in quarantine, more than {source.max_quarantined:.0%}; "
            f"the first: {reading.rejected[0]}"
        )
    for shortfall in shortfalls(source, reading):
        raise SourceTooSmall(shortfall)


def _place(ingester: Ingester, where: Path | None) -> tuple[Path | Traversable, Traversable | None]:
    default = ingester.default() if ingester.default else None
    if where is None:
        if default is None:
            raise SourceError(f"{ingester.source.name}: no data are shipped with it; name a file")
        return default, None
    several = default is not None and default.is_dir()
    single = where.is_file() and where.suffix.lower() != ".zip"
    return where, default if several and single else None


USED, OUT_OF_SCOPE, QUARANTINED = range(3)
"""What can become of a row; of two, the greater stands."""


class _Tally:
    """Outcomes sorted, and each row counted once, whatever number of records it yielded."""

    def __init__(self, *, only: str | None) -> None:
        self._only = only
        self._fates: dict[tuple[str, int | None], int] = {}
        self.records: list[Record] = []
        self.rejected: list[Rejected] = []
        self.drift: dict[Drift, None] = {}

    def add(self, outcome: Outcome) -> None:
        """Sort one outcome in."""
        match outcome:
            case Drift(table=table):
                if self._only in (None, table):
                    self.drift[outcome] = None
            case OutOfScope(table=table, line=line):
                self._count(table, line, OUT_OF_SCOPE)
            case Rejected(table=table, line=line):
                if self._count(table, line, QUARANTINED):
                    self.rejected.append(outcome)
            case _:
                if self._count(outcome.origin.table, outcome.origin.line, USED):
                    self.records.append(outcome)

    def files(self, hashes: Mapping[str, str]) -> tuple[FileInfo, ...]:
        """Return the account of each file."""
        counts = Counter((table, fate) for (table, _), fate in self._fates.items())
        return tuple(
            FileInfo(
                name=name,
                sha256=sha256,
                rows_used=counts[name, USED],
                rows_out_of_scope=counts[name, OUT_OF_SCOPE],
                rows_quarantined=counts[name, QUARANTINED],
            )
            for name, sha256 in hashes.items()
            if self._only in (None, name)
        )

    def _count(self, table: str, line: int | None, fate: int) -> bool:
        if self._only not in (None, table):
            return False
        self._fates[table, line] = max(fate, self._fates.get((table, line), USED))
        return True
