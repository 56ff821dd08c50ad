"""From what somebody types to what the index is asked.

Each word is looked for as written, by its base form and as a part of a compound; the last one also as the beginning of
a word. A word that no document has is taken apart where it is a compound of words that documents have, or else for the
nearest word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.errors import BadSearch
from graph.search.schema import NAME_COLUMNS
from graph.search.spelling import Vocabulary
from graph.text.language import LANGUAGES, Language, language
from graph.text.stems import Stemmer
from graph.text.stop_words import is_stop_word
from graph.text.words import Token, tokens

LONGEST = 1000
"""How many characters of a question are read."""

MOST_WORDS = 24

SHORTEST_PREFIX = 3
"""How many letters must be there of a word that may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a question. `forms` are what is looked for, any of them; `parts` what is looked for together.

    `prefix` is the beginning of a word, looked for `anywhere` or in names only; None where the word does not go on.
    """

    written: str
    forms: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()
    prefix: str | None = None
    anywhere: bool = False

    @property
    def expression(self) -> str:
        """What finds it, in the syntax of FTS5."""
        found = [_quoted(one) for one in self.forms]
        found += [f"({' AND '.join(map(_quoted, one))})" for one in self.parts]
        if self.prefix is not None:
            found.append(
                f"{_quoted(self.prefix)} *" if self.anywhere else f"({NAME_COLUMNS} : {_quoted(self.prefix)} *)"
            )
        return f"({' OR '.join(found)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: its words, the language it is in (None where that cannot be told), and what was set right.

    `corrected` are the words that no document has, each with the word that was looked for instead. `bare` says that
    it has only words that say nothing, so that names alone are searched.
    """

    terms: tuple[Term, ...]
    language: Language | None
    corrected: Mapping[str, str]
    bare: bool = False

    def expression(self, *, every: bool) -> str:
        """Return what finds the documents with every word, or with any."""
        found = (" AND " if every else " OR ").join(one.expression for one in self.terms)
        return f"({NAME_COLUMNS} : ({found}))" if self.bare else f"({found})"


def question_of(text: str, vocabulary: Vocabulary, stemmers: Mapping[Language, Stemmer]) -> Question:
    """Return what is asked by `text`.

    Raises
    ------
    BadSearch
        If it is too long, or has no word.
    """
    if len(text) > LONGEST:
        raise BadSearch("q", f"{len(text)} characters, at most {LONGEST} are read; ask by the words that matter")
    found = list(tokens(text))
    if not found:
        raise BadSearch("q", f"no word or number to look for in {text.strip()[:40]!r}")
    spoken = language(text)
    saying = [one for one in found if not is_stop_word(one.text, spoken)]
    asked = (saying or found)[:MOST_WORDS]
    corrected: dict[str, str] = {}
    terms = [_term(one, vocabulary, _asked_in(spoken, stemmers), corrected, last=one is found[-1]) for one in asked]
    return Question(terms=tuple(terms), language=spoken, corrected=corrected, bare=not saying)


def _asked_in(spoken: Language | None, stemmers: Mapping[Language, Stemmer]) -> list[Stemmer]:
    return [stemmers[one] for one in LANGUAGES if spoken in (None, one)]


def _term(
    token: Token, vocabulary: Vocabulary, stemmers: Iterable[Stemmer], corrected: dict[str, str], *, last: bool
) -> Term:
    word = token.text
    if len(token.parts) > 1:
        return Term(written=word, forms=(word,), parts=(token.parts, _based(token.parts, vocabulary, stemmers)))
    forms = _forms(word, vocabulary, stemmers)
    if any(one in vocabulary for one in forms) or vocabulary.has(word):
        prefix = word if last and len(word) >= SHORTEST_PREFIX else None
        return Term(written=word, forms=forms, prefix=prefix)
    if last and len(word) >= SHORTEST_PREFIX and vocabulary.begins(word):
        return Term(written=word, forms=(word,), prefix=word, anywhere=True)
    if parts := tuple(found for one in stemmers if (found := one.parts(word, vocabulary))):
        return Term(written=word, forms=(word,), parts=parts)
    if (nearest := vocabulary.nearest(word)) is None:
        return Term(written=word, forms=(word,))
    corrected[word] = nearest
    return Term(written=nearest, forms=_forms(nearest, vocabulary, stemmers))


def _based(words: Iterable[str], vocabulary: Vocabulary, stemmers: Iterable[Stemmer]) -> tuple[str, ...]:
    """Return the base forms of the parts of a joined word."""
    return tuple(_forms(one, vocabulary, stemmers)[-1] for one in words)


def _forms(word: str, vocabulary: Vocabulary, stemmers: Iterable[Stemmer]) -> tuple[str, ...]:
    """Return the word and its base forms: those that documents give it, else those of the languages it may be in."""
    known = vocabulary.stems(word)
    stems = known.values() if known else (one.stem(word) for one in stemmers)
    return tuple(dict.fromkeys((word, *stems)))


def _quoted(word: str) -> str:
    return f'"{word}"'
