import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_holds_the_five_rooms_and_nothing_else(unpacked: Path) -> None:
    assert {one.name for one in unpacked.iterdir() if ".dist-info" not in one.name} == {
        "api",
        "graph",
        "ingest",
        "ontology",
        "viz",
    }


def test_the_wheel_brings_the_licences_of_code_and_data(unpacked: Path) -> None:
    assert {one.name for one in unpacked.glob("*.dist-info/licenses/*")} == {"LICENSE", "LICENSE-DATA"}


def test_an_installed_program_builds_a_release_from_the_data_it_ships(unpacked: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    built = subprocess.run(
        [sys.executable, "-W", "error", "-m", "api", "build", "--data", str(tmp_path / "data")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.stderr.splitlines()[0].startswith("agreement: ")
    assert "facts: 1300 rows read = 1300 used + 0 out of scope + 0 quarantined" in built.stderr
    assert built.returncode == 0
