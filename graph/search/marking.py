"""Where the words of a question stand in what is shown: the passage around the first, with each of them marked."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graph.text.words import Token, located

AROUND = 240
"""About how many characters a passage has."""

MARK = "**"
"""What stands on both sides of a word that was looked for."""

SHORTEST_WITHIN = 5
"""How many letters a word must have to be marked within a compound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The words that were looked for: as they stand in texts, as they begin, and as parts of compounds."""

    words: frozenset[str]
    prefixes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    def meet(self, token: Token) -> bool:
        """Whether a word of a text is one of those."""
        return any(self._is(one) for one in (token.text, *token.parts))

    def are_in(self, text: str) -> bool:
        """Whether a text has one of those."""
        return any(self.meet(token) for _, _, token in located(text))

    def _is(self, word: str) -> bool:
        return word in self.words or word.startswith(self.prefixes) or any(one in word for one in self.within)


def marks_of(words: Collection[str], prefixes: Iterable[str]) -> Marks:
    """Return the marks of words in all their forms, and of the beginnings of words."""
    return Marks(
        words=frozenset(words),
        prefixes=tuple(prefixes),
        within=tuple(sorted(one for one in words if len(one) >= SHORTEST_WITHIN)),
    )


def passage(text: str, marks: Marks) -> str:
    """Return the passage of a text around the first word that was looked for, each such word marked.

    Of a text without any, its beginning.

    >>> passage("Testbädd för drönare i Esbo", Marks(words=frozenset({"drönare"})))
    'Testbädd för **drönare** i Esbo'
    """
    spans = [(start, end) for start, end, token in located(text) if marks.meet(token)]
    begin, end = _window(text, spans[0][0] if spans else 0)
    return f"{'… ' if begin else ''}{''.join(_marked(text, spans, begin, end))}{' …' if end < len(text) else ''}"


def _window(text: str, first: int) -> tuple[int, int]:
    begin = 0 if first < AROUND // 2 else text.find(" ", first - AROUND // 3) + 1
    if len(text) - begin <= AROUND:
        return begin, len(text)
    end = text.rfind(" ", begin + 1, begin + AROUND)
    return begin, end if end > first else begin + AROUND


def _marked(text: str, spans: Iterable[tuple[int, int]], begin: int, end: int) -> Iterator[str]:
    at = begin
    for start, stop in spans:
        if begin <= start and stop <= end:
            yield f"{text[at:start]}{MARK}{text[start:stop]}{MARK}"
            at = stop
    yield text[at:end]
