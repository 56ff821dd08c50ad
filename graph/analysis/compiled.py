"""Compilation of the loops that arrays cannot say.

A function marked so takes numbers and arrays, returns such, and is compiled when it is first called; the machine code
is kept on disk (where the package's folder cannot be written, in the user's cache folder).
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(function: Loop) -> Loop:
    """Return `function`, compiled by numba; its type stays as it is written."""
    return cast("Loop", numba.njit(cache=True, nogil=True)(function))  # numba is not typed
