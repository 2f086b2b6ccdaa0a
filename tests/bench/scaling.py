"""Do two processes read twice as much as one? Each has texts of its own, as if from partitions of its own, and a core of
its own; each does all of `pipeline/`, with its one spaCy, and no server is there.

`python -m tests.bench.scaling`: rounds of one process, two, and so on up to the cores there are, in turn. The clock runs
from when all are ready until the last is done.
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from pipeline.enrich import enrich
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article
from tests.bench.texts import stories, texts

WARM = 32
"""texts; what is said of words alone is remembered after some"""


@dataclass(frozen=True)
class Took:
    """Seconds until the last of so many processes was done, each with as many texts, and the CPU seconds of all."""

    processes: int
    wall: float
    cpu: float


def main() -> int:
    """Print the table, and write it where `--json` says."""
    asked = argparse.ArgumentParser(description="What two processes read beside one.")
    asked.add_argument("--count", type=int, default=200, help="texts of each process")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", type=Path, help="where the figures go")
    given = asked.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    counts = [count for count in (1, 2, 4) if count <= len(cores)]
    found = [_took(cores[:count], given.count) for _ in range(given.rounds) for count in counts]
    _report(found, counts, given.count)
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(one) for one in found], indent=1), encoding="utf-8")
    return 0


def _took(cores: Sequence[int], count: int) -> Took:
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(len(cores) + 1)
    answers = context.SimpleQueue()
    processes = [
        context.Process(target=_read, args=(core, at * count, count, ready, answers))
        for at, core in enumerate(cores)
    ]
    for process in processes:
        process.start()
    ready.wait()
    began = time.perf_counter()
    for process in processes:
        process.join()
    wall = time.perf_counter() - began
    if any(process.exitcode for process in processes):
        raise SystemExit("a process has died; what it said stands above")
    return Took(len(cores), wall, sum(answers.get() for _ in processes))


def _read(
    core: int, first: int, count: int, ready: Barrier, answers: "multiprocessing.SimpleQueue[float]"
) -> None:
    os.sched_setaffinity(0, {core})
    parser = Parser()
    begun = [
        begin(Article.model_validate(each), model=parser.name)
        for each in stories(texts(count + WARM, first=first), first=first)
    ]
    list(enrich(begun[:WARM], parser))
    ready.wait()
    before = time.process_time()
    list(enrich(begun[WARM:], parser))
    answers.put(time.process_time() - before)


def _report(found: Sequence[Took], counts: Sequence[int], texts_each: int) -> None:
    alone = median(one.wall for one in found if one.processes == 1)
    table = Table("processes", "texts a second", "CPU ms a text", "to one process")
    for count in counts:
        some = [one for one in found if one.processes == count]
        wall = median(one.wall for one in some)
        table.add_row(
            str(count),
            f"{count * texts_each / wall:.1f}",
            f"{median(one.cpu for one in some) / count / texts_each * 1e3:.1f}",
            f"{count * alone / wall:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
