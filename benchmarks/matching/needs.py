"""The judged needs: read from the files beside this module, checked field by field.

A grade is about content alone. What a need's constraints ask (city, dates, …) is not in its grades: see `GUIDELINE.md`.
Every test bed of the facts but `keto-1` was considered for every need, so a pair without a row has grade 0.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, cast, get_args

HERE = Path(__file__).parent
NOT_RANKED = "keto-1"
"""The parent of three test beds, which are ranked in its place."""

Language = Literal["fi", "sv", "en"]
Kind = Literal["answerable", "impossible"]
Value = TypeVar("Value")


class BadNeeds(ValueError):
    """A file of the judged set says what it must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a need asks apart from its text; nothing where it does not ask."""

    city: str | None = None
    theme: str | None = None
    trl: int | None = None
    access: str | None = None
    start: date | None = None
    end: date | None = None
    service_lang: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a company wants to try, in its own words.

    `pair` is the same for one need told in several languages: keep them in one fold. `graded_twice` says that it was in
    the sample of the second pass.
    """

    id: str
    language: Language
    text: str
    area: str
    topic: str
    kind: Kind
    pair: str | None
    note: str
    constraints: Constraints
    graded_twice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How well a test bed suits a need: 1 related, 2 suits in part, 3 the place to go first."""

    need: str
    testbed: str
    grade: int


def needs() -> tuple[Need, ...]:
    """Return all needs, in the order of the file."""
    return tuple(map(_need, _rows("needs.csv")))


def grades() -> tuple[Grade, ...]:
    """Return the grades that count, those of the first pass."""
    return tuple(map(_grade, _rows("grades.csv")))


def second_grades() -> tuple[Grade, ...]:
    """Return the grades of the second pass, over the needs that were `graded_twice`."""
    return tuple(map(_grade, _rows("second_pass.csv")))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _need(row: dict[str, str]) -> Need:
    try:
        return Need(
            id=row["id"],
            language=_language(row["language"]),
            text=row["text"],
            area=row["area"],
            topic=row["topic"],
            kind=_kind(row["kind"]),
            pair=row["pair"] or None,
            note=row["note"],
            constraints=_constraints(row),
            graded_twice={"yes": True, "": False}[row["second_pass"]],
        )
    except (KeyError, ValueError) as error:
        raise BadNeeds(f"need {row.get('id')!r}: {error}") from error


def _constraints(row: dict[str, str]) -> Constraints:
    return Constraints(
        city=row["city"] or None,
        theme=row["theme"] or None,
        trl=_optional(row["trl"], int),
        access=row["access"] or None,
        start=_optional(row["from"], date.fromisoformat),
        end=_optional(row["to"], date.fromisoformat),
        service_lang=_optional(row["service_lang"], _language),
    )


def _grade(row: dict[str, str]) -> Grade:
    if row["grade"] not in {"1", "2", "3"}:
        raise BadNeeds(f"need {row['need']!r}: the grade of {row['testbed']!r} is {row['grade']!r}, not 1, 2 or 3")
    return Grade(need=row["need"], testbed=row["testbed"], grade=int(row["grade"]))


def _optional(written: str, read: Callable[[str], Value]) -> Value | None:
    return read(written) if written else None


def _language(written: str) -> Language:
    if written not in get_args(Language):
        raise ValueError(f"{written!r} is not a language of the set")
    return cast("Language", written)


def _kind(written: str) -> Kind:
    if written not in get_args(Kind):
        raise ValueError(f"{written!r} is neither answerable nor impossible")
    return cast("Kind", written)
