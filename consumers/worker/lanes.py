"""What comes of a stream, done in batches: what is of one lane in its order."""

import asyncio
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from consumers.worker.batches import batches

T = TypeVar("T")


@dataclass(frozen=True)
class Turn:
    """A batch's place among those in hand."""

    go_on: Callable[[], None] = lambda: None
    """Says that another batch may be begun, before this one is done."""
    before: Sequence[asyncio.Event] = ()
    """of its lanes: what is done before this batch may have an effect"""

    async def comes(self) -> None:
        """Wait until all is done that was before it in its lanes."""
        for each in self.before:
            await each.wait()


async def in_lanes(
    source: AsyncIterator[T],
    *,
    lane: Callable[[T], Hashable],
    most: int,
    at_once: int,
    do: Callable[[list[T], Turn], Awaitable[None]],
) -> None:
    """Do all that `source` gives, in batches of at most `most`.

    One `at_once`: a batch is of all lanes, and once it has said `go_on`, the next is begun with what is of other lanes
    than it has. More: each batch is of one lane, and others of the same lane may be in hand: their turn `comes` when it
    is done. One that has said `go_on` is no longer counted.

    The source is asked for more as long as it gives any: who gives without end says itself how much may be under way.
    Ends when the source has ended and all is done; what `do` raises ends it too, in an `ExceptionGroup`.
    """
    waiting: list[T] = []
    last: dict[Hashable, asyncio.Event] = {}
    """of each lane that has any in hand, when the last batch is done"""
    in_hand = 0
    mixed = at_once == 1
    context = contextvars.copy_context()

    async def run(batch: list[T], before: Sequence[asyncio.Event], done: asyncio.Event) -> None:
        is_counted = True

        def go_on() -> None:
            nonlocal in_hand, is_counted
            in_hand -= is_counted
            is_counted = False
            begin()

        turn = Turn(go_on, before)
        await do(batch, turn)
        if before:
            go_on()
            # one that sent nothing has not waited for it, and what comes next of its lanes waits for this one alone
            await turn.comes()
        done.set()
        for each in map(lane, batch):
            if last.get(each) is done:
                del last[each]
        go_on()

    def begin() -> None:
        nonlocal in_hand
        while in_hand < at_once:
            batch, waiting[:] = _taken(waiting, last if mixed else (), lane, most=most, mixed=mixed)
            if not batch:
                return
            lanes = set(map(lane, batch))
            before = [last[each] for each in lanes if each in last]
            done = asyncio.Event()
            last.update(dict.fromkeys(lanes, done))
            in_hand += 1
            # what one batch has in its context is not another's, which it happens to begin
            tasks.create_task(run(batch, before, done), context=context.copy())

    async with asyncio.TaskGroup() as tasks:
        async for some in batches(source, most=most):
            waiting += some
            begin()


def _taken(
    waiting: Sequence[T], busy: Container[Hashable], lane: Callable[[T], Hashable], *, most: int, mixed: bool
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
