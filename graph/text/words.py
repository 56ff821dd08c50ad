"""The words of a text: in small letters, without markup, with å, ä and ö, and other accents taken off.

What is joined by hyphens or slashes is both its parts and one word: "Aalto-yliopisto" is found by "aalto", "yliopisto"
and "aaltoyliopisto". An abbreviation with a case ending after a colon ("EU:n") is the abbreviation.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

LONGEST_TEXT = 64_000
"""How many characters of a text are read; the rest of a longer one is left out."""

LONGEST_WORD = 64
"""How many letters a word may have; what is longer is no word."""

MARKUP = re.compile(r"(?is)<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|</?[a-z][^<>]*>")
TOKEN = re.compile(r"[^\W_]+(?:[-‐‑–/'’:][^\W_]+)*")
ENDING = re.compile(r"[:'’][^\W\d_]{1,4}(?=$|[-‐‑–/])")
JOINT = re.compile(r"[-‐‑–/'’:]")
KEPT = frozenset("åäö")
PLAIN = str.maketrans({"æ": "ä", "ø": "ö", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"})
PLAIN_WORD = re.compile(r"[a-z0-9åäö]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as one, and in the parts that hyphens and slashes divide it into (itself, where none do)."""

    text: str
    parts: tuple[str, ...]


def tokens(text: str, *, limit: int = LONGEST_TEXT) -> Iterator[Token]:
    """Yield the words of the first `limit` characters of `text`.

    >>> [one.text for one in tokens("XR-/5G-verkko <b>Espoossa</b>, EU:n")]
    ['xr', '5gverkko', 'espoossa', 'eu']
    """
    for found in TOKEN.finditer(unicodedata.normalize("NFC", plain(text[:limit])).casefold()):
        if (one := _token(found[0])) is not None:
            yield one


def located(text: str) -> Iterator[tuple[int, int, Token]]:
    """Yield the words of `text`, which has no markup, each with where it begins and ends.

    >>> [(start, end, one.text) for start, end, one in located("Uusi 5G-verkko")]
    [(0, 4, 'uusi'), (5, 14, '5gverkko')]
    """
    for found in TOKEN.finditer(text):
        if (one := _token(unicodedata.normalize("NFC", found[0]).casefold())) is not None:
            yield found.start(), found.end(), one


def _token(word: str) -> Token | None:
    if PLAIN_WORD.fullmatch(word):
        return Token(word, (word,)) if len(word) <= LONGEST_WORD else None
    parts = tuple(one for part in JOINT.split(ENDING.sub("", word)) if (one := folded(part)))
    whole = "".join(parts)
    return Token(whole, parts) if 0 < len(whole) <= LONGEST_WORD else None


def words(text: str, *, limit: int = LONGEST_TEXT) -> list[str]:
    """Return the words of `text` in their order; after the parts of a joined word, the whole.

    >>> words("TKI/RDI: 5G-verkko")
    ['tki', 'rdi', 'tkirdi', '5g', 'verkko', '5gverkko']
    """
    found: list[str] = []
    for one in tokens(text, limit=limit):
        found += one.parts
        if len(one.parts) > 1:
            found.append(one.text)
    return found


def plain(text: str) -> str:
    """Return `text` without markup.

    >>> plain("<p>Lahden&nbsp;testi<br/>alusta</p> a < b").split()
    ['Lahden', 'testi', 'alusta', 'a', '<', 'b']
    """
    if "<" in text:
        text = MARKUP.sub(" ", text)
    return unescape(text) if "&" in text else text


def folded(word: str) -> str:
    """Return a word in small letters with its accents taken off, but for those of å, ä and ö.

    >>> folded("Café"), folded("Ängström")
    ('cafe', 'ängström')
    """
    letters = unicodedata.normalize("NFC", word).casefold().translate(PLAIN)
    return letters if letters.isascii() or PLAIN_WORD.fullmatch(letters) else "".join(map(_bare, letters))


def _bare(letter: str) -> str:
    if letter in KEPT or letter.isascii():
        return letter
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if one.isalnum())
