"""What has been read of the agreement so far, for the references of the blocks that follow."""

from graph.records import Record
from ingest.row import BadField, Row


class Known:
    """Keys by kind of record, and the role of each party."""

    def __init__(self) -> None:
        self._keys: set[tuple[str, str]] = set()
        self.roles: dict[str, str] = {}

    def new_key(self, row: Row, kind: type[Record]) -> str:
        """Return the key of a new record of `kind`."""
        key = row.take("key")
        if (kind.__name__, key) in self._keys:
            raise row.bad("key", f"is taken by another {kind.__name__}")
        return key

    def references(self, row: Row, field: str, kind: type[Record]) -> tuple[str, ...]:
        """Return the keys in field `field`, each of a record of `kind` read before."""
        found = row.take_list(field)
        if any((kind.__name__, key) not in self._keys for key in found):
            raise row.bad(field, f"refers to nothing: no {kind.__name__} has this key")
        return found

    def reference(self, row: Row, field: str, kind: type[Record]) -> str | None:
        """Return the one key in field `field`, of a record of `kind` read before, or None where it is empty."""
        return next(iter(self.references(row, field, kind)), None)

    def only(self, kind: type[Record]) -> str:
        """Return the key of the one record of `kind`, on which every block depends."""
        found = [key for name, key in self._keys if name == kind.__name__]
        if len(found) != 1:
            raise BadField(f"depends on one {kind.__name__}, and {len(found)} could be read")
        return found[0]

    def add(self, record: Record) -> None:
        """Take note of `record`."""
        self._keys.add((type(record).__name__, record.key))
