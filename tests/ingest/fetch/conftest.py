from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.fetch.fetching import Fetched, fetch
from ingest.source import Download, Pages, Select, Source
from tests.ingest.fetch.server import MANNERS, Server, Time, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server that answers as it is told to."""
    with serving() as found:
        yield found


@pytest.fixture
def time() -> Time:
    """Return a clock that obeys."""
    return Time()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return the folder of a shelf, not made yet."""
    return tmp_path / "shelf"


class Errand:
    """Fetches what it is told to, as source `made`, in the world of the test."""

    def __init__(self, shelf: Path, time: Time) -> None:
        self.shelf, self.time, self.manners = shelf, time, MANNERS
        self.progress: list[tuple[str, str, int, int | None]] = []

    def __call__(self, *downloads: Download | Pages | Select) -> Fetched:
        return fetch(
            made(*downloads),
            self.shelf,
            world=self.time.world(),
            manners=self.manners,
            progress=lambda *told: self.progress.append(told),
        )

    def file(self, name: str) -> bytes:
        """Return a file as a parser would find it."""
        return (self.shelf / "made" / name).read_bytes()


@pytest.fixture
def errand(shelf: Path, time: Time) -> Errand:
    """Return something that fetches."""
    return Errand(shelf, time)


def made(*downloads: Download | Pages | Select) -> Source:
    """Return a source with some downloads."""
    return Source(
        name="made",
        title="Made up",
        publisher="Nobody",
        homepage="https://example.org/",
        downloads=downloads,
        pause=0.5,
    )
