"""How long it takes from publishing a story to its alert, at a fifth, a half and four fifths of what a worker can do.

`python -m tests.bench.latency` starts real servers and one `muster worker` with all stages and a webhook. It finds the
worker's throughput by stories that are published at once, and then publishes at shares of it, at random moments as
newsrooms do. Each story is a whole news article with one more sentence, which gives a troop count that no other has.
The time is taken when the alert of that count is in the topic `alerts`, and again when the receiver has it. Afterwards
each text is parsed alone, for what nobody can be quicker than: one right after the other, and once more at the rate at
which they were published, for a machine may take longer over what comes after a pause. Where on its way a story's time
went is told by when each topic got it.
"""

import argparse
import asyncio
import json
import os
import queue
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from consumers import topics
from consumers.clients import kafka
from consumers.command.sending import Sender
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings
from deploy.local import running
from pipeline.parse import Parser
from schemas import Alert, Rule
from tests.bench.cold import touched_again
from tests.bench.counted import PAIRS, Counted
from tests.bench.parts import seconds_by_part
from tests.integration.hook import KEY, Hook, hook
from tests.integration.installation import Installation

LOADS = (0.2, 0.5, 0.8)
ALLOWED = 0.25
"""seconds beside three times the parse"""
PATIENCE = 1_800.0
IDLE = (0.0, 0.25, 1.0)
"""seconds that memory lies idle, for what the machine itself adds to a story that comes alone"""
LAST = 60.0
"""seconds that the last webhooks are waited for, when no stage is behind"""
WAY = (topics.PARSED, topics.NAMED, topics.QUOTED, topics.STORIES, topics.CLAIMS, topics.ALERTS)
"""the topics that a story comes through, and what is made of it"""


@dataclass(frozen=True)
class Sent:
    """A story, the figure that only it gives, and when it was handed to Kafka's client."""

    uri: str
    text: str
    figure: float
    at: float


@dataclass
class Heard:
    """When each figure's alert was first in the topic."""

    at: dict[float, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Took:
    """Seconds of one story: until its alert was in the topic, until the receiver had it, of its parse alone, and of
    that `at_rate`, after as long a pause as there is between two stories."""

    alert: float | None
    webhook: float | None
    parse: float
    at_rate: float
    way: Sequence[float]
    """from one of the topics of `WAY` to the next, the first from when it was handed over; empty if one lacks it"""


@dataclass(frozen=True)
class Load:
    """What was found at one share of the throughput."""

    share: float
    rate: float
    took: Sequence[Took]
    cost: Mapping[str, float]
    """CPU seconds a story of each part of the worker and of both servers"""


def main() -> int:
    """Print the table, and write it where `--json` says; 1 if an alert is missing."""
    asked = _arguments()
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home) / "servers", tell=print) as servers,
        receiving() as receiver,
    ):
        there = Installation.on(servers, Path(home), partitions=4)
        there = there.with_(
            spacy_processes=asked.processes,
            receivers=_receivers(Path(home), receiver),
            webhooks_to_private_addresses=True,
        )
        there.ask(lambda store: Rulebook(store).put(Rule(name="bench", to=("bench",))))
        ready = Counted()
        with there.worker() as worker, listening(there.settings) as heard:
            warm = _send(there.settings, ready.next(asked.warm))
            there.wait(worker, timeout=PATIENCE)
            _posts(receiver, warm)
            began = time.monotonic()
            at_once = _send(there.settings, ready.next(asked.count))
            there.wait(worker, timeout=PATIENCE)
            throughput = asked.throughput or asked.count / (time.monotonic() - began)
            # what is still on its way to the receiver is no part of what comes next
            _posts(receiver, at_once)
            sent, costs = [], []
            posts: dict[float, float] = {}
            for share in asked.loads:
                before = seconds_by_part(servers, worker.process.pid, parsing=asked.processes)
                sent.append(_send(there.settings, ready.next(asked.count), rate=share * throughput))
                there.wait(worker, timeout=PATIENCE)
                after = seconds_by_part(servers, worker.process.pid, parsing=asked.processes)
                costs.append({part: (after[part] - before[part]) / asked.count for part in after})
                posts |= _posts(receiver, sent[-1])
            there_at = _when(there.settings)
    parser = _warm(sent[0])
    parse = [_alone(parser, some) for some in sent]
    at_rate = [
        _alone(parser, some, pause=1 / (share * throughput))
        for share, some in zip(asked.loads, sent, strict=True)
    ]
    cold = {idle: touched_again(idle) for idle in IDLE}
    loads = [
        Load(
            share,
            share * throughput,
            [
                Took(_since(one, heard.at), _since(one, posts), hot, paused, _way(one, there_at))
                for one, hot, paused in zip(some, parses, pauses, strict=True)
            ],
            cost,
        )
        for share, some, parses, pauses, cost in zip(asked.loads, sent, parse, at_rate, costs, strict=True)
    ]
    _report(throughput, loads)
    print("8 MiB touched again:", ", ".join(f"{cold[idle]:.2f} ms after {idle:g} s" for idle in IDLE))
    if asked.json is not None:
        found = {
            "cores": os.cpu_count(),
            "throughput": throughput,
            "cold": cold,
            "loads": [asdict(load) for load in loads],
        }
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return int(any(took.alert is None or took.webhook is None for load in loads for took in load.took))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="From publish to alert.")
    parser.add_argument("--count", type=int, default=200, help="stories at each load")
    parser.add_argument("--warm", type=int, default=30, help="stories to warm up with")
    parser.add_argument(
        "--throughput", type=float, help="stories a second that are 100 %%: to compare with another run"
    )
    parser.add_argument("--loads", type=float, nargs="+", default=LOADS, help="shares of it: 0.2 is a fifth")
    parser.add_argument("--processes", type=int, default=1, help="that parse")
    parser.add_argument("--json", type=Path, help="where the figures go")
    found = parser.parse_args()
    if found.warm + (1 + len(found.loads)) * found.count > len(PAIRS):
        parser.error(f"there are {len(PAIRS)} pairs of countries: fewer stories, please")
    return found


def _send(
    settings: Settings, articles: Sequence[tuple[Mapping[str, Any], float]], *, rate: float | None = None
) -> list[Sent]:
    """All at once, or on average `rate` a second, as if each came by itself."""
    sent, chance = [], random.Random(2)
    with Sender(settings) as sender:
        due = time.monotonic()
        for article, figure in articles:
            if rate is not None:
                due += chance.expovariate(rate)
                time.sleep(max(0.0, due - time.monotonic()))
            value = json.dumps(article).encode()
            # where the bench is late, the story is too: it was to be published when it was due
            at = min(due, time.monotonic()) if rate is not None else time.monotonic()
            sender.send(article["uri"], value)
            sent.append(Sent(article["uri"], article["text"], figure, at))
    return sent


@contextmanager
def listening(settings: Settings) -> Iterator[Heard]:
    """Reads the topic `alerts` until the `with` is left."""
    heard, over = Heard(), threading.Event()

    def listen() -> None:
        with closing(kafka.consumer(settings, auto_offset_reset="earliest")) as consumer:
            consumer.subscribe([settings.prefix + topics.ALERTS])
            while not over.is_set():
                for records in consumer.poll(timeout_ms=200).values():
                    now = time.monotonic()
                    for record in records:
                        claim = Alert.model_validate_json(record.value).claim
                        if claim is not None and claim.low is not None:
                            heard.at.setdefault(claim.low, now)

    thread = threading.Thread(target=listen, name="listening")
    thread.start()
    try:
        yield heard
    finally:
        over.set()
        thread.join()


@contextmanager
def receiving() -> Iterator[Hook]:
    """A receiver of webhooks in a thread of its own."""
    made: queue.Queue[tuple[Hook, asyncio.AbstractEventLoop, asyncio.Event]] = queue.Queue()

    async def receive() -> None:
        over = asyncio.Event()
        async with hook() as found:
            made.put((found, asyncio.get_running_loop(), over))
            await over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(receive()), name="receiving")
    thread.start()
    found, loop, over = made.get()
    try:
        yield found
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


def _receivers(folder: Path, receiver: Hook) -> Path:
    path = folder / "receivers.yaml"
    # JSON is YAML
    path.write_text(json.dumps({"bench": {"webhook": receiver.url(), "secret": KEY}}), encoding="utf-8")
    return path


def _posts(receiver: Hook, sent: Sequence[Sent]) -> dict[float, float]:
    """When the receiver had each figure's alert; the last of them are waited for."""
    until = time.monotonic() + LAST
    wanted = {one.figure for one in sent}
    while True:
        found: dict[float, float] = {}
        for asked in list(receiver.asked):
            claim = asked.json()["data"].get("claim") or {}
            if claim.get("low") in wanted:
                found.setdefault(claim["low"], asked.at)
        if len(found) == len(wanted) or time.monotonic() > until:
            return found
        time.sleep(0.5)


def _when(settings: Settings) -> dict[tuple[str, str], float]:
    """When a story, or what was first made of it, was handed to each topic of `WAY`, by topic and uri, as Kafka has it."""
    found: dict[tuple[str, str], float] = {}
    clock = time.monotonic() - time.time()
    with closing(kafka.consumer(settings, auto_offset_reset="earliest")) as consumer:
        consumer.subscribe([settings.prefix + topic for topic in WAY])
        while (records := consumer.poll(timeout_ms=5_000)) or not found:
            for record in (record for some in records.values() for record in some):
                topic = record.topic.removeprefix(settings.prefix)
                if topic in (topics.CLAIMS, topics.ALERTS):
                    value = json.loads(record.value)
                    uri = (value if topic == topics.CLAIMS else value["claim"] or {}).get("story", "")
                else:
                    uri = record.key.decode()
                at = record.timestamp / 1e3 + clock
                found[topic, uri] = min(at, found.get((topic, uri), at))
    return found


def _way(sent: Sent, when: Mapping[tuple[str, str], float]) -> list[float]:
    at = [sent.at, *(when[topic, sent.uri] for topic in WAY if (topic, sent.uri) in when)]
    return [later - before for before, later in pairwise(at)] if len(at) > len(WAY) else []


def _since(sent: Sent, at: Mapping[float, float]) -> float | None:
    return at[sent.figure] - sent.at if sent.figure in at else None


def _warm(some: Sequence[Sent]) -> Parser:
    parser = Parser()
    list(parser.parse(one.text for one in some[:4]))
    return parser


def _alone(parser: Parser, some: Sequence[Sent], *, pause: float = 0.0) -> list[float]:
    """Seconds of each text's parse, with nothing beside it, after so many seconds in which nothing is done."""
    found = []
    for one in some:
        time.sleep(pause)
        began = time.perf_counter()
        list(parser.parse([one.text]))
        found.append(time.perf_counter() - began)
    return found


def _report(throughput: float, loads: Sequence[Load]) -> None:
    table = Table(
        *("load", "stories/s", "stories", "to", "missing", "p50, ms", "p95", "p99"),
        *("p99 less 3 × its parse", "within 3 × its parse + 250 ms"),
        title=f"from publish to alert; the throughput is {throughput:.1f} stories a second",
    )
    for load in loads:
        for to, parsing in (("alert", "parse"), ("webhook", "parse"), ("alert", "at_rate")):
            pairs = [(getattr(took, to), getattr(took, parsing)) for took in load.took]
            there = [(seconds, parse) for seconds, parse in pairs if seconds is not None]
            beyond = [seconds - 3 * parse for seconds, parse in there]
            within = sum(seconds <= ALLOWED for seconds in beyond) / len(pairs)
            table.add_row(
                f"{load.share:.0%}",
                f"{load.rate:.1f}",
                str(len(pairs)),
                to if parsing == "parse" else f"{to}, beside the parse at that rate",
                str(len(pairs) - len(there)),
                *(_ms([seconds for seconds, _ in there], share) for share in (0.5, 0.95, 0.99)),
                _ms(beyond, 0.99),
                f"{within:.1%}",
            )
        for what, parse in (
            ("its parse alone", [took.parse for took in load.took]),
            ("the same at that rate", [took.at_rate for took in load.took]),
        ):
            table.add_row("", "", "", what, "", *(_ms(parse, share) for share in (0.5, 0.95, 0.99)))
    Console(width=150).print(table)
    Console(width=150).print(_where(loads))
    Console(width=150).print(_what(loads))


def _where(loads: Sequence[Load]) -> Table:
    """Means, of the quicker half and of the slowest twentieth by what is beyond three times the parse."""
    table = Table(
        "load", "stories", *(f"to {topic}" for topic in WAY), title="milliseconds, and where they went"
    )
    for load in loads:
        known = [took for took in load.took if took.way]
        known.sort(key=lambda took: sum(took.way) - 3 * took.parse)
        parts = {
            "the quicker half": known[: len(known) // 2],
            "the slowest twentieth": known[-max(1, len(known) // 20) :],
        }
        for name, some in parts.items():
            means = (sum(hop) / len(some) * 1e3 for hop in zip(*(took.way for took in some), strict=True))
            table.add_row(f"{load.share:.0%}", name, *(f"{mean:.0f}" for mean in means))
    return table


def _what(loads: Sequence[Load]) -> Table:
    """By part."""
    parts = list(loads[0].cost)
    table = Table("load", *parts, "all", title="CPU ms a story")
    for load in loads:
        each = [load.cost[part] for part in parts]
        table.add_row(f"{load.share:.0%}", *(f"{seconds * 1e3:.1f}" for seconds in (*each, sum(each))))
    return table


def _ms(seconds: Sequence[float], share: float) -> str:
    """Milliseconds that this share of them stays below."""
    if not seconds:
        return "none"
    return f"{sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))] * 1e3:,.0f}"


if __name__ == "__main__":
    sys.exit(main())
