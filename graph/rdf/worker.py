"""The inside of a worker: it reads a question from its channel, evaluates it, and writes the answer back in frames.

One question at a time, in one thread: a `QuerySolutions` never leaves the thread that made it. The engine serialises
straight into the channel, so an answer of any size needs little memory here. (Of a file it only calls `write` and
`flush`, hence the casts.)
"""

import json
import os
import resource
import socket
from typing import IO, Any, TypeVar, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from graph.errors import BadParameter
from graph.rdf import frames
from graph.rdf.question import BASE
from graph.rdf.rows import Cut, RowGate, TripleGate, Truncated, graph_closing
from graph.rdf.syntax import complaint

PIECE = 64 * 1024
"""How many bytes of an answer are sent at a time."""

KEEP = 32 * 1024
"""How many KiB a worker may have grown by and still take another question; one that grew more makes way."""

RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}

Form = TypeVar("Form", QueryResultsFormat, RdfFormat)


class Outlet:
    """The way back: gathers what is written and sends it in pieces. `written` counts the bytes."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._held = bytearray()
        self.written = 0

    def write(self, data: bytes) -> int:
        """Take some bytes of the answer; the last one stays here until the end."""
        self._held += data
        self.written += len(data)
        if len(self._held) > PIECE:
            self._send(keep=1)
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces are sent when they are worth it."""

    def drop(self, count: int) -> None:
        """Take back the last `count` bytes, at most one."""
        del self._held[len(self._held) - count :]

    def end(self, cut: Cut | None, *, last: bool) -> None:
        """Send what is left and say that the answer is whole, or what cut it; `last` says that the worker ends too."""
        rest = frames.frame(frames.DATA, bytes(self._held)) if self._held else b""
        self._channel.sendall(rest + frames.note(frames.END, cut=cut, last=last))

    def fail(self, error: str, message: str, **position: int | None) -> None:
        """Say why there is no answer: the name of a class of `graph.errors` and its message."""
        self._channel.sendall(frames.note(frames.FAIL, error=error, message=message, **position))

    def _send(self, *, keep: int) -> None:
        self._channel.sendall(frames.frame(frames.DATA, bytes(self._held[:-keep])))
        del self._held[:-keep]


def serve(channel: socket.socket, store: Store) -> None:
    """Answer one question after another until the other side hangs up, or this process has grown too large."""
    born = _peak()
    channel.sendall(frames.note(frames.HELLO, pid=os.getpid()))
    while (got := frames.receive(channel)) is not None:
        outlet = Outlet(channel)
        reply = _reply(store, json.loads(got[1]), outlet)
        grown = _peak() - born > KEEP
        if isinstance(reply, dict):
            outlet.fail(**reply)
        else:
            outlet.end(reply, last=grown)
        if grown:
            return


def _reply(store: Store, wanted: dict[str, Any], outlet: Outlet) -> Cut | dict[str, Any] | None:
    """Write the answer; return what cut it, or the reason that there is none."""
    try:
        return _answer(store, wanted, outlet)
    except Truncated as truncated:
        return truncated.cut
    except SyntaxError as error:
        bad = complaint(str(error))
        return {"error": "BadSyntax", "message": str(bad), "line": bad.line, "column": bad.column}
    except PermissionError:
        return {"error": "Refused", "message": "the query reaches out of the graph, which no query may"}
    except MemoryError:
        return {"error": "OutOfMemory", "message": "the query needed more memory than one query may have"}
    except BadParameter as error:
        return {"error": "BadParameter", "message": str(error)}
    except RuntimeError as error:  # what the engine has no other class for: a function it does not know, say
        return {"error": "QueryError", "message": f"the query cannot be evaluated: {error}"}
    except OSError as error:
        return {"error": "ReleaseError", "message": f"the store cannot be read: {error}"}


def _answer(store: Store, wanted: dict[str, Any], outlet: Outlet) -> Cut | None:
    found = store.query(wanted["sparql"], base_iri=BASE, **_dataset(wanted))
    if isinstance(found, QueryTriples):
        return _write_triples(found, wanted, outlet)
    if isinstance(found, QuerySolutions):
        _write_rows(found, wanted, outlet)
    else:
        _write_boolean(found, wanted, outlet)
    return None


def _dataset(wanted: dict[str, Any]) -> dict[str, Any]:
    if wanted["dataset"] is None:
        return {}
    default, named = wanted["dataset"]
    return {"default_graph": [NamedNode(one) for one in default], "named_graphs": [NamedNode(one) for one in named]}


def _write_rows(found: QuerySolutions, wanted: dict[str, Any], outlet: Outlet) -> None:
    form = _one_of(RESULT_FORMATS, wanted["format"])
    gate = RowGate(
        outlet.write,
        format_name=wanted["format"],
        columns=len(found.variables),
        most_rows=wanted["rows"],
        most_bytes=wanted["size"],
    )
    found.serialize(cast("IO[bytes]", gate), format=form)
    gate.finish()


def _write_triples(found: QueryTriples, wanted: dict[str, Any], outlet: Outlet) -> Cut | None:
    form = _one_of(GRAPH_FORMATS, wanted["format"])
    gate = TripleGate(found, outlet, most_rows=wanted["rows"], most_bytes=wanted["size"])
    serialize(gate, cast("IO[bytes]", outlet), format=form)
    if gate.cut:
        giving_way, mark = graph_closing(wanted["format"], gate.cut)
        outlet.drop(giving_way)
        outlet.write(mark)
    return gate.cut


def _write_boolean(found: QueryBoolean, wanted: dict[str, Any], outlet: Outlet) -> None:
    found.serialize(cast("IO[bytes]", outlet), format=_one_of(RESULT_FORMATS, wanted["format"]))


def _one_of(formats: dict[str, Form], name: str) -> Form:
    if name not in formats:
        raise BadParameter(f"the answer to a query of this form can be had as {', '.join(formats)}, not as {name}")
    return formats[name]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
