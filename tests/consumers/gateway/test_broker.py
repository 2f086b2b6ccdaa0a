"""A gateway whose producer hangs is to be restarted, one whose Kafka is away is not."""

import asyncio
import time
from pathlib import Path
from typing import Any

from consumers.gateway.broker import Broker
from consumers.gateway.room import Room
from consumers.settings import Settings


class Producer:
    """Has a client that Kafka answers, or not."""

    def __init__(self) -> None:
        self.answers = True
        self.client = self

    async def force_metadata_update(self) -> bool:
        return self.answers


async def test_it_is_live_unless_kafka_answers_and_is_given_nothing(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path, gateway_wait=0.001, stuck_seconds=0.05)
    broker, producer = Broker(settings, Room(1_000)), Producer()
    hung: Any = producer
    broker._producer = hung
    assert await broker.not_ready() == []
    assert await broker.not_live() == []

    waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    broker._under_way[waiting] = (hung, time.monotonic() - 1)
    producer.answers = False
    assert await broker.not_live() == []
    await asyncio.sleep(settings.stuck_seconds)
    assert await broker.not_live() == [], "Kafka is away, however long that is"
    producer.answers = True
    assert await broker.not_live() == [], "it has only just come back"
    await asyncio.sleep(settings.stuck_seconds)
    assert await broker.not_live() == ["stories wait, and Kafka, which answers, is not given them"]
    assert await broker.not_ready()
    del broker._under_way[waiting]
    assert await broker.not_live() == await broker.not_ready() == []
