"""The usual Faust program with spaCy in it: `nlp(text)` in the agent.

As https://faust-streaming.github.io/faust/userguide/agents.html and, for batches,
https://faust-streaming.github.io/faust/userguide/streams.html#take-buffer-up-to-n-values-in-the-stream have it. Faust
scales by running the program more than once.
"""

import tempfile
from collections.abc import AsyncIterator
from typing import cast

import faust
from elasticsearch import AsyncElasticsearch
from elasticsearch.helpers import async_bulk
from faust.types import StreamT

from tests.bench.peers.given import Given
from tests.bench.peers.reading import action, begun, enriched, load

TAKEN = 100
"""messages at most that are stored together"""
WITHIN = 1.0
"""seconds that they are waited for"""


def main() -> None:
    """Until it is told to stop."""
    given = Given.on_command_line()
    nlp = load(given.way)
    client = AsyncElasticsearch(given.elasticsearch)
    app = faust.App(
        given.group,
        broker=f"kafka://{given.kafka}",
        value_serializer="raw",
        datadir=tempfile.mkdtemp(prefix="faust-"),
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
    )

    @app.agent(app.topic(given.topic, value_serializer="raw"))
    async def read(stream: StreamT[bytes]) -> None:
        taken = cast("faust.Stream[bytes]", stream).take_events(TAKEN, within=WITHIN)
        async for events in cast("AsyncIterator[list[faust.Event]]", taken):
            actions = []
            for event in events:
                received = round(event.message.timestamp * 1000)
                story = begun(event.value, received=received, nlp=nlp)
                actions.append(action(enriched(story, nlp(story.text)), given.index))
            await async_bulk(client, actions)

    faust.Worker(app, loglevel="warning").execute_from_commandline()


if __name__ == "__main__":
    main()
