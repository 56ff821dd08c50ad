"""The project lists of 2007-2013 and 2014-2020: lines of text that look like CSV and are not.

Commas stand unquoted in names, in authorities ("Elinkeino-, liikenne- ja ympäristökeskus") and in beneficiaries, so
fields cannot be told by counting. What can be told from both ends is matched: code and fund in front; four amounts,
before them the beneficiary, two days, a known status; the authority, which begins after the priority axis; and what is
left is the name. A line that is damaged does not match, or has in some field what cannot be there.

The list of 2014-2020 ends its header with a semicolon, and its lines with commas, blanks and semicolons that mean
nothing. Some of its lines are one quoted field as a whole. Lists repaired by hand have their quotes where CSV has them.
The older list is in Latin-1; encodings are told line by line.
"""

import re
from collections.abc import Iterator
from typing import IO

from graph.readings import Rejected
from ingest.readers import csv_reader
from ingest.row import Row
from ingest.sources.eura import headings
from ingest.sources.eura.headings import LIST_2007, LIST_2014
from ingest.sources.eura.statuses import pattern

PERIODS = {LIST_2007: "2007-2013", LIST_2014: "2014-2020"}
STRAY = ",; "
WRAPPED = re.compile(r'"(?P<line>[A-Z]-?\d+,.*)"[,;\s]*')
SHAPE = (
    r"(?P<code>[^,]*),(?P<fund>[^,]*),(?P<name>.*),{part}\s*(?P<axis>\d+)\s*,(?P<authority>[^,].*),"
    r"\s*(?P<status>(?i:{statuses}))\s*,(?P<start>[^,]*),(?P<end>[^,]*),(?P<beneficiary>.*),"
    r"(?P<granted>[^,]*),(?P<paid>[^,]*),(?P<public_planned>[^,]*),(?P<public_paid>[^,]*)"
)
REASON = "has not the form of a project: code, fund, name, priority axis, authority, known status, days, sums"


def period_of(header: str) -> str | None:
    """Return the funding period whose list has this first line, or None where it is no such list.

    >>> period_of("Koodi,Rahasto")
    """
    return PERIODS.get(_layout(header))


def list_rows(table: str, stream: IO[bytes]) -> Iterator[Row | Rejected]:
    """Yield the rows of a list whose first line `period_of` knows; one that has not its form is rejected."""
    lines = text_lines(stream)
    header = next(lines)
    layout, stray = _layout(header), header.rstrip().endswith(";")
    shape = _shape(layout)
    for number, line in enumerate(lines, start=2):
        if line.strip(STRAY):
            yield _row(table, number, line.rstrip(STRAY) if stray else line.rstrip(), shape, layout)


def text_lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a text in UTF-8 or Latin-1, without what ends them."""
    for number, line in enumerate(stream):
        bare = line.rstrip(b"\r\n")
        yield decoded(bare.removeprefix(b"\xef\xbb\xbf") if number == 0 else bare)


def decoded(line: bytes) -> str:
    """Return a line of text.

    >>> decoded("Päättyy".encode("latin-1")), decoded("Päättyy".encode())
    ('Päättyy', 'Päättyy')
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        # Finnish text in Latin-1 is never UTF-8: no letter beyond ASCII has a continuation byte behind it
        return line.decode("latin-1")


def _layout(header: str) -> tuple[str, ...]:
    return tuple(headings.known(header.rstrip("; \t").split(",")))


def _shape(layout: tuple[str, ...]) -> re.Pattern[str]:
    part = r"(?P<part>[^,]*)," if headings.PART in layout else ""
    return re.compile(SHAPE.format(part=part, statuses=pattern()))


def _row(table: str, number: int, line: str, shape: re.Pattern[str], layout: tuple[str, ...]) -> Row | Rejected:
    wrapped = WRAPPED.fullmatch(line)
    # in a line that was quoted as a whole the quotes are in disorder, so none of them is kept
    found = shape.fullmatch(wrapped["line"].replace('"', "").rstrip(STRAY) if wrapped else line)
    if found is None:
        return Rejected(table=table, line=number, reason=REASON)
    return Row(table, number, dict(zip(layout, map(_unquoted, found.groups()), strict=True)))


def _unquoted(field: str) -> str:
    """Return a field without the quotes around it, if these are the quotes of CSV."""
    if re.fullmatch(r'\s*"(?:[^"]|"")*"\s*', field):
        [[field]] = csv_reader([field.strip()], delimiter=",")
    return field
