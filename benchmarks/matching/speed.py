"""`python -m benchmarks.matching.speed`: what a match costs beside BM25 alone, over 10,000 made test beds.

Both are asked the same needs in turn, on the same texts; the ratio is that of the medians. BM25 alone is the look-up of
words of the ranking that ships: to find the words of a need is counted on both sides.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Sequence

import numpy as np

from graph.matching.knowledge import knowledge
from graph.matching.need import Need
from graph.matching.ranking import Matcher, match, matcher
from graph.matching.statements import Statement
from ontology import terms

BEDS, WORDS, NEEDS = 10_000, 6_000, 100
SEED = 20261128
ROUNDS = 5


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


def seconds(using: Matcher, needs: Sequence[Need]) -> tuple[float, float]:
    """Return the median seconds of a match, and of BM25 alone, asked in turn."""
    whole, alone = [], []
    for _ in range(ROUNDS):
        for need in needs:
            begun = time.perf_counter()
            match(using, need)
            between = time.perf_counter()
            found = using.wording.strengths(using.lexicon.asked(need.text, need.language))
            np.argsort(-found, kind="stable")[:10]
            alone.append(time.perf_counter() - between)
            whole.append(between - begun)
    return statistics.median(whole), statistics.median(alone)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.speed", description=__doc__)
    parser.add_argument("--beds", type=int, default=BEDS, help="how many test beds (%(default)s)")
    parser.add_argument("--needs", type=int, default=NEEDS, help="how many needs (%(default)s)")
    options = parser.parse_args(arguments)
    using = matcher(knowledge(made(options.beds)))
    whole, alone = seconds(using, asked(options.needs))
    sys.stdout.write(
        f"{options.beds} test beds, {options.needs} needs: a match {whole * 1000:.2f} ms, BM25 alone "
        f"{alone * 1000:.2f} ms; {whole / alone:.1f} times as long\n"
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
