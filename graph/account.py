"""What became of the rows of each source in a build: the region and unknown references leave some out.

Rows read = used + out of scope + quarantined, for each file: a row is used where one of its records is in the graph.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.fates import QUARANTINED, USED, Fates
from graph.readings import FileInfo, Reading, Rejected
from graph.records import Record


class Account:
    """Takes note of each record that is kept, and of each that refers to nothing."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._fates = defaultdict[str, Fates](Fates, {one.source.name: Fates() for one in readings})
        self._kinds = defaultdict[str, Counter[str]](Counter[str])
        self._rejected: dict[str, list[Rejected]] = {}
        for reading in readings:
            for one in reading.rejected:
                self._fates[reading.source.name].set(one.table, one.line, QUARANTINED)

    def kinds(self, source: str) -> dict[str, int]:
        """Return how many records of each kind a source has in the graph, kinds in alphabetical order."""
        return dict(sorted(self._kinds[source].items()))

    def keep(self, record: Record, source: str) -> None:
        """Take note that a record is in the graph."""
        fates = self._fates[source]
        fates.set(record.origin.table, record.origin.line, USED)
        for row in record.origin.rows:
            fates.set(*row, USED)
        self._kinds[source][type(record).__name__] += 1

    def reject(self, record: Record, source: str, field: str, value: str) -> None:
        """Take note that a record is not, for what its `field` refers to is in no source."""
        table, line = record.origin.table, record.origin.line
        self._fates[source].set(table, line, QUARANTINED)
        reason = "refers to a thing that no source of this build describes"
        self._rejected.setdefault(source, []).append(
            Rejected(table=table, line=line, field=field, value=value, reason=reason)
        )

    def settled(self, reading: Reading) -> Reading:
        """Return the reading with the rows counted as this build uses them."""
        source = reading.source.name
        return replace(
            reading,
            files=tuple(self._file(one, self._fates[source]) for one in reading.files),
            rejected=(*reading.rejected, *self._rejected.get(source, ())),
        )

    def _file(self, file: FileInfo, fates: Fates) -> FileInfo:
        used = fates.count(file.name, USED)
        quarantined = fates.count(file.name, QUARANTINED)
        return replace(
            file,
            rows_used=used,
            rows_quarantined=quarantined,
            rows_out_of_scope=file.rows_read - used - quarantined,
        )
