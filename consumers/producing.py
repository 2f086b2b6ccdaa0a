"""Putting messages into Kafka from a command; the stages have Faust's producer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka.errors import KafkaError

from consumers.clients import kafka
from consumers.clients.refused import unavailable
from consumers.settings import Settings
from consumers.topics import LARGEST_MESSAGE

ACK_SECONDS = 60
"""that Kafka has to say that it has a message"""


def connected(settings: Settings) -> kafka.Producer:
    """A producer of one's own, to be closed. Raises `KafkaError`."""
    return kafka.producer(
        settings,
        acks="all",
        max_request_size=LARGEST_MESSAGE,
        max_block_ms=15_000,
        bootstrap_timeout_ms=10_000,
        linger_ms=5,
    )


@contextmanager
def producer(settings: Settings, *, of: str) -> Iterator[Any]:
    """A producer; wait for the future of what it sends before it is left. `of` says what it sends, for the error.

    Raises `Unavailable` if Kafka doesn't take it.
    """
    try:
        with connected(settings) as made:
            yield made
    except KafkaError as error:
        raise unavailable(settings, error, what=f"takes no {of}") from error
