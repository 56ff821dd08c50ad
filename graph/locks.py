"""Locks: one process at a time does a kind of work in a folder.

The system frees a lock when its process ends, however it ends: a file that is left over holds nobody up. The file
itself stays, for removing it would let two processes lock two files of one name.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from graph.errors import ReleaseError, VerkostoError


@contextmanager
def lock(folder: Path, work: str, *, refused: type[VerkostoError] = ReleaseError) -> Iterator[None]:
    """Have `folder`, made where there is none, to oneself for `work`, such as "build" or "refresh".

    Raises
    ------
    VerkostoError
        Of class `refused`, if another process is at the same work there, or the folder cannot be written to.
    """
    with _lock_file(folder, work, refused) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = file.read().strip()
            who = f" (process {holder})" if holder else ""
            raise refused(
                f"another {work} of {folder} is under way{who}; wait for it, or give another --data"
            ) from None
        _sign(file)
        yield
        file.truncate(0)


def _lock_file(folder: Path, work: str, refused: type[VerkostoError]) -> TextIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Not "w": whoever holds the lock has written its process id there.
        file = (folder / f".{work}.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise refused(f"cannot write to {folder} ({error.strerror}); give another --data") from error
    file.seek(0)
    return file


def _sign(file: TextIO) -> None:
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
