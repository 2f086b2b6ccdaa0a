"""Kafka, as the gateway has it: one producer for the process. What it says it has, Kafka has, with acks=all.

The producer is idempotent and never gives a message up by itself, so a push that has waited long enough is answered while its
messages are still on their way. Two things follow. What is on its way counts against the room until Kafka has it.
And while any of it is overdue, new pushes are refused at once, so that the same stories don't pile up behind it each
time that somebody tries again.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiokafka.errors import KafkaConnectionError, KafkaError

from consumers import topics
from consumers.clients import in_order
from consumers.clients.in_order import AsyncProducer
from consumers.errors import Unavailable
from consumers.gateway.room import Room
from consumers.record import PROVIDER, Headers
from consumers.settings import Settings

log = structlog.get_logger()

_AGAIN_SECONDS: Final = 1.0
_PROBE_SECONDS: Final = 2.0


@dataclass(frozen=True)
class Message:
    """A story for `articles`: under its uri, with who pushed it, and the span in which, if that is traced."""

    uri: str
    value: bytes
    provider: str
    trace: Headers = ()


class Broker:
    """Connects by itself, as often as it takes. `put` raises `Unavailable` while Kafka is away."""

    def __init__(self, settings: Settings, room: Room) -> None:
        self._settings = settings
        self._topic = settings.prefix + topics.ARTICLES
        self._room = room
        self._producer: AsyncProducer | None = None
        self._under_way: OrderedDict[asyncio.Future[Any], tuple[AsyncProducer, float]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle_since: float | None = None

    def open(self) -> None:
        """Begin to connect."""
        self._begin(self._connect())

    async def put(self, messages: Sequence[Message]) -> None:
        """Returns once Kafka has all of them.

        Raises `Unavailable` if it doesn't in time: it may have none, some or all. `Problem` if there is no room.
        """
        producer = self._producer
        if producer is None or self._is_overdue():
            raise self._away()
        futures: list[asyncio.Future[Any]] = []
        try:
            async with asyncio.timeout(self._settings.gateway_wait):
                for message in messages:
                    futures.append(await self._hand_over(producer, message))
                # unlike a gather, a wait that is given up leaves what it waits for as it is
                await asyncio.wait(futures)
            for future in futures:
                future.result()
        except TimeoutError:
            log.warning("kafka is slow or away", under_way=len(self._under_way))
            raise self._away() from None
        except KafkaError as error:
            # after a message that was refused, an idempotent producer is out of step with Kafka for good
            self._replace(producer, error)
            raise self._away() from None

    async def not_ready(self) -> list[str]:
        """Why a push would not get as far as Kafka."""
        answers = not self._is_overdue() and await self._answers()
        return [] if answers else ["Kafka does not answer, or does not take what waits"]

    async def not_live(self) -> list[str]:
        """Why the process should be restarted: Kafka answers, and has taken nothing of what waits for it for
        `stuck_seconds`. That Kafka is away is no reason."""
        if not self._is_overdue() or not await self._answers():
            self._idle_since = None
            return []
        now = time.monotonic()
        if self._idle_since is None:
            self._idle_since = now
        if now - self._idle_since < self._settings.stuck_seconds:
            return []
        return ["stories wait, and Kafka, which answers, is not given them"]

    async def _answers(self) -> bool:
        producer = self._producer
        if producer is None:
            return False
        try:
            async with asyncio.timeout(_PROBE_SECONDS):
                return bool(await asyncio.shield(producer.client.force_metadata_update()))
        except (TimeoutError, KafkaError):
            return False

    async def close(self) -> None:
        """Give what is on its way a last moment."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if producer := self._producer:
            self._producer = None
            await self._end(producer)

    async def _connect(self) -> None:
        said = False
        while True:
            producer = in_order.made(
                self._settings,
                client=f"{self._settings.prefix}muster-gateway",
                request_timeout_ms=round(self._settings.gateway_wait * 1000),
            )
            try:
                # it blocks, and there is no asynchronous one
                await asyncio.to_thread(topics.create, self._settings)
                async with asyncio.timeout(self._settings.gateway_wait):
                    await producer.start()
                    await producer.partitions_for(self._topic)
            except (KafkaError, Unavailable, TimeoutError) as error:
                if not said:
                    reason = str(error) if isinstance(error, Unavailable) else type(error).__name__
                    log.warning("kafka is away", kafka=self._settings.kafka, reason=reason)
                    said = True
                await self._end(producer)
                await asyncio.sleep(_AGAIN_SECONDS)
            except asyncio.CancelledError:
                await self._end(producer)
                raise
            else:
                self._producer = producer
                log.info("kafka is there", kafka=self._settings.kafka)
                return

    async def _hand_over(self, producer: AsyncProducer, message: Message) -> asyncio.Future[Any]:
        """Give the producer a message, and hold its bytes until Kafka has it."""
        held = self._room.hold()
        held.more(len(message.value))
        try:
            future: asyncio.Future[Any] = await producer.send(
                self._topic,
                key=message.uri.encode(),
                value=message.value,
                headers=[(PROVIDER, message.provider.encode()), *message.trace],
            )
        except BaseException:
            held.free()
            raise

        def arrived(future: asyncio.Future[Any]) -> None:
            held.free()
            self._under_way.pop(future, None)
            self._idle_since = None
            # who gave up waiting doesn't ask
            future.exception()

        self._under_way[future] = (producer, time.monotonic())
        future.add_done_callback(arrived)
        return future

    async def _end(self, producer: AsyncProducer) -> None:
        """Stop a producer, after a last moment for what it holds."""
        await in_order.end(producer)
        for future, (holder, _) in list(self._under_way.items()):
            if holder is producer and not future.done():
                future.set_exception(KafkaConnectionError())

    def _is_overdue(self) -> bool:
        _, oldest = next(iter(self._under_way.values()), (None, None))
        return oldest is not None and time.monotonic() - oldest > self._settings.gateway_wait

    def _replace(self, producer: AsyncProducer, error: KafkaError) -> None:
        if self._producer is not producer:
            return
        log.error("kafka refused stories", reason=type(error).__name__)
        self._producer = None
        self._begin(self._end(producer))
        self._begin(self._connect())

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _away(self) -> Unavailable:
        return Unavailable(f"Kafka does not have it after {self._settings.gateway_wait:g} s, or is not there")
