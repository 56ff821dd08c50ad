"""The genuine files: the example of an upload, and a list of beneficiaries that is no table of operations."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.readings import Reading
from graph.records import Project
from ingest.run import read
from ingest.sources.kohesio.ingester import INGESTER

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "kohesio"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the genuine files are not beside the checkout"),
]


def reading(name: str) -> Reading:
    return read(INGESTER, SHARED / name, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


def test_the_upload_of_a_member_state_is_read_whole() -> None:
    found = reading("IE_valid_example.csv")
    assert (found.rows_read, found.rows_used, found.rows_quarantined) == (5, 5, 0)
    assert Counter(type(one).__name__ for one in found.records) == {
        "Project": 5,
        "Organisation": 5,
        "Participation": 5,
    }


def test_its_positions_lie_in_ireland() -> None:
    points = [one.points for one in reading("IE_valid_example.csv").records if isinstance(one, Project)]
    assert len(points) == 5
    assert all(51 < found.lat < 56 and -11 < found.lon < -5 for [found] in points)


def test_the_list_of_beneficiaries_is_beyond_scope_as_a_whole() -> None:
    found = reading("beneficiaries-east-eu-2023.tsv")
    assert (found.rows_read, found.rows_out_of_scope) == (27222, 27222)
