"""The base forms by which words are compared, the parts of compounds, and the trigrams of misspelt words.

Finnish words are lemmatised (`graph.text.finnish`): its cases change the stem ("kaupunki", "kaupungissa"), which no
rule of endings undoes: by Snowball alone 61 % of the forms of our own Finnish texts meet their base form. For Swedish
and English Snowball does.
"""

from collections.abc import Callable, Container, Iterator

from graph.text import finnish
from graph.text.language import Language
from graph.text.snowball import engine, snowball
from graph.text.stop_words import is_stop_word
from graph.text.words import LONGEST_TEXT, words

SHORTEST_PART = 4
"""How many letters a part of a compound has at least."""

MOST_PARTS = 3

MOST_KEPT = 500_000
"""How many words a stemmer remembers before it begins anew."""


class Stemmer:
    """The base forms of the words of one language. Remembers what it has seen; threads may share it.

    `engine` is what makes them, with its version: base forms of two engines are not to be compared.
    """

    def __init__(self, language: Language, *, voikko: bool = True) -> None:
        """Make a stemmer; `voikko` says whether Finnish may be left to Voikko where that is installed."""
        self.language: Language = language
        self._voikko = voikko
        self._engine: tuple[str, Callable[[str], str]] | None = None
        self._kept: dict[str, str] = {}

    @property
    def engine(self) -> str:
        """What makes the base forms, with its version."""
        return self._made()[0]

    def stem(self, word: str) -> str:
        """Return the base form of a word in small letters; one with digits is its own.

        >>> Stemmer("en").stem("circulating"), Stemmer("en").stem("5g")
        ('circul', '5g')
        """
        found = self._kept.get(word)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[word] = self._made()[1](word) if word.isalpha() else word
        return found

    def stems(self, text: str, *, limit: int = LONGEST_TEXT) -> list[str]:
        """Return the base forms of the words of `text` that are no stop words, in their order.

        >>> Stemmer("sv").stems("testbäddar för en cirkulär ekonomi")
        ['testbäd', 'cirkulär', 'ekonomi']
        """
        return [self.stem(word) for word in words(text, limit=limit) if not is_stop_word(word, self.language)]

    def parts(self, word: str, vocabulary: Container[str]) -> tuple[str, ...]:
        """Return the base forms in `vocabulary` that `word` is compounded of, two or three; none where it is not.

        With the longest last part, and as few parts as can be. English has no such compounds.

        >>> Stemmer("sv").parts("utvecklingsmiljö", {"utveckling", "miljö"})
        ('utveckling', 'miljö')
        """
        if self.language == "en" or not word.isalpha():
            return ()
        return self._parts(self.stem(word), vocabulary, MOST_PARTS)

    def _parts(self, base: str, vocabulary: Container[str], most: int) -> tuple[str, ...]:
        # the ends first: what they are is seen without finding the base form of each of the beginnings
        cuts = [cut for cut in range(SHORTEST_PART, len(base) - SHORTEST_PART + 1) if base[cut:] in vocabulary]
        for cut in cuts:
            if (head := self._head(base[:cut], vocabulary)) is not None:
                return head, base[cut:]
        for cut in cuts if most > 2 else ():
            for form in (base[:cut], *_LINKED[self.language](base[:cut])):
                if inner := self._parts(self.stem(form), vocabulary, most - 1):
                    return *inner, base[cut:]
        return ()

    def _head(self, head: str, vocabulary: Container[str]) -> str | None:
        """Return the base form of the first part of a compound, whatever links it to the next."""
        if head in vocabulary:
            return head
        for form in (*_LINKED[self.language](head), head):
            if len(form) >= SHORTEST_PART and (stem := self.stem(form)) in vocabulary:
                return stem
        return None

    def _made(self) -> tuple[str, Callable[[str], str]]:
        if self._engine is None:
            if self.language == "fi":
                self._engine = finnish.lemmatiser(voikko=self._voikko)
            else:
                self._engine = engine(), snowball(self.language)
        return self._engine


def trigrams(word: str) -> frozenset[str]:
    """Return the runs of three letters of a word, with its beginning and end marked.

    >>> sorted(trigrams("5g"))
    ['5g$', '^5g']
    """
    marked = f"^{word}$"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


def _swedish(head: str) -> Iterator[str]:
    """Yield what the first part of a Swedish compound may come from: without an s, with another vowel."""
    if head[-1] in "sneou":
        yield head[:-1]
    if head[-1] in "ou":
        yield head[:-1] + "a"
    yield head + "a"


def _nothing(_: str) -> Iterator[str]:
    yield from ()


_LINKED: dict[Language, Callable[[str], Iterator[str]]] = {"fi": finnish.linked, "sv": _swedish, "en": _nothing}
