"""One run of a stream: published at a steady pace while things break, until nothing is behind; and what came of it."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kafka import KafkaProducer

from consumers import topics
from consumers.lag import wait_until_done
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings
from consumers.stored.elastic import Store
from deploy.local import LocalServers
from pipeline.claims import Ledger, StoredStory
from schemas import Alert, Rule
from tests.chaos.crew import Crew
from tests.chaos.faults import FAULTS, Scene
from tests.chaos.proxy import opened
from tests.chaos.receiver import Receiver, receiving
from tests.chaos.stream import Message
from tests.integration.hook import KEY
from tests.integration.installation import Installation

PATIENCE = 900.0
"""seconds that the workers have, after the last message and the last fault"""
PARTITIONS = 4
WORKERS = 2


@dataclass(frozen=True)
class EndState:
    """What came of a stream: all that people and programs could see of it.

    `letters` and `delivered` say how often each came, for both are at least once: letters by what they hold, alerts
    by their id, at a receiver.
    """

    stories: Mapping[str, StoredStory]
    origins: Mapping[str, str]
    searchable: frozenset[str]
    claims: Mapping[str, Mapping[str, Any]]
    ledgers: Mapping[str, Ledger]
    alerts: Mapping[str, Alert]
    letters: Counter[str]
    delivered: Counter[str]
    seconds: float
    broken: Counter[str]
    ended_by_themselves: int


def run(
    servers: LocalServers,
    home: Path,
    messages: Sequence[Message],
    *,
    seed: int,
    faults: Sequence[str] = (),
    rate: float = 25.0,
    workers: int = WORKERS,
) -> EndState:
    """Publish the messages, so many a second, and break what `faults` names; none: a quiet run."""
    chance = random.Random(seed)
    began = time.monotonic()
    with ExitStack() as stack:
        installation = Installation.on(servers, home, partitions=PARTITIONS)
        stack.callback(installation.remove)
        receiver = stack.enter_context(receiving(seed, failing=0.05 if faults else 0))
        address = urlsplit(installation.settings.elasticsearch)
        proxy = stack.enter_context(opened(address.hostname or "", address.port or 0))
        settings = _settings(installation.settings, home, receiver, proxy.port)
        installation.ask(_everyone)
        crew = Crew(settings, workers)
        stack.callback(crew.stop_all)
        crew.see_to_it()
        scene = Scene(servers, crew, proxy, installation.settings, chance)
        publishing = threading.Thread(target=publish, args=(settings, messages, rate), name="publish")
        publishing.start()
        broken: Counter[str] = Counter()
        while faults and publishing.is_alive():
            time.sleep(chance.uniform(1, 6))
            name = chance.choice(faults)
            print(f"  {time.monotonic() - began:4.0f} s  {name}", flush=True)
            FAULTS[name](scene)
            broken[name] += 1
        publishing.join()
        _wait(installation.settings, crew)
        found = installation.look()
        return EndState(
            stories=found.stories,
            origins=found.origins,
            searchable=found.searchable,
            claims=_documents(installation, "claims"),
            ledgers={
                key: Ledger.model_validate(source)
                for key, source in _documents(installation, "estimates").items()
            },
            alerts=found.alerts,
            letters=Counter(_held(letter) for _, letter in installation.messages(topics.DEAD_LETTERS)),
            delivered=_all_delivered(receiver, len(found.alerts)),
            seconds=time.monotonic() - began,
            broken=broken,
            ended_by_themselves=crew.ended_by_themselves,
        )


def publish(settings: Settings, messages: Sequence[Message], rate: float) -> None:
    """In order, at a steady pace; returns once Kafka has all of them. A newsroom waits for Kafka for as long as it
    takes."""
    with KafkaProducer(
        bootstrap_servers=settings.kafka.split(","),
        acks="all",
        enable_idempotence=True,
        retries=1_000_000,
        delivery_timeout_ms=1_800_000,
        max_block_ms=600_000,
        linger_ms=5,
    ) as producer:
        began = time.monotonic()
        sent = []
        for number, message in enumerate(messages):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            sent.append(
                producer.send(settings.prefix + topics.ARTICLES, key=message.key, value=message.value)
            )
        for each in sent:
            each.get(timeout=1_800)


def _settings(settings: Settings, home: Path, receiver: Receiver, port: int) -> Settings:
    receivers = home / "receivers.yaml"
    receivers.write_text(json.dumps({"desk": {"webhook": receiver.url, "secret": KEY}}))
    return settings.model_copy(
        update={
            "elasticsearch": f"http://127.0.0.1:{port}",
            "receivers": receivers,
            "webhooks_to_private_addresses": True,
            "delivery_timeout": 5.0,
            "delivery_wait": 1.0,
            # garbage is part of the stream
            "dead_letter_limit": 1_000_000,
        }
    )


async def _everyone(store: Store) -> None:
    rulebook = Rulebook(store)
    await rulebook.put(Rule(name="everyone", to=("desk",)))


def _wait(settings: Settings, crew: Crew) -> None:
    """Until nothing is behind; whoever ends meanwhile is started again."""

    def alive() -> bool:
        crew.see_to_it()
        return True

    wait_until_done(settings, timeout=PATIENCE, alive=alive)


def _documents(installation: Installation, kind: str) -> dict[str, Mapping[str, Any]]:
    """All documents of an index, by id."""

    async def read(store: Store) -> dict[str, Mapping[str, Any]]:
        body = {"query": {"match_all": {}}, "size": 10_000}
        (hits,) = await store.searches(kind, [body])
        return {hit["_id"]: hit["_source"] for hit in hits}

    return installation.ask(read)


def _held(letter: Mapping[str, Any]) -> str:
    """What a dead letter holds: where it failed, and the bytes."""
    digest = sha256(json.dumps(letter["value"]).encode()).hexdigest()[:12]
    return f"{letter['stage']}: {letter['topic']} {letter['partition']}:{letter['offset']} {digest}"


def _all_delivered(receiver: Receiver, count: int) -> Counter[str]:
    """What the receiver took; deliveries that are under way have a while."""
    until = time.monotonic() + 120
    while len(receiver.counts) < count and time.monotonic() < until:
        time.sleep(0.5)
    return receiver.counts
