"""The live release, ready to be asked: a pool of workers over it, replaced when another release becomes current.

`Workers` is what the service asks. It looks about once a second which release is current. A new one is served from
disk at once; where it fits into memory, a second pool loads it meanwhile and takes over when it is ready (evaluation
in memory is several times faster). A pool that is replaced answers what it has in hand and then ends.

`ask` is for the command line and for notebooks: one question, one worker, no event loop.
"""

import asyncio
import logging
import socket
import subprocess
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import NoRelease, OutOfMemory, OutOfTime, ReleaseError
from graph.rdf import frames, nursery
from graph.rdf.answer import Answer
from graph.rdf.crew import failure_of
from graph.rdf.nursery import Plan
from graph.rdf.pool import Pool
from graph.rdf.question import MIB, Limits, Question, encode

LOG = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""How many seconds pass between two looks at which release is current."""

MEMORY_PER_DISK = 3
"""How many times its size on disk a store takes in memory; measured 2.7 for a million short statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A release as far as serving it goes."""

    id: str
    store: Path
    issued: str
    triples: int


class Workers:
    """Answers questions from whatever release is current. `find` says which, or raises `NoRelease`."""

    def __init__(self, find: Callable[[], Served], *, limits: Limits) -> None:
        self._find, self.limits = find, limits
        self.release: Served | None = None
        self._pool: Pool | None = None
        self._watch: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._retiring: set[Pool] = set()
        self._trouble = ""

    async def start(self) -> None:
        """Serve the current release, if there is one, and keep looking for the next."""
        await self._look()
        self._watch = asyncio.create_task(self._look_again())

    async def stop(self) -> None:
        """End all workers."""
        for task in (self._watch, *self._tasks):
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in (self._watch, *self._tasks) if task), return_exceptions=True)
        for pool in (self._pool, *self._retiring):
            if pool is not None:
                await pool.stop()
        self._pool, self.release = None, None

    async def ask(self, question: Question) -> Answer:
        """Return the answer of the current release to `question`; see `Pool.ask`.

        Raises
        ------
        NoRelease
            If nothing is being served.
        QueryError
            If there is no answer.
        """
        if self._pool is None:
            raise NoRelease("no release is being served yet; run: verkosto build")
        return await self._pool.ask(question)

    @property
    def is_well(self) -> bool:
        """Whether there is somebody to ask."""
        return self._pool is not None and not self._pool.is_lost

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers of the current release."""
        return self._pool.pids if self._pool is not None else []

    @property
    def edition(self) -> str | None:
        """The edition that the next question goes to; see `Pool.edition`."""
        return self._pool.edition if self._pool is not None else None

    @property
    def in_memory(self) -> bool:
        """Whether the current release is held in memory."""
        return self._pool is not None and self._pool.in_memory

    @property
    def is_settled(self) -> bool:
        """Whether nothing is under way: no release being loaded, and no pool that answers what it has in hand."""
        return not self._tasks

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._look()

    async def _look(self) -> None:
        """Serve the current release if it is not served yet, or if its pool was lost."""
        try:
            found = self._find()
            if self.release != found or self._pool is None or self._pool.is_lost:
                await self._switch(found)
        except (ReleaseError, OSError, ValueError) as error:
            # Nothing there, gone while we looked, or broken: what is served goes on being served.
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if str(error) != self._trouble and not isinstance(error, NoRelease):
            LOG.warning("the current release cannot be served: %s", error)
        self._trouble = str(error)

    async def _switch(self, found: Served) -> None:
        await self._replace(found, in_memory=False)
        if _size(found.store) * MEMORY_PER_DISK <= self.limits.in_memory_mb * MIB:
            self._spawn(self._load(found))

    async def _load(self, found: Served) -> None:
        with suppress(ReleaseError):  # then the pool on disk goes on
            await self._replace(found, in_memory=True)

    async def _replace(self, found: Served, *, in_memory: bool) -> None:
        pool = Pool(found.id, found.store, limits=self.limits, in_memory=in_memory)
        await pool.start()
        if in_memory and self.release != found:  # yet another release came while this one was being loaded
            await pool.stop()
            return
        old, self._pool, self.release = self._pool, pool, found
        if old is not None:
            self._retiring.add(old)
            self._spawn(self._retire(old))

    async def _retire(self, pool: Pool) -> None:
        await pool.retire()
        self._retiring.discard(pool)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def ask(store: Path, question: Question, *, limits: Limits | None = None) -> bytes:
    """Return the answer of the store in folder `store`, from a worker of its own that is killed at the deadline.

    Raises
    ------
    QueryError
        If there is no answer.
    """
    limits = limits or Limits()
    ours, theirs = socket.socketpair()
    plan = Plan(store=str(store), in_memory=False, memory_mb=limits.memory_mb)
    with ours, theirs:
        process = subprocess.Popen(  # noqa: S603 - our own module
            nursery.command("lone_worker", plan, theirs.fileno()), pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
        )
        theirs.close()
        try:
            return _converse(ours, encode(question, limits), time.monotonic() + limits.deadline)
        finally:
            process.kill()
            process.wait()


def _converse(channel: socket.socket, request: bytes, due: float) -> bytes:
    pieces: list[bytes] = []
    channel.sendall(frames.frame(frames.ASK, request))
    while True:
        channel.settimeout(max(due - time.monotonic(), 0.001))
        try:
            got = frames.receive(channel)
        except TimeoutError:
            raise OutOfTime("the query was not answered before its deadline") from None
        if got is None:
            raise OutOfMemory("the query needed more memory than one query may have, or broke its worker")
        letter, body = got
        if letter == frames.DATA:
            pieces.append(body)
        elif letter == frames.END:
            return b"".join(pieces)
        elif letter == frames.FAIL:
            raise failure_of(body)


def _size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.iterdir() if one.is_file())
