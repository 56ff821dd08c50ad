"""What is known about the reading of a source: its description, its files, its counts, and the rows set aside.

The ingesters fill these in; the RDF writer turns them into provenance. They stand here because `graph` may not know
`ingest`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from graph.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """Who publishes a source, where, and under which licence.

    `licence` is that of the source itself and None where nobody recorded it; `compilation_licence` is the licence of
    our own compilation and says nothing about the pages a row cites. `retrieved` is a date, None where not recorded.
    A `register` describes actors and brings in none from beyond the region; what is `curated` is in scope as a whole.
    """

    name: str
    title: str
    publisher: str
    homepage: str
    licence: str | None = None
    compilation_licence: str | None = None
    retrieved: str | None = None
    register: bool = False
    curated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row set aside, and why; `field` and `value` are None where the row as a whole is at fault.

    >>> print(Rejected(table="a.csv", line=3, field="year", value="19x", reason="is not a year"))
    a.csv, line 3: year '19x' is not a year
    >>> print(Rejected(table="a.csv", line=4, reason="has 2 fields, the header 3"))
    a.csv, line 4: the row has 2 fields, the header 3
    """

    table: str
    line: int | None
    reason: str
    field: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Return where, what and why, as one line."""
        where = self.table if self.line is None else f"{self.table}, line {self.line}"
        if self.field is None:
            return f"{where}: the row {self.reason}"
        return (
            f"{where}: {self.field} {self.value!r} {self.reason}"
            if self.value
            else f"{where}: {self.field} {self.reason}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfo:
    """One file that was read: its SHA-256 and what became of its rows. Each row counts once."""

    name: str
    sha256: str
    rows_used: int = 0
    rows_out_of_scope: int = 0
    rows_quarantined: int = 0

    @property
    def rows_read(self) -> int:
        """Used, out of scope and quarantined together: no row is anything else."""
        return self.rows_used + self.rows_out_of_scope + self.rows_quarantined


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that came out of one reading of a source.

    `drift` tells in words how its layout differs from the one the ingester was written for, where that does no harm.
    `refused` says why a newer reading was not trusted, where this is the last good one in its stead. `records` may be
    on disk: each pass over them reads them anew.
    """

    source: SourceInfo
    records: Collection[Record]
    rejected: tuple[Rejected, ...]
    files: tuple[FileInfo, ...]
    started: datetime
    ended: datetime
    drift: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def rows_read(self) -> int:
        """Rows of all files."""
        return sum(one.rows_read for one in self.files)

    @property
    def rows_used(self) -> int:
        """Rows that yielded records."""
        return sum(one.rows_used for one in self.files)

    @property
    def rows_out_of_scope(self) -> int:
        """Rows left out on purpose."""
        return sum(one.rows_out_of_scope for one in self.files)

    @property
    def rows_quarantined(self) -> int:
        """Rows set aside, because something in them cannot be right."""
        return sum(one.rows_quarantined for one in self.files)
