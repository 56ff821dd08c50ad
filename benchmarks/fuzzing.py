"""`python -m benchmarks.fuzzing`: does the service do what its description says? schemathesis asks, for all operations.

A release is built from the data we ship and served by the real command; schemathesis reads `/openapi.json` and sends
what fits it, and what does not: values at every edge, long addresses, odd headers, methods that are not offered. It
goes on with new seeds until so many requests were sent. Exits with 1 if an answer differs from what is described, or
is an error that nobody handled.

503 is described and handled: an answer that would take too long. A value may fit the description and yet be none that
anything has (422), or name nothing (404): only the data can tell.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOOKS = Path(__file__).parent / "fuzz_hooks.py"
ALLOWED = ["2xx", "3xx", "400", "403", "404", "406", "410", "413", "415", "416", "422", "503"]
CONFIG = f"""
hooks = {json.dumps(str(HOOKS))}

[checks.positive_data_acceptance]
expected-statuses = {json.dumps(ALLOWED)}

[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", "503"]
"""
LIMITS = {"VERKOSTO_ANALYSIS_DEADLINE": "10", "VERKOSTO_DEADLINE": "5"}
"""Shorter than usual: what takes long is answered by 503, which is as described."""

PHASES = "examples,coverage,fuzzing"
PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """How many requests were sent, to how many operations, and what was wrong, by kind and operation."""

    requests: int
    operations: int
    failures: Counter[str]
    output: str

    @property
    def is_failed(self) -> bool:
        """Whether anything was wrong."""
        return bool(self.failures)


def fuzzed(url: str, *, seed: int, examples: int, phases: str = PHASES, paths: str | None = None) -> Fuzzed:
    """Return what schemathesis finds at the service at `url`, with at most `examples` an operation and phase.

    `paths` is a regular expression: only operations whose path it finds are asked.
    """
    with TemporaryDirectory(prefix="verkosto-fuzz-") as name:
        folder = Path(name)
        (folder / "schemathesis.toml").write_text(CONFIG, "utf-8")
        chosen = ["--include-path-regex", paths] if paths else []
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
            *("run", f"{url}/openapi.json", "--max-examples", str(examples), "--seed", str(seed), "--phases", phases),
            *("--no-shrink", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off"),
            *("--report", "json", "--report-json-path", "report.json", *chosen),
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=_environment())
        if not (folder / "report.json").exists():
            raise RuntimeError(f"schemathesis did not run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return _read(json.loads((folder / "report.json").read_text("utf-8")), done.stdout)


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": root, "PYTHONWARNINGS": "ignore"}


def _read(report: dict[str, Any], output: str) -> Fuzzed:
    failures: Counter[str] = Counter()
    for one in (*report["failures"], *report["errors"]):
        failures[f"{one['title']}: {', '.join(one.get('operations', ()))}"] += one["count"]
    return Fuzzed(
        requests=report["test_cases"]["generated"],
        operations=report["operations"]["tested"],
        failures=failures,
        output=output,
    )


@contextmanager
def served(data: Path, log: Path) -> Iterator[str]:
    """Give the address of a service over the releases in folder `data`, run by the real command."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--data", str(data), "--port", "0"],
            stderr=errors,
            stdout=subprocess.DEVNULL,
            env={**_environment(), **LIMITS},
        )
    try:
        yield _address(process, log)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"running on (http://[\d.]+:\d+)", log.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"the service did not start: {log.read_text('utf-8')}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz until enough requests were sent; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000, help="how many requests to send at least")
    parser.add_argument("--examples", type=int, default=50, help="how many an operation in a phase at the most")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; further rounds count up from it")
    parser.add_argument("--paths", help="only operations whose path this regular expression finds")
    parser.add_argument("--data", type=Path, help="a data folder with a release; else one is built of what ships")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="verkosto-fuzz-") as name:
        data, log = options.data or Path(name) / "data", Path(name) / "log"
        if options.data is None:
            subprocess.run([sys.executable, "-m", "api", "build", "--data", str(data)], check=True, env=_environment())
        with served(data, log) as url:
            found = _rounds(url, options)
        tracebacks = log.read_text("utf-8").count("Traceback")
    print(f"{found.requests} requests to {found.operations} operations: {found.failures.total()} differences")
    print(f"{tracebacks} tracebacks in the log of the service")
    return int(found.is_failed or tracebacks > 0)


def _rounds(url: str, options: argparse.Namespace) -> Fuzzed:
    requests, operations, failures, seed = 0, 0, Counter[str](), options.seed
    while requests < options.requests:
        started = time.monotonic()
        found = fuzzed(url, seed=seed, examples=options.examples, paths=options.paths)
        requests, operations = requests + found.requests, max(operations, found.operations)
        failures += found.failures
        took = time.monotonic() - started
        print(f"seed {seed}: {found.requests} requests in {took:.0f} s, {requests} in all", flush=True)
        for what, count in found.failures.items():
            print(f"  {count} x {what}", flush=True)
        if found.is_failed:
            print("\n".join(line[:400] for line in found.output.splitlines()), file=sys.stderr, flush=True)
        seed += 1
    return Fuzzed(requests=requests, operations=operations, failures=failures, output="")


if __name__ == "__main__":
    sys.exit(main())
