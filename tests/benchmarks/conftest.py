from pathlib import Path

import pytest

from benchmarks.made import plan, readings
from graph.build import build
from graph.rdf.release import Release

PARTICIPATIONS = 200


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Return a release built of a few generated records."""
    data: Path = tmp_path_factory.mktemp("made")
    return build(readings(PARTICIPATIONS), data, plan())
