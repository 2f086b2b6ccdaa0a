"""A process that does tasks for this one, and that can be ended at any moment: what it does may kill it, or never end.

It shares nothing with anyone but one pipe, so that its death leaves no lock held and nothing half-written.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from consumers.worker.garbage import settle

P = ParamSpec("P")
R = TypeVar("R")

START_SECONDS = 120.0
"""that a process has to load what it needs"""

_OOM_SCORE = Path("/proc/self/oom_score_adj")
_STATM = Path("/proc/self/statm")


class Died(Exception):
    """The process has ended without an answer; the message says how."""


class TookTooLong(Exception):
    """The process had no answer in time, and was ended for it."""


@dataclass(frozen=True)
class _Answer:
    """What came of a task, and how much memory the process holds now, in bytes."""

    value: Any
    error: Exception | None
    memory: int


class Child:
    """A process of our own. `begin` is called in it before its first task.

    Not for two threads at once. After `Died` or `TookTooLong` it has gone, and another is needed.
    """

    def __init__(self, begin: Callable[[], object]) -> None:
        # a forked child would inherit the event loop's sockets and locks
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_live, args=(theirs, begin), daemon=True)
        self._process.start()
        # else the pipe would not close when the process dies
        theirs.close()
        self.read = 0
        self.memory = 0

    def begin(self) -> None:
        """Wait until it is ready. Raises what `begin` raised there."""
        self._received(START_SECONDS)

    def do(
        self, task: Callable[P, R], items: int, seconds: float | None, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Have it do a task: a function of a module, with arguments that can be pickled, which are so many items.

        Raises `TookTooLong` after so many seconds, `Died`, or what the task raised.
        """
        self.read += items
        answer: R = self._received(seconds, pickle.dumps((task, args, kwargs)))
        return answer

    def is_alive(self) -> bool:
        """Whether it can be given a task."""
        return self._process.is_alive()

    def kill(self) -> None:
        """End it at once, whatever it does; whoever waits for its answer is told `Died`."""
        self._process.kill()

    def close(self) -> None:
        """End it, and let go of what it held."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _received(self, seconds: float | None, task: bytes | None = None) -> Any:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        # a process that does not even read what it is sent is late as well
        timer = threading.Timer(seconds, end) if seconds is not None else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            if task is not None:
                self._pipe.send_bytes(task)
            answer: _Answer = pickle.loads(self._pipe.recv_bytes())  # noqa: S301  # nosec B301  # our own process
        except (EOFError, OSError) as error:
            self._process.join()
            if late.is_set():
                raise TookTooLong(f"took longer than {seconds:g} s") from error
            raise Died(_how(self._process.exitcode)) from error
        finally:
            if timer is not None:
                timer.cancel()
        self.memory = answer.memory
        if answer.error is not None:
            raise answer.error
        return answer.value


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"{signal.Signals(-code).name}, signal {-code}"
    return f"exit code {code}"


# --- in the process itself ----------------------------------------------------------------------


def _live(pipe: Connection, begin: Callable[[], object]) -> None:
    # Ctrl-C and a service manager's SIGTERM go to the whole group; the parent decides when its children end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()
    with contextlib.suppress(OSError):
        # a machine that runs out of memory ends this process first, not the worker
        _OOM_SCORE.write_text("500")
    _answer(pipe, begin)
    settle()
    while True:
        try:
            task, args, kwargs = pickle.loads(pipe.recv_bytes())  # noqa: S301  # nosec B301  # from our own parent
        except (EOFError, OSError):
            return
        _answer(pipe, task, *args, **kwargs)


def _answer(pipe: Connection, task: Callable[..., object], *args: Any, **kwargs: Any) -> None:
    try:
        answer = _Answer(task(*args, **kwargs), None, _memory())
    except Exception as error:
        error.add_note(f"In a process of its own:\n{traceback.format_exc()}")
        answer = _Answer(None, _portable(error), _memory())
    pipe.send_bytes(pickle.dumps(answer))


def _portable(error: Exception) -> Exception:
    """The error, if it can be handed to another process; some can be written and not read again."""
    try:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # nosec B301  # written in the same line
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return copy if isinstance(copy, Exception) else RuntimeError(repr(error))


def _memory() -> int:
    """Bytes that this process holds; 0 where that can't be told."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _die_with(parent: int) -> None:
    """A parent killed outright closes nothing; only its end of this pipe tells."""
    wait([parent])
    os._exit(0)
