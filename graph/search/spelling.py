"""The words of an index: which there are, their base forms, and the one that a misspelt word most likely means.

A slip is a letter too many, too few, another one, or two that changed places. A word of 4 to 7 letters may have one,
a longer one two. Words with one slip share their beginning or their end with what is meant, words with two at least one
of their beginning, middle and end: so the likely ones are found without a look at all.
"""

import json
import sqlite3
from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from graph.text.language import Language

SHORTEST, LONG = 4, 8
"""From how many letters a word may have one slip, and two."""

MOST_SURFACES = 200
"""How many words of one base form are told apart where hits are marked."""

BEGINNING = "SELECT group_concat(word, ' ') FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?"
ENDING = (
    "SELECT group_concat(word, ' ') FROM word WHERE backwards >= ? AND backwards < ? AND length(word) BETWEEN ? AND ?"
)
MIDDLE = """SELECT group_concat(word.word, ' ') FROM middle JOIN word ON word.id = middle.rowid
    WHERE middle MATCH ? AND length(word.word) BETWEEN ? AND ?"""
OFTEN = "SELECT word FROM word WHERE word IN (SELECT value FROM json_each(?)) ORDER BY documents DESC, word LIMIT 1"
LAST = "\U0010ffff"


class Vocabulary:
    """The words of one index; to be used by the thread that opened its database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __contains__(self, stem: object) -> bool:
        """Whether a document has a word with this base form."""
        return self._database.execute("SELECT 1 FROM form WHERE stem = ? LIMIT 1", (stem,)).fetchone() is not None

    def has(self, word: str) -> bool:
        """Whether a document has this very word."""
        return self._database.execute("SELECT 1 FROM word WHERE word = ?", (word,)).fetchone() is not None

    def begins(self, prefix: str) -> bool:
        """Whether a word of a document begins so."""
        found = self._database.execute("SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1", _from(prefix))
        return found.fetchone() is not None

    def stems(self, word: str) -> dict[Language, str]:
        """Return the base forms of a word that documents have, by the languages in which they have it."""
        return dict(self._database.execute("SELECT language, stem FROM form WHERE word = ?", (word,)).fetchall())

    def surfaces(self, stem: str) -> list[str]:
        """Return words that have this base form."""
        sql = "SELECT DISTINCT word FROM form WHERE stem = ? ORDER BY word LIMIT ?"
        return [row[0] for row in self._database.execute(sql, (stem, MOST_SURFACES))]

    def nearest(self, word: str) -> str | None:
        """Return the word that is most likely meant by a misspelt one: of the nearest, that of the most documents."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        for slips in (1, 2) if len(word) >= LONG else (1,):
            if near := self._near(word, slips):
                [found] = self._database.execute(OFTEN, (json.dumps(near),)).fetchone()
                return str(found)
        return None

    def _near(self, word: str, slips: int) -> list[str]:
        """Return the words that are as many slips away, or less."""
        alike = [one for some in self._alike(word, slips) for one in some.split()]
        distances = cdist([word], alike, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8)[0]
        return [alike[place] for place in np.flatnonzero(distances <= slips).tolist()]

    def _alike(self, word: str, slips: int) -> Iterator[str]:
        """Yield words that may be meant, many at a time with blanks between."""
        lengths = (len(word) - slips, len(word) + slips)
        piece = (len(word) - slips) // (slips + 1)  # two letters that changed places lie in no two pieces
        yield self._joined(BEGINNING, *_from(word[:piece]), *lengths)
        yield self._joined(ENDING, *_from(word[::-1][:piece]), *lengths)
        middle = word[piece + 1 : len(word) - piece - 1] if slips > 1 else ""
        if len(middle) >= 3:
            at = (len(middle) - 3) // 2
            yield self._joined(MIDDLE, f'"{middle[at : at + 3]}"', *lengths)

    def _joined(self, sql: str, *given: str | int) -> str:
        return self._database.execute(sql, given).fetchone()[0] or ""


def _from(prefix: str) -> tuple[str, str]:
    return prefix, prefix + LAST
