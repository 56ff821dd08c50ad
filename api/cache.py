"""Answers kept for the next asker: whole ones, for as long as the edition they come from is served."""

from collections import OrderedDict


class AnswerCache:
    """Answers by their ETag, the least recently used dropped first. Holds at most `most_bytes` bytes of them.

    An ETag holds the edition of the graph, so that an answer from an earlier one is never given; it only ages.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.largest = most_bytes // 8
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, etag: str) -> bytes | None:
        """Return the answer with this ETag, or None where it is not here."""
        found = self._answers.get(etag)
        if found is not None:
            self._answers.move_to_end(etag)
        return found

    def put(self, etag: str, body: bytes) -> None:
        """Keep an answer, unless it alone would take more than an eighth of the room."""
        if len(body) > self.largest or etag in self._answers:
            return
        self._answers[etag] = body
        self._bytes += len(body)
        while self._bytes > self.most_bytes:
            _, dropped = self._answers.popitem(last=False)
            self._bytes -= len(dropped)
