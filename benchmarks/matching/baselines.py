"""The baselines that every ranking is shown beside, in the order of the table."""

from collections.abc import Iterable

from benchmarks.matching.asks import Method
from benchmarks.matching.bm25 import bm25, lemmas, plain_words
from benchmarks.matching.embeddings import embeddings
from benchmarks.matching.fusion import fusion
from benchmarks.matching.needs import Need
from benchmarks.matching.network import adamic_adar, random_walk
from benchmarks.matching.popularity import chance, popularity, recent_popularity, theme_place_popularity

BAR = "theme × place popularity"
"""The baseline that a ranking must beat to ship."""

ORACLE = "theme × place popularity, area told"
"""The same, told the focus area that a need is about, which a ranking must find out for itself."""


def baselines(asked: Iterable[Need]) -> tuple[Method, ...]:
    """Return the baselines; embeddings only where the optional package is installed."""
    areas = {need.id: frozenset({need.area}) for need in asked}
    bar, words, walk, meaning = (
        theme_place_popularity(BAR),
        bm25("BM25, lemmatised", lemmas()),
        random_walk(),
        embeddings(),
    )
    known = (
        chance(),
        popularity(),
        recent_popularity(),
        bar,
        theme_place_popularity(ORACLE, areas),
        bm25("BM25, plain words", plain_words()),
        words,
        adamic_adar(),
        walk,
        meaning,
        fusion([one for one in (bar, words, walk, meaning) if one is not None], "rank fusion"),
        fusion([one for one in (words, meaning) if one is not None], "rank fusion of words and meaning"),
    )
    return tuple(one for one in known if one is not None)
