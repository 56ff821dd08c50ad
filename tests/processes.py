"""What the system knows of processes: who stems from whom, how large each is, and when it is gone."""

import time
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """Return the ids of the children of a process, and of theirs."""
    return [one for child in _children(pid) for one in (child, *descendants(child))]


def resident_mb(pids: list[int]) -> float:
    """Return how many MiB of memory some processes hold, what they share counted once."""
    return sum(_proportional_kb(pid) for pid in pids) / 1024


def priority(pid: int) -> int:
    """Return the nice value of a process; 0 where it has ended."""
    return int(_stat(pid)[16])


def are_gone(pids: list[int], *, within: float) -> bool:
    """Wait until none of some processes is alive, and say whether that is so."""
    until = time.monotonic() + within
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(is_alive, pids))


def is_alive(pid: int) -> bool:
    """Say whether a process exists and is more than an entry that nobody has collected."""
    return _stat(pid)[0] not in ("Z", "X")


def _stat(pid: int) -> list[str]:
    """Return what follows the name of the program in `/proc/…/stat`: the state first."""
    return _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split() or ["X", *["0"] * 50]


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.glob("*/children") for child in _read(task).split()]


def _read(file: Path) -> str:
    """Return what the system says of a process, or nothing where it has ended since it was listed."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _proportional_kb(pid: int) -> int:
    rollup = _read(Path(f"/proc/{pid}/smaps_rollup"))
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
