"""`python -m tests.bench.overload 30`: stories at ten times the rate that a worker can do, for so many seconds. The lag
grows, and nothing else: memory stays where it was, groups stay as they are, the worker is live, and it catches up.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from kafka.errors import KafkaError
from rich.console import Console
from rich.table import Table

from consumers.admin import asking
from consumers.command.serving import free_port
from consumers.errors import Unavailable
from consumers.groups import group_of
from consumers.lag import lag
from consumers.stages import STAGES
from deploy.local import running
from tests.bench.soak import memory, story
from tests.integration.installation import Installation
from tests.integration.probes import asked

EVERY = 2.0
"""seconds between two looks"""
PARTITIONS = 4
WARM = 400
"""stories by which its own rate is found"""
TIMES = 10


@dataclass
class Looks:
    """What was seen every two seconds."""

    behind: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    live: list[bool] = field(default_factory=list)
    stable: list[bool] = field(default_factory=list)


def main(seconds: int) -> int:
    """Print what was seen; 1 if the worker was not live, a group was not stable, or a story is missing."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers", tell=print) as servers:
        there = Installation.on(servers, Path(folder), partitions=PARTITIONS)
        there = there.with_(health=f"127.0.0.1:{free_port(0)}")
        with there.worker() as worker:
            there.publish(*(story(number) for number in range(WARM // 4)))
            there.wait(worker)
            began = time.monotonic()
            there.publish(*(story(number) for number in range(WARM // 4, WARM)))
            there.wait(worker)
            rate = 0.75 * WARM / (time.monotonic() - began)
            many = round(TIMES * rate * seconds)
            process = psutil.Process(worker.process.pid)
            before = memory(process)
            with looking(there, process) as looks:
                published = _publish(there, many, TIMES * rate)
                there.wait(worker, timeout=3_600)
            caught_up = time.monotonic() - published
            stored = len(there.look().stories)
    table = Table("what", "seen", title=f"{many:,} stories at {TIMES} times {rate:.0f} a second")
    table.add_row("most that waited", f"{max(looks.behind):,} messages")
    table.add_row("worker and its processes before, MiB", f"{before / 2**20:,.0f}")
    table.add_row("most, MiB", f"{max(looks.memory) / 2**20:,.0f}")
    table.add_row("at the end, MiB", f"{looks.memory[-1] / 2**20:,.0f}")
    table.add_row("not live", f"{looks.live.count(False)} of {len(looks.live)} looks")
    table.add_row("groups not stable", f"{looks.stable.count(False)} of {len(looks.stable)} looks")
    table.add_row("caught up after", f"{caught_up:.0f} s, {many / (caught_up + seconds):.0f} a second")
    table.add_row("stored", f"{stored:,} of {WARM + many:,}")
    Console().print(table)
    return int(not all(looks.live) or not all(looks.stable) or stored != WARM + many)


def _publish(there: Installation, count: int, rate: float) -> float:
    """At a steady pace, in portions of a tenth of a second; when it ended."""
    began, portion = time.monotonic(), max(1, round(rate / 10))
    for first in range(0, count, portion):
        there.publish(*(story(WARM + number) for number in range(first, min(first + portion, count))))
        time.sleep(max(0.0, began + (first + portion) / rate - time.monotonic()))
    return time.monotonic()


@contextmanager
def looking(there: Installation, worker: psutil.Process) -> Iterator[Looks]:
    """Looks until the `with` is left."""
    looks, over = Looks(), threading.Event()

    def look() -> None:
        while not over.wait(EVERY):
            try:
                looks.behind.append(sum(lag(there.settings).values()))
                looks.stable.append(_groups_are_stable(there))
            except (Unavailable, KafkaError):
                looks.stable.append(False)
            looks.memory.append(memory(worker))
            looks.live.append(asked(f"http://{there.settings.health}/live", timeout=5)[0] == 200)

    thread = threading.Thread(target=look, name="looking")
    thread.start()
    try:
        yield looks
    finally:
        over.set()
        thread.join()


def _groups_are_stable(there: Installation) -> bool:
    with asking(there.settings) as admin:
        found = admin.describe_groups([group_of(stage, there.settings) for stage in STAGES])
        return all(group["group_state"] == "Stable" for group in found.values())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
