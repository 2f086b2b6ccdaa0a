"""Asking Kafka about topics and groups."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from consumers.errors import Unavailable
from consumers.settings import Settings


@contextmanager
def asking(settings: Settings, **options: Any) -> Iterator[KafkaAdminClient]:
    """A client for administration, with options of kafka-python's. Raises `Unavailable` if Kafka can't be reached."""
    try:
        with KafkaAdminClient(bootstrap_servers=settings.kafka.split(","), **options) as admin:
            yield admin
    except KafkaError as error:
        raise Unavailable(f"Kafka at {settings.kafka} does not answer ({type(error).__name__})") from error
