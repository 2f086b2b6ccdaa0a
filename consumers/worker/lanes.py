"""What comes of a stream, done in batches: what is of one lane in its order."""

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
    mixed: bool,
    do: Callable[[list[T], GoOn], Awaitable[None]],
) -> None:
    """Do all that `source` gives, in batches of at most `most`.

    With `mixed` a batch is of all lanes, and there is one at a time; once it has said `go_on`, the next is begun with
    what is of other lanes than it has. Else each is of one lane, and every lane has one at a time: none waits for
    another.

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
        while not (mixed and in_hand):
            batch, waiting[:] = _taken(waiting, busy, lane, most=most, mixed=mixed)
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
    waiting: Sequence[T], busy: set[Hashable], lane: Callable[[T], Hashable], *, most: int, mixed: bool
) -> tuple[list[T], list[T]]:
    """The first of them, at most so many, whose lane is not busy, all of one lane if they are not `mixed`; and the
    others."""
    taken: list[T] = []
    left: list[T] = []
    for item in waiting:
        may = len(taken) < most and lane(item) not in busy
        if may and not mixed and taken:
            may = lane(item) == lane(taken[0])
        (taken if may else left).append(item)
    return taken, left
