"""One worker as the service sees it: a connection over which a question goes and an answer comes back."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Protocol, cast

from graph import errors
from graph.errors import BadSyntax, OutOfMemory, VerkostoError
from graph.rdf import frames
from graph.rdf.answer import Answer


class Keeper(Protocol):
    """Who is told what becomes of a worker."""

    def on_ready(self, worker: "Worker") -> None:
        """Hear that `worker` can take a question."""

    def on_lost(self, worker: "Worker") -> None:
        """Hear that `worker` has ended."""


class Worker(asyncio.Protocol):
    """The connection to one worker. It has an `answer` while it is at a question, and never two."""

    def __init__(self, number: int, keeper: Keeper) -> None:
        self.number, self._keeper = number, keeper
        self.pid: int | None = None
        self.answer: Answer | None = None
        self.retiring = False
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._on: dict[bytes, Callable[[bytes], None]] = {
            frames.HELLO: self._hello,
            frames.DATA: self._data,
            frames.END: self._end,
            frames.FAIL: self._fail,
        }

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the worker."""
        self._transport = cast("asyncio.Transport", transport)  # a stream's transport is one; asyncio types it wider

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio calls it so
        """Fail the answer that will not come, and tell the keeper."""
        if self.answer is not None:
            self.answer.fail(OutOfMemory("the query needed more memory than one query may have, or broke its worker"))
            self.answer = None
        self._keeper.on_lost(self)

    def data_received(self, data: bytes) -> None:
        """Take frames, whole or in pieces."""
        self._buffer += data
        start, head = 0, frames.HEAD.size
        while len(self._buffer) - start >= head:
            letter, length = frames.HEAD.unpack_from(self._buffer, start)
            end = start + head + length
            if len(self._buffer) < end:
                break
            self._on[letter](bytes(self._buffer[start + head : end]))
            start = end
        del self._buffer[:start]

    @property
    def worked(self) -> float:
        """Return the seconds of processor time that the worker has used; of the clock, where the system does not tell.

        The clock of another process has the number (~pid << 3) | 2 (clock_getcpuclockid of the Linux C library).
        """
        try:
            return time.clock_gettime((~self.pid << 3) | 2) if self.pid is not None else 0.0
        except OSError:
            return time.monotonic()

    def ask(self, request: bytes, answer: Answer) -> None:
        """Send a question; what comes back goes into `answer`."""
        assert self._transport is not None
        self.answer = answer
        self._transport.write(frames.frame(frames.ASK, request))

    def hold(self, hold: bool) -> None:
        """Stop reading what the worker sends, so that it waits; or go on."""
        if self._transport is None or self._transport.is_closing():
            return
        if hold:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def hang_up(self) -> None:
        """Close the connection; an idle worker ends by itself."""
        if self._transport is not None:
            self._transport.abort()

    def _hello(self, body: bytes) -> None:
        self.pid = json.loads(body)["pid"]
        self._keeper.on_ready(self)

    def _data(self, body: bytes) -> None:
        if self.answer is not None:
            self.answer.take(body)

    def _end(self, body: bytes) -> None:
        said = json.loads(body)
        self.retiring = self.retiring or said["last"]
        self._finish(lambda answer: answer.end(said["cut"]))

    def _fail(self, body: bytes) -> None:
        failure = failure_of(body)
        self._finish(lambda answer: answer.fail(failure))

    def _finish(self, how: Callable[[Answer], None]) -> None:
        answer, self.answer = self.answer, None
        if answer is not None:
            how(answer)
        self._keeper.on_ready(self)


def failure_of(body: bytes) -> VerkostoError:
    """Return the error that a worker told in the body of a frame."""
    said = json.loads(body)
    if said["error"] == "BadSyntax":
        return BadSyntax(said["message"], line=said["line"], column=said["column"])
    found: VerkostoError = getattr(errors, said["error"])(said["message"])
    return found
