"""Making and unmaking decisions: lines added to a file of the user's, and removed from it.

The decisions that ship with the program stay as they are. A line is written only once it is known that the next build
will accept it, and the file is replaced whole, so that a build never reads half a line.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date
from io import StringIO
from pathlib import Path

from graph.errors import IdentityError
from graph.identity.decisions import COLUMNS, Decision, read_decisions, shipped_decisions
from graph.identity.identified import Identified
from graph.identity.resolve import resolve
from graph.locks import lock

FILE = "decisions.csv"
"""What the user's file is called in a data folder."""


def decisions_of(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in the file at `path`; none where there is no such file.

    Raises
    ------
    IdentityError
        If it cannot be read, is no CSV in UTF-8, or a line is not a decision.
    """
    if not path.exists():
        return ()
    try:
        return read_decisions(path.read_text("utf-8-sig"))
    except IdentityError as error:
        raise IdentityError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise IdentityError(f"{path}: is not text in UTF-8; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise IdentityError(f"{path}: not CSV: {error}; save it as CSV in UTF-8") from error
    except OSError as error:
        raise IdentityError(f"{path}: cannot be read: {error.strerror}; put a file there that you may read") from error


def all_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions that ship with the program, then those of the file at `path`."""
    return (*shipped_decisions(), *decisions_of(path))


def decide(decision: Decision, path: Path, records: Iterable[Identified]) -> None:
    """Append `decision` to the file at `path`, made where there is none.

    Parameters
    ----------
    decision
        The line.
    path
        The user's file; the decisions that ship with the program count too.
    records
        All records of the next build, as identity sees them.

    Raises
    ------
    IdentityError
        If a column is empty, the day is none, the pair is already decided, a record is unknown, or the line
        contradicts another or an identifier.
    """
    decide_all([decision], path, records)


def decide_all(decisions: Iterable[Decision], path: Path, records: Iterable[Identified]) -> None:
    """Append several decisions, or none of them if one cannot stand; see `decide`."""
    lines = [_tidy(one) for one in decisions]
    with lock(path.parent, "decisions", refused=IdentityError):
        before = [*shipped_decisions(), *decisions_of(path)]
        known = list(records)
        for line in lines:
            _new(line, before)
            refuse_unknown(_pair(line), known)
            before.append(line)
        resolve(known, before)
        _write(path, (*decisions_of(path), *lines))


def refuse_unknown(names: Iterable[str], records: Iterable[Identified]) -> None:
    """Raise an error if no record has one of these names.

    Raises
    ------
    IdentityError
        It says which are not known.
    """
    unknown = {_line(name) for name in names}.difference(one.record for one in records)
    if unknown:
        raise IdentityError(f"no record is called {' or '.join(sorted(unknown))}; see verkosto identity explain NAME")


def undo(left: str, right: str, path: Path) -> tuple[Decision, ...]:
    """Remove what the file at `path` decides about two records, and return it.

    Raises
    ------
    IdentityError
        If it decides nothing about them.
    """
    with lock(path.parent, "decisions", refused=IdentityError):
        before = decisions_of(path)
        removed = tuple(one for one in before if _pair(one) == {left, right})
        if not removed:
            shipped = any(_pair(one) == {left, right} for one in shipped_decisions())
            hint = "; that line ships with the program: remove it from its file and build again" if shipped else ""
            raise IdentityError(f"{path} decides nothing about {left} and {right}{hint}")
        _write(path, [one for one in before if one not in removed])
    return removed


def _tidy(decision: Decision) -> Decision:
    """Return a decision with each column on one line, once none is empty."""
    tidied = replace(
        decision,
        left=_line(decision.left),
        right=_line(decision.right),
        basis=_line(decision.basis),
        evidence=_line(decision.evidence),
        who=_line(decision.who),
        when=_line(decision.when),
    )
    for column in COLUMNS:
        if not getattr(tidied, column):
            raise IdentityError(f"decision: {column} is empty; a decision without it cannot be reviewed")
    if tidied.left == tidied.right:
        raise IdentityError(f"decision: {tidied.left} stands on both sides; name two records")
    try:
        date.fromisoformat(tidied.when)
    except ValueError:
        raise IdentityError(f"decision: when is {tidied.when!r}, not a day such as 2026-11-24") from None
    return tidied


def _line(text: str) -> str:
    return " ".join(text.split())


def _new(decision: Decision, before: Iterable[Decision]) -> None:
    for one in before:
        if _pair(one) == _pair(decision):
            raise IdentityError(
                f"{one.left} and {one.right} are already decided to be {one.verdict!r} ({one.who}, {one.when}); "
                "remove that line first"
            )


def _pair(decision: Decision) -> set[str]:
    return {decision.left, decision.right}


def _write(path: Path, decisions: Iterable[Decision]) -> None:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(one) for one in decisions)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text.getvalue(), encoding="utf-8")
    draft.replace(path)
