"""The last good reading of each source, kept in the data folder.

A source whose files have not changed, read by the same code, is not parsed again. One that cannot be trusted any more
is refused, and its last good reading stands in for it. A source that was read once stays part of later builds. Until a
release is published, what a new reading took the place of is at hand: a gate that closes brings it back.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from graph.errors import SourceError
from graph.readings import FileInfo, Reading, Rejected, SourceInfo
from graph.record_files import RecordFiles
from ingest.inputs import digest
from ingest.run import Progress, place, read, refuse_unsound
from ingest.source import Ingester

ACCOUNT, BEFORE = "account.json", "account.before.json"
"""The account of the reading that counts, and of the one whose place it took."""

READS = ("ingest", "ontology", "graph.identity")
"""The packages whose code and code lists decide what is read from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is kept of a reading beside its records; `places` are the files and folders it was read from."""

    digest: str
    counts: dict[str, int]
    source: SourceInfo
    rejected: tuple[Rejected, ...]
    files: tuple[FileInfo, ...]
    started: datetime
    ended: datetime
    drift: tuple[str, ...]
    places: tuple[str, ...] = ()


def kept_reading(
    ingester: Ingester,
    where: Sequence[Path] | None,
    shelf: Path,
    *,
    clock: Callable[[], datetime],
    accept: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """Return the reading of a source, parsed only where its files or our code have changed.

    Parameters
    ----------
    ingester, where, clock, progress
        As for `ingest.run.read`.
    shelf
        The folder of all kept readings.
    accept
        Whether to take the new reading even if it is small.

    Returns
    -------
    Reading
        The new one; or the last good one, with `refused` set, where the new one cannot be trusted.

    Raises
    ------
    SourceError
        If it cannot be read or trusted, and there is no earlier one.
    """
    meant, places, among = place(ingester, where)
    name = meant.source.name
    last = last_reading(name, shelf)
    # what a configuration says decides what is read as much as the data do
    configuration = list(where or ()) if ingester.configured is not None else []
    made_of = _digest([*places, *([among] if among else []), *configuration])
    if last is not None and _account(shelf / name).digest == made_of:
        return last
    aside = _fresh(shelf / name / "reading")
    try:
        found = read(ingester, where, clock=clock, folder=aside, progress=progress)
        refuse_unsound(meant.source, found, last, accept=accept)
    except SourceError as error:
        shutil.rmtree(aside)
        if last is None:
            raise
        return replace(last, refused=str(error))
    return _keep(found, aside, shelf / name, made_of, where or ())


def last_reading(name: str, shelf: Path) -> Reading | None:
    """Return the last good reading of the source `name`, or None where there is none."""
    folder = shelf / name
    if not (folder / ACCOUNT).is_file():
        return None
    kept = _account(folder)
    return Reading(
        source=kept.source,
        records=RecordFiles(folder / kept.digest, kept.counts),
        rejected=kept.rejected,
        files=kept.files,
        started=kept.started,
        ended=kept.ended,
        drift=kept.drift,
    )


def came_by_hand(name: str, shelf: Path, fetched: Path, since: datetime) -> bool:
    """Return whether the last good reading of a source is later than `since`, and of files from outside `fetched`."""
    if not (shelf / name / ACCOUNT).is_file():
        return False
    kept = _account(shelf / name)
    inside = any(Path(one).is_relative_to(fetched.resolve()) for one in kept.places)
    return bool(kept.places) and not inside and kept.started > since


def kept_sources(shelf: Path) -> list[str]:
    """Return the names of the sources of which a reading is kept, in alphabetical order."""
    return sorted(one.parent.name for one in shelf.glob(f"*/{ACCOUNT}"))


def forget(name: str, shelf: Path) -> bool:
    """Remove the kept reading of a source, and say whether there was one."""
    # not any folder that the name leads to: ".." would lead to the whole data folder
    if name not in kept_sources(shelf):
        return False
    shutil.rmtree(shelf / name, ignore_errors=True)
    return True


def _keep(found: Reading, aside: Path, folder: Path, made_of: str, where: Sequence[Path]) -> Reading:
    assert isinstance(found.records, RecordFiles), "it was read into a folder"
    account = Account(
        digest=made_of,
        counts=found.records.counts,
        source=found.source,
        rejected=found.rejected,
        files=found.files,
        started=found.started,
        ended=found.ended,
        drift=found.drift,
        places=tuple(str(one.resolve()) for one in where),
    )
    target, kept = folder / made_of, folder / ACCOUNT
    shutil.rmtree(target, ignore_errors=True)
    aside.rename(target)
    draft = folder / f"{ACCOUNT}.new"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(account)))
    if not (folder / BEFORE).exists():
        # an empty file tells that there was nothing before
        kept.replace(folder / BEFORE) if kept.exists() else (folder / BEFORE).touch()
    draft.replace(kept)
    return replace(found, records=RecordFiles(target, found.records.counts))


def settle(shelf: Path) -> None:
    """Keep the new readings for good: a release was published of them."""
    for name in kept_sources(shelf):
        folder = shelf / name
        (folder / BEFORE).unlink(missing_ok=True)
        digest = _account(folder).digest
        for old in folder.iterdir():
            if old.is_dir() and old.name != digest:
                shutil.rmtree(old)


def take_back(shelf: Path) -> list[str]:
    """Bring back what new readings took the place of, and return the names of their sources."""
    taken = []
    for before in sorted(shelf.glob(f"*/{BEFORE}")):
        folder = before.parent
        taken.append(folder.name)
        if before.stat().st_size:
            before.replace(folder / ACCOUNT)
        else:
            shutil.rmtree(folder)
    return taken


def _account(folder: Path) -> Account:
    return msgspec.json.decode((folder / ACCOUNT).read_bytes(), type=Account)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _digest(places: Sequence[Path | Traversable]) -> str:
    return sha256(f"{digest(places)} {_code()}".encode()).hexdigest()[:32]


@cache
def _code() -> str:
    found = sha256()
    for package in READS:
        for path in _within(files(package)):
            found.update(path.read_bytes())
    found.update((files("graph") / "records.py").read_bytes())
    return found.hexdigest()


def _within(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            found.extend(_within(one))
        elif one.is_file():
            found.append(one)
    return found
