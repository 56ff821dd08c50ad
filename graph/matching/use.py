"""Relevance by proof of use: what others have tried at a test bed, who, and how many.

Three features. `use` is how well the words of the need stand in the trials at a test bed, each by itself: what it is
called, and who tried. The strength is that of its best trial, and half of what is left to 1 for each further one:
1 - product over trials of (1 - s / 2 ** rank). `popularity` is ln(1 + trials) / ln(1 + trials of the busiest).
`kin` counts the trials that are like the asker: under a theme of the need, and in a place of the asker; a trial with
both counts 1.1, with the theme alone 0.1, with the place alone 0.1 where the need names no theme. The strength is the
sum, by that of the test bed that has most.
"""

from collections.abc import Mapping, Sequence
from math import log

from graph.matching.grounds import Ground, Grounds
from graph.matching.knowledge import Knowledge, Trial
from graph.matching.statements import Statement
from graph.matching.wording import Passage, WordIndex, word_index
from ontology import terms

MOST = 5
"""How many trials a ground names."""


def trial_index(known: Knowledge, passages: Sequence[Passage]) -> WordIndex:
    """Return the index of what is tried: `passages` are about trials, by their addresses."""
    return word_index([one.iri for trials in known.trials.values() for one in trials], passages)


def use_grounds(known: Knowledge, index: WordIndex, words: Mapping[str, float], least: float = 0.05) -> Grounds:
    """Return the ground of each test bed at which something was tried that the words of a need tell of."""
    strengths = dict(zip(index.things, index.strengths(words).tolist(), strict=True))
    found = {}
    for bed in known.beds:
        met = sorted(
            ((strengths[one.iri], one) for one in known.trials.get(bed, ()) if strengths[one.iri] > least),
            key=lambda one: (-one[0], one[1].iri),
        )
        if met:
            found[bed] = Ground(
                strength=_together([strength for strength, _ in met]),
                values=tuple(known.label(one.iri) for _, one in met[:MOST]),
                statements=tuple(statement for _, one in met for statement in _stated(one)),
            )
    return found


def popularity_grounds(known: Knowledge) -> Grounds:
    """Return the ground of each test bed at which anything was tried."""
    most = max((len(trials) for trials in known.trials.values()), default=0)
    return {
        bed: Ground(
            strength=log(1 + len(known.trials[bed])) / log(1 + most),
            values=(str(len(known.trials[bed])),),
            statements=tuple(one.at for one in known.trials[bed]),
        )
        for bed in known.beds
        if bed in known.trials
    }


BOTH, ONE = 1.1, 0.1
"""What a trial counts that has both theme and place in common with who asks, and one that has one of them."""


def kin_grounds(known: Knowledge, themes: frozenset[str], places: frozenset[str]) -> Grounds:
    """Return the ground of each test bed at which trials were under `themes`, or in `places`."""
    counted: dict[str, float] = {}
    met: dict[str, list[Statement]] = {}
    for bed in known.beds:
        for trial in known.trials.get(bed, ()):
            under = [
                one for one in trial.themes if one.value in themes or themes & known.wider.get(one.value, {}).keys()
            ]
            there = [one for one in trial.places if one.value in places]
            weight = BOTH if under and there else ONE if under or (there and not themes) else 0.0
            if weight:
                counted[bed] = counted.get(bed, 0.0) + weight
                met.setdefault(bed, []).extend([trial.at, *under, *there])
    most = max(counted.values(), default=0.0)
    return {
        bed: Ground(
            strength=weight / most,
            values=tuple(dict.fromkeys(known.label(one.value) for one in met[bed] if one.predicate != terms.TRIAL_AT)),
            statements=tuple(dict.fromkeys(met[bed])),
        )
        for bed, weight in counted.items()
    }


def _together(strengths: Sequence[float]) -> float:
    left = 1.0
    for rank, strength in enumerate(strengths):
        left *= 1 - strength / 2**rank
    return 1 - left


def _stated(trial: Trial) -> tuple[Statement, ...]:
    return (trial.at, *trial.titles, *trial.actors)
