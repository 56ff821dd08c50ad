"""The real service in a process of its own, for what only shows from outside."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.processes import are_gone, descendants

PATIENCE = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running service. `log` holds what it wrote to standard error."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def url(self) -> str:
        """Where its endpoint is."""
        return f"http://127.0.0.1:{self.port}/sparql"

    @property
    def workers(self) -> list[int]:
        """The ids of all processes below it."""
        return descendants(self.process.pid)

    def health(self) -> dict[str, object]:
        """Return what it says of itself."""
        found: dict[str, object] = httpx.get(f"http://127.0.0.1:{self.port}/health").json()
        return found


@contextmanager
def serving(data: Path, log: Path, **limits: str) -> Iterator[Service]:
    """Give `verkosto serve` over `data`, with its limits as variables; it is gone afterwards, and all below it.

    It makes nothing ready beforehand where `prepare` is not yes: tests count its processes.
    """
    limits = {"prepare": "no", **limits}
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--data", str(data), "--port", "0"],
            stderr=errors,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **{f"VERKOSTO_{name.upper()}": value for name, value in limits.items()}},
        )
    service = Service(port=_port(process, log), process=process, log=log)
    below = service.workers
    try:
        yield service
    finally:
        process.terminate()
        process.wait(PATIENCE)
        assert are_gone(below, within=2)


def _port(process: "subprocess.Popen[bytes]", log: Path) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"running on http://[\d.]+:(\d+)", log.read_text()):
            return int(found[1])
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise AssertionError(f"the service did not start: {log.read_text()}")
