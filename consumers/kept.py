"""Messages as they lie in a topic, for those who look at them beside the stages."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from kafka import TopicPartition
from kafka.errors import KafkaError, OffsetOutOfRangeError

from consumers.clients import kafka
from consumers.clients.refused import unavailable
from consumers.errors import Unavailable
from consumers.settings import Settings

Kept = Any
"""kafka-python's record, which has no type: topic, partition, offset, timestamp, key, value, headers"""

_PATIENCE_MS = 10_000


def messages(settings: Settings, topic: str, *, since: datetime | None = None) -> Iterator[Kept]:
    """Every message that is in a topic by now, from a time on, the oldest of each partition first.

    Raises `Unavailable` while Kafka is away.
    """
    with _consumer(settings) as consumer:
        parts = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(parts)
        ends = consumer.end_offsets(parts)
        consumer.seek_to_beginning()
        if since is not None:
            begins = consumer.offsets_for_times(dict.fromkeys(parts, int(since.timestamp() * 1000)))
            for part in parts:
                consumer.seek(part, begins[part].offset if begins[part] is not None else ends[part])
        while any(consumer.position(part) < ends[part] for part in parts):
            found = consumer.poll(timeout_ms=_PATIENCE_MS)
            if not found:
                raise Unavailable(f"Kafka at {settings.kafka} stopped giving messages of {topic}")
            for part, records in found.items():
                yield from (record for record in records if record.offset < ends[part])


def in_order(
    settings: Settings, topic: str, *, since: Mapping[int, int], until: Mapping[int, int]
) -> Iterator[Kept]:
    """The messages from one offset of each partition up to another, in the order in which they were sent: where a key
    has moved to another partition, what was sent first comes first. Raises `Unavailable` while Kafka is away.
    """
    parts = (
        _between(settings, TopicPartition(topic, part), since.get(part, 0), end)
        for part, end in until.items()
    )
    return heapq.merge(*parts, key=lambda record: record.timestamp)


def _between(settings: Settings, part: TopicPartition, begin: int, end: int) -> Iterator[Kept]:
    with _consumer(settings) as consumer:
        consumer.assign([part])
        consumer.seek(part, max(begin, consumer.beginning_offsets([part])[part]))
        while consumer.position(part) < end:
            found = consumer.poll(timeout_ms=_PATIENCE_MS)
            if not found:
                raise Unavailable(f"Kafka at {settings.kafka} stopped giving messages of {part.topic}")
            yield from (record for record in found[part] if record.offset < end)


def read_each(settings: Settings, places: Iterable[tuple[str, int, int]]) -> Iterator[Kept | None]:
    """The message at each (topic, partition, offset); None where it is kept no longer."""
    with _consumer(settings) as consumer:
        for topic, number, offset in places:
            part = TopicPartition(topic, number)
            if number not in (consumer.partitions_for_topic(topic) or ()):
                yield None
                continue
            consumer.assign([part])
            begin, end = consumer.beginning_offsets([part])[part], consumer.end_offsets([part])[part]
            yield _at(consumer, part, offset, settings) if begin <= offset < end else None


def _at(consumer: kafka.Consumer, part: TopicPartition, offset: int, settings: Settings) -> Kept | None:
    consumer.seek(part, offset)
    try:
        found = consumer.poll(timeout_ms=_PATIENCE_MS, max_records=1)
    except OffsetOutOfRangeError:
        # its time ran out since its partition was asked
        return None
    if not found:
        raise Unavailable(f"Kafka at {settings.kafka} gives no message of {part.topic}")
    record = found[part][0]
    return record if record.offset == offset else None


@contextmanager
def _consumer(settings: Settings) -> Iterator[kafka.Consumer]:
    try:
        with kafka.consumer(
            settings,
            bootstrap_timeout_ms=_PATIENCE_MS,
            enable_auto_commit=False,
            auto_offset_reset="none",
        ) as consumer:
            yield consumer
    except KafkaError as error:
        raise unavailable(settings, error) from error
