"""Whatever a fetch brings while partitions change hands comes to a worker."""

import asyncio
from collections.abc import Sequence
from typing import Any

from consumers import topics
from consumers.health.signs import Signs
from consumers.record import Record
from consumers.stage import Outbox
from consumers.worker.agents import agent
from tests.integration.installation import Installation
from tests.integration.noting import Noting, fail, nothing

SLOW = 2.0
"""seconds between a partition's coming to a worker and its being read: on a busy machine it takes so long"""


class Away(Noting):
    """Can do nothing until its server is back, so nothing of the partitions is committed."""

    async def open(self) -> None:
        await super().open()
        self.is_back = asyncio.Event()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        await self.is_back.wait()
        await super().handle(batch, out)


def test_a_second_worker_while_nothing_is_committed_yet(installation: Installation) -> None:
    numbers = iter(range(10_000))

    def put() -> None:
        some = [next(numbers) for _ in range(8)]
        installation.put(topics.STORED, [(f"story {number}", b"%d" % number) for number in some])

    async def run() -> set[int]:
        stage = Away(installation.settings)
        await stage.open()
        first, second = (agent(stage, nothing, stop=fail, signs=Signs()) for _ in range(2))
        tables: Any = first.tables
        tables.recovery.recovery_delay = SLOW
        await first.start()
        await reads(first)
        generation = first.consumer_generation_id
        begun = asyncio.create_task(second.start())
        try:
            while first.consumer_generation_id == generation:
                await asyncio.to_thread(put)
            # what it waited for all the while comes of the partitions that it has now
            for _ in range(10):
                await asyncio.to_thread(put)
            await begun
            await asyncio.sleep(SLOW + 2)
            await asyncio.to_thread(put)
            stage.is_back.set()
            await asyncio.to_thread(installation.wait_for, stage.name)
            return {int(value) for value in stage.given}
        finally:
            await first.stop()
            await second.stop()

    assert asyncio.run(run()) == set(range(next(numbers)))


async def reads(app: Any) -> None:
    """Until it has partitions, and reads them."""
    async with asyncio.timeout(60):
        while not (app.consumer.flow_active and app.consumer.assignment()):
            await asyncio.sleep(0.05)
