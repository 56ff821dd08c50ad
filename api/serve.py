"""Run the service with uvicorn."""

import json
import signal
import socket
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.app import create_app, create_rdf_app
from api.preparing import usual
from api.problems import MEDIA_TYPE
from api.settings import Settings
from graph.errors import CannotListen
from graph.rdf import given

LARGEST_HEAD = 512 * 1024
"""How many bytes may come before the headers of a request end; a query in a URL has far less."""


LARGEST_URL = 65_535
"""How many bytes httptools reads of an address."""

UNREADABLE = "Invalid HTTP request received."
"""What uvicorn says of a request that httptools cannot read."""


class BoundedHead(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it with httptools, which would otherwise gather a URL or a header without end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head: int | None = 0

    def data_received(self, data: bytes) -> None:
        """Take bytes from the client, but for more of a head than any request needs."""
        if self._head is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self.send_400_response(f"the head of the request has more than {LARGEST_HEAD} bytes")
                return
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Tell a client that its request cannot be read, as every other problem is told, and hang up."""
        title = (
            msg
            if msg != UNREADABLE
            else f"the request is not HTTP/1.1, or its address has more than {LARGEST_URL} bytes"
        )
        body = json.dumps({"title": title, "status": 400}).encode()
        head = (
            f"HTTP/1.1 400 Bad Request\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
            "cache-control: no-store\r\naccess-control-allow-origin: *\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()

    def on_headers_complete(self) -> None:
        """Note that what follows is the body."""
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that what follows is the next request."""
        super().on_message_complete()
        self._head = 0


def run(data: Path, settings: Settings, *, host: str, port: int) -> None:
    """Serve the releases in folder `data` until somebody stops it.

    Raises
    ------
    CannotListen
        If the address cannot be had.
    """
    # Before anything is started: a service that cannot be reached should not load a release first.
    _ask_for(host, port)
    _run(create_app(data, settings, prepared=usual() if settings.prepare else ()), host, port)


def run_rdf(files: Iterable[given.RdfFile], settings: Settings, *, at: datetime, host: str, port: int) -> None:
    """Serve RDF files as they are now, `at` that time, until somebody stops it.

    Raises
    ------
    CannotListen
        If the address cannot be had.
    FileError
        If a file cannot be read.
    """
    _ask_for(host, port)
    # The server raises the signal that ended it once more; without this the store would stay behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with given.serving(files, at=at) as served:
        _run(create_rdf_app(served, settings), host, port)


def _run(app: FastAPI, host: str, port: int) -> None:
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=BoundedHead,
        loop="asyncio",
        ws="none",
        access_log=False,
        # A client that hangs up mid-answer must not keep a worker, nor the whole service from ending.
        timeout_graceful_shutdown=5,
    )


def _ask_for(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (while")[0]
        raise CannotListen(f"cannot listen on {host}:{port} ({why}); give another --host or --port") from error
