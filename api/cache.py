"""Answers kept for the next asker: whole ones, for as long as the edition they come from is served."""

from collections import OrderedDict
from typing import NamedTuple


class Kept(NamedTuple):
    """An answer, and the headers that only making it could tell."""

    content: bytes
    headers: tuple[tuple[str, str], ...] = ()


class AnswerCache:
    """Answers by their ETag, the least recently used dropped first. Holds at most `most_bytes` bytes of them.

    An ETag holds the edition of the graph, so that an answer from an earlier one is never given; it only ages. The
    same answer in another coding is kept beside it, by the name of the coding.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.largest = most_bytes // 8
        self._answers: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0

    def get(self, etag: str, coding: str = "identity") -> Kept | None:
        """Return the answer with this ETag, or None where it is not here."""
        found = self._answers.get((etag, coding))
        if found is not None:
            self._answers.move_to_end((etag, coding))
        return found

    def put(self, etag: str, kept: Kept, coding: str = "identity") -> None:
        """Keep an answer, unless it alone would take more than an eighth of the room."""
        if len(kept.content) > self.largest or (etag, coding) in self._answers:
            return
        self._answers[etag, coding] = kept
        self._bytes += len(kept.content)
        while self._bytes > self.most_bytes:
            _, dropped = self._answers.popitem(last=False)
            self._bytes -= len(dropped.content)
