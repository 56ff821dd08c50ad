"""A ranking named on the command line, as `module:NAME`, where NAME is a `Method` or a function that returns one."""

from importlib import import_module

from benchmarks.matching.asks import Method


class NoRanking(ValueError):
    """What was named is no ranking."""


def plugged(named: str) -> Method:
    """Return the method called `named`.

    Raises
    ------
    NoRanking
        If there is no such module or name, or what it names is no `Method`.
    """
    module, _, name = named.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise NoRanking(f"{named!r}: {error}; write module:NAME") from error
    if callable(found):
        found = found()
    if not isinstance(found, Method):
        raise NoRanking(f"{named!r} is {type(found).__name__}, not a Method of benchmarks.matching.asks")
    return found
