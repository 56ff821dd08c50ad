"""`python -m benchmarks.matching.speed`: what a match costs beside BM25 alone, over 10,000 made test beds.

All are asked the same needs in turn, on the same words; ratios are those of the medians. BM25 alone is told twice: that
of the library bm25s, which names the ten best, and the look-up of the ranking that ships, then all sorted. To find the
words of a need is counted on each side. A match also looks through trials, concepts and constraints, and tells of ten
test beds why, on which statements.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np

from graph.matching.knowledge import knowledge
from graph.matching.need import Need
from graph.matching.ranking import Matcher, match, matcher
from graph.matching.statements import Statement
from ontology import terms

BEDS, WORDS, NEEDS = 10_000, 6_000, 100
SEED = 20261128
ROUNDS = 5
TOLD = 10
"""How many test beds are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Median seconds of a match, of BM25 alone by bm25s, and of the look-up of words in our own index alone."""

    match: float
    library: float
    own: float


def made(beds: int, seed: int = SEED) -> Iterator[Statement]:
    """Yield the statements of made test beds: a name, a text of 60 words, three themes, two trials each."""
    random = np.random.default_rng(seed)
    words = [_word(number) for number in range(WORDS)]
    for number in range(400):
        theme = f"{terms.ID}theme/t{number}"
        yield Statement(theme, terms.IN_SCHEME, f"{terms.ID}scheme/themes")
        yield Statement(theme, terms.PREF_LABEL, words[number], "en")
    for number in range(beds):
        bed = f"{terms.ID}testbed/b{number:05}"
        text = " ".join(words[int(one)] for one in np.minimum(random.zipf(1.3, 60), WORDS) - 1)
        yield Statement(bed, terms.RDF + "type", terms.TEST_BED)
        yield Statement(bed, terms.PREF_LABEL, f"{words[int(random.integers(WORDS))]} lab {number}", "en")
        yield Statement(bed, terms.CAN_BE_TESTED, text, "en")
        for theme_number in random.integers(0, 400, 3):
            yield Statement(bed, terms.THEME, f"{terms.ID}theme/t{theme_number}")
        for part in range(2):
            trial = f"{terms.ID}trial/b{number:05}-{part}"
            title = " ".join(words[int(one)] for one in random.integers(0, WORDS, 4))
            yield Statement(trial, terms.RDF + "type", terms.TRIAL)
            yield Statement(trial, terms.PREF_LABEL, title, "en")
            yield Statement(trial, terms.TRIAL_AT, bed)


def asked(needs: int, seed: int = SEED) -> list[Need]:
    """Return made needs of twelve words."""
    random = np.random.default_rng(seed + 1)
    return [
        Need(text=" ".join(_word(int(one)) for one in random.integers(0, WORDS, 12)), language="en")
        for _ in range(needs)
    ]


def measured(using: Matcher, needs: Sequence[Need], *, rounds: int = ROUNDS) -> Speed:
    """Return the medians of all sides, asked in turn."""
    sides: dict[str, Callable[[Need], object]] = {
        "match": lambda need: match(using, need, limit=TOLD),
        "library": library(using),
        "own": lambda need: own(using, need),
    }
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for need in needs:
            for name, side in sides.items():
                begun = time.perf_counter()
                side(need)
                taken[name].append(time.perf_counter() - begun)
    return Speed(**{name: statistics.median(seconds) for name, seconds in taken.items()})


def library(using: Matcher) -> Callable[[Need], list[int]]:
    """Return what gives the places of the best test beds by bm25s, over the words that our index has of each."""
    index = bm25s.BM25()
    beds = using.known.beds
    index.index(
        [[word for one in using.wording.passages[bed] for word in one.words] for bed in beds], show_progress=False
    )

    def side(need: Need) -> list[int]:
        words = list(using.lexicon.asked(need.text, need.language))
        found, _ = index.retrieve([words], k=min(TOLD, len(beds)), show_progress=False)
        return [int(place) for place in found[0]]

    return side


def own(using: Matcher, need: Need) -> list[int]:
    """Return the places of the best test beds by the words of our index alone."""
    found = using.wording.strengths(using.lexicon.asked(need.text, need.language))
    return [int(place) for place in np.argsort(-found, kind="stable")[:TOLD]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.speed", description=__doc__)
    parser.add_argument("--beds", type=int, default=BEDS, help="how many test beds (%(default)s)")
    parser.add_argument("--needs", type=int, default=NEEDS, help="how many needs (%(default)s)")
    options = parser.parse_args(arguments)
    using = matcher(knowledge(made(options.beds)))
    found = measured(using, asked(options.needs))
    sys.stdout.write(
        f"{options.beds} test beds, {options.needs} needs: a match {found.match * 1000:.2f} ms.\n"
        f"BM25 alone by bm25s {found.library * 1000:.2f} ms: {found.match / found.library:.1f} times as long (bar 3).\n"
        f"The words of our own index alone {found.own * 1000:.2f} ms: {found.match / found.own:.1f} times as long.\n"
    )
    return 0


def _word(number: int) -> str:
    letters = "bcdfghklmnprst"
    vowels = "aeiou"
    found = ""
    while True:
        found += letters[number % 14] + vowels[number // 14 % 5]
        number //= 70
        if not number and len(found) >= 4:
            return found


if __name__ == "__main__":
    sys.exit(main())
