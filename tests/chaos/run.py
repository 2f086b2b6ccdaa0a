"""One run of a stream: published at a steady pace while things break, until nothing is behind; and what came of it."""

import json
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from consumers import topics
from consumers.lag import wait_until_done
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings
from consumers.stored.elastic import Store
from deploy.local import LocalServers
from pipeline.claims import Ledger, StoredStory
from schemas import Alert, Rule
from tests.chaos.analyst import searching
from tests.chaos.crew import DESK, GATEWAY, Crew
from tests.chaos.faults import FAULTS, Scene
from tests.chaos.newsroom import Newsrooms
from tests.chaos.preload import Preload
from tests.chaos.preload import is_possible as preload_is_possible
from tests.chaos.proxy import opened
from tests.chaos.receiver import Receiver, receiving
from tests.chaos.stream import Message
from tests.integration.hook import KEY
from tests.integration.installation import Installation
from tests.integration.ledgers import every_ledger

PATIENCE = 900.0
"""seconds that the workers have, after the last message and the last fault"""
QUIET = 120.0
"""seconds without a delivery after which those that are missing are missing"""
PARTITIONS = 4
WORKERS = 2


@dataclass(frozen=True)
class EndState:
    """What came of a stream: all that people and programs could see of it.

    `letters` and `delivered` say how often each came, for both are at least once: letters by what they hold, alerts
    by their id, at a receiver. `order` is that in which the claims of a force, by id, first came into Kafka, which
    decides what is new.
    """

    stories: Mapping[str, StoredStory]
    origins: Mapping[str, str]
    searchable: frozenset[str]
    claims: Mapping[str, Mapping[str, Any]]
    ledgers: Mapping[str, Ledger]
    order: Mapping[str, Sequence[str]]
    alerts: Mapping[str, Alert]
    letters: Counter[str]
    delivered: Counter[str]
    seconds: float
    broken: Counter[str]
    ended_by_themselves: int
    desk: Counter[int]
    faults_of_the_desk: Sequence[str]


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
        to_elasticsearch = stack.enter_context(opened(installation.settings.elasticsearch))
        to_kafka = stack.enter_context(opened(f"kafka://{installation.settings.kafka}"))
        preload = (
            Preload(home, kafka=to_kafka.target[1], instead=to_kafka.port) if preload_is_possible() else None
        )
        settings = _settings(installation.settings, home, receiver, to_elasticsearch.port)
        installation.ask(_everyone)
        crew = Crew(settings, workers, under=preload)
        stack.callback(crew.stop_all)
        newsrooms = Newsrooms(settings, messages, crew.address(GATEWAY))
        crew.see_to_it()
        analyst = stack.enter_context(searching(crew.address(DESK)))
        scene = Scene(servers, crew, to_elasticsearch, to_kafka, preload, installation.settings, chance)
        publishing = stack.enter_context(ThreadPoolExecutor(1)).submit(newsrooms.publish, rate)
        broken: Counter[str] = Counter()
        while faults and not publishing.done():
            time.sleep(chance.uniform(1, 6))
            name = chance.choice(faults)
            print(f"  {time.monotonic() - began:4.0f} s  {name}", flush=True)
            FAULTS[name](scene)
            broken[name] += 1
        publishing.result()
        _wait(installation.settings, crew)
        found = installation.look()
        return EndState(
            stories=found.stories,
            origins=found.origins,
            searchable=found.searchable,
            claims=_documents(installation, "claims"),
            ledgers=installation.ask(every_ledger),
            order=_order(installation.messages(topics.CLAIMS)),
            alerts=found.alerts,
            letters=Counter(_held(letter) for _, letter in installation.messages(topics.DEAD_LETTERS)),
            delivered=_all_delivered(receiver, len(found.alerts)),
            seconds=time.monotonic() - began,
            broken=broken,
            ended_by_themselves=crew.ended_by_themselves,
            desk=analyst.answers,
            faults_of_the_desk=tuple(analyst.faults),
        )


def _settings(settings: Settings, home: Path, receiver: Receiver, port: int) -> Settings:
    receivers = home / "receivers.yaml"
    receivers.write_text(json.dumps({"desk": {"webhook": receiver.url, "secret": KEY}}))
    return settings.model_copy(
        update={
            "elasticsearch": f"http://127.0.0.1:{port}",
            "receivers": receivers,
            "webhooks_to_private_addresses": True,
            "gateway_rate": 1e6,
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


def _order(claims: Sequence[tuple[str | None, Any]]) -> dict[str, Sequence[str]]:
    order: dict[str, list[str]] = {}
    for key, claim in claims:
        order.setdefault(key or "", []).append(f"{claim['id']} {claim['state']}")
    return {key: list(dict.fromkeys(ids)) for key, ids in order.items()}


def _held(letter: Mapping[str, Any]) -> str:
    """What a dead letter holds: where it failed, and the bytes."""
    digest = sha256(json.dumps(letter["value"]).encode()).hexdigest()[:12]
    return f"{letter['stage']}: {letter['topic']} {letter['partition']}:{letter['offset']} {digest}"


def _all_delivered(receiver: Receiver, count: int) -> Counter[str]:
    """What the receiver took; as long as something comes, more is waited for."""
    taken, since = 0, time.monotonic()
    while taken < count and time.monotonic() - since < QUIET:
        time.sleep(0.5)
        if len(receiver.counts) > taken:
            taken, since = len(receiver.counts), time.monotonic()
    return receiver.counts
