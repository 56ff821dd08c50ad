"""Relevance by meaning: how near a need is to what is stated of a test bed, as a multilingual model of language has it.

The vectors of passages are made when a release is built, by whatever model the user has installed; the vector of a need
when it is asked. Cosines of such models lie close together, so what counts is how far a test bed stands out among all:
z = (best cosine of its passages - mean over test beds) / standard deviation, and strength = max(0, z) / 3, at most 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.matching.grounds import Feature, Ground
from graph.matching.statements import Statement

STANDS_OUT = 3.0
"""How many standard deviations above the mean are as near as can be told."""

SHOWN = 80
"""How many characters of a text a ground shows."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """The vectors of texts: row `k` of `vectors` is of the text that `statements[k]` makes of the thing `things[k]`."""

    model: str
    things: tuple[str, ...]
    statements: tuple[Statement, ...]
    vectors: Vectors


def meaning_feature(meanings: Meanings, beds: Sequence[str], vector: Vectors) -> Feature:
    """Return how far each test bed stands out; all vectors have the length 1."""
    places = {bed: place for place, bed in enumerate(beds)}
    known = [(k, places[thing]) for k, thing in enumerate(meanings.things) if thing in places]
    best, row = np.full(len(beds), -1.0), np.full(len(beds), -1, np.int64)
    cosines = meanings.vectors @ vector if known else np.zeros(0)
    for k, place in known:
        if cosines[k] > best[place]:
            best[place], row[place] = cosines[k], k
    there = row >= 0
    spread = float(best[there].std()) if there.any() else 0.0
    strengths = np.zeros(len(beds))
    if spread:
        strengths[there] = np.clip((best[there] - best[there].mean()) / spread / STANDS_OUT, 0.0, 1.0)

    def ground(place: int) -> Ground:
        stated = meanings.statements[row[place]]
        return Ground(strength=float(strengths[place]), values=(stated.value[:SHOWN],), statements=(stated,))

    return Feature(strengths=strengths, ground=ground)
