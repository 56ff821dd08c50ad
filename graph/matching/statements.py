"""What the graph states, as plain text: the only ground that a match has.

Whoever takes a statement away takes away all that rests on it.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple


class Statement(NamedTuple):
    """One triple: addresses are whole; `value` is an address or a text, of a text in a language its `language`.

    A named tuple, since there may be a million, and each answer looks some up in sets.
    """

    subject: str
    predicate: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statements:
    """Statements by subject and predicate, in the order of their values."""

    by_subject: Mapping[str, Mapping[str, tuple[Statement, ...]]]

    def of(self, subject: str, predicate: str) -> tuple[Statement, ...]:
        """Return what is stated of `subject` by `predicate`."""
        return self.by_subject.get(subject, {}).get(predicate, ())

    def having(self, predicate: str, value: str) -> list[str]:
        """Return the subjects of which `value` is stated by `predicate`, in order."""
        return [
            subject
            for subject, stated in self.by_subject.items()
            if any(one.value == value for one in stated.get(predicate, ()))
        ]

    def all(self) -> Iterator[Statement]:
        """Yield all statements."""
        for stated in self.by_subject.values():
            for some in stated.values():
                yield from some


def statements_of(stated: Iterable[Statement]) -> Statements:
    """Return statements, sorted and each once, by subject and predicate."""
    found: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(set(stated)):
        found[one.subject][one.predicate].append(one)
    return Statements(
        by_subject={
            subject: {predicate: tuple(some) for predicate, some in by.items()} for subject, by in found.items()
        }
    )


def read_statements(content: bytes) -> list[Statement]:
    """Return the statements that the answer to `graph/queries/matching/statements.rq` holds, as CSV."""
    return list(told_statements(content))


def told_statements(content: bytes) -> Iterator[Statement]:
    """Yield the statements of such an answer, one by one: there may be a million."""
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""))
    return (Statement(*row) for row in islice(rows, 1, None))
