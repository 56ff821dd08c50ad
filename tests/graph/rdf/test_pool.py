"""A pool of workers, asked without the guard: what slips past it costs one worker, and nobody else anything."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import BadParameter, BadSyntax, OutOfMemory, OutOfTime, Overloaded, QueryError, Refused
from graph.rdf.answer import HIGH, Answer
from graph.rdf.pool import Pool
from graph.rdf.question import MIB, Limits, Question
from tests.graph.rdf.conftest import LIMITS
from tests.processes import are_gone, is_alive, priority, resident_mb

pytestmark = pytest.mark.anyio

SMALL = "SELECT ?v { <https://example.org/7> ?p ?v }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NESTED = f"SELECT * {{ FILTER({'(' * 50_000}1{')' * 50_000}) }}"
GROUPS = f"SELECT * {{ {'{ ?s ?p ?o } ' * 50_000} }}"
EMPTY_GROUPS = f"SELECT (1 AS ?one) {{ {'{} ' * 50_000} }}"
HUGE = "SELECT (STRLEN(?z) AS ?n) {{ BIND('{}' AS ?a0) {} BIND(?a26 AS ?z) }}".format(
    "a" * 16, " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(26))
)


async def value(pool: Pool) -> str:
    answer = await pool.ask(Question(sparql=SMALL))
    found: str = json.loads(await answer.read())["results"]["bindings"][0]["v"]["value"]
    return found


async def failure(pool: Pool, sparql: str) -> QueryError | None:
    try:
        await (await pool.ask(Question(sparql=sparql))).read()
    except QueryError as error:
        return error
    return None


async def slow_worker(pool: Pool) -> int:
    """Ask small questions until a worker gives way to them, and return its process id."""
    while not (slow := gives_way(pool)):
        await asyncio.sleep(0.01)
        await value(pool)
    return slow[0]


def gives_way(pool: Pool) -> list[int]:
    return [pid for pid in pool.pids if is_alive(pid) and priority(pid) == 19]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Give a socket that listens and would notice a caller."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
async def narrow(anyio_backend: str, thousand: Path) -> AsyncIterator[Pool]:
    """Give a pool of two workers for which one question may wait."""
    pool = Pool("narrow", thousand, limits=Limits(deadline=1.0, memory_mb=256, workers=2, waiting=1))
    await pool.start()
    yield pool
    await pool.stop()


@pytest.mark.parametrize(
    ("sparql", "form", "answer"),
    [
        (SMALL, "csv", b"v\r\nvalue 7\r\n"),
        ("ASK { ?s ?p 'value 7' }", "json", b'{"head":{},"boolean":true}'),
        (
            "CONSTRUCT { ?s <https://example.org/is> 7 } { ?s ?p 'value 7' }",
            "ntriples",
            b'<https://example.org/7> <https://example.org/is> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
        ),
        (EMPTY_GROUPS, "csv", b"one\r\n1\r\n"),
        ("SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", "csv", b"s\r\n"),
    ],
    ids=["select", "ask", "construct", "empty groups", "a file is no graph"],
)
async def test_a_question_is_answered(pool: Pool, sparql: str, form: str, answer: bytes) -> None:
    assert await (await pool.ask(Question(sparql=sparql, format=form))).read() == answer


@pytest.mark.parametrize(
    ("sparql", "error", "said"),
    [
        (ENDLESS, OutOfTime, "the query was not answered within 2 seconds"),
        (NESTED, OutOfMemory, "broke its worker"),
        (GROUPS, OutOfMemory, "broke its worker"),
        (f"SELECT * {'{' * 50_000}{'}' * 50_000}", OutOfMemory, "broke its worker"),
        (HUGE, OutOfMemory, "more memory than one query may have"),
        ("LOAD <file:///etc/passwd>", BadSyntax, "line 1, column"),
        ("SELECT * { ?s ?p }", BadSyntax, "line 1, column 19: the text is not SPARQL up to here"),
        ("SELECT (<https://example.org/f>(1) AS ?x) {}", QueryError, "function <https://example.org/f> is not"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", BadParameter, "can be had as turtle, ntriples, jsonld, rdfxml, not as json"),
    ],
    ids=[
        "endless",
        "nested",
        "groups",
        "nested groups",
        "huge",
        "an update",
        "no query",
        "unknown function",
        "wrong format",
    ],
)
async def test_what_has_no_answer_is_told_in_time_and_the_next_is_answered(
    pool: Pool, sparql: str, error: type[QueryError], said: str
) -> None:
    started = time.monotonic()
    found = await failure(pool, sparql)
    assert time.monotonic() - started < LIMITS.deadline + 1
    assert type(found) is error
    assert said in str(found)
    assert await value(pool) == "value 7"


async def test_no_worker_can_reach_a_live_server(pool: Pool, listener: socket.socket) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    found = await failure(pool, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    assert isinstance(found, Refused)
    with pytest.raises(BlockingIOError):
        listener.accept()


async def test_small_questions_are_answered_while_endless_ones_are_asked(pool: Pool) -> None:
    endless = [asyncio.create_task(failure(pool, ENDLESS)) for _ in range(4)]
    await slow_worker(pool)
    started = time.monotonic()
    answers = [await value(pool) for _ in range(20)]
    assert answers == ["value 7"] * 20
    assert time.monotonic() - started < LIMITS.deadline / 2
    assert not any(one.done() for one in endless)
    assert {type(one) for one in await asyncio.gather(*endless)} <= {OutOfTime, Overloaded}


async def test_a_long_question_gives_way_as_soon_as_another_is_asked(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=60, slow_after=0.02))
    await pool.start()
    endless = asyncio.create_task(failure(pool, ENDLESS))
    await asyncio.sleep(0.2)
    alone = gives_way(pool)
    await slow_worker(pool)
    beside_another = gives_way(pool)
    await pool.stop()
    await endless
    assert (len(alone), len(beside_another)) == (0, 1)


async def test_a_worker_that_was_long_at_a_question_is_asked_again_if_nobody_waited_for_it(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, slow_after=0))
    await pool.start()
    await value(pool)
    before = set(pool.pids)
    await (await pool.ask(Question(sparql=STREAM, rows=50_000))).read()
    await value(pool)
    after = set(pool.pids)
    await pool.stop()
    assert before <= after


async def test_more_long_questions_than_workers_are_all_answered(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=30, slow_after=0, workers=3))
    await pool.start()
    long = Question(sparql="SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", format="csv")
    answers = await asyncio.gather(*(pool.ask(long) for _ in range(6)))
    bodies = [await one.read() for one in answers]
    await pool.stop()
    assert bodies == [b"n\r\n1000000\r\n"] * 6


async def test_a_long_question_that_is_put_back_is_told_when_its_time_is_over(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=0.5, slow_after=0, workers=3))
    await pool.start()
    found = await asyncio.gather(*(failure(pool, ENDLESS) for _ in range(4)))
    answer = await value(pool)
    await pool.stop()
    assert sorted(type(one).__name__ for one in found) == ["OutOfTime", "Overloaded", "Overloaded", "Overloaded"]
    assert answer == "value 7"


async def test_a_client_that_leaves_while_its_question_is_put_back_leaves_nothing_behind(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=60, slow_after=0, workers=3))
    await pool.start()
    asking = [asyncio.create_task(pool.ask(Question(sparql=ENDLESS))) for _ in range(4)]
    await asyncio.sleep(0.3)
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    answer, is_busy = await value(pool), pool.is_busy
    await pool.stop()
    assert (answer, is_busy) == ("value 7", False)


async def test_readers_that_take_nothing_do_not_keep_others_from_their_answers(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=10, workers=3))
    await pool.start()
    unread = await asyncio.gather(*(pool.ask(Question(sparql=STREAM)) for _ in range(3)))
    started = time.monotonic()
    answer = await value(pool)
    taken = time.monotonic() - started
    for one in unread:
        one.close()
    await pool.stop()
    assert answer == "value 7"
    assert taken < 5


async def test_memory_returns_to_where_it_was(pool: Pool) -> None:
    await value(pool)
    before = resident_mb(pool.pids) / len(pool.pids)
    await asyncio.gather(*(failure(pool, one) for one in (HUGE, NESTED, STREAM, ENDLESS, HUGE)))
    await asyncio.sleep(0.2)
    await value(pool)
    assert resident_mb(pool.pids) / len(pool.pids) < before + 32


async def test_a_client_that_leaves_while_it_waits_frees_its_worker(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=60))
    await pool.start()
    asking = asyncio.create_task(pool.ask(Question(sparql=ENDLESS)))
    busy = await slow_worker(pool)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    gone = await asyncio.to_thread(are_gone, [busy], within=1)
    await pool.stop()
    assert gone


async def test_a_client_that_stops_reading_makes_its_worker_wait(pool: Pool) -> None:
    answer = await pool.ask(Question(sparql=STREAM))
    await asyncio.sleep(0.3)
    first = answer.drain()
    answer.close()
    assert HIGH <= len(first) < HIGH + MIB


async def test_an_answer_that_is_left_unread_holds_no_later_one_back(pool: Pool) -> None:
    rows = "SELECT ?a ?d { { SELECT ?a { ?a ?b ?c } LIMIT 150 } ?d ?e ?f }"
    for _ in range(2 * LIMITS.workers):
        (await pool.ask(Question(sparql=rows, format="json"))).close()
    assert await value(pool) == "value 7"


async def test_an_answer_that_is_too_long_is_cut_and_says_why(pool: Pool) -> None:
    answer = await pool.ask(Question(sparql=STREAM, rows=10))
    found = json.loads(await answer.read())
    assert (len(found["results"]["bindings"]), found["truncated"], answer.cut) == (10, "rows", "rows")


async def test_limits_of_a_question_never_raise_those_of_the_service(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, rows=5))
    await pool.start()
    answer = await pool.ask(Question(sparql="SELECT ?s { ?s ?p ?o }", format="csv", rows=50))
    body = await answer.read()
    await pool.stop()
    assert body.count(b"\r\n") == 1 + 5 + 1


async def test_late_failure_is_raised_to_the_reader(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, rows=10**9, size=4096 * MIB))  # more than come in its time
    await pool.start()
    answer: Answer = await pool.ask(Question(sparql=STREAM))
    assert not answer.is_over
    with pytest.raises(OutOfTime):
        await answer.read()
    await pool.stop()


async def test_more_questions_than_may_wait_are_turned_away_at_once(narrow: Pool) -> None:
    asked = [asyncio.create_task(failure(narrow, ENDLESS)) for _ in range(6)]
    found = [type(one) for one in await asyncio.gather(*asked)]
    assert found.count(Overloaded) >= 3
    assert OutOfTime in found
    assert await value(narrow) == "value 7"


async def test_a_retiring_pool_answers_what_it_has_in_hand(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=replace(LIMITS, deadline=10))
    await pool.start()
    answer = await pool.ask(Question(sparql=STREAM, size=6 * MIB))
    retiring = asyncio.create_task(pool.retire())
    found = json.loads(await answer.read())
    await retiring
    assert found["truncated"] == "bytes"


async def test_a_pool_that_is_stopped_leaves_no_process(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=LIMITS)
    await pool.start()
    await value(pool)
    pids = pool.pids
    await pool.stop()
    assert pids
    assert are_gone(pids, within=1)


async def test_a_pool_without_a_nursery_takes_no_questions(thousand: Path) -> None:
    pool = Pool("toy", thousand, limits=LIMITS)
    await pool.start()
    await value(pool)
    pool._control._process.kill()  # type: ignore[union-attr]
    while not pool.is_lost:
        await asyncio.sleep(0.01)
    with pytest.raises(Overloaded):
        await pool.ask(Question(sparql=SMALL))
    await pool.stop()
