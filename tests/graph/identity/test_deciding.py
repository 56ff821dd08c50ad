from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import IdentityError
from graph.identity.deciding import all_decisions, decide, decide_all, decisions_of, undo
from graph.identity.decisions import Decision, shipped_decisions
from graph.identity.identified import Identified
from graph.identity.resolve import resolve

LINE = Decision(
    left="a-org-1",
    right="b-org-1",
    verdict="same",
    basis="equal names",
    evidence='the page says "one, and the same"',
    who="tests",
    when="2026-11-24",
)

HEAD = "left,right,verdict,basis,evidence,who,when"
SEMICOLONS = HEAD.replace(",", ";")


def org(name: str, *strong: tuple[str, str]) -> Identified:
    return Identified(record=name, source=name.partition("-")[0], kind="org", own=name, strong=strong)


RECORDS = (org("a-org-1"), org("b-org-1"), org("c-org-1"))


def test_a_decision_is_appended_to_a_new_file_and_read_back(tmp_path: Path) -> None:
    decide(LINE, tmp_path / "decisions.csv", RECORDS)
    assert decisions_of(tmp_path / "decisions.csv") == (LINE,)


def test_decisions_of_the_user_stand_after_the_shipped_ones(tmp_path: Path) -> None:
    decide(LINE, tmp_path / "decisions.csv", RECORDS)
    assert all_decisions(tmp_path / "decisions.csv") == (*shipped_decisions(), LINE)


def test_without_a_file_there_are_only_the_shipped_decisions(tmp_path: Path) -> None:
    assert all_decisions(tmp_path / "decisions.csv") == shipped_decisions()


def test_undoing_a_decision_undoes_its_merge_and_leaves_the_others(tmp_path: Path) -> None:
    path, other = tmp_path / "decisions.csv", replace(LINE, right="c-org-1")
    decide(LINE, path, RECORDS)
    decide(other, path, RECORDS)
    assert undo("b-org-1", "a-org-1", path) == (LINE,)
    assert decisions_of(path) == (other,)
    things = resolve(RECORDS, decisions_of(path)).things
    assert things["a-org-1"] == things["c-org-1"] != things["b-org-1"]


def test_what_was_never_decided_cannot_be_undone(tmp_path: Path) -> None:
    with pytest.raises(IdentityError, match="decides nothing about a-org-1 and b-org-1"):
        undo("a-org-1", "b-org-1", tmp_path / "decisions.csv")


def test_a_shipped_decision_is_not_undone_in_the_file_of_the_user(tmp_path: Path) -> None:
    shipped = shipped_decisions()[0]
    with pytest.raises(IdentityError, match="that line ships with the program"):
        undo(shipped.left, shipped.right, tmp_path / "decisions.csv")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (replace(LINE, evidence=" \n"), "evidence is empty"),
        (replace(LINE, right="a-org-1"), "a-org-1 stands on both sides"),
        (replace(LINE, when="yesterday"), "when is 'yesterday', not a day"),
        (replace(LINE, right="b-org-9"), "no record is called b-org-9"),
    ],
    ids=["no evidence", "one record", "no day", "unknown record"],
)
def test_a_decision_that_cannot_stand_is_refused_and_not_written(line: Decision, message: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    with pytest.raises(IdentityError, match=message):
        decide(line, path, RECORDS)
    assert not path.exists()


def test_of_several_decisions_all_are_written_or_none(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    with pytest.raises(IdentityError, match="no record is called c-org-9"):
        decide_all([LINE, replace(LINE, right="c-org-9")], path, RECORDS)
    assert not path.exists()


def test_a_pair_is_decided_once(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    decide(LINE, path, RECORDS)
    with pytest.raises(IdentityError, match="are already decided to be 'same'"):
        decide(replace(LINE, left="b-org-1", right="a-org-1", verdict="different"), path, RECORDS)


def test_a_decision_against_two_business_ids_is_refused(tmp_path: Path) -> None:
    records = (org("a-org-1", ("business-id", "2647375-4")), org("b-org-1", ("business-id", "0112038-9")))
    with pytest.raises(IdentityError, match="together they have the Business IDs"):
        decide(LINE, tmp_path / "decisions.csv", records)


def test_a_decision_that_contradicts_another_by_way_of_a_third_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    decide(LINE, path, RECORDS)
    decide(replace(LINE, left="c-org-1", right="b-org-1"), path, RECORDS)
    with pytest.raises(IdentityError, match="a decision says that they are different"):
        decide(replace(LINE, left="a-org-1", right="c-org-1", verdict="different"), path, RECORDS)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (HEAD.encode("utf-16"), "is not text in UTF-8; save it as CSV in UTF-8"),
        ("# Päätökset".encode("latin-1"), "is not text in UTF-8; save it as CSV in UTF-8"),
        (b"left,right\n", f"decisions, line 1: is 'left,right'; it must be {HEAD!r}, with commas"),
        (SEMICOLONS.encode(), f"decisions, line 1: is {SEMICOLONS!r}; it must be {HEAD!r}, with commas"),
        (b"", f"decisions, line 1: is ''; it must be {HEAD!r}, with commas"),
    ],
    ids=["UTF-16", "Latin-1", "columns missing", "semicolons", "empty"],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line_with_what_to_do(
    written: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(written)
    with pytest.raises(IdentityError) as caught:
        decisions_of(path)
    assert str(caught.value) == f"{path}: {message}"


def test_a_file_with_a_cell_without_end_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{HEAD}\n{'a' * (1 << 25)}\n", "utf-8")
    with pytest.raises(IdentityError, match=r"decisions\.csv: not CSV: field larger .*; save it as CSV in UTF-8$"):
        decisions_of(path)


def test_a_folder_in_the_place_of_the_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").mkdir()
    with pytest.raises(
        IdentityError, match=r"decisions\.csv: cannot be read: Is a directory; put a file there that you may read$"
    ):
        decisions_of(tmp_path / "decisions.csv")
