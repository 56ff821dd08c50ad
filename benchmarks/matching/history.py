"""Which came first, the judged needs or the ranking: the first commit that touched each, by `git log`."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
JUDGED, RANKING = "benchmarks/matching/grades.csv", "graph/matching"


def first_commit(path: str, *, root: Path = ROOT) -> str | None:
    """Return hash, time and subject of the first commit that touched `path`; None where none did or no git tells."""
    log = ("log", "--reverse", "--format=%h, %cI, %s", "--", path)
    said = _git(log, root)
    return said.splitlines()[0] if said else None


def _git(arguments: Sequence[str], root: Path) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return done.stdout
