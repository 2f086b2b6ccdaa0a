"""Whoever gets the alerts: drops those it knows, fails now and then, and counts."""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.integration.hook import Hook, hook

_REQUESTS = 20_000
"""whose answers are made up beforehand"""


class Receiver:
    """What has come so far: ids, and how often each."""

    def __init__(self, found: Hook) -> None:
        self._hook = found

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._hook.url()

    @property
    def counts(self) -> Counter[str]:
        """How often each alert came and was taken, by the id of the alert."""
        return Counter(asked.json()["data"]["id"] for asked in self._hook.taken())


@contextmanager
def receiving(seed: int, *, failing: float) -> Iterator[Receiver]:
    """A receiver in a thread of its own, which answers this share of what it is asked with 503."""
    chance = random.Random(seed)
    answers = [503 if chance.random() < failing else 200 for _ in range(_REQUESTS)]
    loop, ready, end = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[Receiver] = []

    async def serve() -> None:
        async with hook(*answers) as listening:
            found.append(Receiver(listening))
            ready.set()
            await end.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), name="receiver")
    thread.start()
    ready.wait(10)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(10)
        loop.close()
