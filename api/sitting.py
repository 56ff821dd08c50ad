"""Several questions to one release: what a page is made of must not come from two of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from graph.errors import NoRelease, Overloaded, Refused
from graph.rdf.question import MIB, Question
from graph.rdf.workers import Served, Workers

Made = TypeVar("Made")

LARGEST = 16 * MIB
"""Most bytes of one answer that a page is made of; it is held in the memory of the service."""

MOST = 1_000_000
"""Most rows, or triples, of such an answer."""

ATTEMPTS = 3
"""How often a page is begun anew when another release takes over meanwhile."""


class Replaced(Exception):
    """Another release has taken over."""


class Sitting:
    """One release, and the workers that answer from it as long as it is the current one."""

    def __init__(self, workers: Workers, release: Served) -> None:
        self._workers, self.release = workers, release

    async def ask(self, sparql: str, form: str = "json", *, whole: bool = True) -> bytes:
        """Return the answer to `sparql`; where it need not be `whole`, one that was cut says so itself.

        What must be whole is not bound by the rows and bytes that an asker may have.

        Raises
        ------
        Replaced
            If it came from another release.
        Refused
            If it must be whole and is too large.
        """
        question = Question(sparql=sparql, format=form, size=LARGEST)
        answer = await self._workers.ask(replace(question, rows=MOST, for_itself=True) if whole else question)
        body = await answer.read()
        if answer.release != self.release.id:
            raise Replaced
        if whole and answer.cut is not None:
            raise Refused("there is more to say of it than one page holds; ask at /sparql for a part of it")
        return body


def current(workers: Workers) -> Served:
    """Return the release being served.

    Raises
    ------
    NoRelease
        If there is none.
    """
    if workers.release is None:
        raise NoRelease("no release is being served yet; run: verkosto build")
    return workers.release


async def of_one_release(workers: Workers, make: Callable[[Sitting], Awaitable[Made]]) -> Made:
    """Return what `make` makes, anew where another release took over while it was at it."""
    for _ in range(ATTEMPTS):
        try:
            return await make(Sitting(workers, current(workers)))
        except Replaced:
            continue
    raise Overloaded("the release is being replaced; try again in a moment")
