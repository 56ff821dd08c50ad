"""What is found in an index: the hits, the best first, how many there are by facet, and what was set right.

First come things with a number asked for, then those called exactly so, then the rest by how well their words fit
(`bm25` of SQLite with the weights of the columns). Where more fit than are weighed, those whose names fit are weighed,
the best known of them, and all others follow by popularity: their score is 0.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np

from graph.connections import Connections
from graph.errors import NoRelease
from graph.identity.identifiers import business_id
from graph.search.documents import Facet, Kind, in_language
from graph.search.facets import FacetCount, Facets, Ids
from graph.search.marking import SHORTEST_WITHIN, Marks, passage
from graph.search.question import Question, question_of
from graph.search.schema import NAME_WEIGHTS, WEIGHTS, ranking
from graph.search.spelling import Vocabulary
from graph.search.writing import Shown
from graph.text.language import LANGUAGES, Language
from graph.text.stems import Stemmer
from graph.text.words import folded, words
from ontology.terms import ID

MOST_TOLD, MOST_SKIPPED = 100, 10_000
"""How many hits may be asked for at a time, and left out before them."""

WEIGHED = 1000
"""How many hits are weighed by their words; weighing takes two microseconds each."""

HITS = "SELECT json_group_array(rowid) FROM found WHERE found MATCH ?"
CALLED = "SELECT json_group_array(rowid) FROM called WHERE called MATCH ?"
RANKED, RANKED_BY_NAME = ranking("found", WEIGHTS), ranking("called", NAME_WEIGHTS)
SHOWN = "SELECT id, address, kind, shown FROM document WHERE id IN (SELECT value FROM json_each(?))"
ADDRESSES = "SELECT document.address FROM json_each(?) AS hit JOIN document ON document.id = hit.value ORDER BY hit.key"
NUMBERED = "SELECT DISTINCT document FROM number WHERE number IN (SELECT value FROM json_each(?)) ORDER BY document"
NAMED = "SELECT document FROM named WHERE name = ? AND written = ? ORDER BY document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is asked: a text, of each facet the values to choose from (none: any), and which of the hits to tell.

    `language` is that of the answer; None is that of the text, or Finnish where that cannot be told.
    """

    text: str
    chosen: Mapping[Facet, Sequence[str]] = field(default_factory=dict)
    language: Language | None = None
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A thing that was found.

    `matched` is where the words are: `identifier`, `name`, `alias`, `keyword` or `text`. `score` is how well they fit,
    the more the better; 0 where so many fit that this one was not weighed. `snippet` is a passage of its description
    with the words between `**`; None where it has no description. `city` is None where it has none that is known.
    """

    iri: str
    kind: Kind
    label: str
    snippet: str | None
    city: str | None
    score: float
    matched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """The hits asked for, of `total`; the facets count all of them.

    `every` says that all words were found together; else the hits have at least one. `corrected` are the words that no
    thing has, each with the one that was looked for instead. `language` is that of the answer.
    """

    hits: tuple[SearchHit, ...]
    total: int
    facets: tuple[FacetCount, ...]
    corrected: Mapping[str, str]
    language: Language
    every: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """All hits in their order, and the scores of those that have one."""

    order: Ids
    scores: Mapping[int, float]
    numbered: frozenset[int]
    every: bool


class SearchIndex:
    """The index of one release, opened to read only. Threads may share it; each question has a connection to itself."""

    def __init__(self, path: Path, *, stemmers: Mapping[Language, Stemmer] | None = None) -> None:
        """Open the index at `path`; without `stemmers`, with such as it was written with.

        Raises
        ------
        NoRelease
            If the release has none, being of an older version of the program.
        """
        if not path.exists():
            raise NoRelease(f"the release {path.parent.name} has no search index; run: verkosto build")
        self._connections = Connections(path)
        with self._connections.one() as database:
            self._facets = Facets(database)
            self._stemmers = stemmers or _stemmers(database)

    def find(self, asked: Search) -> SearchAnswer:
        """Return what is found.

        Raises
        ------
        BadSearch
            If the text has no word or is too long, or nothing has a value that was chosen.
        """
        with self._connections.one() as database:
            vocabulary = Vocabulary(database)
            question = question_of(asked.text, vocabulary, self._stemmers)
            speaking = asked.language or question.language or "fi"
            found = _found(database, question, asked, self._facets)
            page = found.order[asked.offset : asked.offset + asked.limit]
            marks = _marks(question, vocabulary)
            return SearchAnswer(
                hits=tuple(_hits(database, page.tolist(), found, marks, self._facets, speaking)),
                total=len(found.order),
                facets=self._facets.counted(found.order, speaking),
                corrected=question.corrected,
                language=speaking,
                every=found.every,
            )

    def ranked(self, asked: Search) -> list[str]:
        """Return the addresses of all hits, the best first; raise as `find`."""
        with self._connections.one() as database:
            question = question_of(asked.text, Vocabulary(database), self._stemmers)
            order = _found(database, question, asked, self._facets).order.tolist()
            rows = database.execute(ADDRESSES, (msgspec.json.encode(order).decode(),))
            return [row[0] for row in rows]

    def close(self) -> None:
        """Close the file, as soon as questions that are being answered are."""
        self._connections.close()


def _stemmers(database: sqlite3.Connection) -> dict[Language, Stemmer]:
    """Return stemmers that make base forms as those did that the index was written with."""
    [engine] = database.execute("SELECT value FROM about WHERE name = 'stems-fi'").fetchone()
    return {one: Stemmer(one, voikko=engine.startswith("voikko")) for one in LANGUAGES}


def _found(database: sqlite3.Connection, question: Question, asked: Search, facets: Facets) -> _Found:
    chosen = facets.expression(asked.chosen)
    numbered = _chosen(_ids(database, NUMBERED, msgspec.json.encode(_numbers(asked.text)).decode()), asked, facets)
    named = _chosen(_named(database, question, asked.text), asked, facets)
    first = np.concatenate((numbered, named))
    for every in (True, False):
        expression = _within(question.expression(every=every), chosen)
        hits = _matching(database, HITS, expression)
        if len(hits) or (every and len(first)):
            break
    weighed = _weighed(database, expression, hits, asked.offset + asked.limit + len(first))
    order = _distinct(np.concatenate((first, np.array(list(weighed), np.int32), hits)))
    return _Found(order=order, scores=weighed, numbered=frozenset(numbered.tolist()), every=every)


def _chosen(ids: Ids, asked: Search, facets: Facets) -> Ids:
    return ids[facets.have(ids, asked.chosen)]


def _within(expression: str, chosen: str) -> str:
    return f"{expression} AND {chosen}" if chosen else expression


def _matching(database: sqlite3.Connection, sql: str, expression: str) -> Ids:
    """Return the documents that an expression finds, the best known first."""
    [text] = database.execute(sql, (expression,)).fetchone()
    return np.fromstring(text[1:-1], np.int32, sep=",") if len(text) > 2 else np.empty(0, np.int32)


def _weighed(database: sqlite3.Connection, expression: str, hits: Ids, wanted: int) -> dict[int, float]:
    """Return the documents that fit best and their scores, the best first: of many, those whose names fit."""
    ranked = RANKED
    if len(hits) > WEIGHED:
        ranked, hits = RANKED_BY_NAME, _matching(database, CALLED, expression)[:WEIGHED]
    rows = database.execute(ranked, (expression, int(hits[-1]), wanted)) if len(hits) else ()
    return {number: -rank for number, rank in rows}


def _distinct(ids: Ids) -> Ids:
    """Return numbers once each, where they are first."""
    _, places = np.unique(ids, return_index=True)
    return ids[np.sort(places)]


def _ids(database: sqlite3.Connection, sql: str, given: str) -> Ids:
    return np.array([row[0] for row in database.execute(sql, (given,))], np.int32)


def _named(database: sqlite3.Connection, question: Question, text: str) -> Ids:
    """Return the documents called so: as written, or, where an inflected form is asked for, by its base form."""
    written = " ".join(question.corrected.get(word, word) for word in words(text))
    based = " ".join(term.forms[-1] for term in question.terms)
    rows = database.execute(NAMED, (written, True)).fetchall()
    if based != written:
        rows += database.execute(NAMED, (based, False)).fetchall()
    return np.array([row[0] for row in rows], np.int32)


def _numbers(text: str) -> list[str]:
    """Return how an index may spell a number that is asked for, by itself or at the end of an address."""
    found = {text.strip(), text.strip().rstrip("/").rpartition("/")[2], business_id(text.strip())}
    return sorted(folded(one) for one in found if one)


def _marks(question: Question, vocabulary: Vocabulary) -> Marks:
    """Return the words of a question in every form that documents have, and the parts that are long enough to tell."""
    forms = {form for term in question.terms for form in (*term.forms, *(one for some in term.parts for one in some))}
    return Marks(
        words=frozenset(forms).union(*map(vocabulary.surfaces, forms)),
        prefixes=tuple(one.prefix for one in question.terms if one.prefix is not None),
        within=tuple(sorted(one for one in forms if len(one) >= SHORTEST_WITHIN)),
    )


def _hits(
    database: sqlite3.Connection,
    page: Sequence[int],
    found: _Found,
    marks: Marks,
    facets: Facets,
    speaking: Language,
) -> Iterator[SearchHit]:
    rows = {row[0]: row for row in database.execute(SHOWN, (msgspec.json.encode(page).decode(),))}
    for number in page:
        _, address, kind, content = rows[number]
        shown = msgspec.msgpack.decode(content, type=Shown)
        matched = "identifier" if number in found.numbered else _matched(shown, marks)
        yield SearchHit(
            iri=ID + address,
            kind=kind,
            label=_label(shown, speaking),
            snippet=_snippet(shown.texts, marks, speaking, there=matched == "text"),
            city=facets.label("city", shown.cities[0], speaking) if shown.cities else None,
            score=round(found.scores.get(number, 0.0), 4),
            matched=matched,
        )


def _label(shown: Shown, speaking: Language) -> str:
    labels = {tongue: name for name, tongue in reversed(shown.names)}
    return in_language({one: labels[one] for one in LANGUAGES if one in labels}, speaking) or shown.names[0][0]


def _snippet(texts: Sequence[tuple[str, str]], marks: Marks, speaking: Language, *, there: bool) -> str | None:
    """Return a passage in the language of the answer; where the words are `there`, of a text that has them."""
    if not texts:
        return None
    order = (speaking, *LANGUAGES, "")
    preferred = [text for text, tongue in sorted(texts, key=lambda one: order.index(one[1]))]
    chosen = next((text for text in preferred if marks.are_in(text)), None) if there else None
    return passage(chosen or preferred[0], marks)


def _matched(shown: Shown, marks: Marks) -> str:
    fields = {"name": shown.names, "alias": shown.aliases, "keyword": shown.keywords}
    return next((name for name, some in fields.items() if any(marks.are_in(text) for text, _ in some)), "text")
