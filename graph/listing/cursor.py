"""Cursors: where the next page of a list begins. A client takes one as it is; it holds for one release."""

import base64
import binascii
from hashlib import sha256

import msgspec

from graph.errors import BadField, Outdated

LONGEST = 200


class _Place(msgspec.Struct, array_like=True):
    release: str
    question: str
    offset: int


def cursor_at(offset: int, *, release: str, question: str) -> str:
    """Return the cursor of what comes after the first `offset` things that `question` finds in a release."""
    place = _Place(_digest(release), _digest(question), offset)
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(place)).decode().rstrip("=")


def offset_of(cursor: str, *, release: str, question: str) -> int:
    """Return how many things come before the page at `cursor`.

    Raises
    ------
    Outdated
        If it is of another release.
    BadField
        If it is none, or belongs to another question.
    """
    place = _read(cursor)
    if place is None:
        raise BadField("cursor", "it is none of ours; take it from the page before as it is, or leave it out")
    if place.release != _digest(release):
        raise Outdated("the release has changed since this cursor was given; begin anew, without it")
    if place.question != _digest(question) or place.offset < 0:
        raise BadField("cursor", "it was given for other filters or another order; begin anew, without it")
    return place.offset


def _read(cursor: str) -> _Place | None:
    if len(cursor) > LONGEST:
        return None
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.msgpack.decode(content, type=_Place)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        return None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
