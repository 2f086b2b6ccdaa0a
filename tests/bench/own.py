"""What of a story's CPU is spaCy's, and what is Muster's own: a worker with all stages on real servers, its processes and
its threads told apart by the kernel's count of their CPU seconds.

`python -m tests.bench.own` publishes the stories all at once. Afterwards as many processes as were at work parse the same
texts beside one another, with nothing else in them: what the parse costs on cores that are as busy. Then the worker is
looked at while nothing comes.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local import LocalServers, running
from pipeline.parse import Parser
from tests.bench.contenders import Muster, Ways
from tests.bench.parts import CLIENTS, ELASTICSEARCH, KAFKA, LOOP, PARSES, THE_REST, seconds_by_part
from tests.bench.texts import stories, texts
from tests.integration.installation import Installation

IDLE = 20.0
"""seconds for which a worker with nothing to do is looked at"""
PATIENCE = 3_600.0


@dataclass(frozen=True)
class Cost:
    """CPU seconds a story by part, those of the parse alone, and those a second of a worker that has nothing to do."""

    stories: int
    words: int
    parts: Mapping[str, float]
    parse: float
    idle: float

    @property
    def worker(self) -> float:
        """Of the worker with its processes."""
        return sum(seconds for part, seconds in self.parts.items() if part not in (KAFKA, ELASTICSEARCH))


def main() -> int:
    """Print the table, and write it where `--json` says."""
    asked = argparse.ArgumentParser(description="What of a story's CPU is not spaCy's.")
    asked.add_argument("--count", type=int, default=600, help="stories")
    asked.add_argument("--warm", type=int, default=100, help="stories to warm up with")
    asked.add_argument("--json", type=Path, help="where the figures go")
    given = asked.parse_args()
    warm, bodies = texts(given.warm, first=given.count), texts(given.count)
    with tempfile.TemporaryDirectory() as home, running(Path(home) / "servers", tell=print) as servers:
        parts, idle = _worked(servers, Path(home), warm, bodies)
    cost = Cost(
        len(bodies),
        sum(len(body.split()) for body in bodies),
        {part: seconds / len(bodies) for part, seconds in parts.items()},
        _parse_alone(warm, bodies, processes=2) / len(bodies),
        idle,
    )
    _report(cost)
    if given.json is not None:
        given.json.write_text(json.dumps(asdict(cost), indent=1), encoding="utf-8")
    return 0


def _worked(
    servers: LocalServers, home: Path, warm: Sequence[str], bodies: Sequence[str]
) -> tuple[dict[str, float], float]:
    """CPU seconds of each part while the stories go all their way, and of the idle worker in a second."""
    there = Installation.on(servers, home, partitions=4)
    muster = Muster(Ways(workers=1, processes=1))
    with muster.running(there) as working:
        working.wait_until_ready(there)
        there.publish(*stories(warm, prefix="urn:warm:"))
        muster.wait_until_done(there, working, timeout=PATIENCE)
        before = seconds_by_part(servers, working.pids[0])
        there.publish(*stories(bodies))
        muster.wait_until_done(there, working, timeout=PATIENCE)
        after = seconds_by_part(servers, working.pids[0])
        time.sleep(IDLE)
        later = seconds_by_part(servers, working.pids[0])
    idle = sum(later[part] - after[part] for part in (LOOP, CLIENTS)) / IDLE
    return {part: after[part] - before[part] for part in after}, idle


def _parse_alone(warm: Sequence[str], bodies: Sequence[str], *, processes: int) -> float:
    """CPU seconds of one such process, for all texts."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        took = pool.starmap(_parsed, [(warm, bodies)] * processes, chunksize=1)
    return sum(took) / processes


def _parsed(warm: Sequence[str], bodies: Sequence[str]) -> float:
    parser = Parser()
    list(parser.parse(warm))
    before = time.process_time()
    list(parser.parse(bodies))
    return time.process_time() - before


def _report(cost: Cost) -> None:
    table = Table(
        "part",
        "CPU ms a story",
        "of the worker's",
        title=f"{cost.stories:,} stories, {cost.words:,} words, published at once",
    )
    own = cost.parts[PARSES] - cost.parse
    rows = [
        ("the parse alone", cost.parse),
        ("what else the process that parses does", own),
        ("the process that does the rest", cost.parts[THE_REST]),
        (LOOP, cost.parts[LOOP]),
        (CLIENTS, cost.parts[CLIENTS]),
    ]
    for part, seconds in rows:
        table.add_row(part, f"{seconds * 1e3:.1f}", f"{seconds / cost.worker:.0%}")
    table.add_section()
    for part in (KAFKA, ELASTICSEARCH):
        table.add_row(part, f"{cost.parts[part] * 1e3:.1f}", "")
    console = Console(width=120)
    console.print(table)
    everything = sum(cost.parts.values())
    console.print(
        f"all but the parse: {cost.worker - cost.parse:.4f} CPU s a story, {1 - cost.parse / cost.worker:.0%} of the "
        f"worker's, {(cost.worker - cost.parse) / everything:.0%} of all with both servers. A worker with nothing to do "
        f"takes {cost.idle:.3f} CPU s a second.",
        highlight=False,
    )


if __name__ == "__main__":
    sys.exit(main())
