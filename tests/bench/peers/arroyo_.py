"""sentry-arroyo: batches of messages through its multiprocessing step, each batch stored and then committed.

As https://getsentry.github.io/arroyo/getting_started.html and
https://getsentry.github.io/arroyo/strategies/run_task_with_multiprocessing.html have it. The batches are made before the
step, so that spaCy has several texts at once.
"""

import logging
import signal
from collections.abc import Mapping
from functools import partial
from typing import Any

from arroyo.backends.kafka import KafkaConsumer, KafkaPayload
from arroyo.backends.kafka.configuration import build_kafka_consumer_configuration
from arroyo.processing import StreamProcessor
from arroyo.processing.strategies import (
    BatchStep,
    CommitOffsets,
    ProcessingStrategy,
    ProcessingStrategyFactory,
    RunTask,
)
from arroyo.processing.strategies.batching import ValuesBatch
from arroyo.processing.strategies.run_task_with_multiprocessing import (
    MultiprocessingPool,
    RunTaskWithMultiprocessing,
)
from arroyo.types import Commit, Message, Partition, Topic
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from spacy.language import Language

from tests.bench.peers.given import Given, Way
from tests.bench.peers.reading import action, begun, enriched, load

STORIES = 50
"""of a batch at most"""
SECONDS = 1.0
"""that a batch is waited for"""

_nlp: Language
"""a process's own"""


def ready(way: Way) -> None:
    """Load the model in a process of the pool."""
    global _nlp  # noqa: PLW0603  # a process has one model, loaded before any task
    _nlp = load(way)


def read(message: Message[ValuesBatch[KafkaPayload]], *, index: str) -> list[dict[str, Any]]:
    """What is to be stored of a batch."""
    stories = [
        begun(one.payload.value, received=round(one.timestamp.timestamp() * 1000), nlp=_nlp)
        for one in message.payload
        if one.timestamp is not None
    ]
    docs = _nlp.pipe(story.text for story in stories)
    return [action(enriched(story, doc), index) for story, doc in zip(stories, docs, strict=True)]


class Reading(ProcessingStrategyFactory[KafkaPayload]):
    """Batches, the processes, Elasticsearch, the commit."""

    def __init__(self, given: Given) -> None:
        self._index = given.index
        self._client = Elasticsearch(given.elasticsearch)
        self._pool = MultiprocessingPool(given.processes, initializer=partial(ready, given.way))

    def create_with_partitions(
        self,
        commit: Commit,
        partitions: Mapping[Partition, int],  # noqa: ARG002  # the interface is arroyo's
    ) -> ProcessingStrategy[KafkaPayload]:
        store = RunTask(self._store, CommitOffsets(commit))
        reading = RunTaskWithMultiprocessing(
            partial(read, index=self._index),
            next_step=store,
            max_batch_size=1,
            max_batch_time=SECONDS,
            pool=self._pool,
        )
        return BatchStep(max_batch_size=STORIES, max_batch_time=SECONDS, next_step=reading)

    def shutdown(self) -> None:
        self._pool.close()

    def _store(self, message: Message[list[dict[str, Any]]]) -> None:
        bulk(self._client, message.payload)


def main() -> None:
    """Until it is told to stop."""
    given = Given.on_command_line()
    logging.basicConfig(level=logging.WARNING)
    consumer = KafkaConsumer(
        build_kafka_consumer_configuration(
            {}, bootstrap_servers=[given.kafka], group_id=given.group, auto_offset_reset="earliest"
        )
    )
    processor = StreamProcessor(consumer=consumer, topic=Topic(given.topic), processor_factory=Reading(given))
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: processor.signal_shutdown())
    processor.run()


if __name__ == "__main__":
    main()
