import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from graph.errors import FetchFailed, SourceError
from ingest.fetch.fetching import fetch, on_shelf
from ingest.fetch.web import Manners
from ingest.inputs import opened
from ingest.source import Download
from tests.ingest.fetch.conftest import Errand, made
from tests.ingest.fetch.server import Reply, Server, Time, versioned

JSON = json.dumps([{"number": number} for number in range(20_000)]).encode()
HALF = len(JSON) // 2
OTHER = json.dumps([{"number": -number} for number in range(20_000)]).encode()


def json_at(url: str, name: str = "a.json") -> Download:
    return Download(name=name, url=url, form="json")


def workbook() -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return found.getvalue()


def test_a_file_comes_with_all_that_is_known_of_it(server: Server, errand: Errand, time: Time) -> None:
    url = server.answers(
        "/a", Reply(body=b"[1]", headers={"ETag": '"1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"})
    )
    found = errand(json_at(url))
    assert errand.file("a.json") == b"[1]"
    [file] = found.files
    assert (file.name, file.url, file.final_url, file.status, file.etag) == ("a.json", url, url, 200, '"1"')
    assert file.last_modified == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert file.sha256 == "080a9ed428559ef602668b4c00f114f1a11c3f6b02a435f0bdc154578e4d7f22"
    assert (file.size, file.retrieved, file.checked) == (3, time.at, time.at)
    assert not found.unchanged


def test_we_say_who_asks(server: Server, errand: Errand) -> None:
    errand(json_at(server.answers("/a", Reply(body=b"[1]"))))
    assert re.fullmatch(r"Verkosto/[\d.]+ \(\+https://w3id.org/verkosto\)", server.asked[0].headers["user-agent"])


def test_a_parser_finds_the_files_and_nothing_else(server: Server, errand: Errand, shelf: Path) -> None:
    errand(
        json_at(server.answers("/a", Reply(body=b"[1]"))), json_at(server.answers("/b", Reply(body=b"[2]")), "b.json")
    )
    with opened("made", [shelf / "made"]) as inputs:
        assert {name: inputs[name].read() for name in inputs} == {"a.json": b"[1]", "b.json": b"[2]"}


def test_a_file_that_has_not_changed_is_not_sent_again(server: Server, errand: Errand, time: Time) -> None:
    url = server.answers("/a", versioned(b"[1]", '"1"'))
    first = errand(json_at(url))
    time.sleep(3600)
    again = errand(json_at(url))
    assert again.unchanged
    assert again.folder == first.folder
    assert server.asked[1].headers["if-none-match"] == '"1"'
    assert (again.files[0].status, again.files[0].retrieved) == (304, first.files[0].retrieved)
    assert again.files[0].checked == time.at


def test_the_same_bytes_under_another_etag_are_unchanged(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(b"[1]", '"1"'), versioned(b"[1]", '"2"'))
    first, again = errand(json_at(url)), errand(json_at(url))
    assert again.unchanged
    assert again.folder == first.folder
    standing = on_shelf("made", errand.shelf)
    assert standing is not None
    assert standing.files[0].etag == '"2"'


def test_a_last_modified_date_will_do_as_a_condition(server: Server, errand: Errand) -> None:
    date = "Mon, 23 Nov 2026 10:00:00 GMT"
    url = server.answers("/a", Reply(body=b"[1]", headers={"Last-Modified": date}), Reply(status=304))
    errand(json_at(url))
    assert errand(json_at(url)).unchanged
    assert server.asked[1].headers["if-modified-since"] == date


def test_one_changed_file_makes_a_new_set_with_the_unchanged_ones(server: Server, errand: Errand) -> None:
    same = server.answers("/same", versioned(b"[1]", '"1"'))
    new = server.answers("/new", versioned(b"[2]", '"2"'), versioned(b"[3]", '"3"'))
    first = errand(json_at(same), json_at(new, "b.json"))
    again = errand(json_at(same), json_at(new, "b.json"))
    assert not again.unchanged
    assert (errand.file("a.json"), errand.file("b.json")) == (b"[1]", b"[3]")
    assert (first.folder / "b.json").read_bytes() == b"[2]"


def test_a_file_from_another_address_is_not_asked_for_conditionally(server: Server, errand: Errand) -> None:
    errand(json_at(server.answers("/old", versioned(b"[1]", '"1"'))))
    errand(json_at(server.answers("/new", versioned(b"[2]", '"1"'))))
    assert errand.file("a.json") == b"[2]"


def test_a_file_that_was_damaged_on_the_shelf_is_fetched_again(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(b"[1]", '"1"'))
    found = errand(json_at(url))
    (found.folder / "a.json").write_bytes(b"")
    errand(json_at(url))
    assert errand.file("a.json") == b"[1]"


def test_a_cut_transfer_goes_on_where_it_was_cut(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(JSON, '"1"', cut=HALF), versioned(JSON, '"1"'))
    found = errand(json_at(url))
    assert errand.file("a.json") == JSON
    assert server.asked[1].headers["range"] == f"bytes={HALF}-"
    assert server.asked[1].headers["if-range"] == '"1"'
    assert found.files[0].status == 206
    assert found.files[0].sha256 == errand(json_at(url)).files[0].sha256


def test_a_cut_transfer_without_a_validator_starts_again(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(body=JSON, cut=HALF), Reply(body=JSON))
    errand(json_at(url))
    assert errand.file("a.json") == JSON
    assert "range" not in server.asked[1].headers


def test_a_weak_validator_is_not_gone_on_with(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(JSON, 'W/"1"', cut=HALF), versioned(JSON, 'W/"1"'))
    errand(json_at(url))
    assert "range" not in server.asked[1].headers
    assert errand.file("a.json") == JSON


def test_a_file_that_changed_while_it_was_cut_off_comes_whole(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(JSON, '"1"', cut=HALF), versioned(OTHER, '"2"'))
    errand(json_at(url))
    assert server.asked[1].headers["if-range"] == '"1"'
    assert errand.file("a.json") == OTHER


@pytest.mark.parametrize(
    "bad",
    [
        Reply(
            status=206,
            body=OTHER[HALF:],
            headers={"ETag": '"2"', "Content-Range": f"bytes {HALF}-{len(OTHER) - 1}/{len(OTHER)}"},
        ),
        Reply(
            status=206,
            body=JSON[5 : 5 + len(JSON) - HALF - 1] + b"]",
            headers={"ETag": '"1"', "Content-Range": f"bytes 5-{len(JSON) - 1}/{len(JSON)}"},
        ),
        Reply(status=206, body=JSON[HALF:], headers={"ETag": '"1"'}),
        Reply(status=416, body=b"no such range"),
    ],
    ids=["of another version", "from another byte", "from nowhere known", "refused"],
)
def test_a_rest_that_does_not_fit_starts_the_file_again(server: Server, errand: Errand, bad: Reply) -> None:
    url = server.answers("/a", versioned(JSON, '"1"', cut=HALF), bad, versioned(JSON, '"1"'))
    errand(json_at(url))
    assert "range" not in server.asked[2].headers
    assert errand.file("a.json") == JSON


def test_a_part_is_not_gone_on_with_from_another_address(server: Server, errand: Errand) -> None:
    with pytest.raises(FetchFailed):
        errand(json_at(server.answers("/old", versioned(OTHER, '"1"', cut=1000))))
    errand(json_at(server.answers("/new", versioned(JSON, '"1"'))))
    assert errand.file("a.json") == JSON


def test_a_server_that_sends_less_than_was_asked_for_is_asked_for_the_rest(server: Server, errand: Errand) -> None:
    some = {"ETag": '"1"', "Content-Range": f"bytes {HALF}-{HALF + 99}/{len(JSON)}"}
    less = Reply(status=206, body=JSON[HALF : HALF + 100], headers=some)
    errand(json_at(server.answers("/a", versioned(JSON, '"1"', cut=HALF), less, versioned(JSON, '"1"'))))
    assert server.asked[2].headers["range"] == f"bytes={HALF + 100}-"
    assert errand.file("a.json") == JSON


def test_a_transfer_that_stays_cut_is_told_and_the_next_fetch_goes_on(server: Server, errand: Errand) -> None:
    url = server.answers("/a", versioned(JSON, '"1"', cut=1000))
    with pytest.raises(FetchFailed, match=r"broke off: .* \(after 3 attempts\); a hand-downloaded file does as well"):
        errand(json_at(url))
    server.answers("/a", versioned(JSON, '"1"'))
    errand(json_at(url))
    assert server.asked[-1].headers["range"] == "bytes=3000-"
    assert errand.file("a.json") == JSON


def test_a_file_of_no_stated_length_that_is_not_whole_is_fetched_again(server: Server, errand: Errand) -> None:
    unstated = {"Content-Length": ""}
    url = server.answers("/a", Reply(body=JSON, cut=HALF, headers=unstated), Reply(body=JSON, headers=unstated))
    errand(json_at(url))
    assert errand.file("a.json") == JSON


def test_a_zip_without_its_end_is_fetched_again(server: Server, errand: Errand) -> None:
    body = workbook()
    url = server.answers("/a", Reply(body=body[:-20]), Reply(body=body))
    errand(Download(name="a.xlsx", url=url, form="xlsx"))
    assert errand.file("a.xlsx") == body


def test_what_fails_leaves_the_last_good_files(server: Server, errand: Errand) -> None:
    good = server.answers("/a", versioned(b"[1]", '"1"'), versioned(b"[2]", '"2"'))
    bad = server.answers("/b", Reply(body=b"[3]"), Reply(status=404, body=b"gone"))
    errand(json_at(good), json_at(bad, "b.json"))
    with pytest.raises(FetchFailed) as caught:
        errand(json_at(good), json_at(bad, "b.json"))
    assert str(caught.value) == (
        f"made: {bad} answered 404 Not Found: 'gone'; "
        "a hand-downloaded file does as well: verkosto build --source made=FILE"
    )
    assert (errand.file("a.json"), errand.file("b.json")) == (b"[1]", b"[3]")


def test_the_files_that_a_failed_fetch_had_are_not_asked_for_again(server: Server, errand: Errand) -> None:
    good = server.answers("/a", Reply(body=b"[1]"))
    bad = server.answers("/b", Reply(status=404), Reply(body=b"[2]"))
    with pytest.raises(FetchFailed):
        errand(json_at(good), json_at(bad, "b.json"))
    errand(json_at(good), json_at(bad, "b.json"))
    assert [one.path for one in server.asked] == ["/a", "/b", "/b"]
    assert (errand.file("a.json"), errand.file("b.json")) == (b"[1]", b"[2]")


def test_after_a_day_they_are(server: Server, errand: Errand, time: Time) -> None:
    good = server.answers("/a", Reply(body=b"[1]"), Reply(body=b"[7]"))
    bad = server.answers("/b", Reply(status=404), Reply(body=b"[2]"))
    with pytest.raises(FetchFailed):
        errand(json_at(good), json_at(bad, "b.json"))
    time.at += timedelta(days=1)
    errand(json_at(good), json_at(bad, "b.json"))
    assert errand.file("a.json") == b"[7]"


def test_an_html_page_with_status_200_is_refused_by_its_title(server: Server, errand: Errand) -> None:
    page = b"<!DOCTYPE html>\n<html><head><title>Palvelu ei ole\n k\xc3\xa4yt\xc3\xb6ss\xc3\xa4</title></head></html>"
    url = server.answers("/a", Reply(body=page, headers={"Content-Type": "application/json"}))
    with pytest.raises(FetchFailed, match="answered with an HTML page, 'Palvelu ei ole käytössä', instead of json;"):
        errand(json_at(url))
    assert len(server.asked) == 1
    assert on_shelf("made", errand.shelf) is None


def test_a_wrong_content_type_with_the_right_bytes_is_noted(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(body=workbook(), headers={"Content-Type": "application/vnd.ms-excel"}))
    found = errand(Download(name="a.xls", url=url, form="xlsx"))
    assert found.notes == ("a.xls is xlsx, though the server calls it application/vnd.ms-excel",)
    assert errand.file("a.xls") == workbook()


@pytest.mark.parametrize("length", [{}, {"Content-Length": ""}], ids=["as its length says", "as it turns out"])
def test_a_file_that_is_too_large_is_refused(server: Server, errand: Errand, length: dict[str, str]) -> None:
    errand.manners = Manners(limit=1000)
    url = server.answers("/a", Reply(body=JSON, headers=length))
    with pytest.raises(FetchFailed, match="has more than 1000 bytes, the most a file may have"):
        errand(json_at(url))
    assert sorted(path.name for path in (errand.shelf / ".made/work").iterdir()) == []


def test_progress_is_told_by_bytes(server: Server, errand: Errand) -> None:
    errand(json_at(server.answers("/a", Reply(body=JSON))))
    assert errand.progress[0] == ("made", "a.json", 0, len(JSON))
    assert errand.progress[-1] == ("made", "a.json", len(JSON), len(JSON))


def test_a_listing_tells_where_the_file_is(server: Server, errand: Errand) -> None:
    listing = server.answers("/listing", Reply(body=b'{"file": "files/a-2026.json"}'))
    server.answers("/files/a-2026.json", Reply(body=b"[1]"))
    found = errand(
        Download(name="a.json", url=listing, form="json", listing=lambda page: str(json.loads(page)["file"]))
    )
    assert found.files[0].url == f"{server.url}/files/a-2026.json"
    assert errand.file("a.json") == b"[1]"


def test_a_listing_without_the_file_is_told(server: Server, errand: Errand) -> None:
    def without(page: bytes) -> str:
        raise ValueError(f"no file for Finland among {len(page)}")

    url = server.answers("/listing", Reply(body=b"{}"))
    with pytest.raises(FetchFailed, match="does not tell where the file is: no file for Finland among 2;"):
        errand(Download(name="a.json", url=url, form="json", listing=without))


def test_a_source_without_downloads_is_told_so(shelf: Path) -> None:
    with pytest.raises(SourceError, match="made is not fetched from anywhere; give its file"):
        fetch(made(), shelf)


def test_two_downloads_of_one_name_are_refused(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(body=b"[1]"))
    with pytest.raises(SourceError, match=re.escape("two downloads are called a.json")):
        errand(json_at(url), json_at(url))
