"""Search at size: how long the index of invented documents takes to write, and an answer to be found in it.

`python -m benchmarks searching`. The documents' words are met as often as words are (Zipf's law, stop words left out);
a third of a vocabulary of Finnish compounds, the rest syllables. A question takes one to four words of a document, so
that frequent words are asked for often; of some the last is cut short, of some one has a slip, and some choose a city.
Nothing is compared: the bar is 20 ms for 95 of 100 answers.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.building import peak_mb
from graph.search.documents import KINDS, Document, Facet, Labels, Text
from graph.search.finding import Search, SearchIndex
from graph.search.schema import FILE
from graph.search.writing import write_search_index

DOCUMENTS, QUESTIONS = 300_000, 200
MOST_MS = 20.0
"""The most that 95 of 100 answers may take."""

VOCABULARY = 120_000
FLATTENED = 30
"""By how many places the most frequent words are less so: those that would be, stop words, are left out."""

HEADS = "kaupunki terveys energia koulu liikenne hoito ruoka vesi data robotti kierto talous testi kehitys oppi".split()
TAILS = "ympäristö hanke palvelu alusta järjestelmä verkko keskus laite mittaus kokeilu ratkaisu tieto malli".split()
SYLLABLES = "ka ko ti ma su ra lo ve hy tu pe no mi le si ar en os ul is tö pä".split()
CITIES = 50

Say = Callable[[str], None]
Words = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was measured: seconds and bytes of the index, milliseconds of the answers.

    `p50`, `p95` and `longest` are by the clock, `worked_p95` by the processor: less, where others are at work too.
    """

    documents: int
    written: float
    megabytes: float
    peak_mb: float
    questions: int
    hits: int
    p50: float
    p95: float
    longest: float
    worked_p95: float

    @property
    def is_quick(self) -> bool:
        """Whether answers take no longer than they may."""
        return self.p95 <= MOST_MS


def measured(
    folder: Path, documents: int = DOCUMENTS, *, questions: int = QUESTIONS, say: Say = lambda _: None
) -> Searched:
    """Return the measures of an index of so many documents; `folder` takes it."""
    path = folder / FILE
    say(f"writing an index of {documents} documents; this takes minutes")
    begun = time.perf_counter()
    write_search_index(path, made_documents(documents), labels())
    written, written_mb = time.perf_counter() - begun, peak_mb()
    say(f"asking {questions} questions")
    asked = list(made_questions(documents, questions))
    taken, worked, hits = [], [], []
    with closing(SearchIndex(path)) as index:
        index.find(Search(text="kaupunkiympäristö testialustalla"))  # loads dictionaries, once in the life of a service
        for one in asked:
            begun, began_work = time.perf_counter(), time.process_time()
            hits.append(index.find(one).total)
            worked.append((time.process_time() - began_work) * 1000)
            taken.append((time.perf_counter() - begun) * 1000)
    return Searched(
        documents=documents,
        written=written,
        megabytes=path.stat().st_size / 1e6,
        peak_mb=written_mb,
        questions=len(asked),
        hits=int(np.median(hits)),
        p50=float(np.percentile(taken, 50)),
        p95=float(np.percentile(taken, 95)),
        longest=max(taken),
        worked_p95=float(np.percentile(worked, 95)),
    )


def search_words(found: Searched) -> Iterator[str]:
    """Yield what was measured, in words."""
    yield (
        f"Search, {found.documents} documents: index of {found.megabytes:.0f} MB written in {found.written:.0f} s, "
        f"peak {found.peak_mb:.0f} MB."
    )
    verdict = "within" if found.is_quick else "above"
    yield (
        f"{found.questions} questions (median {found.hits} hits): median {found.p50:.1f} ms, 95th percentile "
        f"{found.p95:.1f} ms ({verdict} the {MOST_MS:g} ms of the bar), longest {found.longest:.1f} ms; "
        f"of processor time {found.worked_p95:.1f} ms at the 95th percentile."
    )


def made_documents(number: int, *, seed: int = 1) -> Iterator[Document]:
    """Yield so many invented documents, always the same."""
    rng, known = np.random.default_rng(seed), vocabulary()
    chance = _chances(len(known))
    for place in range(number):
        drawn = known[np.searchsorted(chance, rng.random(48))].tolist()
        yield Document(
            address=f"org/{place:06d}",
            kind=KINDS[int(rng.integers(len(KINDS)))],
            names=(Text(" ".join(drawn[:4]).capitalize(), "fi"),),
            aliases=(Text(" ".join(drawn[4:6]), None if place % 50 == 0 else "en"),),
            keywords=(Text(" ".join(drawn[6:8]), "fi"),),
            texts=(Text(" ".join(drawn[8:]), "fi"),),
            identifiers=(f"{place:07d}-1",),
            cities=(f"place/{int(rng.integers(CITIES))}",),
            focus_areas=(f"focus-area/4.{place % 4 + 1}",),
            sources=("one", "other")[: place % 2 + 1],
            year=2000 + place % 27,
            popularity=int(rng.pareto(1.2)),
        )


def made_questions(documents: int, number: int, *, seed: int = 2) -> Iterator[Search]:
    """Yield so many questions after the words of as many documents, always the same."""
    rng = Random(seed)
    wanted = set(rng.sample(range(documents), min(number, documents)))
    for place, one in enumerate(made_documents(documents)):
        if place in wanted:
            words = f"{one.names[0].value} {one.texts[0].value}".casefold().split()
            asked = rng.sample(words[: rng.choice((4, 4, 20))], rng.randint(1, 4))
            chosen: Mapping[Facet, tuple[str, ...]] = {"city": one.cities} if rng.random() < 0.2 else {}
            yield Search(text=" ".join(_typed(asked, rng)), chosen=chosen, language="fi")


@cache
def vocabulary() -> Words:
    """Return the words of the documents, the most frequent first."""
    rng = Random(3)
    found = {head + tail for head in HEADS for tail in TAILS}.union(HEADS, TAILS)
    while len(found) < VOCABULARY // 3:
        found.add(rng.choice(HEADS) + "".join(rng.choices(SYLLABLES, k=2)) + rng.choice(TAILS))
    while len(found) < VOCABULARY:
        found.add("".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))))
    words = sorted(found)
    rng.shuffle(words)
    return np.array(words)


def labels() -> dict[str, Labels]:
    """Return what the cities are called."""
    return {f"place/{number}": {"fi": f"Kaupunki {number}", "sv": f"Stad {number}"} for number in range(CITIES)}


def _chances(number: int) -> NDArray[np.float64]:
    weights = 1 / (np.arange(number) + FLATTENED)
    chances: NDArray[np.float64] = np.cumsum(weights / weights.sum())
    return chances


def _typed(words: list[str], rng: Random) -> list[str]:
    """Return words as they are typed: some with a slip, some that are not at their end yet."""
    place, how = rng.randrange(len(words)), rng.random()
    if how < 0.25 and len(words[place]) > 4:
        at = rng.randrange(1, len(words[place]) - 1)
        words[place] = words[place][:at] + rng.choice("aeiklnst") + words[place][at + 1 :]
    elif how < 0.5 and len(words[-1]) > 5:
        words[-1] = words[-1][:-2]
    return words
