"""What a worker may not do: outlive its parent, take all memory, or open a socket.

The memory limit works on every Unix. The rest is Linux's: the filter of system calls is written here as the few
instructions the kernel wants (`man 2 seccomp`), so that it needs no library. On other systems a worker is still
killed by its nursery and its deadline, and `graph.rdf.guard` refuses what would open a socket.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES

LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
"""Codes of the filter's instructions: load a word, jump if equal, jump if not smaller, return a verdict."""

CALL, ARCHITECTURE = 0, 4
"""Where the number of the system call and the architecture stand in what the filter is given."""

X32 = 0x40000000
"""From here on x86_64 numbers its calls a second time, for the x32 ABI."""

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# socket, connect, accept, bind, listen, socketpair, accept4, execve, execveat, ptrace, and io_uring_setup, _enter and
# _register, by which a socket can be had without any of them.
FORBIDDEN = {
    "x86_64": (41, 42, 43, 49, 50, 53, 288, 59, 322, 101, 425, 426, 427),
    "aarch64": (198, 203, 202, 200, 201, 199, 242, 221, 281, 117, 425, 426, 427),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_filtered() -> bool:
    """Say whether this system can forbid sockets; elsewhere the guard's word must do."""
    return sys.platform == "linux" and platform.machine() in ARCHITECTURES


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent, whose process id is `parent`, ends (Linux)."""
    if sys.platform == "linux":
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was told
        os._exit(1)


def limit_memory(room: int) -> None:
    """Let this process take `room` more bytes of address space than it has now, and leave no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + room
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def forbid_sockets() -> None:
    """Make every attempt of this process, and its threads to come, to open a socket fail; likewise to run a program."""
    if not is_filtered():
        return
    program = filter_program(platform.machine())
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(_Program(len(program) // 8, program)))


def filter_program(machine: str) -> bytes:
    """Return the seccomp filter for `machine`: eight bytes for each instruction."""
    calls = FORBIDDEN[machine]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, CALL),
        (AT_LEAST, len(calls) + 1, 0, X32),
        *((EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _prctl(option: int, *arguments: object) -> None:
    padded = (*arguments, *[0] * (4 - len(arguments)))
    # The variadic C function reads whole words: a Python int would be passed as 32 bits.
    words = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in padded]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *words) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"prctl {option}: {os.strerror(code)}")
