"""The local servers as a whole: start, stop, look, begin anew, or have them for the length of a `with`."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from deploy.local import state
from deploy.local.artifacts import ELASTICSEARCH_VERSION, KAFKA_VERSION
from deploy.local.download import install
from deploy.local.elasticsearch import Elasticsearch
from deploy.local.errors import ServersError
from deploy.local.java import HEAP
from deploy.local.kafka import Kafka
from deploy.local.program import LOG
from deploy.local.secured import Secured
from deploy.local.supervise import Server, bring_up

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Addresses:
    """Where the servers listen: Kafka as "127.0.0.1:PORT", Elasticsearch as "http://127.0.0.1:PORT"."""

    kafka: str
    elasticsearch: str


@dataclass(frozen=True)
class ServerStatus:
    """One server. "dead": it was started and not stopped, and yet it doesn't run (a crash, a reboot)."""

    name: str
    state: Literal["running", "stopped", "dead"]
    version: str
    heap: str
    log: Path
    address: str | None = None
    pid: int | None = None


@dataclass(frozen=True)
class Status:
    """Both servers."""

    kafka: ServerStatus
    elasticsearch: ServerStatus

    @property
    def running(self) -> bool:
        """Whether both run."""
        return self.kafka.state == self.elasticsearch.state == "running"


class LocalServer:
    """One running server in the hands of a test: stop it, kill it, freeze it, start it on the same address."""

    def __init__(self, server: Server) -> None:
        self._server = server

    @property
    def folder(self) -> Path:
        """The folder of both servers."""
        return self._server.folder

    @property
    def address(self) -> str:
        """What its clients are told; stays the same over `stop` and `start`."""
        entry = self._server.entry
        if entry is None:
            raise ServersError(f"{self._server.program.name} was never started in {self._server.folder}")
        return self._server.program.address(entry.ports[0])

    @property
    def pid(self) -> int | None:
        """The process id of its Java, None while it doesn't run."""
        process = self._server.process
        return process.pid if process else None

    def start(self) -> None:
        """Start it with the same port and data, and wait until it answers; nothing if it runs."""
        with state.locked(self._server.folder):
            bring_up([self._server], tell=_quiet, same_ports=True)

    def stop(self) -> None:
        """Stop it cleanly."""
        with state.locked(self._server.folder):
            self._server.end()

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        if process := self._server.process:
            process.send(signal.SIGKILL)
            process.wait(30)
        self._server.release()

    def freeze(self) -> None:
        """SIGSTOP: its port stays open, and nothing answers."""
        if process := self._server.process:
            process.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT after `freeze`."""
        if process := self._server.process:
            process.send(signal.SIGCONT)


@dataclass(frozen=True)
class LocalServers:
    """What `running` yields."""

    addresses: Addresses
    kafka: LocalServer
    elasticsearch: LocalServer


def start(folder: Path, *, tell: Tell | None = None) -> Addresses:
    """Start what doesn't run yet, as daemons that outlive this process; give the addresses when both answer.

    `tell` gets a line for each step. Raises ServersError; then nothing that was started here is left running.
    """
    folder = folder.absolute()
    with state.locked(folder):
        servers = _servers(folder, tell or _quiet, guard=False)
        bring_up(servers, tell=tell or _quiet)
        return _addresses(servers)


def stop(folder: Path) -> bool:
    """Stop both cleanly and keep the data; whether any was running."""
    folder = folder.absolute()
    if not folder.is_dir():
        return False
    with state.locked(folder):
        kafka, elasticsearch = (server.end() for server in _uninstalled(folder))
        return kafka or elasticsearch


def reset(folder: Path) -> None:
    """Stop both and delete their data, logs and ports."""
    folder = folder.absolute()
    if not folder.is_dir():
        return
    with state.locked(folder):
        for server in _uninstalled(folder):
            server.end()
            if server.home.exists():
                shutil.rmtree(server.home)
        (folder / "state.json").unlink(missing_ok=True)


def status(folder: Path) -> Status:
    """What runs, by the state file and the processes; asks nothing over the network."""
    kafka, elasticsearch = (_status(server) for server in _uninstalled(folder.absolute()))
    return Status(kafka, elasticsearch)


def addresses(folder: Path) -> Addresses | None:
    """The addresses if both run, else None."""
    servers = _uninstalled(folder.absolute())
    return _addresses(servers) if all(server.process for server in servers) else None


@contextmanager
def running(
    folder: Path, *, tell: Tell | None = None, secured: Secured | None = None
) -> Iterator[LocalServers]:
    """Have both servers for the length of a `with`; with `secured`, over TLS and for the users that it names.

    They end with this process, however it ends: a few seconds after a SIGKILL at the latest. Ctrl-C doesn't
    reach them; they stop when the `with` is left.

    Raises ServersError, also if servers already run in the folder.
    """
    folder = folder.absolute()
    servers: tuple[Server, Server] | None = None
    try:
        with state.locked(folder):
            if any(server.process for server in _uninstalled(folder)):
                raise ServersError(f"servers already run in {folder}: stop them or choose another folder")
            servers = _servers(folder, tell or _quiet, guard=True, secured=secured)
            bring_up(servers, tell=tell or _quiet)
        kafka, elasticsearch = servers
        yield LocalServers(_addresses(servers), LocalServer(kafka), LocalServer(elasticsearch))
    finally:
        if servers:
            with state.locked(folder):
                for server in servers:
                    server.end()


def _servers(
    folder: Path, tell: Tell, *, guard: bool, secured: Secured | None = None
) -> tuple[Server, Server]:
    installed = install(tell)
    return (
        Server(Kafka(installed.kafka_jars, secured=secured), folder, guard),
        Server(Elasticsearch(installed.elasticsearch, secured=secured), folder, guard),
    )


def _uninstalled(folder: Path) -> tuple[Server, Server]:
    """The servers, for looking at and stopping only: that needs no file of theirs."""
    return Server(Kafka(()), folder), Server(Elasticsearch(Path()), folder)


def _addresses(servers: tuple[Server, Server]) -> Addresses:
    kafka, elasticsearch = (LocalServer(server).address for server in servers)
    return Addresses(kafka, elasticsearch)


def _status(server: Server) -> ServerStatus:
    version = {"kafka": KAFKA_VERSION, "elasticsearch": ELASTICSEARCH_VERSION}[server.program.name]
    name, log = server.program.name, server.home / LOG
    entry, process = server.entry, server.process
    if entry and process:
        address = server.program.address(entry.ports[0])
        return ServerStatus(name, "running", version, HEAP, log, address, process.pid)
    return ServerStatus(name, "dead" if entry and entry.process else "stopped", version, HEAP, log)


def _quiet(_line: str) -> None:
    """Tell nobody."""
