"""A stage that has several batches in hand: nothing is committed past what is not done, nor sent before its turn."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from consumers import topics
from consumers.health.signs import Signs
from consumers.lag import behind
from consumers.record import Outgoing, Record
from consumers.settings import Settings
from consumers.stage import Outbox
from consumers.worker.agents import agent
from consumers.worker.runner import Produce
from deploy.local import LocalServers
from tests.integration.installation import Installation
from tests.integration.noting import Noting, comes, fail, nothing

SLOW, NEXT = b"slow", b"the same story's next version"
COMMITTED = 2.5
"""seconds, in which Faust has committed what it may"""


class Holding(Noting):
    """Does not end with what is slow before it `may`."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.has_begun, self.may = asyncio.Event(), asyncio.Event()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        if any(record.value == SLOW for record in batch):
            self.has_begun.set()
            out.go_on()
            await self.may.wait()
        await super().handle(batch, out)


class SideBySide(Holding):
    """Sends on what it is given, and says at once that others may be begun."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.at_once = 3

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        for record in batch:
            out.send(topics.CLAIMS, key="key", value=record.value)
        out.go_on()
        await super().handle(batch, out)


@asynccontextmanager
async def running(
    settings: Settings, kind: type[Holding] = Holding, produce: Produce = nothing
) -> AsyncIterator[tuple[Holding, Signs]]:
    stage, signs = kind(settings), Signs()
    await stage.open()
    app = agent(stage, produce, stop=fail, signs=signs)
    await app.start()
    try:
        async with asyncio.timeout(120):
            yield stage, signs
    finally:
        await app.stop()


def test_a_story_that_lets_others_go_on_is_done_again_after_a_crash_and_so_are_they(
    servers: LocalServers, tmp_path: Path
) -> None:
    there = Installation.on(servers, tmp_path, partitions=1)
    quick = [b"%d" % number for number in range(5)]

    def put_others() -> None:
        there.put(topics.STORED, [(f"quick {value!r}", value) for value in quick])
        there.put(topics.STORED, [("slow", NEXT)])

    async def held_up() -> tuple[list[bytes], int]:
        """What it is given meanwhile, and how much is not committed."""
        async with running(there.settings) as (stage, signs):
            await stage.has_begun.wait()
            await asyncio.to_thread(put_others)
            await comes(stage, len(quick))
            await asyncio.sleep(COMMITTED)
            assert signs.batches == 0, "nothing can be committed yet"
            return stage.given, await asyncio.to_thread(behind, there.settings, stage.name)

    async def again() -> tuple[list[bytes], int]:
        async with running(there.settings) as (stage, _):
            stage.may.set()
            await comes(stage, 7)
            await asyncio.sleep(COMMITTED)
            return stage.given, await asyncio.to_thread(behind, there.settings, stage.name)

    there.put(topics.STORED, [("slow", SLOW)])
    given, left = asyncio.run(held_up())
    assert (sorted(given), left) == (quick, 7)
    # it ended with one under way, as in a crash: for Kafka nothing is done
    given, left = asyncio.run(again())
    assert (sorted(given), left) == ([*quick, SLOW, NEXT], 0)
    assert given.index(SLOW) < given.index(NEXT)
    there.remove()


def test_what_is_ready_before_what_came_before_it_is_sent_and_committed_after_it(
    servers: LocalServers, tmp_path: Path
) -> None:
    there = Installation.on(servers, tmp_path, partitions=1)
    quick = [b"%d" % number for number in range(30)]
    sent: list[bytes] = []

    async def note(messages: Sequence[Outgoing]) -> None:
        sent.extend(message.value for message in messages)

    async def held_up() -> tuple[list[bytes], int]:
        async with running(there.settings, SideBySide, note) as (stage, signs):
            await stage.has_begun.wait()
            for value in quick:
                await asyncio.to_thread(there.put, topics.STORED, [("key", value)])
            await comes(stage, len(quick))
            await asyncio.sleep(COMMITTED)
            assert (stage.given, sent, signs.batches) == (quick, [], 0)
            left = await asyncio.to_thread(behind, there.settings, stage.name)
            stage.may.set()
            async with asyncio.timeout(30):
                while len(sent) <= len(quick):
                    await asyncio.sleep(0.1)
            await asyncio.sleep(COMMITTED)
            return list(sent), left - await asyncio.to_thread(behind, there.settings, stage.name)

    there.put(topics.STORED, [("slow", SLOW)])
    assert asyncio.run(held_up()) == ([SLOW, *quick], 31)
    there.remove()
