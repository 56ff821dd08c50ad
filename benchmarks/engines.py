"""The engines that are compared, each a process of its own on a free port, ended when its context ends."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO, Any

from benchmarks.plain import Added
from graph.rdf.sandbox import die_with_parent

PATIENCE = 180.0
"""Seconds that an engine may take to be ready."""


class EngineFailed(Exception):
    """An engine did not start, or did not answer a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where an engine answers queries, and a word on how it runs."""

    name: str
    port: int
    path: str
    note: str = ""

    def restart(self) -> None:
        """Stop the query that the engine is at, where nothing gentler than a restart does."""
        raise EngineFailed(f"{self.name} took too long for a query")


@dataclass(frozen=True, slots=True, kw_only=True)
class RdflibEndpoint(Engine):
    """rdflib-endpoint as `benchmarks.plain` serves it."""

    added: Added
    said: IO[str]
    pids: list[int] = field(default_factory=list)

    def restart(self) -> None:
        """Kill the fork that is at the query; take the next one."""
        os.kill(self.pids.pop(), signal.SIGKILL)
        self.pids.append(_told(self.said)["pid"])


@contextmanager
def verkosto(data: Path) -> Iterator[Engine]:
    """Run our service over the release in `data`, and give it once it holds the release in memory, if it means to."""
    port = free_port()
    with serving(data, port):
        in_memory = _health(port)["in_memory"]
        yield Engine(name="ours", port=port, path="/sparql", note="in memory" if in_memory else "from disk")


@contextmanager
def serving(data: Path, port: int, *, errors: IO[bytes] | int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """Run our service at a port, what it says of errors going to `errors`, and give its process once it is ready."""
    command = [sys.executable, "-m", "api", "serve", "--data", str(data), "--port", str(port)]
    with _running(command, errors=errors) as process:
        _wait_for_port(port, process)
        _wait_for_memory(port)
        yield process


@contextmanager
def oxigraph(file: Path, location: Path) -> Iterator[Engine]:
    """Load N-Quads into a new Oxigraph store, optimise it as ours is, and serve it to read only."""
    program = _program("oxigraph")
    here = ["--location", str(location)]
    _quietly([program, "load", *here, "--file", str(file), "--lenient"])
    _quietly([program, "optimize", *here])
    port = free_port()
    with _running([program, "serve-read-only", *here, "--bind", f"127.0.0.1:{port}"]) as process:
        _wait_for_port(port, process)
        yield Engine(name="oxigraph", port=port, path="/query", note="from disk")


@contextmanager
def rdflib_endpoint(participations: int, file: Path) -> Iterator[RdflibEndpoint]:
    """Add the same records to rdflib, measure that, and serve the dataset."""
    command = [sys.executable, "-m", "benchmarks.plain", str(participations), str(file)]
    with _running(command, heard=True) as process:
        assert process.stdout is not None
        first = _told(process.stdout)
        yield RdflibEndpoint(
            name="rdflib-endpoint",
            port=first["port"],
            path="/sparql",
            note="in memory",
            added=Added(**first["added"]),
            said=process.stdout,
            pids=[_told(process.stdout)["pid"]],
        )


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server that will listen on `port`, until the context ends."""
    with _running(command) as process:
        _wait_for_port(port, process)
        yield


@contextmanager
def _running(
    command: Sequence[str], *, heard: bool = False, errors: IO[bytes] | int | None = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    """Run a server; where `heard`, its output is for us and its errors for the user."""
    out, errors = (subprocess.PIPE, None) if heard else (subprocess.DEVNULL, errors)
    me = os.getpid()
    process = subprocess.Popen(
        command,
        stdout=out,
        stderr=errors,
        text=True,
        env={**os.environ, "VERKOSTO_PREPARE": "no"},  # what is measured shares the machine with nothing else
        preexec_fn=lambda: die_with_parent(me),
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _wait_for_port(port: int, process: subprocess.Popen[str]) -> None:
    due = time.monotonic() + PATIENCE
    while time.monotonic() < due:
        if process.poll() is not None:
            raise EngineFailed(f"{process.args!r} ended with code {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise EngineFailed(f"{process.args!r} did not listen within {PATIENCE:g} seconds")


def _wait_for_memory(port: int) -> None:
    """Wait until a release is held in memory, as long as that may take."""
    due = time.monotonic() + PATIENCE
    while time.monotonic() < due:
        with suppress(OSError, HTTPException):  # not up yet
            if _health(port).get("in_memory"):
                return
        time.sleep(0.25)


def _health(port: int) -> dict[str, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        found: dict[str, Any] = json.loads(connection.getresponse().read())
        return found
    finally:
        connection.close()


def _told(said: IO[str]) -> dict[str, Any]:
    line = said.readline()
    if not line:
        raise EngineFailed("rdflib-endpoint ended before it could be asked")
    found: dict[str, Any] = json.loads(line)
    return found


def _quietly(command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise EngineFailed(f"{' '.join(command)}: {done.stderr.strip()}")


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise EngineFailed(f"the program {name} is not installed; run: pip install {name}")
    return found
