"""The shelf: the last good files of each source, and beside them those that are still on their way.

    shelf/
      cordis → .cordis/sets/20261124T152032Z-5f0c1a2b      the last good files, switched in one atomic step
      .cordis/sets/<id>/…                              the files of one fetch, and `.fetched.json`: what they are
      .cordis/work/…                                   a fetch under way, or what an interrupted one left to go on from
      .cordis/.fetch.lock                              keeps two fetches of one source apart

Files that the server says have not changed are linked from set to set, not copied. The set before the last one stays,
so that whoever is reading it can end.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec

from graph.errors import SourceError

GOES_STALE = timedelta(days=1)
"""After this long what an interrupted fetch left is fetched anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """One file as it came: from where, with which validators, and what it is.

    `status` is that of the last answer, 304 where the file is the one fetched before; `retrieved` is when its bytes
    came, `checked` when the server last said that they are the current ones. `note` says what is odd about the answer.
    """

    name: str
    url: str
    final_url: str
    status: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    sha256: str
    size: int
    retrieved: datetime
    checked: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSet:
    """The files of one fetch that ended well, in `folder`."""

    folder: Path
    files: tuple[FetchedFile, ...]


class Shelf:
    """The place of one source on the shelf `root`."""

    def __init__(self, root: Path, source: str) -> None:
        self.source = source
        self.link, self.own = root / source, root / f".{source}"
        self._work = self.own / "work"

    def standing(self) -> FileSet | None:
        """Return the last good files; None where there are none."""
        folder = self.link.resolve()
        with suppress(OSError, msgspec.DecodeError):
            files = msgspec.json.decode((folder / ".fetched.json").read_bytes(), type=tuple[FetchedFile, ...])
            if all(_is_there(folder / one.name, one.size) for one in files):
                return FileSet(folder=folder, files=files)
        return None

    def prepare(self) -> None:
        """Make the place ready for a fetch, and sweep away what a killed one left half-published.

        Raises
        ------
        SourceError
            If somebody else's folder or file has the name of the source.
        """
        if self.link.exists() and not self.link.is_symlink():
            raise SourceError(
                f"{self.source}: {self.link} was not put there by a fetch; move it away, "
                f"or read it as it is: verkosto build --source {self.source}={self.link}"
            )
        self._work.mkdir(parents=True, exist_ok=True)
        (self.own / ".link").unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Return where a file of the fetch under way is kept once it is whole."""
        return self._work / name

    def part(self, name: str) -> Path:
        """Return where a file of the fetch under way is kept until it is whole."""
        return self._work / f".{name}.part"

    def kept(self, name: str, url: str, at: datetime) -> FetchedFile | None:
        """Return the file that an interrupted fetch left whole, unless it has gone stale."""
        with suppress(OSError, msgspec.DecodeError):
            found = msgspec.json.decode(self._ticket(name).read_bytes(), type=FetchedFile)
            fresh = found.url == url and at - found.checked < GOES_STALE
            if fresh and _is_there(self.path(name), found.size):
                return found
        return None

    def keep(self, file: FetchedFile) -> None:
        """Keep a part that has become whole under its own name."""
        self._ticket(file.name).unlink(missing_ok=True)
        self.part(file.name).replace(self.path(file.name))
        _write_through(self._ticket(file.name), msgspec.json.encode(file))

    def take_over(self, file: FetchedFile, folder: Path) -> None:
        """Take a file over from the set in `folder`, for it has not changed."""
        self._ticket(file.name).unlink(missing_ok=True)
        self.path(file.name).unlink(missing_ok=True)
        try:
            self.path(file.name).hardlink_to(folder / file.name)
        except OSError:
            shutil.copyfile(folder / file.name, self.path(file.name))
            _sync(self.path(file.name))

    def discard(self, name: str) -> None:
        """Drop a file of the fetch under way."""
        self._ticket(name).unlink(missing_ok=True)
        self.path(name).unlink(missing_ok=True)

    def confirm(self, standing: FileSet, files: Sequence[FetchedFile]) -> FileSet:
        """Note that the last good files are the current ones still, and end the fetch."""
        aside = standing.folder / ".fetched.json.new"
        _write_through(aside, msgspec.json.encode(files))
        aside.replace(standing.folder / ".fetched.json")
        shutil.rmtree(self._work)
        return FileSet(folder=standing.folder, files=tuple(files))

    def publish(self, files: Sequence[FetchedFile], at: datetime) -> FileSet:
        """Make the files of the fetch under way the last good ones in one atomic step."""
        for left in {one.name for one in self._work.iterdir()} - {one.name for one in files}:
            (self._work / left).unlink()
        _write_through(self._work / ".fetched.json", msgspec.json.encode(files))
        _sync(self._work)
        folder = self.own / "sets" / f"{at:%Y%m%dT%H%M%SZ}-{uuid4().hex[:8]}"
        folder.parent.mkdir(exist_ok=True)
        self._work.rename(folder)
        _sync(folder.parent)
        self._switch(folder)
        return FileSet(folder=folder.resolve(), files=tuple(files))

    def _switch(self, folder: Path) -> None:
        before = self.link.resolve()
        link = self.own / ".link"
        link.symlink_to(folder.relative_to(self.link.parent))
        link.replace(self.link)
        _sync(self.link.parent)
        for old in folder.parent.iterdir():
            if old.resolve() not in (before, folder.resolve()):
                shutil.rmtree(old)

    def _ticket(self, name: str) -> Path:
        return self._work / f".{name}.json"


def _is_there(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
