"""Read a source: open its files, run its parser, account for every row, and judge whether the whole can be trusted."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

from graph.errors import SourceBroken, SourceChanged, SourceError, SourceTooSmall
from graph.fates import OUT_OF_SCOPE, QUARANTINED, USED, Fates
from graph.readings import FileInfo, Reading, Rejected, SourceInfo
from graph.record_files import RecordWriter, count_kinds
from graph.records import Record
from ingest.contacts import redacted
from ingest.inputs import WEB_PAGE, Inputs, opened
from ingest.opening import NOT_UTF8, is_utf16, is_web_page
from ingest.source import Drift, Ingester, Outcome, OutOfScope, Source

Place = Path | Traversable
Progress = Callable[[str, int], None]
"""Told the source and how many rows of it have been read."""

STEP = 5000
"""After how many rows progress is told."""


class Sink(Protocol):
    """Where the records of a reading go."""

    def append(self, record: Record, /) -> None:
        """Take one record."""


def read(
    ingester: Ingester,
    where: Path | Sequence[Path] | None = None,
    *,
    clock: Callable[[], datetime],
    strict: bool = False,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Return what `ingester` reads from `where`, or from the data we ship where that is None.

    Parameters
    ----------
    ingester
        The source and its parser.
    where
        A file, a folder or a zip, or several. One file of a source of several that we ship is read in the company of
        the others; the reading tells of that file alone.
    clock
        Returns the time; asked once at the start and once at the end.
    strict
        Whether a harmless change of layout is an error.
    folder
        An empty folder that takes the records; without it they stay in memory.
    progress
        Told now and then how far the reading is.

    Raises
    ------
    SourceChanged
        If a table or a column is missing; with `strict`, also if one is new.
    SourceError
        If there is nothing to read.
    """
    started, mapped = clock(), ingester.configured is not None
    ingester, places, among = place(ingester, where)
    only = places[0].name if among else None
    if folder is None:
        kept: list[Record] = []
        tally, hashes = _tallied(ingester, places, among, _Tally(kept, only=only, progress=progress), mapped=mapped)
        records: Collection[Record] = tuple(kept)
    else:
        with RecordWriter(folder) as writer:
            tally, hashes = _tallied(
                ingester, places, among, _Tally(writer, only=only, progress=progress), mapped=mapped
            )
            records = writer.written()
    if strict and tally.drift:
        first = next(iter(tally.drift))
        raise SourceChanged(ingester.source.name, first.table, first.what)
    return Reading(
        source=described(ingester.source),
        records=records,
        rejected=tuple(tally.rejected),
        files=tally.files(hashes),
        started=started,
        ended=clock(),
        drift=tuple(map(str, tally.drift)),
    )


def place(
    ingester: Ingester, where: Path | Sequence[Path] | None
) -> tuple[Ingester, Sequence[Place], Traversable | None]:
    """Return the ingester for `where`, the places it reads, and the folder whose files keep a single one company.

    Raises
    ------
    SourceError
        If `where` is None and no data are shipped with the source.
    """
    places = [where] if isinstance(where, Path) else list(where or ())
    if places and ingester.configured is not None:
        configured, data = ingester.configured(places[0])
        return configured, [data], None
    default = ingester.default() if ingester.default else None
    if not places:
        if default is None:
            raise SourceError(f"{ingester.source.name}: no data are shipped with it; name a file")
        return ingester, [default], None
    several = default is not None and default.is_dir()
    single = len(places) == 1 and places[0].is_file() and places[0].suffix.lower() != ".zip"
    return ingester, places, default if several and single else None


def shortfalls(source: Source, reading: Reading) -> list[str]:
    """Return, in words, each kind of record of which there are fewer than `source` is known to hold."""
    counts = Counter(count_kinds(reading.records))
    return [
        f"{source.name} yielded {counts[kind]} {kind} records, expected at least {least}; "
        f"if this is a part of it, or it has really shrunk, build once with --accept {source.name}"
        for kind, least in source.at_least.items()
        if counts[kind] < least
    ]


def losses(source: Source, reading: Reading, last: Reading) -> list[str]:
    """Return, in words, each kind of record of which `reading` has far fewer than `last` had."""
    now, before = Counter(count_kinds(reading.records)), Counter(count_kinds(last.records))
    return [
        f"{source.name} yielded {now[kind]} {kind} records and {count} the last time, a loss of more than "
        f"{source.max_lost:.0%}; if they are really gone, build once with --accept {source.name}"
        for kind, count in before.items()
        if now[kind] < count * (1 - source.max_lost)
    ]


def excess(source: Source, reading: Reading) -> str | None:
    """Return, in words, that too large a share of the rows is in quarantine; None where it is not."""
    bad, rows = reading.rows_quarantined, reading.rows_read
    if bad <= rows * source.max_quarantined:
        return None
    return (
        f"{source.name}: {bad} of {rows} rows are in quarantine, more than {source.max_quarantined:.0%}; "
        f"the first: {reading.rejected[0]}"
    )


def refuse_unsound(source: Source, reading: Reading, last: Reading | None = None, *, accept: bool = False) -> None:
    """Raise an error if the reading is too broken to build on or, unless one is to `accept` it, too small.

    It is too small where it has fewer records than the source is known to hold, or lost much of what `last` had.

    Raises
    ------
    SourceBroken
        If too large a share of its rows is in quarantine.
    SourceTooSmall
        If it yielded fewer records than the source is known to hold, or far fewer than the last time.
    """
    if (broken := excess(source, reading)) is not None:
        raise SourceBroken(broken)
    if accept:
        return
    lost = [] if last is None else losses(source, reading, last)
    for shortfall in (*shortfalls(source, reading), *lost):
        raise SourceTooSmall(shortfall)


def described(source: Source) -> SourceInfo:
    """Return of a source what its readings tell: not how it is fetched or judged."""
    names = SourceInfo.__dataclass_fields__
    return SourceInfo(**{name: getattr(source, name) for name in names})


def _tallied(
    ingester: Ingester, places: Sequence[Place], among: Traversable | None, tally: "_Tally", *, mapped: bool
) -> tuple["_Tally", dict[str, str]]:
    with opened(ingester.source.name, places, among=among) as files:
        tally.source = ingester.source.name
        try:
            for outcome in ingester.parse(files):
                tally.add(outcome)
        except SourceChanged as error:
            if (plainer := _plainer(error, files, mapped=mapped)) is not None:
                raise plainer from error
            raise
        return tally, dict(files.hashes)


def _plainer(error: SourceChanged, files: Inputs, *, mapped: bool) -> SourceChanged | None:
    """Return an error that says what the file is that an ingester could not read, where its beginning tells.

    A table that is `mapped` may well be in UTF-16: its mapping says so, and something else is amiss.
    """
    for name, start in files.beginnings():
        # whole names: an error about extra.csv says nothing of a.csv
        if f", {name}," not in f", {error.where},":
            continue
        if is_web_page(start):
            return SourceChanged(error.source, name, WEB_PAGE)
        if is_utf16(start) and not mapped:
            return SourceChanged(error.source, name, NOT_UTF8)
    return None


class _Tally:
    """Outcomes sorted, and each row counted once, whatever number of records it yielded.

    A record whose key another of its kind has already would be taken for the same one: its row is set aside.
    """

    def __init__(self, sink: Sink, *, only: str | None, progress: Progress | None) -> None:
        self.source = ""
        self._sink, self._only, self._progress = sink, only, progress
        self._fates, self._rows = Fates(), 0
        self._keys: set[tuple[type[Record], str]] = set()
        self.rejected: list[Rejected] = []
        self.drift: dict[Drift, None] = {}

    def add(self, outcome: Outcome) -> None:
        """Sort one outcome in."""
        match outcome:
            case Drift(table=table):
                if self._only in (None, table):
                    self.drift[outcome] = None
            case OutOfScope(table=table, line=line, rows=rows):
                self._count(table, line, OUT_OF_SCOPE)
                for row in rows:
                    self._count(*row, OUT_OF_SCOPE)
            case Rejected(table=table, line=line):
                if self._count(table, line, QUARANTINED):
                    self.rejected.append(outcome)
            case _:
                self._take(outcome)

    def files(self, hashes: Mapping[str, str]) -> tuple[FileInfo, ...]:
        """Return the account of each file."""
        return tuple(
            FileInfo(
                name=name,
                sha256=sha256,
                rows_used=self._fates.count(name, USED),
                rows_out_of_scope=self._fates.count(name, OUT_OF_SCOPE),
                rows_quarantined=self._fates.count(name, QUARANTINED),
            )
            for name, sha256 in hashes.items()
            if self._only in (None, name)
        )

    def _take(self, record: Record) -> None:
        table, line, key = record.origin.table, record.origin.line, (type(record), record.key)
        if self._only not in (None, table):
            return
        if key in self._keys:
            self._refuse(record)
            return
        self._keys.add(key)
        self._count(table, line, USED)
        for row in record.origin.rows:
            self._count(*row, USED)
        self._sink.append(redacted(record))

    def _refuse(self, record: Record) -> None:
        reason = f"has the key {record.key} of another {type(record).__name__}"
        for table, line in ((record.origin.table, record.origin.line), *record.origin.rows):
            if self._fates.of(table, line) != QUARANTINED:
                self.add(Rejected(table=table, line=line, reason=reason))

    def _count(self, table: str, line: int | None, fate: int) -> bool:
        if self._only not in (None, table):
            return False
        if self._fates.set(table, line, fate):
            self._rows += 1
            if self._progress is not None and self._rows % STEP == 0:
                self._progress(self.source, self._rows)
        return True
