"""Acks, in the order in which messages came, whichever are done first.

Faust sees to gaps by itself only once something of a partition has been committed; before that it commits past what is
not done yet, and a crash would lose it.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable
from typing import Any


class Acks:
    """Of Faust's events. Each partition's are acked in their order; with `most` that are taken and not acked, no more are
    taken."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._open: defaultdict[int, deque[Any]] = defaultdict(deque)
        self._done: set[int] = set()
        self._count = 0
        self._room = asyncio.Event()

    async def taking(self, events: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The same, each as soon as there is room for it."""
        async for event in events:
            while self._count >= self._most:
                self._room.clear()
                await self._room.wait()
            self._open[event.message.partition].append(event)
            self._count += 1
            yield event

    def done(self, events: Iterable[Any]) -> bool:
        """Ack what may be acked now that these are done; whether anything was."""
        some = list(events)
        self._done.update(map(id, some))
        before = self._count
        for partition in {event.message.partition for event in some}:
            waiting = self._open[partition]
            while waiting and id(waiting[0]) in self._done:
                event = waiting.popleft()
                self._done.discard(id(event))
                event.ack()
                self._count -= 1
        self._room.set()
        return self._count < before
