"""One file from its server to the disk: gone on with where it was cut off, hashed as it comes, judged when it is whole.

A part is kept under its own name with a note beside it: which address it came from and which validator the server gave
it. Only with both is it gone on with (`If-Range`), so that a file that changed meanwhile is fetched from its start.
"""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import httpx
import msgspec

from ingest.fetch.shelf import FetchedFile
from ingest.fetch.web import Trouble, Web

Told = Callable[[int, int | None], None]
"""Is told how many bytes are there, and of how many, None where the server does not say."""

CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A file to have: where from, as what to keep it, and `sound`, which raises `Trouble` where it is not that.

    `form` is sent by POST where it is set. What is not `resumable` comes compressed where the server can, and is
    fetched from its start again where it was cut off. `limit` is the most bytes it may have, where that is less than
    for files in general.
    """

    name: str
    url: str
    sound: Callable[[Path], None]
    accept: str = "*/*"
    form: Mapping[str, str] | None = None
    resumable: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is there of a file that was cut off: its size, and what it was called where it came from."""

    url: str
    validator: str
    size: int = 0


def transfer(web: Web, order: Order, path: Path, before: FetchedFile | None, told: Told) -> FetchedFile:
    """Return what came for `order`, whole and sound at `path`.

    Its status is 304, and nothing is at `path`, where `before` is the current file still.

    Raises
    ------
    FetchFailed
        If it cannot be had.
    """
    return web.patiently(order.url, lambda: _attempt(web, order, path, before, told))


def forget(path: Path) -> None:
    """Drop a part, and the note beside it."""
    _note(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _attempt(web: Web, order: Order, path: Path, before: FetchedFile | None, told: Told) -> FetchedFile:
    part = _part(order, path)
    encoding = "identity" if order.resumable else "gzip, deflate"
    headers = {"Accept": order.accept, "Accept-Encoding": encoding, **_conditions(part, before)}
    with web.ask(order.url, headers=headers, form=order.form, accepted=(200, 206, 304, 416)) as response:
        at = web.world.clock()
        if response.status_code == httpx.codes.NOT_MODIFIED:
            if before is None or part is not None:
                raise Trouble("answered 304 Not Modified to a request without a condition", final=True)
            return replace(before, status=304, checked=at, note=None)
        incoming = _Incoming(response, path, order.limit or web.manners.limit, told)
        digest, size = incoming.from_start(order) if part is None else incoming.after(part, order)
    _judge(order, path)
    return FetchedFile(
        name=order.name,
        url=order.url,
        final_url=str(response.url),
        status=response.status_code,
        content_type=response.headers.get("content-type"),
        etag=response.headers.get("etag"),
        last_modified=response.headers.get("last-modified"),
        sha256=digest,
        size=size,
        retrieved=at,
        checked=at,
    )


def _conditions(part: Part | None, before: FetchedFile | None) -> dict[str, str]:
    if part is not None:
        return {"Range": f"bytes={part.size}-", "If-Range": part.validator}
    found: dict[str, str] = {}
    if before is not None and before.etag:
        found["If-None-Match"] = before.etag
    if before is not None and before.last_modified:
        found["If-Modified-Since"] = before.last_modified
    return found


class _Incoming:
    """A body on its way to `path`."""

    def __init__(self, response: httpx.Response, path: Path, limit: int, told: Told) -> None:
        self._response, self._path, self._limit, self._told = response, path, limit, told
        # Asked not to, a server may compress all the same: then its lengths and ranges are not those of the file.
        self._plain = response.headers.get("content-encoding", "identity") == "identity"

    def from_start(self, order: Order) -> tuple[str, int]:
        """Write the whole of it, and return its SHA-256 and size."""
        if self._response.status_code != httpx.codes.OK:
            forget(self._path)
            raise Trouble(f"answered {self._response.status_code} to a request for the whole file")
        length = self._response.headers.get("content-length", "")
        total = int(length) if self._plain and length.isdecimal() else None
        self._bound(total or 0)
        with self._path.open("wb") as file:
            # Only once the old part is gone: its bytes must never stand beside a new validator.
            _note_down(self._path, order.url, self._response, resumable=order.resumable and self._plain)
            return self._write(file, hashlib.sha256(), 0, total)

    def after(self, part: Part, order: Order) -> tuple[str, int]:
        """Write what is missing of a part; all of it where the server sends all of it."""
        if self._response.status_code == httpx.codes.OK:
            return self.from_start(order)
        found = CONTENT_RANGE.fullmatch(self._response.headers.get("content-range", ""))
        fits = found is not None and int(found[1]) == part.size and self._plain and self._is_still(part)
        if found is None or not fits:
            forget(self._path)
            raise Trouble(f"could not go on from byte {part.size}, where it had been cut off")
        total = None if found[2] == "*" else int(found[2])
        self._bound(total or 0)
        digest = hashlib.sha256()
        with self._path.open("rb+") as file:
            while block := file.read(1 << 20):
                digest.update(block)
            return self._write(file, digest, part.size, total)

    def _is_still(self, part: Part) -> bool:
        given = (self._response.headers.get("etag"), self._response.headers.get("last-modified"))
        return given == (None, None) or part.validator in given

    def _write(self, file: BinaryIO, digest: "hashlib._Hash", size: int, total: int | None) -> tuple[str, int]:
        self._told(size, total)
        for chunk in self._response.iter_raw() if self._plain else self._response.iter_bytes():
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            self._bound(size)
            self._told(size, total)
        file.flush()
        os.fsync(file.fileno())
        if total is not None and size < total:
            raise Trouble(f"broke off after {size} of {total} bytes")
        if total is not None and size > total:
            forget(self._path)
            raise Trouble(f"sent {size} bytes where it had said {total}")
        return digest.hexdigest(), size

    def _bound(self, size: int) -> None:
        if size > self._limit:
            forget(self._path)
            raise Trouble(f"has more than {self._limit} bytes, the most a file may have", final=True)


def _judge(order: Order, path: Path) -> None:
    try:
        order.sound(path)
    except Trouble:
        forget(path)
        raise


def _part(order: Order, path: Path) -> Part | None:
    """Return what is there to go on with; what cannot be gone on with is dropped."""
    with suppress(OSError, msgspec.DecodeError):
        part = replace(msgspec.json.decode(_note(path).read_bytes(), type=Part), size=path.stat().st_size)
        if part.size and part.url == order.url:
            return part
    forget(path)
    return None


def _note_down(path: Path, url: str, response: httpx.Response, *, resumable: bool) -> None:
    etag = response.headers.get("etag", "")
    # A weak validator does not promise the same bytes.
    validator = response.headers.get("last-modified") if not etag or etag.startswith("W/") else etag
    if resumable and validator:
        _note(path).write_bytes(msgspec.json.encode(Part(url=url, validator=validator)))
    else:
        _note(path).unlink(missing_ok=True)


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")
