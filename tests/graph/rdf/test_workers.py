"""The live release is followed, and what was begun on an older one ends on it."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import BadSyntax, NoRelease, OutOfMemory, OutOfTime, QueryError
from graph.rdf.question import Limits, Question
from graph.rdf.workers import Served, Workers, ask
from tests.graph.rdf.conftest import LIMITS
from tests.graph.rdf.test_pool import ENDLESS, NESTED, SMALL
from tests.processes import are_gone

pytestmark = pytest.mark.anyio

NAME = NamedNode("https://example.org/name")
WHICH = Question(sparql="SELECT ?name { ?release <https://example.org/name> ?name }", format="csv")
LONG = Question(sparql="SELECT ?name { ?release <https://example.org/name> ?name . ?a ?b ?c . ?d ?e ?f }", rows=60_000)


class Shelf:
    """Releases that a test puts up; it says which is current."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.current: Served | None = None

    def publish(self, name: str) -> None:
        store = Store(str(self._folder / name))
        store.extend(
            Quad(NamedNode(f"https://example.org/{n}"), NamedNode("https://e.org/n"), Literal(n)) for n in range(300)
        )
        store.add(Quad(NamedNode("https://example.org/release"), NAME, Literal(name)))
        store.flush()
        del store
        self.show(name)

    def show(self, name: str) -> None:
        self.current = Served(id=name, store=self._folder / name, issued="2026-11-24", triples=301)

    def find(self) -> Served:
        if self.current is None:
            raise NoRelease("nothing is here")
        return self.current


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a shelf without a release."""
    return Shelf(tmp_path)


@asynccontextmanager
async def serving(shelf: Shelf, *, in_memory_mb: int = 0, deadline: float = 10) -> AsyncIterator[Workers]:
    workers = Workers(shelf.find, limits=Limits(deadline=deadline, memory_mb=256, workers=4, in_memory_mb=in_memory_mb))
    await workers.start()
    try:
        yield workers
    finally:
        await workers.stop()


async def until(true: Callable[[], bool], *, seconds: float = 5) -> float:
    """Wait until something is the case, and return how long that took."""
    started = time.monotonic()
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)
    return time.monotonic() - started


async def name(workers: Workers) -> str:
    return (await (await workers.ask(WHICH)).read()).decode().split()[1]


async def test_a_new_release_is_served_within_five_seconds(shelf: Shelf) -> None:
    shelf.publish("one")
    async with serving(shelf) as workers:
        before = await name(workers)
        shelf.publish("two")
        took = await until(lambda: workers.release is not None and workers.release.id == "two")
        assert (before, await name(workers)) == ("one", "two")
        assert took < 5


async def test_a_question_in_flight_ends_on_the_release_it_was_asked_of(shelf: Shelf) -> None:
    shelf.publish("one")
    async with serving(shelf) as workers:
        answer = await workers.ask(LONG)
        assert not answer.is_over
        pids = workers.pids
        shelf.publish("two")
        await until(lambda: workers.release is not None and workers.release.id == "two")
        rows = json.loads(await answer.read())["results"]["bindings"]
        assert len(rows) == 60_000
        assert {row["name"]["value"] for row in rows} == {"one"}
        assert await asyncio.to_thread(are_gone, pids, within=2)


async def test_a_small_release_moves_into_memory_and_is_another_edition(shelf: Shelf) -> None:
    shelf.publish("one")
    async with serving(shelf, in_memory_mb=100) as workers:
        assert workers.edition == "one/disk"
        await until(lambda: workers.in_memory)
        assert workers.edition == "one/memory"
        assert await name(workers) == "one"


async def test_a_large_release_stays_on_disk(shelf: Shelf) -> None:
    shelf.publish("one")
    async with serving(shelf, in_memory_mb=0) as workers:
        await asyncio.sleep(0.3)
        assert not workers.in_memory


async def test_a_release_that_cannot_be_opened_is_told_once_and_the_old_one_goes_on(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.publish("one")
    async with serving(shelf) as workers:
        shelf.show("nowhere")
        await until(lambda: bool(caplog.records))
        await asyncio.sleep(1.2)
        assert await name(workers) == "one"
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "nowhere" in caplog.text


async def test_without_a_release_nothing_is_answered_until_there_is_one(shelf: Shelf) -> None:
    async with serving(shelf) as workers:
        with pytest.raises(NoRelease, match="run: verkosto build"):
            await workers.ask(WHICH)
        assert not workers.is_well
        shelf.publish("one")
        await until(lambda: workers.is_well)
        assert await name(workers) == "one"


async def test_a_nursery_that_was_killed_is_replaced(shelf: Shelf) -> None:
    shelf.publish("one")
    async with serving(shelf) as workers:
        assert workers._pool is not None
        lost = workers._pool
        lost._control._process.kill()  # type: ignore[union-attr]
        await until(lambda: not workers.is_well)
        await until(lambda: workers.is_well)
        assert await name(workers) == "one"


def test_one_question_can_be_asked_without_a_service(thousand: Path) -> None:
    assert ask(thousand, Question(sparql=SMALL, format="csv")) == b"v\r\nvalue 7\r\n"


@pytest.mark.parametrize(
    ("sparql", "error"),
    [(ENDLESS, OutOfTime), (NESTED, OutOfMemory), ("SELECT", BadSyntax)],
    ids=["endless", "nested", "no query"],
)
def test_a_lone_question_has_its_limits_too(thousand: Path, sparql: str, error: type[QueryError]) -> None:
    with pytest.raises(error):
        ask(thousand, Question(sparql=sparql), limits=replace(LIMITS, deadline=0.8))
