"""Bringing servers up, several at once, and saying in one line why one didn't come."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import ports, state
from deploy.local.errors import ServersError
from deploy.local.process import Command, Guarded, Process, spawn, spawn_guarded
from deploy.local.program import LOG, OUTPUT, Program

TIME_LIMIT = 120.0  # seconds
PORT_ATTEMPTS = 4
PORT_TAKEN = re.compile(r"Address already in use|BindException|BindHttpException|BindTransportException")
#: The head of a Java stack trace: what went wrong, where the log line before it says only that something did.
CAUSE = re.compile(r"(Caused by: )?([a-z][\w$]*\.)+\w*(Exception|Error)\b")
COMPLAINT = re.compile(r"\b(ERROR|FATAL|Exception|Error|error)\b")


@dataclass
class Server:
    """One server of a folder: at most one process, which this object starts, looks at and ends."""

    program: Program
    folder: Path
    guard: bool = False
    guarded: Guarded | None = field(default=None, repr=False)

    @property
    def home(self) -> Path:
        """Its own folder: configuration, data and logs."""
        return self.folder / self.program.name

    @property
    def entry(self) -> state.Entry | None:
        """What the state file knows about it."""
        return state.read(self.folder).get(self.program.name)

    @property
    def process(self) -> Process | None:
        """The process, if it is alive."""
        entry = self.entry
        return entry.process if entry and entry.process and entry.process.alive() else None

    def launch(self, chosen: tuple[int, int]) -> None:
        """Start the process on these ports; it is not ready yet."""
        command = self._command(chosen)
        (self.home / LOG).unlink(missing_ok=True)
        if self.guard:
            self.release()
            self.guarded = spawn_guarded(command)
            process = self.guarded.process
        else:
            process = spawn(command)
        state.write(self.folder, self.program.name, state.Entry(chosen, process))

    def _command(self, chosen: tuple[int, int]) -> Command:
        try:
            return self.program.prepare(self.home, chosen)
        except PermissionError as error:
            raise ServersError(
                f"can't write {error.filename}: it belongs to another user; start as that user, or remove it"
            ) from None

    def end(self) -> bool:
        """Stop the process cleanly; whether there was one."""
        process, entry = self.process, self.entry
        if process:
            process.stop(self.program.stop_patience)
        self.release()
        if entry and entry.process:
            state.write(self.folder, self.program.name, state.Entry(entry.ports, None))
        return process is not None

    def release(self) -> None:
        """Wait for the guardian, if there is one, to be done."""
        if self.guarded:
            self.guarded.release()
            self.guarded = None

    def last_words(self) -> str:
        """The last line of its log (or else its output) that says something, a complaint if there is one."""
        lines = [line.strip() for name in (OUTPUT, LOG) for line in _lines(self.home / name)]
        telling = [line for line in lines if line and not line.startswith(("at ", "WARNING:", "... "))]
        causes = [line for line in telling if CAUSE.match(line)]
        complaints = [line for line in telling if COMPLAINT.search(line)]
        return (causes or complaints or telling or ["it said nothing"])[-1][:300]

    def port_was_taken(self) -> bool:
        """Whether it complained that another program listens on its port."""
        return any(PORT_TAKEN.search(line) for name in (LOG, OUTPUT) for line in _lines(self.home / name))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-200:]
    except OSError:
        return []


def bring_up(
    servers: Sequence[Server],
    *,
    tell: Callable[[str], None],
    time_limit: float = TIME_LIMIT,
    same_ports: bool = False,
) -> None:
    """Start what isn't running and wait until all answer. If one fails, all that was started here is stopped.

    With `same_ports`, a port that another program has taken is an error, else another one is chosen.
    """
    started: list[Server] = []
    try:
        for server in servers:
            if not server.process:
                tell(f"starting {server.program.name} {server.program.version}")
                started.append(server)
                server.launch(_ports(server, same_ports))
        _await_all(servers, tell, time_limit, same_ports)
    except BaseException:
        for server in started:
            server.end()
        raise


def _ports(server: Server, same: bool) -> tuple[int, int]:
    """The ports that it had, if they are free; else new ones."""
    if entry := server.entry:
        if entry.process:
            entry.process.wait(5)  # killed a moment ago, perhaps
        taken = [port for port in entry.ports if not ports.free(port)]
        if not taken:
            return entry.ports
        if same:
            raise ServersError(
                f"port {taken[0]} of {server.program.name} is taken by another program: stop that one"
            )
    first, second = ports.choose(2)
    return first, second


def _await_all(servers: Sequence[Server], tell: Callable[[str], None], limit: float, same: bool) -> None:
    deadline = time.monotonic() + limit
    waiting = {server.program.name: server for server in servers}
    restarts = 0
    while waiting:
        for name, server in list(waiting.items()):
            entry = server.entry
            assert entry is not None
            if not server.process:
                if same or not server.port_was_taken() or restarts >= PORT_ATTEMPTS:
                    raise ServersError(_failure(server, "ended while starting"))
                restarts += 1
                tell(f"a port of {name} was taken meanwhile: trying others")
                first, second = ports.choose(2)
                server.launch((first, second))
            elif server.program.ready(entry.ports[0]):
                del waiting[name]
            elif time.monotonic() > deadline:
                raise ServersError(_failure(server, f"did not answer within {limit:g} s"))
        time.sleep(0.05)


def _failure(server: Server, what: str) -> str:
    return f"{server.program.name} {what}: {server.last_words()} (log: {server.home / LOG})"
