"""Relevance by meaning: how near a need is to what is stated of a test bed, as a multilingual model of language has it.

The vectors of passages are made when a release is built, by whatever model the user has installed; the vector of a need
when it is asked. Cosines of such models lie close together, so what counts is how far a test bed stands out among all:
z = (best cosine of its passages - mean over test beds) / standard deviation, and strength = max(0, z) / 3, at most 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.matching.grounds import Ground, Grounds
from graph.matching.statements import Statement

STANDS_OUT = 3.0
"""How many standard deviations above the mean are as near as can be told."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """The vectors of texts: row `k` of `vectors` is of the text that `statements[k]` makes of the thing `things[k]`."""

    model: str
    things: tuple[str, ...]
    statements: tuple[Statement, ...]
    vectors: Vectors


def meaning_grounds(meanings: Meanings, beds: Sequence[str], vector: Vectors, *, values: bool = True) -> Grounds:
    """Return the ground of each test bed that stands out; all vectors have the length 1."""
    if not len(meanings.things):
        return {}
    places = {bed: place for place, bed in enumerate(beds)}
    cosines = meanings.vectors @ vector
    best = np.full(len(beds), -1.0)
    row = np.full(len(beds), -1, np.int64)
    for k, thing in enumerate(meanings.things):
        place = places.get(thing)
        if place is not None and cosines[k] > best[place]:
            best[place], row[place] = cosines[k], k
    known = row >= 0
    spread = float(best[known].std()) if known.any() else 0.0
    if not spread:
        return {}
    z = (best - best[known].mean()) / spread
    return {
        beds[place]: Ground(
            strength=float(min(z[place] / STANDS_OUT, 1.0)),
            values=(meanings.statements[row[place]].value[:80],) if values else (),
            statements=(meanings.statements[row[place]],),
        )
        for place in np.flatnonzero(known & (z > 0)).tolist()
    }
