"""One plain script: kafka-python's loop, spaCy's own processes, Elasticsearch's bulk helper.

As https://kafka-python.readthedocs.io/en/master/usage.html (poll, then commit what was done),
https://spacy.io/usage/processing-pipelines#multiprocessing (`nlp.pipe` with `n_process`) and
https://elasticsearch-py.readthedocs.io/en/stable/helpers.html (`bulk` of a generator) have it.
"""

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from kafka import KafkaConsumer

from tests.bench.peers.given import Given
from tests.bench.peers.reading import action, begun, enriched, load


def main() -> None:
    """Until it is told to stop."""
    given = Given.on_command_line()
    nlp = load(given.way)
    client = Elasticsearch(given.elasticsearch)
    consumer = KafkaConsumer(
        given.topic,
        bootstrap_servers=given.kafka,
        group_id=given.group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    while True:
        polled = consumer.poll(timeout_ms=1000)
        stories = [
            begun(record.value, received=record.timestamp, nlp=nlp)
            for records in polled.values()
            for record in records
        ]
        if not stories:
            continue
        docs = nlp.pipe((story.text for story in stories), n_process=given.processes)
        bulk(
            client,
            (action(enriched(story, doc), given.index) for story, doc in zip(stories, docs, strict=True)),
        )
        consumer.commit()


if __name__ == "__main__":
    main()
