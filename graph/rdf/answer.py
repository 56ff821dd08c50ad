"""An answer on its way: what a worker has sent so far, and what is known of the rest."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from graph.errors import OutOfTime, VerkostoError
from graph.rdf.question import MIB
from graph.rdf.rows import Cut

FIRST = MIB
"""How much is gathered before an answer is handed over: within it, an error is still only an error."""

HIGH = 2 * MIB
"""How much is gathered at most before the worker must wait for the reader."""

PIECE = 256 * 1024
"""How much is given to the reader at a time, at least, while there is more."""


@dataclass(slots=True, kw_only=True, eq=False)
class Answer:
    """The answer to one question to one release. `edition` names the release and where its store is held.

    `begun` is over once the first MiB is here, or the end. `cut` says, once `ended`, which limit left rows out.
    Iterating gives the bytes, and raises where they stop before the end. Close it if you do not read it to the end:
    that ends the worker.
    """

    release: str
    edition: str
    begun: asyncio.Future[None]
    hold: Callable[[bool], None]
    leave: Callable[[], None]
    ended: bool = False
    cut: Cut | None = None
    failure: VerkostoError | None = None
    _pieces: list[bytes] = field(default_factory=list)
    _size: int = 0
    _held: bool = False
    _news: asyncio.Event | None = None

    def take(self, data: bytes) -> None:
        """Add what the worker has sent."""
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= FIRST and not self.begun.done():
            self._begin()
        if self._size >= PIECE and self._news is not None:
            self._news.set()
        if self._size >= HIGH and not self._held:
            self._held = True
            self.hold(True)

    def end(self, cut: Cut | None) -> None:
        """Note that the answer is whole, or was cut at a limit."""
        self.ended, self.cut = True, cut
        self._let_go()
        self._begin()

    def fail(self, failure: VerkostoError) -> None:
        """Note that there will be no more, and why."""
        self.failure = self.failure or failure
        self._let_go()
        self._begin()

    @property
    def is_held(self) -> bool:
        """Whether the worker must wait, since the reader does not take what is here."""
        return self._held

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.ended or self.failure is not None

    def _begin(self) -> None:
        if not self.begun.done():
            self.begun.set_result(None)
        if self._news is not None:
            self._news.set()

    def drain(self) -> bytes:
        """Return what is here and has not been read yet."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        self._let_go()
        return data

    def _let_go(self) -> None:
        """Let the worker send again: also at the end, for what it sends next belongs to another question."""
        if self._held:
            self._held = False
            self.hold(False)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes as they come."""
        self._news = asyncio.Event()
        try:
            while True:
                over = self.is_over
                if self._size >= PIECE or (over and self._size):
                    yield self.drain()
                elif self.failure:
                    raise self.failure
                elif over:
                    return
                else:
                    await self._wait()
        finally:
            self.close()

    async def _wait(self) -> None:
        assert self._news is not None
        self._news.clear()
        await self._news.wait()

    async def read(self) -> bytes:
        """Return all of it."""
        return b"".join([piece async for piece in self])

    def close(self) -> None:
        """Give the worker free; one that is not done is ended."""
        if not self.is_over:
            self.leave()
            self.fail(OutOfTime("the reader left before the end"))
