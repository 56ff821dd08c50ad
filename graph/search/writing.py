"""The index of a release, written once: in one pass over the documents, and one over what was noted of them.

The documents themselves wait in a temporary file between the passes, since only the first tells how popular each is and
which words there are. In memory are the words, each once, and a few numbers of every document.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from graph.search.documents import FACETS, Document, Facet, Labels, Text, kind_labels
from graph.search.schema import INDEXES, TABLES, facet_word
from graph.text.language import LANGUAGES, Language, language
from graph.text.stems import SHORTEST_PART, Stemmer
from graph.text.stop_words import is_stop_word
from graph.text.words import folded, plain, words

SHOWN = 4000
"""How many characters of a text are kept to be shown."""

STEP = 1000
"""After how many documents progress is told."""

UNTOLD: Language = "fi"
"""The language of a text that nobody tells and nothing shows."""

DOCUMENT = "INSERT INTO document VALUES (?, ?, ?, ?)"
FOUND = """INSERT INTO found (rowid, name, name_stem, alias, alias_stem, keyword, keyword_stem, text, text_stem, part,
    facet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

CALLED = "INSERT INTO called (rowid, name, name_stem, alias, alias_stem, facet) VALUES (?, ?, ?, ?, ?, ?)"


class Shown(msgspec.Struct, frozen=True):
    """What is shown of a document: of each field the texts with their languages ("" where nobody tells)."""

    names: list[tuple[str, str]]
    aliases: list[tuple[str, str]]
    keywords: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    cities: list[str]


class Noted(msgspec.Struct):
    """What the first pass notes of a document for the second: its words by field and language."""

    address: str
    kind: str
    shown: msgspec.Raw
    words: list[list[tuple[str, str]]]
    facets: list[list[str]]
    numbers: list[str]
    names: list[tuple[str, str]]


class Choice(msgspec.Struct, frozen=True):
    """A value of a facet, and what it is called."""

    value: str
    labels: dict[Language, str]


@dataclass(slots=True)
class _Words:
    """Every word, in how many documents it is, and in which languages."""

    counts: Counter[str] = field(default_factory=Counter)
    spoken: dict[Language, set[str]] = field(default_factory=lambda: {one: set() for one in LANGUAGES})


def write_search_index(
    path: Path,
    documents: Iterable[Document],
    labels: Mapping[str, Labels],
    *,
    told: Callable[[int, int], None] = lambda _done, _total: None,
    stemmers: Mapping[Language, Stemmer] | None = None,
) -> int:
    """Write the index of `documents` to a new file, and return how many there are.

    `labels` are those of the cities and focus areas by address; `told` hears how many documents are done, and of how
    many, once that is known.
    """
    speaking = stemmers or {one: Stemmer(one) for one in LANGUAGES}
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        database.execute("CREATE TEMP TABLE noted (popularity INTEGER, address TEXT, content BLOB)")
        database.execute("BEGIN")
        known = _Words()
        total = _note(database, documents, known)
        _write_words(database, known, speaking)
        _write_documents(database, known, speaking, labels, lambda done: told(done, total))
        told(total, total)
        database.executemany(
            "INSERT INTO about VALUES (?, ?)",
            [("documents", str(total)), *((f"stems-{one}", speaking[one].engine) for one in LANGUAGES)],
        )
        database.execute("COMMIT")
        database.executescript(INDEXES)
        return total


def _note(database: sqlite3.Connection, documents: Iterable[Document], known: _Words) -> int:
    database.executemany(
        "INSERT INTO noted VALUES (?, ?, ?)",
        ((one.popularity, one.address, msgspec.msgpack.encode(_noted(one, known))) for one in documents),
    )
    [total] = database.execute("SELECT count(*) FROM noted").fetchone()
    return int(total)


def _noted(one: Document, known: _Words) -> Noted:
    fields = (one.names, one.aliases, one.keywords, one.texts)
    spoken = [[_words_of(text, whole=place < 2) for text in texts] for place, texts in enumerate(fields)]
    met: set[str] = set()
    for tongue, found in (pair for texts in spoken for pair in texts):
        met.update(found)
        known.spoken[tongue].update(found)
    known.counts.update(met)
    shown = Shown(
        names=_kept(one.names),
        aliases=_kept(one.aliases),
        keywords=_kept(one.keywords),
        texts=_kept(one.texts),
        cities=list(one.cities),
    )
    return Noted(
        address=one.address,
        kind=one.kind,
        shown=msgspec.Raw(msgspec.msgpack.encode(shown)),
        words=[[(tongue, " ".join(found)) for tongue, found in texts] for texts in spoken],
        facets=[list(one.values(facet)) for facet in FACETS],
        numbers=sorted({folded(number) for number in one.identifiers}),
        names=[(tongue, " ".join(found)) for texts in spoken[:2] for tongue, found in texts if found],
    )


def _words_of(text: Text, *, whole: bool) -> tuple[Language, list[str]]:
    """Return the language of a text and its words; a `whole` one with those that say nothing."""
    tongue = text.language or language(text.value) or UNTOLD
    found = words(text.value)
    return tongue, found if whole else [one for one in found if not is_stop_word(one, tongue)]


def _kept(texts: Iterable[Text]) -> list[tuple[str, str]]:
    return [(" ".join(plain(one.value[: 2 * SHOWN]).split())[:SHOWN], one.language or "") for one in texts]


def _write_words(database: sqlite3.Connection, known: _Words, speaking: Mapping[Language, Stemmer]) -> None:
    database.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?)",
        ((number, word, word[::-1], known.counts[word]) for number, word in enumerate(sorted(known.counts), start=1)),
    )
    for tongue, stemmer in speaking.items():
        database.executemany(
            "INSERT INTO form VALUES (?, ?, ?)",
            ((word, tongue, stemmer.stem(word)) for word in sorted(known.spoken[tongue])),
        )


def _write_documents(
    database: sqlite3.Connection,
    known: _Words,
    speaking: Mapping[Language, Stemmer],
    labels: Mapping[str, Labels],
    done: Callable[[int], None],
) -> None:
    forms = {tongue: _Forms(speaking[tongue], known) for tongue in LANGUAGES}
    facets: dict[Facet, _Codes] = {facet: _Codes() for facet in FACETS}
    waiting = database.execute("SELECT content FROM noted ORDER BY popularity DESC, address")
    for number, (content,) in enumerate(waiting, start=1):
        one = msgspec.msgpack.decode(content, type=Noted)
        database.execute(DOCUMENT, (number, one.address, one.kind, bytes(one.shown)))
        database.executemany("INSERT INTO number VALUES (?, ?)", ((key, number) for key in one.numbers))
        database.executemany(
            "INSERT INTO named VALUES (?, ?, ?)", ((*name, number) for name in _called(one.names, forms))
        )
        codes: list[tuple[Facet, list[int]]] = [
            (facet, facets[facet].add(values)) for facet, values in zip(FACETS, one.facets, strict=True)
        ]
        marks = " ".join(facet_word(facet, code) for facet, some in codes for code in some)
        columns = (number, *_columns(one.words, forms), marks)
        database.execute(FOUND, columns)
        database.execute(CALLED, (*columns[:5], marks))
        if number % STEP == 0:
            done(number)
    for facet, found in facets.items():
        database.execute("INSERT INTO facet VALUES (?, ?, ?, ?)", (facet, *found.written(facet, labels)))


def _columns(texts: list[list[tuple[str, str]]], forms: Mapping[Any, "_Forms"]) -> Iterator[str]:
    """Yield the words of each field and their base forms, and last the parts of all."""
    parts: dict[str, None] = {}
    for some in texts:
        stems: list[str] = []
        for tongue, found in some:
            for word in found.split():
                stem, divided = forms[tongue].of(word)
                if stem != word:
                    stems.append(stem)
                parts.update(dict.fromkeys(divided))
        yield " ".join(found for _, found in some)
        yield " ".join(stems)
    yield " ".join(parts)


def _called(names: list[tuple[str, str]], forms: Mapping[Any, "_Forms"]) -> Iterator[tuple[str, bool]]:
    """Yield what a thing is called, each once: as written, and in base forms."""
    for name in sorted({name for _, name in names}):
        yield name, True
    for name in sorted({" ".join(forms[tongue].of(word)[0] for word in name.split()) for tongue, name in names}):
        yield name, False


class _Forms:
    """The base form and the parts of each word of a language, found once."""

    def __init__(self, stemmer: Stemmer, known: _Words) -> None:
        self._stemmer = stemmer
        self._vocabulary = {
            stem for word in known.spoken[stemmer.language] if len(stem := stemmer.stem(word)) >= SHORTEST_PART
        }
        self._kept: dict[str, tuple[str, tuple[str, ...]]] = {}

    def of(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Return the base form of a word, and the parts it is compounded of."""
        found = self._kept.get(word)
        if found is None:
            found = self._kept[word] = (self._stemmer.stem(word), self._stemmer.parts(word, self._vocabulary))
        return found


class _Codes:
    """The values of one facet: document by document their codes, which are given as they come."""

    def __init__(self) -> None:
        self._values: dict[str, int] = {}
        self._starts, self._codes = array("i", [0, 0]), array("i")

    def add(self, values: Iterable[str]) -> list[int]:
        """Note the values of the next document, and return their codes."""
        found = [self._values.setdefault(value, len(self._values)) for value in dict.fromkeys(values)]
        self._codes.extend(found)
        self._starts.append(len(self._codes))
        return found

    def written(self, facet: Facet, labels: Mapping[str, Labels]) -> tuple[bytes, bytes, bytes]:
        """Return the values with their labels, where the codes of each document begin, and the codes.

        The documents are numbered from 1, so that the first two beginnings are those of none.
        """
        named = kind_labels() if facet == "kind" else labels
        choices = [Choice(value, dict(named.get(value, {}))) for value in self._values]
        return msgspec.json.encode(choices), self._starts.tobytes(), self._codes.tobytes()
