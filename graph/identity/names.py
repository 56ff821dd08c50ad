"""Names made comparable: two spellings of one name become equal, two names do not.

What is taken away is what registers differ in: case, accents and the ways they are lost (Itä-Suomen yliopisto,
ITA-SUOMEN YLIOPISTO), text that was decoded wrongly, punctuation, and the legal form at either end. Words are never
left out of the middle, nor are they shortened: "Helsingin yliopisto" and its students' union stay two.
"""

import re
import unicodedata
from functools import lru_cache

FORMS = frozenset(
    # Finnish and Swedish
    "oy oyj ab abp oyab ky kb tmi osk ry rf sr rp ay ok "
    # other European countries
    "ag gmbh mbh kg ev eg se sa sas sarl sarlu sasu srl spa sl slu sau bv nv vzw asbl sprl bvba as asa aps hf ehf ou "
    "uab sia kft zrt nyrt doo dd ad eood ood ead sro spzoo "
    "ltd limited plc llc llp inc incorporated corp co cic lda".split()
)
"""Legal forms as one word each; a name that is nothing else keeps it."""

FAMILIES = {
    **dict.fromkeys("oy oyj ab abp oyab ag gmbh srl spa sas sarl bv nv ltd limited plc inc".split(), "company"),
    **dict.fromkeys("ry rf ev asbl vzw".split(), "association"),
    **dict.fromkeys("sr saatio stiftelse stiftung foundation".split(), "foundation"),
    **dict.fromkeys("ky kb tmi ay".split(), "partnership"),
    **dict.fromkeys("osk".split(), "cooperative"),
}
"""Kinds of legal persons, by the word that says so at the end of a name."""

WORDS = {
    "aktiengesellschaft": "ag",
    "aktiebolag": "ab",
    "osakeyhtio": "oy",
}
"""Legal forms written in full, as one word."""

POINTED = (
    (r"g\.?\s?m\.?\s?b\.?\s?h", "gmbh"),
    (r"s\.\s?a\.\s?r\.\s?l", "sarl"),
    (r"s\.\s?a\.\s?s", "sas"),
    (r"s\.\s?r\.\s?l", "srl"),
    (r"s\.\s?r\.\s?o", "sro"),
    (r"s\.\s?p\.\s?a", "spa"),
    (r"s\.\s?a", "sa"),
    (r"s\.\s?l", "sl"),
    (r"b\.\s?v", "bv"),
    (r"n\.\s?v", "nv"),
    (r"a\.\s?s", "as"),
    (r"a\.\s?g", "ag"),
    (r"d\.\s?o\.\s?o", "doo"),
    (r"d\.\s?d", "dd"),
    (r"e\.\s?v", "ev"),
    (r"r\.\s?f", "rf"),
    (r"r\.\s?y", "ry"),
    (r"sp\.\s?z\s?o\.\s?o", "spzoo"),
)
"""Legal forms written with points, the longer ones first."""

PHRASES = {
    " societa a responsabilita limitata": " srl",
    " societa per azioni": " spa",
    " sociedad limitada": " sl",
    " sociedad anonima": " sa",
    " gesellschaft mit beschrankter haftung": " gmbh",
    " public limited company": " plc",
    " besloten vennootschap": " bv",
    " naamloze vennootschap": " nv",
    " rekisteroity yhdistys": " ry",
    " registrerad forening": " rf",
}
"""Legal forms of several words, and the one word for each."""

AND = frozenset(("and", "ja", "och", "und"))
"""What joins two words of a name, and is written & too."""

COUNTRY = re.compile(r"\s*\((?:finland|suomi)\)$")
"""The country that ROR puts after the names of companies: "Nokia (Finland)"."""

E_AFTER = re.compile(r"(?<=[aou])(?<![aeiouq][aou])e(?=[bcdfghjklmnpqrstvwxz])")
"""The letter that stands for the two points of ä, ö or ü."""

SEPARATORS = re.compile(r"(?:[^\w&]|_)+")
"""What stands between words."""

LOST: dict[int, str] = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d", "œ": "oe"}
)
"""Letters that no accent was taken from."""

MOJIBAKE = re.compile(
    r"[ÃÂ√∂≈][\u0080-\u00bf\u2000-\u2122\u0152-\u0178\u02c6\u02dc\u00c0-\u00ff§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»]"
)
"""Two letters that UTF-8 becomes where it is read as Latin-1 or Mac Roman."""


@lru_cache(maxsize=1 << 16)
def normalised(name: str) -> str:
    """Return what two spellings of one name have in common; "" where nothing is left.

    >>> normalised("ITA-SUOMEN YLIOPISTO") == normalised("Itä-Suomen yliopisto")
    True
    >>> normalised("Oy Huld Ab"), normalised("HULD OY"), normalised("Nokia (Finland)")
    ('huld', 'huld', 'nokia')
    >>> normalised("Centro Ricerche SOCIETÀ A RESPONSABILITÀ LIMITATA"), normalised("Murata Electronics Oy.")
    ('centro ricerche', 'murata electronics')
    >>> normalised("Helsingin yliopiston ylioppilaskunta")
    'helsingin yliopiston ylioppilaskunta'
    """
    return " ".join(_without_form(_words(name)))


@lru_cache(maxsize=1 << 16)
def family(name: str) -> str | None:
    """Return which kind of legal person a name says it is of, None where it does not say.

    An association and the company that it owns often share a name but for the legal form.

    >>> family("Demos Helsinki ry"), family("Demos Helsinki Oy"), family("Demos Helsinki")
    ('association', 'company', None)
    """
    words = _words(name)
    ends = [*words[-1:], *words[:1]] if len(words) > 1 else []
    return next((FAMILIES[one] for one in ends if one in FAMILIES), None)


def respelt(name: str) -> str:
    """Return a normalised name with ae, oe and ue as the letters that they are often written for, folded too.

    Only before a consonant: a Finnish "alue" is none of these. Two names may then look the same, so it is one more
    spelling of a name and not the name.

    >>> respelt("chalmers tekniska hoegskola"), respelt("hyvinvointialueen")
    ('chalmers tekniska hogskola', 'hyvinvointialueen')
    """
    return E_AFTER.sub("", name) if "e" in name else name


def repaired(name: str) -> str:
    """Return `name` as it was before its UTF-8 was read as another encoding; unchanged where it was not.

    >>> repaired("KUNTAYHTYM√Ñ"), repaired("Ã„lykÃ¤s"), repaired("Älykäs")
    ('KUNTAYHTYMÄ', 'Älykäs', 'Älykäs')
    """
    if not MOJIBAKE.search(name):
        return name
    whole = _decoded(name)
    # Where only a part was read wrongly, the whole cannot be read again, but each pair of letters can.
    return whole or MOJIBAKE.sub(lambda found: _decoded(found[0]) or found[0], name)


def _decoded(text: str) -> str | None:
    for encoding in ("cp1252", "latin-1", "mac-roman"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _words(name: str) -> list[str]:
    text = _folded(name if name.isascii() else repaired(name)).rstrip()
    if text.endswith(")"):
        text = COUNTRY.sub("", text)
    if "." in text:
        for pattern, form in _patterns():
            text = pattern.sub(form, text)
    text = SEPARATORS.sub(" ", text.replace("'", "").replace("’", "")).rstrip()
    if text.endswith(tuple(PHRASES)):
        text = next(text.removesuffix(phrase) + form for phrase, form in PHRASES.items() if text.endswith(phrase))
    words = text.split()
    return ["&" if one in AND else WORDS.get(one, one) for one in words]


def _folded(name: str) -> str:
    text = name.casefold()
    if text.isascii():
        return text
    text = text.translate(_letters())
    return text if text.isascii() else _bare(text)


def _bare(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    """Return what Latin letters with accents are without: a table is ten times faster than taking each apart."""
    return {code: _bare(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))} | LOST


def _without_form(words: list[str]) -> list[str]:
    """Return the words without the legal forms at either end, unless nothing else is there."""
    start, end = 0, len(words)
    while end - start > 1 and words[end - 1] in FORMS:
        end -= 1
    while end - start > 1 and words[start] in FRONT:
        start += 1
    return words[start:end]


FRONT = frozenset("oy ab ky tmi".split())
"""Legal forms that stand before a name too: Oy Huld Ab."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b{pattern}\.?(?!\w)"), form) for pattern, form in POINTED)
