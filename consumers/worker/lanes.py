"""What comes of a stream, done in several batches at once: what is of one lane in its order, none waiting for another."""

import asyncio
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from typing import TypeVar

from consumers.worker.batches import batches

T = TypeVar("T")
GoOn = Callable[[], None]
"""Says that the next batch may be begun, before this one is done."""


async def in_lanes(
    source: AsyncIterator[T],
    *,
    lane: Callable[[T], Hashable],
    most: int,
    at_once: int,
    do: Callable[[list[T], GoOn], Awaitable[None]],
) -> None:
    """Do all that `source` gives, in up to `at_once` batches at once, each of at most `most`. What is of a lane that one
    of them has something of waits until that one is done. One that has said `go_on` is not counted any more.

    The source is asked for more as long as it gives any: who gives without end says itself how much may be under way.
    Ends when the source has ended and all is done; what `do` raises ends it too, in an `ExceptionGroup`.
    """
    waiting: list[T] = []
    busy: set[Hashable] = set()
    in_hand = 0
    context = contextvars.copy_context()

    async def run(batch: list[T], lanes: set[Hashable]) -> None:
        is_counted = True

        def go_on() -> None:
            nonlocal in_hand, is_counted
            in_hand -= is_counted
            is_counted = False
            begin()

        await do(batch, go_on)
        busy.difference_update(lanes)
        go_on()

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
            # what one batch has in its context is not another's, which it happens to begin
            tasks.create_task(run(batch, lanes), context=context.copy())

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
