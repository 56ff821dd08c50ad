"""Connections to a file of SQLite that does not change, for threads that ask it at the same time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAPPED = 1 << 32
"""How many bytes of the file are read where they lie in the memory of the machine, and not copied."""


class Connections:
    """Connections to the file at a path, to read only: as many as are at work at a time, kept for the next."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet."""
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that nobody else uses; one that is kept has read before where things are."""
        try:
            database = self._idle.pop()
        except IndexError:
            database = sqlite3.connect(self._address, uri=True, check_same_thread=False)
            database.execute(f"PRAGMA mmap_size = {MAPPED}")
        try:
            yield database
        finally:
            self._idle.append(database)
            if self._closed:
                self.close()

    def close(self) -> None:
        """Close the file, as soon as questions that are being answered are."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
