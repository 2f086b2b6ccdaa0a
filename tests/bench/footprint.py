"""How long a worker takes to start, and what memory each of its processes and the servers hold after some stories.

`python -m tests.bench.footprint`, on real servers.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import psutil
from rich.console import Console
from rich.table import Table

from deploy.local import running
from tests.bench.contenders import Muster, Ways
from tests.bench.texts import stories, texts
from tests.integration.installation import Installation


@dataclass(frozen=True)
class Held:
    """A process and the bytes that it holds: all that is in its memory, and what no other shares."""

    what: str
    resident: int
    own: int
    cpu: float


def main() -> int:
    """Print what was found, and write it where `--json` says."""
    parser = argparse.ArgumentParser(description="Start-up and memory.")
    parser.add_argument("--count", type=int, default=256, help="stories")
    parser.add_argument("--times", type=int, default=3, help="that a worker is started")
    parser.add_argument("--processes", type=int, default=1, help="that parse")
    parser.add_argument("--json", type=Path, help="where the figures go")
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home, running(Path(home) / "servers", tell=print) as servers:
        servers_took = time.monotonic() - began
        there = Installation.on(servers, Path(home), partitions=4)
        muster = Muster(Ways(workers=1, processes=asked.processes))
        starts = [_start(there, muster) for _ in range(asked.times)]
        there.publish(*stories(texts(asked.count)))
        with muster.running(there) as working:
            muster.wait_until_done(there, working, timeout=3_600)
            held = list(_held("worker", working.pids[0]))
        held += [*_held("Kafka", servers.kafka.pid), *_held("Elasticsearch", servers.elasticsearch.pid)]
    _report(servers_took, starts, held, asked.count)
    if asked.json is not None:
        found = {"servers": servers_took, "worker": starts, "memory": [asdict(one) for one in held]}
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


def _start(there: Installation, muster: Muster) -> float:
    """Seconds until a worker has its partitions in every stage."""
    began = time.monotonic()
    with muster.running(there) as working:
        working.wait_until_ready(there)
        return time.monotonic() - began


def _held(what: str, pid: int | None) -> Iterator[Held]:
    """The process, then those that it has started, by what they have worked."""
    assert pid is not None
    process = psutil.Process(pid)
    yield _one(what, process)
    children = []
    for child in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            children.append(_one(f"{what}: a process of it", child))
    yield from sorted(children, key=lambda one: -one.cpu)


def _one(what: str, process: psutil.Process) -> Held:
    memory, times = process.memory_full_info(), process.cpu_times()
    return Held(what, memory.rss, memory.uss, times.user + times.system)


def _report(servers: float, starts: Sequence[float], held: Sequence[Held], count: int) -> None:
    table = Table("process", "memory, MiB", "of its own", "CPU s", title=f"after {count:,} stories")
    for one in held:
        table.add_row(one.what, f"{one.resident / 2**20:,.0f}", f"{one.own / 2**20:,.0f}", f"{one.cpu:.1f}")
    console = Console(width=120)
    console.print(table)
    console.print(
        f"servers start in {servers:.1f} s; a worker in {median(starts):.1f} s "
        f"({min(starts):.1f} to {max(starts):.1f}, {len(starts)} times)",
        highlight=False,
    )


if __name__ == "__main__":
    sys.exit(main())
