"""Compilation of the loops that arrays cannot say.

A function marked so takes numbers and arrays, returns such, and is compiled when it is first called; the machine code
is kept on disk (where the package's folder cannot be written, in the user's cache folder; where neither can, nowhere).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(function: Loop) -> Loop:
    """Return `function`, compiled by numba; its type stays as it is written."""
    try:
        found = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        # no folder to keep it in, as in a container that may write nothing
        found = numba.njit(nogil=True)(function)
    return cast("Loop", found)  # numba is not typed


def stretches(count: int, watch: Callable[[int, int], None] | None = None, *, size: int) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each stretch of `size` out of `count` things, and tell `watch` when it is done.

    A compiled loop cannot be interrupted. One that is called for a stretch at a time can be between two of them.

    >>> list(stretches(5, size=2))
    [(0, 2), (2, 4), (4, 5)]
    """
    for first in range(0, count, size):
        last = min(first + size, count)
        yield first, last
        if watch is not None:
            watch(last, count)


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise the KeyboardInterrupt that came while a compiled loop made its arrays ready to be returned.

    numba runs a line of Python for that, in which Python delivers the signal, and raises a SystemError of it.
    """
    try:
        yield
    except SystemError as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, KeyboardInterrupt):
            cause = cause.__cause__ or cause.__context__
        if cause is None:
            raise
        raise KeyboardInterrupt from error
