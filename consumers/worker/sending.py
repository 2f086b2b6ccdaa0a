"""What a stage sends on, into Kafka: in the order in which it was given."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import structlog
from aiokafka.errors import KafkaError

from consumers.clients import in_order
from consumers.clients.in_order import AsyncProducer
from consumers.errors import Unavailable, Unreadable
from consumers.record import Outgoing
from consumers.settings import Settings
from consumers.topics import LARGEST_VALUE

log = structlog.get_logger()

SAY_EVERY: Final = 15.0
"""seconds between two words about a broker that is waited for"""


class Sender:
    """Connects when it is first asked for something. Faust's own producer won't do: it gives a message up after a while
    and goes on with the next, so that stories came out of order."""

    def __init__(self, settings: Settings, *, client: str, stage: str) -> None:
        self._settings = settings
        self._client = client
        self._stage = stage
        self._producer: AsyncProducer | None = None
        # who puts beside another would be left with a producer that the other has given up
        self._one = asyncio.Lock()

    async def put(self, messages: Sequence[Outgoing]) -> None:
        """Returns once Kafka has them all.

        Raises `Unreadable` on one that Kafka would not take, and `Unavailable` if Kafka refuses them now: some may be
        there.
        """
        largest = max(len(message.value) for message in messages)
        if largest > LARGEST_VALUE:
            raise Unreadable(f"what came of it is {largest:,} bytes long; Kafka takes {LARGEST_VALUE:,}")
        async with self._one:
            await self._put(messages)

    async def _put(self, messages: Sequence[Outgoing]) -> None:
        sent: list[asyncio.Future[Any]] = []
        try:
            producer = await self._started()
            for topic, key, value, headers in messages:
                sent.append(await producer.send(topic, value, key=key, headers=list(headers)))
            await self._arrived(sent)
        except (KafkaError, OSError) as error:
            # after a message that was refused, an idempotent producer is out of step with Kafka for good
            await self.close()
            for each in sent:
                # nobody else asks
                if each.done() and not each.cancelled():
                    each.exception()
            raise Unavailable(f"Kafka takes no messages ({type(error).__name__}: {error})") from error

    async def close(self) -> None:
        """Let go of the connections, after a last moment for what is on its way."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await in_order.end(producer)

    async def _started(self) -> AsyncProducer:
        if self._producer is None:
            producer = in_order.made(self._settings, client=self._client)
            try:
                await producer.start()
            except BaseException:
                await in_order.end(producer)
                raise
            self._producer = producer
        return self._producer

    async def _arrived(self, sent: Sequence["asyncio.Future[Any]"]) -> None:
        """Waits for Kafka for as long as it takes."""
        left = set(sent)
        while left:
            _, left = await asyncio.wait(left, timeout=SAY_EVERY)
            if left:
                log.warning(
                    "waiting",
                    stage=self._stage,
                    reason=f"Kafka at {self._settings.kafka} does not say that it has {len(left)} messages",
                )
        for each in sent:
            each.result()
