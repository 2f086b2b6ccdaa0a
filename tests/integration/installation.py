"""What the integration tests do with an installation: publish, wait, look."""

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from consumers import topics
from consumers.clients import kafka
from consumers.command.articles import Sent
from consumers.command.demo.found import Found, look, messages
from consumers.command.publish import send
from consumers.command.running import Worker
from consumers.errors import Unavailable
from consumers.lag import lag, wait_until_done
from consumers.settings import Settings
from consumers.stored import indices
from consumers.stored.elastic import Store
from deploy.local import LocalServers

Result = TypeVar("Result")

TIMEOUT = 180.0
"""seconds; for a shared machine with two slow cores"""


def apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Do something asynchronous in a thread of its own: where Playwright is open, this one's loop is running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Installation:
    """Topics and indices of one test's own."""

    settings: Settings

    @classmethod
    def on(cls, servers: LocalServers, home: Path, *, partitions: int = 2) -> "Installation":
        """A new one, with nothing in it, that shares the servers with others."""
        settings = Settings(
            _env_file=None,
            home=home,
            kafka=servers.addresses.kafka,
            elasticsearch=servers.addresses.elasticsearch,
            prefix=f"t{uuid.uuid4().hex[:8]}-",
            analyzer="standard",
            partitions=partitions,
        )
        topics.create(settings)
        apart(indices.create(settings))
        return cls(settings)

    @classmethod
    @contextmanager
    def for_a_while(cls, servers: LocalServers, home: Path) -> "Iterator[Installation]":
        """A new one, which is removed when the `with` is left."""
        found = cls.on(servers, home)
        yield found
        found.remove()

    def remove(self) -> None:
        """Delete its topics and indices, for whoever has many."""

        def is_gone() -> bool:
            try:
                topics.delete(self.settings)
            except Unavailable:
                # a broker that a test has started again knows nothing of its groups for a moment
                return False
            return True

        until(is_gone, timeout=TIMEOUT)
        apart(indices.delete(self.settings))

    def with_(self, **changes: Any) -> "Installation":
        """The same with other settings."""
        return replace(self, settings=self.settings.model_copy(update=changes))

    def publish(self, *articles: Mapping[str, Any] | bytes) -> None:
        """Put articles, or bytes that are none, into Kafka."""
        send(
            self.settings,
            [
                Sent(f"article {i}", article if isinstance(article, bytes) else json.dumps(article).encode())
                for i, article in enumerate(articles)
            ],
        )

    def put(self, topic: str, messages: Iterable[tuple[str, bytes]]) -> None:
        """Put messages, each a key and a value, into one of the topics."""
        with kafka.producer(self.settings, acks="all") as producer:
            for key, value in messages:
                producer.send(self.settings.prefix + topic, key=key.encode(), value=value)
            producer.flush()

    @contextmanager
    def worker(self, *, stages: str = "", name: str = "worker") -> Iterator[Worker]:
        """A worker process; its log lies in the test's folder."""
        with Worker(self.settings, log=self.log(name), stages=stages) as worker:
            yield worker

    def log(self, name: str = "worker") -> Path:
        """Where a worker's log is."""
        return self.settings.home / f"{name}.log"

    def delivered(self, *workers: str) -> list[str]:
        """The ids of the alerts that the workers told, in their logs."""
        logged = (line for name in workers for line in lines(self.log(name), " alert "))
        return [
            word.removeprefix("id=") for line in logged for word in line.split() if word.startswith("id=")
        ]

    def wait(self, worker: Worker | None = None, *, timeout: float = TIMEOUT) -> None:
        """Until no stage is behind."""
        alive = worker.is_alive if worker is not None else lambda: True
        wait_until_done(self.settings, timeout=timeout, alive=alive)

    def wait_for(self, stage: str) -> None:
        """Until one stage is not behind, whatever those after it are."""

        def is_done() -> bool:
            try:
                return lag(self.settings)[stage] == 0
            except Unavailable:
                # a broker that has just started has no coordinator for its groups yet
                return False

        until(is_done, timeout=TIMEOUT)

    def look(self) -> Found:
        """All that has come of it; a broker that is coming back is waited for."""
        until = time.monotonic() + 60
        while True:
            try:
                return asyncio.run(look(self.settings))
            except Unavailable:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def ask(self, do: Callable[[Store], Awaitable[Result]]) -> Result:
        """What its indices answer."""

        async def done() -> Result:
            async with Store(self.settings) as store:
                return await do(store)

        return apart(done())

    def raw(self, topic: str) -> list[tuple[bytes | None, bytes]]:
        """Every message of a topic as (key, value)."""
        return list(messages(self.settings, topic))

    def messages(self, topic: str) -> list[tuple[str | None, Any]]:
        """Every message of a topic as (key, JSON)."""
        return [(key.decode() if key else None, json.loads(value)) for key, value in self.raw(topic)]


def until(holds: Callable[[], bool], *, timeout: float) -> None:
    """Wait for something to hold; fail after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.2)


def lines(log: Path, event: str) -> list[str]:
    """The lines of a worker's log about an event."""
    return [line for line in log.read_text(encoding="utf-8").splitlines() if event in line]


def soldiers(uri: str, figure: int, *, hour: int = 6, country: str = "Norway", **more: Any) -> dict[str, Any]:
    """An article with one troop count."""
    return {
        "uri": uri,
        "headline": f"{country} sends soldiers to Estonia",
        "text": (
            f"{country} has sent {figure:,} soldiers to Estonia, the defence ministry said on Monday.\n"
            "They will train with local units until spring. The barracks were enlarged this year."
        ),
        "provider": "Test Wire",
        "published": f"2026-11-16T{hour:02}:00:00Z",
        "versioncreated": f"2026-11-16T{hour:02}:05:00Z",
        **more,
    }


def told(found: Found) -> Iterable[tuple[str, str]]:
    """Kinds and words of all alerts, sorted."""
    return sorted((alert.kind, alert.words) for alert in found.alerts.values())
