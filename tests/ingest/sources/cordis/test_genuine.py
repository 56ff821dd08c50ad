"""The genuine files of CORDIS, where they are at hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest

from graph.record_files import count_kinds
from ingest.run import read
from ingest.sources.cordis.ingester import INGESTER, parse
from tests.ingest.sources.cordis.dialects import SHARED, as_json, placeless, published, resaved, workbook

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the genuine files of CORDIS are not at hand"),
]

EXPECTED = {
    "fp7-2021/fp7_projects_shortened.csv": (25, {"Project": 25}),
    "fp7-2021/fp7_test_projects.csv": (59, {"Project": 59}),
    "horizon-2025/altered-head100-organization.csv": (
        100,
        {"Organisation": 92, "Participation": 100, "Project": 42},
    ),
    "horizon-2025/altered-head100-project.csv": (100, {"Project": 100}),
    "horizon-2025/euroSciVoc.xlsx": (38789, {"Concept": 980}),
    "horizon-2025/legalBasis.csv": (20512, {}),
    "horizon-2025/topics.csv": (15341, {}),
    "horizon-2025/webItem.csv": (4, {}),
    "json-pair/organization.json": (1076, {"Organisation": 765, "Participation": 1076, "Project": 26}),
    "json-pair/project.json": (26, {"Project": 26}),
    "organization-2026/organization.csv": (10, {"Organisation": 9, "Participation": 10, "Project": 10}),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_genuine_file_is_read_to_the_last_row_without_drift(name: str) -> None:
    reading = read(INGESTER, SHARED / name, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)
    assert (reading.rows_read, count_kinds(reading.records)) == EXPECTED[name]
    assert reading.rejected == ()


@pytest.mark.parametrize("name", ["json-pair/organization.json", "organization-2026/organization.csv"])
def test_no_genuine_participant_is_taken_for_a_natural_person(name: str) -> None:
    reading = read(INGESTER, SHARED / name, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    assert [one.line for one in reading.rejected if "natural person" in one.reason] == []


@pytest.mark.parametrize("save", [resaved, workbook, as_json])
def test_the_verbatim_rows_saved_in_another_dialect_tell_the_same(save: Callable[[bytes], bytes]) -> None:
    verbatim = (SHARED / "organization-2026" / "organization.csv").read_bytes()
    again = list(parse({"organization.csv": BytesIO(save(verbatim))}))
    assert placeless(again) == placeless(parse({"organization.csv": BytesIO(verbatim)}))


@pytest.mark.parametrize("save", [bytes, resaved, workbook])
def test_the_pair_of_json_written_as_csv_tells_the_same(save: Callable[[bytes], bytes]) -> None:
    pair = {name: (SHARED / "json-pair" / f"{name}.json").read_bytes() for name in ("organization", "project")}
    as_csv = {f"{name}.csv": BytesIO(save(published(data))) for name, data in pair.items()}
    assert placeless(parse(as_csv)) == placeless(parse({f"{name}.json": BytesIO(data) for name, data in pair.items()}))
