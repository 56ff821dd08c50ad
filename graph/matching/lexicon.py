"""The words by which needs and test beds are compared: base forms, and the parts of compounds that are words here too.

A text says in which language it is, or else that is told by its letters; what cannot be told is read in all three. The
parts of a compound count half as much in a need as what it says itself: an `oppimisympäristö` (learning environment) is
an environment, too, but not foremost.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graph.matching.need import Language
from graph.matching.statements import Statement
from graph.text.language import LANGUAGES, language
from graph.text.stems import SHORTEST_PART, Stemmer
from graph.text.words import located

PART = 0.5
"""What a part of a compound counts in a need."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Stemmers by language, and the base forms that occur at all, into which compounds are divided."""

    stemmers: dict[str, Stemmer]
    vocabulary: frozenset[str] = frozenset()

    def words(self, text: str, spoken: str) -> list[str]:
        """Return the base forms of `text` in their order, each compound followed by its parts."""
        found: list[str] = []
        for one in self._languages(text, spoken):
            stemmer = self.stemmers[one]
            for stem in _worth(stemmer.stems(text)):
                found.append(stem)
                found += stemmer.parts(stem, self.vocabulary) if self.vocabulary else ()
        return found

    def places(self, text: str, spoken: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
        """Yield where the words of `text` begin and end of which the base form, or that of a part, is `wanted`."""
        tongues = self._languages(text, spoken)
        for start, end, _ in located(text):
            word = text[start:end]
            if any(base in wanted for tongue in tongues for base in self.words(word, tongue)):
                yield start, end

    def asked(self, text: str, spoken: str | None) -> dict[str, float]:
        """Return the base forms of a need with their weights: each once, however often it is said."""
        whole: dict[str, float] = {}
        parts: dict[str, float] = {}
        for one in self._languages(text, spoken or ""):
            stemmer = self.stemmers[one]
            for stem in _worth(stemmer.stems(text)):
                whole[stem] = 1.0
                parts.update(dict.fromkeys(stemmer.parts(stem, self.vocabulary), PART))
        return {**parts, **whole}

    def _languages(self, text: str, spoken: str) -> tuple[Language, ...]:
        known: Language | None = next((one for one in LANGUAGES if one == spoken), None) or language(text)
        return LANGUAGES if known is None else (known,)


def _worth(stems: Iterable[str]) -> Iterator[str]:
    """Yield what is a word: a letter alone says nothing, a number something only beside a letter."""
    return (stem for stem in stems if len(stem) > 1 and not stem.isdigit())


def lexicon(stated: Iterable[Statement]) -> Lexicon:
    """Return the lexicon of what is stated in words."""
    plain = Lexicon(stemmers={one: Stemmer(one) for one in LANGUAGES})
    found = {
        word
        for statement in stated
        if statement.language in LANGUAGES
        for word in plain.words(statement.value, statement.language)
        if len(word) >= SHORTEST_PART and word.isalpha()
    }
    return Lexicon(stemmers=plain.stemmers, vocabulary=frozenset(found))
