"""The gateway on real Kafka: what it says it has taken is there, whatever happens meanwhile."""

import asyncio
import gzip
import io
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import aiohttp
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType

from consumers.command.demo.found import messages
from consumers.command.serving import free_port
from consumers.gateway.app import keys_file
from consumers.gateway.keys import Keys
from consumers.record import PROVIDER
from deploy.local import LocalServers
from tests.consumers.gateway.pushing import PROVIDERS, superdesk, webhook
from tests.integration.gateway import RunningGateway, running_gateway, wait_until_ready
from tests.integration.installation import Installation, soldiers, until
from tests.integration.test_commands import muster

MEMORY = 400
"""MB; the gateway itself is some 180, and it may hold 100 MB"""
STORIES = 5_000
AT_ONCE = 32


def ready(installation: Installation) -> tuple[Installation, str]:
    """With providers that may push, and a key of one of them."""
    home = installation.settings.home
    (home / "providers.yaml").write_text(PROVIDERS)
    key = Keys(keys_file(installation.settings)).add("east", today=date(2026, 11, 16))
    return installation.with_(gateway_providers=home / "providers.yaml", gateway_rate=1e6), key


def headers(signed: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in signed.items()}


def bomb(size: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for _ in range(size // 1_000_000):
            file.write(b" " * 1_000_000)
    return packed.getvalue()


def test_what_is_taken_is_enriched_and_what_is_not_is_refused_in_bounded_memory(
    installation: Installation,
) -> None:
    ours, key = ready(installation)
    bearer = {"authorization": f"Bearer {key}"}
    story, other, dated = (
        json.dumps(soldiers(f"urn:test:{name}", 2_400, country=country)).encode()
        for name, country in (("key", "Norway"), ("webhook", "Poland"), ("superdesk", "Spain"))
    )
    nameless = {**soldiers("urn:test:nameless", 2_400, country="Italy"), "provider": None}
    batch = b"\n".join(json.dumps(each).encode() for each in (nameless, soldiers("urn:test:long", 7)))
    blown = b"<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><nitf>&b;</nitf>"
    packed, large = bomb(200_000_000), b'{"uri": "urn:test:large", "text": "' + b"x" * 50_000_000
    unfolding = b'{"extra": [' + b"[]," * 600_000 + b"0]}"
    signed = headers(webhook(other))
    pushes: list[tuple[str, dict[str, str], Any, int]] = [
        ("/push", bearer, story, 202),
        ("/push", bearer, story, 202),
        ("/push/south", signed, other, 202),
        ("/push/south", signed, other, 409),
        ("/push/north", headers(superdesk(dated)), dated, 202),
        ("/push", {**bearer, "content-type": "application/x-ndjson"}, batch, 202),
        ("/push", {**bearer, "content-encoding": "gzip"}, gzip.compress(story), 202),
        ("/push/north", headers(superdesk(other)), dated, 401),
        ("/push/south", headers(webhook(other, at=1e9)), other, 401),
        ("/push/south", headers(webhook(other, at=9e9)), other, 401),
        ("/push/south", headers({**webhook(other), "webhook_timestamp": ""}), other, 401),
        ("/push", bearer, blown, 422),
        ("/push", bearer, b"[" * 1_000_000, 422),
        ("/push", bearer, large, 413),
        ("/push", bearer, Chunked(large), 413),
    ]

    async def push(gateway: RunningGateway) -> list[tuple[int, str]]:
        async with aiohttp.ClientSession(gateway.address) as session:

            async def status(to: str, with_: dict[str, str], body: Any, _expected: int = 0) -> int:
                data = body.chunks() if isinstance(body, Chunked) else io.BytesIO(body)
                async with session.post(to, headers=with_, data=data) as answer:
                    assert answer.status == 202 or (await answer.json(content_type=None))["detail"]
                    return answer.status

            found = [(await status(*each), each[0]) for each in pushes]
            bombs = {**bearer, "content-encoding": "gzip"}
            at_once = await asyncio.gather(*(status("/push", bombs, packed) for _ in range(16)))
            assert set(at_once) <= {413, 503}
            assert 413 in at_once
            at_once = await asyncio.gather(*(status("/push", bearer, unfolding) for _ in range(6)))
            assert set(at_once) == {422}
            async with session.get("/ready") as answer:
                assert answer.status == 200
            return found

    with running_gateway(ours.settings) as gateway:
        wait_until_ready(gateway)
        statuses = asyncio.run(push(gateway))
        memory = gateway.peak_memory()
        log = gateway.log.read_text(encoding="utf-8")
    assert [status for status, _ in statuses] == [expected for *_, expected in pushes]
    assert memory < MEMORY
    assert key not in log
    assert "soldiers" not in log
    assert "Traceback" not in log

    sent = Counter(key.decode() for key, _ in messages(ours.settings, "articles") if key)
    uris = ["urn:test:key", "urn:test:long", "urn:test:nameless", "urn:test:superdesk", "urn:test:webhook"]
    assert sent == Counter({**dict.fromkeys(uris, 1), "urn:test:key": 3})
    with ours.worker() as worker:
        ours.wait(worker)
        stories = ours.look().stories
        replayed = muster(ours, "replay", "--since", "2020-01-01", "--silent", "--no-wait")
        assert replayed.returncode == 0, replayed.stderr
    assert sorted(stories) == uris, "a story that is sent three times is one story"
    assert {uri: stories[uri].provider for uri in uris} == {
        **dict.fromkeys(uris, "Test Wire"),
        "urn:test:nameless": "east",
    }
    assert len(pushed_by(ours, "urn:test:nameless")) == 2, "once by its newsroom, once by the replay"
    assert set(pushed_by(ours, "urn:test:nameless")) == {b"east"}


def pushed_by(installation: Installation, uri: str) -> list[bytes | None]:
    """Who pushed a story, as each of its records says."""
    topic = f"{installation.settings.prefix}articles"
    with KafkaConsumer(bootstrap_servers=installation.settings.kafka, enable_auto_commit=False) as consumer:
        parts = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(parts)
        ends = consumer.end_offsets(parts)
        consumer.seek_to_beginning(*parts)
        found = []
        while any(consumer.position(part) < ends[part] for part in parts):
            for records in consumer.poll(timeout_ms=1_000).values():
                found += [
                    dict(record.headers).get(PROVIDER) for record in records if record.key == uri.encode()
                ]
    return found


@dataclass(frozen=True)
class Chunked:
    """A body that doesn't say how long it is."""

    body: bytes

    async def chunks(self) -> Any:
        for at in range(0, len(self.body), 65_536):
            yield self.body[at : at + 65_536]


@dataclass
class Push:
    """Pushes stories, each until it is taken, as a newsroom would."""

    address: str
    key: str
    taken: list[str] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)

    async def all(self, uris: Iterator[str], meanwhile: Callable[[], Awaitable[None]]) -> None:
        limit = aiohttp.ClientTimeout(total=60)
        bearer = {"authorization": f"Bearer {self.key}"}
        async with aiohttp.ClientSession(timeout=limit, headers=bearer) as session:
            await asyncio.gather(meanwhile(), *(self._work(session, uris) for _ in range(AT_ONCE)))

    async def _work(self, session: aiohttp.ClientSession, uris: Iterator[str]) -> None:
        for uri in uris:
            while not await self._is_taken(session, uri):
                await asyncio.sleep(0.3)

    async def _is_taken(self, session: aiohttp.ClientSession, uri: str) -> bool:
        # no language that is enriched: what is asked here is whether it arrives
        story = {"uri": uri, "text": "Tere!", "language": "et", "versioncreated": "2026-11-16T06:05:00Z"}
        try:
            async with session.post(f"{self.address}/push", json=story) as answer:
                await answer.read()
        except (aiohttp.ClientError, OSError):
            return False
        if answer.status == 202:
            self.taken.append(uri)
            return True
        self.refused[answer.status] += 1
        assert answer.status == 503, answer.status
        assert int(answer.headers["Retry-After"]) > 0
        return False

    async def reached(self, count: int) -> None:
        while len(self.taken) < count:
            await asyncio.sleep(0.02)


def test_whatever_is_accepted_of_5000_is_there_though_kafka_and_the_gateway_go_and_come_back(
    installation: Installation, servers: LocalServers, after: None
) -> None:
    ours, key = ready(installation)
    ours = ours.with_(gateway_wait=2.0)
    port = free_port(0)
    uris = [f"urn:test:{at}" for at in range(STORIES)]
    push = Push(f"http://127.0.0.1:{port}", key)

    async def refused_more() -> None:
        before = push.refused[503]
        while push.refused[503] < before + AT_ONCE:
            await asyncio.sleep(0.02)

    async def troubles() -> None:
        with ExitStack() as gateways:

            async def started(name: str) -> RunningGateway:
                return await asyncio.to_thread(
                    gateways.enter_context, running_gateway(ours.settings, name=name, port=port)
                )

            first = await started("first")
            await push.reached(STORIES // 5)
            servers.kafka.freeze()
            await refused_more()
            servers.kafka.thaw()
            await push.reached(STORIES * 2 // 5)
            await asyncio.to_thread(servers.kafka.stop)
            await refused_more()
            await asyncio.to_thread(servers.kafka.start)
            await push.reached(STORIES * 3 // 5)
            first.process.kill()
            second = await started("second")
            await push.reached(STORIES * 4 // 5)
            # told to stop, it finishes what it has begun
            second.process.terminate()
            await asyncio.to_thread(second.process.wait, 60)
            await started("third")
            await push.reached(STORIES)

    asyncio.run(push.all(iter(uris), troubles))
    assert sorted(push.taken) == sorted(uris), "each was accepted once"
    assert "Traceback" not in "".join(
        ours.log(name).read_text(encoding="utf-8") for name in ("first", "second", "third")
    )
    sent = {key.decode() for key, _ in messages(ours.settings, "articles") if key}
    assert set(push.taken) == sent, "accepted, and not there"


def test_after_a_message_that_kafka_refuses_the_next_is_taken_and_a_gateway_without_kafka_can_be_stopped(
    installation: Installation, servers: LocalServers, after: None
) -> None:
    ours, key = ready(installation)
    ours = ours.with_(gateway_wait=2.0)
    topic = ConfigResource(
        ConfigResourceType.TOPIC, f"{ours.settings.prefix}articles", {"max.message.bytes": "2000"}
    )
    with KafkaAdminClient(bootstrap_servers=ours.settings.kafka) as admin:
        admin.alter_configs([topic])

    def push(gateway: RunningGateway, text: str) -> int:
        async def status() -> int:
            bearer = {"authorization": f"Bearer {key}"}
            story = {"uri": "urn:test:1", "text": text, "versioncreated": "2026-11-16T06:05:00Z"}
            async with (
                aiohttp.ClientSession(gateway.address, headers=bearer) as session,
                session.post("/push", json=story) as answer,
            ):
                return answer.status

        return asyncio.run(status())

    with running_gateway(ours.settings) as gateway:
        wait_until_ready(gateway)
        # Kafka is told of a new limit before it heeds it
        until(lambda: push(gateway, "long " * 1_000) == 503, timeout=30)
        until(lambda: push(gateway, "short") == 202, timeout=30)
        servers.kafka.freeze()
        assert push(gateway, "frozen") == 503
        assert push(gateway, "overdue") == 503
        gateway.process.terminate()
        gateway.process.wait(60)
        assert "Traceback" not in gateway.log.read_text(encoding="utf-8")
        servers.kafka.thaw()
