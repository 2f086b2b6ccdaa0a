"""Producers that keep order: what they are given for a partition arrives there in that order and once, however often the
network breaks meanwhile.

They are idempotent, and never give a message up by themselves: a producer that gave one up after a while would send
what came after it first, and it again later.
"""

import asyncio
from contextlib import suppress
from typing import Any, Final, TypeAlias

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from consumers.clients.kafka import server
from consumers.settings import Settings
from consumers.topics import LARGEST_MESSAGE

AsyncProducer: TypeAlias = AIOKafkaProducer

_BATCH_BYTES: Final = 1024 * 1024
_LAST_SECONDS: Final = 5.0
"""for what is on its way when a producer ends"""


def made(settings: Settings, *, client: str, **options: Any) -> AsyncProducer:
    """A producer, to be started and ended; `client` is what the broker knows it as, options are aiokafka's."""
    return AIOKafkaProducer(
        **server(settings),
        client_id=client,
        acks="all",
        enable_idempotence=True,
        # what comes while a request is under way goes with the next one: nobody waits for company
        linger_ms=0,
        max_batch_size=_BATCH_BYTES,
        max_request_size=LARGEST_MESSAGE,
        retry_backoff_ms=250,
        **options,
    )


async def end(producer: AsyncProducer) -> None:
    """Stop a producer, after a last moment for what it holds."""
    with suppress(TimeoutError, KafkaError):
        async with asyncio.timeout(_LAST_SECONDS):
            await producer.flush()
            await producer.stop()
            return
    # stop() waits for Kafka for as long as something is left to send, and nothing public does less
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_SECONDS):
            await producer._sender.close()
    producer._closed = True
    await producer.client.close()
