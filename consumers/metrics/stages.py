"""What a stage's runner counts: records, batches, and where the time goes."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, Final, Literal

from consumers.metrics import declared
from consumers.topics import DEAD_LETTERS

Part = Literal["wait", "handle", "send", "away"]
Produce = Callable[[Sequence[Any]], Awaitable[None]]
"""Puts messages, of each of which the first is the topic, into Kafka."""
Sleep = Callable[[float], Awaitable[None]]

_FOREMOST: Final[tuple[Part, ...]] = ("handle", "send", "away")
_PARTS: Final[tuple[Part, ...]] = ("wait", *_FOREMOST)

_part: ContextVar[Part | None] = ContextVar("part", default=None)
"""that this task's batch is in; none has one beside its batches"""


class Stopwatch:
    """Always in one part of a stage's time, so that the parts add up to all of it; also while a part lasts hours. A stage
    with several batches in hand is in the foremost part that any of them is in: it works while one is worked on."""

    def __init__(self, stage: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = {part: declared.STAGE_SECONDS.labels(stage, part) for part in _PARTS}
        self._clock = clock
        self._lock = threading.Lock()
        self._batches = dict.fromkeys(_FOREMOST, 0)
        self._since = clock()

    @contextmanager
    def part(self, part: Part) -> Iterator[None]:
        """Have a batch in a part, and then again in the one that this task had it in before."""
        outer = _part.get()
        before = _part.set(part)
        self._turn(outer, part)
        try:
            yield
        finally:
            self._turn(part, outer)
            _part.reset(before)

    def settle(self) -> None:
        """Count what has gone by of the part that lasts; a thread that shows the metrics calls it."""
        self._turn(None, None)

    def _turn(self, left: Part | None, entered: Part | None) -> None:
        with self._lock:
            now = self._clock()
            lasted: Part = next((part for part in _FOREMOST if self._batches[part]), "wait")
            self._seconds[lasted].inc(now - self._since)
            self._since = now
            if left in self._batches:
                self._batches[left] -= 1
            if entered in self._batches:
                self._batches[entered] += 1


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
        self._tasks: set[asyncio.Task[Any] | None] = set()
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
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            with self._stopwatch.part("handle"):
                yield
        finally:
            self._tasks.discard(task)

    def sending(self, produce: Produce) -> Produce:
        """`produce`, counted once Kafka has what it was given."""

        async def counted(messages: Sequence[Any]) -> None:
            with self._within("send"):
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
            with self._within("away"):
                await sleep(seconds)
            self._retries.inc()

        return counted

    def idle(self) -> AbstractContextManager[None]:
        """Within it a batch waits, and is in no part: the stage is in that of the others, if it has any."""
        return self._within("wait")

    @contextmanager
    def _within(self, part: Part) -> Iterator[None]:
        """Within a batch; what a stage does beside its batches takes none of its time."""
        if asyncio.current_task() not in self._tasks:
            yield
            return
        with self._stopwatch.part(part):
            yield
