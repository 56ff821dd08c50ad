"""How a file begins: its first bytes tell what it is, whatever it is called."""

from typing import IO

MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which some publishers set."""

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
