"""What comes of a stream, in lanes: each in its order, none waiting for another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from typing import TypeVar

from consumers.worker.batches import batches

T = TypeVar("T")


async def in_lanes(
    source: AsyncIterator[T],
    *,
    lane: Callable[[T], Hashable],
    most: int,
    do: Callable[[list[T]], Awaitable[None]],
) -> None:
    """Do all that `source` gives, in batches of at most `most` that are of one lane.

    Ends when the source has ended and all is done; what `do` raises ends it too, in an `ExceptionGroup`. A lane that has
    `most` waiting holds up the source, and so the others.
    """
    waiting: dict[Hashable, asyncio.Queue[T | None]] = {}

    async def run(items: "asyncio.Queue[T | None]") -> None:
        async for batch in batches(_until_none(items), most=most):
            await do(batch)

    async with asyncio.TaskGroup() as lanes:
        async for item in source:
            name = lane(item)
            if name not in waiting:
                waiting[name] = asyncio.Queue(most)
                lanes.create_task(run(waiting[name]))
            await waiting[name].put(item)
        for items in waiting.values():
            await items.put(None)


async def _until_none(items: "asyncio.Queue[T | None]") -> AsyncIterator[T]:
    while (item := await items.get()) is not None:
        yield item
