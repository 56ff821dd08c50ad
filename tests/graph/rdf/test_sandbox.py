"""What a worker may not do, tried in processes that are shut in for good."""

import struct
import subprocess
import sys
import time

import pytest

from graph.rdf import sandbox
from graph.rdf.sandbox import ALLOW, ARCHITECTURES, KILL, REFUSE, X32, filter_program
from tests.processes import are_gone

needs_filter = pytest.mark.skipif(not sandbox.is_filtered(), reason="this system has no filter of system calls")


def run(code: str) -> str:
    """Return what a Python of its own prints."""
    start = f"import sys; sys.path[:] = {sys.path!r}\nfrom graph.rdf import sandbox\n{code}"
    return subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, timeout=20).stdout.strip()


def verdict(program: bytes, architecture: int, call: int) -> int:
    """Return what the kernel would make of a system call, by the few instructions that the filter uses."""
    words = {sandbox.ARCHITECTURE: architecture, sandbox.CALL: call}
    place = loaded = 0
    while True:
        code, yes, no, value = struct.unpack_from("=HBBI", program, place * 8)
        place += 1
        if code == sandbox.LOAD:
            loaded = words[value]
        elif code == sandbox.RETURN:
            return int(value)
        else:
            place += yes if (loaded == value if code == sandbox.EQUAL else loaded >= value) else no


@needs_filter
@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import threading, socket\n"
        "    found = []\n"
        "    def go():\n"
        "        try: socket.socket()\n"
        "        except PermissionError as error: found.append(error)\n"
        "    thread = threading.Thread(target=go); thread.start(); thread.join()\n"
        "    raise found[0]",
    ],
    ids=["socket", "pair", "program", "program in a child", "socket in a thread"],
)
def test_what_reaches_outside_is_forbidden(attempt: str) -> None:
    code = f"sandbox.forbid_sockets()\ntry:\n    {attempt}\nexcept PermissionError: print('forbidden')"
    assert run(code) == "forbidden"


def test_reading_files_and_making_threads_is_still_allowed() -> None:
    code = """
import threading
sandbox.forbid_sockets()
thread = threading.Thread(target=lambda: print(len(open('/dev/null').read()))); thread.start(); thread.join()"""
    assert run(code) == "0"


def test_memory_ends_where_it_was_limited() -> None:
    code = """
sandbox.limit_memory(64 * 1024 * 1024)
held = bytearray(32 * 1024 * 1024)
try: bytearray(64 * 1024 * 1024)
except MemoryError: print('no more')"""
    assert run(code) == "no more"


def test_a_child_ends_with_its_parent() -> None:
    code = """
import os, subprocess, time
child = os.fork()
if child == 0:
    sandbox.die_with_parent(os.getppid()); time.sleep(60)
print(child, flush=True); time.sleep(0.2)"""
    assert are_gone([int(run(code))], within=2)


def test_a_child_whose_parent_has_gone_already_ends_itself() -> None:
    started = time.monotonic()
    assert run("sandbox.die_with_parent(1)\nimport time; time.sleep(60)") == ""
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("machine", "socket", "last", "read"),
    [("x86_64", 41, 427, 0), ("aarch64", 198, 427, 63)],
    ids=["x86_64", "aarch64"],
)
def test_the_filter_judges_each_call(machine: str, socket: int, last: int, read: int) -> None:
    program, architecture = filter_program(machine), ARCHITECTURES[machine]
    assert verdict(program, architecture, socket) == REFUSE
    assert verdict(program, architecture, last) == REFUSE
    assert verdict(program, architecture, read) == ALLOW
    assert verdict(program, architecture, X32 + socket) == REFUSE
    assert verdict(program, 0x40000003, read) == KILL
    assert {verdict(program, architecture, call) for call in sandbox.FORBIDDEN[machine]} == {REFUSE}
