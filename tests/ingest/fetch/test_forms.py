import io
import zipfile
from pathlib import Path

import pytest

from ingest.fetch.forms import check
from ingest.fetch.web import Trouble
from ingest.source import Form


def archive(*names: str) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as made:
        made.writestr("first", "1")
        for name in names:
            made.writestr(name, "x")
    return found.getvalue()


PAGE = b"<!-- made -->\n<html lang='fi'><title>Virhe &amp; syy</title>"
XHTML = b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C"><html/>'
WORKBOOK = archive("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("zip", archive("organization.csv")),
        ("xlsx", WORKBOOK),
        ("json", b'\xef\xbb\xbf {"a": 1}\n'),
        ("json", b"[]"),
        ("xml", b'<?xml version="1.0"?>\n<rdf:RDF/>\n'),
        ("xml", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")),
        ("csv", '\ufeff"id";"name"\r\n"1";"Tekoäly"\r\n'.encode()),
        ("csv", "tunnus;nimi\n1;Tekoäly\n".encode("latin-1")),
        ("csv", "id\tname\n".encode("utf-16")),
        ("csv", ("id,name\n" + "ä" * 20_000).encode()),
        ("turtle", b"# made up\n@prefix : <https://example.org/> .\n:a a :B .\n"),
        ("turtle", b"PREFIX e: <https://example.org/>\ne:a a e:B ."),
        ("turtle", b"<https://example.org/a> a <https://example.org/B> ."),
    ],
    ids=lambda one: one if isinstance(one, str) else ascii(one[:20]),
)
def test_a_file_of_its_form_is_sound(tmp_path: Path, form: Form, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    check(tmp_path / "file", form)
    assert (tmp_path / "file").read_bytes() == content


@pytest.mark.parametrize(
    ("form", "content", "message"),
    [
        pytest.param("zip", b"\x1f\x8b\x08", "something else than zip", id="gzip for zip"),
        pytest.param("xlsx", archive("a.csv"), "a zip file that is no xlsx workbook", id="zip for xlsx"),
        pytest.param("xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "something else than xlsx", id="old xls for xlsx"),
        pytest.param("json", b"Busy", "something else than json, which begins 'Busy'", id="text for json"),
        pytest.param("json", PAGE, "an HTML page, 'Virhe & syy', instead of json", id="page for json"),
        pytest.param("xml", XHTML, "an HTML page, without a title, instead of xml", id="xhtml for xml"),
        pytest.param("xml", b"{'a': 1}", "something else than xml, which begins \"{'a': 1}\"", id="json for xml"),
        pytest.param("csv", b'{"error": "busy, later"}', "something else than csv", id="json for csv"),
        pytest.param("csv", b"Busy", "something else than csv, which begins 'Busy'", id="text for csv"),
        pytest.param("csv", WORKBOOK, "bytes that are no text, instead of csv", id="xlsx for csv"),
        pytest.param("turtle", b'<?xml version="1.0"?><a/>', "something else than turtle", id="xml for turtle"),
        pytest.param("turtle", b"Service busy: later", "something else than turtle", id="text for turtle"),
    ],
)
def test_another_form_is_refused_for_good(tmp_path: Path, form: Form, content: bytes, message: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Trouble) as caught:
        check(tmp_path / "file", form)
    assert message in caught.value.what
    assert caught.value.final


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("zip", archive("a.csv")[:-10]),
        ("xlsx", WORKBOOK[:40]),
        ("json", b'[{"a": 1}, {"a"'),
        ("xml", b"<a><b>text"),
        ("csv", b""),
        ("turtle", b" \n"),
    ],
    ids=["zip", "xlsx", "json", "xml", "empty", "blank"],
)
def test_a_file_that_is_cut_off_may_come_whole_the_next_time(tmp_path: Path, form: Form, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Trouble) as caught:
        check(tmp_path / "file", form)
    assert not caught.value.final
