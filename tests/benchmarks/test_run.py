import json
import tempfile
from pathlib import Path

import pytest

from benchmarks.__main__ import main


def test_a_build_alone_is_measured_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = tmp_path / "measures.json"
    assert main(["--participations", "50", "--skip", "rdflib", "hostile", "--build-only", "--json", str(file)]) == 0
    measures = json.loads(file.read_text("utf-8"))
    assert measures["build"]["quads"] > measures["build"]["triples"] > 0
    assert measures["queries"] == []
    assert f"{measures['build']['checks']} checks" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [file]


def test_a_query_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--queries", "99", "--build-only"]) == 1
    assert capsys.readouterr().err == "no query begins with 99\n"
