"""What has come of a stream by now, as batches."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final, TypeVar

T = TypeVar("T")

_TURNS: Final = 6
"""Of the event loop, in which what a source has in hand comes of it: Faust needs two, and four where its buffer has just
been filled. Each costs a few microseconds."""


async def batches(source: AsyncIterator[T], *, most: int) -> AsyncIterator[list[T]]:
    """What has come by now, as lists of at most `most`: full under load, at once when idle.

    Nobody waits for company: what comes while a batch is worked on is the next one. An item asked for is never dropped:
    the one pending `anext` is kept from one batch to the next.
    """
    pending: asyncio.Task[T] | None = None
    try:
        while True:
            batch: list[T] = []
            while len(batch) < most:
                if pending is None:
                    pending = asyncio.ensure_future(anext(source))
                if not batch:
                    await asyncio.wait({pending})
                elif not await _is_at_hand(pending):
                    break
                item, pending = pending, None
                try:
                    batch.append(item.result())
                except StopAsyncIteration:
                    if batch:
                        yield batch
                    return
            yield batch
    finally:
        if pending is not None:
            pending.cancel()


async def _is_at_hand(item: "asyncio.Future[T]") -> bool:
    """Whether it is there without waiting for anything but the event loop."""
    for _ in range(_TURNS):
        if item.done():
            return True
        await asyncio.sleep(0)
    return item.done()
