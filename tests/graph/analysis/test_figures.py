"""Figures: a value, or the reason why there is none; and their JSON."""

from dataclasses import dataclass

import numpy as np
import pytest

from graph.analysis.figures import Figure, as_json, ratio
from graph.analysis.nulls import summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    size: int
    limit: int | None
    density: Figure
    rows: tuple[Figure, ...]


@pytest.mark.parametrize(
    ("value", "reason"),
    [(None, None), (1.0, "there is one")],
    ids=["neither value nor reason", "both"],
)
def test_a_figure_has_a_value_or_a_reason(value: float | None, reason: str | None) -> None:
    with pytest.raises(ValueError, match="a figure has a value, or a reason why it has none"):
        Figure(value=value, unit="share", reason=reason)


@pytest.mark.parametrize("value", [float("nan"), float("inf")], ids=["no number", "without end"])
def test_what_is_no_number_is_no_figure(value: float) -> None:
    with pytest.raises(ValueError, match="is no figure"):
        Figure(value=value, unit="share")


def test_a_ratio_to_nothing_does_not_exist() -> None:
    found = ratio(3, 0, "share", "nobody is there", population="active", counts={"actors": 0})
    assert (found.value, found.reason, found.population, found.counts) == (
        None,
        "nobody is there",
        "active",
        {"actors": 0},
    )


def test_a_ratio_of_nothing_is_nought() -> None:
    found = ratio(0, 3, "share", "nobody is there")
    assert (found.value, found.reason) == (0, None)


def test_an_answer_becomes_json_without_what_there_is_not() -> None:
    figure = Figure(value=0.5, unit="share", counts={"pairs": 2})
    answer = Answer(size=2, limit=None, density=figure, rows=(Figure(value=None, unit="share", reason="why"),))
    assert as_json(answer) == {
        "size": 2,
        "limit": None,
        "density": {"value": 0.5, "unit": "share", "population": "all", "counts": {"pairs": 2}},
        "rows": [{"value": None, "unit": "share", "population": "all", "counts": {}, "reason": "why"}],
    }


def test_json_of_a_figure_has_its_null_model() -> None:
    figure = Figure(value=2, unit="ties", null=summary(2, np.array([1.0, 3.0]), "model", 1))
    assert as_json(figure)["null"] == {
        "model": "model",
        "samples": 2,
        "seed": 1,
        "mean": 2.0,
        "sd": 1.0,
        "ratio": 1.0,
        "z": 0.0,
        "p": 1.0,
        "low": 1.05,
        "high": 2.95,
    }
