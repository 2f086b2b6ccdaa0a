"""Quix Streams: a dataframe of messages, a function applied to each, a sink.

As https://quix.io/docs/quix-streams/processing.html (`apply`) and
https://quix.io/docs/quix-streams/connectors/sinks/custom-sinks.html (`BatchingSink`) have it. Its own Elasticsearch sink
does the same by the same bulk helper, but first asks `GET /`, which the local server lacks (DESIGN 5). Quix scales by
running the program more than once.
"""

import tempfile
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from quixstreams import Application
from quixstreams.sinks import BatchingSink, SinkBatch

from tests.bench.peers.given import Given
from tests.bench.peers.reading import action, begun, enriched, load


class Stories(BatchingSink):
    """Stores what comes of the messages of one partition between two commits."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def setup(self) -> None:
        self._client = Elasticsearch(self._address)

    def write(self, batch: SinkBatch) -> None:
        bulk(self._client, [item.value for item in batch])


def main() -> None:
    """Until it is told to stop."""
    # it keeps no state, and of two programs that make one folder for it at once the second fails
    with tempfile.TemporaryDirectory(prefix="quix-") as state:
        _run(Given.on_command_line(), state)


def _run(given: Given, state: str) -> None:
    nlp = load(given.way)
    app = Application(
        broker_address=given.kafka,
        consumer_group=given.group,
        auto_offset_reset="earliest",
        # its own five seconds would be most of what a short run takes to end
        commit_interval=1.0,
        state_dir=state,
    )

    def read(value: bytes, _key: object, timestamp: int, _headers: object) -> dict[str, Any]:
        story = begun(value, received=timestamp, nlp=nlp)
        return action(enriched(story, nlp(story.text)), given.index)

    articles = app.dataframe(app.topic(given.topic, value_deserializer="bytes"))
    articles.apply(read, metadata=True).sink(Stories(given.elasticsearch))
    app.run()


if __name__ == "__main__":
    main()
