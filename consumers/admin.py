"""Asking Kafka about topics and groups."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka.errors import KafkaError

from consumers.clients import kafka
from consumers.clients.refused import unavailable
from consumers.settings import Settings


@contextmanager
def asking(settings: Settings, **options: Any) -> Iterator[kafka.Admin]:
    """A client for administration, with options of kafka-python's. Raises `Unavailable` if Kafka can't be reached."""
    try:
        with kafka.admin(settings, **options) as admin:
            yield admin
    except KafkaError as error:
        raise unavailable(settings, error) from error
