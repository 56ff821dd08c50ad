"""The grounds of a match, and the answer to a need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.matching.constraints import Verdict
from graph.matching.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How much a feature speaks for a thing, from 0 to about 1, in what words, on which statements."""

    strength: float
    values: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for a match: `points` are what it adds to the score, `values` what speaks for it, in words."""

    feature: str
    values: tuple[str, ...]
    points: float
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A test bed that suits a need. `score` is the sum of the points of its reasons, which come greatest first.

    `page` is where to ask, None where no source states it; the named query cq06-services tells the rest of the way.
    """

    testbed: str
    label: str
    reasons: tuple[Reason, ...]
    constraints: tuple[Verdict, ...]
    page: str | None = None

    @property
    def score(self) -> float:
        """Sum of the points of all reasons."""
        return sum(one.points for one in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A test bed that does not meet a constraint, however well it suits otherwise."""

    testbed: str
    label: str
    score: float
    constraints: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """What comes nearest where nothing suits: a test bed, and a service to ask; None where there is none."""

    testbed: str | None
    testbed_label: str | None
    service: str | None
    service_label: str | None
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a need: test beds that suit, best first; those excluded, nearest first; what is lacking.

    Where `abstained`, nothing suits well enough, `results` are empty, and `nearest` names what comes nearest.
    `confidence` is the estimated probability that anything suits. `lacks` says in words what the answer does without.
    """

    results: tuple[Match, ...]
    excluded: tuple[Excluded, ...]
    abstained: bool
    confidence: float
    nearest: Nearest | None
    coverage: Mapping[str, int]
    lacks: tuple[str, ...] = ()


Grounds = Mapping[str, Ground]
"""Of a feature: the ground for each test bed that has any."""

Strengths = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feature:
    """How much a feature speaks for each test bed, in their order, 0 where it does not.

    `ground` tells why, by the place of a test bed: it is asked of the few that are shown.
    """

    strengths: Strengths
    ground: Callable[[int], Ground]


def feature_of(beds: Sequence[str], grounds: Grounds) -> Feature:
    """Return the feature of grounds that are all known already."""
    strengths = np.zeros(len(beds))
    for place, bed in enumerate(beds) if grounds else ():
        if bed in grounds:
            strengths[place] = grounds[bed].strength
    return Feature(strengths=strengths, ground=lambda place: grounds[beds[place]])
