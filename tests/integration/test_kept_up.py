"""A stage goes on by itself when Kafka's being away has ended its consumer; what it sends on arrives in order and once."""

import asyncio
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import faust
from aiokafka.errors import KafkaConnectionError

from consumers import topics
from consumers.health.signs import Signs
from consumers.record import Outgoing
from consumers.worker import kept_up as module
from consumers.worker.agents import agent
from consumers.worker.kept_up import kept_up
from consumers.worker.sending import Sender
from deploy.local import LocalServers
from tests.integration.installation import Installation
from tests.integration.noting import Noting, comes


def test_an_app_that_kafka_has_ended_is_made_anew(installation: Installation) -> None:
    starts: list[faust.App] = []

    def breaking(*arguments: Any, **options: Any) -> faust.App:
        app = agent(*arguments, **options)
        if not starts:
            app.start = _fails  # type: ignore[method-assign]  # the fault, as aiokafka raises it
        starts.append(app)
        return app

    async def run() -> tuple[list[bytes], list[Exception]]:
        stage, reasons = Noting(installation.settings), list[Exception]()
        await stage.open()
        task = asyncio.create_task(
            kept_up(stage, installation.settings, signs=Signs(), stop=reasons.append, started=lambda: None)
        )
        await comes(stage, 1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return stage.given, reasons

    installation.put(topics.STORED, [("key", b"1")])
    with patch.object(module, "agent", breaking):
        assert asyncio.run(run()) == ([b"1"], [])
    assert len(starts) == 2


async def _fails() -> None:
    raise KafkaConnectionError("Unable to bootstrap")


def test_what_is_sent_on_while_kafka_dies_arrives_in_order_and_once(
    installation: Installation, servers: LocalServers, after: None
) -> None:
    values = [b"%05d" % number for number in range(4_000)]

    async def run(kill: Callable[[], None]) -> None:
        sender = Sender(installation.settings, client="test", stage="test")
        topic = installation.settings.prefix + topics.STORED
        dying = None
        for at in range(0, len(values), 20):
            if at == 1_000:
                dying = asyncio.create_task(asyncio.to_thread(kill))
            await sender.put([Outgoing(topic, b"one key", value) for value in values[at : at + 20]])
        assert dying is not None
        await dying
        await sender.close()

    def kill() -> None:
        servers.kafka.kill()
        time.sleep(2)
        servers.kafka.start()

    asyncio.run(run(kill))
    assert [value for _, value in installation.raw(topics.STORED)] == values
