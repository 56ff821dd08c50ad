"""Where an answer ends early: a writer that lets whole rows through up to a limit, and then closes the document.

The engine has no row limit and writes in pieces of 8 KB that end anywhere. `RowGate` holds back what follows the last
whole row, so that it can stop after any row. A document that was cut is still well-formed, and says so:

    JSON       a member "truncated" after "results"
    XML        a comment before the end
    CSV, TSV   a last row whose first cell begins with "# truncated"
    Turtle, N-Triples, RDF/XML   a comment at the end
    JSON-LD    a last node without properties, `vk:truncated`: it yields no triple

Triples come as Python objects instead and are counted before they are written (`TripleGate`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress, repeat
from typing import Literal, Protocol

from pyoxigraph import Triple

from ontology import terms

Cut = Literal["rows", "bytes"]
"""Which limit ended an answer."""

BATCH = 32 * 1024
"""How much is gathered before rows are counted."""

HEADS = {"json": b'"bindings":[', "xml": b"<results>", "csv": b"\n", "tsv": b"\n"}
"""What ends the part before the first row."""

CSV_ROW = re.compile(rb'[^"\n]*+(?:"[^"]*+"[^"\n]*+)*+\n')
JSON_PART = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}]', re.DOTALL)


class Truncated(Exception):
    """The answer has been cut and closed."""

    def __init__(self, cut: Cut) -> None:
        super().__init__(cut)
        self.cut: Cut = cut


class RowGate:
    """A file for the engine to write results to; `write` and `finish` raise `Truncated` once a limit is reached."""

    def __init__(
        self, out: Callable[[bytes], object], *, format_name: str, columns: int, most_rows: int, most_bytes: int
    ) -> None:
        self._out, self._format, self._columns = out, format_name, columns
        self._most_rows, self._most_bytes = most_rows, most_bytes
        self._held = bytearray()
        self._rows = self._bytes = 0
        self._headed = self._closed = False
        self._scan_at = BATCH

    def write(self, data: bytes) -> int:
        """Take one piece of the document."""
        if self._closed:  # the engine tries again, when it drops its buffer, what it could not write before
            return len(data)
        self._held += data
        if len(self._held) >= self._scan_at:
            self._release()
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces go on when their rows are whole."""

    def finish(self) -> None:
        """Let the rest through, unless the last row is one too many."""
        self._release()
        ends = list(row_ends(self._format, self._held))
        if self._exceeds(len(ends), len(self._held)):
            self._stop()
        self._out(bytes(self._held))

    def _release(self) -> None:
        if not self._headed:
            self._let_head_through()
        count, end = last_row(self._format, self._held)
        if self._exceeds(count, end or len(self._held)):
            self._stop()
        self._pass(end)
        self._rows += count
        # A row longer than the batch is looked at again only when twice as much has come.
        self._scan_at = max(BATCH, 2 * len(self._held))

    def _exceeds(self, rows: int, size: int) -> bool:
        return self._rows + rows > self._most_rows or self._bytes + size > self._most_bytes

    def _let_head_through(self) -> None:
        mark = HEADS[self._format]
        place = self._held.find(mark)
        if place >= 0:
            self._headed = True
            self._pass(place + len(mark))

    def _pass(self, end: int) -> None:
        if end:
            self._bytes += end
            self._out(bytes(self._held[:end]))
            del self._held[:end]

    def _stop(self) -> None:
        allowed = 0
        cut: Cut = "bytes"
        for row, end in enumerate(row_ends(self._format, self._held), start=self._rows + 1):
            if row > self._most_rows:
                cut = "rows"
                break
            if self._bytes + end > self._most_bytes:
                break
            allowed = end
        self._pass(allowed)
        self._closed = True
        self._out(closing(self._format, self._columns, cut))
        raise Truncated(cut)


def last_row(format_name: str, data: bytearray) -> tuple[int, int]:
    """Return how many rows end in `data`, which begins between two rows, and where the last of them ends.

    Fast rather than complete: in JSON a row counts only once another has begun.
    """
    if format_name == "xml":
        return data.count(b"</result>"), _after(data, b"</result>")
    if format_name == "tsv" or (format_name == "csv" and data.find(b'"') < 0):
        return data.count(b"\n"), _after(data, b"\n")
    if format_name == "json" and data.find(b"{}") < 0:
        return _last_json_row(data)
    ends = list(row_ends(format_name, data))
    return len(ends), ends[-1] if ends else 0


def row_ends(format_name: str, data: bytearray) -> Iterator[int]:
    """Yield where each row ends in `data`, which begins between two rows."""
    if format_name == "json":
        yield from _json_row_ends(data)
    else:
        pattern = {"xml": re.compile(rb"</result>"), "tsv": re.compile(rb"\n"), "csv": CSV_ROW}[format_name]
        yield from (found.end() for found in pattern.finditer(data))


def _after(data: bytearray, mark: bytes) -> int:
    place = data.rfind(mark)
    return place + len(mark) if place >= 0 else 0


def _last_json_row(data: bytearray) -> tuple[int, int]:
    # `}},{"` is the seam of two rows, unless a string ends in `}},{`: then a comma or a brace follows its quote.
    seam = b'}},{"'
    place = len(data) - 1
    while (place := data.rfind(seam, 0, place)) >= 0 and data[place + 5] in b",}":
        place += len(seam) - 1
    if place < 0:
        return 0, 0
    end = place + 2
    upto = end + 4
    count = data.count(seam, 0, upto) - data.count(seam + b",", 0, end) - data.count(seam + b"}", 0, end)
    return count, end


def _json_row_ends(data: bytearray) -> Iterator[int]:
    depth = 0
    for found in JSON_PART.finditer(data):
        part = found[0]
        if part == b"{":
            depth += 1
        elif part == b"}":
            depth -= 1
            if depth < 0:
                return
            if depth == 0:
                yield found.end()


def closing(format_name: str, columns: int, cut: Cut) -> bytes:
    """Return what closes a document of results after a row and says that it was cut."""
    mark = f"truncated: {cut}"
    if format_name == "json":
        return f']}},"truncated":"{cut}"}}'.encode()
    if format_name == "xml":
        return f"</results><!-- {mark} --></sparql>".encode()
    if format_name == "csv":
        return f"# {mark}{',' * (columns - 1)}\r\n".encode()
    return f'"# {mark}"{chr(9) * (columns - 1)}\n'.encode()


class Counter(Protocol):
    """Anything that knows how many bytes went through it."""

    @property
    def written(self) -> int:
        """How many there were so far."""
        ...


class TripleGate:
    """Triples up to a limit. `cut` says afterwards whether, and why, some were left out."""

    BLOCK = 256

    def __init__(self, triples: Iterable[Triple], out: Counter, *, most_rows: int, most_bytes: int) -> None:
        self._triples, self._out = triples, out
        self._most_rows, self._most_bytes = most_rows, most_bytes
        self.cut: Cut | None = None

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples; `compress` asks for leave only after it has drawn one more, so a cut is never a guess."""
        return compress(self._triples, chain.from_iterable(self._leave()))

    def _leave(self) -> Iterator[Iterable[bool]]:
        left = self._most_rows
        while left:
            if self._out.written > self._most_bytes:
                self.cut = "bytes"
                return
            block = min(left, self.BLOCK)
            yield repeat(True, block)
            left -= block
        self.cut = "rows"


def graph_closing(format_name: str, cut: Cut) -> tuple[int, bytes]:
    """Return how many bytes at the end of a whole graph document give way, and to what, to say that it was cut."""
    if format_name == "jsonld":
        return 1, f',{{"@id":"{terms.VK}truncated"}}]'.encode()
    if format_name == "rdfxml":
        return 0, f"<!-- truncated: {cut} -->\n".encode()
    return 0, f"# truncated: {cut}\n".encode()
