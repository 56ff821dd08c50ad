"""What analyses answer is described by a file, and the file says what their dataclasses say."""

import json
from pathlib import Path

import pytest

from graph.analysis import answers, runs
from graph.analysis.answers import ANSWERS, FILE, answer_schemas
from graph.analysis.catalogue import ANALYSES


def test_the_file_says_what_the_dataclasses_say() -> None:
    file = Path(answers.__file__).with_name(FILE)
    assert json.loads(file.read_text("utf-8")) == answer_schemas(), "run: python -m graph.analysis.answers"


def test_every_analysis_is_described() -> None:
    assert set(ANSWERS) == set(ANALYSES) == set(runs.RUNS)


@pytest.mark.parametrize("name", list(ANALYSES))
def test_nothing_else_can_be_in_an_answer(name: str) -> None:
    told = answer_schemas()["answers"][name]
    for one in told.get("anyOf", [told]):
        assert one["additionalProperties"] is False
        assert {"release", "coverage"} <= set(one["required"])
