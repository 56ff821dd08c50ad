import gzip
from datetime import date
from pathlib import Path

import pytest

from benchmarks.matching.asks import RIGHT, Task
from benchmarks.matching.participations import CUTS, HERE, Horizon, Member, horizon, participations
from benchmarks.matching.popularity import popularity
from benchmarks.matching.scoring import ALL, NEW, asked, scored, slices


def member(project: str, organisation: str, kind: str = "PRC", country: str = "FI") -> Member:
    return Member(project=project, organisation=organisation, kind=kind, country=country)


MADE = Horizon(
    members=(
        member("old", "lumo"),
        member("old", "aalto", "HES"),
        member("old", "kth", "HES", "SE"),
        member("older", "vtt", "REC"),
        member("older", "aalto", "HES"),
        member("older", "volt", "PRC", "SE"),
        member("new", "lumo"),
        member("new", "johto"),
        member("new", "vtt", "REC"),
        member("new", "aalto", "HES"),
        member("alone", "lumo"),
        member("newcomer", "lumo"),
        member("newcomer", "oulu", "HES"),
        member("undated", "vtt", "REC"),
    ),
    starts={
        "older": date(2016, 1, 1),
        "old": date(2018, 12, 31),
        "new": date(2019, 1, 1),
        "alone": date(2019, 2, 1),
        "newcomer": date(2019, 3, 1),
    },
    parts={"old": frozenset({"SC3"}), "new": frozenset({"SC3", "SC4"})},
)
[TASK] = participations(MADE, [2019])


def test_only_finnish_hosts_known_before_the_cut_are_ranked() -> None:
    assert [host.id for host in TASK.hosts] == ["aalto", "vtt"]


def test_companies_ask_with_the_parts_of_their_next_projects() -> None:
    assert [(one.ask.id, one.unit, one.grades) for one in TASK.cases] == [
        ("new/lumo", "lumo", {"vtt": RIGHT, "aalto": RIGHT}),
        ("new/johto", "johto", {"vtt": RIGHT, "aalto": RIGHT}),
    ]
    assert TASK.cases[0].ask.themes == {"SC3", "SC4"}
    assert TASK.cases[0].ask.text is None


def test_a_project_of_the_day_of_the_cut_is_wholly_hidden() -> None:
    past = TASK.cases[0].ask.past
    assert set(past.groups) == {"old", "older"}
    assert {use.key for use in past.uses} == {"old", "older"}


def test_a_company_that_was_in_no_project_is_cold() -> None:
    assert [one.cold for one in TASK.cases] == [False, True]
    assert [one.known for one in TASK.cases] == [{"aalto"}, frozenset()]


def test_the_place_of_a_use_is_that_of_its_companies() -> None:
    assert {(use.key, use.host): use.places for use in TASK.cases[0].ask.past.uses} == {
        ("old", "aalto"): {"FI"},
        ("older", "aalto"): {"SE"},
        ("older", "vtt"): {"SE"},
    }


def test_new_links_leave_out_hosts_known_before_from_the_ranking_too() -> None:
    found = asked(popularity(), TASK)
    assert found is not None
    # lumo knows aalto, so vtt stands alone; johto knows none and gets aalto, then vtt: all is right for both.
    assert scored(found, NEW).values["Recall@10"] == (1.0, 1.0)
    assert scored(found, ALL).values["MRR"] == (1.0, 1.0)
    assert list(slices(TASK)) == ["all", "new links", "cold", "warm"]


def test_files_that_are_absent_are_no_task(tmp_path: Path) -> None:
    assert horizon(tmp_path) is None


def test_the_files_are_read_as_published(tmp_path: Path) -> None:
    rows = "rcn,role,pic,type,country,start_date\n1,participant,9,PRC,FI,2019-05-01\n2,partner,9,REC,EL,NA\n"
    (tmp_path / "h2020-all.csv.gz").write_bytes(gzip.compress(rows.encode()))
    (tmp_path / "h2020-programme-parts.csv.gz").write_bytes(gzip.compress(b"rcn,programme_part\n1,SC4\n1,SC5\n"))
    assert horizon(tmp_path) == Horizon(
        members=(member("1", "9"), member("2", "9", "REC", "EL")),
        starts={"1": date(2019, 5, 1)},
        parts={"1": frozenset({"SC4", "SC5"})},
    )


@pytest.mark.shared
@pytest.mark.slow
def test_popularity_is_as_good_as_was_measured_before() -> None:
    known = horizon()
    if known is None:
        pytest.skip(f"{HERE} is not there")
    found = [_popular(task) for task in participations(known, CUTS)]
    assert [units for units, _ in found] == [256, 200, 152, 90]
    assert found[2][1] == pytest.approx(0.636, abs=0.002)


def _popular(task: Task) -> tuple[int, float]:
    found = asked(popularity(), task)
    assert found is not None
    values = scored(found).values["nDCG@10"]
    return len(values), sum(values) / len(values)
