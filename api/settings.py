"""What an operator may set, read from the environment once, by the command line."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import BadParameter
from graph.rdf.question import MIB, Limits

CACHE_MB = 64
"""The usual room for answers kept for the next asker."""


FLAGS: Mapping[str, bool] = {"yes": True, "no": False}

ANALYSIS_DEADLINE = 60.0
"""How many seconds an analysis usually may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The folder of the releases, what one question or analysis may take, and the room for kept answers.

    `prepare` says whether the service asks itself for what most visitors ask for, before they do.
    """

    data: Path = Path("data")
    limits: Limits = field(default_factory=Limits)
    cache_mb: int = CACHE_MB
    analysis_deadline: float = ANALYSIS_DEADLINE
    prepare: bool = True

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Return the settings that the variables `VERKOSTO_…` give; each has a default.

        Raises
        ------
        BadParameter
            If one is not a positive number, or neither yes nor no.

        >>> Settings.from_environment({"VERKOSTO_DEADLINE": "2.5", "VERKOSTO_ROWS": "1000"}).limits.deadline
        2.5
        """
        given = os.environ if environment is None else environment
        usual = Limits()
        return cls(
            data=Path(given.get("VERKOSTO_DATA") or "data"),
            cache_mb=_whole(given, "VERKOSTO_CACHE_MB", CACHE_MB),
            analysis_deadline=_number(given, "VERKOSTO_ANALYSIS_DEADLINE", ANALYSIS_DEADLINE),
            prepare=_flag(given, "VERKOSTO_PREPARE", usual=True),
            limits=Limits(
                deadline=_number(given, "VERKOSTO_DEADLINE", usual.deadline),
                memory_mb=_whole(given, "VERKOSTO_MEMORY_MB", usual.memory_mb),
                rows=_whole(given, "VERKOSTO_ROWS", usual.rows),
                size=_whole(given, "VERKOSTO_SIZE_MB", usual.size // MIB) * MIB,
                workers=_whole(given, "VERKOSTO_WORKERS", usual.workers),
                in_memory_mb=_whole(given, "VERKOSTO_IN_MEMORY_MB", usual.in_memory_mb, least=0),
            ),
        )


def _whole(given: Mapping[str, str], name: str, usual: int, *, least: int = 1) -> int:
    number = _number(given, name, usual, least=least)
    if number != int(number):
        raise BadParameter(f"{name} is {given[name]!r}, not a whole number")
    return int(number)


def _flag(given: Mapping[str, str], name: str, *, usual: bool) -> bool:
    text = given.get(name, "").strip()
    if not text:
        return usual
    if text not in FLAGS:
        raise BadParameter(f"{name} is {text!r}, neither yes nor no")
    return FLAGS[text]


def _number(given: Mapping[str, str], name: str, usual: float, *, least: float = 0.001) -> float:
    text = given.get(name, "").strip()
    if not text:
        return usual
    try:
        number = float(text)
    except ValueError:
        raise BadParameter(f"{name} is {text!r}, not a number") from None
    if not least <= number < float("inf"):
        raise BadParameter(f"{name} is {text!r}; it must be at least {least:g}")
    return number
