"""`/sparql`: the SPARQL 1.1 Protocol, for queries; without one, the description of the service.

A bare ASGI application, since it answers most requests and a framework would cost more than a small query does. An
answer is held back until its first MiB, or its end, is here: so long, whatever goes wrong still gets its own status.
After that a row or byte limit closes the document and marks it (`graph.rdf.rows`), and anything else cuts the
connection, so that no client takes a part for the whole.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from contextlib import suppress

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.asking import Asked
from api.cache import AnswerCache, Kept
from api.intake import METHODS, Intake, header
from api.negotiation import matches, matches_any
from api.preflight import preflight
from api.problems import response_to
from api.service_description import PAGES, describe
from graph.errors import VerkostoError
from graph.rdf.answer import Answer
from graph.rdf.question import Format
from graph.rdf.workers import Workers

SHARED = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After, Verkosto-Truncated",
    "vary": "Accept",
}
CHARSET = frozenset({"csv", "tsv", "turtle"})
"""Formats whose media type leaves the encoding open; ours is UTF-8."""


class Sparql:
    """The endpoint: questions go to `workers`, and answers that may be given again are kept in `cache`.

    `offered` are the formats of its own description.
    """

    def __init__(self, workers: Workers, cache: AnswerCache, *, offered: tuple[Format, ...] = PAGES) -> None:
        self._offered = offered
        self._workers, self._cache, self._intake = workers, cache, Intake()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if scope["method"] == "OPTIONS":
                await preflight(METHODS)(scope, receive, send)
                return
            if scope["method"] in ("GET", "HEAD") and not scope["query_string"]:
                response = await describe(Request(scope), self._workers, self._offered)
                await response(scope, receive, send)
                return
            asked = await self._intake.asked(scope, receive)
            await self.answer(asked, scope, receive, send)
        except VerkostoError as error:
            response = response_to(error)
            response.headers.update(SHARED)
            await response(scope, receive, send)

    async def answer(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that asks `asked`; from the cache, or with 304, where that will do."""
        etag = self._etag(asked, self._workers.edition)
        if etag is not None:
            if scope["method"] != "POST" and matches(header(scope, b"if-none-match"), etag):
                await _send(scope, send, 304, _headers(asked, etag))
                return
            if (kept := self._cache.get(etag)) is not None:
                await _send(scope, send, _status(scope, etag), _headers(asked, etag), kept.content)
                return
        with Leaving(receive, self._workers.limits.slow_after) as leaving:
            try:
                await self._evaluate(asked, scope, send)
            except asyncio.CancelledError:
                if not leaving.has_left:
                    raise

    async def _evaluate(self, asked: Asked, scope: Scope, send: Send) -> None:
        answer = await self._workers.ask(asked.question)
        if answer.ended:
            await self._send_whole(asked, answer, scope, send)
            return
        try:
            await self._stream(asked, answer, scope, send)
        finally:
            answer.close()

    async def _send_whole(self, asked: Asked, answer: Answer, scope: Scope, send: Send) -> None:
        body = answer.drain()
        etag = self._etag(asked, answer.edition)
        if etag is not None and answer.cut is None:
            self._cache.put(etag, Kept(body))
        headers = _headers(asked, etag)
        if answer.cut is not None:
            headers["verkosto-truncated"] = answer.cut
        await _send(scope, send, _status(scope, etag), headers, body)

    async def _stream(self, asked: Asked, answer: Answer, scope: Scope, send: Send) -> None:
        etag = self._etag(asked, answer.edition)
        status = _status(scope, etag)
        await _start(send, status, _headers(asked, etag))
        if scope["method"] == "HEAD" or status == 304:
            await send({"type": "http.response.body"})
            return
        kept: list[bytes] = []
        size = 0
        # A failure from here on leaves the response unfinished: the server then cuts the connection.
        with suppress(VerkostoError):
            async for piece in answer:
                size += len(piece)
                if size <= self._cache.largest:
                    kept.append(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            if etag is not None and answer.cut is None and size <= self._cache.largest:
                self._cache.put(etag, Kept(b"".join(kept)))
            await send({"type": "http.response.body"})

    def _etag(self, asked: Asked, edition: str | None) -> str | None:
        if edition is None or not asked.repeatable:
            return None
        # Where an answer is cut is part of what it is.
        limits = self._workers.limits
        return f'"{hashlib.sha256(f"{edition} {asked.digest} {limits.rows} {limits.size}".encode()).hexdigest()[:40]}"'


class Leaving:
    """Watches, once a request has taken `after` seconds, whether its client is still there; if not, cancels it."""

    def __init__(self, receive: Receive, after: float) -> None:
        self._receive, self._after = receive, after
        self._task = asyncio.current_task()
        self._watch: asyncio.Task[None] | None = None
        self.has_left = False

    def __enter__(self) -> "Leaving":
        """Begin to count."""
        self._alarm = asyncio.get_running_loop().call_later(self._after, self._begin)
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no longer."""
        self._alarm.cancel()
        if self._watch is not None:
            self._watch.cancel()
        if self.has_left and self._task is not None:
            self._task.uncancel()

    def _begin(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        if self._task is not None:
            self._task.cancel()


def _headers(asked: Asked, etag: str | None) -> dict[str, str]:
    media_type = asked.format.media_type
    headers = {
        **SHARED,
        "content-type": f"{media_type}; charset=utf-8" if asked.format.name in CHARSET else media_type,
        "cache-control": "public, no-cache" if etag else "no-store",
    }
    if etag:
        headers["etag"] = etag
    return headers


def _status(scope: Scope, etag: str | None) -> int:
    """Return the status of an answer that there is: 304 where the client asks for none if there is any."""
    asks = etag is not None and scope["method"] != "POST" and matches_any(header(scope, b"if-none-match"))
    return 304 if asks else 200


async def _send(scope: Scope, send: Send, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
    length = {"content-length": str(len(body))} if status != 304 else {}
    await _start(send, status, {**headers, **length})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" or status == 304 else body})


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
