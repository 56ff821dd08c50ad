"""A nursery: the process that opens one release and forks workers from itself.

A fork takes milliseconds where a start takes a tenth of a second, and a store that was loaded before it is shared by
all workers without a copy. It must happen in a process with a single thread: so never in the web server, and an
on-disk store (which starts threads) is opened only by the workers, each for itself. To hold a store in memory the
nursery has a child read it from disk and hand it over through a pipe.

The service keeps one end of the control socket. When that closes, for whatever reason, everybody here ends.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from pyoxigraph import RdfFormat, Store

from graph.rdf import frames, sandbox, worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a nursery serves: the folder of a store, whether to hold it in memory, and the room of each worker."""

    store: str
    in_memory: bool
    memory_mb: int


def command(entry: str, plan: Plan, descriptor: int) -> list[str]:
    """Return the command that starts `entry` of this module in a new Python with the same import path."""
    start = f"import sys; sys.path[:] = {sys.path!r}; from graph.rdf import nursery; nursery.{entry}(sys.argv[1:])"
    return [sys.executable, "-c", start, str(os.getpid()), str(descriptor), json.dumps(asdict(plan))]


def main(arguments: list[str]) -> None:
    """Run a nursery until the service ends: its process id, the control socket's descriptor, the plan."""
    parent, descriptor, plan = int(arguments[0]), int(arguments[1]), Plan(**json.loads(arguments[2]))
    sandbox.die_with_parent(parent)
    control = socket.socket(fileno=descriptor)
    open_store = _opener(plan)
    _assert_single()
    gc.freeze()
    control.sendall(frames.ORDER.pack(frames.READY, os.getpid()))
    Nursery(control, plan, open_store).run()
    os._exit(0)  # freeing a large store piece by piece takes a second


def lone_worker(arguments: list[str]) -> None:
    """Run one worker without a nursery, over the store on disk; the arguments are those of `main`."""
    parent, descriptor, plan = int(arguments[0]), int(arguments[1]), Plan(**json.loads(arguments[2]))
    sandbox.die_with_parent(parent)
    live(socket.socket(fileno=descriptor), plan, lambda: Store.read_only(plan.store))


class Nursery:
    """Forks workers, ends them, slows them down, as the service orders, and buries them."""

    def __init__(self, control: socket.socket, plan: Plan, open_store: Callable[[], Store]) -> None:
        self._control, self._plan, self._open_store = control, plan, open_store
        self._pids: dict[int, int] = {}
        self._actions: dict[bytes, Callable[[int], None]] = {
            frames.KILL: lambda pid: os.kill(pid, signal.SIGKILL),
            frames.NICE: lambda pid: os.setpriority(os.PRIO_PROCESS, pid, 19),
            frames.PAUSE: lambda pid: os.kill(pid, signal.SIGSTOP),
            frames.RESUME: lambda pid: os.kill(pid, signal.SIGCONT),
        }

    def run(self) -> None:
        """Follow orders until the control socket closes; then end every worker."""
        with _woken_by_children() as bell, selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(bell, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if bell in ready:
                    bell.recv(4096)
                    self._bury()
                if self._control in ready and not self._follow():
                    break
        for pid in self._pids.values():
            os.kill(pid, signal.SIGKILL)

    def _follow(self) -> bool:
        """Carry out one order; say whether there may be more."""
        order, descriptors, _, _ = socket.recv_fds(self._control, frames.ORDER.size, 1)
        if len(order) < frames.ORDER.size:
            return False
        letter, number = frames.ORDER.unpack(order)
        if letter == frames.FORK:
            self._fork(number, socket.socket(fileno=descriptors[0]))
        elif number in self._pids:
            self._actions[letter](self._pids[number])
        return True

    def _fork(self, number: int, channel: socket.socket) -> None:
        nursery = os.getpid()
        try:
            pid = os.fork()
        except OSError:  # no room for another process: the service sees the socket close, and asks again
            channel.close()
            return
        if pid == 0:
            self._be_born(channel, nursery)
        channel.close()
        self._pids[number] = pid

    def _be_born(self, channel: socket.socket, nursery: int) -> NoReturn:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sandbox.die_with_parent(nursery)
            self._control.close()
            live(channel, self._plan, self._open_store)
            code = 0
        finally:
            os._exit(code)  # never back into the nursery's own loop, whatever happened

    def _bury(self) -> None:
        """Collect the workers that have ended: until then their process ids stay theirs, so no order can go astray."""
        for number, pid in list(self._pids.items()):
            if os.waitpid(pid, os.WNOHANG)[0]:
                del self._pids[number]


def live(channel: socket.socket, plan: Plan, open_store: Callable[[], Store]) -> None:
    """Shut this process in, open the store, and answer questions until the service hangs up."""
    _silence()
    sandbox.forbid_sockets()
    store = open_store()
    sandbox.limit_memory(plan.memory_mb * 1024 * 1024)
    try:
        worker.serve(channel, store)
    except (BrokenPipeError, ConnectionResetError):
        return  # the service is gone, or no longer cares


def _opener(plan: Plan) -> Callable[[], Store]:
    if not plan.in_memory:
        return lambda: Store.read_only(plan.store)
    store = load(Path(plan.store))
    return lambda: store


def load(path: Path) -> Store:
    """Return a copy in memory of the store in folder `path`, without starting a thread here."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _dump(path, writing)
    os.close(writing)
    store = Store()
    with open(reading, "rb", buffering=1 << 20) as pipe:  # noqa: PTH123 - a descriptor, not a path
        store.bulk_load(pipe, format=RdfFormat.N_QUADS)
    if os.waitpid(pid, 0)[1] != 0:
        raise RuntimeError(f"{path} could not be read to its end")
    return store


def _dump(path: Path, writing: int) -> NoReturn:
    code = 1
    try:
        with open(writing, "wb", buffering=1 << 20) as pipe:
            Store.read_only(str(path)).dump(pipe, format=RdfFormat.N_QUADS)
        code = 0
    finally:
        os._exit(code)


@contextmanager
def _woken_by_children() -> Iterator[socket.socket]:
    """Give a socket that can be read whenever a child has ended."""
    bell, clapper = socket.socketpair()
    with bell, clapper:
        clapper.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(clapper.fileno(), warn_on_full_buffer=False)
        try:
            yield bell
        finally:
            signal.set_wakeup_fd(-1)


def _assert_single() -> None:
    threads = Path("/proc/self/task")
    assert not threads.exists() or len(list(threads.iterdir())) == 1, "a nursery must have one thread"


def _silence() -> None:
    """Send what the engine writes when it crashes to nowhere: the service tells the asker in its own words."""
    os.environ["RUST_BACKTRACE"] = "0"  # writing one takes seconds
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
