"""The genuine list of 2014-2020 against the one that people repaired by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.readings import Reading
from graph.records import Organisation, Participation, Project
from ingest.run import read
from ingest.sources.eura.ingester import INGESTER

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "eura"
DAMAGED = {6, 56, 57, 60, 67, 79, 109, 124, 148, 153, 171, 192, 947, 955, 990, 991, 1048}
"""Lines with a field missing, doubled or in another's place."""

PERSONS = {31, 37, 99, 264, 288, 1303, 1347}
"""Lines whose beneficiary is named as a natural person is, or may be."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the genuine lists are not beside the checkout"),
]


@pytest.fixture(scope="module")
def genuine() -> Reading:
    return reading("projektilista-2014-2020.genuine-utf8.csv")


@pytest.fixture(scope="module")
def repaired() -> Reading:
    return reading("projektilista-2014-2020.repaired-utf8.csv")


def reading(name: str) -> Reading:
    return read(INGESTER, SHARED / name, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


def folded(text: str | None) -> str:
    return "".join(one for one in (text or "").casefold() if one.isalnum())


def facts(found: Reading) -> dict[str, tuple[object, ...]]:
    names = {one.key: one.names.fi for one in found.records if isinstance(one, Organisation)}
    leads = {one.project: names[one.organisation] for one in found.records if isinstance(one, Participation)}
    return {
        one.key: (folded(one.names.fi), one.fund, one.start, one.end, one.money, folded(leads.get(one.key)))
        for one in found.records
        if isinstance(one, Project)
    }


def test_the_two_lists_agree_on_nearly_all_projects(genuine: Reading, repaired: Reading) -> None:
    one, other = facts(genuine), facts(repaired)
    agreeing = sum(other.get(key) == facts for key, facts in one.items())
    assert agreeing / genuine.rows_read >= 0.989


def test_every_line_is_accounted_for(genuine: Reading, repaired: Reading) -> None:
    assert genuine.rows_read == repaired.rows_read == 2881
    assert (genuine.rows_used, genuine.rows_quarantined) == (2857, 24)
    assert (repaired.rows_used, repaired.rows_quarantined) == (2870, 11)


def test_the_damaged_lines_and_the_natural_persons_are_quarantined_and_no_others(genuine: Reading) -> None:
    assert {one.line for one in genuine.rejected} == DAMAGED | PERSONS


def test_less_than_one_row_in_a_hundred_is_quarantined(genuine: Reading, repaired: Reading) -> None:
    assert genuine.rows_quarantined / genuine.rows_read <= 0.01
    assert repaired.rows_quarantined / repaired.rows_read <= 0.01
