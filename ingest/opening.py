"""How a file begins: its first bytes tell what it is, whatever it is called."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import IO

MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which some publishers set."""

WEB_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
"""How HTML begins; a browser that saves a page may put a comment first."""

NOT_UTF8 = "not UTF-8 but UTF-16: save it as UTF-8"
"""What is told of a text with the byte order mark of UTF-16."""

BYTES = 512


def opening(stream: IO[bytes]) -> bytes:
    """Return how a file begins, from its first mark on; the stream then stands where its text begins.

    >>> from io import BytesIO
    >>> opening(BytesIO(MARK + b" [1]"))
    b'[1]'
    """
    start = stream.read(BYTES)
    stream.seek(len(MARK) if start.startswith(MARK) else 0)
    return start.removeprefix(MARK).lstrip()


def is_utf16(start: bytes) -> bool:
    """Say whether a file that begins like this is text in UTF-16, by its byte order mark: Excel's "Unicode text".

    >>> is_utf16("id;name".encode("utf-16")), is_utf16(b"id;name")
    (True, False)
    """
    return start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


def is_web_page(start: bytes) -> bool:
    """Say whether a file that begins like this is HTML, as one gets by saving the page that a file is linked from.

    >>> is_web_page(b"<!DOCTYPE html><html>"), is_web_page(b"<?xml version='1.0'?><rdf:RDF>"), is_web_page(b"[1]")
    (True, False, False)
    """
    return WEB_PAGE.match(start) is not None
