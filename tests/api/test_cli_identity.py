"""Who is who, as a user decides it: proposals, review, decisions, undoing, explanations, links."""

import csv
from pathlib import Path

import pytest

from tests.api.command import FIXTURES, build, names_of, rows_of, run

LIST = """\
[source]
name = "{name}"
title = "The list {name} (an invented example)"
publisher = "Nobody"
homepage = "https://example.org/{name}"

[[table]]
file = "organisations.csv"
kind = "organisation"
key = ["id"]
columns = {{ name = "name", business_id = "number" }}
"""
ONE = """\
id,name,number
1,Esimerkkilän pohjoinen satamatekniikka Oy,
2,Mallilan alueellinen kehittämiskeskus ry,
3,Mallilan Malli Oy,0201256-6
"""
TWO = """\
id,name,number
7,Esimerkkilän pohjoinen satamatekniika Oy,
8,Mallilan alueellinen kehittämiskeskus MAKE ry,
9,Kuvitelman Kuva Oy,0112038-9
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a release of two lists, in which names are alike and none is equal."""
    found = tmp_path / "data"
    given: list[str] = []
    for name, rows in (("ones", ONE), ("twos", TWO)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "organisations.csv").write_text(rows, "utf-8")
        (tmp_path / name / "mapping.toml").write_text(LIST.format(name=name), "utf-8")
        given += ["--source", f"table={tmp_path / name / 'mapping.toml'}"]
    assert build(found, *given).exit_code == 0
    return found


def proposed(data: Path) -> list[dict[str, str]]:
    """Return the proposals about the two lists."""
    found = csv.DictReader(run("identity", "propose", "--data", data).stdout.splitlines())
    return [row for row in found if row["left"].startswith("ones-")]


def reviewed(data: Path, **verdicts: str) -> Path:
    """Return a file of proposals with the verdicts that somebody wrote, by the record on the left."""
    found = [{**row, "verdict": verdicts.get(row["left"].replace("-", "_"), "")} for row in proposed(data)]
    path = data / "proposals.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)
    return path


def decided(data: Path) -> list[str]:
    return (data / "decisions.csv").read_text("utf-8").splitlines()[1:]


def organisations(data: Path) -> set[str]:
    return names_of(data, "org")


def test_pairs_that_may_be_one_are_proposed_with_their_grounds(data: Path) -> None:
    found = proposed(data)
    assert {(row["left"], row["right"]) for row in found} == {
        ("ones-org-1", "twos-org-7"),
        ("ones-org-2", "twos-org-8"),
    }
    assert [row["verdict"] for row in found] == ["", ""]
    assert all("are alike" in row["evidence"] for row in found)


def test_proposals_are_written_to_a_file(data: Path) -> None:
    out = data / "proposals.csv"
    result = run("identity", "propose", "--data", data, "--out", out, "--limit", "1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 of " in result.stderr
    assert len(out.read_text("utf-8").splitlines()) == 2


def test_verdicts_that_were_written_are_taken_over_and_heeded(data: Path) -> None:
    proposals = reviewed(data, ones_org_1="same")
    result = run("identity", "review", proposals, "--data", data, "--who", "A Reviewer")
    assert result.exit_code == 0, result.stderr
    assert f"1 decisions added to {data / 'decisions.csv'}" in result.stderr
    [line] = decided(data)
    assert line.startswith("ones-org-1,twos-org-7,same,proposed,")
    assert "A Reviewer" in line
    assert build(data).exit_code == 0
    assert organisations(data) == {"ones-1", "ones-2", "twos-8", "fi-0201256-6", "fi-0112038-9"}


def test_what_was_decided_is_not_proposed_again(data: Path) -> None:
    run("identity", "review", reviewed(data, ones_org_1="same", ones_org_2="different"), "--data", data, "--who", "A")
    assert proposed(data) == []


def test_a_file_of_proposals_can_be_reviewed_bit_by_bit(data: Path) -> None:
    run("identity", "review", reviewed(data, ones_org_1="same"), "--data", data, "--who", "A")
    text = (data / "proposals.csv").read_text("utf-8")
    (data / "proposals.csv").write_text(text.replace("ones-org-2,twos-org-8,,", "ones-org-2,twos-org-8,different,"))
    again = run("identity", "review", data / "proposals.csv", "--data", data, "--who", "A")
    assert again.exit_code == 0, again.stderr
    assert len(decided(data)) == 2


def test_a_verdict_that_contradicts_an_earlier_one_is_refused(data: Path) -> None:
    proposals = reviewed(data, ones_org_1="same")
    run("identity", "review", proposals, "--data", data, "--who", "A")
    proposals.write_text(proposals.read_text("utf-8").replace(",same,", ",different,"), "utf-8")
    again = run("identity", "review", proposals, "--data", data, "--who", "A")
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "already decided to be 'same'" in again.stderr


def test_of_a_review_with_a_mistake_nothing_is_taken(data: Path) -> None:
    proposals = reviewed(data, ones_org_1="same", ones_org_2="maybe")
    found = run("identity", "review", proposals, "--data", data, "--who", "A")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "verdict is 'maybe', not one of same, different, part-of, successor" in found.stderr
    assert not (data / "decisions.csv").exists()


def test_a_verdict_that_nobody_signs_is_not_taken(data: Path) -> None:
    found = run("identity", "review", reviewed(data, ones_org_1="same"), "--data", data)
    assert found.exit_code == 1
    assert found.stderr.endswith("nobody signs; say --who NAME\n")
    assert not (data / "decisions.csv").exists()


@pytest.mark.parametrize(
    ("typed", "lines"),
    [("same\ndifferent\n", 2), ("open\nsame\n", 1), ("same\nquit\n", 1), ("quit\n", 0), ("perhaps\nopen\nopen\n", 0)],
    ids=["both", "one left open", "quit after one", "quit at once", "no verdict, then open"],
)
def test_a_reviewer_is_asked_about_what_is_open(data: Path, typed: str, lines: int) -> None:
    asking = ("identity", "review", reviewed(data), "--data", data, "--who", "A", "--ask")
    found = run(*asking, typed=typed)
    assert found.exit_code == 0, found.stderr
    assert "are alike" in found.stdout
    assert f"{lines} decisions added" in found.stderr
    assert len(proposed(data)) == 2 - lines


def test_what_is_no_file_of_proposals_is_one_line(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    found = run("identity", "review", tmp_path / "other.csv", "--data", data, "--who", "A")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "missing columns: left, right, verdict" in found.stderr


def decide(data: Path, *arguments: str) -> str:
    """Decide, and return what was said."""
    return run("identity", "decide", "--data", data, "--who", "A", "--evidence", "a page", *arguments).stderr


def test_a_decision_merges_and_undoing_it_unmerges(data: Path) -> None:
    before = organisations(data)
    assert "the next build heeds it" in decide(data, "ones-org-1", "same", "twos-org-7")
    build(data)
    assert organisations(data) == before - {"twos-7"}
    assert "undone: ones-org-1 same twos-org-7" in decide(data, "twos-org-7", "same", "ones-org-1", "--undo")
    build(data)
    assert organisations(data) == before


def test_a_merged_thing_says_both_records_in_the_release(data: Path) -> None:
    decide(data, "ones-org-1", "same", "twos-org-7")
    build(data)
    text = (
        "SELECT ?r { <https://w3id.org/verkosto/id/org/ones-1> "
        "<http://www.w3.org/ns/prov#wasDerivedFrom> ?r } ORDER BY ?r"
    )
    assert [row["r"].rpartition("/")[2] for row in rows_of(data, text)] == ["ones-org-1", "twos-org-7"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ones-org-3", "same", "twos-org-9"), "ones-org-3"),
        (("ones-org-1", "same", "nobody"), "no record is called nobody"),
        (("ones-org-1", "same", "ones-org-1"), "stands on both sides"),
        (("ones-org-1", "same", "twos-org-7", "--undo"), "decides nothing about ones-org-1 and twos-org-7"),
        (("ones-org-1", "same", "twos-org-7", "--evidence", " "), "evidence is empty"),
    ],
    ids=["two Business IDs", "an unknown record", "itself", "not decided", "no evidence"],
)
def test_a_decision_that_cannot_stand_is_one_line(data: Path, arguments: tuple[str, ...], message: str) -> None:
    found = decide(data, *arguments)
    assert found.startswith("Error: ")
    assert found.count("\n") == 1
    assert message in found
    assert not (data / "decisions.csv").exists()


@pytest.mark.parametrize(
    ("right", "message"),
    [
        ("nobody", "Error: no record is called nobody; see verkosto identity explain NAME\n"),
        ("twos-org-7", "Error: decide: nobody signs; say --who NAME\n"),
    ],
    ids=["an unknown record", "records that are known"],
)
def test_who_signs_is_asked_once_the_records_are_known(data: Path, right: str, message: str) -> None:
    assert run("identity", "decide", "--data", data, "ones-org-1", "same", right).stderr == message


def test_decisions_in_utf_16_are_told_in_one_line_by_whatever_reads_them(data: Path) -> None:
    decide(data, "ones-org-1", "same", "twos-org-7")
    (data / "decisions.csv").write_text((data / "decisions.csv").read_text("utf-8"), "utf-16")
    told = {build(data).stderr, decide(data, "ones-org-2", "same", "twos-org-8")}
    assert told == {f"Error: {data / 'decisions.csv'}: is not text in UTF-8; save it as CSV in UTF-8\n"}


@pytest.mark.parametrize(
    "asked",
    [
        "https://w3id.org/verkosto/id/org/ones-1",
        "org/ones-1",
        "ones-1",
        "ones-org-1",
        "twos-org-7",
        "Esimerkkilän pohjoinen satamatekniikka",
        "ESIMERKKILÄN POHJOINEN SATAMATEKNIIKA OY",
    ],
    ids=["address", "end of the address", "key", "record", "other record", "name", "name in capitals"],
)
def test_an_actor_is_explained_by_whatever_it_is_called(data: Path, asked: str) -> None:
    decide(data, "ones-org-1", "same", "twos-org-7")
    found = run("identity", "explain", asked, "--data", data)
    assert found.exit_code == 0
    assert found.stdout.startswith("org/ones-1: 2 records\n")
    assert "  ones-org-1: Esimerkkilän pohjoinen satamatekniikka Oy\n" in found.stdout
    assert "decision: decided by hand" in found.stdout
    assert "organisations.csv, line 2" in found.stdout


def test_two_that_were_decided_to_differ_are_explained_as_two(data: Path) -> None:
    decide(data, "ones-org-1", "different", "twos-org-7")
    found = run("identity", "explain", "ones-org-1", "--data", data).stdout
    assert found.startswith("org/ones-1: 1 record\n")
    assert "ones-org-1 different twos-org-7" in found


def test_who_is_not_known_is_one_line(data: Path) -> None:
    found = run("identity", "explain", "Nobody At All", "--data", data)
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert "'Nobody At All'" in found.stderr


def test_names_are_linked_to_a_register(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("who,note\nKUVITTEELLINEN YLIOPISTO,a\nKuviteltu yliopisto,b\nNobody Ltd,c\n", "utf-8")
    register = FIXTURES / "ror/v2.9-2026-06-23-ror-data.json"
    result = run("identity", "link", names, "--register", f"ror={register}")
    assert result.exit_code == 0, result.stderr
    found = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["who"], row["note"]) for row in found] == [
        ("KUVITTEELLINEN YLIOPISTO", "a"),
        ("Kuviteltu yliopisto", "b"),
        ("Nobody Ltd", "c"),
    ]
    assert result.stderr.startswith("3 names: 1 linked, ")
    assert "0kvv00117" in result.stdout.splitlines()[1]
    assert "0kvv" not in result.stdout.splitlines()[3]


def test_blank_rows_of_a_list_are_told_apart_from_names(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("who\n\nNobody Ltd\n\n", "utf-8")
    result = run("identity", "link", names, "--register", f"ror={FIXTURES / 'ror/record.json'}")
    assert [row["verdict"] for row in csv.DictReader(result.stdout.splitlines())] == ["blank", "none", "blank"]
    assert result.stderr == "1 names: 0 linked, 0 proposed, 1 none; 2 blank rows\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--register", "nope=x"), "no source 'nope'"),
        (("--register", "ror"), "'ror' is not NAME=FILE"),
        (("--register", "ror=none.json"), "none.json"),
        (("--register", f"ror={FIXTURES / 'ror/record.json'}", "--name", "title"), "title"),
    ],
    ids=["unknown source", "no file", "no such file", "no such column"],
)
def test_a_mistake_in_linking_is_one_line(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    names = tmp_path / "names.csv"
    names.write_text("who\nNobody Ltd\n", "utf-8")
    found = run("identity", "link", names, *arguments)
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert found.stderr.startswith("Error: ")
    assert message in found.stderr
