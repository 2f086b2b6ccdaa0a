"""The processes of a run: started, killed, frozen, and started again as whoever runs them would."""

import os
import signal
import subprocess
import time
from contextlib import nullcontext
from pathlib import Path

import psutil

from consumers.command.running import Desk, Gateway, Running, Worker
from consumers.command.serving import free_port
from consumers.settings import Settings
from tests.chaos.preload import Preload

MOST = 20
"""processes that may end by themselves in a run, for whoever runs them to start again"""
GATEWAY, DESK = "gateway", "desk"


class Crew:
    """So many workers of all stages, a gateway and a desk. Each start has a log of its own."""

    def __init__(self, settings: Settings, size: int, *, under: Preload | None) -> None:
        self._settings = settings
        self._under = under
        self.workers = [f"worker-{number}" for number in range(size)]
        self._ports = {GATEWAY: free_port(0), DESK: free_port(0)}
        self._running: dict[str, Running] = {}
        self._starts = 0
        self.ended_by_themselves = 0

    @property
    def names(self) -> list[str]:
        """All that ought to run."""
        return [*self.workers, *self._ports]

    def address(self, name: str) -> str:
        """Of the gateway or the desk: the same after each start."""
        return f"http://127.0.0.1:{self._ports[name]}"

    @property
    def logs(self) -> list[Path]:
        """Of every start so far, in order."""
        return sorted(self._settings.home.glob("*.[0-9]*.log"), key=lambda log: log.stat().st_mtime)

    def start(self, name: str) -> None:
        """Start one."""
        self._starts += 1
        log = self._settings.home / f"{name}.{self._starts:03}.log"
        with self._under.within() if self._under else nullcontext():
            self._running[name] = self._made(name, log).__enter__()

    def _made(self, name: str, log: Path) -> Running:
        if name == GATEWAY:
            return Gateway(self._settings, log=log, port=self._ports[name])
        if name == DESK:
            return Desk(self._settings, log=log, port=self._ports[name])
        return Worker(self._settings, log=log)

    def kill(self, name: str) -> None:
        """SIGKILL, as the kernel does to who has taken too much memory."""
        process = self._running.pop(name).process
        process.kill()
        _reap(process)

    def stop(self, name: str) -> None:
        """SIGTERM, as for a new version."""
        process = self._running.pop(name).process
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
        _reap(process)

    def freeze(self, name: str, seconds: float) -> None:
        """SIGSTOP, and SIGCONT after a while: a machine that swaps, a debugger, a long pause."""
        pid = self._running[name].process.pid
        os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(seconds)
        finally:
            os.kill(pid, signal.SIGCONT)

    def children(self, name: str) -> list[psutil.Process]:
        """The processes in which a worker parses."""
        children: list[psutil.Process] = psutil.Process(self._running[name].process.pid).children()
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]

    def see_to_it(self) -> None:
        """Start whoever is not there."""
        for name in self.names:
            process = self._running.get(name)
            if process is not None and not process.is_alive():
                self._has_ended(name, process.process)
                del self._running[name]
            if name not in self._running:
                self.start(name)

    def _has_ended(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        self.ended_by_themselves += 1
        _reap(process)
        log = [each for each in self.logs if each.name.startswith(name)][-1]
        said = log.read_text()[-2_000:]
        print(f"  {name} ended by itself with {process.returncode}: {said}", flush=True)
        if self.ended_by_themselves > MOST:
            raise AssertionError(f"they end by themselves; {name} says: {said}")

    def stop_all(self) -> None:
        """At the end."""
        for running in self._running.values():
            running.process.send_signal(signal.SIGCONT)
            running.process.send_signal(signal.SIGTERM)
        for name in list(self._running):
            self.stop(name)


def _reap(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    process.wait(30)
