"""Answers made smaller: for whom, in what, and what becomes of their ETags and of streams."""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.cache import AnswerCache
from api.compression import COMPRESSORS, SHORTEST, Compressed
from api.negotiation import codings
from graph.rdf.question import MIB

OFFERED = ("br", "gzip")
LONG = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 500"
SHORT = "ASK {}"
READERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("deflate, zstd", None),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP ; q=0.5", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("identity;q=0, *;q=0", None),
    ],
)
def test_the_coding_that_is_wanted_most_is_chosen(accepted: str | None, chosen: str | None) -> None:
    assert codings(accepted, OFFERED) == chosen


def raw(client: TestClient, query: str, method: str = "GET", **headers: str) -> tuple[httpx.Response, bytes]:
    """Return a response and its body as it came over the wire."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with client.stream(method, "/sparql", params={"query": query}, headers={"accept-encoding": "", **named}) as found:
        return found, b"".join(found.iter_raw())


@pytest.mark.parametrize("coding", OFFERED)
def test_a_long_answer_is_compressed_and_the_same(client: TestClient, coding: str) -> None:
    plain, content = raw(client, LONG)
    found, body = raw(client, LONG, accept_encoding=coding)
    assert "content-encoding" not in plain.headers
    assert found.headers["content-encoding"] == coding
    assert found.headers["content-length"] == str(len(body))
    assert len(body) < len(content) / 3
    assert READERS[coding](body) == content


def test_a_short_answer_is_not_compressed(client: TestClient) -> None:
    found, body = raw(client, SHORT, accept_encoding="gzip")
    assert len(body) < SHORTEST
    assert "content-encoding" not in found.headers


@pytest.mark.parametrize("query", [LONG, SHORT])
@pytest.mark.parametrize("accepted", ["gzip", ""])
def test_caches_are_told_what_an_answer_depends_on(client: TestClient, query: str, accepted: str) -> None:
    found, _ = raw(client, query, accept_encoding=accepted)
    assert found.headers["vary"] == "Accept, Accept-Encoding"


def test_a_page_is_compressed_as_well(client: TestClient) -> None:
    found = client.get("/en/", headers={"accept": "text/html", "accept-encoding": "br"})
    assert found.headers["content-encoding"] == "br"
    assert "Accept-Encoding" in found.headers["vary"]


def test_a_compressed_answer_has_a_weak_tag_by_which_it_is_not_sent_again(client: TestClient) -> None:
    strong = raw(client, LONG)[0].headers["etag"]
    weak = raw(client, LONG, accept_encoding="br")[0].headers["etag"]
    assert weak == f"W/{strong}"
    for tag in (weak, strong):
        found, body = raw(client, LONG, accept_encoding="br", if_none_match=tag)
        assert (found.status_code, body) == (304, b"")
        assert found.headers["etag"] == tag
        assert found.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("coding", OFFERED)
@pytest.mark.parametrize("path", ["/queries", "/def", "/sparql?query=SELECT%20*%20%7B%3Fs%20a%20%3Fo%7D%20LIMIT%2099"])
def test_an_answer_is_compressed_once(
    client: TestClient, path: str, coding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(path, headers={"accept-encoding": coding})
    assert first.headers["content-encoding"] == coding
    monkeypatch.setitem(COMPRESSORS, coding, None)
    again = client.get(path, headers={"accept-encoding": coding})
    assert (again.content, again.headers) == (first.content, first.headers)


def test_head_tells_the_coding_of_get_and_sends_nothing(client: TestClient) -> None:
    got, _ = raw(client, LONG, accept_encoding="gzip")
    head, body = raw(client, LONG, "HEAD", accept_encoding="gzip")
    assert body == b""
    for name in ("content-encoding", "content-type", "etag", "vary"):
        assert head.headers[name] == got.headers[name]
    assert "content-length" not in head.headers


# --- streams, without a server ---


def streamed(coding: str, pieces: list[bytes], *, whole: bool = True) -> list[Message]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/csv"), (b"etag", b'"x"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if whole:
            await send({"type": "http.response.body"})

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "headers": [(b"accept-encoding", coding.encode())]}
    asyncio.run(Compressed(app, AnswerCache(MIB))(scope, receive, send))
    return sent


def bodies(messages: list[Message]) -> Iterator[bytes]:
    return (one["body"] for one in messages if one["type"] == "http.response.body")


PIECES = [b"a,b\n" * 10, b"c,d\n" * 100_000, b"e,f\n"]


@pytest.mark.parametrize("coding", OFFERED)
def test_a_stream_is_compressed_piece_by_piece(coding: str) -> None:
    start, *_ = found = streamed(coding, PIECES)
    assert (b"content-encoding", coding.encode()) in start["headers"]
    assert (b"etag", b'W/"x"') in start["headers"]
    assert READERS[coding](b"".join(bodies(found))) == b"".join(PIECES)
    assert [one.get("more_body", False) for one in found[1:]] == [True, True, True, False]


def unpacked(reader: Any, body: bytes) -> bytes:
    # Without a limit, the decoder keeps back what it could give.
    found: bytes = reader.process(body, output_buffer_limit=1 << 20)
    while more := reader.process(b"", output_buffer_limit=1 << 20):
        found += more
    return found


def test_each_piece_of_a_stream_can_be_read_when_it_comes() -> None:
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    read = [reader.decompress(body) for body in bodies(streamed("gzip", PIECES))]
    assert read == [*PIECES, b""]
    other = brotli.Decompressor()
    assert [unpacked(other, body) for body in bodies(streamed("br", PIECES))] == [*PIECES, b""]


def test_a_stream_that_breaks_off_has_no_end() -> None:
    found = streamed("gzip", PIECES, whole=False)
    assert all(one["more_body"] for one in found[1:])
    with pytest.raises(EOFError):
        gzip.decompress(b"".join(bodies(found)))
