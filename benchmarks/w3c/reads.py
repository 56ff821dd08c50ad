"""The read side of the Graph Store Protocol's tests, for a service that is never written to.

Each test writes and reads by turns. What a read must find follows from the writes before it, and the suite tells it:
so the graphs are there from the start, and only the reads are done. Graphs that change within a test, or between two,
need a service each (`rounds`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import RdfFormat

from benchmarks.w3c.manifest import Case
from benchmarks.w3c.requests import Exchange, exchanges
from benchmarks.w3c.results import compared, graph_result

HOST = "www.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A read of a graph of a test. `content` is the Turtle that must be there; None where nothing may be."""

    test: Case
    method: str
    path: str
    accept: str
    content: bytes | None

    @property
    def is_direct(self) -> bool:
        """Whether the graph is named by the address itself."""
        return not urlsplit(self.path).query

    def graph(self, direct: str) -> str | None:
        """Return the name of the graph, where direct names begin with path `direct`; None is the default graph."""
        if self.is_direct:
            return f"http://{HOST}{self.path.replace('/gsp', direct, 1)}"
        return parse_qs(urlsplit(self.path).query).get("graph", [None])[0]


@dataclass(slots=True)
class Round:
    """Reads that one state of the graphs suits: each graph's content by a read's own path."""

    reads: list[Read] = field(default_factory=list)
    state: dict[str | None, bytes | None] = field(default_factory=dict)

    def takes(self, read: Read) -> bool:
        """Take a read in, unless it needs a graph otherwise than the others do; say whether it is in."""
        name = read.graph("/gsp direct")
        if not _same(self.state.setdefault(name, read.content), read.content):
            return False
        self.reads.append(read)
        return True


def reads(test: Case) -> Iterator[Read]:
    """Yield the reads of a test; a graph whose name the server makes up cannot be read without a write."""
    written: bytes | None = None
    for one in exchanges(test):
        if one.method in ("PUT", "POST", "DELETE"):
            written = one.body
        elif "$LOCATION$" not in one.path:
            is_found = any(200 in statuses for statuses in one.statuses)
            yield Read(
                test=test,
                method=one.method,
                path=one.path,
                accept=_accept(one),
                content=(one.expected or written) if is_found else None,
            )


def rounds(tests: Iterable[Case]) -> list[Round]:
    """Return the reads of some tests in as few rounds as taking them one after another needs."""
    found: list[Round] = []
    for test in tests:
        for read in reads(test):
            if not any(one.takes(read) for one in found):
                found.append(Round())
                found[-1].takes(read)
    return found


def _same(one: bytes | None, other: bytes | None) -> bool:
    if one is None or other is None:
        return one is other
    return compared(*(graph_result(each, RdfFormat.TURTLE) for each in (one, other))) == "same"


def _accept(exchange: Exchange) -> str:
    return dict(exchange.headers).get("accept", "text/turtle")
