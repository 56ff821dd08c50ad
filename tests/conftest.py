"""What many tests share: one release built from the data we ship, once for the whole run."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import Plan, build
from graph.identity.decisions import shipped_decisions
from graph.rdf.release import Release, open_store
from graph.readings import Reading
from ingest.registry import INGESTERS
from ingest.run import read

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""The time of every test."""


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """Return the readings of all sources that ship data."""
    return [read(one, clock=lambda: NOW) for one in INGESTERS if one.default is not None]


@pytest.fixture(scope="session")
def data(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with one release, built from the data we ship."""
    folder = tmp_path_factory.mktemp("data")
    build(readings, folder, Plan(decisions=shipped_decisions(), issued=NOW, version="0.0.0", downloads=True))
    return folder


@pytest.fixture(scope="session")
def release(data: Path) -> Release:
    """Return that release."""
    from graph.rdf.release import current

    return current(data)


@pytest.fixture(scope="session")
def store(release: Release) -> Store:
    """Return its store."""
    return open_store(release)
