"""What comes of a stream, done in several batches at once: what is of one lane in its order, none waiting for another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from typing import TypeVar

from consumers.worker.batches import batches

T = TypeVar("T")


async def in_lanes(
    source: AsyncIterator[T],
    *,
    lane: Callable[[T], Hashable],
    most: int,
    at_once: int,
    do: Callable[[list[T]], Awaitable[None]],
) -> None:
    """Do all that `source` gives, in up to `at_once` batches at once, each of at most `most`. What is of a lane that one
    of them has something of waits until that one is done.

    The source is asked for more as long as it gives any: who gives without end says itself how much may be under way.
    Ends when the source has ended and all is done; what `do` raises ends it too, in an `ExceptionGroup`.
    """
    waiting: list[T] = []
    busy: set[Hashable] = set()
    in_hand = 0

    async def run(batch: list[T], lanes: set[Hashable]) -> None:
        nonlocal in_hand
        await do(batch)
        busy.difference_update(lanes)
        in_hand -= 1
        begin()

    def begin() -> None:
        nonlocal in_hand
        while in_hand < at_once:
            # what is there is shared out among all, so that the last batches end together
            batch, waiting[:] = _taken(waiting, busy, lane, most=min(most, -(-len(waiting) // at_once)))
            if not batch:
                return
            lanes = set(map(lane, batch))
            busy.update(lanes)
            in_hand += 1
            tasks.create_task(run(batch, lanes))

    async with asyncio.TaskGroup() as tasks:
        async for some in batches(source, most=most):
            waiting += some
            begin()


def _taken(
    waiting: Sequence[T], busy: set[Hashable], lane: Callable[[T], Hashable], *, most: int
) -> tuple[list[T], list[T]]:
    """The first of them, at most so many, whose lane is not busy; and the others."""
    taken: list[T] = []
    left: list[T] = []
    for item in waiting:
        (taken if len(taken) < most and lane(item) not in busy else left).append(item)
    return taken, left
