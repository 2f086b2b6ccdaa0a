"""How many small stories a second the gateway takes, beside what Kafka takes without it.

`python -m tests.bench.gateway [STORIES]`: real Kafka, a real gateway, figures on standard output. Three runs, in turn
and each in a process of its own, all with acks=all and as many stories under way at once:

- gateway: each of the connections pushes one story after the other and waits for its 202;
- bare: as many aiokafka producers, each with a connection of its own, send the same stories one after the other;
- shared: one aiokafka producer for all of them, which is what the gateway has inside: the most that it could reach.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
from aiokafka import AIOKafkaProducer

from consumers import topics
from consumers.gateway.app import keys_file
from consumers.gateway.keys import Keys
from consumers.settings import Settings
from deploy.local import running
from tests.integration.gateway import running_gateway

STORIES: Final = 5_000
AT_ONCE: Final = 32
RUNS: Final = 3
_TEXT: Final = "Norway has sent soldiers to Estonia, the defence ministry said on Monday. " * 20

Send = Callable[[str, bytes], Awaitable[object]]


@dataclass(frozen=True)
class Took:
    """Stories a second, and milliseconds of the slowest twentieth."""

    rate: float
    p95: float


def stories(count: int) -> Iterator[tuple[str, bytes]]:
    """Small stories of some 1.6 kB, each with its uri."""
    for at in range(count):
        uri = f"urn:bench:{time.time_ns()}:{at}"
        yield uri, json.dumps({"uri": uri, "versioncreated": "2026-11-16T06:05:00Z", "text": _TEXT}).encode()


async def measure(count: int, senders: list[Send]) -> Took:
    """Have the senders share the stories, each sending one after the other."""
    waiting = iter(list(stories(count)))
    took: list[float] = []

    async def work(send: Send) -> None:
        for uri, value in waiting:
            began = time.perf_counter()
            await send(uri, value)
            took.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*map(work, senders))
    seconds = time.perf_counter() - began
    return Took(len(took) / seconds, sorted(took)[int(len(took) * 0.95)])


async def through_gateway(address: str, key: str, count: int) -> Took:
    """Push them."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=AT_ONCE), headers=headers
    ) as session:

        async def send(_uri: str, value: bytes) -> None:
            async with session.post(f"{address}/push", data=value) as answer:
                assert answer.status == 202, await answer.text()
                await answer.read()

        return await measure(count, [send] * AT_ONCE)


async def straight(kafka: str, topic: str, producers: int, count: int) -> Took:
    """Send them with nothing in between."""
    made = [
        AIOKafkaProducer(bootstrap_servers=kafka, acks="all", enable_idempotence=True)
        for _ in range(producers)
    ]
    for each in made:
        await each.start()

    def sender(producer: AIOKafkaProducer) -> Send:
        async def send(uri: str, value: bytes) -> None:
            await producer.send_and_wait(topic, key=uri.encode(), value=value)

        return send

    try:
        return await measure(count, [sender(made[at % producers]) for at in range(AT_ONCE)])
    finally:
        for each in made:
            await each.stop()


def main(count: int) -> None:
    """Start, measure in turn, print."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers") as local:
        settings = Settings(
            _env_file=None,
            home=Path(folder),
            kafka=local.addresses.kafka,
            elasticsearch=local.addresses.elasticsearch,
            gateway_rate=1e6,
        )
        topics.create(settings)
        key = Keys(keys_file(settings)).add("bench", today=datetime.now(UTC).date())
        print(f"{count:,} stories, {AT_ONCE} at once, {os.cpu_count()} cores, the best of {RUNS} runs")
        with running_gateway(settings) as gateway:
            ways = {
                "gateway": ("gateway", gateway.address, key),
                "bare": ("straight", settings.kafka, topics.ARTICLES, str(AT_ONCE)),
                "shared": ("straight", settings.kafka, topics.ARTICLES, "1"),
            }
            found: dict[str, list[Took]] = {way: [] for way in ways}
            before = gateway.cpu_seconds()
            for _ in range(RUNS):
                for way, arguments in ways.items():
                    found[way].append(_apart(*arguments, str(count)))
            each = (gateway.cpu_seconds() - before) / (RUNS * count) * 1000
            memory = gateway.peak_memory()
        best = {way: max(took, key=lambda each: each.rate) for way, took in found.items()}
        for way, took in best.items():
            print(f"{way}: {took.rate:,.0f} a second, p95 {took.p95:.0f} ms")
        print(
            f"gateway to bare: {best['gateway'].rate / best['bare'].rate:.2f}; the gateway's CPU {each:.2f} ms a story, "
            f"its memory at most {memory:,} MB"
        )


def _apart(*arguments: str) -> Took:
    """One run, in a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.gateway", *arguments],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Took(*json.loads(done.stdout))


def _run(arguments: list[str]) -> Took:
    match arguments:
        case ["gateway", address, key, count]:
            return asyncio.run(through_gateway(address, key, int(count)))
        case ["straight", kafka, topic, producers, count]:
            return asyncio.run(straight(kafka, topic, int(producers), int(count)))
    raise ValueError(arguments)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        one = _run(sys.argv[1:])
        print(json.dumps([one.rate, one.p95]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
