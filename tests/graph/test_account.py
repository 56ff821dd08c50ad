"""How the rows of a reading are counted once it is known which records a build keeps."""

from datetime import UTC, datetime

import pytest

from graph.account import Account
from graph.readings import FileInfo, Reading, Rejected, SourceInfo
from graph.records import Names, Origin, Place

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = SourceInfo(name="toy", title="Toy", publisher="Nobody", homepage="https://example.org/")
PLACE = Place(key="049", origin=Origin(table="a.csv", line=2, rows=(("b.csv", 2), ("b.csv", 3))), names=Names(fi="E"))


def reading(*rejected: Rejected) -> Reading:
    """Return a reading of two files of two rows each, both of which were used but for the rejected ones."""
    bad = len(rejected)
    files = (
        FileInfo(name="a.csv", sha256="0" * 64, rows_used=1),
        FileInfo(name="b.csv", sha256="0" * 64, rows_used=2 - bad, rows_quarantined=bad),
    )
    return Reading(source=SOURCE, records=(PLACE,), rejected=rejected, files=files, started=NOW, ended=NOW)


def counts(found: Reading) -> list[tuple[int, int, int]]:
    """Return for each file how many rows are used, out of scope and quarantined."""
    return [(one.rows_used, one.rows_out_of_scope, one.rows_quarantined) for one in found.files]


def test_the_further_rows_of_a_record_that_is_kept_are_used() -> None:
    account = Account([reading()])
    account.keep(PLACE, "toy")
    assert counts(account.settled(reading())) == [(1, 0, 0), (2, 0, 0)]


def test_the_further_rows_of_a_record_that_is_not_kept_are_out_of_scope() -> None:
    assert counts(Account([reading()]).settled(reading())) == [(0, 1, 0), (0, 2, 0)]


@pytest.mark.parametrize("line", [2, 3])
def test_a_further_row_that_is_in_quarantine_stays_there(line: int) -> None:
    found = reading(Rejected(table="b.csv", line=line, reason="limps"))
    account = Account([found])
    account.keep(PLACE, "toy")
    assert counts(account.settled(found)) == [(1, 0, 0), (1, 0, 1)]
