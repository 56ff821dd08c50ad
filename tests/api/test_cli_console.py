"""Files that a user names: what cannot be read or written is one line that says what to do."""

import os
from pathlib import Path

import pytest

from api.cli.console import reading_csv, writing_bytes, writing_text
from graph.errors import FileError
from tests.api.command import FIXTURES, build, city, run

REGISTER = f"ror={FIXTURES / 'ror/record.json'}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a release and what it was read from."""
    folder = tmp_path_factory.mktemp("built")
    build(folder / "data", "--source", f"table={city(folder, 'city-a')}")
    return folder / "data"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("who\nÅbo\n".encode("utf-16"), "not UTF-8 but UTF-16: save it as UTF-8"),
        (
            "who\nÅbo\n".encode("latin-1"),
            "is not text in UTF-8; save it as CSV in UTF-8",
        ),
        (b"PK\x03\x04\xff", "is not text in UTF-8; save it as CSV in UTF-8"),
        (
            b"<!DOCTYPE html>\n<html>\n",
            "this is a web page, not a file of data: download the file that it links to",
        ),
    ],
    ids=["UTF-16", "Latin-1", "workbook", "web page"],
)
@pytest.mark.parametrize("command", ["link", "review"])
def test_a_list_that_is_no_csv_in_utf_8_is_one_line(
    command: str, content: bytes, what: str, built: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    options: dict[str, tuple[str | Path, ...]] = {"link": ("--register", REGISTER), "review": ("--data", built)}
    found = run("identity", command, path, *options[command])
    assert (found.exit_code, found.stdout, found.stderr) == (1, "", f"Error: {path}: {what}\n")


def test_a_cell_without_end_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"who\n{'a' * (1 << 25)}\n", "utf-8")
    found = run("identity", "link", path, "--register", REGISTER)
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "list.csv: not CSV: field larger than field limit" in found.stderr


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("who\nAalto\n", "utf-8-sig")
    with reading_csv(path) as file:
        assert file.readline() == "who\n"


def test_a_pipe_is_read_like_a_file() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"who\nAalto\n")
    os.close(writer)
    with reading_csv(Path(f"/dev/fd/{reader}")) as file:
        assert file.read() == "who\nAalto\n"
    os.close(reader)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(FileError, match=r"list\.csv cannot be read: No such file or directory; name another file"),
        reading_csv(tmp_path / "list.csv"),
    ):
        pass


@pytest.mark.parametrize("command", [("export",), ("identity", "propose")], ids=["export", "proposals"])
@pytest.mark.parametrize(
    ("out", "reason"),
    [("/nowhere/out", "No such file or directory"), ("/dev/full", "No space left on device")],
    ids=["no such folder", "no room"],
)
def test_an_out_that_cannot_be_written_is_one_line(
    command: tuple[str, ...], out: str, reason: str, built: Path
) -> None:
    found = run(*command, "--data", built, "--out", out)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == (
        f"Error: {out} cannot be written: {reason}; name another file, where you may write and there is room\n"
    )


def test_what_goes_wrong_within_is_not_taken_for_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the store is damaged"), writing_bytes(tmp_path / "out"):
        raise OSError("the store is damaged")


def test_text_is_written_in_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    with writing_text(tmp_path / "out") as file:
        file.write("Åbo\n")
    assert (tmp_path / "out").read_bytes() == b"\xc3\x85bo\n"


def test_without_a_file_standard_output_is_written_and_left_open(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with writing_text(None) as file:
        file.write("a\n")
    with writing_bytes(None) as binary:
        file.flush()
        binary.write(b"b\n")
    assert capsysbinary.readouterr().out == b"a\nb\n"
