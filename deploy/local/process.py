"""One server process: starting it, knowing it again later, signalling it and no other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

from deploy.local.errors import ServersError
from deploy.local.user import MYSELF, User


@dataclass(frozen=True)
class Command:
    """What to execute: a Java program and all that it finds around it. `stdin` is a file that it reads."""

    java: Path
    arguments: tuple[str, ...]
    environment: dict[str, str]
    folder: Path
    output: Path
    stdin: Path = Path(os.devnull)
    user: User = MYSELF


def _psutil() -> ModuleType:
    """Only where servers are started is it there: elsewhere `muster` does without. Raises ServersError."""
    try:
        import psutil
    except ImportError:
        raise ServersError("psutil is not installed: pip install 'muster[local]'") from None
    return psutil


@dataclass(frozen=True)
class Process:
    """A process that was started here. The mark stands in its command line: a process id alone may be
    another's by now, and start times shift when a laptop's clock is set."""

    pid: int
    mark: str

    def alive(self) -> bool:
        """Whether it is running (or frozen) now."""
        psutil = _psutil()
        try:
            process = psutil.Process(self.pid)
            return self.mark in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def appear(self) -> None:
        """Wait until it can be known by its mark: for a moment after the exec its command line is empty."""
        deadline = time.monotonic() + 5
        while self._nameless() and time.monotonic() < deadline:
            time.sleep(0.005)

    def _nameless(self) -> bool:
        """Whether it is there without its command line: not yet, or no longer. One that ends gives that up
        before its ports and files, which go with its last thread."""
        psutil = _psutil()
        try:
            process = psutil.Process(self.pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return bool(process.num_threads() > 1)
            return bool(process.cmdline() == [])
        except psutil.Error:
            return False

    def send(self, number: signal.Signals) -> None:
        """Send a signal if it is still there."""
        if self.alive():
            os.kill(self.pid, number)

    def wait(self, patience: float) -> bool:
        """Whether it has ended within `patience` seconds, so that its ports and files are free."""
        deadline = time.monotonic() + patience
        while self.alive() or self._nameless():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.03)
        if not _psutil().pid_exists(self.pid):
            with suppress(OSError):  # what Java leaves when it is killed: Elasticsearch attaches to itself
                Path(f"/tmp/.java_pid{self.pid}").unlink()  # noqa: S108  # nosec B108  # the JVM's choice, not ours
        return True

    def stop(self, patience: float) -> None:
        """SIGTERM, and SIGKILL after `patience` seconds. Returns when it has ended; raises ServersError."""
        self.send(signal.SIGTERM)
        self.send(signal.SIGCONT)
        if self.wait(patience):
            return
        self.send(signal.SIGKILL)
        if not self.wait(30):
            raise ServersError(f"process {self.pid} does not end, even by SIGKILL: look at it with ps")


@dataclass(frozen=True)
class Guarded:
    """A process and the guardian above it, which ends it when `release` is called or this process dies."""

    process: Process
    guardian: subprocess.Popen[bytes]

    def release(self) -> None:
        """Let the guardian end what still runs, and wait for both."""
        assert self.guardian.stdin is not None
        self.guardian.stdin.close()
        self.guardian.wait(70)


def spawn(command: Command) -> Process:
    """Start a server that outlives this process. Raises ServersError."""
    mark = _mark()
    with _launch(command, mark, guard=False) as launcher:
        process = Process(_said(launcher, command), mark)
    process.appear()
    return process


def spawn_guarded(command: Command) -> Guarded:
    """Start a server that ends with this process, however that dies. Raises ServersError."""
    mark = _mark()
    guardian = _launch(command, mark, guard=True)
    try:
        process = Process(_said(guardian, command), mark)
    except ServersError:
        guardian.wait(10)
        raise
    process.appear()
    return Guarded(process, guardian)


def _mark() -> str:
    return f"-Dmuster.mark={uuid.uuid4().hex}"


def _launch(command: Command, mark: str, *, guard: bool) -> subprocess.Popen[bytes]:
    order = {
        "argv": [str(command.java), mark, *command.arguments],
        "environment": command.environment,
        "folder": str(command.folder),
        "stdin": str(command.stdin),
        "output": str(command.output),
        "guard": guard,
        **asdict(command.user),
    }
    script = Path(__file__).with_name("launch.py")
    # -I -S: a bare interpreter, which starts in 15 ms and minds no PYTHON* variable.
    launcher = subprocess.Popen(
        (sys.executable, "-I", "-S", str(script)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    assert launcher.stdin is not None
    launcher.stdin.write(json.dumps(order).encode() + b"\n")
    launcher.stdin.flush()
    return launcher


def _said(launcher: subprocess.Popen[bytes], command: Command) -> int:
    assert launcher.stdout is not None
    with launcher.stdout:
        answer = json.loads(launcher.stdout.readline() or b'{"error": "its launcher died"}')
    if error := answer.get("error"):
        raise ServersError(f"could not start {command.java} in {command.folder}: {error}")
    return int(answer["pid"])
