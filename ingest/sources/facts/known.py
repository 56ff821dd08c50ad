"""What the tables read so far have defined, for the references of those that follow."""

from collections.abc import Iterable

from graph.records import Place, Project, Record
from ingest.row import BadField, Row

Kind = type[Record]


class Known:
    """The records read so far by kind and key, and the keys whose own row is in quarantine."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Record] = {}
        self._failed: set[tuple[str, str]] = set()
        self._places: dict[str, str] = {}
        self._codes: dict[tuple[str, str], Project] = {}

    def add(self, record: Record) -> None:
        """Take note of `record`."""
        self._records[type(record).__name__, record.key] = record
        if isinstance(record, Place) and record.names.fi:
            self._places[record.names.fi] = record.key
        if isinstance(record, Project) and record.code:
            self._codes.setdefault(record.code, record)

    def fail(self, kinds: Iterable[Kind], key: str) -> None:
        """Take note that the row which was to define `key` is in quarantine."""
        self._failed.update((kind.__name__, key) for kind in kinds)

    def get(self, kind: Kind, key: str) -> Record | None:
        """Return the record of `kind` with `key`, or None where no sound row has defined one."""
        return self._records.get((kind.__name__, key))

    def new_key(self, row: Row, field: str, kind: Kind) -> str:
        """Return field `field` as the key of a new record of `kind`."""
        key = row.take(field)
        self.refuse_known(row, field, kind, key)
        return key

    def refuse_known(self, row: Row, field: str, kind: Kind, key: str) -> None:
        """Raise an error if there is a record of `kind` with `key` already."""
        if first := self.get(kind, key):
            where = f"{first.origin.table}, line {first.origin.line}"
            raise row.bad(field, f"is taken: {where} has defined the same {kind.__name__} already")

    def reference(self, row: Row, field: str, kind: Kind) -> str:
        """Return field `field`, the key of a record of `kind` that a table read earlier defines."""
        key = row.take(field)
        if self.get(kind, key) is None:
            raise self._dangling(row, field, kind, key)
        return key

    def optional_reference(self, row: Row, field: str, kind: Kind) -> str | None:
        """Return field `field` as a key of a record of `kind`, or None where it is empty."""
        key = row.take_optional(field)
        if key is not None and self.get(kind, key) is None:
            raise self._dangling(row, field, kind, key)
        return key

    def project(self, key: str) -> Project:
        """Return the project with `key`, to which a row refers."""
        found = self.get(Project, key)
        if not isinstance(found, Project):
            raise KeyError(key)
        return found

    def project_with_code(self, code: tuple[str, str]) -> Project | None:
        """Return the project read first that has this code in a register."""
        return self._codes.get(code)

    def place_named(self, name: str) -> str | None:
        """Return the key of the place with this Finnish name."""
        return self._places.get(name)

    def _dangling(self, row: Row, field: str, kind: Kind, key: str) -> BadField:
        if (kind.__name__, key) in self._failed:
            return row.bad(field, "refers to a row that is itself in quarantine")
        return row.bad(field, f"refers to nothing: no {kind.__name__} has this key")
