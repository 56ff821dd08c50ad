"""What became of the rows of a source: a byte for each row of each table."""

UNSEEN, USED, OUT_OF_SCOPE, QUARANTINED = range(4)
"""What can become of a row; of two, the greater stands."""


class Fates:
    """The fate of each row of each table; a row that has no line counts as line 0."""

    def __init__(self) -> None:
        self._tables: dict[str, bytearray] = {}

    def set(self, table: str, line: int | None, fate: int) -> bool:
        """Note the fate of a row, and say whether the row is new.

        >>> fates = Fates()
        >>> fates.set("a.csv", 2, USED), fates.set("a.csv", 2, QUARANTINED), fates.count("a.csv", QUARANTINED)
        (True, False, 1)
        """
        rows = self._tables.setdefault(table, bytearray())
        at = line or 0
        if at >= len(rows):
            rows.extend(bytes(max(at + 1 - len(rows), len(rows))))
        before = rows[at]
        rows[at] = max(before, fate)
        return before == UNSEEN

    def of(self, table: str, line: int | None) -> int:
        """Return the fate of a row."""
        rows = self._tables.get(table, b"")
        return rows[line or 0] if (line or 0) < len(rows) else UNSEEN

    def count(self, table: str, fate: int) -> int:
        """Return how many rows of a table have that fate."""
        return self._tables.get(table, bytearray()).count(fate)
