"""Messages that Faust fetched and dropped are read again, by the same worker."""

import asyncio
from typing import Any

from consumers import topics
from consumers.health.signs import Signs
from consumers.worker.agents import agent
from consumers.worker.skipped import STILL, Skipped, broker, look
from tests.integration.installation import Installation
from tests.integration.noting import Noting, comes, fail, nothing


def test_what_was_fetched_and_dropped_is_read_again(installation: Installation) -> None:
    def put(*values: bytes) -> None:
        installation.put(topics.STORED, [("one key", value) for value in values])

    async def run() -> list[bytes]:
        stage = Noting(installation.settings)
        await stage.open()
        app = agent(stage, nothing, stop=fail, signs=Signs())
        await app.start()
        try:
            await asyncio.to_thread(put, b"1", b"2")
            await comes(stage, 2)
            # as if they had been fetched and dropped: the consumer moves on, and the agent is given nothing
            consumer: Any = app.consumer
            consumer.stop_flow()
            await asyncio.to_thread(put, b"3", b"4")
            await consumer._thread.call_thread(consumer._thread._ensure_consumer().seek_to_end)
            consumer.resume_flow()
            await asyncio.sleep(2)
            assert stage.given == [b"1", b"2"], "nothing was dropped: this test shows nothing"
            watched = Skipped()
            for now in (0.0, STILL + 1):
                await look(app, watched, broker(app, installation.settings), now=now)
            await comes(stage, 4)
            return stage.given
        finally:
            await app.stop()

    assert asyncio.run(run()) == [b"1", b"2", b"3", b"4"]
