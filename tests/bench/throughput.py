"""How many stories a second Muster does, and what a story costs, beside its peers: all in one run, on the same texts.

`python -m tests.bench.throughput` starts Kafka and Elasticsearch once. Then, round after round, each contender in turn
gets topics and an index of its own and is started; once it has done some stories to warm up, the others are published
all at once. The time and the CPU seconds are those from then on until search finds them all, for Muster also until the
last claim is counted and the last alert is told. `nlp.pipe` alone gets the same texts from a file.

Ratios are taken within a round, since a machine may be slower in the next.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import get_args

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from rich.console import Console
from rich.table import Table

from consumers.errors import MusterError
from deploy.local import LocalServers, running
from tests.bench.contenders import MODULES, Muster, Peer, Running, Ways, of_peers, peer, process, versions
from tests.bench.cpu import cpu_seconds
from tests.bench.peers.given import Way
from tests.bench.texts import stories, texts
from tests.integration.installation import Installation

POLL = 0.2
"""seconds between two looks at how many stories search finds"""
PATIENCE = 3_600.0
"""seconds that all stories may take"""
MUSTER = "muster"
WIDTH = 150
"""of the table; it may go to a file"""


@dataclass(frozen=True)
class Took:
    """One contender in one round: how many stories, in how many seconds until search found them all and until all was
    done, and the CPU seconds of each part until then."""

    stories: int
    words: int
    searchable: float
    done: float
    own: float
    kafka: float
    elasticsearch: float
    bench: float
    start: float
    """seconds from its start until it had its partitions"""
    found: Mapping[str, int]
    """how many entities, quotes, numbers and troop counts are in what it has stored"""

    @property
    def rate(self) -> float:
        """Stories a second until all is done."""
        return self.stories / self.done

    @property
    def cost(self) -> float:
        """CPU seconds a story of the contender itself and of both servers."""
        return (self.own + self.kafka + self.elasticsearch) / self.stories


@dataclass(frozen=True)
class Run:
    """What is run."""

    count: int
    warm: int
    partitions: int
    ways: Ways

    def bodies(self) -> tuple[list[str], list[str]]:
        """The texts to warm up with, and those that are measured."""
        return texts(self.warm, first=self.count), texts(self.count)


def main() -> int:
    """Print the table, and write it where `--json` says."""
    asked = _arguments()
    run = Run(asked.count, asked.warm, asked.partitions, Ways(asked.workers, asked.processes))
    there = versions()
    contenders = _contenders(asked.contenders, asked.ways, run)
    took: dict[str, list[Took]] = {name: [] for name in contenders}
    console = Console(width=WIDTH)
    with tempfile.TemporaryDirectory() as home, running(Path(home) / "servers", tell=print) as servers:
        for number in range(asked.rounds):
            for name, measure in contenders.items():
                with tempfile.TemporaryDirectory(dir=home) as folder:
                    found = measure(servers, Path(folder))
                took[name].append(found)
                console.print(
                    f"round {number + 1}: {name}: {found.rate:.1f} stories a second, {found.cost:.3f} CPU s each"
                )
    _report(console, took, run)
    if asked.json is not None:
        asked.json.write_text(
            json.dumps(
                {
                    "versions": {**there, **of_peers(["quixstreams", "sentry-arroyo", "confluent-kafka"])},
                    "cores": os.cpu_count(),
                    "run": asdict(run),
                    "took": {name: [asdict(one) for one in some] for name, some in took.items()},
                    "ratios": {name: ratios(took, name) for name in took if name != MUSTER},
                },
                indent=1,
            ),
            encoding="utf-8",
        )
    return 0


def ratios(took: dict[str, list[Took]], name: str) -> dict[str, list[float]]:
    """Muster's stories a second and CPU a story to another's, round by round; nothing if Muster was not run."""
    both = list(zip(took.get(MUSTER, []), took[name], strict=False))
    return {
        "done": [ours.rate / theirs.rate for ours, theirs in both],
        "searchable": [theirs.searchable / ours.searchable for ours, theirs in both],
        "cpu": [ours.cost / theirs.cost for ours, theirs in both],
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Muster and its peers, side by side.")
    parser.add_argument(
        "--count", type=int, default=1_024, help="stories; a multiple of 512 serves nlp.pipe best"
    )
    parser.add_argument("--warm", type=int, default=64, help="stories to warm up with")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contenders", default=",".join([MUSTER, *MODULES]), help="with commas between")
    parser.add_argument(
        "--ways", default=",".join(get_args(Way)), help="of the peers, with a comma between: stock, ours"
    )
    parser.add_argument("--workers", type=int, default=1, help="of Muster")
    parser.add_argument("--processes", type=int, default=2, help="that parse, in each of Muster's workers")
    parser.add_argument("--partitions", type=int, default=4, help="of each topic")
    parser.add_argument("--json", type=Path, help="where the figures go")
    return parser.parse_args()


Measure = Callable[[LocalServers, Path], Took]


def _contenders(named: str, ways: str, run: Run) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    if unknown := set(ways.split(",")) - set(get_args(Way)):
        raise SystemExit(f"no way is called {unknown.pop()!r}; there are {', '.join(get_args(Way))}")
    for name in named.split(","):
        if name == MUSTER:
            found[MUSTER] = _served(Muster(run.ways), run)
            continue
        if name not in MODULES:
            raise SystemExit(f"no contender is called {name!r}; there are {', '.join([MUSTER, *MODULES])}")
        for way in get_args(Way):
            if way not in ways.split(","):
                continue
            if name == "alone":
                found[f"{MODULES[name]}, {way}"] = _alone(way, run)
            else:
                one = peer(name, run.ways, way=way)
                found[one.name] = _served(one, run)
    return found


def _served(contender: Muster | Peer, run: Run) -> Measure:
    """A contender between Kafka and Elasticsearch."""

    def measure(servers: LocalServers, folder: Path) -> Took:
        warm, bodies = run.bodies()
        there = Installation.on(servers, folder, partitions=run.partitions)
        articles = [json.dumps(story).encode() for story in stories(bodies)]
        began = time.monotonic()
        try:
            with contender.running(there) as working, Elasticsearch(there.settings.elasticsearch) as client:
                working.wait_until_ready(there)
                start = time.monotonic() - began
                there.publish(*stories(warm, first=run.count))
                _wait_until_searchable(client, there, working, run.warm)
                contender.wait_until_done(there, working, timeout=PATIENCE)
                before, began = _cpu(servers, working), time.monotonic()
                there.publish(*articles)
                _wait_until_searchable(client, there, working, run.warm + run.count)
                searchable = time.monotonic() - began
                contender.wait_until_done(there, working, timeout=PATIENCE)
                done, after = time.monotonic() - began, _cpu(servers, working)
                stored = _found(client, there)
        finally:
            there.remove()
        own, kafka, elasticsearch, bench = (late - early for early, late in zip(before, after, strict=True))
        return Took(
            stories=run.count,
            words=sum(len(body.split()) for body in bodies),
            searchable=searchable,
            done=done,
            own=own,
            kafka=kafka,
            elasticsearch=elasticsearch,
            bench=bench,
            start=start,
            found=stored,
        )

    return measure


def _alone(way: Way, run: Run) -> Measure:
    """`nlp.pipe` without servers; they run beside it, idle."""

    def measure(servers: LocalServers, folder: Path) -> Took:
        warm, bodies = run.bodies()
        file = folder / "texts.jsonl"
        file.write_text("".join(json.dumps(text) + "\n" for text in (*warm, *bodies)), encoding="utf-8")
        arguments = [str(file), f"--warm={run.warm}", f"--way={way}", f"--processes={run.ways.at_once}"]
        began = time.monotonic()
        with process("alone", *arguments, log=folder / "alone.log", talks=True) as started:
            assert started.stdin is not None
            assert started.stdout is not None
            _expect("ready", started.stdout.readline(), folder / "alone.log")
            start = time.monotonic() - began
            before, began = cpu_seconds(started.pid), time.monotonic()
            started.stdin.write("go\n")
            started.stdin.flush()
            _expect("done", started.stdout.readline(), folder / "alone.log")
            done = time.monotonic() - began
            own = cpu_seconds(started.pid) - before
        words = sum(len(body.split()) for body in bodies)
        return Took(run.count, words, done, done, own, 0.0, 0.0, 0.0, start, {})

    return measure


def _expect(word: str, line: str, log: Path) -> None:
    if line.strip() != word:
        raise MusterError(
            f"nlp.pipe alone says {line!r}, not {word}: {log.read_text(encoding='utf-8')[-2_000:]}"
        )


def _cpu(servers: LocalServers, working: Running) -> Sequence[float]:
    """CPU seconds so far: the contender's, Kafka's, Elasticsearch's, the bench's own."""
    times = os.times()
    return (
        sum(map(cpu_seconds, working.pids)),
        cpu_seconds(servers.kafka.pid),
        cpu_seconds(servers.elasticsearch.pid),
        times.user + times.system,
    )


def _wait_until_searchable(client: Elasticsearch, there: Installation, working: Running, count: int) -> None:
    """Until search finds so many stories, by Elasticsearch's own refresh every second."""
    until = time.monotonic() + PATIENCE
    while (found := client.count(index=f"{there.settings.prefix}stories")["count"]) < count:
        working.check()
        if time.monotonic() > until:
            raise MusterError(f"{found} of {count} stories after {PATIENCE:.0f} s")
        time.sleep(POLL)


def _found(client: Elasticsearch, there: Installation) -> Mapping[str, int]:
    """So that it can be seen that all do the same work."""
    parts = ("entities", "quotes", "numbers", "troop_counts")
    fields = [f"{part}.{name}" for part, name in zip(parts, ("type", "kind", "bound", "role"), strict=True)]
    hits = scan(client, index=f"{there.settings.prefix}stories", _source_includes=fields)
    sources = [hit["_source"] for hit in hits]
    return {part: sum(len(source.get(part, ())) for source in sources) for part in parts}


def _report(console: Console, took: dict[str, list[Took]], run: Run) -> None:
    words = next(iter(took.values()))[0].words
    table = Table(
        "contender",
        "stories/s",
        "searchable",
        "CPU, ms",
        "own",
        "Kafka",
        "Elasticsearch",
        "Muster to it",
        "least–most",
        "CPU",
        title=f"{run.count:,} stories, {words:,} words, {run.ways.at_once} parse at once, medians",
    )
    for name, some in took.items():
        against = ratios(took, name) if name != MUSTER else {}
        done, cpu = against.get("done") or [], against.get("cpu") or []
        table.add_row(
            name,
            f"{median(one.rate for one in some):.1f}",
            f"{median(one.stories / one.searchable for one in some):.1f}",
            f"{median(one.cost for one in some) * 1e3:.1f}",
            *(
                f"{median(getattr(one, part) / one.stories for one in some) * 1e3:.1f}"
                for part in ("own", "kafka", "elasticsearch")
            ),
            f"{median(done):.2f}" if done else "",
            f"{min(done):.2f}–{max(done):.2f}" if done else "",
            f"{median(cpu):.2f}" if cpu else "",
        )
    console.print(table)
    for name, some in took.items():
        if some[-1].found:
            parts = ", ".join(
                f"{number:,} {part.replace('_', ' ')}" for part, number in some[-1].found.items()
            )
            console.print(f"found by {name}: {parts}", highlight=False)


if __name__ == "__main__":
    sys.exit(main())
