"""The delivery rules, which hold for every stage (DESIGN 6).

Raw bytes in, decoded by the stage; the effect first, then the ack; what can't be read to the dead letters, and the
stream goes on; a server that is away is waited for; and no exception ever leaves an agent, for that would lose
messages.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import structlog

from consumers.about import story_of
from consumers.dead_letters import Limit, dead_letter
from consumers.errors import TooManyDeadLetters, Unreadable
from consumers.health.signs import Signs
from consumers.metrics.stages import StageMeasures
from consumers.record import Outgoing, Record, one_line
from consumers.settings import Settings
from consumers.stage import Outbox, Stage
from consumers.topics import DEAD_LETTERS
from consumers.traces.stage import StageTraces
from consumers.worker.lanes import Turn
from consumers.worker.patience import Sleep, patiently

log = structlog.get_logger()

FIRST = Turn()
"""of what waits for nobody"""


class Post(Outbox):
    """An outbox that a producer empties."""

    def __init__(
        self,
        settings: Settings,
        stage: str,
        produce: "Produce",
        limit: Limit,
        progress: Callable[[], object],
        *,
        traces: StageTraces,
        go_on: Callable[[], object],
    ) -> None:
        self._settings = settings
        self._stage = stage
        self._produce = produce
        self._limit = limit
        self._progress = progress
        self._traces = traces
        self._go_on = go_on
        self._ready: list[Outgoing] = []

    def send(self, topic: str, *, key: str, value: bytes, of: Record | None = None) -> None:
        self._ready.append(
            Outgoing(self._settings.prefix + topic, key.encode(), value, self._traces.headers(of))
        )

    def reject(self, record: Record, reason: str) -> None:
        self._limit.dead(record.partition, record.offset)
        log.warning(
            "dead letter",
            stage=self._stage,
            story=story_of(record),
            record=str(record),
            size=len(record.value),
            reason=reason,
        )
        letter = dead_letter(record, stage=self._stage, reason=reason, keep=self._settings.dead_letter_bytes)
        self.send(DEAD_LETTERS, key=f"{record.topic}-{record.partition}", value=letter, of=record)
        self._traces.failed(record, reason)

    async def flush(self) -> None:
        if self._ready:
            await self._produce(self._ready)
            # only now: a flush that fails is made again
            self._ready = []

    def progress(self) -> None:
        self._progress()

    def go_on(self) -> None:
        self._go_on()


Produce = Callable[[Sequence[Outgoing]], Awaitable[None]]
"""Puts messages into Kafka; returns once it has them all; raises `Unavailable`."""


class Runner:
    """Runs one stage: gives it batches, waits out absent servers, isolates what makes it fail."""

    def __init__(
        self,
        stage: Stage,
        produce: Produce,
        *,
        sleep: Sleep = asyncio.sleep,
        signs: Signs | None = None,
    ) -> None:
        self._stage = stage
        self._measures = StageMeasures(stage.name, prefix=stage.settings.prefix)
        self._traces = StageTraces(stage.name)
        self._produce = self._measures.sending(produce)
        self._sleep = self._measures.waiting(sleep)
        self._signs = signs or Signs()
        settings = stage.settings
        self._limit = Limit(most=settings.dead_letter_limit, share=settings.dead_letter_share)

    async def run(self, batch: Sequence[Record], turn: Turn = FIRST) -> None:
        """Do a batch. When this returns, its effects are done and it may be acked; nothing is sent before its `turn`
        comes, which is told to `go_on` as soon as the next one may be begun, if that is earlier.

        Raises `TooManyDeadLetters`, upon which nothing of the batch may be acked.
        """
        with self._measures.batch(len(batch)), self._traces.batch(batch):
            await self._run(batch, turn)
        if log.is_enabled_for(logging.DEBUG):
            for record in batch:
                log.debug("done", stage=self._stage.name, story=story_of(record), record=str(record))

    async def _run(self, batch: Sequence[Record], turn: Turn) -> None:
        self._limit.seen((record.partition, record.offset) for record in batch)
        if len(batch) == 1:
            await self._alone(batch[0], turn)
            return
        try:
            await self._patiently(batch, turn)
        except TooManyDeadLetters:
            raise
        except Exception as error:
            # one of these made it fail; alone, only that one will
            log.warning("batch failed", stage=self._stage.name, size=len(batch), error=one_line(error))
            for record in batch:
                await self._alone(record, Turn(before=turn.before))

    async def meanwhile(self) -> None:
        """What the stage does beside its batches; begun again, after a wait, when a server was away.

        Whatever else it raises leaves this too: nobody would do that work any more, so the worker has to stop.
        """
        await self._insist(lambda: self._stage.meanwhile(self._post(FIRST)))

    async def _alone(self, record: Record, turn: Turn) -> None:
        try:
            await self._patiently([record], turn)
        except TooManyDeadLetters:
            raise
        except Exception as error:
            await self._give_up(record, error, turn)

    async def _give_up(self, record: Record, error: Exception, turn: Turn) -> None:
        if not isinstance(error, Unreadable):
            log.exception(
                "could not be handled",
                stage=self._stage.name,
                story=story_of(record),
                record=str(record),
                exc_info=error,
            )
        post = self._post(turn)
        post.reject(record, one_line(error))
        await self._insist(self._noting(post.flush))

    async def _patiently(self, batch: Sequence[Record], turn: Turn) -> None:
        async def attempt() -> None:
            post = self._post(turn)
            await self._stage.handle(batch, post)
            await post.flush()

        await self._insist(self._noting(attempt))

    def _noting(self, attempt: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """The attempt; that a server was found away is a sign that the batch does not hang."""

        async def noted() -> None:
            try:
                await attempt()
            finally:
                self._signs.progress()

        return noted

    async def _insist(self, attempt: Callable[[], Awaitable[None]]) -> None:
        await patiently(attempt, stage=self._stage.name, sleep=self._sleep)

    def _post(self, turn: Turn) -> Post:
        async def produce(messages: Sequence[Outgoing]) -> None:
            # a batch that is ready and has to wait is no work: what the one before it does is the stage's part
            with self._measures.idle():
                await turn.comes()
            await self._produce(messages)

        return Post(
            self._stage.settings,
            self._stage.name,
            produce,
            self._limit,
            self._signs.progress,
            traces=self._traces,
            go_on=turn.go_on,
        )
