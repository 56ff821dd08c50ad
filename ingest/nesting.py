"""How deep the brackets of a JSON file go, told while it is read.

A parser that streams keeps the path to where it stands: of some 200,000 brackets in a row each path is as long as its
depth, and together they fill any memory. So the depth is watched before the parser sees the bytes. It is done a block
at a time with what `bytes` does by itself; a loop over bytes or events would take longer than the parsing.
"""

import re
from itertools import accumulate
from typing import IO

from graph.errors import SourceChanged

DEEPEST = 64
"""How many arrays and objects may stand in each other; no source we know has more than a dozen."""

ESCAPED = re.compile(rb"\\.", re.DOTALL)
FOLDED = bytes.maketrans(b"{}", b"[]")
UNMARKED = bytes(set(range(256)) - set(b'[]{}"'))


class Shallow:
    """A JSON file as a parser reads it, block by block; one that is nested too deep is refused.

    >>> from io import BytesIO
    >>> Shallow("tests", "a.json", BytesIO(b'{"a": ["["]}')).read()
    b'{"a": ["["]}'
    """

    def __init__(self, source: str, table: str, stream: IO[bytes]) -> None:
        self._source, self._table, self._stream = source, table, stream
        self._depth, self._within = 0, b""

    def read(self, size: int = -1) -> bytes:
        """Return the next block.

        Raises
        ------
        SourceChanged
            If more than `DEEPEST` arrays and objects stand in each other.
        """
        block = self._stream.read(size)
        brackets = self._brackets(block)
        opened, pairs = _folded(brackets)
        # quick to know and never too little; only where it may be too much are the brackets counted one by one
        if self._depth + opened + pairs > DEEPEST and self._depth + _height(brackets) > DEEPEST:
            raise SourceChanged(self._source, self._table, f"nested more than {DEEPEST} deep; no such file is read")
        self._depth += brackets.count(b"[") - brackets.count(b"]")
        return block

    def _brackets(self, block: bytes) -> bytes:
        """Return the brackets of a block that stand outside texts, all as square ones."""
        text = self._within + block
        if b"\\" in text:
            text = ESCAPED.sub(b"", text)
        parts = text.translate(FOLDED, UNMARKED).split(b'"')
        # the next block begins within what this one leaves open: a text, and half an escape in it
        self._within = (b"" if len(parts) % 2 else b'"') + (b"\\" if text.endswith(b"\\") else b"")
        return b"".join(parts[::2])


def _folded(brackets: bytes) -> tuple[int, int]:
    """Return how many brackets are left open, and how deep those go that are closed; not more than is of interest."""
    pairs = 0
    while pairs <= DEEPEST and b"[]" in brackets:
        brackets = brackets.replace(b"[]", b"")
        pairs += 1
    return brackets.count(b"["), pairs


def _height(brackets: bytes) -> int:
    """Return the greatest depth that brackets reach above where they begin.

    >>> _height(b"]][[[]"), _height(b"")
    (1, 0)
    """
    return max(accumulate((1 if one == ord("[") else -1 for one in brackets), initial=0))
