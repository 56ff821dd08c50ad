"""The service's end of a nursery: starts it, orders workers from it, and hears when it is gone."""

import asyncio
import socket
import subprocess
from collections.abc import Callable

from graph.errors import ReleaseError
from graph.rdf import frames, nursery
from graph.rdf.nursery import Plan

PATIENCE = 2.0
"""How many seconds a nursery may take to end once it is told to."""


class Control:
    """A running nursery. `on_lost` is called once, when it has ended without being asked."""

    def __init__(self, plan: Plan, on_lost: Callable[[], None]) -> None:
        self._plan, self._on_lost = plan, on_lost
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Start the nursery, in this thread's name, and return when it can fork.

        Raises
        ------
        ReleaseError
            If the store cannot be read.
        """
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, and only milliseconds
                nursery.command("main", self._plan, theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt at the keyboard is for the service alone
            )
        ours.setblocking(False)
        self._socket, self._ready = ours, loop.create_future()
        loop.add_reader(ours, self._hear)
        try:
            await self._ready
        except BaseException:
            await self.stop()
            raise

    def fork(self, number: int) -> socket.socket | None:
        """Order a worker and return the socket that leads to it; None where the nursery is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            if self.order(frames.FORK, number, theirs):
                return ours
        ours.close()
        return None

    def order(self, letter: bytes, number: int, *along: socket.socket) -> bool:
        """Send an order about a worker; say whether the nursery is there to take it."""
        if self._socket is None:
            return False
        try:
            socket.send_fds(self._socket, [frames.ORDER.pack(letter, number)], [one.fileno() for one in along])
        except OSError:
            self._lose()
            return False
        return True

    async def stop(self) -> None:
        """End the nursery and all its workers, and wait until it is gone."""
        self._hang_up()
        if self._process is None:
            return
        until = asyncio.get_running_loop().time() + PATIENCE
        while self._process.poll() is None:
            if asyncio.get_running_loop().time() > until:
                self._process.kill()
            await asyncio.sleep(0.005)

    def _hear(self) -> None:
        assert self._socket is not None
        try:
            heard = self._socket.recv(frames.ORDER.size)
        except OSError:
            heard = b""
        if not heard:
            self._lose()
        elif self._ready is not None and not self._ready.done():
            self._ready.set_result(None)

    def _lose(self) -> None:
        if self._socket is None:
            return
        self._hang_up()
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(ReleaseError(f"the store in {self._plan.store} cannot be opened"))
        else:
            self._on_lost()

    def _hang_up(self) -> None:
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None
