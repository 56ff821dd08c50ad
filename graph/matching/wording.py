"""Relevance by words: how well the words of a need stand in what is stated of a test bed.

BM25F (Robertson and Zaragoza 2009): the counts of a word in the fields of a test bed are weighted and added before they
saturate. With c_w the weighted count of word w, divided by 1 - B + B length / mean length:

    strength = sum over w of idf_w c_w / (K + c_w)  /  sum over w of idf_w
    idf_w = ln(1 + (N - n_w + 1/2) / (n_w + 1/2))

so that it lies between 0 and 1, and what is left to 1 are words that the test bed does not have. A word that no test
bed has counts in the second sum, with the idf of one: it is what the need asks for and nobody states.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from graph.matching.grounds import Ground
from graph.matching.statements import Statement

K, B = 1.2, 0.6

SHOWN = 8
"""How many words a ground names at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text about a thing: the words in it, what it rests on, and how much it counts."""

    thing: str
    words: Sequence[str]
    statements: tuple[Statement, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Posting:
    """Where a word stands: the places of things, and how far its weighted count in each saturates, c / (K + c)."""

    things: NDArray[np.intp]
    parts: NDArray[np.float64]
    idf: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordIndex:
    """The words of all things, ready to be looked up."""

    things: tuple[str, ...]
    postings: Mapping[str, _Posting]
    passages: Mapping[str, tuple[Passage, ...]]
    unknown: float

    def idf(self, word: str) -> float:
        """Return how rare a word is: ln(1 + (N - n + 1/2) / (n + 1/2)); of a word that nothing has, as if one had."""
        posting = self.postings.get(word)
        return self.unknown if posting is None else posting.idf

    def strengths(self, words: Mapping[str, float]) -> NDArray[np.float64]:
        """Return how strongly `words`, each with its weight, speak for each thing."""
        whole = sum(self.idf(word) * weight for word, weight in words.items())
        met = [(self.postings[word], weight) for word, weight in words.items() if word in self.postings]
        if not met or not whole:
            return np.zeros(len(self.things))
        things = np.concatenate([posting.things for posting, _ in met])
        parts = np.concatenate([posting.parts * (posting.idf * weight / whole) for posting, weight in met])
        return np.bincount(things, parts, len(self.things)).astype(np.float64, copy=False)

    def ground(self, thing: str, words: Mapping[str, float], strength: float) -> Ground:
        """Return what speaks for `thing`: the words it has, and the statements in which they stand."""
        here = [one for one in self.passages[thing] if not words.keys().isdisjoint(one.words)]
        met = words.keys() & {word for one in here for word in one.words}
        ranked = sorted(met, key=lambda word: (-words[word] * self.idf(word), word))
        stated = dict.fromkeys(statement for one in here for statement in one.statements)
        return Ground(strength=strength, values=tuple(ranked[:SHOWN]), statements=tuple(stated))


def word_index(things: Sequence[str], passages: Iterable[Passage]) -> WordIndex:
    """Return the index of `passages` about `things`."""
    places = {thing: place for place, thing in enumerate(things)}
    by_thing: dict[str, list[Passage]] = {thing: [] for thing in things}
    for one in passages:
        by_thing[one.thing].append(one)
    lengths = np.array([sum(len(one.words) for one in by_thing[thing]) for thing in things], np.float64)
    mean = float(lengths.mean()) if lengths.size else 0.0
    norm = 1 - B + B * lengths / mean if mean else np.ones(len(things))
    counted: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for thing in things:
        counts: Counter[str] = Counter()
        for one in by_thing[thing]:
            for word in one.words:
                counts[word] += one.weight  # type: ignore[assignment] # a Counter adds whatever it is given
        for word, count in counts.items():
            counted[word].append((places[thing], count / norm[places[thing]]))
    return WordIndex(
        things=tuple(things),
        postings={
            word: _Posting(
                things=np.array([place for place, _ in some], np.intp),
                parts=np.array([count / (K + count) for _, count in some], np.float64),
                idf=_idf(len(things), len(some)),
            )
            for word, some in counted.items()
        },
        passages={thing: tuple(some) for thing, some in by_thing.items()},
        unknown=_idf(len(things), 1),
    )


def _idf(things: int, having: int) -> float:
    return log(1 + (things - having + 0.5) / (having + 0.5))
