"""The workers of one release: who is free, who is at what, and who has been at it for too long.

All of it runs in the event loop of the service, which only ever copies bytes; evaluation happens in processes that
a nursery forks, slows down and kills on order.

A question gets a free worker, or a new one, or waits. After `slow_after` seconds of work, or when nobody takes what it
says, its worker is slow: as soon as others are at work too its priority falls, which cannot be undone, so that it
retires when it is done. Only as many slow workers run as there are cores; the others are paused until one is done. Some
workers are always left for quick questions: a long one that would take the last of them is put back, and begun anew
when another long one is done. At the deadline a worker is killed.
"""

import asyncio
import os
from collections import deque
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import OutOfTime, Overloaded, QueryError, ReleaseError
from graph.rdf import frames
from graph.rdf.answer import Answer
from graph.rdf.control import Control
from graph.rdf.crew import Worker
from graph.rdf.nursery import Plan
from graph.rdf.question import Limits, Question, encode

SPARE = 2
"""How many free workers are kept, so that a question need not wait for a fork."""

QUICK = 2
"""How many workers are kept for quick questions, however many are slow."""

LOOK = 0.02
"""How many seconds pass at least until it is looked again whether a question has become a long one."""

STILLBORN = 3
"""After how many workers that ended before they could be asked anything a pool counts as lost."""


@dataclass(slots=True, eq=False, kw_only=True)
class Turn:
    """A worker's time at one question, which is to be answered until `due`; `since` is what it had worked before."""

    worker: Worker
    request: bytes
    due: float
    since: float = 0.0
    alarms: tuple[asyncio.TimerHandle, ...] = ()
    answer: Answer = field(init=False)
    is_slow: bool = False
    gives_way: bool = False
    is_paused: bool = False
    was_put_back: bool = False


class Pool:
    """A nursery and its workers. It belongs to the event loop that started it."""

    def __init__(self, release: str, store: Path, *, limits: Limits, in_memory: bool = False) -> None:
        self.release, self.in_memory = release, in_memory
        self.is_lost = False
        self._limits = limits
        plan = Plan(store=str(store), in_memory=in_memory, memory_mb=limits.memory_mb)
        self._control = Control(plan, self._lose)
        self._numbers = self._stillborn = self._unborn = self._asking = 0
        self._born: asyncio.Future[None] | None = None
        self._crew: dict[int, Worker] = {}
        self._idle: list[Worker] = []
        self._turns: dict[int, Turn] = {}
        self._queue: deque[asyncio.Future[Worker]] = deque()
        self._put_back: deque[Turn] = deque()
        self._tasks: set[asyncio.Task[object]] = set()

    async def start(self) -> None:
        """Start the nursery and its first workers, and return when one of them can answer.

        Raises
        ------
        ReleaseError
            If the store cannot be opened.
        """
        await self._control.start()
        self._born = asyncio.get_running_loop().create_future()
        self._grow()
        try:
            await self._born
        except BaseException:
            await self.stop()
            raise

    async def retire(self) -> None:
        """Let the questions in hand be answered, then stop."""
        while self.is_busy and not self.is_lost:
            await asyncio.sleep(0.02)
        await self.stop()

    async def stop(self) -> None:
        """End the nursery and all workers, at whatever they are."""
        self._lose()
        await self._control.stop()
        for worker in list(self._crew.values()):
            worker.hang_up()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers that are alive and known."""
        return [worker.pid for worker in self._crew.values() if worker.pid is not None]

    @property
    def edition(self) -> str:
        """What answers depend on beside the question: rows without an order come in another one from memory."""
        return f"{self.release}/{'memory' if self.in_memory else 'disk'}"

    @property
    def is_busy(self) -> bool:
        """Whether any question is being answered or waits."""
        return bool(self._turns or self._asking)

    async def ask(self, question: Question) -> Answer:
        """Return the answer to `question` once its first MiB is here, or its end.

        Raises
        ------
        QueryError
            The kind that says why there is no answer: `BadSyntax`, `OutOfTime`, `OutOfMemory`, `Overloaded`, ….
        """
        request = encode(question, self._limits)
        due = asyncio.get_running_loop().time() + self._limits.deadline
        self._asking += 1
        try:
            answer = self._begin(await self._free_worker(), request, due)
            await _begun(answer)
        finally:
            self._asking -= 1
        if answer.failure is not None:
            raise answer.failure
        return answer

    # --- what workers tell (see `crew.Keeper`) ---

    def on_ready(self, worker: Worker) -> None:
        """Give a worker that was born, or has answered, its next question; or let it go."""
        turn = self._turns.pop(worker.number, None)
        if turn is None:
            self._unborn -= 1
            self._stillborn = 0
            if self._born is not None and not self._born.done():
                self._born.set_result(None)
        elif self._close(turn).gives_way:
            worker.retiring = True  # its low priority cannot be raised again
        if worker.retiring:
            worker.hang_up()
        else:
            self._free(worker)

    def on_lost(self, worker: Worker) -> None:
        """Forget a worker that has ended, and make another where one is needed."""
        self._crew.pop(worker.number, None)
        if worker in self._idle:
            self._idle.remove(worker)
        if turn := self._turns.pop(worker.number, None):
            self._close(turn)
        if worker.pid is None:
            self._unborn -= 1
            self._stillborn += 1
        if self._stillborn >= STILLBORN:
            self._lose()
        self._grow()

    # --- free workers, and those who wait for one ---

    async def _free_worker(self) -> Worker:
        while True:
            worker = self._idle.pop() if self._idle else await self._wait_for_worker()
            if worker.number in self._crew:  # it may have ended since it was set free
                return worker

    async def _wait_for_worker(self) -> Worker:
        if self.is_lost or len(self._queue) >= self._limits.waiting:
            raise Overloaded("too many questions wait for a worker; try again in a moment")
        loop = asyncio.get_running_loop()
        place: asyncio.Future[Worker] = loop.create_future()
        self._queue.append(place)
        alarm = loop.call_later(self._limits.deadline, _refuse, place, "no worker was free before the deadline")
        self._grow()
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._free(place.result())
            raise
        finally:
            alarm.cancel()

    def _free(self, worker: Worker) -> None:
        while self._queue:
            place = self._queue.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    def _grow(self) -> None:
        """Order as many workers as are wanted and allowed."""
        while not self.is_lost and len(self._crew) < self._limits.workers:
            waiting = sum(not place.done() for place in self._queue)
            if len(self._idle) + self._unborn >= waiting + SPARE:
                return
            self._order_worker()

    def _order_worker(self) -> None:
        self._numbers += 1
        channel = self._control.fork(self._numbers)
        if channel is None:
            return
        worker = Worker(self._numbers, self)
        self._crew[worker.number] = worker
        self._unborn += 1
        self._do(asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=channel))

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- a question's time ---

    def _begin(self, worker: Worker, request: bytes, due: float) -> Answer:
        turn = Turn(worker=worker, request=request, due=due)
        turn.answer = Answer(
            release=self.release,
            edition=self.edition,
            begun=asyncio.get_running_loop().create_future(),
            hold=lambda hold: turn.worker.hold(hold),
            leave=lambda: self._kill(turn, OutOfTime("the reader left before the end")),
        )
        self._start(turn)
        return turn.answer

    def _start(self, turn: Turn) -> None:
        turn.since = turn.worker.worked
        self._set_alarms(turn, self._limits.slow_after)
        self._turns[turn.worker.number] = turn
        self._give_way()
        turn.worker.ask(turn.request, turn.answer)
        if not self._idle:
            self._grow()

    def _set_alarms(self, turn: Turn, until_slow: float | None = None) -> None:
        """Set when a turn ends, and when it is looked whether it is slow."""
        loop = asyncio.get_running_loop()
        for alarm in turn.alarms:
            alarm.cancel()
        turn.alarms = (loop.call_at(turn.due, self._expire, turn),)
        if until_slow is not None:
            turn.alarms += (loop.call_later(until_slow, self._look_at, turn),)

    def _close(self, turn: Turn) -> Turn:
        for alarm in turn.alarms:
            alarm.cancel()
        if turn.is_slow:
            self._resume_next()
            self._take_up_next()
        return turn

    def _give_way(self) -> None:
        """Lower the priority of slow workers, unless the only one at work is slow: there is nobody to give way to."""
        if len(self._turns) > 1:
            for turn in self._slow_turns():
                if not turn.gives_way:
                    turn.gives_way = True
                    self._control.order(frames.NICE, turn.worker.number)

    def _look_at(self, turn: Turn) -> None:
        """Treat a turn as slow if it is: others at work can make it take longer, but not work more."""
        rest = self._limits.slow_after - (turn.worker.worked - turn.since)
        if rest > 0 and not turn.answer.is_held:
            self._set_alarms(turn, max(rest, LOOK))
            return
        self._slow_down(turn)

    def _slow_down(self, turn: Turn) -> None:
        turn.is_slow = True
        self._give_way()
        if sum(1 for _ in self._slow_turns()) > self._most_slow:
            self._interrupt(turn)
        elif sum(not one.is_paused for one in self._slow_turns()) > _cores():
            turn.is_paused = True
            self._control.order(frames.PAUSE, turn.worker.number)

    @property
    def _most_slow(self) -> int:
        return max(self._limits.workers - QUICK, 1)

    def _interrupt(self, turn: Turn) -> None:
        """Take a worker from a long question; that is put back, unless its reader has had a part of the answer."""
        if turn.answer.begun.done() or len(self._put_back) >= self._limits.waiting:
            self._kill(turn, Overloaded("too many long questions are being answered; try again later"))
            return
        del self._turns[turn.worker.number]
        self._set_alarms(turn)
        self._put_back.append(turn)
        turn.was_put_back = True
        turn.is_slow = turn.gives_way = turn.is_paused = False
        turn.worker.answer = None
        turn.answer.drain()
        self._end(turn.worker)

    def _take_up_next(self) -> None:
        """Begin the next long question anew that was put back, if it may run."""
        if self._put_back and not self.is_lost and sum(1 for _ in self._slow_turns()) < self._most_slow:
            self._do(self._take_up(self._put_back.popleft()))

    async def _take_up(self, turn: Turn) -> None:
        try:
            turn.worker = await self._free_worker()
        except Overloaded as failure:
            turn.answer.fail(failure)
            return
        if turn.answer.is_over:
            self._free(turn.worker)
            return
        self._start(turn)
        self._set_alarms(turn)
        self._slow_down(turn)

    def _resume_next(self) -> None:
        running = sum(not one.is_paused for one in self._slow_turns())
        paused = next((one for one in self._slow_turns() if one.is_paused), None)
        if paused is not None and running < _cores():
            paused.is_paused = False
            self._control.order(frames.RESUME, paused.worker.number)

    def _slow_turns(self) -> Iterator[Turn]:
        return (turn for turn in self._turns.values() if turn.is_slow)

    def _expire(self, turn: Turn) -> None:
        if turn.is_paused or turn.was_put_back:
            self._kill(turn, Overloaded("other long questions were in front until the deadline; try again later"))
        else:
            self._kill(turn, OutOfTime(f"the query was not answered within {self._limits.deadline:g} seconds"))

    def _kill(self, turn: Turn, failure: QueryError) -> None:
        turn.answer.fail(failure)
        if turn in self._put_back:
            self._put_back.remove(turn)
        if turn.worker.answer is turn.answer:
            self._end(turn.worker)

    def _end(self, worker: Worker) -> None:
        self._control.order(frames.KILL, worker.number)
        worker.hang_up()

    def _lose(self) -> None:
        """Take no more questions: the nursery is gone, or is to go."""
        self.is_lost = True
        if self._born is not None and not self._born.done():
            self._born.set_exception(ReleaseError(f"the store of release {self.release} cannot be opened"))
        while self._queue:
            _refuse(self._queue.popleft(), "the workers are being replaced; try again in a moment")
        while self._put_back:
            self._put_back.popleft().answer.fail(Overloaded("the workers are being replaced; try again in a moment"))


async def _begun(answer: Answer) -> None:
    try:
        await answer.begun
    except asyncio.CancelledError:
        answer.close()
        raise


def _refuse(place: asyncio.Future[Worker], why: str) -> None:
    if not place.done():
        place.set_exception(Overloaded(why))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
