"""A stage that notes what it is given, on a topic that nothing else reads in these tests."""

import asyncio
from collections.abc import Sequence

from consumers import topics
from consumers.record import Outgoing, Record
from consumers.stage import Outbox, Stage


class Noting(Stage):
    """Notes what it is given."""

    name = "watch"
    reads = topics.STORED

    async def open(self) -> None:
        self.given: list[bytes] = []

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:  # noqa: ARG002  # it sends nothing on
        self.given += [record.value for record in batch]


async def comes(stage: Noting, count: int) -> None:
    """Until it was given so many."""
    async with asyncio.timeout(60):
        while len(stage.given) < count:
            await asyncio.sleep(0.1)


def fail(reason: Exception) -> None:
    """How its worker would be stopped."""
    raise AssertionError(reason)


async def nothing(messages: Sequence[Outgoing]) -> None:
    """Where what it sends goes."""
    raise AssertionError(messages)
