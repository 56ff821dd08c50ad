"""The files of one input, by name: a file, the files of a folder, the members of a zip, or the data we ship."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

from graph.errors import SourceChanged, SourceError

Opener = Callable[[], IO[bytes]]


class Inputs(Mapping[str, IO[bytes]]):
    """Files by name; each is hashed and opened when it is asked for, so that only what is read is accounted for."""

    def __init__(self, openers: Mapping[str, Opener], stack: ExitStack) -> None:
        self._openers, self._stack = openers, stack
        self.hashes: dict[str, str] = {}

    def __getitem__(self, name: str) -> IO[bytes]:
        opener = self._openers[name]
        if name not in self.hashes:
            self.hashes[name] = _sha256(opener)
        return self._stack.enter_context(opener())

    def __iter__(self) -> Iterator[str]:
        return iter(self._openers)

    def __len__(self) -> int:
        return len(self._openers)


@contextmanager
def opened(source: str, where: Path | Traversable, *, among: Traversable | None = None) -> Iterator[Inputs]:
    """Open the files of `where` for as long as the context lasts.

    With `among`, a folder, the one file `where` stands in for its namesake there, and the other files come with it:
    a table that refers to others can be read only in their company.

    Raises
    ------
    SourceError
        If there is no such file, or nothing in it.
    """
    with ExitStack() as stack:
        openers = _openers(source, where, stack)
        if among is not None:
            openers = _completed(source, openers, _openers(source, among, stack))
        yield Inputs(openers, stack)


def _openers(source: str, where: Path | Traversable, stack: ExitStack) -> dict[str, Opener]:
    if where.is_dir():
        listed = sorted(((one.name, one) for one in where.iterdir() if one.is_file()), key=lambda pair: pair[0])
        return _some(source, where.name, {name: _opener(one) for name, one in listed if not name.startswith(".")})
    if not where.is_file():
        raise SourceError(f"{source}: there is no file or folder {where}")
    if isinstance(where, Path) and where.suffix.lower() == ".zip":
        return _some(source, where.name, _members(source, where, stack))
    return {where.name: _opener(where)}


def _opener(place: Path | Traversable) -> Opener:
    return lambda: place.open("rb")


def _sha256(opener: Opener) -> str:
    digest = hashlib.sha256()
    with opener() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _members(source: str, path: Path, stack: ExitStack) -> dict[str, Opener]:
    try:
        archive = stack.enter_context(ZipFile(path))
    except BadZipFile as error:
        raise SourceChanged(source, path.name, "not a zip file, or a damaged one; fetch it again") from error
    found: dict[str, Opener] = {}
    for member in archive.infolist():
        name = PurePosixPath(member.filename)
        if member.is_dir() or name.name.startswith(".") or "__MACOSX" in name.parts:
            continue
        if name.name in found:
            raise SourceChanged(source, path.name, f"two members are called {name.name}")
        found[name.name] = partial(archive.open, member)
    return found


def _some(source: str, name: str, found: Mapping[str, Opener]) -> dict[str, Opener]:
    if not found:
        raise SourceError(f"{source}: {name} holds no files")
    return dict(found)


def _completed(source: str, given: Mapping[str, Opener], known: Mapping[str, Opener]) -> dict[str, Opener]:
    [name] = given
    if name not in known:
        raise SourceChanged(source, name, f"not one of its files: {', '.join(known)}; name the file as one of them")
    return {**known, **given}
