"""What rows say in words and a reviewer has put into fields: `told.csv`, one statement a line.

Prose is never read by a rule. Each line names its row, the words of that row it rests on, the field and its value; it
counts only while the row has those words, so that an edited row is not made to say what it no longer says. The pages
are those of the row. What the words leave open stays unknown: a price "in some steps" is a text about cost and no sum.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TRUTHS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: the words it rests on, and what they say of a field."""

    words: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of one row say, as reviewed; nothing where it says nothing of a field."""

    statements: tuple[Statement, ...] = ()

    def values(self, field: str) -> tuple[str, ...]:
        """Return all that is said of `field`, as it stands in the table."""
        return tuple(one.value for one in self.statements if one.field == field)

    def value(self, field: str) -> str | None:
        """Return what is said of a field that has one value."""
        return next(iter(self.values(field)), None)

    def texts(self, field: str) -> tuple[tuple[str, str], ...]:
        """Return what is said of `field` as texts with their language, which is English."""
        return tuple(("en", value) for value in self.values(field))

    def truth(self, field: str) -> bool | None:
        """Return what is said of a field that is true or false."""
        found = self.value(field)
        return None if found is None else TRUTHS[found]


def told(table: str, key: str, *texts: str | None) -> Told:
    """Return what the `texts` of the row `key` of `table` say.

    >>> told("testbeds.csv", "helsinki-eac", "Free; apply at any time").truth("free")
    True
    >>> told("testbeds.csv", "helsinki-eac", "Terms not seen").truth("free")
    """
    lines = reviewed().get((table, key), ())
    return Told(tuple(one for one in lines if any(one.words in text for text in texts if text)))


@cache
def reviewed() -> Mapping[tuple[str, str], tuple[Statement, ...]]:
    """Return the reviewed table: the statements of each row, by its table and key."""
    text = (files("ingest.sources.facts") / "told.csv").read_text("utf-8")
    found: dict[tuple[str, str], tuple[Statement, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        line = Statement(words=row["words"], field=row["field"], value=row["value"])
        found[row["table"], row["id"]] = (*found.get((row["table"], row["id"]), ()), line)
    return found
