"""Records on disk: one file of JSON lines for each kind, so that a source of any size is read in bounded memory.

They are written once, by the reading of a source, and read again by each build that has nothing newer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TypeVar, get_args

import msgspec

from graph.records import Record

R = TypeVar("R")

KIND_NAMES: Mapping[str, type[Record]] = {kind.__name__: kind for kind in get_args(Record)}
"""Every kind of record, by the name of its class, in the order in which records are read back."""


class RecordFiles(Collection[Record]):
    """The records of a folder that `RecordWriter` wrote; `counts` tells how many there are of each kind."""

    def __init__(self, folder: Path, counts: Mapping[str, int]) -> None:
        self.folder, self.counts = folder, dict(counts)

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[Record]:
        for kind in KIND_NAMES.values():
            yield from self.of(kind)

    def __contains__(self, record: object) -> bool:
        return any(record == one for one in self.of(type(record)))

    def of(self, kind: type[R]) -> Iterator[R]:
        """Yield the records of one kind, in the order of the source."""
        if not self.counts.get(kind.__name__):
            return
        decode = msgspec.json.Decoder(kind).decode
        with _path(self.folder, kind).open("rb") as lines:
            for line in lines:
                yield decode(line)


class RecordWriter:
    """Writes records into a folder, which must exist; to be used as a context."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._files, self._stack = folder, dict[type[Record], IO[bytes]](), ExitStack()
        self._encode = msgspec.json.Encoder().encode
        self.counts: dict[str, int] = {}

    def __enter__(self) -> "RecordWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def append(self, record: Record) -> None:
        """Write one record."""
        kind = type(record)
        if kind not in self._files:
            self._files[kind] = self._stack.enter_context(_path(self._folder, kind).open("wb", buffering=1 << 18))
            self.counts[kind.__name__] = 0
        self._files[kind].write(self._encode(record) + b"\n")
        self.counts[kind.__name__] += 1

    def written(self) -> RecordFiles:
        """Return what has been written; the files are closed."""
        self._stack.close()
        return RecordFiles(self._folder, self.counts)


def of_kind(records: Iterable[Record], kind: type[R]) -> Iterator[R]:
    """Yield the records of one kind, wherever they are kept."""
    if isinstance(records, RecordFiles):
        return records.of(kind)
    return (one for one in records if isinstance(one, kind))


def count_kinds(records: Collection[Record]) -> dict[str, int]:
    """Return how many records there are of each kind, kinds in alphabetical order."""
    if isinstance(records, RecordFiles):
        return dict(sorted(records.counts.items()))
    names = [type(one).__name__ for one in records]
    return {name: names.count(name) for name in sorted(set(names))}


def _path(folder: Path, kind: type[object]) -> Path:
    return folder / f"{kind.__name__}.jsonl"
