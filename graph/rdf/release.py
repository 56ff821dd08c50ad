"""Releases: immutable folders, one for each build, and the link to the one that is served.

    data/
      current → releases/20261124T152032Z-5f0c1a2b     the live release, switched in one atomic step
      releases/<id>/store/                             the Oxigraph store
      releases/<id>/manifest.json                      what is in it, and what it was made of
      releases/<id>/quarantine.csv                     the rows that were not used, and why
      releases/<id>/layout.csv                         where its actors stand in pictures
      building-…/                                      a build under way, or what a killed one left

Whatever a build does before `publish` is invisible to readers; a build that is killed leaves only a folder that the
next one sweeps away. A lock keeps two builds of one data folder apart.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pyoxigraph import Store

from graph.errors import NoRelease, ReleaseError
from graph.locks import lock

if TYPE_CHECKING:
    from graph.rdf.notebook import OpenRelease

KEEP = 5
"""How many releases are kept, the live one among them, so that two can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release on disk. `manifest` is the content of its `manifest.json`."""

    id: str
    path: Path
    manifest: Mapping[str, Any]

    @property
    def store(self) -> Path:
        """The folder of its store."""
        return self.path / "store"

    @property
    def issued(self) -> str:
        """When it was built, as an ISO 8601 time in UTC."""
        return str(self.manifest["issued"])

    @property
    def triples(self) -> int:
        """How many triples its default graph holds."""
        return int(self.manifest["triples"]["default"])


def current(data: Path) -> Release:
    """Return the live release of a data folder.

    Raises
    ------
    NoRelease
        If nothing has been built there.
    ReleaseError
        If what is there cannot be read.
    """
    link = data / "current"
    if not _exists(link):
        raise NoRelease(f"{data} holds no release; run: verkosto build --data {data}")
    return read(link.resolve())


def _exists(link: Path) -> bool:
    try:
        return link.exists()
    except OSError:
        return False


def read(path: Path) -> Release:
    """Return the release in folder `path`.

    Raises
    ------
    ReleaseError
        If its manifest cannot be read.
    """
    try:
        manifest = json.loads((path / "manifest.json").read_text("utf-8"))
        return Release(id=path.name, path=path, manifest={**manifest, "issued": manifest["issued"]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{path} is no release, or a damaged one ({error}); build again") from error


def releases(data: Path) -> list[Release]:
    """Return all releases of a data folder, the newest first; what is damaged is none."""
    found = []
    for one in (data / "releases").glob("*/manifest.json"):
        with suppress(ReleaseError):
            found.append(read(one.parent))
    return sorted(found, key=lambda one: (one.issued, one.id), reverse=True)


def open_store(release: Release) -> Store:
    """Return the store of a release, to read only."""
    return Store.read_only(str(release.store))


def open_release(folder: str | Path) -> "OpenRelease":
    """Return a release for a notebook: the live one of a data folder, or the one in folder `folder` itself.

    Raises
    ------
    NoRelease
        If nothing has been built there.
    ReleaseError
        If what is there cannot be read.
    """
    from graph.rdf.notebook import OpenRelease

    place = Path(folder)
    return OpenRelease(read(place) if (place / "manifest.json").exists() else current(place))


@contextmanager
def draft(data: Path) -> Iterator[Path]:
    """Give an empty folder to build in, alone; it is gone afterwards unless it was published.

    Raises
    ------
    ReleaseError
        If another build of the same data folder is under way.
    """
    with lock(data, "build"):
        for left in data.glob("building-*"):
            shutil.rmtree(left)
        for link in data.glob(".current-*"):
            link.unlink()
        folder = data / f"building-{uuid4().hex[:8]}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(draft_folder: Path, data: Path, manifest: Mapping[str, Any], *, keep: int = KEEP) -> Release:
    """Make a draft the live release in one atomic step, and drop the oldest beyond `keep`."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    _write_through(draft_folder / "manifest.json", text)
    target = data / "releases" / str(manifest["id"])
    target.parent.mkdir(exist_ok=True)
    draft_folder.rename(target)
    _sync(target.parent)
    _switch(data, target)
    for old in releases(data)[keep:]:
        if old.id != target.name:
            _drop(old.path, data)
    return read(target)


def _switch(data: Path, target: Path) -> None:
    link = data / f".current-{uuid4().hex[:8]}"
    link.symlink_to(target.relative_to(data))
    try:
        link.replace(data / "current")
    except OSError as error:
        link.unlink()
        raise ReleaseError(f"{data / 'current'} cannot be made a link ({error}); remove it and build again") from error
    _sync(data)


def _drop(folder: Path, data: Path) -> None:
    """Remove a release; one that is half removed when we are killed is no release any more."""
    doomed = data / f"building-{uuid4().hex[:8]}"
    folder.rename(doomed)
    shutil.rmtree(doomed)


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
