"""What comes in at `/sparql`: a request over HTTP, taken as the question it asks."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope

from api.asking import DIRECT, FORM, SHORT, UPDATE, Asked, by_form, directly, longest_value
from api.problems import Problem
from graph.errors import TooLarge, VerkostoError
from graph.rdf.guard import LARGEST

LARGEST_BODY = 256 * 1024
"""Most bytes of the body of a request: a query of the largest size, percent-encoded, fits."""

PATIENCE = 32
"""How many times as much is read and thrown away: most clients hear nothing until they have sent all."""

METHODS = "GET, HEAD, POST, OPTIONS"

Found = TypeVar("Found")


class Intake:
    """Reads requests: short ones at once, long ones in a thread, so that nobody waits for them but others as long."""

    def __init__(self) -> None:
        # Several threads at work would leave the event loop its turn only every so often.
        self._one_at_a_time = asyncio.Lock()

    async def asked(self, scope: Scope, receive: Receive) -> Asked:
        """Return what a request asks.

        Raises
        ------
        Problem
            If it asks nothing, or in a way that HTTP has a word for.
        Refused
            If the guard turns the query away.
        """
        method, accept, form = scope["method"], header(scope, b"accept"), scope["query_string"]
        if method in ("GET", "HEAD"):
            return await self._read(len(form), lambda: by_form(form, accept))
        if method != "POST":
            raise Problem(405, f"{method} is not answered here; use {METHODS}", headers={"allow": METHODS})
        media_type = _media_type(scope)
        body = await _body(receive)
        if len(body) > LARGEST_BODY:
            raise await self._read(len(body), lambda: _too_large(body, media_type))
        if media_type == FORM:
            return await self._read(len(body), lambda: by_form(body, accept))
        return await self._read(len(body) + len(form), lambda: directly(body, form, accept))

    async def _read(self, size: int, how: Callable[[], Found]) -> Found:
        if size <= SHORT:
            return how()
        async with self._one_at_a_time:
            return await run_in_threadpool(how)


def header(scope: Scope, name: bytes) -> str | None:
    """Return a header of a request, all its lines as one; None where it has none."""
    values = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    return ", ".join(values) if values else None


def _media_type(scope: Scope) -> str:
    media_type = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
    if media_type == UPDATE:
        raise Problem(403, "this service only answers queries; it takes no update")
    if media_type not in (FORM, DIRECT):
        raise Problem(415, f"a query is posted as {FORM} or {DIRECT}, not as {media_type or 'nothing named'}")
    return media_type


async def _body(receive: Receive) -> bytes:
    """Return the body of a request; of one that is too large, the first part."""
    body, read, more = bytearray(), 0, True
    while more and read <= PATIENCE * LARGEST_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Problem(400, "the request ended before its body")
        piece = message.get("body", b"")
        read += len(piece)
        if len(body) <= LARGEST_BODY:
            body += piece
        more = message.get("more_body", False)
    return bytes(body)


def _too_large(body: bytes, media_type: str) -> VerkostoError:
    if media_type == DIRECT or longest_value(body) > LARGEST:
        return TooLarge(f"the query has more than {LARGEST} bytes")
    return Problem(413, f"the body of the request has more than {LARGEST_BODY} bytes")
