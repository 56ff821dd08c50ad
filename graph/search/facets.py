"""By what hits are counted and chosen: arrays of every document's values, read once and shared by threads."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.errors import BadSearch
from graph.search.documents import FACETS, Facet, Labels, in_language
from graph.search.schema import facet_word
from graph.text.language import Language

MOST_VALUES = 100
"""How many values of a facet are told, those of the most hits."""

MOST_NAMED = 12
"""How many values are named where one asked for is none."""

NOBODY = "zzfacetnobody"
"""A word that the index has of no document."""

Ids = NDArray[np.int32]
"""Numbers of documents, which begin at 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many hits have a value of a facet, and what the value is called."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """The hits by the values of one facet, the most frequent first; `unknown` have none. Hits can have several."""

    name: Facet
    counts: tuple[Count, ...]
    unknown: int


class Facets:
    """The facets of one index."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._of = {facet: _Column(facet, database) for facet in FACETS}

    def counted(self, hits: Ids, language: Language) -> tuple[FacetCount, ...]:
        """Return how many of the hits have which values, facet by facet."""
        return tuple(self._of[facet].counted(hits, language) for facet in FACETS)

    def expression(self, chosen: Mapping[Facet, Sequence[str]]) -> str:
        """Return what finds the documents that have one of the values chosen of every facet; empty where all do.

        Raises
        ------
        BadSearch
            If a value is none of the facet's, by its address, its last part or its name in any language.
        """
        found = []
        for facet, values in chosen.items():
            marks = [facet_word(facet, code) for value in values for code in self._of[facet].codes_of(value)]
            if values:
                found.append(f"(facet : ({' OR '.join(marks or [NOBODY])}))")
        return " AND ".join(found)

    def have(self, ids: Ids, chosen: Mapping[Facet, Sequence[str]]) -> NDArray[np.bool_]:
        """Return which documents have one of the values chosen of every facet."""
        found = np.ones(len(ids), np.bool_)
        for facet, values in chosen.items():
            if values:
                wanted = {code for value in values for code in self._of[facet].codes_of(value)}
                found &= np.array([bool(wanted & self._of[facet].of(one)) for one in ids.tolist()], np.bool_)
        return found

    def label(self, facet: Facet, value: str, language: Language) -> str:
        """Return what a value is called."""
        return self._of[facet].label(value, language)


class _Column:
    def __init__(self, facet: Facet, database: sqlite3.Connection) -> None:
        row = database.execute("SELECT choices, starts, codes FROM facet WHERE facet = ?", (facet,)).fetchone()
        choices: list[_Choice] = msgspec.json.decode(row[0], type=list[_Choice])
        self._facet: Facet = facet
        self._values = [one.value for one in choices]
        self._labels: dict[str, Labels] = {one.value: one.labels for one in choices}
        self._starts = np.frombuffer(row[1], np.int32)
        self._codes = np.frombuffer(row[2], np.int32)
        self._spellings = _spellings(choices)
        self._numbers = np.diff(self._starts)
        known = self._numbers > 0
        self._first = np.full(len(self._numbers), len(self._values), np.int32)
        self._first[known] = self._codes[self._starts[:-1][known]]
        self._several = self._numbers > 1

    def counted(self, hits: Ids, language: Language) -> FacetCount:
        # the first value of each, then those of the few that have more
        first = np.bincount(self._first[hits], minlength=len(self._values) + 1)
        counts = first[:-1] + np.bincount(self._further(hits), minlength=len(self._values))
        order = sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-int(counts[code]), self._values[code]))
        return FacetCount(
            name=self._facet,
            counts=tuple(
                Count(
                    value=self._values[code],
                    label=self.label(self._values[code], language),
                    count=int(counts[code]),
                )
                for code in order[:MOST_VALUES]
            ),
            unknown=int(first[-1]),
        )

    def _further(self, hits: Ids) -> Ids:
        """Return the codes of documents beyond their first."""
        some = hits[self._several[hits]]
        begin, numbers = self._starts[some] + 1, self._numbers[some] - 1
        places = np.repeat(begin - (np.cumsum(numbers) - numbers), numbers)
        return self._codes[places + np.arange(len(places), dtype=np.int32)]

    def codes_of(self, value: str) -> tuple[int, ...]:
        found = self._spellings.get(value.strip().casefold(), ())
        # no hit of a year that no thing has, which is as good a year as any
        if not found and not (self._facet == "year" and value.isdigit()):
            known = ", ".join(sorted(self._values)[:MOST_NAMED])
            raise BadSearch(self._facet, f"nothing here has {value!r}; there are {known or 'none'}")
        return found

    def of(self, one: int) -> set[int]:
        return set(self._codes[self._starts[one] : self._starts[one + 1]].tolist())

    def label(self, value: str, language: Language) -> str:
        return in_language(self._labels.get(value), language) or value


class _Choice(msgspec.Struct, frozen=True):
    value: str
    labels: dict[Language, str]


def _spellings(choices: Sequence[_Choice]) -> Mapping[str, tuple[int, ...]]:
    """Return the codes that each way to name a value stands for: its address, its last part, its names."""
    found: dict[str, set[int]] = {}
    for code, one in enumerate(choices):
        for name in (one.value, one.value.rpartition("/")[2], *one.labels.values()):
            found.setdefault(name.casefold(), set()).add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}
