"""From tables to statements: ours, pandas with rdflib, and morph-kgc on one bundle, in turn, each a process of its own.

`python -m benchmarks ingesting`. A way is timed from the first file opened to the last byte of N-Quads written, what
it takes to start and import left out. All ways must say the same; that they do is found by comparing their files after
the first round.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from benchmarks import bundle
from benchmarks.engines import EngineFailed
from benchmarks.ingests import rml
from benchmarks.ingests.report import MORPH, OURS, RDFLIB, Ingested, Run, way

ROUNDS = 3
INSTALLING = 600.0
"""Seconds that the installation of morph-kgc may take."""

Command = Sequence[str]
Say = Callable[[str], None]


def measured(
    folder: Path, participations: int, *, rounds: int = ROUNDS, with_morph: bool = True, say: Say = lambda _: None
) -> Ingested:
    """Return the measures of all ways that can be had; `folder` takes the bundle and what is made of it.

    Raises
    ------
    EngineFailed
        If a way fails, or does not say what ours says.
    """
    tables = folder / "bundle"
    tables.mkdir()
    bundle.write(tables, participations)
    commands: dict[str, Command] = {
        OURS: [sys.executable, "-m", "benchmarks.ingests.ours"],
        RDFLIB: [sys.executable, "-m", "benchmarks.ingests.frames"],
    }
    missing: str | None = "it was left out"
    if with_morph:
        say("installing morph-kgc into an environment of its own")
        python, missing = morph_python(folder / "morph")
        if missing is None:
            commands[MORPH] = [str(python), rml.__file__]
    return _compared(commands, tables, folder, participations, rounds, say, missing)


def morph_python(folder: Path) -> tuple[Path, str | None]:
    """Return the interpreter of a new environment with morph-kgc, and None; or why it could not be made."""
    python = folder / "bin" / "python"
    steps = (
        [sys.executable, "-m", "venv", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "morph-kgc"],
    )
    for step in steps:
        try:
            done = subprocess.run(step, check=False, capture_output=True, text=True, timeout=INSTALLING)
        except (OSError, subprocess.TimeoutExpired) as error:
            return python, f"it could not be installed ({error})"
        if done.returncode:
            last = (done.stderr.strip() or "no word why").splitlines()[-1]
            return python, f"it could not be installed ({last})"
    return python, None


def _compared(
    commands: Mapping[str, Command],
    tables: Path,
    folder: Path,
    participations: int,
    rounds: int,
    say: Say,
    missing: str | None,
) -> Ingested:
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    said: dict[str, frozenset[int]] = {}
    for number in range(rounds):
        first = number % len(commands)
        names = list(commands)
        for name in (*names[first:], *names[:first]):
            say(f"round {number + 1} of {rounds}: {name}")
            file = folder / "out.nq"
            runs[name].append(measure(name, commands[name], tables, file))
            if name not in said:
                said[name] = statements_of(file)
            file.unlink()
    refuse_unequal(said)
    ours = runs[OURS][0]
    assert ours.records is not None, "ours counts its records"
    assert ours.made is not None, "ours counts its statements"
    return Ingested(
        participations=participations,
        rounds=rounds,
        records=ours.records,
        made=ours.made,
        quads=len(said[OURS]),
        ways={name: way(found) for name, found in runs.items()},
        missing=missing,
    )


def measure(name: str, command: Command, tables: Path, file: Path) -> Run:
    """Return what one run of one way measured of itself, and its processor time.

    Raises
    ------
    EngineFailed
        If it fails.
    """
    before = _children_seconds()
    done = subprocess.run([*command, str(tables), str(file)], check=False, capture_output=True, text=True)
    cpu = _children_seconds() - before
    if done.returncode:
        raise EngineFailed(f"{name} ended with code {done.returncode}: {done.stderr.strip()[-500:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return Run(**found, cpu=cpu)


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def statements_of(file: Path) -> frozenset[int]:
    """Return the different statements of a file of N-Quads, each as its hash within this process."""
    return frozenset(hash(quad) for quad in parse(path=str(file), format=RdfFormat.N_QUADS))


def refuse_unequal(said: Mapping[str, frozenset[int]]) -> None:
    """Raise an error where a way does not say what ours says.

    Raises
    ------
    EngineFailed
        Then.
    """
    ours = said[OURS]
    for name, theirs in said.items():
        if theirs != ours:
            raise EngineFailed(
                f"{name} makes {len(theirs)} statements, ours {len(ours)}, and {len(theirs & ours)} are the same"
            )
