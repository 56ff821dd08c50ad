"""The notebooks in the documentation run, and what they show is what they would show today."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs/notebooks").glob("*.ipynb"))


def notebook(path: Path) -> Any:
    read: Any = nbformat.read
    return read(path, as_version=4)


def shown(read: Any) -> list[list[str]]:
    """Return what each cell of code shows, as plain text."""
    cells = [cell for cell in read.cells if cell.cell_type == "code"]
    return [[str(one.get("text") or one["data"]["text/plain"]) for one in cell.outputs] for cell in cells]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda one: one.stem)
def test_a_notebook_shows_what_it_would_show_today(path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERKOSTO_DATA", str(data))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    kept, run = notebook(path), notebook(path)
    NotebookClient(run, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    assert shown(run) == shown(kept)


def test_there_is_a_notebook_with_outputs() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["release"]
    assert sum(len(one) for one in shown(notebook(NOTEBOOKS[0]))) >= 8
