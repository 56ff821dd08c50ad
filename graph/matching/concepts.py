"""Relevance by concepts: the themes that a need names, and those that a test bed is under.

A need names a concept where all words of one of its names, in any language, stand in the need. A test bed has the
concept itself, or one that it holds (a sub-theme of the agreement holds themes, a concept of YSO narrower ones): each
step up the hierarchy halves what it counts.

    strength = sum over named c of idf_c max(2 ** -steps)  /  sum over named c of idf_c,  idf_c = ln(1 + N / (1 + n_c))

with n_c the test beds under c or under what it holds, of N.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from graph.matching.grounds import Feature, Ground, Strengths
from graph.matching.knowledge import Knowledge
from graph.matching.statements import Statement

Words = Callable[[str, str], Sequence[str]]
"""Gives the words of a text in a language, as they are compared."""

NOT_THEMES = ("user-group/", "testbed-kind/", "access-mode/")
"""How the addresses of concepts begin that say who or what sort, not what it is about; their names count as words."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConceptIndex:
    """Which concepts test beds are under, and by which words each is named.

    `under` has, for each concept, the test beds under it with the steps up to it and the statements that say so.
    `reached` has the same in numbers: the places of test beds, and 2 ** -steps of each. `named` has, for the longest
    word of each name of a concept, the words of the name and the concept.
    """

    beds: int
    under: Mapping[str, Mapping[str, tuple[int, tuple[Statement, ...]]]]
    named: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    reached: Mapping[str, tuple[NDArray[np.int32], Strengths]] = field(default_factory=dict)

    def idf(self, concept: str) -> float:
        """Return how few test beds are under a concept, as ln(1 + N / (1 + n))."""
        return log(1 + self.beds / (1 + len(self.under.get(concept, {}))))

    def named_in(self, words: frozenset[str]) -> tuple[str, ...]:
        """Return the concepts that `words` name, in order; of two, one inside the other, only the longer name's."""
        found = {(name, concept) for word in words for name, concept in self.named.get(word, ()) if name <= words}
        whole = {(name, concept) for name, concept in found if not any(name < other for other, _ in found)}
        return tuple(sorted({concept for _, concept in whole}))

    def feature(self, known: Knowledge, concepts: Sequence[str]) -> Feature:
        """Return how far each test bed is under `concepts`."""
        whole = sum(self.idf(one) for one in concepts)
        strengths = np.zeros(self.beds)
        for concept in concepts:
            if concept in self.reached:
                places, parts = self.reached[concept]
                strengths[places] += self.idf(concept) * parts
        if whole:
            strengths /= whole

        def ground(place: int) -> Ground:
            bed = known.beds[place]
            met = [
                (self.idf(concept) * 0.5 ** self.under[concept][bed][0], concept)
                for concept in concepts
                if bed in self.under.get(concept, {})
            ]
            met.sort(key=lambda one: (-one[0], one[1]))
            stated = dict.fromkeys(one for _, concept in met for one in self.under[concept][bed][1])
            return Ground(
                strength=float(strengths[place]),
                values=tuple(known.label(concept) for _, concept in met),
                statements=tuple(stated),
            )

        return Feature(strengths=strengths, ground=ground)


def concept_index(known: Knowledge, words: Words) -> ConceptIndex:
    """Return the index of the concepts that test beds of `known` are under, or that hold such."""
    under: dict[str, dict[str, tuple[int, tuple[Statement, ...]]]] = defaultdict(dict)
    for bed in known.beds:
        for statement in known.concepts(bed):
            for concept, steps in {statement.value: 0, **known.wider.get(statement.value, {})}.items():
                if not _is_theme(concept):
                    continue
                before = under[concept].get(bed)
                if before is None or steps < before[0]:
                    under[concept][bed] = (steps, (statement,))
                elif steps == before[0]:
                    under[concept][bed] = (steps, (*before[1], statement))
    places = {bed: place for place, bed in enumerate(known.beds)}
    reached = {
        concept: (
            np.array([places[bed] for bed in beds], np.int32),
            np.array([0.5**steps for steps, _ in beds.values()], np.float64),
        )
        for concept, beds in under.items()
    }
    return ConceptIndex(beds=len(known.beds), under=under, reached=reached, named=names_of(known, under, words))


def names_of(
    known: Knowledge, concepts: Mapping[str, object], words: Words
) -> Mapping[str, tuple[tuple[frozenset[str], str], ...]]:
    """Return by which words each of `concepts` is named: `ConceptIndex.named` of them."""
    return _by_first_word(_names(known, concepts, words))


def _is_theme(concept: str) -> bool:
    return not any(f"/id/{kind}" in concept for kind in NOT_THEMES)


def _names(known: Knowledge, concepts: Mapping[str, object], words: Words) -> Iterator[tuple[frozenset[str], str]]:
    for concept in concepts:
        for name in known.names(concept):
            if found := frozenset(words(name.value, name.language)):
                yield found, concept


def _by_first_word(
    names: Iterator[tuple[frozenset[str], str]],
) -> Mapping[str, tuple[tuple[frozenset[str], str], ...]]:
    found: dict[str, set[tuple[frozenset[str], str]]] = defaultdict(set)
    for name, concept in names:
        found[min(name, key=lambda word: (-len(word), word))].add((name, concept))
    return {word: tuple(sorted(some, key=lambda one: (sorted(one[0]), one[1]))) for word, some in found.items()}
