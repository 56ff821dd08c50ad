"""Whether a file is what it should be, by its own bytes.

What a server calls a file proves nothing: error pages come with status 200, an XLSX is called
`application/vnd.ms-excel`, and a download that was cut off still begins as it should. So the first bytes tell the form,
and the last ones whether the file is whole, as far as its form can tell.
"""

import codecs
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from ingest.fetch.web import Trouble, quoted
from ingest.source import Form

HEAD = 1 << 14
TAIL = 1 << 10

HTML = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
XML = re.compile(r"<[?!A-Za-z_]")
TURTLE = re.compile(r"(#[^\n]*\n|\s)*(@prefix\b|@base\b|prefix\s|base\s|<[^<>\s]*>|_:|\[|[\w-]*:)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")

MEDIA: dict[Form, tuple[str, ...]] = {
    "csv": ("text/csv", "text/plain", "application/csv"),
    "json": ("application/json", "text/json", "+json"),
    "turtle": ("text/turtle", "application/x-turtle"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    "xml": ("application/xml", "text/xml", "+xml"),
    "zip": ("application/zip", "application/x-zip-compressed"),
}
"""What each form is rightly called; a name with a plus is the end of one."""
NO_CLAIM = ("", "application/octet-stream", "binary/octet-stream")


def check(path: Path, form: Form) -> None:
    """Raise the trouble with a file that should be of `form`; a file that was cut off is no final trouble.

    Raises
    ------
    Trouble
        If it is something else, or not whole.
    """
    with path.open("rb") as file:
        head, tail = _ends(file)
    if not head.strip():
        raise Trouble("answered with nothing")
    if HTML.match(_without_mark(head)):
        title = quoted(head) or "without a title"
        raise Trouble(f"answered with an HTML page, {title}, instead of {form}", final=True)
    CHECKS[form](path, head, tail)


def misnomer(content_type: str | None, form: Form) -> str | None:
    """Return how a sound file was called wrongly by its server, else None.

    >>> misnomer("text/html; charset=utf-8", "json")
    'is json, though the server calls it text/html'
    >>> misnomer("application/ld+json", "json")
    """
    called = (content_type or "").partition(";")[0].strip().lower()
    right = called in NO_CLAIM or any(called == one or (one[0] == "+" and called.endswith(one)) for one in MEDIA[form])
    return None if right else f"is {form}, though the server calls it {called}"


def _ends(file: BinaryIO) -> tuple[bytes, bytes]:
    head = file.read(HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    return head, file.read(TAIL)


def _without_mark(head: bytes) -> bytes:
    return head.removeprefix(codecs.BOM_UTF8)


def _zip(path: Path, head: bytes, _tail: bytes) -> None:
    _members(path, head, "zip")


def _xlsx(path: Path, head: bytes, _tail: bytes) -> None:
    names = _members(path, head, "xlsx")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Trouble("answered with a zip file that is no xlsx workbook", final=True)


def _members(path: Path, head: bytes, form: Form) -> list[str]:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _other(head, form)
    try:
        with ZipFile(path) as archive:
            return archive.namelist()
    except BadZipFile as error:
        raise Trouble(f"answered with a {form} file that is cut off or damaged") from error


def _json(_path: Path, head: bytes, tail: bytes) -> None:
    if _without_mark(head).lstrip()[:1] not in (b"{", b"["):
        raise _other(head, "json")
    if tail.rstrip()[-1:] not in (b"}", b"]"):
        raise Trouble("answered with JSON that is cut off")


def _xml(_path: Path, head: bytes, tail: bytes) -> None:
    if not XML.match(_text(head, "xml").lstrip()):
        raise _other(head, "xml")
    if b">" not in tail.rstrip(b"\x00 \t\r\n")[-2:]:
        raise Trouble("answered with XML that is cut off")


def _csv(_path: Path, head: bytes, _tail: bytes) -> None:
    text = _text(head, "csv").lstrip()
    if text[:1] in "{[<" or not re.search(r"[,;\t|]", text.partition("\n")[0]):
        raise _other(head, "csv")


def _turtle(_path: Path, head: bytes, _tail: bytes) -> None:
    if not TURTLE.match(_text(head, "turtle")):
        raise _other(head, "turtle")


CHECKS: dict[Form, Callable[[Path, bytes, bytes], None]] = {
    "csv": _csv,
    "json": _json,
    "turtle": _turtle,
    "xlsx": _xlsx,
    "xml": _xml,
    "zip": _zip,
}


def _text(head: bytes, form: Form) -> str:
    """Return the beginning of a text: Unicode by its mark or by being it, else one byte to a character."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    try:
        # The end may lie within a character.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head, final=False)
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    if CONTROLS.search(text):
        raise Trouble(f"answered with bytes that are no text, instead of {form}", final=True)
    return text


def _other(head: bytes, form: Form) -> Trouble:
    return Trouble(f"answered with something else than {form}, which begins {quoted(head[:120])}", final=True)
