"""Taking a field of CORDIS from its row, where a full stop or a hyphen may stand for nothing."""

from collections.abc import Callable
from typing import TypeVar

from ingest.row import Row
from ingest.sources.cordis.cells import UNSAID

T = TypeVar("T")

LONGEST = max(map(len, UNSAID))


def given(row: Row, name: str) -> str | None:
    """Return field `name`, or None where it is empty or only says that there is none."""
    value = row.take_optional(name)
    return None if value is None or (len(value) <= LONGEST and value.upper() in UNSAID) else value


def given_as(row: Row, name: str, read: Callable[[str], T]) -> T | None:
    """Return field `name` as `read` understands it; its `ValueError` becomes the reason for quarantine."""
    value = given(row, name)
    if value is None:
        return None
    try:
        return read(value)
    except ValueError as error:
        raise row.bad(name, str(error)) from None


def legible(row: Row, name: str, read: Callable[[str], T], remarks: list[str]) -> T | None:
    """Return field `name` as `read` understands it; where it does not, a remark takes note, without the value.

    For fields that are no reason to lose a participation.
    """
    value = given(row, name)
    try:
        return None if value is None else read(value)
    except ValueError as error:
        remarks.append(f"{name} {error}")
        return None
