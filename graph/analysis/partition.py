"""The partition of actors into communities that many runs of a search agree on most, and how far they agree."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph.analysis.agreement import agreement
from graph.analysis.compiled import stretches
from graph.analysis.leiden import leiden, numbered
from graph.analysis.network import Indices
from graph.analysis.nulls import Watch
from graph.analysis.ties import Floats, Ties

NO_COMMUNITY = -1
"""What stands for the community of an actor without a partner."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Partition:
    """The community of each actor, `NO_COMMUNITY` for those without a partner, as the run nearest to all others has it.

    Communities are numbered from 0, the largest first. `modularities` are those of all runs, `counts` how many
    communities each found, `nmi` and `ari` the agreement of each pair of runs.
    """

    codes: Indices
    modularity: float
    modularities: Floats
    counts: Indices
    nmi: Floats
    ari: Floats


def partition(ties: Ties, *, runs: int = 20, seed: int = 1, watch: Watch | None = None) -> Partition:
    """Return the communities of the actors of at least one tie.

    The run nearest to all others is that of the greatest mean normalised mutual information with them; the first of
    those where several are.

    Raises
    ------
    ValueError
        If there is no tie or no run.
    """
    if not ties.size or runs < 1:
        raise ValueError("communities need at least one tie and one run")
    active = ties.active
    found = []
    for run, _ in stretches(runs, watch, size=1):
        codes = leiden(ties, ties.newman, np.random.default_rng((seed, run)))
        found.append(numbered(codes[active]))
    pairs = list(combinations(range(runs), 2))
    agreements = [agreement(found[one], found[other]) for one, other in pairs]
    nmi = np.array([one.nmi for one in agreements])
    closeness = np.zeros(runs)
    for (one, other), close in zip(pairs, nmi, strict=True):
        closeness[[one, other]] += close
    nearest = _numbered_by_size(found[int(np.argmax(np.round(closeness, 9)))])
    every = np.full(ties.actors, NO_COMMUNITY, np.int32)
    every[active] = nearest
    return Partition(
        codes=every,
        modularity=modularity_of(ties, ties.newman, every),
        modularities=np.array([modularity_of(ties, ties.newman, _spread(one, every)) for one in found]),
        counts=np.array([int(one.max()) + 1 for one in found], np.int32),
        nmi=nmi,
        ari=np.array([one.ari for one in agreements]),
    )


def modularity_of(ties: Ties, weights: Floats, codes: Indices) -> float:
    """Return the modularity of a partition: the sum over communities of L / m - (d / 2m)^2 (Newman and Girvan 2004).

    L is the weight of the ties inside, d the strength of the actors, m the weight of all ties, at least one.
    """
    strengths = np.bincount(ties.one, weights, ties.actors) + np.bincount(ties.other, weights, ties.actors)
    inside = float(weights[codes[ties.one] == codes[ties.other]].sum())
    active = codes != NO_COMMUNITY
    volumes = np.bincount(codes[active], strengths[active])
    total = float(weights.sum())
    return inside / total - float(((volumes / (2 * total)) ** 2).sum())


def _spread(codes: Indices, every: Indices) -> Indices:
    """Return communities of those who are in one, as communities of all."""
    spread = np.full(len(every), NO_COMMUNITY, np.int32)
    spread[every != NO_COMMUNITY] = codes
    return spread


def _numbered_by_size(codes: Indices) -> Indices:
    places = np.empty(int(codes.max()) + 1, np.int32)
    places[np.argsort(-np.bincount(codes), kind="stable")] = np.arange(len(places), dtype=np.int32)
    return places[codes]
