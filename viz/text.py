"""Text from data in pictures: escaped, cut where it is too long, and how wide it is.

Names come from anywhere. Whatever is in them is shown as text: marks of HTML, quotes, letters that run from right to
left, emoji. What XML cannot hold is replaced, and signs that turn the direction of what follows are left out.
"""

import re
import unicodedata
from html import escape

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, however they are written."""

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs of Unicode that say in which direction text runs."""

NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]- "), frozenset("mwMW@%&—")
EM = {"narrow": 0.42, "wide": 1.0, "upper": 0.74, "other": 0.64, "full": 1.3, "none": 0.0}
"""How wide characters are, in ems: a little wider than in DejaVu Sans, the widest of the fonts that are common."""


def plain(text: str) -> str:
    r"""Return a text on one line, without what XML cannot hold and without signs of direction.

    >>> plain("a\u202eb\x00 \n c")
    'ab� c'
    """
    return " ".join(TURNING.sub("", FORBIDDEN.sub("�", text)).split())


def escaped(text: str) -> str:
    """Return a text as it stands in SVG or HTML, also within quotes.

    >>> escaped('<b>"R&D"</b>')
    '&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;'
    """
    return escape(plain(text))


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words where that loses little.

    >>> shortened("Metropolia Ammattikorkeakoulu Oy", 20), shortened("Helsinki", 20)
    ('Metropolia…', 'Helsinki')
    """
    text = plain(text)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    word = cut.rpartition(" ")[0]
    return (word if len(word) >= most // 2 else cut).rstrip(" ,;:-–\u200d") + "…"


def width(text: str, size: float) -> float:
    """Return about how wide a text is in a sans-serif font of `size`; rather more than less.

    >>> width("iii", 10) < width("ooo", 10) < width("WWW", 10)
    True
    """
    return sum(EM[_class(one)] for one in text) * size


def lines(text: str, size: float, room: float) -> list[str]:
    """Return a text broken between words into lines that are no wider than `room`.

    >>> lines("one two three", 10, 60)
    ['one two', 'three']
    """
    found: list[str] = []
    for word in plain(text).split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def _class(one: str) -> str:
    if one in NARROW:
        return "narrow"
    if one in WIDE:
        return "wide"
    if unicodedata.combining(one) or unicodedata.category(one) in ("Mn", "Cf"):
        return "none"
    if unicodedata.east_asian_width(one) in "WF" or unicodedata.category(one) == "So":
        return "full"
    return "upper" if one.isupper() else "other"
