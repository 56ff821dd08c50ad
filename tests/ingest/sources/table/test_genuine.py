import csv
import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest

from graph.readings import Reading
from graph.record_files import count_kinds, of_kind
from graph.records import Organisation, Origin, Participation, Project
from ingest.run import read
from ingest.sources.table.ingester import INGESTER
from ingest.sources.table.mapping import load

SHARED = Path(__file__).parents[5] / "shared" / "data" / "participations"
MAPPINGS = Path(__file__).parents[3] / "fixtures" / "table"
SOMEWHERE = Origin(table="anywhere")
Key = tuple[str, str, str]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent"),
]


def reading(folder: Path, mapping: str, file: str) -> Reading:
    """Return what a mapping makes of a genuine file, whatever the mapping calls it."""
    path = folder / mapping
    copyfile(MAPPINGS / mapping, path)
    [table] = load(path).table
    (folder / table.file).unlink(missing_ok=True)
    (folder / table.file).symlink_to(SHARED / file)
    return read(INGESTER, path, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


@cache
def written(file: str) -> dict[Key, dict[str, str]]:
    """Return the rows of a file by project, number and role, the first of each, read without any of our code."""
    with (SHARED / file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {(one["project_id"], one["pic"], one["partner_role"]): one for one in reversed(rows)}


@pytest.mark.parametrize(
    ("mapping", "file", "rows", "quarantined", "kinds"),
    [
        ("cordis-plus.toml", "cordis-plus-2007.csv", 787, 0, (787, 613, 169)),
        ("cordis-plus.toml", "cordis-plus-2022.csv", 2023, 8, (2015, 1032, 917)),
        ("cordis-plus.toml", "cordis-plus-2022.snapA.csv", 1594, 5, (1589, 910, 870)),
        ("cordis-plus.toml", "cordis-plus-2022.snapB.csv", 1833, 8, (1825, 927, 870)),
        ("cordis-plus.toml", "cordis-plus-2023.csv", 5, 0, (5, 4, 3)),
        ("dashboard.toml", "dashboard-export-2021.csv", 2570, 17, (2553, 2016, 131)),
    ],
    ids=["2007", "2022", "2022 before", "2022 between", "2023", "dashboard"],
)
def test_every_participation_is_used_or_repeats_another(
    tmp_path: Path, mapping: str, file: str, rows: int, quarantined: int, kinds: tuple[int, int, int]
) -> None:
    found = reading(tmp_path, mapping, file)
    assert (found.rows_read, found.rows_quarantined, found.rows_out_of_scope) == (rows, quarantined, 0)
    assert all("of another row" in one.reason for one in found.rejected)
    assert count_kinds(found.records) == {
        "Organisation": kinds[1],
        "Participation": kinds[0],
        "Project": kinds[2],
    }


@pytest.mark.parametrize(("mapping", "rows"), [("h2020-projects.toml", 35381), ("fp7-projects.toml", 25809)])
def test_every_project_of_a_dashboard_is_read(tmp_path: Path, mapping: str, rows: int) -> None:
    found = reading(tmp_path, mapping, mapping.replace("toml", "xlsx"))
    assert found.rows_read == rows
    assert [one.field for one in found.rejected] == ["Project Title"] * (rows == 35381)
    assert len(found.records) == rows - len(found.rejected)


@pytest.mark.slow
def test_all_participations_of_horizon_2020_are_read_from_their_compressed_file(tmp_path: Path) -> None:
    with gzip.open(SHARED / "h2020-all.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = reading(tmp_path, "h2020-all.toml", "h2020-all.csv.gz")
    assert (found.rows_read, found.rows_used) == (len(rows), len(rows))
    assert count_kinds(found.records) == {
        "Organisation": len({one["pic"] for one in rows}),
        "Participation": len(rows),
        "Project": len({one["rcn"] for one in rows}),
    }


def parts(found: Reading) -> dict[str, Participation]:
    return {one.key: replace(one, origin=SOMEWHERE) for one in of_kind(found.records, Participation)}


def keys(rows: Iterator[Key] | set[Key]) -> set[str]:
    return {"-".join(row) for row in rows}


@pytest.fixture
def snapshots(tmp_path: Path) -> tuple[Reading, Reading]:
    """Return the readings of two snapshots of one file, one after the other."""
    before = reading(tmp_path, "cordis-plus.toml", "cordis-plus-2022.snapA.csv")
    return before, reading(tmp_path, "cordis-plus.toml", "cordis-plus-2022.csv")


def test_from_one_snapshot_to_the_next_exactly_the_added_and_removed_rows_come_and_go(
    snapshots: tuple[Reading, Reading],
) -> None:
    before, after = map(parts, snapshots)
    old, new = written("cordis-plus-2022.snapA.csv"), written("cordis-plus-2022.csv")
    assert (len(new.keys() - old.keys()), len(old.keys() - new.keys())) == (427, 1)
    assert after.keys() - before.keys() == keys(new.keys() - old.keys())
    assert before.keys() - after.keys() == keys(old.keys() - new.keys())


def test_from_one_snapshot_to_the_next_no_row_changes_but_where_its_money_did(
    snapshots: tuple[Reading, Reading],
) -> None:
    before, after = map(parts, snapshots)
    old, new = written("cordis-plus-2022.snapA.csv"), written("cordis-plus-2022.csv")
    changed = {key for key in old.keys() & new.keys() if amounts(old[key]) != amounts(new[key])}
    assert {key for key in before.keys() & after.keys() if before[key] != after[key]} == keys(changed)
    assert changed


def amounts(row: dict[str, str]) -> list[Decimal | None]:
    return [None if row[one] == "NA" else Decimal(row[one]) for one in ("ec_contribution", "net_ec_contribution")]


@pytest.mark.parametrize(("kind", "column", "prefix"), [(Organisation, 1, "pic"), (Project, 0, "cordis")])
def test_from_one_snapshot_to_the_next_things_come_and_go_with_their_rows(
    snapshots: tuple[Reading, Reading], kind: type[Organisation] | type[Project], column: int, prefix: str
) -> None:
    before, after = ({one.key for one in of_kind(found.records, kind)} for found in snapshots)
    assert before == {f"{prefix}-{key[column]}" for key in written("cordis-plus-2022.snapA.csv")}
    assert after == {f"{prefix}-{key[column]}" for key in written("cordis-plus-2022.csv")}
