"""What has come of the seeds so far, read from Elasticsearch and the dead letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from consumers import kept, topics
from consumers.clients.elasticsearch import connect
from consumers.settings import Settings
from consumers.stages.index import stored_story
from consumers.stored.elastic import waiting
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
        with waiting(settings):
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
    return [(record.key, record.value) for record in kept.messages(settings, settings.prefix + topic)]
