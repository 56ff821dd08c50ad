"""Relevance by proof of use: what others have tried at a test bed, who, and how many.

Three features. `use` is how well the words of the need stand in the trials at a test bed, each by itself: what it is
called, and who tried. The strength is that of its best trial, and half of what is left to 1 for each further one:
1 - product over trials of (1 - s / 2 ** rank). `popularity` is ln(1 + trials) / ln(1 + trials of the busiest).
`kin` counts the trials that are like the asker: under a theme of the need, and in a place of the asker; a trial with
both counts 1.1, with the theme alone 0.1, with the place alone 0.1 where the need names no theme. The strength is the
sum, by that of the test bed that has most.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.matching.grounds import Feature, Ground, feature_of
from graph.matching.knowledge import Knowledge, Trial
from graph.matching.statements import Statement
from graph.matching.wording import Passage, WordIndex, word_index

MOST = 5
"""How many trials a ground names."""

LEAST = 0.05
"""Up to which strength the words of a trial say nothing."""

BOTH, ONE = 1.1, 0.1
"""What a trial counts that has both theme and place in common with who asks, and one that has one of them."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrialBook:
    """All trials, each as often as it has test beds: `trials[k]` was at the test bed in place `beds[k]`.

    `of[starts[w]:starts[w + 1]]` are those whose words stand in place `w` of `index`. `by_theme` and `by_place` have
    the places of trials under a theme (or one that it holds) and in a place, ascending.
    """

    known: Knowledge
    index: WordIndex
    trials: tuple[Trial, ...]
    beds: Places
    starts: Places
    of: Places
    by_theme: Mapping[str, Places]
    by_place: Mapping[str, Places]

    @property
    def popularity(self) -> Feature:
        """How many trials each test bed has had, as ln(1 + n) by that of the busiest."""
        counted = np.log1p(np.bincount(self.beds, minlength=len(self.known.beds)))
        strengths = counted / max(float(counted.max(initial=0.0)), 1e-9)

        def ground(place: int) -> Ground:
            at = tuple(one.at for one in self.known.trials[self.known.beds[place]])
            return Ground(strength=float(strengths[place]), values=(str(len(at)),), statements=at)

        return Feature(strengths=strengths, ground=ground)

    def use(self, words: Mapping[str, float]) -> Feature:
        """Return how well the words of a need stand in what was tried at each test bed."""
        whole = self.index.strengths(words)
        met = np.flatnonzero(whole > LEAST)
        often = self.starts[met + 1] - self.starts[met]
        trials = self.of[np.repeat(self.starts[met] - np.cumsum(often) + often, often) + np.arange(often.sum())]
        own = np.repeat(whole[met], often)
        best = np.lexsort((trials, -own, self.beds[trials]))
        order, own = trials[best], own[best]
        beds = self.beds[order]
        rank = np.arange(len(order)) - np.searchsorted(beds, beds)
        left = np.bincount(beds, np.log1p(-own / 2.0**rank), len(self.known.beds))
        strengths = np.zeros(len(left))
        strengths[beds] = -np.expm1(left[beds])

        def ground(place: int) -> Ground:
            first, last = np.searchsorted(beds, (place, place + 1))
            tried = [self.trials[one] for one in order[first:last].tolist()]
            return Ground(
                strength=float(strengths[place]),
                values=tuple(self.known.label(one.iri) for one in tried[:MOST]),
                statements=tuple(statement for one in tried for statement in _stated(one)),
            )

        return Feature(strengths=strengths, ground=ground)

    def kin(self, themes: frozenset[str], places: frozenset[str]) -> Feature:
        """Return how many trials at each test bed were under `themes`, or in `places`."""
        if not themes and not places:
            return feature_of(self.known.beds, {})
        under, there = _among(self.by_theme, themes), _among(self.by_place, places)
        alike = under if themes else there
        weights = np.where(np.isin(alike, there), BOTH, ONE) if themes and len(there) else np.full(len(alike), ONE)
        beds = self.beds[alike]
        counted = np.bincount(beds, weights, len(self.known.beds))
        strengths = counted / max(float(counted.max(initial=0.0)), 1e-9)

        def ground(place: int) -> Ground:
            first, last = np.searchsorted(beds, (place, place + 1))
            met = [self.trials[one] for one in alike[first:last].tolist()]
            like = [one for trial in met for one in _like(self.known, trial, themes, places)]
            return Ground(
                strength=float(strengths[place]),
                values=tuple(dict.fromkeys(self.known.label(one.value) for one in like)),
                statements=tuple(dict.fromkeys([*(trial.at for trial in met), *like])),
            )

        return Feature(strengths=strengths, ground=ground)


def trial_book(known: Knowledge, passages: Sequence[Passage]) -> TrialBook:
    """Return the book of what was tried; `passages` are about trials, by their addresses."""
    entries = [(place, one) for place, bed in enumerate(known.beds) for one in known.trials.get(bed, ())]
    unique = {one.iri: number for number, one in enumerate({trial.iri: trial for _, trial in entries}.values())}
    by_theme, by_place = defaultdict(set), defaultdict(set)
    for number, (_, trial) in enumerate(entries):
        for theme in trial.themes:
            for name in (theme.value, *known.wider.get(theme.value, {})):
                by_theme[name].add(number)
        for where in trial.places:
            by_place[where.value].add(number)
    words = np.array([unique[trial.iri] for _, trial in entries], np.int64)
    return TrialBook(
        known=known,
        index=word_index(tuple(unique), _once(passages)),
        trials=tuple(trial for _, trial in entries),
        beds=np.array([place for place, _ in entries], np.int64),
        starts=np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(unique)))]),
        of=np.argsort(words, kind="stable"),
        by_theme={name: np.array(sorted(found), np.int64) for name, found in by_theme.items()},
        by_place={name: np.array(sorted(found), np.int64) for name, found in by_place.items()},
    )


def _among(by: Mapping[str, Places], names: Iterable[str]) -> Places:
    """Return the places of trials that any of `names` has, ascending, each once."""
    found = [by[name] for name in names if name in by]
    return found[0] if len(found) == 1 else np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _once(passages: Iterable[Passage]) -> list[Passage]:
    """Return passages without those that a second test bed of a trial repeats."""
    return list({(one.thing, one.statements[-1]): one for one in passages}.values())


def _like(known: Knowledge, trial: Trial, themes: frozenset[str], places: frozenset[str]) -> list[Statement]:
    under = [one for one in trial.themes if one.value in themes or themes & known.wider.get(one.value, {}).keys()]
    return [*under, *(one for one in trial.places if one.value in places)]


def _stated(trial: Trial) -> tuple[Statement, ...]:
    return (trial.at, *trial.titles, *trial.actors)
