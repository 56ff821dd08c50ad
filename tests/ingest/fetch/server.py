"""A server on this machine that answers as it is told to, wrongly where that is asked for; and a clock that obeys."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx

from ingest.fetch.web import Manners, World

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
MANNERS = Manners(attempts=3, back_off=2.0, connect=1.0, read=1.0)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> dict[str, str]:
        """Its parameters, the first value of each."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What to answer; with `cut`, the connection ends after so many bytes of the body; with `hang`, before any."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    hang: bool = False


Answer = Reply | Callable[[Asked], Reply]


class Server:
    """The replies of each path, one after the other, the last one for good; and what was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.released = threading.Event()
        self._answers: dict[str, list[Answer]] = {}

    def answers(self, path: str, *answers: Answer) -> str:
        """Answer requests for `path` so from now on, and return its address."""
        self._answers[path] = list(answers)
        return self.url + path

    def reply(self, asked: Asked) -> Reply:
        """Return what is to be answered."""
        self.asked.append(asked)
        answers = self._answers.get(urlsplit(asked.path).path, [Reply(status=404, body=b"nothing here")])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer(asked) if callable(answer) else answer


@contextmanager
def serving() -> Iterator[Server]:
    """Give a server for as long as the context lasts."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.answer(server.reply(Asked(method=self.command, path=self.path, headers=headers, body=body)))

        def do_POST(self) -> None:
            self.do_GET()

        def answer(self, reply: Reply) -> None:
            self.close_connection = True
            if reply.hang:
                server.released.wait(10)
                return
            self.send_response(reply.status)
            # Else a client may ask again over a connection that is about to close.
            usual = {"Content-Length": str(len(reply.body)), "Connection": "close"}
            for name, value in {**usual, **reply.headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class calls it so)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.url = f"http://127.0.0.1:{listening.server_port}"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            listening.shutdown()
            thread.join()


def versioned(body: bytes, etag: str, *, cut: int | None = None) -> Callable[[Asked], Reply]:
    """Answer with a file that has an ETag, or the rest of it, or that it has not changed, as HTTP has it."""

    def reply(asked: Asked) -> Reply:
        whole = Reply(body=body, headers={"ETag": etag}, cut=cut)
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        if "range" in asked.headers and asked.headers.get("if-range") == etag:
            return rest(body, int(asked.headers["range"].removeprefix("bytes=").removesuffix("-")), whole)
        return whole

    return reply


def rest(body: bytes, start: int, whole: Reply) -> Reply:
    """Return the part of a reply from `start` on."""
    content_range = f"bytes {start}-{len(body) - 1}/{len(body)}"
    return replace(whole, status=206, body=body[start:], headers={**whole.headers, "Content-Range": content_range})


@dataclass
class Time:
    """A clock that stands still but for the sleep of those who look at it."""

    at: datetime = START
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    def world(self, transport: httpx.BaseTransport | None = None) -> World:
        """Return a world with this clock, where chance gives the longest wait."""
        # A transport of its own: the proxies of whoever runs the tests are not asked, and no certificates are read.
        return World(
            transport=transport or httpx.HTTPTransport(verify=False),
            clock=self.now,
            sleep=self.sleep,
            chance=lambda: 1.0,
        )
