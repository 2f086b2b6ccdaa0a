"""`python -m tests.bench.malformed 100000`: so many malformed messages of every kind, no two alike, into every topic that
a stage reads, as fast as Kafka takes them; then one good story. Each has to be a dead letter, and the worker alive."""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kafka import KafkaProducer

from consumers.stages import STAGES
from deploy.local import running
from tests.integration.garbage import GARBAGE
from tests.integration.installation import Installation, soldiers

PARTITIONS = 4
LARGE = 10_000
"""bytes; of kinds that are larger only every hundredth is taken"""
GOOD = soldiers("urn:bench:after-the-garbage", 2_400)


def main(count: int) -> int:
    """Print what came of them; 1 if any is not in the dead letters, or the good story is not there."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers", tell=print) as servers:
        there = Installation.on(servers, Path(folder), partitions=PARTITIONS).with_(dead_letter_limit=10**9)
        began = time.monotonic()
        with there.worker() as worker:
            places = put(there, count)
            sent = time.monotonic() - began
            there.publish(GOOD)
            there.wait(worker, timeout=3_600)
            took = time.monotonic() - began
            is_alive = worker.is_alive()
        letters = Counter(
            (letter["topic"], letter["partition"], letter["offset"])
            for _, letter in there.messages("dead-letters")
        )
        missing = [place for place in places if place not in letters]
        stored = set(there.look().stories)
    print(
        f"{count:,} messages of {len(GARBAGE)} kinds into {len(STAGES)} topics in {sent:.0f} s, all read after "
        f"{took:.0f} s: {len(missing)} missing in the dead letters, {sum(letters.values()) - len(letters)} there twice, "
        f"{len(letters.keys() - places)} that should not be; worker {'alive' if is_alive else 'dead'}, "
        f"the good story {'stored' if stored == {GOOD['uri']} else f'not alone: {stored}'}"
    )
    return int(bool(missing or letters.keys() - places or not is_alive or stored != {GOOD["uri"]}))


def put(there: Installation, count: int) -> set[tuple[str, int, int]]:
    """Where each lies: topic, partition, offset."""
    sent = []
    with KafkaProducer(
        bootstrap_servers=there.settings.kafka.split(","),
        max_request_size=64_000_000,
    ) as producer:
        for number, (topic, value) in enumerate(malformed(count)):
            sent.append(producer.send(there.settings.prefix + topic, key=b"%d" % number, value=value))
        placed = [each.get(timeout=600) for each in sent]
    return {(each.topic, each.partition, each.offset) for each in placed}


def malformed(count: int) -> Iterator[tuple[str, bytes]]:
    """(topic, value), each value with something of its own behind it."""
    chance = random.Random(9)
    kinds = [value for name, value in GARBAGE.items() if name != "50 MB"]
    topics = [stage.reads for stage in STAGES.values()]
    for number in range(count):
        value = chance.choice(kinds)
        while len(value) > LARGE and chance.random() > 0.01:
            value = chance.choice(kinds)
        # spaces: what is not JSON before is none after
        yield topics[number % len(topics)], value + b" " * chance.randrange(500)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
