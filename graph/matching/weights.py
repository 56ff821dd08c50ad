"""The weights of the features, and where the line is below which nothing suits: a file that is fitted and reviewed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

FEATURES = ("text", "concept", "use", "kin", "semantic", "network", "popularity", "distance")
"""The features of relevance, by the names under which reasons tell of them."""

SIGNS = ("text", "concept", "use", "semantic", "covered")
"""What tells whether anything suits: the strengths of the best test bed, and the share of the need that is covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`points` are what a feature of full strength adds. `signs`, `bias` and `least` say when to abstain.

    The confidence is 1 / (1 + exp(-(bias + sum of sign times its weight))); below `least` the answer abstains.
    `plain` has the same for where no model of language is installed.
    """

    points: Mapping[str, float]
    signs: Mapping[str, float]
    bias: float
    least: float


def shipped_weights(*, semantic: bool) -> Weights:
    """Return the weights that ship: with a model of language, or without one."""
    text = (files("graph.matching") / "weights.toml").read_text("utf-8")
    return read_weights(text, "semantic" if semantic else "plain")


def read_weights(text: str, name: str) -> Weights:
    """Return the weights called `name` of a file's text."""
    found = tomllib.loads(text)[name]
    return Weights(
        points={one: float(found["points"].get(one, 0.0)) for one in FEATURES},
        signs={one: float(found["signs"].get(one, 0.0)) for one in SIGNS},
        bias=float(found["bias"]),
        least=float(found["least"]),
    )
