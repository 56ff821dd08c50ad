"""Answers made smaller on their way out, where the client can read that: Brotli or gzip (RFC 9110, section 12.5.3).

What is short, or of a kind that does not get smaller, goes out as it is. A whole answer that has an ETag is compressed
once and kept with the answers themselves. A streamed answer is compressed while it is
streamed, and each piece can be read when it arrives. A compressed answer has a weak ETag: its bytes are others than
those that the strong one stands for, yet it says the same, which is all that `If-None-Match` asks.
"""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cache import AnswerCache, Kept
from api.intake import header
from api.negotiation import codings

SHORTEST = 1024
"""Fewest bytes worth compressing: what is shorter fits into a packet or two anyway."""

LONG = 32 * 1024
"""From how many bytes on a piece is compressed in a thread, so that nobody else waits for it."""

QUALITY = 4
"""How hard Brotli and gzip try; beyond it they take several times as long to save a few percent."""

GZIP = 16 + zlib.MAX_WBITS
"""What makes zlib write the header and the checksum of gzip."""

BODILESS = frozenset({204, 206, 304})
KINDS = ("text/", "image/svg+xml")
SUFFIXES = ("json", "xml", "javascript", "n-triples", "n-quads", "trig", "sparql-query")
"""How the media types of texts begin, or end."""


class Compressor(Protocol):
    """A compressor that takes one piece after another."""

    def process(self, data: bytes) -> bytes:
        """Take a piece; return what can be said of it by now."""
        ...

    def flush(self) -> bytes:
        """Return what else is needed to read all pieces so far."""
        ...

    def finish(self) -> bytes:
        """Return the end."""
        ...


class Gzip:
    """gzip, with the methods of a Brotli compressor."""

    def __init__(self) -> None:
        self._zlib = zlib.compressobj(QUALITY, wbits=GZIP)

    def process(self, data: bytes) -> bytes:
        """See `Compressor`."""
        return self._zlib.compress(data)

    def flush(self) -> bytes:
        """See `Compressor`."""
        return self._zlib.flush(zlib.Z_SYNC_FLUSH)

    def finish(self) -> bytes:
        """See `Compressor`."""
        return self._zlib.flush()


COMPRESSORS: dict[str, Callable[[], Compressor]] = {
    "br": lambda: brotli.Compressor(mode=brotli.MODE_TEXT, quality=QUALITY),
    "gzip": Gzip,
}
"""The codings that an answer can have, the one that is usually smaller first."""


class Compressed:
    """An application whose answers are compressed for clients that take it; those that last are kept in `cache`."""

    def __init__(self, app: ASGIApp, cache: AnswerCache) -> None:
        self._app, self._cache = app, cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        coding = codings(header(scope, b"accept-encoding"), tuple(COMPRESSORS))
        known, is_head = header(scope, b"if-none-match") or "", scope["method"] == "HEAD"
        outlet = Outlet(send, coding, self._cache, known=known, is_head=is_head)
        await self._app(scope, receive, outlet.send)


class Outlet:
    """The way out of one answer. `known` are the tags of what the client has already."""

    def __init__(self, send: Send, coding: str | None, cache: AnswerCache, *, known: str, is_head: bool) -> None:
        self._send, self._coding, self._cache, self._known, self._is_head = send, coding, cache, known, is_head
        self._start: Message | None = None
        self._is_coded = False
        self._compressor: Compressor | None = None

    async def send(self, message: Message) -> None:
        """Pass on a message of the application: the start only once it is known how the body will be."""
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            await self._send_body(message)
        else:
            await self._send(message)

    async def _send_body(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        start, self._start = self._start, None
        if start is not None:
            headers = MutableHeaders(raw=start["headers"])
            self._settle(start["status"], headers, None if more else len(body))
            body = await (self._coded(body, more=True) if more else self._coded_once(body, headers.get("etag")))
            if self._is_coded and not more:
                headers["content-length"] = str(len(body))
            await self._send({**start, "headers": headers.raw})
        else:
            body = await self._coded(body, more=more)
        await self._send({**message, "body": body})

    async def _coded(self, body: bytes, *, more: bool) -> bytes:
        if not self._is_coded or self._coding is None:
            return body
        self._compressor = self._compressor or COMPRESSORS[self._coding]()
        return await _compressed(self._compressor, body, more=more)

    async def _coded_once(self, body: bytes, etag: str | None) -> bytes:
        """Return a whole body as it is to be sent; from the cache, where it was compressed before."""
        if not self._is_coded or self._coding is None or etag is None:
            return await self._coded(body, more=False)
        if (kept := self._cache.get(etag, self._coding)) is None:
            kept = Kept(await self._coded(body, more=False))
            self._cache.put(etag, kept, self._coding)
        return kept.content

    def _settle(self, status: int, headers: MutableHeaders, size: int | None) -> None:
        """Decide whether the body is compressed, and write that into the headers; `size` is None while it is open."""
        if status == 304:
            headers.add_vary_header("Accept-Encoding")
            if self._coding and (tag := headers.get("etag", "")) and f"W/{tag}" in self._known:
                headers["etag"] = f"W/{tag}"
        if status in BODILESS or "content-encoding" in headers or not _is_text(headers.get("content-type", "")):
            return
        headers.add_vary_header("Accept-Encoding")
        if self._is_head:
            size = int(headers["content-length"]) if "content-length" in headers else None
        if self._coding is None or (size is not None and size < SHORTEST):
            return
        headers["content-encoding"] = self._coding
        if (tag := headers.get("etag", "")).startswith('"'):
            headers["etag"] = f"W/{tag}"
        for of_what_it_was in ("content-length", "repr-digest"):
            if of_what_it_was in headers:
                del headers[of_what_it_was]
        self._is_coded = not self._is_head


async def _compressed(compressor: Compressor, data: bytes, *, more: bool) -> bytes:
    def compress() -> bytes:
        return compressor.process(data) + (compressor.flush() if more else compressor.finish())

    return await run_in_threadpool(compress) if len(data) >= LONG else compress()


def _is_text(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith(KINDS) or media_type.endswith(SUFFIXES)
