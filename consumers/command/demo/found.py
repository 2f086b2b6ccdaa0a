"""What has come of the seeds so far, read from Elasticsearch and the dead letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from consumers import topics
from consumers.elastic import connect, waiting
from consumers.errors import Unavailable
from consumers.settings import Settings
from consumers.stages.index import stored_story
from pipeline.claims import StoredStory
from schemas import Alert, DeadLetter
from schemas.elasticsearch import BOOKKEEPING


@dataclass(frozen=True)
class Found:
    """Stories by uri, the first story of each one's copies, those that search finds, alerts by id, dead letters by
    where they came from."""

    stories: dict[str, StoredStory]
    origins: dict[str, str]
    searchable: frozenset[str]
    alerts: dict[str, Alert]
    dead_letters: dict[tuple[str, int, int], DeadLetter]


async def look(settings: Settings) -> Found:
    """All that there is. Raises `Unavailable` while Elasticsearch is away."""
    async with connect(settings) as client:
        with waiting(settings.elasticsearch):
            await client.indices.refresh(index=f"{settings.prefix}*")
            everything = await client.search(index=f"{settings.prefix}stories-all", size=10_000)
            shown = await client.search(index=f"{settings.prefix}stories", size=10_000, source=False)
            told = await client.search(
                index=f"{settings.prefix}alerts", size=10_000, source_excludes=list(BOOKKEEPING["alerts"])
            )
    stories = [stored_story(hit["_source"]) for hit in everything["hits"]["hits"]]
    alerts = [Alert.model_validate(hit["_source"]) for hit in told["hits"]["hits"]]
    return Found(
        stories={story.uri: story for story in stories},
        origins={hit["_id"]: hit["_source"]["origin"] for hit in everything["hits"]["hits"]},
        searchable=frozenset(hit["_id"] for hit in shown["hits"]["hits"]),
        alerts={alert.id: alert for alert in alerts},
        dead_letters={
            (letter.topic, letter.partition, letter.offset): letter for letter in dead_letters(settings)
        },
    )


def dead_letters(settings: Settings) -> Sequence[DeadLetter]:
    """Every dead letter in Kafka, the oldest of each partition first. Raises `Unavailable` while Kafka is away."""
    return [DeadLetter.model_validate_json(value) for _, value in messages(settings, topics.DEAD_LETTERS)]


def messages(settings: Settings, topic: str) -> list[tuple[bytes | None, bytes]]:
    """Every message of a topic, key and value. Raises `Unavailable` while Kafka is away."""
    name = settings.prefix + topic
    try:
        with KafkaConsumer(
            bootstrap_servers=settings.kafka.split(","),
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            consumer_timeout_ms=10_000,
        ) as consumer:
            parts = [TopicPartition(name, number) for number in consumer.partitions_for_topic(name) or ()]
            consumer.assign(parts)
            starts, ends = consumer.beginning_offsets(parts), consumer.end_offsets(parts)
            left = sum(ends.values()) - sum(starts.values())
            return [(record.key, record.value) for _, record in zip(range(left), consumer, strict=False)]
    except KafkaError as error:
        raise Unavailable(f"Kafka at {settings.kafka} does not answer ({type(error).__name__})") from error
