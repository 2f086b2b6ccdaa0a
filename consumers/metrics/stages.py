"""What a stage's runner counts: records, batches, and where the time goes."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal

from consumers.metrics import declared
from consumers.topics import DEAD_LETTERS

Part = Literal["wait", "handle", "send", "away"]
Produce = Callable[[Sequence[Any]], Awaitable[None]]
"""Puts messages, of each of which the first is the topic, into Kafka."""
Sleep = Callable[[float], Awaitable[None]]

_PARTS: Final[tuple[Part, ...]] = ("wait", "handle", "send", "away")


class Stopwatch:
    """Always in one part of a stage's time, so that the parts add up to all of it; also while a part lasts hours."""

    def __init__(self, stage: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = {part: declared.STAGE_SECONDS.labels(stage, part) for part in _PARTS}
        self._clock = clock
        self._lock = threading.Lock()
        self._part: Part = "wait"
        self._since = clock()

    @contextmanager
    def part(self, part: Part) -> Iterator[None]:
        """Be in a part, and then again in the one before."""
        before = self._turn(part)
        try:
            yield
        finally:
            self._turn(before)

    def settle(self) -> None:
        """Count what has gone by of the part that lasts; a thread that shows the metrics calls it."""
        self._turn(None)

    def _turn(self, part: Part | None) -> Part:
        with self._lock:
            now, before = self._clock(), self._part
            self._seconds[before].inc(now - self._since)
            self._since, self._part = now, part or before
        return before


_stopwatches: Final[dict[str, Stopwatch]] = {}
"""of the stages of this process; a stage that is begun anew has a new one"""


def settle() -> None:
    """Have every stage's seconds be those of this moment."""
    for each in list(_stopwatches.values()):
        each.settle()


class StageMeasures:
    """Counts what one stage does. `prefix` is before the names of topics."""

    def __init__(self, stage: str, *, prefix: str) -> None:
        self._stage = stage
        self._prefix = prefix
        self._task: asyncio.Task[Any] | None = None
        self._in = declared.RECORDS_IN.labels(stage)
        self._batches = declared.BATCH_RECORDS.labels(stage)
        # a counter that is there from the beginning is seen to grow from nothing to one
        self._dead = declared.DEAD_LETTERS.labels(stage)
        self._retries = declared.RETRIES.labels(stage)
        self._stopwatch = _stopwatches[stage] = Stopwatch(stage)

    @contextmanager
    def batch(self, records: int) -> Iterator[None]:
        """A batch of so many records, in hand within the `with`."""
        self._in.inc(records)
        self._batches.observe(records)
        self._task = asyncio.current_task()
        try:
            with self._stopwatch.part("handle"):
                yield
        finally:
            self._task = None

    def sending(self, produce: Produce) -> Produce:
        """`produce`, counted once Kafka has what it was given."""

        async def counted(messages: Sequence[Any]) -> None:
            with self._part("send"):
                await produce(messages)
            for topic, count in Counter(message[0] for message in messages).items():
                name = topic.removeprefix(self._prefix)
                declared.RECORDS_OUT.labels(self._stage, name).inc(count)
                if name == DEAD_LETTERS:
                    self._dead.inc(count)

        return counted

    def waiting(self, sleep: Sleep) -> Sleep:
        """`sleep`, which a server that is away is waited for with: each is followed by another attempt."""

        async def counted(seconds: float) -> None:
            with self._part("away"):
                await sleep(seconds)
            self._retries.inc()

        return counted

    @contextmanager
    def _part(self, part: Part) -> Iterator[None]:
        """Within a batch; what a stage does beside its batches takes none of its time."""
        if self._task is None or asyncio.current_task() is not self._task:
            yield
            return
        with self._stopwatch.part(part):
            yield
