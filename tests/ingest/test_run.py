"""A made-up source of one or two tables, so that the pipeline is tested without any real one."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from graph.errors import SourceBroken, SourceChanged, SourceError, SourceTooSmall
from graph.readings import FileInfo, Rejected
from graph.records import Names, Origin, Place, Project, Service
from ingest.run import read, refuse_unsound, shortfalls
from ingest.source import Drift, Files, Ingester, Outcome, OutOfScope, Source

SOURCE = Source(
    name="made-up",
    title="A test",
    publisher="us",
    homepage="https://example.org/",
    at_least={"Place": 2},
    max_quarantined=0.5,
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def parse(given: Files) -> Iterator[Outcome]:
    """One word to a line: a place in capitals is bad, one in brackets out of scope, one with + comes as two."""
    for table in given:
        for line, word in enumerate(given[table].read().decode().split(), start=1):
            yield from outcomes(table, line, word)


def outcomes(table: str, line: int, word: str) -> Iterator[Outcome]:
    if word.isupper():
        yield Rejected(table=table, line=line, reason="shouts")
    elif word.startswith("("):
        yield OutOfScope(table=table, line=line, reason="far away")
    elif word.startswith("!"):
        yield Drift(table=table, what="exclaims")
        yield place(table, line, word)
    else:
        yield from (place(table, line, part) for part in word.split("+"))


def place(table: str, line: int, name: str) -> Place:
    return Place(key=name, origin=Origin(table=table, line=line), names=Names(fi=name))


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a.txt").write_text("espoo vantaa")
    (folder / "b.txt").write_text("helsinki")
    return folder


@pytest.fixture
def ingester(shipped: Path) -> Ingester:
    return Ingester(SOURCE, parse, lambda: shipped)


@pytest.fixture
def bare() -> Ingester:
    return Ingester(SOURCE, parse)


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_each_row_counts_once_as_used_out_of_scope_or_quarantined(bare: Ingester, tmp_path: Path) -> None:
    text = "espoo+kauniainen BAD (oulu) !vantaa"
    reading = read(bare, written(tmp_path / "a.txt", text), clock=clock)
    assert reading.files == (
        FileInfo(
            name="a.txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            rows_used=2,
            rows_out_of_scope=1,
            rows_quarantined=1,
        ),
    )
    assert [one.key for one in reading.records] == ["espoo", "kauniainen", "!vantaa"]
    assert reading.rejected == (Rejected(table="a.txt", line=2, reason="shouts"),)
    assert (reading.rows_read, reading.rows_used, reading.rows_out_of_scope, reading.rows_quarantined) == (4, 2, 1, 1)


def test_a_row_that_is_partly_bad_is_not_counted_as_used(tmp_path: Path) -> None:
    def half(given: Files) -> Iterator[Outcome]:
        given["a.txt"].read()
        yield place("a.txt", 1, "espoo")
        yield Rejected(table="a.txt", line=1, reason="limps")
        yield place("a.txt", 1, "vantaa")

    reading = read(Ingester(SOURCE, half), written(tmp_path / "a.txt", "x"), clock=clock)
    assert (reading.rows_used, reading.rows_quarantined) == (0, 1)


def told(*outcomes: Outcome) -> Ingester:
    def parse_told(given: Files) -> Iterator[Outcome]:
        given["a.txt"].read()
        yield from outcomes

    return Ingester(SOURCE, parse_told)


ESPOO = Place(key="049", origin=Origin(table="a.txt", line=1, rows=(("a.txt", 2), ("a.txt", 3))), names=Names(fi="E"))


@pytest.mark.parametrize(
    ("outcomes", "counts"),
    [
        ([ESPOO], (3, 0, 0)),
        ([ESPOO, Rejected(table="a.txt", line=3, reason="limps")], (2, 0, 1)),
        ([OutOfScope(table="a.txt", line=2, reason="far away"), ESPOO], (2, 1, 0)),
        ([OutOfScope(table="a.txt", line=1, reason="far away", rows=(("a.txt", 2),))], (0, 2, 0)),
        ([place("a.txt", 4, "049"), ESPOO], (1, 0, 3)),
    ],
    ids=["used", "a bad one", "one out of scope", "out of scope together", "key of another"],
)
def test_the_further_rows_of_a_record_share_its_fate_unless_theirs_is_worse(
    outcomes: list[Outcome], counts: tuple[int, int, int], tmp_path: Path
) -> None:
    reading = read(told(*outcomes), written(tmp_path / "a.txt", "x"), clock=clock)
    assert (reading.rows_used, reading.rows_out_of_scope, reading.rows_quarantined) == counts


def test_the_clock_is_asked_at_the_start_and_at_the_end(bare: Ingester, tmp_path: Path) -> None:
    times = iter([NOW, NOW + timedelta(seconds=3)])
    reading = read(bare, written(tmp_path / "a.txt", "espoo"), clock=lambda: next(times))
    assert reading.ended - reading.started == timedelta(seconds=3)


def test_the_data_we_ship_are_read_where_no_file_is_named(ingester: Ingester) -> None:
    assert [one.key for one in read(ingester, clock=clock).records] == ["espoo", "vantaa", "helsinki"]


def test_a_source_that_ships_nothing_needs_a_file(bare: Ingester) -> None:
    with pytest.raises(SourceError, match="made-up: no data are shipped with it; name a file"):
        read(bare, clock=clock)


def test_a_folder_is_read_without_its_hidden_files(bare: Ingester, shipped: Path) -> None:
    (shipped / ".DS_Store").write_text("JUNK")
    assert [one.name for one in read(bare, shipped, clock=clock).files] == ["a.txt", "b.txt"]


def test_an_empty_folder_is_refused(bare: Ingester, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no files"):
        read(bare, tmp_path, clock=clock)


def test_a_missing_file_is_refused(bare: Ingester, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no file or folder"):
        read(bare, tmp_path / "none.txt", clock=clock)


def test_the_members_of_a_zip_are_read_by_their_last_name(bare: Ingester, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("csv/a.txt", "espoo")
        archive.writestr("__MACOSX/csv/a.txt", "JUNK")
    reading = read(bare, tmp_path / "all.zip", clock=clock)
    assert [(one.name, one.sha256) for one in reading.files] == [("a.txt", hashlib.sha256(b"espoo").hexdigest())]


def test_two_members_of_one_name_are_refused(bare: Ingester, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("new/a.txt", "espoo")
        archive.writestr("old/a.txt", "esbo")
    with pytest.raises(SourceChanged, match=r"made-up, all\.zip: two members are called a\.txt"):
        read(bare, tmp_path / "all.zip", clock=clock)


def test_a_damaged_zip_is_refused(bare: Ingester, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="not a zip file, or a damaged one"):
        read(bare, written(tmp_path / "all.zip", "no zip"), clock=clock)


PAGE = b"<!DOCTYPE html>\n<html><body>Download the list</body></html>"
WEB_PAGE = "this is a web page, not a file of data: download the file that it links to"
OTHER_LAYOUT = "made-up, a.txt, line 1: missing columns: town"


def choosy(given: Files) -> Iterator[Outcome]:
    """Find fault with the last file."""
    raise SourceChanged("made-up", f"{list(given)[-1]}, line 1", "missing columns: town")


def refusal(ingester: Ingester, place: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read(ingester, place, clock=clock)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PAGE, f"made-up, a.txt: {WEB_PAGE}"),
        (b"<!-- saved from url=(0019)https://example.org/ -->\n" + PAGE, f"made-up, a.txt: {WEB_PAGE}"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML'>",
            f"made-up, a.txt: {WEB_PAGE}",
        ),
        ("town\nespoo\n".encode("utf-16"), "made-up, a.txt: not UTF-8 but UTF-16: save it as UTF-8"),
        ("town\nespoo\n".encode("utf-16-be"), OTHER_LAYOUT),
        (b"<!-- towns --><rdf:RDF/>", OTHER_LAYOUT),
    ],
    ids=["web page", "saved web page", "XHTML", "UTF-16", "UTF-16 without mark", "XML"],
)
def test_a_file_that_cannot_be_read_is_called_what_it_is(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert refusal(Ingester(SOURCE, choosy), tmp_path / "a.txt") == message


def test_a_web_page_in_place_of_a_zip_is_called_what_it_is(bare: Ingester, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(PAGE)
    assert refusal(bare, tmp_path / "all.zip") == f"made-up, all.zip: {WEB_PAGE}"


def test_a_file_is_not_blamed_for_another_whose_name_ends_like_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE)
    written(tmp_path / "extra.txt", "espoo")
    assert refusal(Ingester(SOURCE, choosy), tmp_path) == "made-up, extra.txt, line 1: missing columns: town"


def test_of_several_files_the_one_that_is_a_web_page_is_named(tmp_path: Path) -> None:
    def nothing(given: Files) -> Iterator[Outcome]:
        raise SourceChanged("made-up", ", ".join(given), "no table")

    written(tmp_path / "a.txt", "espoo")
    (tmp_path / "b, c.txt").write_bytes(PAGE)
    assert refusal(Ingester(SOURCE, nothing), tmp_path) == f"made-up, b, c.txt: {WEB_PAGE}"


def test_a_mapped_table_in_utf_16_keeps_its_own_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("town\n".encode("utf-16"))
    mapped = Ingester(SOURCE, parse, configured=lambda path: (Ingester(SOURCE, choosy), path))
    assert refusal(mapped, tmp_path / "a.txt") == OTHER_LAYOUT


def test_a_folder_of_folders_says_that_they_are_not_read(bare: Ingester, tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    assert refusal(bare, tmp_path) == (
        f"made-up: {tmp_path.name} holds folders only; subfolders are not read: name one of them"
    )


def test_a_folder_with_a_hidden_folder_alone_is_empty(bare: Ingester, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert refusal(bare, tmp_path) == f"made-up: {tmp_path.name} holds no files"


def damaged(path: Path) -> None:
    """Turn a byte of the first member over, where the zip's table of contents does not tell."""
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)


def locked(path: Path) -> None:
    """Set the sign of a password, in the member's header and in the table of contents."""
    data = path.read_bytes().replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    path.write_bytes(data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"))


@pytest.mark.parametrize("harm", [damaged, locked])
@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED], ids=["stored", "deflated"])
def test_a_zip_whose_member_cannot_be_unpacked_is_refused(
    harm: Callable[[Path], None], method: int, bare: Ingester, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / "all.zip", "w", method) as archive:
        archive.writestr("a.txt", "".join(f"town{number} " for number in range(99)))
    harm(tmp_path / "all.zip")
    with pytest.raises(SourceChanged) as caught:
        read(bare, tmp_path / "all.zip", clock=clock)
    assert str(caught.value) == (
        "made-up, a.txt: cannot be unpacked: its zip is damaged, has a password or is packed in an uncommon way; "
        "fetch it again, or unpack it yourself"
    )


def test_one_file_of_several_is_read_in_the_company_of_the_others(ingester: Ingester, tmp_path: Path) -> None:
    reading = read(ingester, written(tmp_path / "b.txt", "kauniainen !oulu LOUD"), clock=clock)
    assert [one.key for one in reading.records] == ["kauniainen", "!oulu"]
    assert [(one.name, one.rows_read) for one in reading.files] == [("b.txt", 3)]
    assert reading.drift == ("b.txt: exclaims",)


def test_one_file_of_no_known_name_is_refused_where_there_are_several(ingester: Ingester, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged) as caught:
        read(ingester, written(tmp_path / "c.txt", "espoo"), clock=clock)
    assert str(caught.value) == "made-up, c.txt: not one of its files: a.txt, b.txt; name the file as one of them"


def test_drift_is_told_once(bare: Ingester, tmp_path: Path) -> None:
    assert read(bare, written(tmp_path / "a.txt", "!espoo !vantaa"), clock=clock).drift == ("a.txt: exclaims",)


def test_drift_is_an_error_where_one_is_strict(bare: Ingester, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"made-up, a\.txt: exclaims"):
        read(bare, written(tmp_path / "a.txt", "!espoo"), clock=clock, strict=True)


def test_a_source_that_shrank_is_refused_and_told_what_to_do(bare: Ingester, tmp_path: Path) -> None:
    reading = read(bare, written(tmp_path / "a.txt", "espoo"), clock=clock)
    message = (
        "made-up yielded 1 Place records, expected at least 2; "
        "if this is a part of it, or it has really shrunk, build once with --accept made-up"
    )
    assert shortfalls(SOURCE, reading) == [message]
    with pytest.raises(SourceTooSmall) as caught:
        refuse_unsound(SOURCE, reading)
    assert str(caught.value) == message


def test_a_source_that_is_mostly_in_quarantine_is_refused(bare: Ingester, tmp_path: Path) -> None:
    reading = read(bare, written(tmp_path / "a.txt", "espoo BAD WORSE vantaa WORST"), clock=clock)
    with pytest.raises(SourceBroken) as caught:
        refuse_unsound(SOURCE, reading)
    assert str(caught.value) == (
        "made-up: 3 of 5 rows are in quarantine, more than 50%; the first: a.txt, line 2: the row shouts"
    )


def test_a_source_with_as_many_bad_rows_as_allowed_passes(bare: Ingester, tmp_path: Path) -> None:
    refuse_unsound(SOURCE, read(bare, written(tmp_path / "a.txt", "espoo BAD vantaa WORSE"), clock=clock))


def test_contact_details_in_long_texts_are_left_out(tmp_path: Path) -> None:
    def described(given: Files) -> Iterator[Outcome]:
        text = given["a.txt"].read().decode()
        origin = Origin(table="a.txt", line=1)
        yield Project(key="p", origin=origin, names=Names(en="P"), descriptions=(("en", text),))
        yield Service(key="s", origin=origin, names=Names(en="S"), kind="edih", description_en=text)

    text = "Ask somebody@example.org, +358 40 123 4567."
    reading = read(Ingester(SOURCE, described), written(tmp_path / "a.txt", text), clock=clock)
    assert "example.org" not in repr(reading.records)
    assert "4567" not in repr(reading.records)
