"""Starts one server and says its process id. Run as a script, by `process.spawn`; it needs only the standard library.

The server is a grandchild of whoever asked, in a session of its own: Ctrl-C in a terminal doesn't reach it, it
outlives its starter, and nobody is left with a zombie. With "guard", this process stays between the two and
ends the server as soon as its own stdin closes, which the kernel does however the starter dies.

Reads one line of JSON from its stdin (see `process._launch`) and writes one: {"pid": n} or {"error": text}.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import sys
import time
from typing import Any, NoReturn

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 4
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522
GRACE = 5.0  # seconds between SIGTERM and SIGKILL when the starter is gone


def main() -> None:
    order = json.loads(sys.stdin.readline())
    starter = os.getppid()
    said, saying = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(said)
        _become(order, saying)
    os.close(saying)
    # The pipe closes by itself when the exec succeeds; until then anything in it is why it didn't.
    error = os.fdopen(said, encoding="utf-8").read()
    sys.stdout.write(json.dumps({"error": error} if error else {"pid": pid}) + "\n")
    sys.stdout.flush()
    if order["guard"] and not error:
        _guard(pid, starter)
        with contextlib.suppress(OSError):  # what Java leaves when it is killed
            os.unlink(f"/tmp/.java_pid{pid}")  # noqa: S108, PTH108  # nosec B108  # the JVM's choice; pathlib is slow to import


def _become(order: dict[str, Any], saying: int) -> NoReturn:
    """In the child: turn into the server."""
    try:
        launcher = os.getppid()
        os.chdir(order["folder"])
        os.dup2(os.open(order["stdin"], os.O_RDONLY), 0)
        out = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(out, 1)
        os.dup2(out, 2)
        _raise_open_files()
        if order["uid"] is not None:
            _drop_root(order["uid"], order["gid"], order["capability"])
        if order["guard"] and sys.platform == "linux":
            # A belt: should the guardian itself be killed, so is the server. After setuid, which forgets it.
            _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != launcher:
                os._exit(1)
        os.execve(order["argv"][0], order["argv"], order["environment"])  # noqa: S606  # nosec B606  # the server itself
    except OSError as error:
        os.write(saying, str(error).encode())
    os._exit(127)


def _raise_open_files() -> None:
    """Lucene and Kafka hold many files open; the soft limit of a shell is often 1024."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (OSError, ValueError):  # macOS reports a hard limit that it then refuses
        return


def _drop_root(uid: int, gid: int, capability: int | None) -> None:
    """Become another user for good, keeping at most one capability across the coming exec."""
    if capability is not None:
        # Keeps the capabilities over setuid, and lets access(2), which Java asks, take them into account.
        _prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if capability is not None:
        bit = 1 << capability
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        # effective, permitted, inheritable; once more for the capabilities from 32 up
        sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
        if ctypes.CDLL(None, use_errno=True).capset(header, sets) != 0:
            raise OSError(ctypes.get_errno(), "capset failed")
        _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def _prctl(option: int, *arguments: int) -> None:
    padded = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *padded) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")


def _guard(pid: int, starter: int) -> None:
    """Wait until the server has ended, or end it once the starter is gone."""
    ending = False

    def end(_signal: int, _frame: object) -> None:
        nonlocal ending
        ending = True

    signal.signal(signal.SIGTERM, end)
    # A process that the starter forked may still hold the pipe, so its parenthood is watched as well.
    while not ending and os.getppid() == starter:
        if _ended(pid):
            return
        readable, _, _ = select.select([0], [], [], 0.25)
        ending = bool(readable) and not os.read(0, 1)
    for number, patience in ((signal.SIGTERM, GRACE), (signal.SIGKILL, 60.0)):
        deadline = time.monotonic() + patience
        # SIGCONT too: a server that a test has frozen would not hear SIGTERM.
        for each in (number, signal.SIGCONT):
            if _ended(pid):
                return
            os.kill(pid, each)
        while time.monotonic() < deadline:
            if _ended(pid):
                return
            time.sleep(0.05)


_gone: set[int] = set()


def _ended(pid: int) -> bool:
    """Whether the child has ended; once it has, its number may be another's."""
    if pid not in _gone and os.waitpid(pid, os.WNOHANG)[0] == pid:
        _gone.add(pid)
    return pid in _gone


if __name__ == "__main__":
    main()
