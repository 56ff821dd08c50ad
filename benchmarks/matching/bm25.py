"""BM25 over the texts of the hosts, in all languages together, as a baseline."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

from benchmarks.matching.asks import Answer, Ask, Method, Ranker, Task
from benchmarks.matching.needs import Language
from graph.text.stems import Stemmer

K1, B = 1.2, 0.75
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
Tokens = Callable[[str, Language], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Index:
    """Word counts and length of each text, and how many texts have each word."""

    counts: tuple[Counter[str], ...]
    lengths: tuple[int, ...]
    having: Counter[str]

    def scores(self, asked: Sequence[str]) -> list[float]:
        """Return the BM25 of each text (Robertson and Zaragoza 2009, doi:10.1561/1500000019); a word counts once."""
        known = [(word, self._idf(word)) for word in dict.fromkeys(asked) if word in self.having]
        mean = sum(self.lengths) / len(self.lengths)
        return [
            sum(idf * _saturated(counts[word], length / mean) for word, idf in known if counts[word])
            for counts, length in zip(self.counts, self.lengths, strict=True)
        ]

    def _idf(self, word: str) -> float:
        having = self.having[word]
        return log(1 + (len(self.counts) - having + 0.5) / (having + 0.5))


def index(texts: Sequence[Sequence[str]]) -> Index:
    """Return the index of `texts`, each a list of words."""
    counts = tuple(map(Counter, texts))
    having = Counter(word for found in counts for word in found)
    return Index(counts, tuple(map(len, texts)), having)


def bm25(name: str, tokens: Tokens) -> Method:
    """Return the ranking by BM25; it answers only where hosts and asks have text."""

    def prepare(task: Task) -> Ranker | None:
        if not task.has_text:
            return None
        made = index(
            [[word for lang, text in host.texts for word in tokens(text, lang or "en")] for host in task.hosts]
        )

        def ranker(ask: Ask) -> Answer:
            found = made.scores(tokens(ask.text or "", ask.language or "en"))
            points = {host.id: score for host, score in zip(task.hosts, found, strict=True)}
            return Answer(points={host: points[host] for host in ask.candidates})

        return ranker

    return Method(name=name, prepare=prepare)


def plain_words() -> Tokens:
    """Return the words of a text in small letters, as they stand."""
    return lambda text, _: re.findall(r"\w+", text.casefold())


def lemmas() -> Tokens:
    """Return a way to the base forms of the words of a text, stop words left out, in its language."""
    stemmers = {language: Stemmer(language, voikko=False) for language in LANGUAGES}
    return lambda text, language: stemmers[language].stems(text)


def _saturated(count: int, relative_length: float) -> float:
    return count * (K1 + 1) / (count + K1 * (1 - B + B * relative_length))
