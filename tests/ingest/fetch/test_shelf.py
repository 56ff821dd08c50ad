import errno
import os
import re
from pathlib import Path

import pytest

from graph.errors import FetchFailed, SourceError
from graph.locks import lock
from ingest.fetch.fetching import fetch, on_shelf, was_fetched
from ingest.fetch.shelf import Shelf
from ingest.source import Download
from tests.ingest.fetch.conftest import Errand, made
from tests.ingest.fetch.server import MANNERS, Reply, Server, Time, versioned

BODY = b"[" + b"1," * 200_000 + b"1]"


def file(url: str, name: str = "a.json") -> Download:
    return Download(name=name, url=url, form="json")


def sets(errand: Errand) -> list[str]:
    return sorted(path.name for path in (errand.shelf / ".made/sets").iterdir())


def _drop(told: list[str]) -> None:
    told.pop()


def test_a_shelf_without_the_source_has_none_of_its_files(shelf: Path) -> None:
    assert on_shelf("made", shelf) is None
    assert not was_fetched("made", shelf)


def test_what_is_on_the_shelf_is_what_was_fetched(server: Server, errand: Errand) -> None:
    found = errand(file(server.answers("/a", versioned(b"[1]", '"1"'))))
    standing = on_shelf("made", errand.shelf)
    assert standing is not None
    assert (standing.folder, standing.files) == (found.folder, found.files)


def test_the_set_before_the_last_one_is_kept_and_no_older_one(server: Server, errand: Errand) -> None:
    url = server.answers("/a", *(Reply(body=body) for body in (b"[1]", b"[2]", b"[3]")))
    folders = [errand(file(url)).folder for _ in range(3)]
    assert sets(errand) == sorted(folder.name for folder in folders[1:])
    assert (folders[1] / "a.json").read_bytes() == b"[2]"


def test_an_unchanged_file_takes_no_room_twice(server: Server, errand: Errand) -> None:
    same = server.answers("/same", versioned(b"[1]", '"1"'))
    new = server.answers("/new", Reply(body=b"[2]"), Reply(body=b"[3]"))
    folders = [errand(file(same), file(new, "b.json")).folder for _ in range(2)]
    assert (folders[0] / "a.json").samefile(folders[1] / "a.json")


def test_it_is_copied_where_files_cannot_be_linked(
    server: Server, errand: Errand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    same = server.answers("/same", versioned(b"[1]", '"1"'))
    new = server.answers("/new", Reply(body=b"[2]"), Reply(body=b"[3]"))
    folders = [errand(file(same), file(new, "b.json")).folder for _ in range(2)]
    assert [(folder / "a.json").read_bytes() for folder in folders] == [b"[1]", b"[1]"]


def test_a_download_that_is_no_longer_declared_is_gone(server: Server, errand: Errand) -> None:
    a, b = server.answers("/a", versioned(b"[1]", '"1"')), server.answers("/b", versioned(b"[2]", '"2"'))
    errand(file(a), file(b, "b.json"))
    assert not errand(file(a)).unchanged
    assert [path.name for path in (errand.shelf / "made").glob("[!.]*")] == ["a.json"]


def test_a_fetch_that_is_stopped_leaves_the_old_files_and_a_part_to_go_on_with(
    server: Server, errand: Errand, time: Time
) -> None:
    url = server.answers("/a", versioned(b"[1]", '"1"'), versioned(BODY, '"2"'))
    errand(file(url))

    told = ["first chunk", "start"]
    with pytest.raises(IndexError):
        fetch(made(file(url)), errand.shelf, world=time.world(), manners=MANNERS, progress=lambda *_: _drop(told))
    assert errand.file("a.json") == b"[1]"
    errand(file(url))
    assert server.asked[-1].headers["if-range"] == '"2"'
    assert errand.file("a.json") == BODY


def test_a_fetch_killed_before_the_switch_hinders_nothing(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(body=b"[1]"), Reply(body=b"[2]"))
    errand(file(url))
    (errand.shelf / ".made/.link").symlink_to(".made/sets/nowhere")
    (errand.shelf / ".made/sets/killed").mkdir()
    errand(file(url))
    assert errand.file("a.json") == b"[2]"
    assert "killed" not in sets(errand)


def test_damaged_notes_on_the_shelf_are_as_good_as_none(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(b"[1]", '"1"'))
    found = errand(file(url))
    (found.folder / ".fetched.json").write_text('[{"name":', "utf-8")
    assert on_shelf("made", errand.shelf) is None
    assert was_fetched("made", errand.shelf)
    errand(file(url))
    assert "if-none-match" not in server.asked[-1].headers
    assert on_shelf("made", errand.shelf) is not None


def test_a_folder_that_somebody_put_there_is_left_alone(server: Server, errand: Errand) -> None:
    (errand.shelf / "made").mkdir(parents=True)
    (errand.shelf / "made/own.json").write_bytes(b"[0]")
    with pytest.raises(SourceError, match="was not put there by a fetch; move it away"):
        errand(file(server.answers("/a", Reply(body=b"[1]"))))
    assert errand.file("own.json") == b"[0]"


def test_a_second_fetch_of_the_same_source_is_refused(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(body=b"[1]"))
    refusal = rf"another fetch of .* is under way \(process {os.getpid()}\)"
    with lock(Shelf(errand.shelf, "made").own, "fetch"), pytest.raises(SourceError, match=refusal):
        errand(file(url))
    assert server.asked == []


def test_a_shelf_that_cannot_be_written_to_is_told(server: Server, tmp_path: Path, time: Time) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match=re.escape(f"cannot write to {tmp_path / 'file/.made'}")):
        fetch(made(file(server.answers("/a", Reply(body=b"[1]")))), tmp_path / "file", world=time.world())


def test_a_full_disk_is_told_and_the_old_files_stay(
    server: Server, errand: Errand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    url = server.answers("/a", Reply(body=b"[1]"), Reply(body=b"[2]"))
    errand(file(url))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SourceError, match=r"made: cannot keep its files in .* \(No space left on device\)"):
        errand(file(url))
    assert errand.file("a.json") == b"[1]"


def test_nothing_is_left_of_a_failure_but_the_work_of_the_next_fetch(server: Server, errand: Errand) -> None:
    with pytest.raises(FetchFailed):
        errand(file(server.answers("/a", Reply(body=b"<html>"))))
    assert sorted(path.name for path in errand.shelf.iterdir()) == [".made"]
    assert list((errand.shelf / ".made/work").iterdir()) == []
