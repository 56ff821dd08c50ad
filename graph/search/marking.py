"""Where the words of a question stand in what is shown: the passage around the first, with each of them marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from graph.text.words import folded

AROUND = 240
"""About how many characters a passage has."""

MARK = "**"
"""What stands on both sides of a word that was looked for."""

SHORTEST_WITHIN = 5
"""How many letters a word must have to be marked within a compound."""


WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The words that were looked for: as they stand in texts, as they begin, and as parts of compounds."""

    words: frozenset[str]
    prefixes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where such words are in a text: where each begins and ends."""
        for found in WORD.finditer(text.lower()):
            word = found[0]
            if word in self.words or (not word.isascii() and folded(word) in self.words) or self._goes_on(word):
                yield found.span()

    def are_in(self, text: str) -> bool:
        """Whether a text has one of those."""
        return next(self.places(text), None) is not None

    def _goes_on(self, word: str) -> bool:
        return word.startswith(self.prefixes) or any(one in word for one in self.within)


def passage(text: str, marks: Marks) -> str:
    """Return the passage of a text around the first word that was looked for, each such word marked.

    Of a text without any, its beginning.

    >>> passage("Testbädd för drönare i Esbo", Marks(words=frozenset({"drönare"})))
    'Testbädd för **drönare** i Esbo'
    """
    places = marks.places(text)
    first = next(places, (0, 0))
    begin, end = window(text, first[0])
    within = [first, *takewhile(lambda place: place[0] < end, places)]
    return f"{'… ' if begin else ''}{''.join(_marked(text, within, begin, end))}{' …' if end < len(text) else ''}"


def window(text: str, first: int, around: int = AROUND) -> tuple[int, int]:
    """Return where a passage of about `around` characters of a text begins and ends that shows what is at `first`."""
    begin = 0 if first < around // 2 else text.find(" ", first - around // 3) + 1
    if len(text) - begin <= around:
        return begin, len(text)
    end = text.rfind(" ", begin + 1, begin + around)
    return begin, end if end > first else begin + around


def _marked(text: str, spans: Iterable[tuple[int, int]], begin: int, end: int) -> Iterator[str]:
    at = begin
    for start, stop in spans:
        if begin <= start < stop <= end:
            yield f"{text[at:start]}{MARK}{text[start:stop]}{MARK}"
            at = stop
    yield text[at:end]
