"""Decisions about who is who: lines of a reviewed file.

A line names two records (the last parts of their IRIs), a verdict, its basis, the evidence, who decided and when.
Removing a line and building again undoes what it did.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

from graph.errors import IdentityError

Verdict = Literal["same", "different", "part-of", "successor"]

COLUMNS = ("left", "right", "verdict", "basis", "evidence", "who", "when")

SHOWN = 100
"""How many characters are shown of a line that is not as it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the file: what holds between the records `left` and `right`."""

    left: str
    right: str
    verdict: Verdict
    basis: str
    evidence: str
    who: str
    when: str


def shipped_decisions() -> tuple[Decision, ...]:
    """Return the decisions that ship with the program."""
    return read_decisions((files("graph.identity") / "decisions.csv").read_text("utf-8"))


def read_decisions(text: str) -> tuple[Decision, ...]:
    """Return the decisions of a file's text; one that cannot be read is an error."""
    return tuple(_decisions(text))


def _decisions(text: str) -> Iterator[Decision]:
    lines = text.splitlines()
    rows = csv.DictReader(lines)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        first = lines[0][:SHOWN] if lines else ""
        raise IdentityError(f"decisions, line 1: is {first!r}; it must be {','.join(COLUMNS)!r}, with commas")
    for row in rows:
        where = f"decisions, line {rows.line_num}"
        if None in row or not all(row.values()):
            raise IdentityError(f"{where}: every column needs a value; a decision without evidence cannot be reviewed")
        if row["verdict"] not in get_args(Verdict):
            raise IdentityError(f"{where}: verdict is {row['verdict']!r}, not one of {', '.join(get_args(Verdict))}")
        yield Decision(
            left=row["left"],
            right=row["right"],
            verdict=_verdict(row["verdict"]),
            basis=row["basis"],
            evidence=row["evidence"],
            who=row["who"],
            when=row["when"],
        )


def _verdict(word: str) -> Verdict:
    return next(one for one in get_args(Verdict) if one == word)
