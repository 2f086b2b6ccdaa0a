"""Does a worker grow? `python -m tests.bench.soak 20000`: so many short stories through all stages on real servers, and
the memory of the worker and of its processes, quarter by quarter.

Every story has names and words that no other has, for what a model remembers of each is what grows. The last quarter
is compared with the second: the first loads what is loaded at first use.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from consumers.errors import Unavailable
from consumers.lag import lag
from deploy.local import running
from tests.integration.installation import Installation, soldiers

EVERY = 2.0
"""seconds between two looks"""
WAITING = 1_000
"""stories that are published and not done, at most"""
PORTION = 100
PARTITIONS = 4
COUNTRIES = ("Norway", "Poland", "France", "Spain", "Italy", "Canada", "Germany", "Portugal")
WORDS = (
    "bridge",
    "harbour",
    "convoy",
    "winter",
    "exercise",
    "airfield",
    "border",
    "officer",
    "village",
    "supply",
)


@dataclass(frozen=True)
class Look:
    """How far it was, and the bytes that the worker and its processes held."""

    done: int
    worker: int
    children: int


def main(stories: int) -> int:
    """Print the table; 1 if the last quarter holds more than a twentieth more than the second."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers", tell=print) as servers:
        there = Installation.on(servers, Path(folder), partitions=PARTITIONS)
        began = time.monotonic()
        with there.worker() as worker:
            looks = list(_looks(there, psutil.Process(worker.process.pid), stories))
        return _report(looks, stories, time.monotonic() - began)


def story(number: int) -> dict[str, object]:
    """A story of about 150 words."""
    chance = random.Random(number)
    names = ["".join(chance.choices("abcdefghiklmnoprstuvwz", k=8)).title() for _ in range(6)]
    sentences = [
        f"{first} {last} said on Monday that the {chance.choice(WORDS)} near {chance.choice(names)} had seen "
        f"{chance.randrange(100, 9_000):,} {chance.choice(WORDS)}s since {chance.choice(names)} left it."
        for first, last in (chance.sample(names, 2) for _ in range(8))
    ]
    made = soldiers(f"urn:soak:{number}", 1_000 + number, country=chance.choice(COUNTRIES))
    return {**made, "text": f"{made['text']}\n" + " ".join(sentences)}


def _looks(there: Installation, worker: psutil.Process, stories: int) -> Iterator[Look]:
    """One every now and then, until all is done. Stories are published as they are done: thousands that wait in a
    client's memory would hide what grows."""
    published = done = 0
    while done < stories:
        more = min(WAITING - (published - done), stories - published)
        if more >= PORTION or 0 < more == stories - published:
            there.publish(*(story(number) for number in range(published, published + more)))
            published += more
        time.sleep(EVERY)
        try:
            behind = lag(there.settings)
        except Unavailable:
            # a new broker has no coordinator for its groups yet
            continue
        done = published - min(published, sum(behind.values()))
        own = worker.memory_info().rss
        yield Look(done, own, memory(worker) - own)


def memory(process: psutil.Process) -> int:
    """Bytes that a process and its children hold."""
    return sum(_own(each) for each in (process, *process.children(recursive=True)))


def _own(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _report(looks: list[Look], stories: int, seconds: float) -> int:
    quarters: list[list[Look]] = [[], [], [], []]
    for look in looks:
        if look.done:
            quarters[min(3, 4 * look.done // stories)].append(look)
    table = Table(
        "quarter",
        "looks",
        "worker, MiB",
        "its processes, MiB",
        "together, MiB",
        "most",
        title=f"{stories:,} stories",
    )
    together = []
    for number, found in enumerate(quarters, start=1):
        both = [look.worker + look.children for look in found] or [0]
        together.append(statistics.median(both))
        table.add_row(
            str(number),
            str(len(found)),
            f"{statistics.median([look.worker for look in found] or [0]) / 2**20:,.0f}",
            f"{statistics.median([look.children for look in found] or [0]) / 2**20:,.0f}",
            f"{together[-1] / 2**20:,.0f}",
            f"{max(both) / 2**20:,.0f}",
        )
    console = Console()
    console.print(table)
    grown = together[3] / together[1] - 1
    console.print(f"{stories / seconds:.1f} stories a second; last quarter against the second: {grown:+.1%}")
    return int(grown > 0.05)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
