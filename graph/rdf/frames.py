"""How the service, a nursery and its workers talk over sockets.

Between the service and a worker a message is a frame: one letter, the length of the body, the body. Between the
service and a nursery it is one letter and the number of a worker; the letter `F` (fork) brings the socket of the new
worker along.
"""

import json
import socket
import struct
from typing import Any

HEAD = struct.Struct("!cI")
"""What stands before the body of a frame."""

ORDER = struct.Struct("!cI")
"""A message to or from a nursery."""

HELLO, ASK, DATA, END, FAIL = b"H", b"Q", b"D", b"E", b"X"
"""A worker is born; a question; a piece of an answer; its end; the reason there is none."""

READY, FORK, KILL, NICE, PAUSE, RESUME = b"R", b"F", b"K", b"N", b"P", b"C"
"""A nursery can fork; make a worker; end it; lower its priority; stop it for a while; let it go on."""


def frame(letter: bytes, body: bytes = b"") -> bytes:
    """Return one frame."""
    return HEAD.pack(letter, len(body)) + body


def note(letter: bytes, **fields: Any) -> bytes:
    """Return a frame whose body is a JSON object."""
    return frame(letter, json.dumps(fields).encode())


def receive(channel: socket.socket) -> tuple[bytes, bytes] | None:
    """Return the letter and body of the next frame, or None where the other side has hung up."""
    head = _exactly(channel, HEAD.size)
    if head is None:
        return None
    letter, length = HEAD.unpack(head)
    body = _exactly(channel, length)
    return None if body is None else (letter, body)


def _exactly(channel: socket.socket, length: int) -> bytes | None:
    got = bytearray()
    while len(got) < length:
        piece = channel.recv(min(length - len(got), 1 << 18))
        if not piece:
            return None
        got += piece
    return bytes(got)
