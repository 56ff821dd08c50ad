"""The files of one input, by name: files, the files of a folder, the members of a zip, or the data we ship."""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from graph.errors import SourceChanged, SourceError
from ingest.opening import is_web_page, opening

Opener = Callable[[], IO[bytes]]

WEB_PAGE = "this is a web page, not a file of data: download the file that it links to"

UNPACKABLE = (BadZipFile, zlib.error, EOFError, RuntimeError)
"""What `zipfile` raises, the last for a password or a method it does not know, where a member cannot be unpacked."""


class Inputs(Mapping[str, IO[bytes]]):
    """Files by name; each is hashed and opened when it is asked for, so that only what is read is accounted for."""

    def __init__(self, source: str, openers: Mapping[str, Opener], stack: ExitStack) -> None:
        self._source, self._openers, self._stack = source, openers, stack
        self.hashes: dict[str, str] = {}

    def __getitem__(self, name: str) -> IO[bytes]:
        opener = self._openers[name]
        if name not in self.hashes:
            self.hashes[name] = self._hashed(name, opener)
        return self._stack.enter_context(opener())

    def __iter__(self) -> Iterator[str]:
        return iter(self._openers)

    def __len__(self) -> int:
        return len(self._openers)

    def beginnings(self) -> Iterator[tuple[str, bytes]]:
        """Yield of each file its name and how it begins, without taking it for read."""
        for name, opener in self._openers.items():
            yield name, _beginning(opener)

    def _hashed(self, name: str, opener: Opener) -> str:
        try:
            return _sha256(opener)
        except UNPACKABLE as error:
            what = "its zip is damaged, has a password or is packed in an uncommon way"
            raise SourceChanged(
                self._source, name, f"cannot be unpacked: {what}; fetch it again, or unpack it yourself"
            ) from error


@contextmanager
def opened(source: str, places: Sequence[Path | Traversable], *, among: Traversable | None = None) -> Iterator[Inputs]:
    """Open the files of `places` for as long as the context lasts.

    A file of a zip is called by its own name where the zip is all there is, else `{zip}/{name}`. With `among`, a
    folder, the one file of `places` stands in for its namesake there, and the other files come with it: a table that
    refers to others can be read only in their company.

    Raises
    ------
    SourceError
        If there is no such file, or nothing in it.
    """
    with ExitStack() as stack:
        openers: dict[str, Opener] = {}
        for place in places:
            found = _openers(source, place, stack, alone=len(places) == 1)
            if twice := sorted(openers.keys() & found.keys()):
                raise SourceError(f"{source}: two files are called {twice[0]}; rename one")
            openers.update(found)
        if among is not None:
            openers = _completed(source, openers, _openers(source, among, stack, alone=True))
        yield Inputs(source, openers, stack)


def digest(places: Sequence[Path | Traversable]) -> str:
    """Return a digest of all that lies at `places`, names and bytes; a zip counts as the file it is."""
    found = hashlib.sha256()
    for place in places:
        for name, opener in sorted(_files(place)):
            found.update(f"{name} {_sha256(opener)}\n".encode())
    return found.hexdigest()


def _files(place: Path | Traversable) -> list[tuple[str, Opener]]:
    if place.is_dir():
        return [(one.name, _opener(one)) for one in _listed(place)]
    return [(place.name, _opener(place))] if place.is_file() else []


def _listed(folder: Path | Traversable) -> list[Path | Traversable]:
    visible = (one for one in folder.iterdir() if one.is_file() and not _is_beside(one.name))
    return sorted(visible, key=lambda one: one.name)


def _openers(source: str, where: Path | Traversable, stack: ExitStack, *, alone: bool) -> dict[str, Opener]:
    if where.is_dir():
        listed = _listed(where)
        within: dict[str, Opener] = {}
        for one in listed:
            within.update(_openers(source, one, stack, alone=alone and len(listed) == 1))
        if not within and any(one.is_dir() and not _is_beside(one.name) for one in where.iterdir()):
            raise SourceError(f"{source}: {where.name} holds folders only; subfolders are not read: name one of them")
        return _some(source, where.name, within)
    if not where.is_file():
        raise SourceError(f"{source}: there is no file or folder {where}")
    if isinstance(where, Path) and where.suffix.lower() == ".zip":
        return _some(source, where.name, _members(source, where, stack, prefix="" if alone else f"{where.name}/"))
    return {where.name: _opener(where)}


def _opener(place: Path | Traversable) -> Opener:
    return lambda: place.open("rb")


def _beginning(opener: Opener) -> bytes:
    try:
        with opener() as stream:
            return opening(stream)
    except UNPACKABLE:
        return b""


def _sha256(opener: Opener) -> str:
    found = hashlib.sha256()
    with opener() as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _members(source: str, path: Path, stack: ExitStack, *, prefix: str) -> dict[str, Opener]:
    try:
        archive = stack.enter_context(ZipFile(path))
    except BadZipFile as error:
        with path.open("rb") as stream:
            page = is_web_page(opening(stream))
        what = WEB_PAGE if page else "not a zip file, or a damaged one; fetch it again"
        raise SourceChanged(source, path.name, what) from error
    found: dict[str, Opener] = {}
    for member in archive.infolist():
        if _is_junk(member):
            continue
        name = prefix + PurePosixPath(member.filename).name
        if name in found:
            raise SourceChanged(source, path.name, f"two members are called {PurePosixPath(member.filename).name}")
        found[name] = partial(archive.open, member)
    return found


def _is_junk(member: ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return member.is_dir() or _is_beside(name.name) or "__MACOSX" in name.parts


def _is_beside(name: str) -> bool:
    """Whether a file is hidden, or tells of the data beside it."""
    return name.startswith(".") or name.lower().endswith(".md") or name.upper() in ("LICENSE", "LICENCE", "README.TXT")


def _some(source: str, name: str, found: Mapping[str, Opener]) -> dict[str, Opener]:
    if not found:
        raise SourceError(f"{source}: {name} holds no files")
    return dict(found)


def _completed(source: str, given: Mapping[str, Opener], known: Mapping[str, Opener]) -> dict[str, Opener]:
    [name] = given
    if name not in known:
        raise SourceChanged(source, name, f"not one of its files: {', '.join(known)}; name the file as one of them")
    return {**known, **given}
