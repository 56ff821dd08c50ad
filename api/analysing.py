"""Analyses and matches over HTTP: a process that computes, and who may wait for it.

The process is started when it is first asked. It is at one question at a time; a few others wait. One that has not
answered by the deadline is killed, and the next request starts another.
"""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from graph import errors
from graph.analysis.parameters import Asked
from graph.errors import BadField, OutOfMemory, OutOfTime, Overloaded, VerkostoError

WAITING = 8
"""How many requests may wait for their turn."""

MEMORY_MB = 4096
"""How much the process may take beyond what it has when it has started: what 100,000 actors need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """An answer in the format asked for, and a note: what it was computed from, or does without."""

    body: bytes
    note: str


class Analyst:
    """The process that analyses releases, and the way to it. It belongs to the event loop that asks first."""

    def __init__(self, *, deadline: float, memory_mb: int = MEMORY_MB) -> None:
        self._deadline, self._memory_mb = deadline, memory_mb
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: asyncio.subprocess.Process | None = None

    async def analyse(self, release: Path, name: str, asked: Asked, form: str) -> Analysed:
        """Return an analysis of the release in folder `release`, as `json` or `csv`. Raise as `ask`."""
        return await self.ask(release, {"do": "analyse", "name": name, "asked": asked, "form": form})

    async def ask(self, release: Path, question: Mapping[str, object]) -> Analysed:
        """Return the answer to a question about the release in folder `release`; see `graph.rdf.analyst`.

        Raises
        ------
        OutOfTime
            If it takes longer than it may.
        OutOfMemory
            If it takes more memory than it may, or breaks its process.
        Overloaded
            If too many wait already.
        NetworkError
            If the network lacks what is asked of it.
        BadField
            If a part of the question cannot be used.
        UnknownThing
            If there is nothing at an address that is asked about.
        """
        if self._waiting >= WAITING:
            raise Overloaded("too many wait already; try again in a moment")
        line = msgspec.json.encode({"release": str(release), **question}) + b"\n"
        self._waiting += 1
        try:
            async with self._turn:
                found = await self._answer(line)
        finally:
            self._waiting -= 1
        if "error" in found:
            raise _failure(found)
        return Analysed(body=found["body"].encode(), note=found["note"])

    async def stop(self) -> None:
        """End the process, at whatever it is."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
            self._process = None

    async def _answer(self, line: bytes) -> dict[str, str]:
        try:
            async with asyncio.timeout(self._deadline):
                return await self._exchange(line)
        except TimeoutError:
            await self.stop()
            raise OutOfTime(
                f"it took longer than {self._deadline:g} seconds; ask for less (fewer samples, fewer years), or run it "
                "yourself: verkosto analyse"
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            await self.stop()
            raise OutOfMemory("it needed more memory than one question may have, or broke its process") from None
        except asyncio.CancelledError:  # the client has gone: nobody wants the answer, and the next must not get it
            await self.stop()
            raise

    async def _exchange(self, line: bytes) -> dict[str, str]:
        process = await self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        await process.stdin.drain()
        length = int(await process.stdout.readline())
        found: dict[str, str] = json.loads(await process.stdout.readexactly(length))
        return found

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *command(self._memory_mb),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        return self._process


def command(memory_mb: int) -> list[str]:
    """Return the command that starts `graph.rdf.analyst` in a new Python with the same import path.

    The module is named in text only: what it imports belongs in its process and not in this one.
    """
    start = f"import sys; sys.path[:] = {sys.path!r}; from graph.rdf import analyst; analyst.main(sys.argv[1:])"
    return [sys.executable, "-c", start, str(os.getpid()), str(memory_mb)]


def _failure(said: dict[str, str]) -> VerkostoError:
    if "field" in said:
        fitting: type[BadField] = getattr(errors, said["error"])
        return fitting(said["field"], said["message"])
    found: VerkostoError = getattr(errors, said["error"])(said["message"])
    return found
